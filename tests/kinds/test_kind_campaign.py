"""Campaigns: found by name, written by properties as HubSpot's description has them (dossier I)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update
from pydantic import ValidationError

from revops.kinds.campaign.kind import CampaignKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Role
from revops.model.finding import Refused
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Symbol, Unknown

KIND = CampaignKind()
ADDRESS = Address("campaign", "", "launch")
GUID = "2c2c6f7a-1b2d-4c3d-9e10-5f6a7b8c9d00"
CONTEXT = Context(roles={"operator": Role("op@example.com")}, portal=PortalFacts(7))
OWNERS = rows({"id": "2006", "email": "op@example.com", "userId": 1006})
FULL = {
    "start": "2026-12-01",
    "end": "2026-12-31",
    "notes": "Fair",
    "goal": "30 deals",
    "audience": "Customers",
    "status": "planned",
    "owner": "operator",
}
PROPERTIES = {
    "hs_name": "Launch",
    "hs_start_date": "2026-12-01",
    "hs_end_date": "2026-12-31",
    "hs_notes": "Fair",
    "hs_goal": "30 deals",
    "hs_audience": "Customers",
    "hs_campaign_status": "planned",
    "hs_owner": "2006",
}


def one(near=None, **entry):
    (resource,) = expand(KIND, {"launch": {"name": "Launch", **entry}}, near)
    return resource


def row(guid=GUID, **properties):
    return {"id": guid, "properties": {"hs_name": "Launch", **properties}}


def look(listed, wanted=(), *named):
    return talk(KIND.observe("", wanted, CONTEXT), [listed, *named])


def actual(listed, wanted=(), *named):
    return found(look(listed, wanted, *named)[1], str(ADDRESS))


def test_what_is_said_is_managed_and_nothing_else():
    """The owner is a role; texts are in the target's language."""
    resource = one(**{**FULL, "notes": {"ja": "展示会", "en": "Fair"}}, ref="MA09")

    assert resource.units == {"name": "Launch", **FULL}
    assert (resource.uses, resource.ref) == ({Symbol("role", "operator")}, ("MA09",))
    assert one().units == {"name": "Launch"}


@pytest.mark.parametrize(
    "entry",
    [{"start": "2026-02-30"}, {"start": "２０２６-12-01"}, {"start": "1.12.2026"}, {"status": "done"}],
)
def test_what_cannot_be(entry):
    """A day that there is not, and a status that HubSpot does not have."""
    with pytest.raises(ValidationError):
        one(**entry)


def test_a_campaign_does_not_end_before_it_starts():
    """The same day will do."""
    near = Near()

    one(near, start="2026-12-02", end="2026-12-01")
    one(near, start="2026-12-01", end="2026-12-01")

    assert near.reports == [("RV910", ("campaigns", "launch", "end"))]


def test_two_of_one_name_are_an_error():
    """E-mails and the portal know a campaign by its name."""
    near = Near()

    expand(KIND, {"a": {"name": "Launch"}, "b": {"name": "launch "}}, near)

    assert near.reports == [("RV911", ("campaigns", "b", "name"))]


def test_the_list_is_asked_for_the_properties_that_a_blueprint_knows():
    """HubSpot tells no others; each is named by a parameter of its own."""
    ((asked,), seen) = look(rows(row()), [one()])

    (call,) = asked
    assert call.query["properties"] == tuple(PROPERTIES)
    assert found(seen, "campaign.launch").units == {"name": "Launch"}
    assert isinstance(seen.presence(Address("campaign", "", "other")), Absent)


def test_every_property_is_a_unit_and_back():
    """The owner's id is the role, and the role is the id."""
    seen = actual(rows(row(**PROPERTIES)), [one(**FULL)], OWNERS)
    context = CONTEXT.named({Symbol("role", "operator"): "2006"})

    assert seen.units == {"name": "Launch", **FULL}
    assert compile_(KIND, create(one(**FULL)), context=context) == [("POST", "", {"properties": PROPERTIES})]


