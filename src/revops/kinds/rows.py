"""A kind whose things are rows of one list: one GET for all, then POST, PATCH and DELETE by name.

Such a kind is its table: what each unit is called in a blueprint and on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from types import GenericAlias
from typing import Any

from pydantic import Field, create_model

from revops.kinds import rewrite
from revops.kinds.base import Refs, Settled, Surroundings, Text
from revops.kinds.objects import ObjectName, path_word
from revops.kinds.plain import Plain
from revops.kinds.wire import Binding, refs, results, segment, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.objects import HOST
from revops.model.spec import Observation, Observed, Resource, Spec


@dataclass(frozen=True)
class Member:
    """One unit: its key in a blueprint, its name on the wire, its type and what it means in HubSpot."""

    unit: str
    wire: str
    type: Any
    meaning: str
    required: bool = False


class RowSpec(Spec):
    """What every entry has besides its table's members."""

    ref: Refs = ""


@dataclass(frozen=True)
class Table:
    """Where the rows live and what they hold.

    Args:
        kind: first part of the address, e.g. `group`.
        section: key in a blueprint, e.g. `groups`.
        surface: row of the surface table.
        path: below `/OBJECT` on that surface.
        members: the units.
        meaning: what a row is, for the reference and for editors.
        in_use: the way out where HubSpot does not let go of a row.
    """

    kind: str
    section: str
    surface: str
    path: str
    members: Sequence[Member]
    meaning: str
    in_use: str = ""

    def spec(self) -> type[RowSpec]:
        """The model of one entry in a blueprint."""
        fields: dict[str, Any] = {member.unit: _field(member) for member in self.members}
        name = f"{self.kind.title().replace('_', '')}Spec"
        return create_model(name, __base__=RowSpec, __doc__=self.meaning, **fields)

    def wire(self, units: Mapping[str, Json]) -> dict[str, Json]:
        """Units as HubSpot's members."""
        return {member.wire: units[member.unit] for member in self.members if member.unit in units}

    def units(self, row: Mapping[str, Json]) -> dict[str, Json]:
        """A row as units; what HubSpot leaves out or leaves empty is no unit."""
        found = {member.unit: row.get(member.wire) for member in self.members}
        return {unit: value for unit, value in found.items() if value is not None}


def _field(member: Member) -> tuple[Any, Any]:
    if member.required:
        return member.type, Field(description=member.meaning)
    return member.type | None, Field(default=None, description=member.meaning)


class RowKind(Plain):
    """The kind of a table; a subclass says what more HubSpot does with its rows."""

    after = frozenset({HOST})

    def __init__(self, table: Table) -> None:
        self.table = table
        self.name, self.section = table.kind, table.section
        entries = GenericAlias(dict, (str, table.spec()))
        self.section_type: Any = GenericAlias(dict, (ObjectName, entries))
        self.reads: tuple[str, ...] = (table.surface,)
        self.writes: tuple[str, ...] = (table.surface,)

    def ships(self, scope: str, name: str) -> bool:
        """Whether HubSpot made the row, so that it is never deleted (rule 14)."""
        return False

    def expand(self, section: Mapping[str, Mapping[str, RowSpec]], near: Surroundings) -> Iterator[Resource]:
        for scope, entries in section.items():
            for name, spec in entries.items():
                at = (self.section, scope, name)
                units = dict(self._units(spec, at, near))
                yield Resource(
                    Address(self.name, scope, name),
                    units,
                    spec,
                    near.origin(*at),
                    {unit: near.origin(*at, unit) for unit in units},
                    ref=refs(spec.ref),
                )

    def _units(self, spec: Spec, at: tuple[str, str, str], near: Surroundings) -> Iterator[tuple[str, Json]]:
        for member in self.table.members:
            value = getattr(spec, member.unit)
            if value is not None:
                is_text = member.type is Text
                yield member.unit, near.text(value, *at, member.unit) if is_text else value

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        return (Call(self.table.surface, "GET", self._path(scope, context)),)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        answers = yield self.opening(scope, context)
        binding = Binding.of(self.name, scope, context)
        rows = [row for row in results(answers[0], "name") if row.get("archived") is not True]
        found = [self._observed(scope, row, binding) for row in rows if not binding.hides(row["name"])]
        return Observation(tuple(found), unread(answers))

    def _observed(self, scope: str, row: Mapping[str, Json], binding: Binding) -> Observed:
        return Observed(
            Address(self.name, scope, binding.blueprint(row["name"])),
            id=row["name"],
            units=self.table.units(row),
            shipped=self.ships(scope, row["name"]),
            raw=row,
        )

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield tuple(self._call(change, context) for change in changes)

    def _path(self, scope: str, context: Context) -> str:
        return f"/{path_word(scope, context)}{self.table.path}"

    def _call(self, change: Change, context: Context) -> Call:
        name = Binding.of(self.name, change.address.scope, context).portal(change.address.name)
        path, body = self._path(change.address.scope, context), self.table.wire(change.after())
        surface, carries = self.table.surface, (change.address,)
        if change.action is Action.CREATE:
            return Call(surface, "POST", path, body={"name": name, **body}, carries=carries)
        path = f"{path}/{segment(name)}"
        if change.action is Action.DELETE:
            return Call(surface, "DELETE", path, carries=carries)
        return Call(surface, "PATCH", path, body=body, carries=carries)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return [settled(address, call, answer, in_use=self.table.in_use) for address in call.carries]

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return dict(observed.units)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        if any(member.unit == path and member.type is Text for member in self.table.members):
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, path, value)
