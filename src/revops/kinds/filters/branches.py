"""Filter branches: a condition as the tree that workflows and segments take, and back (dossier, G2, G3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from revops.kinds.filters.normal import MOST_FILTERS, Leaf, alternatives, canonical, leaves
from revops.kinds.filters.operations import operation, read_operation
from revops.model.condition import All, AnyOf, Condition, Not, PropertyRef, Submitted, Test
from revops.model.context import Context
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json


def problem(condition: Condition, scope: str) -> Finding | None:
    """Why a condition cannot be a filter of this object type (`contacts`), or None.

    RV281: too many filters; RV282: a property of another object type; RV283: a form outside of contacts.
    """
    for leaf in leaves(condition):
        if isinstance(leaf, Test) and leaf.property.object != scope:
            return _foreign(leaf.property, scope)
        if isinstance(leaf, Submitted) and scope != "contacts":
            return _formless(scope)
    try:
        branches = alternatives(condition)
    except Refused as refusal:
        return refusal.findings[0]
    return _wide(sum(map(len, branches)))


def _wide(filters: int) -> Finding | None:
    if filters <= MOST_FILTERS:
        return None
    summary = f"the condition takes {filters} filters, HubSpot allows {MOST_FILTERS}"
    return Finding("RV281", Severity.ERROR, summary, hint="Split it over a property that a workflow sets.")


def _foreign(ref: PropertyRef, scope: str) -> Finding:
    summary = f"{ref} is a property of {ref.object}, the filter is about {scope}"
    hint = f"Copy it to a property of {scope} by a workflow, and test that one."
    return Finding("RV282", Severity.ERROR, summary, hint=hint)


def _formless(scope: str) -> Finding:
    summary = f"forms are submitted by contacts, the filter is about {scope}"
    return Finding("RV283", Severity.ERROR, summary, hint="Ask for the form in a workflow of contacts.")


def compile(condition: Condition, context: Context, scope: str = "contacts") -> dict[str, Json]:  # noqa: A001 - the word of the design
    """The root branch: `OR` without filters of its own over one `AND` branch for each alternative.

    Raises:
        Refused: `problem` names one.
        Unresolved: a form that the portal does not have.
    """
    if found := problem(condition, scope):
        raise Refused((found,), exit_code=3)
    return _branch("OR", branches=[_and(leaves, context) for leaves in alternatives(condition)])


def _branch(kind: str, filters: Sequence[Json] = (), branches: Sequence[Json] = ()) -> dict[str, Json]:
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filters": list(filters),
        "filterBranches": list(branches),
    }


def _and(leaves: Sequence[Leaf], context: Context) -> dict[str, Json]:
    """`NOT_ANY` holds what no operator says."""
    filters = [_filter(leaf, context) for leaf in leaves if not leaf.unsaid]
    denied = [_branch("NOT_ANY", [_filter(Leaf(leaf.of), context)]) for leaf in leaves if leaf.unsaid]
    return _branch("AND", filters, denied)


def _filter(leaf: Leaf, context: Context) -> dict[str, Json]:
    if isinstance(leaf.of, Submitted):
        return _submission(leaf.of, context, negated=leaf.negated)
    return {
        "filterType": "PROPERTY",
        "property": leaf.of.property.name,
        "operation": operation(leaf.of, context, negated=leaf.negated),
    }


def _submission(submitted: Submitted, context: Context, *, negated: bool) -> dict[str, Json]:
    operator = "NOT_FILLED_OUT" if negated else "FILLED_OUT"
    found = {"filterType": "FORM_SUBMISSION", "operator": operator}
    return {**found, "formId": context.names.id("form", submitted.forms[0])} if submitted.forms else found


def decompile(branch: Mapping[str, Json], context: Context, scope: str = "contacts") -> Condition | None:
    """The condition of a root branch in canonical form, or None where the blueprint has no words for it.

    Members in another order, dropped defaults and `STRING` for `MULTISTRING` read as the same condition.
    """
    if branch.get("filterBranchType") != "OR" or branch.get("filters"):
        return None
    parts = [_read_and(part, context, scope) for part in branch.get("filterBranches") or ()]
    known = [part for part in parts if part is not None]
    return canonical(AnyOf(tuple(known))) if known and len(known) == len(parts) else None


def _read_and(branch: Mapping[str, Json], context: Context, scope: str) -> Condition | None:
    if branch.get("filterBranchType") != "AND":
        return None
    return _read_parts(branch, context, scope, lambda part: _read_nested(part, context, scope))


def _read_nested(branch: Mapping[str, Json], context: Context, scope: str) -> Condition | None:
    joints: Mapping[Json, type[All | AnyOf]] = {"NOT_ANY": AnyOf, "NOT_ALL": All}
    joint = joints.get(branch.get("filterBranchType"))
    if joint is None:
        return None
    found = _read_parts(branch, context, scope, lambda part: _read_nested(part, context, scope))
    return Not(joint(found.of)) if found else None


def _read_parts(
    branch: Mapping[str, Json],
    context: Context,
    scope: str,
    nested: Callable[[Mapping[str, Json]], Condition | None],
) -> All | None:
    parts = [_read_filter(entry, context, scope) for entry in branch.get("filters") or ()]
    parts += [nested(part) for part in branch.get("filterBranches") or ()]
    known = tuple(part for part in parts if part is not None)
    return All(known) if known and len(known) == len(parts) else None


def _read_filter(entry: Mapping[str, Json], context: Context, scope: str) -> Condition | None:
    match entry.get("filterType"):
        case "PROPERTY":
            ref = PropertyRef(scope, str(entry.get("property")))
            return read_operation(entry.get("operation") or {}, ref, context)
        case "FORM_SUBMISSION":
            return _read_submission(entry, context)
        case _:
            return None


def _read_submission(entry: Mapping[str, Json], context: Context) -> Condition | None:
    """A submission that is refined (how often, on which days) says more than the blueprint can."""
    if entry.get("coalescingRefineBy") or entry.get("pruningRefineBy"):
        return None
    form = entry.get("formId")
    name = context.names.name("form", str(form)) if form else ""
    if name is None:
        return None
    submitted = Submitted((name,) if name else ())
    return submitted if entry.get("operator") == "FILLED_OUT" else Not(submitted)
