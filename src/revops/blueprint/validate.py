"""Checks data against a type; every fault knows the way to its place in the data."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from revops.blueprint.causes import (
    WANTED,
    allowed,
    cause,
    is_choice,
    is_truth,
    is_type_error,
    shown,
    stand_in,
)
from revops.blueprint.compose import Trail
from revops.blueprint.names import meant, nearest
from revops.blueprint.places import names_at
from revops.blueprint.shapes import shape_hint
from revops.blueprint.sheet import at
from revops.model.json import MISSING, Json, Missing

Error = Mapping[str, Any]
"""One error of pydantic's list."""


_MOST_ERRORS: Final = 500
"""Of pydantic's, which names every member of a union; more than are shown in the end."""


@dataclass(frozen=True)
class Fault:
    """`trail` leads through the data; `at_value` tells whether the value is at fault or its key."""

    trail: Trail
    code: str
    summary: str
    hint: str = ""
    at_value: bool = True
    meant: str = ""
    """The valid name or value that is most like what stands there; of a missing key its name."""
    quotes: bool = False
    """True where quotes around the value would mend it."""
    fits: Json | Missing = MISSING
    """A number or truth value that would be right in its place, for checking what stands around it."""


class Checker:
    """One type, ready to check data that came from YAML; `context` is what its validators may know."""

    def __init__(self, type_: Any, context: Mapping[str, Any] | None = None) -> None:
        self._adapter: TypeAdapter[Any] = TypeAdapter(type_)
        self._context = dict(context or {})

    @cached_property
    def _schema(self) -> Mapping[str, Any]:
        return self._adapter.json_schema()

    def check(self, data: Json) -> tuple[Any, list[Fault]]:
        """The checked value (None where there are faults) and the faults.

        YAML knows what JSON knows, so the data is checked as JSON: lists may become tuples and texts dates.
        """
        try:
            return self._adapter.validate_json(json.dumps(data), strict=True, context=self._context), []
        except ValidationError as error:
            errors = error.errors(include_url=False)[:_MOST_ERRORS]
        return None, self._faults(data, errors)

    def check_without(self, data: Json, bad: Collection[Trail]) -> Any:
        """The checked value of the data without some entries, None where nothing is left."""
        left = _without(data, set(bad)) if bad else data
        return self.check(left)[0] if left else None

    def _faults(self, data: Json, errors: Sequence[Error]) -> list[Fault]:
        placed = [(_trail(data, error), error) for error in errors]
        found: dict[Trail, list[Error]] = defaultdict(list)
        for trail, error in _one_branch(data, placed):
            found[trail].append(error)
        return _unexplained([fault for trail, group in found.items() for fault in self._told(trail, group)])

    def _told(self, trail: Trail, errors: Sequence[Error]) -> list[Fault]:
        clashes = [error for error in errors if is_type_error(error)]
        others = [error for error in errors if not is_type_error(error)]
        if clashes and all(is_choice(error) for error in others):
            return [self._clash(trail, clashes, others)]
        return list(dict.fromkeys(self._one(trail, error) for error in others))

    def _clash(self, trail: Trail, clashes: Sequence[Error], choices: Sequence[Error]) -> Fault:
        """A value of the wrong sort; `choices` are values that would have been right, too."""
        given, right = clashes[0]["input"], [value for error in choices for value in allowed(error)]
        wanted = " or ".join(
            dict.fromkeys([*(WANTED[error["type"]] for error in clashes), *map(repr, right)])
        )
        summary = f"{wanted} is expected, not {shown(given)}"
        quotes, match = _lacks_quotes(clashes), _nearest(given, right)
        hint = "Put the value in quotes to make it text." if quotes else _did_you_mean(match)
        hint = hint or shape_hint(self._schema, trail, given, wanted)
        code, fits = "RV118" if choices else "RV116", stand_in(clashes[0])
        return Fault(trail, code, summary, hint, meant=match, quotes=quotes, fits=fits)

    def _one(self, trail: Trail, error: Error) -> Fault:
        code, summary = cause(error)
        name = str(error["loc"][-1]) if error["loc"] else ""
        if code == "RV115":
            known = names_at(self._schema, trail[:-1])
            near = nearest(name, sorted(known))
            return Fault(trail, code, summary, meant(name, known), at_value=False, meant=near)
        if code == "RV117":
            return Fault(trail, code, summary, at_value=False, meant=name)
        is_key, given, right = "[key]" in error["loc"], error["input"], allowed(error)
        match = _nearest(given, right)
        hint = _did_you_mean(match)
        if not (hint or is_key):
            hint = shape_hint(self._schema, trail, given, " or ".join(right))
        fits = MISSING if is_key else stand_in(error)
        return Fault(trail, code, summary, hint, at_value=not is_key, meant=match, fits=fits)


