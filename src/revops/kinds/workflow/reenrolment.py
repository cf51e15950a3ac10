"""What enrols a record again: the re-enrolment triggers of a flow, as sent and as read (dossier F3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from revops.kinds import filters
from revops.kinds.filters.odd import unless_odd
from revops.kinds.wire import property_ref
from revops.kinds.workflow.design import Design, spelled
from revops.model.condition import Condition, Submitted
from revops.model.context import Context, Unresolved
from revops.model.json import Json, canonical

Body = Mapping[str, Json]
TRIGGERS: Final = "reEnrol.triggers"
"""The unit that says by what records enrol again; what a blueprint means is `BY_CONDITION`."""
BY_CONDITION: Final = "as it enrols"
"""The new value must be one with which the condition enrols."""
BY_ANY_VALUE: Final = "any new value"
"""Any new value of a property that the condition asks about, as revops 0.1 wrote it."""
_COMPARED: Final = (
    "IS_GREATER_THAN",
    "IS_GREATER_THAN_OR_EQUAL_TO",
    "IS_LESS_THAN",
    "IS_LESS_THAN_OR_EQUAL_TO",
)
_ASKED: Final = frozenset({("ENUMERATION", "IS_ANY_OF"), *(("NUMBER", one) for one in _COMPARED)})
"""Operations that `hs_value` can ask of the new value (dossier F3.2)."""
_KNOWN: Final = {
    "operationType": "ALL_PROPERTY",
    "operator": "IS_KNOWN",
    "includeObjectsWithNoValueSet": False,
}
_SAID: Final = ("AND", "OR")
_LOGIC: Final = (*_SAID, "NOT_ALL", "NOT_ANY")
"""Branches whose filters are about the record itself."""
_LISTED: Final = "reEnrollmentTriggersFilterBranches"


def by_list(design: Design) -> bool:
    """Whether filters enrol, alone or on certain days: only these have triggers of their own (dossier F3)."""
    return design.enrol is not None and not design.trigger.keys() & {"event", "changed", "joins"}


def triggers(condition: Condition, branch: Body) -> list[Json]:
    """What enrols again: a new value with which the condition enrols, or a new submission.

    HubSpot compares the new value alone: where it cannot be asked what the condition asks, any value enrols.
    That submissions go by the same filter as the first enrolment is likely and not confirmed.

    Args:
        condition: what enrols.
        branch: the same as HubSpot's filters.
    """
    tests = [*_tests(branch, said=True)]
    changed = [
        _trigger(_changed(ref.name, asked))
        for ref in sorted(filters.own_properties(condition))
        for asked in _asked([test for name, test in tests if name == ref.name])
    ]
    return [*changed, *_submitted(branch)]


def _by_any_value(condition: Condition, branch: Body) -> list[Json]:
    changed = [_trigger(_changed(ref.name, _KNOWN)) for ref in sorted(filters.own_properties(condition))]
    return [*changed, *_submitted(branch)]


def _tests(branch: Body, *, said: bool) -> Iterator[tuple[Json, Json]]:
    """The filters of the record's own properties: name, and what is asked; None for what no trigger asks."""
    for entry in branch["filters"]:
        if entry.get("filterType") == "PROPERTY":
            yield entry["property"], entry["operation"] if said and _is_asked(entry["operation"]) else None
    for part in branch["filterBranches"]:
        if part["filterBranchType"] in _LOGIC:
            yield from _tests(part, said=said and part["filterBranchType"] in _SAID)


def _is_asked(operation: Body) -> bool:
    known = (operation.get("operationType"), operation.get("operator")) in _ASKED
    return known and not operation.get("includeObjectsWithNoValueSet")


def _asked(tests: Sequence[Json]) -> list[Json]:
    """What is asked of a property's new value: what the condition does, where all of that can be asked."""
    return _each_once(tests) if tests and None not in tests else [_KNOWN]


