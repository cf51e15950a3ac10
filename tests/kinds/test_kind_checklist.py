"""Checklist items: steps for people, nothing on the wire."""

from __future__ import annotations

import pytest
from kind_talk import Near, create, expand, talk

from revops.kinds import KINDS, kind
from revops.kinds.checklist import ChecklistKind
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


def test_by_hand_gives_steps_and_a_link_into_the_portal():
    """Steps are numbered, and the link leads into this portal."""
    assert KIND.by_hand(create(one()), CONTEXT).splitlines() == [
        "1. Copy the code",
        "2. Paste it into the site",
        "https://app.hubspot.com/settings/4711/analytics-and-tracking",
    ]
    assert KIND.by_hand(create(one({"title": "Call them"})), CONTEXT) == "Call them"


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
