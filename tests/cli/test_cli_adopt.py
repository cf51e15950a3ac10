"""`revops adopt`: a portal that has the blueprint's properties under names of its own."""

from __future__ import annotations

import pytest
import yaml

BUDGET = {"name": "yosan", "type": "number", "fieldType": "number", "groupName": "dealinformation"}
TIMING = {
    "name": "jiki",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "dealinformation",
    "options": [{"label": "3か月以内", "value": "soon", "displayOrder": 0, "hidden": False}],
}


@pytest.fixture
def own(small):
    """A portal with its own `予算` (full-width blank around it) and a `タイミング` with one option of two."""
    small.edit("POST", "/crm/properties/2026-09/deals", {**BUDGET, "label": "予算　"})
    small.edit("POST", "/crm/properties/2026-09/deals", {**TIMING, "label": "タイミング"})
    return small


def bound(project):
    return yaml.safe_load(project.read("revops.yaml"))["targets"]["emulator"].get("bind", {})


def test_proposals_without_an_answer_are_4(own):
    """They are listed with the lines to write, and nothing is written."""
    ran = own("adopt", code=4)
    assert "property.deals.bant_budget: yosan" in ran.out
    assert bound(own) == {}


def test_json_lists_them(own):
    """With what speaks for and against each."""
    found = {one["address"]: one for one in own("adopt", "--json", code=4).json["proposals"]}
    assert found["property.deals.bant_budget"]["portal_name"] == "yosan"
    assert found["property.deals.bant_budget"]["exact"] is True
    timing = found["property.deals.bant_timing"]
    assert (timing["exact"], timing["options"]) == (False, {"have": 1, "wanted": 2, "clashes": []})


def test_yes_binds_exact_matches_only(own):
    """The other one is left, which is 4; comments in revops.yaml stay."""
    own("adopt", "--yes", code=4)
    assert bound(own) == {"property.deals.bant_budget": "yosan"}
    assert "# who has a role" in own.read("revops.yaml")


def test_at_a_terminal_it_asks_one_by_one(own):
    """Yes to the first, no to the second: one is bound, and the answer was given, so 0."""
    ran = own("adopt", typed="y\nn\n", code=0)
    assert "Is property.deals.bant_budget called yosan here?" in ran.out
    assert bound(own) == {"property.deals.bant_budget": "yosan"}


def test_what_is_bound_is_not_made_again(own):
    """The plan has no create for it, and adopting it twice proposes nothing."""
    own("adopt", typed="y\ny\n", code=0)
    creates = [c["address"] for c in own("plan", "--json").json["changes"] if c["action"] == "create"]
    assert creates == ["group.deals.bant"]
    assert own("adopt", "--json", code=0).json["proposals"] == []


@pytest.mark.parametrize(
    "made",
    [
        {**BUDGET, "label": "予算", "type": "string", "fieldType": "text"},
        {**BUDGET, "label": "粗利"},
    ],
)
def test_another_type_or_label_is_no_proposal(small, made):
    """HubSpot does not change a type, and unlike labels say nothing."""
    small.edit("POST", "/crm/properties/2026-09/deals", made)
    assert small("adopt", "--json", code=0).json["proposals"] == []


def test_either_language_is_recognised(small):
    """A portal in English, a blueprint in Japanese: the label's other language counts."""
    small.edit("POST", "/crm/properties/2026-09/deals", {**BUDGET, "label": " budget"})
    (proposal,) = small("adopt", "--json", code=4).json["proposals"]
    assert proposal["exact"] is True


def test_an_option_of_another_value_is_a_clash(small):
    """The same word behind another value is said, and never bound without asking."""
    options = [{"label": "未定", "value": "unknown", "displayOrder": 0, "hidden": False}]
    made = {**TIMING, "label": "タイミング", "options": options}
    small.edit("POST", "/crm/properties/2026-09/deals", made)
    (proposal,) = small("adopt", "--json", "--yes", code=4).json["proposals"]
    assert proposal["options"]["clashes"] == ["未定"]
    assert proposal["bound"] is False


def test_a_group_of_the_portals_own_is_bound_too(small):
    """Or its properties would get a second group of the same name."""
    small.edit("POST", "/crm/properties/2026-09/deals/groups", {"name": "bant_x", "label": "bant情報"})
    small("adopt", "--yes", code=0)
    assert bound(small) == {"group.deals.bant": "bant_x"}


def test_a_target_outside_of_the_file_is_refused(own):
    """There is nowhere to write: 4, and how to make the file."""
    (own.folder / "revops.yaml").unlink()
    assert "revops init" in own("adopt", "--yes", code=4).err


def test_what_was_pulled_first_is_proposed_all_the_same(own):
    """Never bound by --yes: the pulled entry has to go, and it says from where."""
    own("pull", code=0)
    ran = own("adopt", "--yes", code=4)
    assert "property.deals.bant_budget: yosan" in ran.out
    assert "take property.deals.yosan out of blueprints/pulled/" in ran.out
    assert bound(own) == {}


def test_the_pulled_entry_taken_out_leaves_one(own):
    """After the yes and the edit the plan makes neither of the two."""
    own("pull", code=0)
    own("adopt", typed="y\ny\n", code=0)
    for path in (own.folder / "blueprints" / "pulled").iterdir():
        path.unlink()
    creates = [c["address"] for c in own("plan", "--json").json["changes"] if c["action"] == "create"]
    assert creates == ["group.deals.bant"]
