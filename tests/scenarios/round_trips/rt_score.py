"""A lead score goes round, published."""

from __future__ import annotations

from client_project import score_rule
from round_trip import RoundTrip

ENTRY = """\
revops: 1
scores:
  interest:
    object: contacts
    name: {ja: 関心度, en: Interest}
    category: INTENT
    max: 100
    groups:
      mail:
        label: {ja: メール, en: Mail}
        max: 50
        rules:
          opened: {event: email_opened, add: 2}
          clicked: {event: email_link_clicked, add: 10}
    publish: true
"""

EXAMPLE = RoundTrip(
    kind="score",
    address="score.contacts.interest",
    entry=ENTRY,
    unit="groups.mail.rules.clicked",
    edit=score_rule,
)
