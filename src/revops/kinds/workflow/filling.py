"""A workflow is switched on when the segment of those whom it keeps out is filled, not before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from revops.kinds.wire import segment
from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json

_MOST_IDS: Final = 100


def is_filled(row: Mapping[str, Json]) -> bool:
    """Whether HubSpot has put everybody into a segment (dossier G1)."""
    return bool(row.get("processingStatus", "COMPLETE") == "COMPLETE")


def picture_read(changes: Sequence[Change], context: Context) -> list[Call]:
    """The read of the segments that have to be filled before these workflows are switched on."""
    ids = sorted({_list_id(change, context) for change in changes if _waits(change)})
    return [_read(ids[start : start + _MOST_IDS]) for start in range(0, len(ids), _MOST_IDS)]


def _read(ids: Sequence[str]) -> Call:
    rows = [{"listId": one, "processingStatus": "COMPLETE"} for one in ids]
    return Call("lists", "GET", query={"listIds": tuple(ids)}, rehearsal={"lists": rows}, restates=True)


def _waits(change: Change) -> bool:
    """Whether the change switches on a workflow that has a picture."""
    return bool(change.resource and change.resource.spec.picture and change.after().get("enabled") is True)


def unfilled(change: Change, answers: Sequence[Answer], context: Context) -> Finding | None:
    """Why the workflow cannot be switched on yet; None where its segment is filled, or it has none."""
    if not _waits(change):
        return None
    rows = [row for answer in answers if answer.ok for row in answer.body["lists"]]
    if any(str(row["listId"]) == _list_id(change, context) and is_filled(row) for row in rows):
        return None
    told = (
        f"HubSpot does not show segment.{change.resource.spec.picture} as filled" if change.resource else ""
    )
    summary = f"{told}, so the workflow was not switched on: it might enrol those who were there already"
    hint = "run `revops apply` again a little later"
    return Finding("RV989", Severity.ERROR, summary, hint, change.address)


def _list_id(change: Change, context: Context) -> str:
    return segment(context.names.id("segment", change.resource.spec.picture)) if change.resource else ""
