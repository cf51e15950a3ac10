"""Small kinds and a project on disk, for tests that ask about files rather than about HubSpot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

from pydantic import Field

from revops.blueprint.load import Blueprint, load
from revops.kinds.base import Kind, Refs, Surroundings, Text
from revops.model.address import Address
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import MISSING, Json
from revops.model.spec import Need, Resource, Spec
from revops.packs import Shelf


class Part(Spec):
    """A part of a thing."""

    label: Text
    size: int = 1


class ThingSpec(Spec):
    """Something with a label, a number, parts and references."""

    label: Text
    ref: Refs = ""
    count: int | None = Field(None, ge=1)
    color: str | None = None
    parts: dict[str, Part] = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)
    needs: list[str] = Field(default_factory=list)
    when: Json = None
    steps: list[dict[str, Json]] = Field(default_factory=list)


class PropertySpec(Spec):
    """As much of a property as conditions look at."""

    existing: str | None = None
    type: str | None = None
    label: Text | None = None
    options: dict[str, Text] | None = None


class Things:
    """Kind `thing`: names per object."""

    name = "thing"
    section = "things"
    section_type: Any = dict[str, dict[str, ThingSpec]]

    def expand(
        self, section: Mapping[str, Mapping[str, ThingSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        for scope, things in section.items():
            for name, spec in things.items():
                at = ("things", scope, name)
                if spec.when is not None:
                    near.parse_condition(spec.when, *at, "when")
                yield Resource(
                    Address("thing", scope, name),
                    dict(_units(spec, near, at)),
                    spec,
                    near.origin(*at),
                    needs=_needs(spec, near, at),
                )

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        *way, last = path.split(".")
        for part in way:
            entry = (
                next(one for one in entry if one["id"] == part) if isinstance(entry, list) else entry[part]
            )
        if value is MISSING:
            entry.pop(last, None)
        elif last == "order":
            for key in value:
                entry[key] = entry.pop(key)
        elif last == "label" and isinstance(entry.get("label"), dict):
            entry["label"][context.locale] = value
        else:
            entry[last] = value


class Notes(Things):
    """Kind `note`: names without an object."""

    name = "note"
    section = "notes"
    section_type: Any = dict[str, ThingSpec]

    def expand(self, section: Mapping[str, ThingSpec], near: Surroundings) -> Iterator[Resource]:  # type: ignore[override]
        for name, spec in section.items():
            at = ("notes", name)
            yield Resource(
                Address("note", "", name), dict(_units(spec, near, at)), needs=_needs(spec, near, at)
            )


class Whole(Things):
    """Kind `whole`: all entries of the section are one resource."""

    name = "whole"
    section = "wholes"
    section_type: Any = dict[str, Part]

    def expand(self, section: Mapping[str, Part], near: Surroundings) -> Iterator[Resource]:  # type: ignore[override]
        units = {
            f"{name}.label": near.text(part.label, "wholes", name, "label") for name, part in section.items()
        }
        yield Resource(Address("whole", "", "all"), units, origin=near.origin("wholes"))


class Properties(Things):
    """Kind `property`."""

    name = "property"
    section = "properties"
    section_type: Any = dict[str, dict[str, PropertySpec]]

    def expand(self, section: Mapping[str, Mapping[str, Any]], near: Surroundings) -> Iterator[Resource]:
        for scope, entries in section.items():
            for name in entries:
                at = ("properties", scope, name)
                yield Resource(Address("property", scope, name), {}, origin=near.origin(*at))


KINDS = cast("list[Kind]", [Things(), Notes(), Whole(), Properties()])


class Project:
    """A folder with blueprint files and a shelf of packs."""

    def __init__(self, root: Path) -> None:
        self.root = root / "project"
        self.packs = root / "packs"
        (self.root / "blueprints").mkdir(parents=True)
        self.packs.mkdir()

    def write(self, text: str | bytes, name: str = "blueprints/main.yaml") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def pack(self, name: str, text: str, version: str = "1.0.0", needs: str = "[]") -> Path:
        folder = self.packs / name
        folder.mkdir()
        manifest = f"name: {name}\nversion: {version}\ntitle: {{en: {name}}}\nneeds: {needs}\n"
        (folder / "pack.yaml").write_text(manifest)
        (folder / "items.yaml").write_text(text)
        return folder

    def load(self, *paths: str, locale: str = "en", variables: Mapping[str, Json] | None = None) -> Blueprint:
        shelf = Shelf(self.packs)
        return load(
            self.root, paths or ["blueprints"], KINDS, locale=locale, variables=variables, shelf=shelf
        )

    def findings(self, text: str) -> list[tuple[str, int, int]]:
        """Code, line and column of everything that is wrong with one file."""
        self.write(text)
        return places(self.load().findings)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    return [(one.code, one.origin.line, one.origin.column) for one in findings]


def _units(spec: ThingSpec, near: Surroundings, at: tuple[str, ...]) -> Iterator[tuple[str, Json]]:
    yield "label", near.text(spec.label, *at, "label")
    for key in ("count", "color"):
        if getattr(spec, key) is not None:
            yield key, getattr(spec, key)
    if spec.words:
        yield "words", list(spec.words)
    for name, part in spec.parts.items():
        yield f"parts.{name}.label", near.text(part.label, *at, "parts", name, "label")
    if spec.parts:
        yield "parts.order", list(spec.parts)


def _needs(spec: ThingSpec, near: Surroundings, at: tuple[str, ...]) -> frozenset[Need]:
    found = set()
    for number, text in enumerate(spec.needs):
        try:
            found.add(Need(Address.parse(text)))
        except ValueError as error:
            near.report("RV215", str(error), *at, "needs", number)
    return frozenset(found)
