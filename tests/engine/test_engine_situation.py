"""What is known of a place: read or not, by right or in fact."""

from __future__ import annotations

from toys import A, ToyKind, toy

from revops.engine.situation import Situation
from revops.model.context import Context
from revops.model.spec import Absent, Observation, Unknown
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
CLOSED = Verdict(Allowance.BLOCKED, "it lacks a scope", "add it")
OPEN = Verdict(Allowance.ALLOWED)
ELSEWHERE = toy("a", scope="elsewhere").address


def situation(observation=None, **facts):
    return Situation({"toy": ToyKind()}, (), Context(), {PLACE: observation or Observation()}, **facts)


def test_what_may_not_be_read_is_unknown_with_the_reason():
    """Whatever was seen before: a list that nobody may read proves nothing (rule 5)."""
    assert situation(readable={PLACE: CLOSED}).presence(A) == Unknown("it lacks a scope")
    assert situation(readable={PLACE: OPEN}).presence(A) == Absent()


def test_a_read_that_broke_closes_its_place():
    """The finding of the read tells the way out."""
    broken = situation(Observation(broken="HubSpot said 500"), readable={PLACE: OPEN})

    verdict = Verdict(Allowance.BLOCKED, "HubSpot said 500", "see the finding for the way out")
    assert broken.reading(A) == verdict
    assert broken.presence(A) == Unknown("HubSpot said 500")


def test_a_place_has_rights_of_its_own():
    """Reading, writing and moving records are three; a place that nobody closed is open."""
    shut = situation(readable={PLACE: CLOSED}, writable={PLACE: CLOSED}, movable={PLACE: CLOSED})

    assert [shut.reading(A), shut.writing(A), shut.moving(A)] == [CLOSED] * 3
    assert [shut.reading(ELSEWHERE), shut.writing(ELSEWHERE), shut.moving(ELSEWHERE)] == [OPEN] * 3
