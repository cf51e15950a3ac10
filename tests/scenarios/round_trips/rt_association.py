"""A paired association label goes round with its limits; a person changes the text of its other side."""

from __future__ import annotations

from round_trip import RoundTrip

PAIR = "/crm/associations/2026-09/contacts/companies/labels"
ENTRY = """\
revops: 1
associations:
  contacts:
    companies:
      reports_to:
        label: {ja: 上司の会社, en: Reports to}
        inverseLabel: {ja: 部下, en: Has as a report}
        limit: 5
        inverseLimit: 1
"""


def rename_inverse(person):
    """The label's settings in HubSpot, with another text for the companies' side."""
    listed = person("GET", PAIR)["results"]
    type_id = next(row["typeId"] for row in listed if row["label"] == "上司の会社")
    body = {"associationTypeId": type_id, "label": "上司の会社", "inverseLabel": "担当者"}
    person("PUT", PAIR, body)


EXAMPLE = RoundTrip(
    kind="association",
    address="association.contacts-companies.reports_to",
    entry=ENTRY,
    unit="inverseLabel",
    edit=rename_inverse,
)
