"""Driving a kind by hand: what it asks, what it is answered, and what it makes of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import All, AnyOf, Condition, Not, PropertyRef, Test
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.spec import Need, Observation, Observed, Phase, Present, Resource
from revops.model.spelling import condition_of


@dataclass
class Near:
    """A blueprint that knows a few properties and conditions, and keeps what is reported."""

    locale: str = "en"
    types: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    entries: Json = None
    """The sections, for kinds that look into others."""
    reports: list[tuple[str, tuple[str | int, ...]]] = field(default_factory=list)

    def text(self, label: str | Mapping[str, str], *path: str | int) -> str:
        return label if isinstance(label, str) else label[self.locale]

    def condition(self, name: str, *path: str | int) -> Condition | None:
        return self.conditions.get(name)

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        return None

    def property_type(self, ref: PropertyRef) -> str | None:
        return self.types.get(str(ref))

    def provider(self, ref: PropertyRef) -> Need | None:
        return Need(Address("property", ref.object, ref.name)) if str(ref) in self.types else None

    def entry(self, *path: str) -> Json:
        found: Json = self.entries
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def origin(self, *path: str | int) -> Origin:
        return Origin("/".join(str(part) for part in path), 1)

    def report(self, code: str, summary: str, *path: str | int, hint: str = "") -> None:
        self.reports.append((code, path))

    @property
    def codes(self) -> list[str]:
        return [code for code, _ in self.reports]


class Reading(Near):
    """The same, which reads conditions, too."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        return self._typed(condition_of(value))

    def _typed(self, of: Condition) -> Condition:
        match of:
            case All(parts) | AnyOf(parts):
                return type(of)(tuple(map(self._typed, parts)))
            case Not(part):
                return Not(self._typed(part))
            case Test():
                return replace(of, type=self.types[str(of.property)])
            case _:
                return of


def expand(kind: Kind, section: Json, near: Near | None = None) -> list[Resource]:
    """Resources of a section as a blueprint file holds it."""
    checked = TypeAdapter(kind.section_type).validate_python(section)
    return list(kind.expand(checked, near or Near()))


def talk(conversation: Conversation, *rounds: Sequence[Answer]) -> tuple[list[list[Call]], Any]:
    """The calls of every round, and what the conversation returned."""
    asked: list[list[Call]] = []
    waiting = list(rounds)
    try:
        calls = next(conversation)
        while True:
            asked.append(list(calls))
            answers = (
                waiting.pop(0) if waiting else [Answer(200, call.rehearsal or call.body) for call in calls]
            )
            calls = conversation.send(answers)
    except StopIteration as end:
        assert not waiting, "the conversation ended before every answer was asked for"
        return asked, end.value


def rows(*found: Json) -> Answer:
    return Answer(200, {"results": list(found)})


def sent(asked: Sequence[Sequence[Call]]) -> list[tuple[str, str, Json]]:
    """The writes in order."""
    return [(c.method, c.path, c.body) for calls in asked for c in calls if c.carries]


def create(resource: Resource) -> Change:
    units = tuple(UnitChange(path, MISSING, value) for path, value in resource.units.items())
    return Change(resource.address, Phase.DEFINE, Action.CREATE, units, resource=resource)


def update(resource: Resource | None, actual: Observed, **after: Json) -> Change:
    """A change of some units; `__` in a name stands for a dot."""
    units = tuple(
        UnitChange(path.replace("__", "."), actual.units.get(path.replace("__", "."), MISSING), value)
        for path, value in after.items()
    )
    return Change(actual.address, Phase.DEFINE, Action.UPDATE, units, resource=resource, actual=actual)


def delete(actual: Observed) -> Change:
    units = tuple(UnitChange(path, value, MISSING) for path, value in actual.units.items())
    return Change(actual.address, Phase.DEFINE, Action.DELETE, units, actual=actual)


def found(seen: Observation, address: str) -> Observed:
    presence = seen.presence(Address.parse(address))
    assert isinstance(presence, Present), f"{address} was not found"
    return presence.observed


def compile_(kind: Kind, *changes: Change, context: Context | None = None) -> list[tuple[str, str, Json]]:
    """The writes of some changes, answered by a portal that obliges."""
    return sent(talk(kind.compile(changes, context or Context()))[0])
