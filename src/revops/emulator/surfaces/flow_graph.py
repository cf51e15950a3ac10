"""The graph that the actions of a workflow form: ids, edges and what is reachable (dossier F4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from revops.emulator.check import Fault, fault, whole_number
from revops.emulator.http import Json

Edge = tuple[str, Json]
"""Where a connection stands in the body, and the connection."""


def graph_faults(flow: Json) -> Iterator[Fault]:
    """Faults of a structurally sound flow: each id once, each target there, nothing out of reach.

    Branches come together by `GOTO` edges; an action has one `STANDARD` edge towards it at most.
    """
    actions = {action["actionId"]: action for action in flow["actions"]}
    yield from _twice(flow)
    yield from _start(flow, actions)
    yield from _targets(flow, actions)
    yield from _unreachable(flow, actions)


def next_action_id(flow: Json) -> str:
    """`nextAvailableActionId`: the highest id plus one (dossier F2)."""
    return str(max((whole_number(action["actionId"]) or 0 for action in flow["actions"]), default=0) + 1)


def edges(action: Json) -> list[Edge]:
    """Every connection that leaves an action."""
    branches = [
        (f"{kind}[{place}].connection", branch.get("connection"))
        for kind in ("listBranches", "staticBranches", "testBranches")
        for place, branch in enumerate(action.get(kind, []))
    ]
    own = [(name, action.get(name)) for name in ("connection", "defaultBranch")]
    return [(where, edge) for where, edge in [*own, *branches] if edge is not None]


def _twice(flow: Json) -> Iterator[Fault]:
    for name, times in Counter(action["actionId"] for action in flow["actions"]).items():
        if times > 1:
            yield fault(f"actionId {name} is used {times} times", "actions", "DUPLICATE_ACTION_ID")


def _start(flow: Json, actions: dict[str, Json]) -> Iterator[Fault]:
    start = flow.get("startActionId")
    if actions and start is None:
        yield fault("Some required fields were not set: [startActionId]", "startActionId", "REQUIRED_FIELD")
    elif start is not None and start not in actions:
        yield fault(f"startActionId: there is no action {start}", "startActionId", "UNKNOWN_ACTION")


def _targets(flow: Json, actions: dict[str, Json]) -> Iterator[Fault]:
    parents = Counter([flow.get("startActionId")])
    for place, action in enumerate(flow["actions"]):
        for where, edge in edges(action):
            path = f"actions[{place}].{where}"
            if edge["nextActionId"] not in actions:
                yield fault(f"{path}: there is no action {edge['nextActionId']}", path, "UNKNOWN_ACTION")
            parents[edge["nextActionId"]] += edge["edgeType"] == "STANDARD"
            if edge["edgeType"] == "STANDARD" and parents[edge["nextActionId"]] > 1:
                yield fault(
                    f"{path}: action {edge['nextActionId']} has a STANDARD edge already, use GOTO",
                    path,
                    "SECOND_STANDARD_EDGE",
                )


def _unreachable(flow: Json, actions: dict[str, Json]) -> Iterator[Fault]:
    seen: set[str] = set()
    ahead = [flow.get("startActionId")]
    while ahead:
        name = ahead.pop()
        if name in actions and name not in seen:
            seen.add(name)
            ahead += [edge["nextActionId"] for _, edge in edges(actions[name])]
    if lost := [name for name in actions if name not in seen]:
        yield fault(
            f"actions not reachable from startActionId: [{', '.join(lost)}]", "actions", "UNREACHABLE_ACTION"
        )
