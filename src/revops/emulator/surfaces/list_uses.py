"""What refers to a segment: workflows, lead scores and other segments."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json, Refusal
from revops.emulator.surfaces.list_table import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.portal import Portal

GUARDED: Final = "list-in-use-refused"
"""Variant: what is in use is not deleted. No protection is documented (dossier G1)."""

_USERS: Final = (("flows", "WORKFLOW"), ("scores", "LEAD_SCORE"), ("lists", "LIST"))
_NUMBERS: Final = ("segmentIds", "suppressionListIds")
_ELSEWHERE: Final = ("ASSOCIATION", "PROPERTY_ASSOCIATION")


def uses(portal: Portal) -> dict[str, list[str]]:
    """By id of a segment: its users, each as a word for its kind and its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for table, word in _USERS:
        for key, body in portal.table(table).items():
            looked_at = body.get("filterBranch") if table == "lists" else body
            for list_id in dict.fromkeys(named(looked_at)):
                found[list_id].append(f"{word} {body.get('name', key)}")
    return found


def named(value: Json) -> Iterator[str]:
    """Ids of the segments that any part of a document names (dossier E3, F2, F5, G3)."""
    if isinstance(value, list):
        for entry in value:
            yield from named(entry)
    elif isinstance(value, dict):
        if isinstance(value.get("listId"), str) and "metadata" not in value:
            yield value["listId"]
        for key, part in value.items():
            yield from map(str, part) if key in _NUMBERS else named(part)


def refuse_in_use(portal: Portal, list_id: str) -> None:
    """The 400 of the variant; its wording and category are the emulator's own."""
    users = uses(portal).get(list_id, [])
    if users and portal.has(GUARDED):
        raise Refusal(
            400,
            f"List {list_id} is used in {len(users)} places and cannot be deleted",
            errors=[{"message": f"{user} uses the list", "context": {"parent": [user]}} for user in users],
        )


def reference_faults(portal: Portal, tree: Json, type_id: str, own_id: str = "") -> Iterator[Fault]:
    """Segments that are not there, are of other records, or are built on this one (refused; unverified)."""
    for one, about in _filters(tree, type_id):
        if "listId" not in one or "metadata" in one:
            continue
        other = lists(portal).get(one["listId"])
        if other is None or (one["filterType"] == "IN_LIST" and other["objectTypeId"] != about):
            yield fault(f"there is no list '{one['listId']}' of {about}", "filterBranch", "UNKNOWN_REFERENCE")
        elif own_id and own_id in _below(portal, one["listId"]):
            yield fault(f"list '{one['listId']}' is built on this one", "filterBranch", "CIRCLE")


def _filters(branch: Json, type_id: str) -> Iterator[tuple[Json, str]]:
    """Every filter of a tree, with the object type that it is about."""
    about = branch["objectTypeId"] if branch["filterBranchType"] in _ELSEWHERE else type_id
    for one in branch["filters"]:
        yield one, about
    for nested in branch["filterBranches"]:
        yield from _filters(nested, about)


def _below(portal: Portal, list_id: str) -> set[str]:
    """A segment and all that it is built on."""
    found: set[str] = set()
    waiting = [list_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += named(lists(portal).get(one, {}).get("filterBranch"))
    return found
