"""A property goes round; HubSpot keeps an archived twin of it, so that naming it again asks."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm/properties/2026-09/contacts/visits"
ENTRY = """\
revops: 1
properties:
  contacts:
    visits:
      label: {ja: 訪問回数, en: Visits}
      type: number
      fieldType: number
      groupName: contactinformation
"""

EXAMPLE = RoundTrip(
    kind="property",
    address="property.contacts.visits",
    entry=ENTRY,
    unit="label",
    edit=lambda person: person("PATCH", PATH, {"label": "来訪"}),
)
