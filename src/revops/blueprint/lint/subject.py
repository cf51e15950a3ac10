"""What the rules look at: the entries and texts of a valid blueprint, each with the way to its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from revops.blueprint.compose import Trail
from revops.blueprint.load import Blueprint
from revops.blueprint.read import Document
from revops.kinds.pipelines.shipped import LIFECYCLE, shipped
from revops.model.address import Address
from revops.model.json import Json

Entry = Mapping[str, Json]

_TEXTS: Final = frozenset(
    {"label", "inverseLabel", "singular", "plural", "name", "title", "description", "subject", "body"}
)
"""Fields that hold a text for people; options hold texts right below them."""

AGREED: Final[Mapping[str, frozenset[str]]] = {
    "checklist": frozenset({"steps", "evidence"}),
    "departments": frozenset({"mission", "features"}),
    "goals": frozenset({"why"}),
    "kpis": frozenset({"definition"}),
    "glossary": frozenset({"term", "definition"}),
    "roles": frozenset({"duties"}),
    "rights": frozenset({"of"}),
    "training": frozenset({"outcome", "steps"}),
}
"""Sections that HubSpot never sees: more fields of theirs that hold a text, or a list of texts."""


class Hit(NamedTuple):
    """One place that a rule is about; an empty hint stands for the cure of the rule's code."""

    trail: Trail
    summary: str
    hint: str = ""
    value: bool = False
    """True where the value is meant and not its key."""


class Told(NamedTuple):
    """One text of the blueprint: for all languages, or by language."""

    trail: Trail
    text: str | Mapping[str, str]

    @property
    def by_language(self) -> Mapping[str, str]:
        """A text for all languages stands under the empty one."""
        return {"": self.text} if isinstance(self.text, str) else self.text


@dataclass(frozen=True)
class Elsewhere:
    """What the project's targets say about names."""

    bound: frozenset[Address] = frozenset()
    """What a target gives another name or an id."""
    roles: frozenset[str] = frozenset()
    """Roles that a target maps to somebody."""
    teams: frozenset[str] = frozenset()
    """Teams of the portal that have a role."""


NOWHERE: Final = Elsewhere()


@dataclass(frozen=True)
class Subject:
    """A blueprint without errors."""

    blueprint: Blueprint
    elsewhere: Elsewhere = NOWHERE

    @property
    def documents(self) -> list[Document]:
        return self.blueprint.sheet.documents

    @cached_property
    def addresses(self) -> Mapping[Trail, Address]:
        """What each entry became."""
        return {trail: address for address, trail in self.blueprint.trails.items()}

    def address(self, trail: Trail) -> Address | None:
        """The resource that a place belongs to."""
        ways = (trail[:length] for length in range(len(trail), 0, -1))
        return next((self.addresses[way] for way in ways if way in self.addresses), None)

    def called(self, section: str, kind: str) -> Mapping[str, str]:
        """What people may write for an entry -> its key: the key, and its texts; what a target binds, too.

        Also what an entry of another section makes. What `without:` leaves out is told there.
        """
        known: dict[str, str] = {}
        for trail, entry in self.entries(section):
            name = entry.get("name")
            texts = name.values() if isinstance(name, dict) else [name]
            known |= {str(text): str(trail[-1]) for text in texts if text}
        left_out = {str(trail[-1]) for trail in self.blueprint.sheet.left_out if trail[0] == section}
        bound = {one.name for one in self.elsewhere.bound if one.kind == kind}
        keys = {str(trail[-1]) for trail, _ in self.entries(section)} | bound | left_out
        keys |= {one.address.name for one in self.blueprint.resources if one.address.kind == kind}
        keys |= self.elsewhere.teams if kind == "team" else set()
        return {**known, **{key: key for key in keys}}

    def entries(self, section: str) -> Iterator[tuple[Trail, Entry]]:
        """Every entry of a section, those of packs first."""
        depth = self.blueprint.sheet.depths.get(section, 0)
        yield from _below(self.blueprint.sheet.data.get(section), (section,), depth)

    def made(self, section: str) -> Iterator[tuple[Trail, Entry]]:
        """Entries that HubSpot does not have from the start."""
        for trail, entry in self.entries(section):
            if not (entry.get("existing") or is_shipped(trail)):
                yield trail, entry

    @cached_property
    def texts(self) -> tuple[Told, ...]:
        """Everything that people in HubSpot read."""
        sections = self.blueprint.sheet.depths
        return tuple(
            told
            for section in sections
            for trail, entry in self.entries(section)
            for told in _texts(entry, trail)
        )


def is_shipped(trail: Trail) -> bool:
    """True for pipelines and lifecycle stages that every portal has from HubSpot."""
    if trail[0] == "pipelines":
        return shipped(str(trail[1]), str(trail[2])) is not None
    return trail[0] == "lifecycle" and trail[1] in LIFECYCLE.stages


def _below(value: Json, trail: Trail, depth: int) -> Iterator[tuple[Trail, Entry]]:
    if not isinstance(value, dict):
        return
    if depth == 0:
        yield trail, value
        return
    for name, inner in value.items():
        yield from _below(inner, (*trail, name), depth - 1)


def _texts(value: Json, trail: Trail) -> Iterator[Told]:
    if isinstance(value, dict):
        for key, inner in value.items():
            way = (*trail, key)
            holds = _is_for_people(way) or trail[-1] == "options"
            yield from [Told(way, inner)] if holds and _is_text(inner) else _texts(inner, way)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            way = (*trail, number)
            holds = _is_for_people(trail)
            yield from [Told(way, inner)] if holds and _is_text(inner) else _texts(inner, way)


def _is_for_people(trail: Trail) -> bool:
    return trail[-1] in _TEXTS or trail[-1] in AGREED.get(str(trail[0]), ())


def _is_text(value: Json) -> bool:
    """True for a string or a map of languages; a map with a `label` describes an option."""
    if isinstance(value, dict):
        return bool(value) and "label" not in value and all(isinstance(one, str) for one in value.values())
    return isinstance(value, str)
