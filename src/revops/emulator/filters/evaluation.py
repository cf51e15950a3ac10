"""Whether a record meets a tree: what the emulator counts as the members of a segment.

The answer is None where the emulator does not hold what a filter asks for: events, form submissions, e-mails,
subscriptions, associations, the history of a property and when it was updated. A record of which that is the
last word is no member, whether the filter is negated or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from revops.emulator.filters.facts import Facts
from revops.emulator.filters.values import meets
from revops.emulator.http import Json

_ELSEWHERE = frozenset({"ASSOCIATION", "PROPERTY_ASSOCIATION", "UNIFIED_EVENTS", "RESTRICTED"})


def accepts(branch: Json, facts: Facts) -> bool | None:
    """Whether a branch accepts the record, None where that cannot be told."""
    kind = branch["filterBranchType"]
    if kind in _ELSEWHERE:
        return None
    found = [
        *(_passes(one, facts) for one in branch["filters"]),
        *(accepts(one, facts) for one in branch["filterBranches"]),
    ]
    return _JOINTS[kind](found)


def _passes(one: Json, facts: Facts) -> bool | None:
    if one["filterType"] == "PROPERTY":
        return meets(one["operation"], one["property"], facts)
    if one["filterType"] == "CONSTANT":
        constant: bool = one["shouldAccept"]
        return constant
    if one["filterType"] == "IN_LIST" and "metadata" not in one:
        inside = facts.in_list(one["listId"])
        return inside if one["operator"] == "IN_LIST" else _not(inside)
    return None


def _all(found: Iterable[bool | None]) -> bool | None:
    said = set(found)
    return False if False in said else None if None in said else True


def _any(found: Iterable[bool | None]) -> bool | None:
    said = set(found)
    return True if True in said else None if None in said else False


def _not(found: bool | None) -> bool | None:
    return None if found is None else not found


_JOINTS: dict[str, Callable[[list[bool | None]], bool | None]] = {
    "OR": _any,
    "AND": _all,
    "NOT_ALL": lambda found: _not(_all(found)),
    "NOT_ANY": lambda found: _not(_any(found)),
}