def _nearest(given: Json, right: Sequence[str]) -> str:
    """The allowed text that was probably meant; a truth value is no text."""
    return nearest(given, right) if isinstance(given, str) and not is_truth(right) else ""


def _did_you_mean(match: str) -> str:
    return f"Did you mean {match!r}?" if match else ""


def _unexplained(faults: list[Fault]) -> list[Fault]:
    """The faults without keys that are missing because they are misspelt."""
    slips = {(*fault.trail[:-1], fault.meant) for fault in faults if fault.code == "RV115"}
    return [fault for fault in faults if fault.code != "RV117" or (*fault.trail, fault.meant) not in slips]


def _trail(data: Json, error: Error) -> Trail:
    """The way through the data: pydantic's location without the names of union members.

    A member may be called like a key of the map; pydantic shows the value, or the map that lacks a key.
    """
    return _walk(data, _location(error), error["input"])


def _location(error: Error) -> tuple[Any, ...]:
    """Pydantic's location; a missing key is reported where it is missed."""
    location = tuple(part for part in error["loc"] if part != "[key]")
    return location[:-1] if error["type"] == "missing" else location


def _walk(data: Json, location: tuple[Any, ...], given: Json) -> Trail:
    if not location:
        return ()
    part, rest = location[0], location[1:]
    without = _walk(data, rest, given)
    if not _holds(data, part):
        return without
    taken = (part, *_walk(data[part], rest, given))
    return max(
        taken,
        without,
        key=lambda trail: (at(data, trail) == given, trail[-1:] == location[-1:], len(trail)),
    )


def _holds(data: Json, part: Any) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def _one_branch(data: Json, placed: Sequence[tuple[Trail, Error]]) -> list[tuple[Trail, Error]]:
    """Of a union's members only the one whose complaints are fewest and deepest: the one that was meant."""
    groups: dict[Trail, dict[Any, list[tuple[Trail, Error]]]] = defaultdict(lambda: defaultdict(list))
    for trail, error in placed:
        union, member = _member(data, error)
        groups[union][member].append((trail, error))
    return [one for union, members in groups.items() for one in _meant(union, members)]


def _member(data: Json, error: Error) -> tuple[Trail, Any]:
    """Where the location first names a union's member, and which; None where it names none."""
    trail: Trail = ()
    for part in _location(error):
        if not _holds(data, part):
            return trail, part
        data, trail = data[part], (*trail, part)
    return trail, None


def _meant(union: Trail, members: Mapping[Any, list[tuple[Trail, Error]]]) -> list[tuple[Trail, Error]]:
    plain = members.get(None, [])
    branches = [branch for member, branch in members.items() if member is not None]
    inside = [branch for branch in branches if not _rejects(union, branch)]
    if inside:
        return [*plain, *min(inside, key=len)]
    return [*plain, *(one for branch in branches for one in branch)]


def _rejects(union: Trail, branch: Sequence[tuple[Trail, Error]]) -> bool:
    """True where a member does not even accept the sort of value, or names the values that it accepts."""
    return any(trail == union and (is_type_error(error) or is_choice(error)) for trail, error in branch)


def _without(data: Json, trails: set[Trail]) -> Json:
    """The data without some entries; everything goes where a fault has no place."""
    if () in trails or not isinstance(data, dict):
        return {}
    kept = {}
    for key, value in data.items():
        below = {trail[1:] for trail in trails if trail[0] == key}
        if () not in below:
            kept[key] = _without(value, below) if below else value
    return kept


def _lacks_quotes(errors: Sequence[Error]) -> bool:
    is_text = any(error["type"] == "string_type" for error in errors)
    return is_text and isinstance(errors[0]["input"], int | float | bool)
