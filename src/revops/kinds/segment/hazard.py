"""What a person should know before a segment is changed, replaced or deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from revops.kinds.segment.spec import NEVER
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.spec import Resource

_FOLLOW = "what the blueprint names it in is written again; elsewhere in HubSpot put the new one in its place"


def hazards(change: Change) -> Iterator[Finding]:
    """All warnings of one change that writes."""
    match change.action:
        case Action.DELETE:
            told = f"the segment has {_members(change)}{_uses(change)}; HubSpot keeps it for 90 days"
            yield _finding(change, Severity.WARNING, told, "until then it can be restored in HubSpot")
        case Action.REPLACE:
            told = f"the segment has {_members(change)}{_uses(change)}; the new one gets a new id"
            yield _finding(change, Severity.WARNING, told, _FOLLOW)
        case Action.UPDATE if "where" in change.after():
            told = f"the segment has {_members(change)}; HubSpot finds its members anew, and none is enrolled"
            yield _finding(change, Severity.WARNING, f"{told} in a workflow by that{_uses(change)}")
        case _:
            pass
    if change.action.writes and change.after().get("convert") not in (None, NEVER):
        told = "a segment that has become static does not become dynamic again"
        yield _finding(change, Severity.INFO, told, "`convert: never` takes it back until then")


def _members(change: Change) -> str:
    size = change.actual.raw.get("size") if change.actual else None
    return "an unknown number of members" if size is None else f"{size} member(s)"


def _uses(change: Change) -> str:
    uses = change.actual.raw.get("uses") if change.actual else None
    return f", {uses} thing(s) in HubSpot refer to it" if uses and uses != "0" else ""


def _finding(change: Change, severity: Severity, summary: str, hint: str = "") -> Finding:
    return Finding("RV855", severity, summary, hint, change.address)


def late(wanted: Iterable[Resource], done: Collection[Address], today: date) -> Iterator[Finding]:
    """Days of conversions that are over, of segments that are not `done`: not static in the portal."""
    for one in wanted:
        match one.units.get("convert"):
            case {"on": str(day)} if day < today.isoformat() and one.address not in done:
                told = f"the segment is to become static on {day}, which is over: HubSpot takes days to come"
                hint = "write a later day, or `type: snapshot`"
                yield Finding("RV843", Severity.WARNING, told, hint, one.address, one.origin)
            case _:
                continue
