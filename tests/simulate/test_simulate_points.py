"""Points of a score: every rule, every group and all together within their limits."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from revops.model import condition as c
from revops.simulate.points import Limits, Rule, Scoring
from revops.simulate.record import Clock, Record

CLOCK = Clock(datetime(2026, 3, 31, tzinfo=UTC), ZoneInfo("Asia/Tokyo"))
SIZE = c.PropertyRef("companies", "size")


def at_least(number: float) -> c.Test:
    return c.Test(SIZE, "number", "at_least", number)


def points(scoring: Scoring, size: str) -> float:
    return scoring.points(Record("companies", {"size": size}), CLOCK)


@pytest.mark.parametrize(
    ("least", "most", "given", "expected"),
    [
        (None, None, 7, 7),
        (None, 5, 7, 5),
        (None, 5, 5, 5),
        (0, None, -3, 0),
        (0, None, 0, 0),
        (-2, 2, -1, -1),
        (4, 2, 3, 4),
    ],
)
def test_limits(least: float | None, most: float | None, given: float, expected: float) -> None:
    """No limit changes what lies within it; where the two cross, the fewest points win."""
    assert Limits(least, most).on(given) == expected


@pytest.mark.parametrize(("size", "expected"), [("9", -1), ("10", 3), ("20", 7), ("", -1)])
def test_a_rule_adds_every_case_that_holds(size: str, expected: float) -> None:
    """`otherwise` is for records of which none holds; the limits are those of the sum."""
    rule = Rule([(at_least(10), 3), (at_least(20), 5)], otherwise=-1, limits=Limits(None, 7))

    assert points(Scoring([([rule], Limits())]), size) == expected


def test_cases_that_cancel_out_are_no_reason_for_the_rest() -> None:
    """Points of 0 that cases gave are not the same as no case."""
    rule = Rule([(at_least(1), 3), (at_least(2), -3)], otherwise=9)

    assert points(Scoring([([rule], Limits())]), "2") == 0


def test_limits_of_rules_of_groups_and_of_all() -> None:
    """Each limit is put on before the sums go on: 8 and 8 are 10 in a group, with 4 more 12 of 14."""
    rule = Rule([(at_least(1), 20)], limits=Limits(None, 8))
    groups = [([rule, rule], Limits(None, 10)), ([Rule([(at_least(1), 4)])], Limits())]

    assert points(Scoring(groups, Limits(None, 12)), "1") == 12
    assert points(Scoring(groups), "1") == 14
    assert points(Scoring(groups), "0") == 0
