"""Operations on dates that HubSpot's documents have beside time points, read as the same words (G3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from revops.kinds.filters.days import day_at, day_from, day_to
from revops.model.json import Json

_ROLLING: Final = {
    "IS_LESS_THAN_X_DAYS_AGO": "within_last_days",
    "IS_MORE_THAN_X_DAYS_AGO": "more_than_days_ago",
    "IS_LESS_THAN_X_DAYS_FROM_NOW": "within_next_days",
    "IS_MORE_THAN_X_DAYS_FROM_NOW": "more_than_days_ahead",
    "UPDATED_IN_LAST_X_DAYS": "updated_in_days",
    "NOT_UPDATED_IN_LAST_X_DAYS": "not_updated_in_days",
}
_CALENDAR: Final = {
    "IN_THIS_TIME_UNIT": "in_this",
    "IN_THIS_TIME_UNIT_SO_FAR": "in_this_so_far",
    "IN_LAST_TIME_UNIT": "in_last",
    "IN_NEXT_TIME_UNIT": "in_next",
}
_STAMPED: Final = {"IS_BEFORE_DATE": "before", "IS_AFTER_DATE": "after"}
_RANGED: Final = {"IS_BETWEEN": ("on", "between"), "IS_NOT_BETWEEN": ("not_on", "not_between")}
_SIDES: Final = {"IS_BEFORE": "before", "IS_AFTER": "after"}
Found = tuple[str, Json] | None


def read_older(body: Mapping[str, Json], zone: str) -> Found:
    """Word and value; the value of a word about another property is its name. None without words for it."""
    reader = _READERS.get(str(body.get("operationType")))
    return reader(body, zone) if reader else None


def _rolling(body: Mapping[str, Json], _zone: str) -> Found:
    word = _ROLLING.get(str(body.get("operator")))
    return (word, body.get("numberOfDays")) if word else None


def _calendar(body: Mapping[str, Json], _zone: str) -> Found:
    """Fiscal years have no words."""
    word, count = _CALENDAR.get(str(body.get("operator"))), body.get("timeUnitCount")
    count = 1 if count is None else count
    several = word in ("in_last", "in_next")
    if word is None or body.get("useFiscalYear") or (count != 1 and not several):
        return None
    unit = str(body.get("timeUnit")).lower()
    return (word, {unit: count} if several else unit)


def _compared(body: Mapping[str, Json], _zone: str) -> Found:
    side = _SIDES.get(str(body.get("operator")))
    if side is None or body.get("defaultComparisonValue"):
        return None
    updated = "updated_" if body["operationType"] == "COMPARATIVE_PROPERTY_UPDATED" else ""
    return f"{updated}{side}_property", body.get("comparisonPropertyName")


def _stamped(body: Mapping[str, Json], zone: str) -> Found:
    stamp, operator = body["timestamp"], str(body.get("operator"))
    if operator in _STAMPED:
        return _STAMPED[operator], day_at(stamp, zone)
    edge = {"IS_BEFORE": day_from, "IS_AFTER": day_to}.get(operator)
    day = edge(stamp, zone) if edge else None
    return (_SIDES[operator], day) if day else None


def _ranged(body: Mapping[str, Json], zone: str) -> Found:
    words = _RANGED.get(str(body.get("operator")))
    days = [day_from(body["lowerBound"], zone), day_to(body["upperBound"], zone)]
    if words is None or None in days:
        return None
    return (words[0], days[0]) if days[0] == days[1] else (words[1], days)


_READERS: Final[Mapping[str, Callable[[Mapping[str, Json], str], Found]]] = {
    "ROLLING_DATE_RANGE": _rolling,
    "ROLLING_PROPERTY_UPDATED": _rolling,
    "CALENDAR_DATE": _calendar,
    "COMPARATIVE_DATE": _compared,
    "COMPARATIVE_PROPERTY_UPDATED": _compared,
    "DATETIME": _stamped,
    "RANGED_DATE": _ranged,
}