def _trigger(found: Sequence[Json]) -> dict[str, Json]:
    joint = {"filterBranchType": "AND", "filterBranchOperator": "AND"}
    return {**joint, "filters": list(found), "filterBranches": []}


def _changed(name: str, asked: Json) -> list[Json]:
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": name}
    return [
        {
            "filterType": "PROPERTY",
            "property": "hs_name",
            "operation": {**named, "includeObjectsWithNoValueSet": False},
        },
        {"filterType": "PROPERTY", "property": "hs_value", "operation": asked},
    ]


def _submitted(branch: Body) -> list[Json]:
    return [_trigger([entry]) for entry in _submissions(branch)]


def _submissions(branch: Body) -> list[Json]:
    """Those that are asked for; what is denied and what associated records do makes nobody enter again."""
    own = [entry for entry in branch["filters"] if entry.get("operator") == "FILLED_OUT"]
    parts = [part for part in branch["filterBranches"] if part["filterBranchType"] in _SAID]
    below = [entry for part in parts for entry in _submissions(part)]
    return [entry for place, entry in enumerate([*own, *below]) if entry not in [*own, *below][:place]]


def enters_again(condition: Condition) -> bool:
    """Whether anything that the condition asks can enrol a record a second time."""
    leaves = [leaf for branch in filters.alternatives(condition) for leaf in branch]
    submitted = any(isinstance(leaf.of, Submitted) and not leaf.negated for leaf in leaves)
    return submitted or bool(filters.own_properties(condition))


def read_triggers(flow: Body, scope: str, context: Context, design: Design | None) -> Json:
    """The unit `TRIGGERS` of a flow; what a blueprint does not mean is spelled out.

    Somebody's condition goes with the triggers that it gives, so that its edit is one difference and not two.
    Where filters do not enrol again there is nothing to compare: `enrol` and `reEnrol` say that already.
    """
    found = flow.get("enrollmentCriteria") or {}
    if found.get("type") != "LIST_BASED" or not found.get("shouldReEnroll"):
        return BY_CONDITION
    listed, sent = found.get(_LISTED) or [], _sent(design, context)
    if listed == sent:
        return BY_CONDITION
    branch, told = found["listFilterBranch"], _told(listed, scope, context)
    own = filters.decompile(branch, context, scope)
    meant = [sent, triggers(own, branch) if own else None]
    if any(one is not None and told == _told(one, scope, context) for one in meant):
        return BY_CONDITION
    by_any = _by_any_value(own, branch) if own else None
    return BY_ANY_VALUE if by_any and told == _told(by_any, scope, context) else told


def _sent(design: Design | None, context: Context) -> list[Json] | None:
    """The triggers of the blueprint; None where it has none, or the portal lacks a name that they use."""
    if design is None or design.enrol is None or not by_list(design):
        return None
    try:
        branch = filters.compile(design.enrol, context, design.object)
    except Unresolved:
        return None
    return triggers(design.enrol, branch)


def _told(branches: Sequence[Json], scope: str, context: Context) -> list[Json]:
    return _each_once(_read(branch, scope, context) for branch in branches)


def _each_once(values: Iterable[Json]) -> list[Json]:
    found = {canonical(one): one for one in values}
    return [found[spelling] for spelling in sorted(found)]


def _read(branch: Json, scope: str, context: Context) -> Json:
    condition = unless_odd(_value, branch, scope, context) or unless_odd(_filter, branch, scope, context)
    return spelled(condition) if condition else {"raw": branch}


def _value(branch: Json, scope: str, context: Context) -> Condition | None:
    """What is asked of a new value, as a test of the property."""
    told = {entry["property"]: entry["operation"] for entry in branch["filters"]}
    if told.keys() != {"hs_name", "hs_value"} or len(branch["filters"]) != len(told):
        return None
    return filters.read_operation(
        told["hs_value"], property_ref(scope, told["hs_name"]["value"], context), context
    )


def _filter(branch: Json, scope: str, context: Context) -> Condition | None:
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [branch]}
    return filters.decompile(root, context, scope)
