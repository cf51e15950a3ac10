"""`revops checklist`: what has no API, listed and ticked."""

from __future__ import annotations

import pytest

ITEM = "checklist.tracking_code"


@pytest.fixture
def listed(project):
    """A project whose packs hold checklist items."""
    project("init", "--pack", "core", "--pack", "marketing", code=0)
    return project


def test_it_lists_items_with_the_clicks(listed):
    """Title, address, row id, and what to do."""
    told = listed("checklist", code=0).out
    assert ITEM in told
    assert "[MA01]" in told
    assert "Next: revops checklist --tick" in told


def test_ticking_is_remembered(listed):
    """The item is done, by whom, and the plan does not list it any more; unticking opens it again."""
    before = listed("checklist", "--json").json["items"]
    assert not any(item["done"] for item in before)
    listed("checklist", "--tick", ITEM, code=0)
    (done,) = [item for item in listed("checklist", "--json").json["items"] if item["done"]]
    assert done["address"] == ITEM
    assert done["by"]
    assert ITEM not in {change["address"] for change in listed("plan", "--json").json["changes"]}
    listed("checklist", "--untick", ITEM, code=0)
    assert not any(item["done"] for item in listed("checklist", "--json").json["items"])


def test_a_glob_ticks_several(listed):
    """All items at once leave none open."""
    assert "0 of" in listed("checklist", "--tick", "checklist.*", code=0).out


def test_an_unknown_item_is_refused(listed):
    """64, and nothing is ticked."""
    assert "checklist.nonsense" in listed("checklist", "--tick", "checklist.nonsense", code=64).err
