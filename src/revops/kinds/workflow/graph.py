"""The actions of a flow as a tree: sequences, and paths that part and meet again (dossier F4)."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple

from revops.kinds.workflow.step import Action
from revops.model.json import Json

Edge = dict[str, Json]
_PARTS: Final[Mapping[Json, str]] = {
    "LIST_BRANCH": "listBranches",
    "STATIC_BRANCH": "staticBranches",
    "AB_TEST_BRANCH": "testBranches",
}
"""Type of action -> where its paths stand."""


def is_fork(action: Action) -> bool:
    """Whether an action has paths."""
    return action.get("type") in _PARTS


def edges(action: Action) -> list[Edge | None]:
    """The edges that leave an action, None where a path leads nowhere; that of all others comes last."""
    parts = _PARTS.get(action.get("type"))
    if parts is None:
        return [action.get("connection") or None]
    own = [part.get("connection") or None for part in action.get(parts) or []]
    return own if parts == "testBranches" else [*own, action.get("defaultBranch") or None]


def checked(flow: Mapping[str, Json]) -> Mapping[str, Json]:
    """The flow, where all that tells its steps apart is of the documented types (dossier F2, F4).

    Raises:
        KeyError: a type or an id is missing, or a connection does not say where it leads.
        TypeError: one is of another type; nothing is planned upon it.
    """
    texts = [flow["type"], flow["objectTypeId"]]
    for action in flow.get("actions") or []:
        texts += [action["actionId"], action.get("actionTypeId", "")]
        texts += [edge["nextActionId"] for edge in edges(action) if edge]
        if type(action.get("actionTypeVersion", 0)) is not int:
            raise TypeError("`actionTypeVersion` is no number in every action")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("an id or a type is no text in every action")
    return flow


def joined(action: Action, leads: Sequence[Edge | None]) -> Action:
    """The action with these edges; one that leads nowhere is left out, as an empty one is refused (F4)."""
    parts, kept = _PARTS.get(action.get("type")), dict(action)
    for name in ("connection", "defaultBranch"):
        kept.pop(name, None)
    if parts is None:
        kept |= {"connection": leads[0]} if leads[0] else {}
        return kept
    own = action.get(parts) or []
    kept[parts] = [_led(part, lead) for part, lead in zip(own, leads, strict=False)]
    last = leads[-1] if len(leads) > len(own) else None
    return {**kept, **({"defaultBranch": last} if last else {})}


def _led(part: Mapping[str, Json], lead: Edge | None) -> Json:
    alone = {name: entry for name, entry in part.items() if name != "connection"}
    return {**alone, **({"connection": lead} if lead else {})}


def bare(action: Action) -> Action:
    """The action without its edges."""
    return joined(action, [None] * len(edges(action)))


class Node(NamedTuple):
    """An action and what follows on each of its paths until they meet again."""

    id: str
    action: Action
    paths: tuple[tuple[Node, ...], ...] = ()


@dataclass(frozen=True)
class Graph:
    """A flow's actions; `whole` is False where it jumps, so that no tree tells how records pass."""

    nodes: tuple[Node, ...]
    ids: KeysView[str]
    """Of all actions."""
    whole: bool = True


def read_graph(flow: Mapping[str, Json]) -> Graph:
    """The tree of a flow. One that jumps is told action by action, those out of reach at the end."""
    walk = _Walk({str(action["actionId"]): action for action in flow.get("actions") or []})
    start = str(flow.get("startActionId"))
    walk.arrivals[start] = walk.arrivals.get(start, 0) + 1
    nodes, exit_ = walk.along(start if start in walk.actions else None)
    if exit_ is None and not walk.jumps and len(walk.seen) == len(walk.actions):
        return Graph(tuple(nodes), walk.actions.keys())
    jumping = tuple(Node(*one) for one in {**walk.seen, **walk.actions}.items())
    return Graph(jumping, walk.actions.keys(), whole=False)


def each(nodes: Sequence[Node]) -> Iterator[Node]:
    """All nodes, a fork before what is on its paths."""
    for node in nodes:
        yield node
        for path in node.paths:
            yield from each(path)


_Exit = tuple[str, int]
"""An action towards which so many edges lead out of what was walked."""


@dataclass
class _Walk:
    """Where several edges arrive, paths meet: the walk along each of them stops there."""

    actions: Mapping[str, Action]
    arrivals: dict[str, int] = field(default_factory=dict)
    seen: dict[str, Action] = field(default_factory=dict)
    jumps: bool = False

    def __post_init__(self) -> None:
        for action in self.actions.values():
            for edge in edges(action):
                if edge:
                    target = _target(edge)
                    self.arrivals[target] = self.arrivals.get(target, 0) + 1

    def along(self, start: str | None) -> tuple[list[Node], _Exit | None]:
        """The nodes from here to where paths meet that part elsewhere, or to the end."""
        nodes: list[Node] = []
        here, exit_ = start, None
        while here is not None and here in self.actions and here not in self.seen:
            node, exit_ = self._node(here, self.actions[here])
            nodes.append(node)
            if exit_ is None or self.arrivals[exit_[0]] != exit_[1]:
                return nodes, exit_
            here = exit_[0]
        self.jumps |= here is not None
        return nodes, None

    def _node(self, known: str, action: Action) -> tuple[Node, _Exit | None]:
        self.seen[known] = action
        if not is_fork(action):
            edge = action.get("connection")
            return Node(known, action), (_target(edge), 1) if edge else None
        found = [self._path(_target(edge) if edge else None) for edge in edges(action)]
        exits: dict[str, int] = {}
        for _, exit_ in found:
            name, count = exit_ or ("", 1)
            exits[name] = exits.get(name, 0) + count
        self.jumps |= len(exits) > 1
        meeting, count = max(exits.items(), key=itemgetter(1), default=("", 0))
        return Node(known, action, tuple(tuple(nodes) for nodes, _ in found)), (
            meeting,
            count,
        ) if meeting else None

    def _path(self, lead: str | None) -> tuple[list[Node], _Exit | None]:
        if lead is None or self.arrivals[lead] > 1:
            return [], (lead, 1) if lead else None
        return self.along(lead)


def _target(edge: Edge) -> str:
    return str(edge.get("nextActionId"))
