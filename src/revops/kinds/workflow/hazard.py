"""What a person should know before a workflow is changed, switched on or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.json import Json

_NOTICES: Final = {"0-8": "internal e-mail", "0-9": "notification", "0-11": "rotation of owners"}
_RECIPIENTS: Final = ("user_ids", "team_ids", "owner_properties")


def hazards(change: Change) -> Iterator[Finding]:
    """All warnings of one change that writes."""
    if change.action is Action.DELETE:
        yield _finding(change, Severity.WARNING, "HubSpot's API cannot bring a deleted workflow back")
    if change.action is not Action.UPDATE:
        return
    if change.after().get("enabled") is True:
        yield _enrolling(change)
    elif change.actual and change.actual.units.get("enabled") is True:
        told = "the workflow is on: the change takes effect at once, also for records that are in it"
        yield _finding(change, Severity.WARNING, told)
    yield from _forgotten(change)


def _finding(change: Change, severity: Severity, summary: str, hint: str = "") -> Finding:
    return Finding("RV594", severity, summary, hint, change.address)


def _enrolling(change: Change) -> Finding:
    units: Mapping[str, Json] = change.resource.units if change.resource else {}
    mails = sum("email" in unit for unit in units.values() if isinstance(unit, Mapping))
    told = "records that would enrol: not counted; each passes every step"
    sent = f", {mails} marketing e-mail(s) among them" if mails else ""
    return _finding(change, Severity.INFO, told + sent, "look at the enrolment in HubSpot before you agree")


def _forgotten(change: Change) -> Iterator[Finding]:
    """HubSpot's answer may leave out recipients (dossier F1); sent back without them, they would be lost."""
    for action in (change.actual.raw.get("actions") or []) if change.actual else []:
        notice = _NOTICES.get(action.get("actionTypeId", ""))
        if notice and not any(action.get("fields", {}).get(name) for name in _RECIPIENTS):
            told = f"HubSpot shows no recipient for the {notice} of action {action['actionId']}"
            yield _finding(change, Severity.WARNING, told, "check it in HubSpot after the change")
