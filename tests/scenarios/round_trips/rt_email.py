"""A marketing e-mail goes round, published, under a campaign of the blueprint."""

from __future__ import annotations

from round_trip import RoundTrip

AROUND = """\
revops: 1
campaigns: {launch: {name: {ja: 新製品の発表, en: Launch}}}
"""
ENTRY = """\
revops: 1
emails:
  day_one:
    name: {ja: 資料のお礼, en: Thank you}
    subject: {ja: 資料をお送りします, en: Your download}   # short, for phones
    preview: {ja: ご覧ください, en: Have a look}
    from: {fromName: {ja: 営業部, en: Sales}, replyTo: ma_operator}
    subscription: Marketing Information
    language: ja
    body: {ja: "ありがとうございます。", en: "Thank you."}
    campaign: launch
    publish: true
"""
EMAILS = "/marketing/emails/2026-09"


def subject(person):
    """Save another subject, published at once."""
    listed = person("GET", f"{EMAILS}?limit=100")["results"]
    email = next(one for one in listed if one["name"] == "資料のお礼")
    person("PATCH", f"{EMAILS}/{email['id']}", {"subject": "資料ができました"})


EXAMPLE = RoundTrip(
    kind="email",
    address="email.day_one",
    around=AROUND,
    entry=ENTRY,
    unit="subject",
    edit=subject,
)
