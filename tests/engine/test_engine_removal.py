"""What a `removed:` entry comes to, word for word (rule 3)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toys import A, ToyKind

from revops.engine.removal import decide_removal
from revops.engine.situation import Situation
from revops.model.change import Action, Change, Consent, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Observation, Observed, Phase
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
SEEN = Observed(A, "id-a", {"label": "A", "size": 3})
UNITS = (UnitChange("label", "A", MISSING), UnitChange("size", 3, MISSING))
OMITTED = "nobody knows whether it is there: the list omits things"
MINE = Entry(id="id-a", created=True)


class ByHand(ToyKind):
    """A kind that HubSpot's API deletes nothing of."""

    def by_hand(self, change, context):
        return f"click away {len(change.units)} parts of {change.address} ({context.locale})"


def situation(observation, entry, kind=None, **facts):
    context = Context(locale="ja", ledger=Ledger(7, {A: entry}))
    return Situation({"toy": kind or ToyKind()}, (), context, {PLACE: observation}, **facts)


def closed(way_out="add it"):
    return {PLACE: Verdict(Allowance.BLOCKED, "it lacks a scope", way_out)}


def test_a_delete_shows_every_unit_that_goes():
    """Before is the portal's value, after is nothing; a person has to agree."""
    (change,) = decide_removal(A, situation(Observation((SEEN,)), MINE))

    assert change == Change(
        A,
        Phase.DEFINE,
        Action.DELETE,
        units=UNITS,
        reason="named under removed:",
        consent=Consent.DELETE,
        actual=SEEN,
    )


def test_what_only_a_person_can_delete_is_told_with_the_way():
    """The kind says it, knowing what goes and whose portal it is."""
    (change,) = decide_removal(A, situation(Observation((SEEN,)), MINE, ByHand(deletes=False)))

    told = "click away 2 parts of toy.box.a (ja)"
    assert change == Change(A, Phase.DEFINE, Action.MANUAL, units=UNITS, reason=told, actual=SEEN)


@pytest.mark.parametrize(
    ("way_out", "told"), [("add it", "it lacks a scope; add it"), ("", "it lacks a scope")]
)
def test_what_may_not_be_deleted_says_why(way_out, told):
    """The reason of the place, and the way out where there is one; seen or not."""
    found = situation(Observation((SEEN,)), MINE, writable=closed(way_out))
    unseen = situation(Observation(unknown="the list omits things"), MINE, writable=closed(way_out))

    assert decide_removal(A, found) == [Change(A, Phase.DEFINE, Action.BLOCKED, reason=told, actual=SEEN)]
    assert decide_removal(A, unseen) == [Change(A, Phase.DEFINE, Action.BLOCKED, reason=told)]


def test_what_nobody_sees_says_so():
    """By its known id it is deleted all the same; without an id it is held."""
    omitted = Observation(unknown="the list omits things")
    asked, held = (decide_removal(A, situation(omitted, entry)) for entry in (MINE, Entry(created=True)))

    reason = f"named under removed:; {OMITTED}"
    assert asked == [Change(A, Phase.DEFINE, Action.DELETE, reason=reason, consent=Consent.DELETE)]
    assert held == [Change(A, Phase.DEFINE, Action.HOLD, reason=OMITTED)]


def test_what_hubspot_locks_as_a_whole_is_not_deleted():
    """It would refuse; a lock on one unit is none on the rest."""
    whole, part = (replace(SEEN, locked={path: "HubSpot uses it"}) for path in ("", "label"))
    blocked, deleted = (decide_removal(A, situation(Observation((one,)), MINE)) for one in (whole, part))

    assert blocked == [Change(A, Phase.DEFINE, Action.BLOCKED, reason="HubSpot uses it", actual=whole)]
    assert [change.action for change in deleted] == [Action.DELETE]


@pytest.mark.parametrize(
    ("seen", "entry", "told"),
    [
        (replace(SEEN, shipped=True), MINE, "HubSpot ships it; it cannot be deleted"),
        (
            SEEN,
            Entry(id="id-a"),
            "the ledger has no proof that this tool created it here; delete it in HubSpot by hand",
        ),
    ],
    ids=["shipped", "unproven"],
)
def test_what_is_not_this_tools_own_is_left_to_a_person(seen, entry, told):
    """HubSpot's own and what somebody else made is never deleted, and the plan says why."""
    (change,) = decide_removal(A, situation(Observation((seen,)), entry))

    assert change == Change(A, Phase.DEFINE, Action.BLOCKED, reason=told, actual=seen)
