"""What a workflow needs before it may be switched on; a draft may lack all of it (dossier F2, F5)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Fault, fault, refusal_of
from revops.emulator.http import Json
from revops.emulator.references import Subject

_EMAIL_FIELDS = {"0-4": "content_id", "0-23": "email_content_id"}
_NOTICES = ("0-8", "0-9")
_RECIPIENTS = ("user_ids", "team_ids", "owner_properties")


def refuse_incomplete(flow: Json, subject: Subject) -> None:
    """400 for an enabled flow with an incomplete action, an unpublished e-mail or nothing that enrols."""
    if flow["isEnabled"] and (faults := list(_incomplete(flow, subject))):
        raise refusal_of(faults)


def _incomplete(flow: Json, subject: Subject) -> Iterator[Fault]:
    if not flow["actions"]:
        yield fault("An enabled workflow needs an action", "actions", "INCOMPLETE_FLOW")
    if "enrollmentCriteria" not in flow:
        yield fault("An enabled workflow needs enrollment criteria", "enrollmentCriteria", "INCOMPLETE_FLOW")
    for place, action in enumerate(flow["actions"]):
        yield from _incomplete_action(action, f"actions[{place}]", subject)


def _incomplete_action(action: Json, where: str, subject: Subject) -> Iterator[Fault]:
    kind, fields = action.get("actionTypeId", ""), action.get("fields", {})
    if kind in _EMAIL_FIELDS:
        path = f"{where}.fields.{_EMAIL_FIELDS[kind]}"
        yield from subject.has_published_email(fields[_EMAIL_FIELDS[kind]], path)
    if kind in _NOTICES and not any(fields.get(name) for name in _RECIPIENTS):
        yield fault(f"{where}: the notification has no recipient", f"{where}.fields", "INCOMPLETE_ACTION")
    for place, branch in enumerate(action.get("listBranches", [])):
        if "filterBranch" not in branch:
            path = f"{where}.listBranches[{place}].filterBranch"
            yield fault(f"{path}: the branch has no filters", path, "INCOMPLETE_ACTION")
