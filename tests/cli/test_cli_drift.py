"""`revops drift`: nothing, something, kept, taken."""

from __future__ import annotations

import shutil

import pytest
from cli_project import DEALS

PROPERTY = "/crm/properties/2026-09/deals/bant_budget"
ADDRESS = "property.deals.bant_budget"


@pytest.fixture
def sales(small):
    """The small project, applied."""
    small("apply", "--yes", code=0)
    return small


@pytest.fixture
def moved(sales):
    """The same after somebody renamed a property by hand."""
    sales.edit("PATCH", PROPERTY, {"label": "予算の上限"})
    return sales


def test_no_drift(sales):
    """0 and a word."""
    assert "No drift." in sales("drift", code=0).out


def test_a_hand_edit_is_found_and_left_alone(moved):
    """2, with both values; `apply` leaves it as it is and says that a person must decide."""
    ran = moved("drift", code=2)
    assert ADDRESS in ran.out
    assert "予算の上限" in ran.out
    assert f"revops drift --keep {ADDRESS}" in ran.out
    moved("apply", "--yes", code=4)
    moved("drift", code=2)


def test_json_and_markdown(moved):
    """One document for programs; a job summary is appended to."""
    document = moved("drift", "--json", code=2).json
    assert document["summary"] == {"held": 1, "pending": 0, "clean": False}
    assert document["held"][0]["units"][0]["before"] == "予算の上限"
    moved.write("summary.md", "before\n")
    moved("drift", "--markdown", "summary.md", code=2)
    assert moved.read("summary.md").startswith("before\n## Portal")


def test_without_a_ledger_it_compares_two_ways_and_says_so(small):
    """Nobody applied anything: 2, and the reason."""
    ran = small("drift", "--json", code=2)
    assert ran.json["two_way"] is True
    assert "nobody can tell which side moved" in small("drift", code=2).out


def test_a_lost_ledger_is_one_story(moved):
    """Nobody knows who changed it, so no side is blamed; rebuilding the ledger comes first."""
    shutil.rmtree(moved.folder / ".revops" / "ledger")
    ran = moved("drift", "--target", "emulator", code=2)
    document = moved("drift", "--json", code=2).json

    assert "nobody can tell which side moved" in ran.out
    assert "without a ledger entry nobody can tell which side changed" in ran.out
    for blaming in ("changed in HubSpot", "Changed by hand", "not applied yet"):
        assert blaming not in ran.out
    assert ran.out.splitlines()[-1] == (
        "Next: revops state rebuild --target emulator, then revops drift --target emulator;"
        " or revops apply --target emulator where nothing was applied yet"
    )
    assert (document["two_way"], document["summary"]["held"]) == (True, 1)
    sides = [
        unit["moved_by"] for change in document["held"] + document["pending"] for unit in change["units"]
    ]
    assert sides, "a unit is shown"
    assert set(sides) == {None}


def test_a_rebuilt_ledger_tells_sides_again(moved):
    """What was equal is noted and not pending any more; of what differs a side can be taken."""
    shutil.rmtree(moved.folder / ".revops" / "ledger")
    moved("state", "rebuild", code=4)

    ran, document = moved("drift", code=2), moved("drift", "--json", code=2).json

    assert (document["two_way"], document["summary"]) == (False, {"held": 1, "pending": 0, "clean": False})
    assert "state rebuild" not in ran.out
    assert f"revops apply --take {ADDRESS}" in ran.out


def test_where_nothing_is_as_the_blueprint_says_a_rebuilt_ledger_is_of_no_use(small):
    """Nothing was applied yet: the next step is to do that."""
    small.write("blueprints/deals.yaml", DEALS.partition("pipelines:")[0])
    assert small("drift", code=2).out.splitlines()[-1] == "Next: revops apply"


def test_keeping_writes_the_files_and_sends_nothing(moved):
    """The file has the new label, its comment and the other language; neither drift nor a change is left."""
    with moved.portal() as portal:
        before = portal.state()
    told = moved("drift", "--keep", f"{ADDRESS}#label", code=0).out
    assert "blueprints/deals.yaml" in told
    kept = DEALS.replace("ja: 予算,", "ja: 予算の上限,")
    assert moved.read("blueprints/deals.yaml") == kept != DEALS
    with moved.portal() as portal:
        assert portal.state() == before
    moved("drift", code=0)
    moved("plan", "--exit-code", code=0)


def test_keeping_is_one_document_too(moved):
    """Each kept unit with the file that says it now."""
    document = moved("drift", "--json", "--keep", ADDRESS, code=0).json
    assert document == {"kept": {f"{ADDRESS}#label": "blueprints/deals.yaml"}}


def test_taking_plans_the_blueprints_value_again(moved):
    """`apply --take` writes it; afterwards there is no drift."""
    moved("apply", "--yes", "--take", ADDRESS, code=0)
    moved("drift", code=0)
    with moved.portal() as portal:
        reply = portal.edit("GET", PROPERTY)
    assert reply.body["label"] == "予算"


def test_keeping_what_is_not_held_is_refused(sales):
    """4, and how to see what is held."""
    assert "revops drift" in sales("drift", "--keep", ADDRESS, code=4).err


def test_what_cannot_be_kept_is_to_be_left_out(moved):
    """One property is gone, another renamed: nothing is kept, and the line to type names the other."""
    moved.edit("DELETE", "/crm/properties/2026-09/deals/bant_timing", None)
    before = moved.read("blueprints/deals.yaml")
    told = " ".join(moved("drift", "--keep", "*", code=4).err.split())
    assert "nothing was kept" in told
    assert f"revops drift --keep {ADDRESS}" in told
    assert moved.read("blueprints/deals.yaml") == before
    moved("drift", "--keep", ADDRESS, code=0)
