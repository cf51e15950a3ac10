"""Steps as read, in the blueprint's spelling wherever both mean the same: whom they name, what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.workflow import persons
from revops.kinds.workflow.bodies import is_same
from revops.kinds.workflow.outreach import USER
from revops.kinds.workflow.step import Step
from revops.kinds.workflow.steps import said
from revops.kinds.workflow.tree import is_step
from revops.model.context import Names
from revops.model.json import Json
from revops.model.spec import Symbol

Units = Mapping[str, Json]
Value = Mapping[str, Json]
_LISTED: Final = frozenset({"notify", "in_app", "rotate"})
"""Words that name roles in a list."""
_SINGLE: Final = {"task": ("role", "role"), "sequence": ("sender", USER)}
"""Word -> the member that names one role, and the kind of symbol that it is."""
_WRITTEN: Final = ("task", "notify")
"""Words whose body is HTML in HubSpot."""


def gathered(steps: Mapping[str, Step], names: Names) -> dict[str, Step]:
    """The steps that list people, with every person once."""
    once = {}
    for name, step in steps.items():
        if not _LISTED.isdisjoint(step):
            word, value = said(step)
            once[name] = {**step, word: persons.gathered(value, names)} if word in _LISTED else step
    return once


def respelt(units: Units, likes: Sequence[Units], names: Names) -> dict[str, Json]:
    """The units of a flow, each step as the first of these says it that means the same."""
    first = likes[0]
    return {
        path: unit
        if unit == first.get(path) or not is_step(path)
        else _step(unit, [like[path] for like in likes if path in like], names)
        for path, unit in units.items()
    }


def _step(step: Step, likes: Sequence[Step], names: Names) -> Step:
    word, value = said(step)
    if word not in (*_LISTED, *_SINGLE):
        return step
    wished = [one for like in likes for one in _values(like, word)]
    told = persons.respelt(value, wished, names) if word in _LISTED else _single(word, value, wished, names)
    return {**step, word: _written(told, wished) if word in _WRITTEN else told}


def _values(step: Step, word: str) -> Iterator[Value]:
    for one in (step, step.get("else") or {}):
        if word in one:
            yield one[word]


def _single(word: str, value: Value, wished: Sequence[Value], names: Names) -> Value:
    """One person, by the role that was wished for it."""
    member, kind = _SINGLE[word]
    known = names.ids.get(Symbol(kind, str(value.get(member))))
    roles = (str(one[member]) for one in wished if member in one)
    role = next((role for role in roles if known and names.ids.get(Symbol(kind, role)) == known), None)
    return {**value, member: role} if role else value


def _written(value: Value, wished: Sequence[Value]) -> Value:
    if "body" not in value:
        return value
    bodies = (one["body"] for one in wished if "body" in one)
    return {**value, "body": next((body for body in bodies if is_same(body, value["body"])), value["body"])}
