"""What a person should know before a workflow is changed, switched on or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity

_NOTICES: Final = {"0-8": "internal e-mail", "0-9": "notification", "0-11": "rotation of owners"}
_RECIPIENTS: Final = ("user_ids", "team_ids", "owner_properties")


def hazards(change: Change) -> Iterator[Finding]:
    """All warnings of one change that writes; what switching on sets off stands in its consequence."""
    if change.action is Action.DELETE:
        yield _finding(change, Severity.WARNING, "HubSpot's API cannot bring a deleted workflow back")
    yield from _pictured(change)
    if change.action is not Action.UPDATE:
        return
    if _is_live(change):
        told = "the workflow is on: the change takes effect at once, also for records that are in it"
        yield _finding(change, Severity.WARNING, told)
    yield from _forgotten(change)


def _pictured(change: Change) -> Iterator[Finding]:
    """What becomes of those whom `newOnly` keeps out (sources: `kinds.workflow.picture`)."""
    picture = change.resource.spec.picture if change.resource else ""
    if not picture or not change.action.writes:
        return
    moved = change.after()
    segment = f"segment.{picture}"
    if change.resource and change.resource.units.get("reEnrol") and moved.keys() & {"reEnrol", "suppress"}:
        yield _kept_out(change, f"who is in {segment} never enrols, by `reEnrol` neither")
    if "suppress" in moved and _is_live(change):
        yield _kept_out(change, f"who is in the workflow and in {segment} leaves it at the next step")
    if "enrol" in moved and "suppress" not in moved:
        yield _kept_out(change, f"{segment} holds whoever met the earlier condition, and is not filled anew")


def _kept_out(change: Change, summary: str) -> Finding:
    hint = "another picture is a segment of your own with `type: snapshot`, named under `suppress`"
    return Finding("RV988", Severity.WARNING, summary, hint, change.address)


def _is_live(change: Change) -> bool:
    """Whether the workflow is on before the change and after it."""
    is_on = change.actual is not None and change.actual.units.get("enabled") is True
    return is_on and change.after().get("enabled") is not True


def _finding(change: Change, severity: Severity, summary: str, hint: str = "") -> Finding:
    return Finding("RV594", severity, summary, hint, change.address)


def _forgotten(change: Change) -> Iterator[Finding]:
    """HubSpot's answer may leave out recipients (dossier F1); sent back without them, they would be lost."""
    for action in (change.actual.raw.get("actions") or []) if change.actual else []:
        notice, fields = _NOTICES.get(action.get("actionTypeId", "")), action.get("fields") or {}
        if notice and not any(fields.get(name) for name in _RECIPIENTS):
            told = f"HubSpot shows no recipient for the {notice} of action {action['actionId']}"
            yield _finding(change, Severity.WARNING, told, "check it in HubSpot after the change")
