"""Operations on dates held against a record's value (dossier G3).

Both ends of a range count, and the end of a single time point does not, unless the operation says otherwise.
The older operations, which name no zone, are worked out in the portal's; `DATE` and fiscal years are not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from revops.emulator.filters.facts import Facts
from revops.emulator.filters.moments import instant, midnight, moment, shifted, zone_of
from revops.emulator.http import Json

_Operation = Callable[[Json, str, str, Facts], bool | None]
_SINGLE: Final = ("timePoint", "endpointBehavior")


def _point(operation: Json, held: str, kind: str, facts: Facts) -> bool | None:
    return _side(
        operation, _SINGLE, "EXCLUSIVE", (held, kind), facts, after=operation["operator"] == "IS_AFTER"
    )


def _span(operation: Json, held: str, kind: str, facts: Facts) -> bool | None:
    """Not before the lower point and not after the upper one."""
    sides = [
        _side(
            operation,
            (f"{end}TimePoint", f"{end}EndpointBehavior"),
            "INCLUSIVE",
            (held, kind),
            facts,
            after=after,
        )
        for end, after in (("lowerBound", True), ("upperBound", False))
    ]
    return None if None in sides else all(sides)


def _side(
    operation: Json, names: tuple[str, str], usual: str, value: tuple[str, str], facts: Facts, *, after: bool
) -> bool | None:
    """Whether a value, written and of a type, is on the right side of one time point."""
    point, behavior = operation[names[0]], operation.get(names[1], usual)
    zone = zone_of(point)
    if zone is None:
        return None
    found, bound = moment(*value, zone), instant(point, zone, facts)
    if found is None or bound is None:
        return None
    return behavior == "INCLUSIVE" if found == bound else (found > bound) is after


def _older(test: Callable[[datetime, Json, Facts], bool | None]) -> _Operation:
    """An operation that looks at the value as a moment; what lies beyond the calendar leaves it open."""

    def work(operation: Json, held: str, kind: str, facts: Facts) -> bool | None:
        found = moment(held, kind, facts.zone)
        try:
            return None if found is None else test(found, operation, facts)
        except (ValueError, OverflowError):
            return None

    return work


def _rolling(found: datetime, operation: Json, facts: Facts) -> bool:
    """So many days of 24 hours back from now, or on from now."""
    ahead = operation["operator"].endswith("FROM_NOW")
    distance = found - facts.now if ahead else facts.now - found
    days = timedelta(days=min(operation["numberOfDays"], timedelta.max.days))
    if operation["operator"].startswith("IS_MORE"):
        return distance > days
    return timedelta(0) <= distance <= days


def _ranged(found: datetime, operation: Json, _facts: Facts) -> bool:
    between: bool = operation["lowerBound"] <= _milliseconds(found) <= operation["upperBound"]
    return between


def _milliseconds(found: datetime) -> int:
    return (found - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _stamped(found: datetime, operation: Json, facts: Facts) -> bool | None:
    """`..._DATE` looks at the whole day of the timestamp."""
    bound = moment(str(operation["timestamp"]), "datetime", UTC)
    if bound is None:
        return None
    start = midnight(bound.astimezone(facts.zone))
    return {
        "IS_EQUAL_TO": found == bound,
        "IS_BEFORE": found < bound,
        "IS_AFTER": found > bound,
        "IS_BEFORE_DATE": found < start,
        "IS_AFTER_DATE": found >= shifted(start, {"days": 1}),
    }[operation["operator"]]


def _calendar(found: datetime, operation: Json, facts: Facts) -> bool | None:
    """This unit of the calendar, or so many before or after it."""
    if operation.get("useFiscalYear"):
        return None
    unit, operator = operation["timeUnit"], operation["operator"]
    count = operation.get("timeUnitCount", 1)
    start, step = _START[unit](midnight(facts.now.astimezone(facts.zone))), _STEP[unit]

    def at(units: int) -> datetime:
        return shifted(start, {name: size * units for name, size in step.items()})

    lower, upper = {
        "IN_THIS_TIME_UNIT": (start, at(1)),
        "IN_THIS_TIME_UNIT_SO_FAR": (start, min(facts.now, at(1))),
        "IN_NEXT_TIME_UNIT": (at(1), at(1 + count)),
        "IN_LAST_TIME_UNIT": (at(-count), start),
    }[operator]
    return lower <= found < upper


def _compared(found: datetime, operation: Json, facts: Facts) -> bool | None:
    """Before or after the value of another property."""
    name = operation["comparisonPropertyName"]
    written = facts.values.get(name, operation.get("defaultComparisonValue"))
    other = moment(written, facts.types.get(name, ""), facts.zone) if written else None
    if other is None:
        return None
    return found > other if operation["operator"] == "IS_AFTER" else found < other


def _never(_operation: Json, _held: str, _kind: str, _facts: Facts) -> None:
    return None


_START: Final[Mapping[str, Callable[[datetime], datetime]]] = {
    "DAY": lambda day: day,
    "WEEK": lambda day: shifted(day, {"days": -day.weekday()}),
    "MONTH": lambda day: day.replace(day=1),
    "QUARTER": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "YEAR": lambda day: day.replace(month=1, day=1),
}
_STEP: Final = {
    "DAY": {"days": 1},
    "WEEK": {"weeks": 1},
    "MONTH": {"months": 1},
    "QUARTER": {"quarters": 1},
    "YEAR": {"years": 1},
}
DATES: Final[Mapping[str, _Operation]] = {
    "TIME_POINT": _point,
    "TIME_RANGED": _span,
    "ROLLING_DATE_RANGE": _older(_rolling),
    "RANGED_DATE": _older(_ranged),
    "DATETIME": _older(_stamped),
    "DATE": _never,
    "CALENDAR_DATE": _older(_calendar),
    "COMPARATIVE_DATE": _older(_compared),
}
"""Operation type -> whether a value, written and of a type, meets an operation; None: it cannot be told."""
