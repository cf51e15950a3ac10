"""The steps of a flow after a change, wired anew only where records pass otherwise than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from revops.kinds.workflow.graph import edges, joined
from revops.kinds.workflow.step import Action, Place, Step
from revops.kinds.workflow.steps import paths, write
from revops.kinds.workflow.tree import TOP, Tree, is_step, lists_of, order_unit, steps_in
from revops.kinds.workflow.wiring import (
    Targets,
    arranged,
    breadth_first,
    leads_alike,
    next_id,
    targets,
    wired,
)
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.spec import Resource

_KEPT: Final = ("actionTypeVersion", "defaultBranchName")
"""Members of an action that a blueprint does not know and that stay as they are."""


def rewired(tree: Tree, flow: Mapping[str, Json], change: Change, context: Context) -> dict[str, Action]:
    """The actions by step, the first one first; none where no step is left.

    Steps that the blueprint does not know keep their places.

    Raises:
        StrayError: a step relies on one that the flow does not have.
        Unresolved: the portal lacks a name that a step uses.
    """
    if change.resource is None:
        return dict(tree.actions)
    edit = _Edit(tree, change, change.resource)
    lists = edit.lists
    if not lists[TOP]:
        return {}
    leads = targets(lists, edit.forks)
    free = next_id(flow)
    ids: dict[str, str] = {}
    for name in breadth_first(lists[TOP][0], leads):
        ids[name] = str(tree.actions[name]["actionId"]) if name in tree.actions else str(free)
        free += name not in tree.actions
    design = change.resource.spec
    actions = edit.actions(Place(context, design.object, ids, design.conditions))
    return _joined(tree, actions, leads)


def _joined(tree: Tree, actions: Mapping[str, Action], leads: Targets) -> dict[str, Action]:
    if leads_alike(tree.actions, actions, leads):
        return {name: joined(action, edges(tree.actions[name])) for name, action in actions.items()}
    return dict(zip(actions, wired(actions, leads), strict=True))


@dataclass(frozen=True)
class _Edit:
    """A change over the tree that is there."""

    tree: Tree
    change: Change
    resource: Resource

    @property
    def written(self) -> dict[str, Step]:
        return steps_in(self.change.after())

    @property
    def removed(self) -> set[str]:
        units = {unit.path for unit in self.change.units if unit.after is MISSING and is_step(unit.path)}
        gone = {path.removeprefix("steps.") for path in units}
        if "steps.extra" in self.change.after():
            known = {path.removeprefix("steps.") for path in self._keys}
            gone |= self.tree.actions.keys() - known
        return gone

    @property
    def _keys(self) -> Mapping[str, str]:
        return self.change.actual.keys if self.change.actual else {}

    @property
    def forks(self) -> dict[str, list[str]]:
        """Names of paths by fork, after the change."""
        stay = {name: list(keys) for name, keys in self.tree.forks.items() if name not in self.removed}
        return stay | {name: paths(step) for name, step in self.written.items()}

    @property
    def lists(self) -> dict[str, list[str]]:
        """Names of steps by path, after the change."""
        below = [f"{fork}.{key}" for fork, keys in self.forks.items() for key in keys]
        return {path: self._list(path) for path in (TOP, *below)}

    def _list(self, path: str) -> list[str]:
        here = {name for name, step in self.written.items() if step.get("path", TOP) == path}
        moved = self.written.keys() - here
        current = [name for name in self.tree.lists.get(path, ()) if name not in moved]
        unit = order_unit(path)
        return arranged(
            current,
            self.removed,
            [name for name in self.written if name in here and name not in current],
            lists_of(self.resource.units).get(path, ()),
            reorder=any(one.path == unit for one in self.change.units),
        )

    def actions(self, at: Place) -> dict[str, Action]:
        """Actions by step in the order of `at.ids`, without new edges."""
        return dict(self._actions(at))

    def _actions(self, at: Place) -> Iterator[tuple[str, Action]]:
        written = self.written
        for name, action_id in at.ids.items():
            old = self.tree.actions.get(name, {})
            yield name, _over(old, written[name], action_id, at) if name in written else dict(old)


def _over(old: Action, step: Step, action_id: str, at: Place) -> Action:
    """The step as an action, with what stays of the one that was there; a version that it says is its own."""
    new = write(step, action_id, at)
    if (old.get("type"), old.get("actionTypeId")) != (new["type"], new.get("actionTypeId")):
        return new
    stays = _KEPT[1:] if "version" in step.get("action", {}) else _KEPT
    return {**new, **{name: old[name] for name in stays if name in old}}
