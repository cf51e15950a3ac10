"""A condition as a blueprint writes it, and such a text as a condition again."""

from __future__ import annotations

import re

import pytest

from revops.model import condition as tree
from revops.model.condition import (
    All,
    AnyOf,
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    Not,
    PropertyRef,
    Raw,
    Refinement,
    Submitted,
    Subscribed,
    Viewed,
)
from revops.model.json import Json
from revops.model.spelling import condition_of, spell

TIER = tree.Test(PropertyRef("contacts", "tier"), "", "any_of", ["a"])
SAID = {"property": "contacts.tier", "any_of": ["a"]}
PAIRS: list[tuple[Json, Condition]] = [
    (SAID, TIER),
    ({"all": [SAID, {"not": SAID}]}, All((TIER, Not(TIER)))),
    ({"any": [SAID, {"all": []}]}, AnyOf((TIER, All(())))),
    ({"submitted": True}, Submitted()),
    ({"submitted": ["Download"], "on_page": "Prices"}, Submitted(("Download",), "Prices")),
    ({"submitted": True, "on_page": "Prices"}, Submitted((), "Prices")),
    ({"viewed_page": {"contains": "/prices"}}, Viewed("contains", "/prices")),
    (
        {"viewed_page": {"equals": "/"}, "times": {"at_least": 2, "at_most": 5}},
        Viewed("equals", "/", Refinement(2, 5)),
    ),
    (
        {"email": {"opened": "Thanks"}, "times": {"at_most": 1}},
        EmailEvent("opened", "Thanks", Refinement(1, 1)),
    ),
    (
        {"submitted": ["Download"], "within": {"last_days": 30}},
        Submitted(("Download",), refine=Refinement(last_days=30)),
    ),
    ({"submitted": True, "times": {"at_least": 2}}, Submitted(refine=Refinement(2))),
    (
        {"event": "call_made", "within": {"since": "2026-01-01", "until": "2026-03-31"}},
        Event("call_made", refine=Refinement(since="2026-01-01", until="2026-03-31")),
    ),
    (
        {"event": "call_made", "where": [{"property": "outcome", "equals": "won"}], "times": {"at_least": 3}},
        Event("call_made", (tree.Test(PropertyRef("", "outcome"), "", "equals", "won"),), Refinement(3)),
    ),
    ({"subscribed": "News"}, Subscribed("News")),
    ({"unsubscribed": "News"}, Subscribed("News", out=True)),
    ({"consent": "approved"}, Consent("approved")),
    ({"in_segment": "customers"}, InSegment("customers")),
    ({"associated": {"object": "deals"}}, Associated("deals")),
    (
        {"associated": {"object": "deals", "label": "payer", "where": SAID}},
        Associated("deals", "payer", TIER),
    ),
    ({"raw": {"filterType": "X"}}, Raw({"filterType": "X"})),
    ({"raw": {"filterBranchType": "AND"}}, Raw({"filterBranchType": "AND"})),
]


@pytest.mark.parametrize(
    ("said", "meant"), PAIRS, ids=lambda one: next(iter(one)) if isinstance(one, dict) else ""
)
def test_what_is_spelled_is_read_again(said: Json, meant: Condition) -> None:
    """Both ways; what is not said is not spelled."""
    assert spell(meant) == said
    assert condition_of(said) == meant


def test_labels_and_types_are_not_spelled() -> None:
    """A blueprint says neither; who reads it asks the portal or the blueprint again."""
    typed = tree.Test(TIER.property, "enumeration", "any_of", ["a"], labels=(("a", "A"),))

    assert spell(typed) == SAID


@pytest.mark.parametrize(
    "said",
    [
        *({**said, "more": 1} for said, _ in PAIRS),
        {"property": "contacts.tier"},
        {"property": "contacts.tier", "no such word": 1},
        {"property": 5, "any_of": ["a"]},
        {"submitted": False},
        {"submitted": "Download"},
        {"submitted": True, "times": {"often": 2}},
        {"submitted": True, "within": {"on_page": "x"}},
        {"submitted": True, "times": 2},
        {"submitted": True, "times": {"at_least": "2"}},
        {"submitted": True, "within": {"since": "October"}},
        {"submitted": True, "event": "call_made"},
        {"submitted": True, "where": []},
        {"submitted": [5]},
        {"submitted": True, "on_page": 5},
        {"event": "call_made", "on_page": "Prices"},
        {"viewed_page": {"equals": "/"}, "on_page": "Prices"},
        {"email": {"opened": "A"}, "where": []},
        {"email": {"opened": 5}},
        {"associated": {"object": "deals", "lable": "payer"}},
        {"viewed_page": {}},
        {"viewed_page": {"equals": "a", "contains": "b"}},
        {"viewed_page": "/prices"},
        {"email": {"opened": "A", "clicked": "A"}},
        {"event": 5},
        {"all": SAID},
        {"any": 1},
        {"raw": {"filter": 1}},
        {"raw": "filterType"},
        {"associated": {"label": "payer"}},
        {"in_segment": 5},
        {"consent": None},
        {"subscribed": ["News"]},
        {"subscribed": "News", "unsubscribed": "News"},
        {},
        [],
        "known",
        None,
    ],
    ids=str,
)
def test_what_is_no_condition_is_refused(said: Json) -> None:
    """The whole of it is named, and nothing of what somebody wrote is left out."""
    with pytest.raises(ValueError, match=f"^{re.escape(f'no condition: {said!r}')}$"):
        condition_of(said)


def test_a_property_of_an_event_is_tested_by_a_word() -> None:
    """A test without one is none."""
    with pytest.raises(ValueError, match=r"^no condition: \{'property': 'outcome'\}$"):
        condition_of({"event": "call_made", "where": [{"property": "outcome"}]})


@pytest.mark.parametrize(
    "test", ["outcome", {"equals": "won"}, {"property": "outcome", "equals": "won", "more": 1}], ids=str
)
def test_what_is_no_test_of_an_event(test: Json) -> None:
    """It is named, and nothing of it is left out."""
    with pytest.raises(ValueError, match=f"^{re.escape(f'no condition: {test!r}')}$"):
        condition_of({"event": "call_made", "where": [test]})


def test_an_empty_refinement_is_none() -> None:
    """As HubSpot's own interface leaves it."""
    assert condition_of({"submitted": True, "times": None, "within": {}}) == Submitted()
