"""Made-up properties, the same for a seed: as a blueprint says them, and as HubSpot shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final, TypeVar

T = TypeVar("T")

OBJECTS: Final = ("contacts", "companies", "deals", "tickets")
SEED: Final = 20
GROUP: Final = "bench"
GROUP_LABEL: Final = {"ja": "計測", "en": "Bench"}
MADE: Final = "2026-01-15T02:30:00.000Z"

_PER_FILE: Final = 2_500
_CHOICES: Final = 6
"""The most options that a made-up enumeration has."""
_WORDS: Final = ("契約", "更新", "予算", "導入", "課題", "規模", "業種", "担当", "時期", "満足度")
_TYPES: Final = (("string", "text"), ("number", "number"), ("date", "date"), ("enumeration", "select"))
_METADATA: Final = {
    "archivable": True,
    "readOnlyDefinition": False,
    "readOnlyOptions": False,
    "readOnlyValue": False,
}


@dataclass(frozen=True)
class Property:
    """One property of a blueprint; `options` maps stored values to labels."""

    object: str
    name: str
    label: str
    type: str
    field_type: str
    description: str
    options: Mapping[str, str]

    @property
    def entry(self) -> dict[str, Any]:
        """As a blueprint says it."""
        said = {
            "label": {"ja": self.label, "en": self.name.replace("_", " ")},
            "type": self.type,
            "fieldType": self.field_type,
            "groupName": GROUP,
            "description": self.description,
        }
        return {**said, "options": dict(self.options)} if self.options else said

    @property
    def body(self) -> dict[str, Any]:
        """As a create sends it (dossier B2)."""
        options = [
            {"value": value, "label": label, "displayOrder": number, "hidden": False}
            for number, (value, label) in enumerate(self.options.items())
        ]
        sent = {
            "name": self.name,
            "label": self.label,
            "type": self.type,
            "fieldType": self.field_type,
            "groupName": GROUP,
            "description": self.description,
        }
        return {**sent, "options": options} if options else sent

    @property
    def row(self) -> dict[str, Any]:
        """As a list of the portal shows it (dossier B2)."""
        usual = {"options": [], "displayOrder": -1, "calculated": False, "externalOptions": False}
        switches = {"hasUniqueValue": False, "hidden": False, "formField": False, "archived": False}
        made = {"createdAt": MADE, "updatedAt": MADE, "createdUserId": "1001", "updatedUserId": "1001"}
        rest = {"dataSensitivity": "non_sensitive", "modificationMetadata": _METADATA}
        return {**usual, **self.body, **switches, **made, **rest}


def properties(count: int, objects: Sequence[str] = OBJECTS, seed: int = SEED) -> list[Property]:
    """So many properties, spread evenly; one in four is an enumeration."""
    chance = Random(seed)
    return [_property(objects[number % len(objects)], number, chance) for number in range(count)]


def _property(scope: str, number: int, chance: Random) -> Property:
    type_, field_type = _TYPES[chance.randrange(len(_TYPES))]
    words = chance.sample(_WORDS, 2)
    count = chance.randint(2, _CHOICES) if type_ == "enumeration" else 0
    options = {f"choice_{n}": f"{chance.choice(_WORDS)} {n}" for n in range(count)}
    description = f"{words[0]}について営業担当が面談のあとに記入する" if chance.random() < 0.5 else ""
    return Property(
        scope, f"bench_{number}", f"{''.join(words)} {number}", type_, field_type, description, options
    )


def write_blueprint(folder: Path, wanted: Iterable[Property]) -> None:
    """Files of a blueprint: the group on each object, and the properties, so many to a file."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(wanted)
    scopes = list(dict.fromkeys(one.object for one in wanted))
    _write(
        folder / "bench_groups.yaml", {"groups": {scope: {GROUP: {"label": GROUP_LABEL}} for scope in scopes}}
    )
    for number, part in enumerate(parts(wanted, _PER_FILE)):
        sections: dict[str, dict[str, Any]] = {}
        for one in part:
            sections.setdefault(one.object, {})[one.name] = one.entry
        _write(folder / f"bench_{number}.yaml", {"properties": sections})


def parts(wanted: Iterable[T], most: int) -> Iterator[list[T]]:
    """The same in lists of up to so many."""
    rest = iter(wanted)
    while part := list(islice(rest, most)):
        yield part


def _write(path: Path, sections: Mapping[str, Any]) -> None:
    """In block style with a line per entry's field, as a person writes it."""
    lines = ["revops: 1"]
    for section, scopes in sections.items():
        lines.append(f"{section}:")
        for scope, entries in scopes.items():
            lines.append(f"  {scope}:")
            for name, entry in entries.items():
                lines.append(f"    {name}:")
                lines += [f"      {field}: {said(value)}" for field, value in entry.items()]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def said(value: Any) -> str:
    """JSON is YAML: every value on one line, in braces."""
    return json.dumps(value, ensure_ascii=False)


def lists(wanted: Iterable[Property]) -> dict[str, Any]:
    """What the portal's property lists answer, by request path; for `POST /_emulator/load`."""
    found: dict[str, list[Any]] = {}
    for one in wanted:
        found.setdefault(f"/crm/properties/2026-09/{one.object}", []).append(one.row)
    return {path: {"results": rows} for path, rows in found.items()}
