"""The six action shapes of a workflow and how they are wired (dossier F4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from revops.emulator.check import Checker, Fault, fault, filled, integer, list_of, object_of, one_of, text
from revops.emulator.filters import tree
from revops.emulator.http import Json, Refusal
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_catalogue import actions_of
from revops.emulator.surfaces.flow_inputs import Action, fields_of
from revops.emulator.surfaces.flow_values import named_value, value_of
from revops.emulator.tagged import Shape, tagged, union

MOST_BRANCHES = 20
MOST_VALUES = 250
"""If/then and value branches of one action (dossier F4)."""

RETIRED = "0-13"
"""The old list action: a create answers 500 (dossier F5)."""

CONNECTION = object_of({"edgeType": one_of("STANDARD", "GOTO"), "nextActionId": filled})
_METHODS = one_of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")


def action_of(subject: Subject) -> Checker:
    """Any action of a flow on the subject's object type."""
    shapes = {
        "LIST_BRANCH": _list_branch,
        "STATIC_BRANCH": _static_branch,
        "AB_TEST_BRANCH": _test_branch,
        "CUSTOM_CODE": _code,
        "WEBHOOK": _webhook,
    }
    members = {kind: _member(kind, shape, subject) for kind, shape in shapes.items()}
    return union("type", {**members, "SINGLE_CONNECTION": _single(subject)})


def _member(kind: str, shape: Callable[[Subject], Shape], subject: Subject) -> Checker:
    required, optional = shape(subject)
    return tagged("type", {kind: ({"actionId": filled, **required}, optional)})


def _single(subject: Subject) -> Checker:
    """A catalogue action; `fields` are those of its `actionTypeId`."""
    known = actions_of(subject.portal)

    def checker(value: Json, where: str) -> Iterator[Fault]:
        kind = value.get("actionTypeId")
        if kind == RETIRED:
            raise unexpected()
        action = known.get(kind) if isinstance(kind, str) else None
        fields = {
            "type": one_of("SINGLE_CONNECTION"),
            "actionId": filled,
            "actionTypeId": one_of(*known),
            "actionTypeVersion": _version(action),
            "fields": _fields(action, kind, subject),
        }
        yield from object_of(fields, {"connection": CONNECTION})(value, where)

    return checker


def _version(action: Action | None) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        faults = list(integer(value, where))
        yield from faults
        if not faults and action is not None and value not in action.versions:
            yield fault(
                f"{where}: {action.name} has no version {value}", where, "INVALID_ACTION_TYPE_VERSION"
            )

    return checker


def _fields(action: Action | None, kind: Json, subject: Subject) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        if action is None:
            return
        if action.objects and subject.object_type not in action.objects:
            yield fault(
                f"{where}: {action.name} does not exist for object type {subject.object_type}",
                where,
                "INVALID_OBJECT_TYPE",
            )
        faults = list(fields_of(action, subject)(value, where))
        yield from faults
        if not faults:
            yield from _together(kind, value, where, subject)

    return checker


def _together(kind: Json, value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    """Rules over several fields of one action."""
    if kind == "0-3" and "owner_assignment" in value:
        yield from _owner(value["owner_assignment"]["value"], f"{where}.owner_assignment.value", subject)
    if kind == "0-5" and not value.get("association"):
        name = value["property_name"]
        yield from subject.has_property(name, f"{where}.property_name")
        if (subject.declared(name) or {}).get("referencedObjectType") == "OWNER":
            yield from _owner(value["value"], f"{where}.value", subject)
    if kind == "0-11" and not (value.get("user_ids") or value.get("team_ids")):
        # Reported of incomplete fields: a 500 that says nothing (dossier F5).
        raise unexpected()


def _owner(value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    """A fixed owner must be one, by the owner's id and not the user's."""
    if value["type"] == "STATIC_VALUE":
        yield from subject.has_owner(value["staticValue"], f"{where}.staticValue")


def unexpected() -> Refusal:
    """The 500 with which HubSpot answers some invalid bodies (dossier F8.9); nothing was stored."""
    return Refusal(500, "There was an unexpected error", category="INTERNAL_ERROR")


def _default(value: Json, where: str) -> Iterator[Fault]:
    """`defaultBranch: {}` is a 500 (dossier F4), where an empty `connection` is a 400."""
    if value == {}:
        raise unexpected()
    yield from CONNECTION(value, where)


_DEFAULT = {"defaultBranchName": text, "defaultBranch": _default}


def _list_branch(subject: Subject) -> Shape:
    branch = object_of({}, {"branchName": text, "filterBranch": tree(subject), "connection": CONNECTION})
    branches = list_of(branch, minimum=1, maximum=MOST_BRANCHES)

    def checker(value: Json, where: str) -> Iterator[Fault]:
        # One team saw this fail on deals, others did not (dossier F8.3).
        if subject.object_type == "0-3" and subject.portal.has("deal-list-branch-refused"):
            yield fault(f"{where}: not supported in deal workflows", where, "UNSUPPORTED_ACTION")
        yield from branches(value, where)

    return {"listBranches": checker}, _DEFAULT


def _static_branch(subject: Subject) -> Shape:
    branch = object_of({"branchValue": text}, {"connection": CONNECTION})
    branches = list_of(branch, minimum=1, maximum=MOST_VALUES)
    return {"inputValue": value_of(subject), "staticBranches": branches}, _DEFAULT


def _test_branch(_subject: Subject) -> Shape:
    branch = object_of({"connection": CONNECTION}, {"percentage": integer})
    return {"testBranches": list_of(branch, minimum=2)}, {}


def _code(subject: Subject) -> Shape:
    output = tagged("type", {"ENUMERATION": ({"name": filled, "options": list_of(text)}, {})})
    required = {
        "runtime": filled,
        "sourceCode": filled,
        "secretNames": list_of(filled),
        "inputFields": list_of(named_value(subject)),
        "outputFields": list_of(output),
    }
    return required, {"connection": CONNECTION}


def _webhook(subject: Subject) -> Shape:
    settings = tagged(
        "type",
        {
            "SIGNATURE": ({"appId": integer}, {}),
            "AUTH_KEY": (
                {"location": one_of("HEADER", "QUERY_PARAM"), "name": filled, "secretName": filled},
                {},
            ),
        },
    )
    required = {"method": _METHODS, "webhookUrl": filled, "queryParams": list_of(named_value(subject))}
    return required, {"authSettings": settings, "connection": CONNECTION}
