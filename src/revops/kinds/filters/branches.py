"""Filter branches: a condition as the tree that workflows and segments take, and back (dossier, G2, G3)."""

from __future__ import annotations

from collections.abc import Mapping

from revops.kinds.filters.check import checked
from revops.kinds.filters.members import branch, conjunction
from revops.kinds.filters.normal import canonical
from revops.kinds.filters.odd import unless_odd
from revops.kinds.filters.reading import Reader
from revops.model.condition import AnyOf, Condition
from revops.model.context import Context
from revops.model.finding import Refused
from revops.model.json import Json


def compile(condition: Condition, context: Context, scope: str = "contacts") -> dict[str, Json]:  # noqa: A001 - the word of the design
    """The root branch: `OR` without filters of its own over one `AND` branch for each alternative.

    Raises:
        Refused: `problem` names one.
        Unresolved: a name that the portal does not have.
    """
    branches = checked(condition, scope)
    return branch("OR", branches=[conjunction(leaves, context, scope) for leaves in branches])


def decompile(body: Mapping[str, Json], context: Context, scope: str = "contacts") -> Condition | None:
    """The condition of a root branch in canonical form; what the blueprint has no words for is raw in it.

    Members in another order, dropped defaults and `STRING` for `MULTISTRING` read as the same condition.
    None where the branch is no root, does not look as documented, takes more filters than may be written, or
    holds what the caller may not see.
    """
    try:
        return unless_odd(_decompile, body, Reader(context, scope))
    except Refused:
        return None


def _decompile(body: Mapping[str, Json], reader: Reader) -> Condition | None:
    if body.get("filterBranchType") != "OR" or body.get("filters") or _is_restricted(body):
        return None
    parts = [reader.branch(part) for part in body.get("filterBranches") or ()]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return canonical(AnyOf(tuple(known)))


def _is_restricted(body: Mapping[str, Json]) -> bool:
    """Whether a branch of it stands for what the caller may not see (dossier G2)."""
    kind = body.get("filterBranchType")
    return kind == "RESTRICTED" or any(_is_restricted(part) for part in body.get("filterBranches") or ())