@pytest.mark.parametrize("shown", [{}, {"hs_notes": ""}, {"hs_notes": None}])
def test_what_is_wanted_empty_and_is_empty_is_as_wanted(shown):
    """An entry may clear a text; HubSpot then leaves the property out, or shows it without a value."""
    assert actual(rows(row(**shown)), [one(notes="")]).units == {"name": "Launch", "notes": ""}
    assert actual(rows(row(hs_notes="Fair")), [one(notes="")]).units["notes"] == "Fair"
    assert actual(rows(row(**shown)), [one()]).units == {"name": "Launch"}


def test_an_owner_without_a_role():
    """Shown as it is where an owner is managed, which no blueprint can hold; else left out."""
    listed = rows(row(hs_owner="9"))

    assert actual(listed, [one(owner="operator")], OWNERS).units["owner"] == {"raw": "9"}
    (pulled,) = look(listed, (), OWNERS)[1].found
    assert KIND.describe(pulled, CONTEXT) == {"name": "Launch"}
    with pytest.raises(Refused, match="no role"):
        KIND.rewrite({}, "owner", {"raw": "9"}, CONTEXT)


def test_two_of_a_name_are_held():
    """No source says whether HubSpot lets two campaigns have one name."""
    seen = actual(rows(row("a"), row("b")), [one()])

    assert "2 of the portal's are called 'Launch': a, b" in seen.unreadable


def test_what_the_target_binds_comes_before_what_was_applied():
    """One address is one campaign; the other one is a stranger from then on."""
    context = replace(CONTEXT, bind={str(ADDRESS): "b"}, ledger=Ledger(entries={ADDRESS: Entry(id="a")}))

    _, seen = talk(KIND.observe("", [one()], context), [rows(row("a"), row("b"))])

    assert [(str(each.address), each.id) for each in seen.found] == [
        ("campaign.launch", "b"),
        ("campaign.launch_2", "a"),
    ]


def test_a_part_of_the_list_proves_nothing():
    """Rule 5."""
    cut = Answer(200, {"results": [], "paging": {"next": {"after": "100"}}})

    assert isinstance(look(cut, [one()])[1].presence(ADDRESS), Unknown)


def test_changes_and_removals():
    """By the id; only what moves is sent."""
    seen = actual(rows(row()), [one()])

    assert compile_(KIND, update(one(notes="New"), seen, notes="New")) == [
        ("PATCH", f"/{GUID}", {"properties": {"hs_notes": "New"}})
    ]
    assert compile_(KIND, delete(seen)) == [("DELETE", f"/{GUID}", None)]


def test_a_create_tells_the_id():
    """E-mails name it by its key from then on."""
    (made,) = KIND.settle(Call("campaigns", "POST", carries=(ADDRESS,)), Answer(201, {"id": GUID}), CONTEXT)

    assert (made.done, made.id) == (True, GUID)
    assert KIND.learn(ADDRESS, {"": GUID}) == {Symbol("campaign", "launch"): GUID}
    assert KIND.learn(ADDRESS, {}) == {}


def test_deleting_is_for_good():
    """And says so; nothing else needs a word."""
    seen = actual(rows(row()), [one()])

    assert [finding.code for finding in KIND.hazards(delete(seen))] == ["RV912"]
    assert list(KIND.hazards(create(one()))) == []


def test_the_clicks():
    """The list of campaigns, and what to set."""
    seen = actual(rows(row()), [one()])

    assert KIND.by_hand(update(one(), seen, notes="New"), CONTEXT) == (
        "Open https://app.hubspot.com/marketing/7/campaigns (Marketing > Campaigns),"
        " and set of launch: notes = New"
    )


def test_keeping_the_portals_values():
    """A text in one language, everything else as it is."""
    entry = {"name": "Launch", "notes": {"ja": "展示会", "en": "Fair"}, "start": "2026-12-01"}

    KIND.rewrite(entry, "notes", "Trade fair", CONTEXT)
    KIND.rewrite(entry, "start", "2026-12-02", CONTEXT)

    assert entry == {"name": "Launch", "notes": {"ja": "展示会", "en": "Trade fair"}, "start": "2026-12-02"}
