"""Laying one map over another, and finding what must be laid over."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.blueprint.overlay import difference, overlaid
from revops.model.json import MISSING

LEAVES = st.one_of(
    st.booleans(), st.integers(0, 3), st.text("ab", max_size=2), st.lists(st.integers(0, 2), max_size=2)
)
MAPS = st.recursive(
    LEAVES, lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=4), max_leaves=12
).filter(lambda value: isinstance(value, dict))


@pytest.mark.parametrize(
    ("base", "change", "result"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"y": 5, "z": 6}}, {"a": {"x": 1, "y": 5, "z": 6}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
        ({"a": "text"}, {"a": {"en": "text"}}, {"a": {"en": "text"}}),
    ],
)
def test_overlaid(base: Any, change: Any, result: Any) -> None:
    """Maps merge, everything else is replaced, null takes away."""
    assert result == overlaid(base, change)


def test_a_map_that_names_all_keys_sets_their_order() -> None:
    """So an override can reorder options without repeating their labels."""
    base = {"a": {"x": 1}, "b": {"x": 2}}

    assert list(overlaid(base, {"b": {}, "a": {}})) == ["b", "a"]
    assert overlaid(base, {"b": {}, "a": {}}) == base
    assert list(overlaid(base, {"b": {"x": 3}})) == ["a", "b"]


def test_the_difference_is_small() -> None:
    """One label of one option, not the whole list of options."""
    base = {"label": "L", "options": {"a": {"ja": "あ", "en": "A"}, "b": {"ja": "い", "en": "B"}}}
    wanted = {"label": "L", "options": {"a": {"ja": "ア", "en": "A"}, "b": {"ja": "い", "en": "B"}}}

    assert difference(base, wanted) == {"options": {"a": {"ja": "ア"}}}
    assert difference(base, base) is MISSING


@given(MAPS, MAPS)
def test_laying_the_difference_over_gives_what_is_wanted(base: Any, wanted: Any) -> None:
    """For any two maps, order of keys included."""
    change = difference(base, wanted)
    result = base if change is MISSING else overlaid(base, change)

    assert result == wanted
    assert _orders(result) == _orders(wanted)


def _orders(value: Any) -> Any:
    return [(key, _orders(inner)) for key, inner in value.items()] if isinstance(value, dict) else None


def test_an_option_that_is_its_label_alone_is_overridden_by_one_that_says_more() -> None:
    """The pack's short form and the long form of an override are one option, not two half ones."""
    base = {"options": {"web": {"ja": "ウェブ", "en": "Web"}, "ads": "Ads"}}
    change = {"options": {"web": {"hidden": True}, "ads": {"label": {"en": "Advertising"}}}}

    assert overlaid(base, change) == {
        "options": {
            "web": {"label": {"ja": "ウェブ", "en": "Web"}, "hidden": True},
            "ads": {"label": {"en": "Advertising"}},
        }
    }


def test_an_option_that_says_more_is_overridden_by_a_label_alone() -> None:
    """What else the pack says of it stays; null still takes an option away."""
    base = {"options": {"web": {"label": "Web", "hidden": True}, "ads": {"label": "Ads", "hidden": True}}}

    assert overlaid(base, {"options": {"web": "Website", "ads": None}}) == {
        "options": {"web": {"label": "Website", "hidden": True}}
    }


def test_a_condition_within_an_entry_is_replaced_whole() -> None:
    """The goal of a campaign is a text by language, and merges as every text does."""
    base = {"where": {"all": ["a", "b"]}, "goal": {"ja": "目標", "en": "Goal"}}
    change = {"where": {"property": "contacts.tier", "known": True}, "goal": {"en": "Aim"}}
    result = overlaid(base, change)

    assert result == {"where": change["where"], "goal": {"ja": "目標", "en": "Aim"}}
    assert difference(base, result) == change
