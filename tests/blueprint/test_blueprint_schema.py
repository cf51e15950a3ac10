"""The JSON Schema for editors, and the nearest names that it gives to findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from blueprint_toys import KINDS

from revops.blueprint.places import names_at
from revops.blueprint.read import read_file, read_yaml
from revops.blueprint.schema import DIALECT, blueprint_schema
from revops.kinds import KINDS as ALL_KINDS
from revops.packs import shipped

SCHEMA = blueprint_schema(KINDS)


def is_valid(text: str) -> bool:
    """Whether an editor would accept the file."""
    return jsonschema_rs.validator_for(SCHEMA).is_valid(read_yaml(text, "").data)


def test_the_schema_is_one() -> None:
    """Of the dialect it names."""
    jsonschema_rs.meta.validate(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert {"revops", "uses", "things", "notes"} <= SCHEMA["properties"].keys()


@pytest.mark.parametrize(
    "text",
    [
        "revops: 1\nthings: {contacts: {a: {label: {ja: あ}, count: 3, words: [a]}}}",
        "revops: 1\nthings: {contacts: {a: {label: A, count: $n, words: $list, parts: $parts}}}",
        "revops: 1\nuses: [core, {pack: sales, digest: x}]\nremoved: [note.a]\nwithout: [note.b]",
        "revops: 1\nconditions: {a: b, c: {property: contacts.x, at_least: $n}}",
    ],
)
def test_valid_files(text: str) -> None:
    """A variable may stand for any value."""
    assert is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "things: {}",
        "revops: 2",
        "revops: 1\nthimgs: {}",
        "revops: 1\nthings: {contacts: {a: {count: 1}}}",
        "revops: 1\nthings: {contacts: {a: {label: A, colr: red}}}",
        "revops: 1\nthings: {contacts: {a: {label: A, count: many}}}",
    ],
)
def test_invalid_files(text: str) -> None:
    """What the loader refuses is red in the editor, too."""
    assert not is_valid(text)


def test_names_at_a_place_follow_references_and_unions() -> None:
    """Over all members of a union, at any depth."""
    schema: dict[str, Any] = {
        "properties": {
            "a": {"anyOf": [{"$ref": "#/$defs/One"}, {"type": "array", "items": {"$ref": "#/$defs/Two"}}]}
        },
        "$defs": {"One": {"properties": {"x": {}}}, "Two": {"properties": {"y": {}, "z": {}}}},
    }

    assert {"a"} == names_at(schema, ())
    assert {"x"} == names_at(schema, ("a",))
    assert {"y", "z"} == names_at(schema, ("a", 3))
    assert set() == names_at(schema, ("b",))


def test_the_file_for_editors_is_current() -> None:
    """`revops schema blueprint` prints what `docs/blueprint.schema.json` holds."""
    file = Path(__file__).parents[2] / "docs" / "blueprint.schema.json"

    assert json.loads(file.read_text()) == blueprint_schema(ALL_KINDS), (
        "run `revops schema blueprint` into it"
    )


def test_the_shipped_packs_fit_the_schema() -> None:
    """An editor shows no false alarm in them."""
    validator = jsonschema_rs.validator_for(blueprint_schema(ALL_KINDS))
    shelf = shipped()
    packs = [pack for name in shelf.names() if (pack := shelf.pack(name))]
    wrong = [
        (pack.name, name, error.instance_path, error.message)
        for pack in packs
        for name, path in pack.files.items()
        for error in validator.iter_errors(read_file(path, name).data)
    ]

    assert packs
    assert wrong == []
