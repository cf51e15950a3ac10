"""What stands around the steps, on the wire: times, goals, suppression, other workflows (dossier F2, F6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.workflow.calendar import calendar_day, read_day, read_windows, windows
from revops.kinds.workflow.design import Design
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Symbol

Units = Mapping[str, Json]
ALL: Final = "all"


def others(units: Units) -> frozenset[Symbol]:
    """Other workflows that records leave when they enter this one."""
    named = units.get("unEnrol.others", [])
    return frozenset() if named == ALL else frozenset(Symbol("workflow", name) for name in named)


def members(units: Units, design: Design, context: Context) -> dict[str, Json]:
    """The members of a flow that some units set.

    Raises:
        Unresolved: the portal lacks a segment or workflow that they name.
    """
    return dict(_members(units, design, context))


def _members(units: Units, design: Design, context: Context) -> Iterator[tuple[str, Json]]:
    names = context.names
    if "unEnrol.others" in units:
        told = units["unEnrol.others"]
        ids = [] if told == ALL else [names.id("workflow", name) for name in told]
        yield "unEnrollmentSetting", {"type": "ALL" if told == ALL else "SELECTIVE", "flowIds": ids}
    if "suppress" in units and design.object == "contacts":
        yield "suppressionListIds", [_number(names.id("segment", name)) for name in units["suppress"]]
    elif "suppress" in units:
        yield "suppressionFilterBranch", _filter(units["suppress"], design, context)
    if "goal" in units:
        yield "goalFilterBranch", _filter(units["goal"], design, context)
    if "hours" in units:
        yield "timeWindows", windows(units["hours"])
    if "blockedDates" in units:
        yield "blockedDates", [calendar_day(day) for day in units["blockedDates"]]


def _number(portal_id: str) -> int | str:
    """In a rehearsal the name stands for itself."""
    return int(portal_id) if portal_id.isdecimal() else portal_id


def _filter(unit: Json, design: Design, context: Context) -> Json:
    return filters.compile(design.condition(unit), context, design.object)


def read_frame(flow: Mapping[str, Json], scope: str, context: Context) -> dict[str, Json]:
    """The units of what is there; what the blueprint has no words for stands as `{raw: …}`."""
    found = {
        "hours": read_windows(flow.get("timeWindows") or []),
        "blockedDates": sorted(read_day(day) for day in flow.get("blockedDates") or []),
    }
    if scope == "contacts":
        found["suppress"] = _lists(flow.get("suppressionListIds") or [], context)
    elif flow.get("suppressionFilterBranch"):
        found["suppress"] = _asked(flow["suppressionFilterBranch"], scope, context)
    if flow.get("goalFilterBranch"):
        found["goal"] = _asked(flow["goalFilterBranch"], scope, context)
    if flow.get("unEnrollmentSetting"):
        found["unEnrol.others"] = _others(flow["unEnrollmentSetting"], context)
    return found


def _lists(ids: list[Json], context: Context) -> Json:
    return _named("segment", ids, context)


def _asked(branch: Mapping[str, Json], scope: str, context: Context) -> Json:
    condition = filters.decompile(branch, context, scope)
    return filters.spell(condition) if condition else {"raw": dict(branch)}


def _others(setting: Mapping[str, Json], context: Context) -> Json:
    if setting.get("type") == "ALL":
        return ALL
    return _named("workflow", setting.get("flowIds") or [], context)


def _named(kind: str, ids: list[Json], context: Context) -> Json:
    """Names in a fixed order; where one has none a blueprint cannot say them."""
    names = [context.names.name(kind, str(one)) for one in ids]
    return {"raw": ids} if None in names else sorted(filter(None, names))
