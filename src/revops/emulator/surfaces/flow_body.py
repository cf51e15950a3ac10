"""Bodies of workflow creates and updates, and what the server fills in (dossier F2, F3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import (
    Checker,
    Fault,
    boolean,
    fault,
    filled,
    integer,
    list_of,
    mapping,
    object_of,
    one_of,
    text,
)
from revops.emulator.filters import and_branch, event_branch, reenrolment_branch, tree
from revops.emulator.filters.kinds import CATEGORIES
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_actions import action_of
from revops.emulator.surfaces.flow_graph import graph_faults
from revops.emulator.surfaces.flow_links import link_faults
from revops.emulator.surfaces.flow_schedule import BLOCKED_DATE, TIME_WINDOW, anchor, schedule
from revops.emulator.tagged import Fields, both, tagged

CONTACTS = "0-1"
MOST_FILTERS = 250
"""Filters of one enrolment (dossier F8.8)."""


def create_body(subject: Subject, kind: str) -> Checker:
    """A create. `nextAvailableActionId` is in no schema and is accepted all the same (dossier F2)."""
    required = {
        **_common(subject),
        **_of_kind(subject, kind)[0],
        "type": one_of(kind),
        "objectTypeId": filled,
        "flowType": one_of("WORKFLOW", "ACTION_SET", "UNKNOWN"),
        "dataSources": list_of(_data_source(subject)),
    }
    optional = {**_optional(subject), **_of_kind(subject, kind)[1], "nextAvailableActionId": text}
    shape = object_of(required, optional)
    return both(shape, _pairing, _graph, _not_too_many, _links(subject, None))


def put_body(subject: Subject, kind: str, sources: list[Json]) -> Checker:
    """An update: no `objectTypeId`, `flowType` or `dataSources`, but the `revisionId` it is based on.

    The data sources are those that the flow has.
    """
    required = {
        **_common(subject),
        **_of_kind(subject, kind)[0],
        "type": one_of(kind),
        "revisionId": filled,
    }
    optional = {**_optional(subject), **_of_kind(subject, kind)[1]}
    return both(object_of(required, optional), _graph, _not_too_many, _links(subject, sources))


def filled_in(body: Json) -> Json:
    """The body with what HubSpot adds by itself where it is left out (peers (f), "Workflows")."""
    flow = _with_empty_flag(body)
    if not isinstance(flow, dict):
        return flow
    if flow.get("type") == "CONTACT_FLOW":
        flow.setdefault("canEnrollFromSalesforce", False)
    for action in flow["actions"] if isinstance(flow.get("actions"), list) else []:
        if isinstance(action, dict) and action.get("type") == "SINGLE_CONNECTION":
            action.setdefault("actionTypeVersion", 0)
    return flow


def _with_empty_flag(value: Json) -> Json:
    """Every filter operation gets its `includeObjectsWithNoValueSet`."""
    if isinstance(value, list):
        return [_with_empty_flag(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    extra = {"includeObjectsWithNoValueSet": False} if "operationType" in value else {}
    return {**extra, **{name: _with_empty_flag(entry) for name, entry in value.items()}}


def _common(subject: Subject) -> Fields:
    return {
        "isEnabled": boolean,
        "actions": list_of(action_of(subject)),
        "timeWindows": list_of(TIME_WINDOW),
        "blockedDates": list_of(BLOCKED_DATE),
        "customProperties": mapping(text),
    }


def _optional(subject: Subject) -> Fields:
    return {
        "name": filled,
        "description": text,
        "uuid": filled,
        "startActionId": filled,
        "enrollmentCriteria": _criteria(subject),
        "enrollmentSchedule": schedule(subject),
    }


def _of_kind(subject: Subject, kind: str) -> tuple[Fields, Fields]:
    """Required and optional fields that only this type of flow has."""
    if kind == "PLATFORM_FLOW":
        return {}, {"suppressionFilterBranch": tree(subject)}
    required: Fields = {"suppressionListIds": list_of(integer), "canEnrollFromSalesforce": boolean}
    leaving = object_of({"type": one_of("ALL", "SELECTIVE"), "flowIds": list_of(subject.has_flow)})
    optional: Fields = {
        "goalFilterBranch": tree(subject),
        "eventAnchor": anchor(subject),
        "unEnrollmentSetting": leaving,
    }
    return required, optional


def _criteria(subject: Subject) -> Checker:
    again: Fields = {"shouldReEnroll": boolean}
    return tagged(
        "type",
        {
            "MANUAL": (again, {}),
            "LIST_BASED": (
                {
                    **again,
                    "listFilterBranch": tree(subject),
                    "unEnrollObjectsNotMeetingCriteria": boolean,
                    "reEnrollmentTriggersFilterBranches": list_of(reenrolment_branch(subject)),
                },
                {},
            ),
            "EVENT_BASED": (
                {
                    **again,
                    "eventFilterBranches": list_of(event_branch(subject, triggers=True)),
                    "listMembershipFilterBranches": list_of(and_branch(subject)),
                },
                {"refinementCriteria": tree(subject)},
            ),
            "DATASET": ({**again, "datasetId": integer}, {"subviewId": text}),
        },
    )


def _data_source(subject: Subject) -> Checker:
    """Records that are fetched beside the enrolled one; tokens use their `name` (dossier F7)."""
    sort = object_of({"property": filled, "order": one_of("ASC", "DESC")}, {"missing": text})
    link: Fields = {
        "name": filled,
        "objectTypeId": subject.has_object_type,
        "associationCategory": CATEGORIES,
        "associationTypeId": integer,
    }
    named: Fields = {"name": filled, "propertyName": filled}
    sorting: Fields = {"sortBy": sort}
    return tagged(
        "type",
        {
            "ASSOCIATION": (link, sorting),
            "ASSOCIATION_TIMESTAMP": (link, {}),
            "STATIC_PROPERTY_FILTER": ({**named, "staticValue": text}, sorting),
            "ENROLLED_RECORD_PROPERTY_FILTER": ({**named, "recordFieldName": filled}, sorting),
            "DATASET_FIELD_PROPERTY_FILTER": ({**named, "datasetFieldName": filled}, sorting),
            "ENROLLED_ARGUMENT_PROPERTY_FILTER": ({**named, "argumentName": filled}, sorting),
        },
    )


def _pairing(value: Json, _where: str) -> Iterator[Fault]:
    """`CONTACT_FLOW` goes with contacts and with nothing else (dossier F2)."""
    if (value["type"] == "CONTACT_FLOW") != (value["objectTypeId"] == CONTACTS):
        yield fault(
            f"type {value['type']} does not go with objectTypeId {value['objectTypeId']}",
            "objectTypeId",
            "INVALID_OBJECT_TYPE",
        )


def _graph(value: Json, _where: str) -> Iterator[Fault]:
    yield from graph_faults(value)


def _links(subject: Subject, sources: list[Json] | None) -> Checker:
    def checker(value: Json, _where: str) -> Iterator[Fault]:
        yield from link_faults(value, value["dataSources"] if sources is None else sources, subject)

    return checker


def _not_too_many(value: Json, _where: str) -> Iterator[Fault]:
    count = _filters_in(value.get("enrollmentCriteria"))
    if count > MOST_FILTERS:
        yield fault(
            f"enrollmentCriteria has {count} filters, {MOST_FILTERS} are allowed",
            "enrollmentCriteria",
            "TOO_MANY_FILTERS",
        )


def _filters_in(value: Json) -> int:
    if isinstance(value, list):
        return sum(_filters_in(entry) for entry in value)
    if not isinstance(value, dict):
        return 0
    return ("filterType" in value) + sum(_filters_in(entry) for entry in value.values())
