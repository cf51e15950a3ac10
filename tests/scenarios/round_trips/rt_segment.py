"""A dynamic segment goes round."""

from __future__ import annotations

from round_trip import RoundTrip

LISTS = "/crm/lists/2026-09"

AROUND = """\
revops: 1
properties:
  contacts:
    email: {existing: string}
    country: {existing: string}
"""

ENTRY = """\
revops: 1
segments:
  reachable:
    object: contacts
    name: {ja: 連絡できる人, en: Reachable}
    where: {property: contacts.email, known: true}   # whoever gave an address
    folder: {ja: マーケティング/育成, en: Marketing/Nurture}
    convert: {inactive: {months: 3}}
"""


KNOWN = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}


def other_filter(person):
    """Ask for a country instead of an address."""
    listed = {"listIds": [], "processingTypes": [], "additionalProperties": [], "offset": 0}
    found = person("POST", f"{LISTS}/search", listed)["lists"][0]["listId"]
    test = {"filterType": "PROPERTY", "property": "country", "operation": KNOWN}
    part = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [test], "filterBranches": []}
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [part]}
    person("PUT", f"{LISTS}/{found}/update-list-filters", {"filterBranch": root})


EXAMPLE = RoundTrip(
    kind="segment",
    address="segment.reachable",
    around=AROUND,
    entry=ENTRY,
    unit="where",
    edit=other_filter,
)
