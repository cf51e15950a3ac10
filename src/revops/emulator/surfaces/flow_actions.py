"""The six action shapes of a workflow and how they are wired (dossier F4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from revops.emulator.check import Checker, Fault, fault, filled, integer, list_of, object_of, one_of, text
from revops.emulator.filters import tree
from revops.emulator.filters.times import within
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_catalogue import actions_of
from revops.emulator.surfaces.flow_inputs import Action, fields_of
from revops.emulator.surfaces.flow_together import together, unexpected
from revops.emulator.surfaces.flow_values import named_value, value_of
from revops.emulator.tagged import Shape, both, tagged, union

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
        if not faults and action is not None and action.versions and value not in action.versions:
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
            yield from together(kind, value, where, subject)

    return checker


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
    return {"inputValue": value_of(subject), "staticBranches": both(branches, _told_apart)}, _DEFAULT


def _told_apart(value: Json, where: str) -> Iterator[Fault]:
    """Two branches for one value, of which none could be chosen, are refused (unverified)."""
    for name, times in Counter(branch["branchValue"] for branch in value).items():
        if times > 1:
            yield fault(f"{where}: {times} branches for value {name!r}", where, "DUPLICATE_BRANCH_VALUE")


def _test_branch(_subject: Subject) -> Shape:
    branch = object_of({"connection": CONNECTION}, {"percentage": within(0, 100)})
    return {"testBranches": both(list_of(branch, minimum=2), _whole_share)}, {}


def _whole_share(value: Json, where: str) -> Iterator[Fault]:
    """Shares are given to all branches or to none, and come to 100 (unverified)."""
    shares = [branch["percentage"] for branch in value if "percentage" in branch]
    if shares and (len(shares) < len(value) or sum(shares) != 100):
        yield fault(f"{where}: the percentages do not come to 100", where, "INVALID_PERCENTAGES")


def _code(subject: Subject) -> Shape:
    output = tagged("type", {"ENUMERATION": ({"name": filled, "options": list_of(text)}, {})})
    required = {
        "runtime": _runtime,
        "sourceCode": filled,
        "secretNames": list_of(filled),
        "inputFields": list_of(named_value(subject)),
        "outputFields": list_of(output),
    }
    return required, {"connection": CONNECTION}


def _runtime(value: Json, where: str) -> Iterator[Fault]:
    """Named like `NODE20X` and `PYTHON39`; there is no list of them (dossier F4)."""
    faults = list(filled(value, where))
    yield from faults
    if not faults and not re.fullmatch(r"(NODE|PYTHON)\d+X?", value):
        yield fault(f"{where}: there is no runtime {value}", where, "INVALID_OPTION")


def _address(value: Json, where: str) -> Iterator[Fault]:
    faults = list(filled(value, where))
    yield from faults
    if not faults and not re.match(r"https?://[^/\s]", value):
        yield fault(f"{where} must be a web address", where, "INVALID_URL")


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
    required = {"method": _METHODS, "webhookUrl": _address, "queryParams": list_of(named_value(subject))}
    return required, {"authSettings": settings, "connection": CONNECTION}
