"""Operations on dates that HubSpot's documents have beside time points, read as the same words (G3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

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
_MIDNIGHT: Final = datetime.min.time()
_LAST: Final = timedelta(milliseconds=1)
Found = tuple[str, Json] | None


def read_older(body: Mapping[str, Json], zone: str) -> Found:
    """Word and value; the value of a word about another property is its name. None without words for it."""
    reader = _READERS.get(str(body.get("operationType")))
    return reader(body, zone) if reader else None


def _rolling(body: Mapping[str, Json], _zone: str) -> Found:
    word, days = _ROLLING.get(str(body.get("operator"))), body.get("numberOfDays")
    return (word, days) if word and days else None


def _calendar(body: Mapping[str, Json], _zone: str) -> Found:
    """Fiscal years have no words."""
    word, count = _CALENDAR.get(str(body.get("operator"))), body.get("timeUnitCount") or 1
    if word is None or body.get("useFiscalYear"):
        return None
    unit = str(body.get("timeUnit")).lower()
    return (word, {unit: count} if count > 1 and word in ("in_last", "in_next") else unit)


def _compared(body: Mapping[str, Json], _zone: str) -> Found:
    if body.get("defaultComparisonValue"):
        return None
    updated = "updated_" if body["operationType"] == "COMPARATIVE_PROPERTY_UPDATED" else ""
    side = str(body.get("operator")).removeprefix("IS_").lower()
    return f"{updated}{side}_property", body.get("comparisonPropertyName")


def _stamped(body: Mapping[str, Json], zone: str) -> Found:
    at, operator = _moment(body.get("timestamp"), zone), str(body.get("operator"))
    if operator in _STAMPED:
        return _STAMPED[operator], at.date().isoformat()
    if operator == "IS_BEFORE" and at.time() == _MIDNIGHT:
        return "before", at.date().isoformat()
    if operator == "IS_AFTER" and (at + _LAST).time() == _MIDNIGHT:
        return "after", at.date().isoformat()
    return None


def _ranged(body: Mapping[str, Json], zone: str) -> Found:
    low, high = (_moment(body.get(f"{side}Bound"), zone) for side in ("lower", "upper"))
    if low.time() != _MIDNIGHT or (high + _LAST).time() != _MIDNIGHT:
        return None
    negation = "not_" if body.get("operator") == "IS_NOT_BETWEEN" else ""
    days = [low.date().isoformat(), high.date().isoformat()]
    return (f"{negation}on", days[0]) if days[0] == days[1] else (f"{negation}between", days)


def _moment(stamp: Json, zone: str) -> datetime:
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=stamp or 0)).astimezone(ZoneInfo(zone))


_READERS: Final[Mapping[str, Callable[[Mapping[str, Json], str], Found]]] = {
    "ROLLING_DATE_RANGE": _rolling,
    "ROLLING_PROPERTY_UPDATED": _rolling,
    "CALENDAR_DATE": _calendar,
    "COMPARATIVE_DATE": _compared,
    "COMPARATIVE_PROPERTY_UPDATED": _compared,
    "DATETIME": _stamped,
    "RANGED_DATE": _ranged,
}
