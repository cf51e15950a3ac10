"""Validation rules go round, but for the removal: HubSpot's API has no request that takes a rule back."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm/property-validations/2026-09/0-1/satisfaction/rule-type/MAX_NUMBER"
AROUND = """\
revops: 1
properties:
  contacts:
    satisfaction:
      label: {ja: 満足度, en: Satisfaction}
      type: number
      fieldType: number
      groupName: contactinformation
"""

EXAMPLE = RoundTrip(
    kind="validation",
    address="validation.contacts.satisfaction",
    around=AROUND,
    entry="revops: 1\nvalidations: {contacts: {satisfaction: {MIN_NUMBER: 0, MAX_NUMBER: 10}}}\n",
    unit="MAX_NUMBER",
    edit=lambda person: person("PUT", PATH, {"ruleArguments": ["5"]}),
    removal="manual",
)
