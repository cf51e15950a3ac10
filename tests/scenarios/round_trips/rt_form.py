"""A form goes round, with a field that shows by an answer."""

from __future__ import annotations

from round_trip import RoundTrip

AROUND = """\
revops: 1
groups: {contacts: {forms: {label: {ja: フォーム, en: Forms}}}}
properties:
  contacts:
    email: {existing: string}
    lastname: {existing: string}
    firstname: {existing: string}
    interest:
      label: {ja: ご興味, en: Interest}
      type: enumeration
      fieldType: select
      groupName: forms
      formField: true
      options: {product: {ja: 製品, en: Product}, other: {ja: その他, en: Other}}
    interest_other:
      label: {ja: 内容, en: What else}
      type: string
      fieldType: textarea
      groupName: forms
      formField: true
"""
ENTRY = """\
revops: 1
forms:
  inquiry:
    name: {ja: 製品へのご質問, en: Inquiry}
    fields:
      - [lastname, firstname]
      - property: contacts.email
        label: {ja: メールアドレス, en: E-mail}   # the work address
        required: true
      - property: contacts.interest
        dependents: [{when: {any_of: [other]}, field: contacts.interest_other}]
      - {text: {ja: "<p>返信は翌営業日です。</p>", en: "<p>We answer within a day.</p>"}}
    submit: {ja: 問い合わせる, en: Ask}
    then: {message: {ja: ありがとうございました。, en: Thank you.}}
    consent: none
    lifecycle: {contacts: lead, companies: lead}
"""
FORMS = "/marketing/v3/forms"


def email_label(person):
    """Save another label of the field for the e-mail address."""
    form = next(one for one in person("GET", FORMS)["results"] if one["name"] == "製品へのご質問")
    form["fieldGroups"][1]["fields"][0]["label"] = "会社のメールアドレス"
    person("PATCH", f"{FORMS}/{form['id']}", {"fieldGroups": form["fieldGroups"]})


EXAMPLE = RoundTrip(
    kind="form",
    address="form.inquiry",
    around=AROUND,
    entry=ENTRY,
    unit="fields.email.label",
    edit=email_label,
)
