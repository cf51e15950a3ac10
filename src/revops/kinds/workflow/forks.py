"""Steps after which records go different ways: by condition, by value, by chance (dossier F4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol

from revops.kinds import filters
from revops.kinds.values import blueprint_value, portal_value
from revops.kinds.workflow.step import Action, Place, StepType, StrayError
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Symbol

ELSE: Final = "else"
"""The path of records that none of the others takes."""
THEN: Final = "then"
"""The path after `wait_for` of records to which it happened."""


class Fork(StepType, Protocol):
    """A step with paths; each takes one edge of the action, in this order."""

    def paths(self, value: Json) -> list[str]:
        """The names of the paths."""

    def named(self, value: Json, like: Json) -> Json:
        """A value that was read, its paths named as in the blueprint's or the ledger's (None: neither)."""


class Branch:
    """Paths with conditions; the first that holds is taken."""

    word: str = "branch"

    def write(self, value: Json, at: Place) -> Action:
        scope = at.scope
        branches = [
            {
                "branchName": path["name"],
                "filterBranch": filters.compile(at.condition(path["when"]), at.context, scope),
            }
            for path in value
        ]
        return {"type": "LIST_BRANCH", "listBranches": branches}

    def read(self, action: Action, at: Place) -> Json | None:
        if action.get("type") != "LIST_BRANCH" or not action.get("listBranches"):
            return None
        found = [_read_path(number, branch, at) for number, branch in enumerate(action["listBranches"], 1)]
        return None if None in found else found

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()

    def paths(self, value: Json) -> list[str]:
        return [*(path["path"] for path in value), ELSE]

    def named(self, value: Json, like: Json) -> Json:
        return _named(value, like or [], (lambda path: path["name"], lambda path: path["when"]))


def _read_path(number: int, branch: Mapping[str, Json], at: Place) -> dict[str, Json] | None:
    tree = branch.get("filterBranch")
    when = filters.decompile(tree, at.context, at.scope) if tree else None
    name = branch.get("branchName") or ""
    return {"path": f"path_{number}", "name": name, "when": filters.spell(when)} if when else None


class ByValue:
    """A path for each value of a property of the record."""

    word: str = "by_value"

    def write(self, value: Json, at: Place) -> Action:
        ref = PropertyRef.parse(value["property"])
        cases = [{"branchValue": portal_value(ref, case, at.names)} for case in value["cases"]]
        asked = {"type": "OBJECT_PROPERTY", "propertyName": at.internal(value["property"])}
        return {"type": "STATIC_BRANCH", "inputValue": asked, "staticBranches": cases}

    def read(self, action: Action, at: Place) -> Json | None:
        asked = action.get("inputValue") or {}
        if action.get("type") != "STATIC_BRANCH" or asked.get("type") != "OBJECT_PROPERTY":
            return None
        ref = at.property(asked["propertyName"])
        values = [str(branch["branchValue"]) for branch in action.get("staticBranches") or []]
        cases = [blueprint_value(ref, value, at.names) for value in values]
        is_told = cases and len({*cases, ELSE}) == len(cases) + 1
        return {"property": str(ref), "cases": cases} if is_told else None

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()

    def paths(self, value: Json) -> list[str]:
        return [*value["cases"], ELSE]

    def named(self, value: Json, like: Json) -> Json:
        return value


class Split:
    """Paths by chance, for a test of one against the other. HubSpot gives them no names."""

    word: str = "split"

    def write(self, value: Json, at: Place) -> Action:
        return {
            "type": "AB_TEST_BRANCH",
            "testBranches": [{"percentage": path["percentage"]} for path in value],
        }

    def read(self, action: Action, at: Place) -> Json | None:
        if action.get("type") != "AB_TEST_BRANCH":
            return None
        shares = [branch.get("percentage") for branch in action.get("testBranches") or []]
        if len(shares) < _FEWEST or not all(share and 1 <= share <= _MOST for share in shares):
            return None
        return [{"path": f"path_{number}", "percentage": share} for number, share in enumerate(shares, 1)]

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()

    def paths(self, value: Json) -> list[str]:
        return [path["path"] for path in value]

    def named(self, value: Json, like: Json) -> Json:
        return _named(value, like or [], ())


_FEWEST: Final = 2
"""Ways of a test."""
_MOST: Final = 99
"""Percent of one of them."""


class Happened:
    """Two paths after `wait_for`: it happened, or the time was over."""

    word: str = "happened"

    def write(self, value: Json, at: Place) -> Action:
        """Raises `StrayError` where the flow does not have the step that waits."""
        if value not in at.ids:
            raise StrayError(value)
        asked = {"type": "FIELD_DATA", "actionId": at.ids[value], "dataKey": _MET}
        return {"type": "STATIC_BRANCH", "inputValue": asked, "staticBranches": [{"branchValue": "true"}]}

    def read(self, action: Action, at: Place) -> Json | None:
        asked = action.get("inputValue") or {}
        values = [str(branch["branchValue"]) for branch in action.get("staticBranches") or []]
        if asked.get("type") != "FIELD_DATA" or asked.get("dataKey") != _MET or values != ["true"]:
            return None
        return at.step_of(str(asked["actionId"]))

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()

    def paths(self, value: Json) -> list[str]:
        return [THEN, ELSE]

    def named(self, value: Json, like: Json) -> Json:
        return value


_MET: Final = "hs_event_criteria_met"
"""The output of `wait_for` (dossier F5)."""
Sign = Callable[[Mapping[str, Json]], Json]


def _named(found: Sequence[Json], like: Sequence[Json], signs: Sequence[Sign]) -> list[Json]:
    """Paths under the names of those that they are like: by each sign in turn, then by place."""
    open_ones = dict(enumerate(like))
    taken: dict[int, str] = {}
    for sign in signs:
        for place, path in enumerate(found):
            twin = next((at for at, one in open_ones.items() if sign(one) == sign(path)), None)
            if place not in taken and twin is not None:
                taken[place] = open_ones.pop(twin)["path"]
    for place in range(len(found)):
        if place not in taken and place in open_ones:
            taken[place] = open_ones.pop(place)["path"]
    return [{**path, "path": taken.get(place, path["path"])} for place, path in enumerate(found)]


FORKS: Final[tuple[Fork, ...]] = (Branch(), ByValue(), Split(), Happened())
