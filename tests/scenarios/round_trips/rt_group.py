"""A property group goes round."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm/properties/2026-09/contacts/groups/qualification"

EXAMPLE = RoundTrip(
    kind="group",
    address="group.contacts.qualification",
    entry="revops: 1\ngroups: {contacts: {qualification: {label: {ja: 見極め, en: Qualification}}}}\n",
    unit="label",
    edit=lambda person: person("PATCH", PATH, {"label": "見極め情報"}),
)
