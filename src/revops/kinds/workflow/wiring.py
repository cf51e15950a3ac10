"""Lists of steps as wired actions, and the lists after a change (dossier F4, F8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from revops.kinds.sequence import placed, refilled
from revops.kinds.workflow.graph import Edge, edges, joined
from revops.kinds.workflow.step import Action
from revops.kinds.workflow.tree import TOP
from revops.model.json import Json

Lists = Mapping[str, Sequence[str]]
Targets = dict[str, list[str | None]]
"""Where the edges of each step lead, by step."""


def targets(lists: Lists, forks: Mapping[str, Sequence[str]]) -> Targets:
    """Paths lead to what comes after their fork, so that they meet again there.

    Args:
        lists: Names of steps by path.
        forks: Names of the paths by fork.
    """
    found: Targets = {}
    _aim(found, TOP, None, lists, forks)
    return found


def _aim(
    found: Targets, path: str, after: str | None, lists: Lists, forks: Mapping[str, Sequence[str]]
) -> None:
    names = lists.get(path, ())
    for name, following in zip(names, [*names[1:], after], strict=False):
        keys = forks.get(name)
        if not keys:
            found[name] = [following]
            continue
        below = [f"{name}.{key}" for key in keys]
        found[name] = [next(iter(lists.get(one, ())), following) for one in below]
        for one in below:
            _aim(found, one, following, lists, forks)


def breadth_first(start: str, leads: Targets) -> list[str]:
    """Steps in the order of their action ids, so that the same blueprint always gives the same flow (F8)."""
    found, seen = [start], {start}
    for name in found:
        for step in leads[name]:
            if step and step not in seen:
                found.append(step)
                seen.add(step)
    return found


def wired(actions: Mapping[str, Action], leads: Targets) -> list[Action]:
    """The actions with their edges: the first into each is `STANDARD`, all others are `GOTO` (dossier F4)."""
    reached: set[str] = set()
    return [
        joined(action, [_edge(step, actions, reached) for step in leads[name]])
        for name, action in actions.items()
    ]


def _edge(step: str | None, actions: Mapping[str, Action], reached: set[str]) -> Edge | None:
    if step is None:
        return None
    kind = "GOTO" if step in reached else "STANDARD"
    reached.add(step)
    return {"edgeType": kind, "nextActionId": actions[step]["actionId"]}


def leads_alike(old: Mapping[str, Action], new: Mapping[str, Action], leads: Targets) -> bool:
    """Whether every action that stays leads where it led, so that its edges may stay as they are."""
    names = {action["actionId"]: name for name, action in new.items()}
    return old.keys() == new.keys() and all(
        [names.get(edge["nextActionId"]) if edge else None for edge in edges(old[name])] == found
        for name, found in leads.items()
    )


def arranged(
    current: Sequence[str],
    removed: Collection[str],
    new: Sequence[str],
    desired: Sequence[str],
    *,
    reorder: bool,
) -> list[str]:
    """Names of the steps after a change; steps that the blueprint does not know keep their places."""
    left = [name for name in current if name not in removed]
    return placed(refilled(left, desired) if reorder else left, new, desired)


def next_id(flow: Mapping[str, Json]) -> int:
    """The lowest action id that was never used: ids of removed actions do not come back."""
    ids = [int(action["actionId"]) for action in flow.get("actions") or [] if action["actionId"].isdecimal()]
    stated = str(flow.get("nextAvailableActionId", ""))
    return max([*(number + 1 for number in ids), int(stated) if stated.isdecimal() else 1])
