"""Cursors of the lists that come in pages: they lead through all of it once, and a damaged one is refused."""

from __future__ import annotations

import pytest
from described_world import ENGAGEMENT, WELCOME

from revops.emulator.surfaces.sequences import add_sequence

SALES = "1003"
CAMPAIGNS = "/marketing/campaigns/2026-09"
FLOWS = "/automation/2026-09-beta/flows"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
LISTS = "/crm/lists/2026-09"
CONTACTS = "/crm/objects/2026-09/contacts"


def fill(hubspot):
    """Three of whatever a new portal has fewer of."""
    for name in "abc":
        hubspot("POST", CAMPAIGNS, {"properties": {"hs_name": name}})
        hubspot("POST", FLOWS, WELCOME)
        hubspot("POST", SCORES, {**ENGAGEMENT, "name": name})
        hubspot("POST", CONTACTS, {"properties": {"email": f"{name}@example.com"}})
        hubspot.in_portal(lambda portal, name=name: add_sequence(portal, name, SALES))


PAGED = [
    "/crm/owners/2026-09",
    "/settings/users/2026-03",
    "/settings/teams/2026-09-beta",
    "/marketing/v3/forms",
    "/marketing/emails/2026-09",
    CAMPAIGNS,
    f"/automation/sequences/2026-09?userId={SALES}",
    FLOWS,
    SCORES,
    CONTACTS,
]


def joined(path, query):
    return f"{path}{'&' if '?' in path else '?'}{query}"


@pytest.mark.parametrize("path", PAGED)
def test_cursors_lead_through_a_list_once(hubspot, path):
    """Page by page there is what one page has; the last page names no other."""
    fill(hubspot)
    whole = [one["id"] for one in hubspot("GET", joined(path, "limit=50"))["results"]]
    seen, after = [], ""
    while after is not None:
        page = hubspot("GET", joined(path, f"limit=2&after={after}"))
        seen += [one["id"] for one in page["results"]]
        after = page.get("paging", {}).get("next", {}).get("after")

    assert len(whole) > 2
    assert seen == whole


@pytest.mark.parametrize("path", PAGED)
@pytest.mark.parametrize("wrong", ["after=@@", "after=-1", "after=NA=", "limit=0", "limit=-1", "limit=x"])
def test_a_damaged_cursor_is_refused(hubspot, path, wrong):
    """A 400, and so is a page of no size."""
    assert hubspot("GET", joined(path, wrong), status=400)["category"] == "VALIDATION_ERROR"


def test_a_cursor_of_a_counted_list_is_no_number(hubspot):
    """Where HubSpot's cursors are opaque, half of one, or a number made up, is none."""
    fill(hubspot)
    after = hubspot("GET", f"{CAMPAIGNS}?limit=2")["paging"]["next"]["after"]

    for damaged in (after[:-1], after[1:], "2"):
        hubspot("GET", f"{CAMPAIGNS}?after={damaged}", status=400)
