"""Workflow actions: one table for the checks and for `/action-types` (dossier F5).

No source tells the fields of those made by `_unconfirmed`, so all are taken; the version of an action that
was never seen with one is not checked either.
"""

from __future__ import annotations

from collections.abc import Mapping

from revops.emulator.check import filled, list_of
from revops.emulator.filters import event_branch
from revops.emulator.portal import Portal
from revops.emulator.surfaces.flow_inputs import (
    ASSIGNMENT,
    CLOCK,
    ENROLLED,
    FILLED,
    FLAG,
    FLOW,
    LISTED,
    NEW_PROPERTIES,
    PEOPLE,
    PROPERTY,
    TEAMS,
    TEXT,
    UNIT,
    USERS,
    VALUE,
    Action,
    Input,
    amount,
    association_or_none,
    choice,
    digits,
    maybe,
    plain,
)
from revops.emulator.surfaces.flow_values import DAYS_OF_WEEK, TASK_TO, TIME_DELAY, associations


def _unconfirmed(name: str, group: str, *objects: str) -> Action:
    return Action(name, group, versions=(), objects=objects, confirmed=False)


ACTIONS: Mapping[str, Action] = {
    "0-1": Action(
        "Delay for a set amount of time",
        "delay",
        {
            "delta": plain(amount, "number"),
            "time_unit": UNIT,
            "time_of_day": maybe(CLOCK),
            "days_of_week": maybe(plain(DAYS_OF_WEEK, "enumeration")),
        },
    ),
    "0-35": Action(
        "Delay until a date",
        "delay",
        {"date": VALUE, "delta": plain(digits, "number"), "time_unit": UNIT, "time_of_day": CLOCK},
    ),
    "0-29": Action(
        "Delay until an event happens",
        "delay",
        {
            "event_filter_branches": Input(lambda subject: list_of(event_branch(subject), minimum=1), "json"),
            "expiration_minutes": plain(amount, "number"),
        },
    ),
    "0-3": Action(
        "Create task",
        "crm",
        {
            "task_type": choice("TODO", "CALL", "EMAIL"),
            "subject": FILLED,
            "body": maybe(TEXT),
            "priority": maybe(choice("NONE", "LOW", "MEDIUM", "HIGH")),
            "associations": Input(lambda subject: associations(subject, TASK_TO), "json", required=False),
            "use_explicit_associations": maybe(FLAG),
            "owner_assignment": ASSIGNMENT,
            "due_time": maybe(plain(TIME_DELAY, "json")),
        },
    ),
    "0-4": Action(
        "Send marketing email",
        "communication",
        {"content_id": Input(lambda subject: subject.has_automated_email)},
        objects=("0-1",),
    ),
    "0-23": Action(
        "Send email to addresses",
        "communication",
        {
            "email_content_id": Input(lambda subject: subject.has_automated_email),
            "recipient_emails": plain(list_of(filled, minimum=1), "enumeration"),
        },
    ),
    "0-5": Action(
        "Edit record",
        "crm",
        {"property_name": FILLED, "value": VALUE, "association": maybe(plain(association_or_none, "json"))},
    ),
    "0-25": Action(
        "Copy property",
        "crm",
        {"source_property": PROPERTY, "target_property": FILLED, "target_object": FILLED},
    ),
    "0-8": Action(
        "Send internal email notification", "communication", {"subject": FILLED, "body": FILLED, **PEOPLE}
    ),
    "0-9": Action(
        "Send in-app notification",
        "communication",
        {"delivery_method": maybe(choice("APP")), "subject": FILLED, "body": FILLED, **PEOPLE},
    ),
    "0-11": Action(
        "Rotate record to owner",
        "crm",
        {
            "user_ids": USERS,
            "team_ids": TEAMS,
            "target_property": PROPERTY,
            "overwrite_current_owner": FLAG,
        },
    ),
    "0-14": Action(
        "Create record",
        "crm",
        {
            "object_type_id": Input(lambda subject: subject.has_object_type),
            "properties": NEW_PROPERTIES,
            "associations": Input(associations, "json", required=False),
            "use_explicit_associations": maybe(FLAG),
        },
    ),
    # The name of the field is open: one of the two, and only one (see `flow_together`).
    "0-15": Action(
        "Enroll in another workflow", "workflow", {"flow_id": maybe(FLOW), "workflow_id": maybe(FLOW)}
    ),
    "0-31": Action(
        "Set marketing contact status",
        "marketing",
        {"targetContact": ENROLLED, "marketableType": choice("MARKETABLE", "NON_MARKETABLE")},
        versions=(13,),
        objects=("0-1",),
    ),
    "0-63809083": Action("Add to static segment", "marketing", LISTED, versions=(3, 4, 5)),
    "0-63863438": Action("Remove from static segment", "marketing", LISTED, versions=(3, 4, 5)),
    "0-63189541": Action(
        "Create associations",
        "crm",
        {
            "fromObjectType": FILLED,
            "toObjectType": FILLED,
            "createAssociationOnly": FLAG,
            "matchBy": FILLED,
            "enrolledObjectPropertyNameToMatch": FILLED,
            "associatedObjectPropertyNameToMatch": FILLED,
        },
        versions=(6,),
    ),
    "0-46510720": Action(
        "Enroll in a sequence",
        "communication",
        {
            "sequenceId": plain(digits),
            "senderType": choice("SPECIFIC_USER", "CONTACT_OWNER"),
            "userId": maybe(plain(digits)),
            "contactOwnerProperty": maybe(PROPERTY),
            "shouldUseContactTimeZone": maybe(FLAG),
        },
        versions=(6,),
        objects=("0-1",),
    ),
    "0-43347357": Action(
        "Manage communication subscriptions",
        "marketing",
        {
            "targetContact": ENROLLED,
            "channel": choice("EMAIL"),
            "optState": choice("OPT_IN", "OPT_OUT"),
            "subscriptionId": plain(digits),
            "legalBasis": FILLED,
            "legalBasisExplanation": TEXT,
        },
        versions=(7,),
        objects=("0-1",),
    ),
    "0-169425243": Action("Create note", "crm", {"note_body": FILLED, "pin_note": maybe(FLAG)}, versions=()),
    "0-33": Action("Format data", "data", {"template": FILLED, "locale": FILLED}),
    "0-18224765": Action("Delete record", "crm", versions=(42,)),
    "0-73444249": _unconfirmed("Apply association labels", "crm"),
    "0-61139484": _unconfirmed("Update association labels", "crm"),
    "0-61139476": _unconfirmed("Remove association labels", "crm"),
    "0-4702372": _unconfirmed("Unenroll from sequence", "communication", "0-1"),
    "0-261589386": _unconfirmed("Increase or decrease number", "data"),
    "0-40900952": _unconfirmed("Send SMS", "communication", "0-1"),
    "0-25085031": _unconfirmed("Send WhatsApp message", "communication", "0-1"),
    "0-44475148": _unconfirmed("Assign conversation owner", "communication"),
}

SLACK = "1-179507819"
_SLACK = Action(
    "Send Slack notification",
    "slack",
    {"channel": plain(filled), "message": plain(filled)},
    versions=(),
)
_APPS: Mapping[str, Action] = {
    "1-100451": _unconfirmed("Create Asana task", "asana"),
    "1-2825058": _unconfirmed("Create Trello card", "trello"),
    "1-1633220": _unconfirmed("Create Jira issue", "jira"),
    "1-2796901": _unconfirmed("Create Google Sheets row", "google_sheets"),
}


def actions_of(portal: Portal) -> Mapping[str, Action]:
    """What this portal offers; an app's action is there only where the app is connected.

    The variants `slack-connected` and `apps-connected` connect them. The names of Slack's fields are the
    emulator's own, as no source confirms them: read them from `/action-types`, as one must on a real portal.
    """
    slack = {SLACK: _SLACK} if portal.has("slack-connected") else {}
    apps = _APPS if portal.has("apps-connected") else {}
    return {**ACTIONS, **slack, **apps}
