"""How many records a workflow takes in when it is switched on, and what it does to them before any wait.

Whether switching on by API enrols records that meet the condition already no source tells, and the API has no
field to choose: the worst case is counted.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds.filters.days import zone_of
from revops.kinds.tally import Tally, explained, tally
from revops.kinds.workflow.design import Design
from revops.kinds.workflow.latecomers import latecomers
from revops.kinds.workflow.steps import paths, said
from revops.kinds.workflow.tree import TOP, lists_of, steps_in
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.condition import All, AnyOf, Condition, InSegment, PropertyRef, Test
from revops.model.consequence import Consequence
from revops.model.json import Json
from revops.model.outlook import Outlook

Units = Mapping[str, Json]
Weighing = Generator[Sequence[Call], Sequence[Answer], Consequence]

_WAITS: Final = ("delay", "until", "wait_for")
_FROM_NOW_ON: Final = "only what happens from now on enrols"
_BY_HAND: Final = "records are enrolled by hand"
_GOES_ON: Final = "it is on: records that are in it go on as it is now, and HubSpot does not say how many"
_WORST: Final = (
    "whoever fits today is counted: HubSpot's API does not say whether switching on leaves them out"
)
_WAY_OUT: Final = "`newOnly: true` keeps them out"
_AGAIN: Final = "whoever is in it already is counted, too"
_GOAL: Final = "whoever reached the goal is counted, too"
_RUNS: Final = "so many at most each time that it looks"
_TODAY: Final = "those whose day is today"
_YEARLY: Final = "no search finds a day of every year, so everybody with a date is counted"
_OTHERS: Final = "what it starts in other workflows is not counted"
_STARTS: Final = ("enrol", "suppress", "goal", "reEnrol")
_STATUS: Final = PropertyRef("contacts", "hs_marketable_status")


@dataclass(frozen=True)
class Start:
    """Whom a start takes in. `who` is None where it takes in nobody who is there already."""

    who: Condition | None
    why: str
    at_most: bool = False
    inside: bool = False
    """True where it is about records that are in the workflow already."""


def weigh(change: Change, outlook: Outlook) -> Weighing | None:
    """The conversation that counts; None where the workflow is switched off."""
    if change.resource is None or change.after().get("enabled") is False:
        return None
    return _weigh(change, change.resource.spec, change.resource.units, outlook)


def _weigh(change: Change, design: Design, units: Units, outlook: Outlook) -> Weighing:
    start, sent = _start(change, design, outlook), _mails(units)
    if start.who and design.picture:
        left = yield from latecomers(start.who, design, outlook)
        why = f"{start.why}; {left.why}" if left.who else left.why
        start = replace(start, who=left.who, why=why, at_most=True)
    if start.who is None:
        mails = None if start.inside and sent else 0
        billed = None if start.inside and _bills(units) else 0
        return Consequence(0, mails=mails, billing=billed, why=start.why, object=design.object)
    found = yield from _tally(start.who, design, units, outlook)
    reasons = (start.why, explained(found), _OTHERS if _starts_others(units) else "")
    return Consequence(
        found.records,
        start.at_most or found.at_most,
        _times(found.records if design.object == "contacts" else None, sent),
        (yield from _billing(start.who, design, units, outlook)),
        "; ".join(filter(None, reasons)) if found.records != 0 else "",
        design.object,
    )


def _times(records: int | None, mails: int) -> int | None:
    """So many for each; None where nobody knows to whom, as of records that are no contacts."""
    if not mails:
        return 0
    return None if records is None else records * mails


def _tally(
    who: Condition, design: Design, units: Units, outlook: Outlook
) -> Generator[Sequence[Call], Sequence[Answer], Tally]:
    """Those that meet the start and are not kept out."""
    return (yield from tally(who, design.object, outlook, _kept_out(design, units)))


def _kept_out(design: Design, units: Units) -> Condition | None:
    """Whom `suppress` keeps out: members of segments but of the picture, or whoever meets a condition."""
    told = units.get("suppress")
    if isinstance(told, list | tuple):
        told = [name for name in told if name != design.picture]
        return AnyOf(tuple(map(InSegment, told))) if told else None
    return design.condition(told) if told else None


def _billing(
    who: Condition, design: Design, units: Units, outlook: Outlook
) -> Generator[Sequence[Call], Sequence[Answer], int | None]:
    """Contacts that are no marketing contacts and would become some (dossier F5, L)."""
    if not _bills(units):
        return 0
    idle = Test(_STATUS, "bool", "is_not", value=True)
    found = yield from _tally(All((who, idle)), design, units, outlook)
    return found.records


def _start(change: Change, design: Design, outlook: Outlook) -> Start:
    """Whom the change takes in at once, in the worst case."""
    units: Units = change.resource.units if change.resource else {}
    switched = change.after().get("enabled") is True
    if not (switched or any(_concerns_start(unit.path) for unit in change.units)):
        return Start(None, _GOES_ON, inside=True)
    start = _starting(design, outlook)
    reasons = [start.why]
    if start.who is not None:
        reasons += [*([] if switched else [_AGAIN]), *([_GOAL] if "goal" in units else [])]
    return Start(start.who, "; ".join(reasons), at_most=start.at_most or len(reasons) > 1)


def _concerns_start(path: str) -> bool:
    return path.partition(".")[0] in _STARTS


def _starting(design: Design, outlook: Outlook) -> Start:
    trigger = design.trigger
    if "every" in trigger:
        return Start(design.enrol, _RUNS, at_most=True)
    if "date" in trigger and design.enrol:
        return _dated(design, design.enrol, outlook)
    if trigger:
        return Start(None, _FROM_NOW_ON)
    if design.enrol is None:
        return Start(None, _BY_HAND)
    return Start(design.enrol, _WORST if design.picture else f"{_WORST}; {_WAY_OUT}")


def _dated(design: Design, enrol: Condition, outlook: Outlook) -> Start:
    """Those whose day is today, where a search can tell it; the time of day may be over."""
    if design.trigger.get("yearly"):
        return Start(enrol, _YEARLY, at_most=True)
    ref = PropertyRef.parse(design.trigger["date"])
    seen = outlook.seen.get(Address("property", ref.object, ref.name))
    day = outlook.now.astimezone(zone_of(outlook.context.portal.time_zone)).date().isoformat()
    today = Test(ref, str(seen.units.get("type", "")) if seen else "", "on", day)
    return Start(All((enrol, today)), _TODAY, at_most=True)


def _steps(units: Units) -> Iterator[Mapping[str, Json]]:
    return (step for step in steps_in(units).values() if isinstance(step, Mapping))


def _bills(units: Units) -> bool:
    return any(step.get("marketing") is True for step in _steps(units))


def _starts_others(units: Units) -> bool:
    return any("enrol_in" in step for step in _steps(units))


def _mails(units: Units) -> int:
    """Marketing e-mails that one record gets at most before it waits for the first time."""
    return _sent(TOP, units, lists_of(units))[0] if "steps.order" in units else 0


def _sent(path: str, units: Units, lists: Mapping[str, Sequence[str]]) -> tuple[int, bool]:
    """Mails on a path, and whether every record waits somewhere on it."""
    count = 0
    for name in lists.get(path, ()):
        step = units.get(f"steps.{name}")
        if not isinstance(step, Mapping):
            continue
        if any(word in step for word in _WAITS):
            return count, True
        count += "email" in step
        below = [_sent(f"{name}.{key}", units, lists) for key in _paths(step)]
        count += max((sent for sent, _ in below), default=0)
        if below and all(waits for _, waits in below):
            return count, True
    return count, False


def _paths(step: Mapping[str, Json]) -> list[str]:
    return paths(step) if said(step)[0] != "raw" else []
