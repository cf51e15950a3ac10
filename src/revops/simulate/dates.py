"""Words about time on one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from revops.model.json import Json
from revops.model.words import UNITS
from revops.simulate.moments import boundary, end_of, shifted, start_of, today
from revops.simulate.record import Clock

Dated = Callable[[datetime, Json, Clock], bool]


def dated(word: str, at: datetime, value: Json, clock: Clock) -> bool:
    """Whether a positive word about time holds for a moment; what lies beyond the calendar does not."""
    try:
        return DATED[word](at, value, clock)
    except (ValueError, OverflowError):
        return False


def _ago(unit: str) -> Mapping[str, Dated]:
    def point(count: int, clock: Clock) -> datetime:
        return shifted(today(clock), unit, count)

    return {
        f"within_last_{unit}": lambda at, count, clock: point(-count, clock) <= at <= clock.now,
        f"within_next_{unit}": lambda at, count, clock: clock.now <= at <= point(count, clock),
        f"more_than_{unit}_ago": lambda at, count, clock: at < point(-count, clock),
        f"more_than_{unit}_ahead": lambda at, count, clock: at > point(count, clock),
    }


def _between(at: datetime, value: Json, clock: Clock) -> bool:
    return start_of(value[0], clock) <= at <= end_of(value[1], clock)


def _in(first: Callable[[int], int], after: Callable[[int], int]) -> Dated:
    """From one boundary of the calendar up to another one, each told by how many periods are meant."""

    def test(at: datetime, value: Json, clock: Clock) -> bool:
        period, count = next(iter(value.items())) if isinstance(value, Mapping) else (value, 1)
        return boundary(period, first(count), clock) <= at < boundary(period, after(count), clock)

    return test


DATED: Final[Mapping[str, Dated]] = {
    "before": lambda at, day, clock: at < start_of(day, clock),
    "on_or_after": lambda at, day, clock: at >= start_of(day, clock),
    "after": lambda at, day, clock: at > end_of(day, clock),
    "on_or_before": lambda at, day, clock: at <= end_of(day, clock),
    "on": lambda at, day, clock: _between(at, (day, day), clock),
    "between": _between,
    "in_this": _in(lambda _: 0, lambda _: 1),
    "in_last": _in(lambda count: -count, lambda _: 0),
    "in_next": _in(lambda _: 1, lambda count: 1 + count),
    "in_this_so_far": lambda at, period, clock: boundary(period, 0, clock) <= at <= clock.now,
    **{word: test for unit in UNITS for word, test in _ago(unit).items()},
}
"""Positive word -> whether it holds."""
