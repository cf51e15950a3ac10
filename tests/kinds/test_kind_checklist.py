"""Checklist items: steps for people, nothing on the wire."""

from __future__ import annotations

import pytest
from kind_talk import Near, create, expand, talk
from pydantic import ValidationError

from revops.kinds import KINDS, kind
from revops.kinds.checklist import ChecklistKind, deep_link
from revops.model.context import Context
from revops.model.plan import PortalFacts
from revops.model.spec import Observation

KIND = ChecklistKind()
CONTEXT = Context(portal=PortalFacts(4711))
ITEM = {
    "ref": ["MA01", "MA11"],
    "title": {"ja": "トラッキングコード設置", "en": "Install the tracking code"},
    "steps": ["Copy the code", {"ja": "貼り付ける", "en": "Paste it into the site"}],
    "link": "/settings/{portal}/analytics-and-tracking",
    "role": "ma_operator",
}


def one(spec=ITEM, near=None):
    (resource,) = expand(KIND, {"tracking_code": spec}, near)
    return resource


def test_an_item_is_a_resource_in_the_targets_language():
    """Title and steps speak the target's language; the rows of the model are kept."""
    resource = one(near=Near("ja"))

    assert str(resource.address) == "checklist.tracking_code"
    assert resource.units["title"] == "トラッキングコード設置"
    assert resource.units["steps"] == ["Copy the code", "貼り付ける"]
    assert resource.ref == ("MA01", "MA11")


def test_nothing_is_sent():
    """The kind names no surface, asks nothing and writes nothing."""
    assert (KIND.reads, KIND.writes) == ((), ())
    assert talk(KIND.observe("", [one()], CONTEXT)) == ([], Observation())
    assert talk(KIND.compile([create(one())], CONTEXT))[0] == []


def test_a_link_leads_into_the_portal():
    """A path is one of HubSpot's own pages; an address stays, but for the portal's id."""
    page = "https://app.hubspot.com/settings/4711/analytics-and-tracking"

    assert deep_link("/settings/{portal}/analytics-and-tracking", CONTEXT) == page
    assert deep_link("https://example.com/{portal}", CONTEXT) == "https://example.com/4711"


def test_evidence_and_period_are_part_of_what_is_ticked():
    """In the target's language; another day to have it done by opens nothing again."""
    told = {**ITEM, "evidence": {"ja": "画面", "en": "A screenshot"}, "every": "month", "due": {"weeks": -2}}
    resource = one(told, Near("ja"))

    assert (resource.units["evidence"], resource.units["every"]) == ("画面", "month")
    assert "due" not in resource.units
    assert resource.spec.due.offset == -14


@pytest.mark.parametrize(("due", "days"), [({"days": 3}, 3), ({"weeks": 1}, 7), ({"days": 0}, 0)])
def test_a_due_day_is_counted_in_days(due, days):
    """A week has seven."""
    assert one({"title": "T", "due": due}).spec.due.offset == days


@pytest.mark.parametrize("due", [{}, {"days": 1, "weeks": 1}, {"days": 4000}, {"months": 1}])
def test_a_due_day_is_said_once(due):
    """Neither nothing nor both, within ten years, in days or weeks."""
    with pytest.raises(ValidationError):
        one({"title": "T", "due": due})


@pytest.mark.parametrize(
    "link", ["/settings/{account}", "settings", "http://example.com", "javascript:alert(1)"]
)
def test_links_lead_somewhere(link):
    """A placeholder that nothing fills and an address that is no https are reported."""
    near = Near()
    one({"title": "T", "link": link}, near)

    assert near.codes == ["RV261"]


def test_every_kind_has_a_name_and_a_section_of_its_own():
    """The list of kinds has no two of one name, and a kind is found by the name that addresses begin with."""
    names = [one_.name for one_ in KINDS]

    assert len(set(names)) == len(names)
    assert len({one_.section for one_ in KINDS}) == len(names)
    assert kind("checklist").section == "checklist"
    with pytest.raises(KeyError):
        kind("gadget")


@pytest.mark.parametrize(
    ("told", "tier", "hubs"),
    [
        ({}, "", ()),
        ({"hub": "service"}, "professional", ("service",)),
        ({"hub": ["sales", "service"], "tier": "enterprise"}, "enterprise", ("sales", "service")),
        ({"tier": "enterprise"}, "enterprise", ()),
    ],
)
def test_the_subscription_that_it_takes_is_no_part_of_what_is_ticked(told, tier, hubs):
    """Professional where only a hub is said; one of several hubs will do."""
    resource = one({**ITEM, **told})

    assert (resource.tier, resource.hubs) == (tier, hubs)
    assert resource.units == one().units
