"""A workflow goes round; its absence is never proven, so naming it again asks before it is made."""

from __future__ import annotations

from client_project import step
from round_trip import RoundTrip

ENTRY = """\
revops: 1
workflows:
  follow_up:
    object: contacts
    name: {ja: フォロー, en: Follow up}
    enrol: {manual: true}
    enabled: true
    steps:
      - {id: call, task: {subject: {ja: 電話する, en: Call}, type: CALL}}
      - {id: pause, delay: {days: 3}}
      - {id: remind, task: {subject: {ja: もう一度電話する, en: Call again}, type: CALL}}
"""

EXAMPLE = RoundTrip(
    kind="workflow",
    address="workflow.follow_up",
    entry=ENTRY,
    unit="steps.pause",
    edit=step,
)
