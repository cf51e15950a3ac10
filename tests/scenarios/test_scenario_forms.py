"""Forms through the command line: made, changed with consent, edited by people, used by a workflow."""

from __future__ import annotations

import pytest
from client_project import Person

FORMS = "/marketing/v3/forms"
FLOWS = "/automation/2026-09-beta/flows"
AROUND = """\
revops: 1
groups: {contacts: {forms: {label: {ja: フォーム, en: Forms}}}}
properties:
  contacts:
    email: {existing: string}
    lastname: {existing: string}
    firstname: {existing: string}
    phone: {existing: string}
    company: {existing: string}
    hs_lead_status: {existing: enumeration}
    topics:
      {label: {ja: 関心, en: Topics}, type: enumeration, fieldType: checkbox, groupName: forms,
       formField: true, options: {a: {ja: あ, en: A}, b: {ja: い, en: B}, c: {ja: う, en: C}}}
    staff:
      {label: {ja: 社員数, en: Staff}, type: number, fieldType: number, groupName: forms, formField: true}
    start:
      {label: {ja: 開始日, en: Start}, type: date, fieldType: date, groupName: forms, formField: true}
    brief: {label: {ja: 資料, en: Brief}, type: string, fieldType: file, groupName: forms, formField: true}
    found_us:
      {label: {ja: 経路, en: Found us}, type: enumeration, fieldType: select, groupName: forms,
       formField: true, options: {web: Web, ads: Ads}}
  companies:
    name: {existing: string}
"""
FORM = """\
forms:
  request:
    name: {ja: 見積もり依頼, en: Request}
    fields:
      - [lastname, firstname, contacts.phone]
      - property: contacts.email
        label: {ja: メール, en: E-mail}
        required: true
        placeholder: a@example.com
        blockedEmailDomains: [example.org]
        useDefaultBlockList: true
      - {property: companies.name, label: {ja: 会社名, en: Company}}
      - {property: topics, options: [c, a], defaultValue: [a]}
      - property: staff
        dependents: [{when: {at_least: 100}, field: {property: start, label: {ja: いつから, en: From}}}]
      - {property: brief, allowMultipleFiles: true}
      - {property: found_us, fieldType: radio, hidden: true, defaultValue: web}
      - hs_lead_status
      - {text: {ja: <p>以上です。</p>, en: <p>That is all.</p>}}
    submit: {ja: 送る, en: Send}
    then: {redirect: "https://example.com/thanks"}
    consent:
      explicit:
        privacyText: {ja: 大切に扱います。, en: We take care.}
        checkboxes: [{subscription: Marketing Information, label: {ja: 受け取る, en: Mails}, required: false}]
    lifecycle: {contacts: lead, companies: lead}
    notify: {roles: [ma_operator]}
    recaptchaEnabled: true
    style: {submitColor: "#112233"}
"""
WORKFLOW = """\
workflows:
  tag:
    object: contacts
    name: {ja: 付箋, en: Tag}
    enrol: {submitted: request}
    steps: [{id: mark, set: {contacts.firstname: x}}]
"""


@pytest.fixture
def client(make_project):
    """A project with the form, not applied yet."""
    project = make_project(blueprint=AROUND + FORM)
    project.consents = (*project.consents, "--create", "*")
    return project


def shown(project):
    """The form as the portal has it."""
    listed = project.emulator.edit("GET", f"{FORMS}?limit=100").body["results"]
    return next(form for form in listed if form["name"] == "見積もり依頼")


def fields(form):
    """Rows of property names."""
    return [[field["name"] for field in group["fields"]] for group in form["fieldGroups"]]


def save(project, **parts):
    """Save parts of the form as a person."""
    Person(project.emulator)("PATCH", f"{FORMS}/{shown(project)['id']}", parts)


def edited(project, old, new):
    path = project.folder / "blueprints" / "portal.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def held(project):
    """Paths of the units that drift holds."""
    told = project.run("drift", "--json", code=2).json["held"]
    return {unit["path"] for change in told for unit in change["units"]}


def test_all_that_a_form_can_say_is_made_and_read_back(client):
    """One create and, with its consent, the e-mails to people; then plan and drift are empty."""
    client.apply()
    form = shown(client)
    by_name = {field["name"]: field for group in form["fieldGroups"] for field in group["fields"]}
    (link,) = by_name["staff"]["dependentFields"]

    assert [one for one in client.requests(writes=True) if "forms" in one] == [
        f"POST {FORMS}",
        f"PATCH {FORMS}/{form['id']}",
    ]
    assert fields(form)[0] == ["lastname", "firstname", "phone"]
    assert [option["value"] for option in by_name["topics"]["options"]] == ["c", "a"]
    assert (link["dependentCondition"]["operator"], link["dependentCondition"]["value"]) == ("gte", "100")
    assert link["dependentField"]["label"] == "いつから"
    assert (by_name["found_us"]["fieldType"], by_name["found_us"]["defaultValues"]) == ("radio", ["web"])
    assert by_name["name"]["objectTypeId"] == "0-2"
    assert client.plan()["summary"]["empty"]
    client.run("drift", code=0)


def test_nobody_gets_e_mails_without_consent(client):
    """`--yes` makes the form; who is notified about submissions is asked for by address."""
    client.run("apply", "--yes", code=4)
    before = shown(client)["configuration"]["notifyRecipients"]
    client.run("apply", "--yes", "--publish", "form.request", code=0)

    assert before == []
    assert len(shown(client)["configuration"]["notifyRecipients"]) == 1


