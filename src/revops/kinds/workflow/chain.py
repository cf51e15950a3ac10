"""The actions of a flow as a chain of named steps, and their new wiring after a change (dossier F4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from revops.kinds.sequence import placed, refilled
from revops.model.json import Json, canonical

Action = dict[str, Any]
_STRAIGHT: Final = ("SINGLE_CONNECTION", "CUSTOM_CODE", "WEBHOOK")
"""Types of action that lead to one other action at most."""


@dataclass(frozen=True)
class Chain:
    """The actions of a flow in the order in which records pass them, each under the name of its step."""

    actions: Mapping[str, Action]
    straight: bool
    """False where the flow branches or jumps; then only HubSpot's own editor can rewire it."""

    @property
    def ids(self) -> dict[str, str]:
        """Action ids by unit path."""
        return {f"steps.{name}": str(action["actionId"]) for name, action in self.actions.items()}


def read_chain(flow: Mapping[str, Json], names: Mapping[str, str]) -> Chain:
    """The chain of a flow. `names` maps action ids to steps; other actions are called after their ids."""
    walked = list(_walk(flow))
    passed = {action["actionId"] for action in walked}
    beside = [action for action in flow.get("actions") or [] if action["actionId"] not in passed]
    straight = not beside and all(_is_straight(action) for action in walked)
    named = {names.get(str(action["actionId"]), unnamed(action)): action for action in (*walked, *beside)}
    return Chain(named, straight)


def _walk(flow: Mapping[str, Json]) -> Iterator[Action]:
    actions = {action["actionId"]: action for action in flow.get("actions") or []}
    here = actions.pop(flow.get("startActionId"), None)
    while here:
        yield here
        here = actions.pop((here.get("connection") or {}).get("nextActionId"), None)


def _is_straight(action: Action) -> bool:
    edge = (action.get("connection") or {}).get("edgeType", "STANDARD")
    return action.get("type") in _STRAIGHT and edge == "STANDARD"


def unnamed(action: Action) -> str:
    """What a step is called that no blueprint named."""
    return f"action_{action['actionId']}"


def matched(
    actions: Sequence[tuple[str, Json]], known: Mapping[str, str], wanted: Mapping[str, Json]
) -> dict[str, str]:
    """Steps by action id: as the ledger knows them, by name, then by content and by place between those.

    Args:
        actions: (action id, canonical step) in the order of the chain.
        known: Action ids by step, from earlier runs.
        wanted: Canonical steps of the blueprint by name, in order.
    """
    ids = [action_id for action_id, _ in actions]
    found = {action_id: step for step, action_id in known.items() if action_id in ids}
    found |= {i: name for i in ids if i not in found and (name := f"action_{i}") in wanted}
    free = [(action_id, step) for action_id, step in actions if action_id not in found]
    open_steps = [name for name in wanted if name not in found.values()]
    matcher = SequenceMatcher(
        None,
        [canonical(step) for _, step in free],
        [canonical(wanted[name]) for name in open_steps],
        autojunk=False,
    )
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and high - low == last - first):
            pairs = zip(free[low:high], open_steps[first:last], strict=True)
            found |= {action_id: name for (action_id, _), name in pairs}
    return found


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


def connected(actions: Sequence[Action]) -> list[Action]:
    """The actions one after the other; the last one leads nowhere (an empty connection is refused, F4)."""
    linked = []
    for action, following in zip(actions, [*actions[1:], None], strict=True):
        alone = {name: entry for name, entry in action.items() if name != "connection"}
        if following:
            alone["connection"] = {"edgeType": "STANDARD", "nextActionId": following["actionId"]}
        linked.append(alone)
    return linked


def next_id(flow: Mapping[str, Json]) -> int:
    """The lowest action id that was never used: ids of removed actions do not come back."""
    ids = [int(action["actionId"]) for action in flow.get("actions") or [] if action["actionId"].isdecimal()]
    stated = str(flow.get("nextAvailableActionId", ""))
    return max([*(number + 1 for number in ids), int(stated) if stated.isdecimal() else 1])
