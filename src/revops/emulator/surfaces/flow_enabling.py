"""What a workflow needs before it may be switched on; a draft may lack all of it (dossier F2, F5).

The dossier only says that enabling is stricter: which lacks are meant is the emulator's reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.emulator.check import Fault, fault, refusal_of
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import resolve
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_lists import list_faults
from revops.emulator.surfaces.record_values import check_values

_EMAIL_FIELDS = {"0-4": "content_id", "0-23": "email_content_id"}
_NOTICES = ("0-8", "0-9")
_RECIPIENTS = ("user_ids", "team_ids", "owner_properties")
_SENDERS: Mapping[Json, str] = {"SPECIFIC_USER": "userId", "CONTACT_OWNER": "contactOwnerProperty"}
_TRIGGERS = {"ENROLLMENT_EVENT_PROPERTY": "EVENT_BASED", "ENROLLMENT_DATASET_COLUMN": "DATASET"}
"""Values that only a flow with this enrolment has."""


def refuse_incomplete(flow: Json, subject: Subject) -> None:
    """400 for an enabled flow with an incomplete action, an unpublished e-mail or nothing that enrols."""
    if flow["isEnabled"] and (faults := list(_incomplete(flow, subject))):
        raise refusal_of(faults)


def _incomplete(flow: Json, subject: Subject) -> Iterator[Fault]:
    if not flow["actions"]:
        yield fault("An enabled workflow needs an action", "actions", "INCOMPLETE_FLOW")
    criteria = flow.get("enrollmentCriteria", {})
    if not criteria or _never(criteria):
        yield fault("An enabled workflow needs enrollment criteria", "enrollmentCriteria", "INCOMPLETE_FLOW")
    for place, action in enumerate(flow["actions"]):
        yield from _incomplete_action(action, f"actions[{place}]", subject)
        yield from _strangers(action, f"actions[{place}]", criteria.get("type"))
    yield from list_faults(flow, subject)


def _never(criteria: Json) -> bool:
    """Whether these criteria enrol nobody: no trigger, or no filter."""
    if criteria["type"] == "EVENT_BASED":
        return not (criteria["eventFilterBranches"] or criteria["listMembershipFilterBranches"])
    return criteria["type"] == "LIST_BASED" and not _filtered(criteria["listFilterBranch"])


def _filtered(branch: Json) -> bool:
    inner = any(_filtered(entry) for entry in branch["filterBranches"])
    return bool(branch["filters"]) or branch["filterBranchType"] == "UNIFIED_EVENTS" or inner


def _incomplete_action(action: Json, where: str, subject: Subject) -> Iterator[Fault]:
    kind, fields = action.get("actionTypeId", ""), action.get("fields", {})
    if kind in _EMAIL_FIELDS:
        path = f"{where}.fields.{_EMAIL_FIELDS[kind]}"
        yield from subject.has_published_email(fields[_EMAIL_FIELDS[kind]], path)
    if kind in _NOTICES and not any(fields.get(name) for name in _RECIPIENTS):
        yield fault(f"{where}: the notification has no recipient", f"{where}.fields", "INCOMPLETE_ACTION")
    if kind == "0-46510720" and _SENDERS[fields["senderType"]] not in fields:
        path = f"{where}.fields.{_SENDERS[fields['senderType']]}"
        yield fault(f"{path}: the sequence has no sender", path, "INCOMPLETE_ACTION")
    if kind == "0-5" and not fields.get("association"):
        yield from _kept(fields, f"{where}.fields.value", subject)
    for place, branch in enumerate(action.get("listBranches", [])):
        if "filterBranch" not in branch:
            path = f"{where}.listBranches[{place}].filterBranch"
            yield fault(f"{path}: the branch has no filters", path, "INCOMPLETE_ACTION")


def _kept(fields: Json, where: str, subject: Subject) -> Iterator[Fault]:
    """A fixed value must be one that the property takes; a text token is known only when it acts."""
    said = fields["value"].get("staticValue", "")
    values = {} if "{{" in said else {fields["property_name"]: said}
    try:
        check_values(subject.portal, resolve(subject.portal, subject.object_type), [values])
    except Refusal as refused:
        yield fault(f"{where}: {refused}", where, "INVALID_PROPERTY_VALUE")


def _strangers(value: Json, where: str, enrolment: Json) -> Iterator[Fault]:
    """Values of an event or a data set in a flow that neither enrols."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from _strangers(part, f"{where}[{place}]", enrolment)
    if isinstance(value, dict):
        needed = _TRIGGERS.get(str(value.get("type")))
        if needed not in (None, enrolment):
            yield fault(f"{where} needs {needed} enrollment", where, "INCOMPLETE_ACTION")
        for name, part in value.items():
            yield from _strangers(part, f"{where}.{name}", enrolment)