def test_a_change_of_a_form_that_is_there_asks(client):
    """Forms have no draft, so what is changed shows at once (dossier I1)."""
    client.apply()
    client.forget()
    edited(client, "送る", "依頼する")
    client.run("apply", "--yes", code=4)
    before = client.requests(writes=True)
    client.apply()

    assert before == []
    assert client.requests(writes=True) == [f"PATCH {FORMS}/{shown(client)['id']}"]
    assert shown(client)["displayOptions"]["submitButtonText"] == "依頼する"


def test_a_field_leaves_the_form_with_its_line(client):
    """The rows say which fields there are; the property stays where it is."""
    client.apply()
    edited(client, "      - {property: brief, allowMultipleFiles: true}\n", "")
    client.apply()

    assert ["brief"] not in fields(shown(client))
    assert client.plan()["summary"]["empty"]


def added_field(form):
    wire = {"objectTypeId": "0-1", "name": "company", "label": "会社", "required": False, "hidden": False}
    field = {**wire, "fieldType": "single_line_text", "dependentFields": []}
    group = {"groupType": "default_group", "richTextType": "text", "fields": [field]}
    return {"fieldGroups": [*form["fieldGroups"], group]}


def other_label(form):
    form["fieldGroups"][1]["fields"][0]["label"] = "会社のメール"
    return {"fieldGroups": form["fieldGroups"]}


def other_thanks(form):
    action = {"type": "thank_you", "value": "どうも"}
    return {"configuration": {**form["configuration"], "postSubmitAction": action}}


def nobody_told(form):
    return {"configuration": {**form["configuration"], "notifyRecipients": []}}


def other_colour(form):
    style = {**form["displayOptions"]["style"], "submitColor": "#000000"}
    return {"displayOptions": {**form["displayOptions"], "style": style}}


def other_consent(form):
    return {"legalConsentOptions": {**form["legalConsentOptions"], "privacyText": "別の文"}}


EDITS = {
    "rows": added_field,
    "fields.email.label": other_label,
    "then": other_thanks,
    "notify.roles.ma_operator": nobody_told,
    "style.submitColor": other_colour,
    "consent.privacyText": other_consent,
}


@pytest.mark.parametrize("unit", EDITS)
def test_what_a_person_changes_is_one_unit(client, unit):
    """It is held; `--keep` writes it into the file and sends nothing, and then nothing is left."""
    client.apply()
    save(client, **EDITS[unit](shown(client)))
    found = held(client)
    client.forget()
    client.run("drift", "--keep", "form.request", code=0)

    assert found == {unit}
    assert client.requests(writes=True) == []
    assert client.plan()["summary"]["empty"]
    client.run("drift", code=0)


@pytest.mark.parametrize("unit", EDITS)
def test_what_a_person_changed_can_be_taken_back(client, unit):
    """`--take` brings the blueprint's value, and the rest of the form stays."""
    client.apply()
    before = shown(client)
    save(client, **EDITS[unit](shown(client)))
    client.apply("--take", "form.request")
    after = shown(client)

    assert {k: v for k, v in after.items() if k != "updatedAt"} == {
        k: v for k, v in before.items() if k != "updatedAt"
    }


def test_what_nobody_manages_stays_with_a_change(client):
    """A theme that somebody chose in HubSpot goes along in the part that is sent."""
    client.apply()
    save(client, displayOptions={**shown(client)["displayOptions"], "theme": "round"})
    edited(client, "送る", "依頼する")
    client.apply()
    display = shown(client)["displayOptions"]

    assert (display["theme"], display["submitButtonText"]) == ("round", "依頼する")


def test_a_workflow_names_the_form_by_its_key(make_project):
    """Both are made in one run; the flow has the id that the form got."""
    project = make_project(blueprint=AROUND + FORM + WORKFLOW)
    project.consents = (*project.consents, "--create", "*")
    project.apply()
    listed = project.emulator.edit("GET", FLOWS).body["results"]
    flow_id = next(flow["id"] for flow in listed if flow["name"] == "付箋")
    flow = project.emulator.edit("GET", f"{FLOWS}/{flow_id}").body

    assert shown(project)["id"] in str(flow["enrollmentCriteria"])
    assert project.plan()["summary"]["empty"]


def test_a_subscription_type_that_is_not_there_is_waited_for(client):
    """HubSpot's API makes none, so a person has to; the form waits, the properties do not."""
    edited(client, "Marketing Information", "お知らせ")
    changes = {change["address"]: change for change in client.plan()["changes"]}

    assert changes["form.request"]["action"] == "waiting"
    assert "お知らせ" in changes["form.request"]["reason"]
    assert changes["property.contacts.topics"]["action"] == "create"


def test_a_hand_made_form_of_the_name_is_held(client):
    """What is equal is adopted; other rows are somebody's work and stay."""
    made = client.emulator.edit("GET", FORMS).body["results"][0]
    Person(client.emulator)("PATCH", f"{FORMS}/{made['id']}", {"name": "見積もり依頼"})
    plan = client.plan()
    held_units = {
        unit["path"]
        for change in plan["changes"]
        if (change["address"], change["action"]) == ("form.request", "hold")
        for unit in change["units"]
    }

    assert "rows" in held_units
    assert "create" not in [c["action"] for c in plan["changes"] if c["address"] == "form.request"]


def test_a_removed_form_is_archived(client):
    """With consent by address; the plan says beforehand that no request brings it back."""
    client.apply()
    form_id = shown(client)["id"]
    path = client.folder / "blueprints" / "portal.yaml"
    path.write_text(f"{AROUND}removed: [form.request]\n", encoding="utf-8")
    told = client.run("plan").out
    client.apply("--delete", "form.request")

    assert "archived" in told
    assert client.tables()["forms"][form_id]["archived"] is True
