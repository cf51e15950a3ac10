"""A flow as named steps in lists: one list for the workflow, one for each path of a fork."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeVar

from revops.kinds.workflow.forks import ELSE
from revops.kinds.workflow.graph import Graph, Node, each
from revops.kinds.workflow.step import Action, Place, Step
from revops.kinds.workflow.steps import paths, read
from revops.model.json import Json, canonical

T = TypeVar("T")

TOP = ""
"""The path of steps that every record passes."""


def order_unit(path: str) -> str:
    """The unit that holds the sequence of the steps on a path."""
    return f"paths.{path}.order" if path else "steps.order"


def lists_of(units: Mapping[str, Json]) -> dict[str, Sequence[str]]:
    """Names of steps by path, from the units that hold their sequences."""
    below = {unit: names for unit, names in units.items() if unit.startswith("paths.")}
    told = {unit.removeprefix("paths.").removesuffix(".order"): names for unit, names in below.items()}
    return {TOP: units["steps.order"], **told}


_LISTS: Final = frozenset({"steps.order", "steps.extra"})
"""Units about the list of steps."""
_STEPS: Final = "steps."


def is_step(unit: str) -> bool:
    """True for units that hold one step each."""
    return unit.startswith(_STEPS) and unit not in _LISTS


def steps_in(units: Mapping[str, T]) -> dict[str, T]:
    """What the units hold of steps, by the names of these."""
    start = len(_STEPS)
    return {
        unit[start:]: step for unit, step in units.items() if unit[:start] == _STEPS and unit not in _LISTS
    }


@dataclass(frozen=True)
class Tree:
    """The steps of one flow. A path is named after its fork and itself: `tier.hot`."""

    actions: Mapping[str, Action]
    steps: Mapping[str, Step]
    lists: Mapping[str, Sequence[str]]
    """Names of steps by path."""
    forks: Mapping[str, Sequence[str]]
    """Names of paths by fork."""
    whole: bool = True

    @property
    def ids(self) -> dict[str, str]:
        """Action ids by unit path."""
        return {f"steps.{name}": str(action["actionId"]) for name, action in self.actions.items()}

    @property
    def units(self) -> dict[str, Json]:
        """Steps and sequences as units."""
        steps: dict[str, Json] = {f"steps.{name}": step for name, step in self.steps.items()}
        return steps | {order_unit(path): list(names) for path, names in self.lists.items()}


def unnamed(action_id: str) -> str:
    """What a step is called that no blueprint named."""
    return f"action_{action_id}"


def read_tree(graph: Graph, names: Mapping[str, str], at: Place, likes: Mapping[str, Step]) -> Tree:
    """A flow's graph with names.

    Args:
        graph: of the flow.
        names: Steps by action id; other actions are called after their ids.
        at: Where the flow is.
        likes: What steps were or should be, by name; paths are named after it.
    """
    reading = _Reading(names, at, likes)
    reading.list(TOP, graph.nodes)
    return Tree(reading.actions, reading.steps, reading.lists, reading.forks, graph.whole)


class _Reading:
    def __init__(self, names: Mapping[str, str], at: Place, likes: Mapping[str, Step]) -> None:
        self._names, self._at, self._likes = names, at, likes
        self.actions: dict[str, Action] = {}
        self.steps: dict[str, Step] = {}
        self.lists: dict[str, list[str]] = {}
        self.forks: dict[str, Sequence[str]] = {}

    def list(self, path: str, nodes: Sequence[Node]) -> None:
        self.lists[path] = [self._names.get(node.id, unnamed(node.id)) for node in nodes]
        for name, node in zip(self.lists[path], nodes, strict=True):
            step = read(node.action, self._at, self._likes.get(name))
            self.actions[name] = node.action
            self.steps[name] = {**step, "path": path} if path else step
            if node.paths:
                self._paths(name, path_names(step, len(node.paths)), node)

    def _paths(self, fork: str, names: Sequence[str], node: Node) -> None:
        self.forks[fork] = names
        for name, below in zip(names, node.paths, strict=True):
            self.list(f"{fork}.{name}", below)


def path_names(step: Step, count: int) -> list[str]:
    """Names for so many paths; counted where a fork has no words, or two paths would have one name."""
    known = paths(step)
    if len(known) == count == len({*known}):
        return known
    return [*(f"path_{number}" for number in range(1, count)), ELSE][:count]


def step_names(
    graph: Graph, known: Mapping[str, str], wanted: Mapping[str, Step], at: Place
) -> dict[str, str]:
    """Steps by action id: as the ledger knows them, by name, then by content and by place between those.

    Args:
        graph: of the flow.
        known: Action ids by step, from earlier runs.
        wanted: Canonical steps of the blueprint by name, a fork before what is on its paths.
        at: Where the flow is.
    """
    actions = {node.id: node.action for node in each(graph.nodes)}
    found = {action_id: step for step, action_id in known.items() if action_id in actions}
    found |= {i: name for i in actions if i not in found and (name := unnamed(i)) in wanted}
    free = [(i, _likeness(read(action, at))) for i, action in actions.items() if i not in found]
    taken = {*found.values()}
    open_ones = [name for name in wanted if name not in taken]
    if free and open_ones:
        found |= dict(_matched(free, {name: _likeness(wanted[name]) for name in open_ones}))
    return found


def _likeness(step: Step) -> str:
    """What is compared of a step: neither where it stands nor how its paths are named."""
    return canonical({word: _unnamed_paths(value) for word, value in step.items() if word != "path"})


def _unnamed_paths(value: Json) -> Json:
    if not isinstance(value, list):
        return value
    return [
        {name: entry for name, entry in part.items() if name != "path"} if isinstance(part, Mapping) else part
        for part in value
    ]


def _matched(free: Sequence[tuple[str, str]], wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    names = list(wanted)
    matcher = SequenceMatcher(None, [step for _, step in free], list(wanted.values()), autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and high - low == last - first):
            pairs = zip(free[low:high], names[first:last], strict=True)
            yield from ((action_id, name) for (action_id, _), name in pairs)
