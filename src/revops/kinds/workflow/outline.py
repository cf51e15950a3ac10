"""Steps of a section as units: each under its name, wherever it stands, and the sequence of every path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import Asking, At
from revops.kinds.workflow.checks import of_property
from revops.kinds.workflow.forks import ELSE, THEN
from revops.kinds.workflow.say import leaf
from revops.kinds.workflow.spec import BranchStep, ByValueStep, HappenedStep, SplitStep, Step
from revops.kinds.workflow.spec_further import WaitForStep
from revops.kinds.workflow.starting import awaited
from revops.kinds.workflow.tree import TOP, order_unit
from revops.model.json import Json

_RESERVED = ("order", "extra")
"""Last parts of unit paths that are about the list of steps."""


class Outline:
    """The steps of one workflow as units, and their places in the file."""

    def __init__(self, scope: str, near: Surroundings, asking: Asking) -> None:
        self.units: dict[str, Json] = {}
        self.places: dict[str, At] = {}
        self._scope, self._near, self._asking = scope, near, asking
        self._lists: dict[str, Json] = {}
        self._waits: set[str] = set()

    def read(self, steps: Sequence[Step], at: At) -> None:
        """All steps of the workflow; faults are reported at their lines."""
        self._list(steps, TOP, at, follows=False)
        self.units |= self._lists

    def _list(self, steps: Sequence[Step], path: str, at: At, *, follows: bool) -> None:
        self._lists[order_unit(path)] = [step.id for step in steps]
        if path:
            self.places[f"paths.{path}"] = at
        for place, step in enumerate(steps):
            where = (*at, place)
            unit = f"steps.{step.id}"
            if unit in self.units or step.id in _RESERVED:
                self._misnamed(step.id, where)
            self.places[unit] = where
            value = self._value(step, where)
            self.units[unit] = {**value, "path": path} if path else value
            if type(step) in _FORKS:
                self._paths(step, where, follows=follows or place + 1 < len(steps))

    def _misnamed(self, name: str, where: At) -> None:
        told = "is a word of its own" if name in _RESERVED else "names two steps"
        self._near.report("RV291", f"{name!r} {told}", *where, "id", hint="give the step another id")

    def _paths(self, step: Step, where: At, *, follows: bool) -> None:
        for key, steps, trail in _ways(step):
            if isinstance(step, SplitStep) and not (steps or follows):
                summary = f"nothing happens on the path {key!r}, and HubSpot lets no path of a test be empty"
                self._near.report(
                    "RV832", summary, *where, *trail, hint="put a step on it, or after the test"
                )
            self._list(steps, f"{step.id}.{key}", (*where, *trail), follows=follows)

    def _value(self, step: Any, where: At) -> dict[str, Json]:
        own = _OWN.get(type(step))
        return own(self, step, where) if own else leaf(step, self._scope, self._near, where)

    def branch(self, step: BranchStep, where: At) -> dict[str, Json]:
        """Paths with conditions."""
        return {"branch": [self._way(key, step, (*where, "branch", key)) for key in step.branch]}

    def by_value(self, step: ByValueStep, where: At) -> dict[str, Json]:
        """A path for each value."""
        return {"by_value": self._cases(step, where)}

    def split(self, step: SplitStep, where: At) -> dict[str, Json]:
        """Paths by chance."""
        return {"split": self._shares(step, where)}

    def wait_for(self, step: WaitForStep, where: At) -> dict[str, Json]:
        """A wait for something, upon which later steps may ask whether it happened."""
        self._waits.add(step.id)
        place = (*where, "wait_for")
        return {"wait_for": awaited(step.wait_for, self._scope, self._near, self._asking, place)}

    def happened(self, step: HappenedStep, where: At) -> dict[str, Json]:
        """Paths after a wait."""
        if step.happened not in self._waits:
            summary = f"{step.happened!r} is no earlier step that waits for something"
            hint = "name a step with `wait_for` before this one"
            self._near.report("RV837", summary, *where, "happened", hint=hint)
        return {"happened": step.happened}

    def _way(self, key: str, step: BranchStep, where: At) -> Json:
        path = step.branch[key]
        if key == ELSE:
            self._reserved(key, where)
        name = self._near.text(path.name, *where, "name") if path.name else key
        return {"path": key, "name": name, "when": self._asking.unit(path.when, (*where, "when"))}

    def _reserved(self, key: str, where: At) -> None:
        summary = f"{key!r} is the path of all records that no other takes"
        self._near.report("RV830", summary, *where, hint="give the path another name")

    def _cases(self, step: ByValueStep, where: At) -> Json:
        kind = of_property(step.by_value, self._scope, self._near, (*where, "by_value"))
        for case in step.cases:
            if case == ELSE:
                self._reserved(case, (*where, "cases", case))
            elif kind == "enumeration":
                told = {"property": step.by_value, "any_of": [case]}
                self._near.parse_condition(told, *where, "cases", case)
        return {"property": step.by_value, "cases": list(step.cases)}

    def _shares(self, step: SplitStep, where: At) -> Json:
        total = sum(share.percentage for share in step.split.values())
        if total != 100:
            self._near.report(
                "RV831",
                f"the shares of the paths come to {total}, not to 100",
                *where,
                "split",
                hint="change a percentage",
            )
        return [{"path": key, "percentage": share.percentage} for key, share in step.split.items()]


_FORKS: Final = frozenset({BranchStep, ByValueStep, SplitStep, HappenedStep})
_OWN: Final[Mapping[type, Callable[[Outline, Any, At], dict[str, Json]]]] = {
    BranchStep: Outline.branch,
    ByValueStep: Outline.by_value,
    SplitStep: Outline.split,
    HappenedStep: Outline.happened,
    WaitForStep: Outline.wait_for,
}
"""Steps that are more than what stands in them, by their type: of very many steps most are none."""


def _ways(step: Step) -> Iterator[tuple[str, Sequence[Step], At]]:
    """Name, steps and place of each path."""
    match step:
        case BranchStep():
            yield from ((key, way.steps, ("branch", key, "steps")) for key, way in step.branch.items())
        case ByValueStep():
            yield from ((case, steps, ("cases", case)) for case, steps in step.cases.items())
        case SplitStep():
            yield from ((key, way.steps, ("split", key, "steps")) for key, way in step.split.items())
        case HappenedStep():
            yield THEN, step.then, (THEN,)
        case _:
            return
    if not isinstance(step, SplitStep):
        yield ELSE, step.otherwise, (ELSE,)
