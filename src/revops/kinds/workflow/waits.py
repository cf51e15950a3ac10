"""Steps that wait: for a span of time, until a day, or until something happens (dossier F5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from revops.kinds.workflow.design import Design
from revops.kinds.workflow.step import (
    Fields,
    Place,
    Single,
    clock,
    in_hubspots_units,
    in_minutes,
    read_clock,
    span,
)
from revops.kinds.workflow.triggers import by_event, read_event
from revops.model.json import Json

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


class Delay(Single):
    """Wait for a set time. HubSpot takes days as days and shorter spans in minutes (dossier F5)."""

    word, action = "delay", "0-1"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        amount, unit = in_hubspots_units(value)
        return {"delta": str(amount), "time_unit": unit}

    def value(self, fields: Fields, at: Place) -> Json | None:
        if fields.keys() != {"delta", "time_unit"}:
            return None
        return _some(span(fields["delta"], fields["time_unit"]))


class Until(Single):
    """Wait until a day, or some time before or after it.

    A time before is a negative number of minutes, and a fixed day is its midnight in UTC in milliseconds, as
    in flows that people published.
    """

    word, action = "until", "0-35"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        amount, unit = in_hubspots_units(value.get("after", {"days": 0}))
        if "before" in value:
            amount, unit = -in_minutes(value["before"]), "MINUTES"
        return {
            "date": _moment(value, at),
            "delta": str(amount),
            "time_unit": unit,
            "time_of_day": clock(value["at"]),
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        if fields.keys() != {"date", "delta", "time_unit", "time_of_day"}:
            return None
        day, time = _read_moment(fields["date"], at), read_clock(fields["time_of_day"])
        offset = _offset(str(fields["delta"]), fields["time_unit"])
        if day is None or time is None or offset is None:
            return None
        return {**day, **offset, "at": time}


class WaitFor(Single):
    """Wait until something happens, or for so long at most."""

    word, action = "wait_for", "0-29"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        trigger = {name: entry for name, entry in value.items() if name != "at_most"}
        asked = at.condition(trigger) if "event" in trigger else None
        design = Design(at.scope, asked, at.conditions, trigger)
        found = by_event(design, at.context, again=False) or {}
        return {
            "event_filter_branches": found["eventFilterBranches"],
            "expiration_minutes": str(in_minutes(value["at_most"])),
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        if fields.keys() != {"event_filter_branches", "expiration_minutes"}:
            return None
        criteria = {"eventFilterBranches": fields["event_filter_branches"]}
        event, most = (
            read_event(criteria, at.scope, at.context),
            _some(span(fields["expiration_minutes"], "MINUTES")),
        )
        return {**event, "at_most": most} if event and most else None


def _some(found: Mapping[str, int] | None) -> Mapping[str, int] | None:
    """A span that is longer than nothing, as a blueprint has them."""
    return found if found and any(found.values()) else None


def _moment(value: Mapping[str, Json], at: Place) -> dict[str, Json]:
    if "property" in value:
        return {"type": "OBJECT_PROPERTY", "propertyName": at.internal(value["property"])}
    days = (date.fromisoformat(value["date"]) - _EPOCH.date()).days
    return {"type": "STATIC_VALUE", "staticValue": str(days * 86_400_000)}


def _read_moment(moment: Json, at: Place) -> dict[str, Json] | None:
    match moment:
        case {"type": "OBJECT_PROPERTY", "propertyName": str(name)}:
            return {"property": str(at.property(name))}
        case {"type": "STATIC_VALUE", "staticValue": str(stamp)} if stamp.isdecimal():
            found = _EPOCH + timedelta(milliseconds=int(stamp))
            return None if (found - _EPOCH) % _DAY else {"date": found.date().isoformat()}
        case _:
            return None


def _offset(delta: str, unit: str) -> dict[str, Json] | None:
    """`before` or `after`; nothing where it is the day itself."""
    found = span(delta.removeprefix("-"), unit)
    if found is None:
        return None
    word = "before" if delta.startswith("-") else "after"
    return {word: found} if any(found.values()) else {}
