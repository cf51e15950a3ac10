"""The blueprint's JSON Schema, for completion in editors (`revops schema blueprint`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from revops.blueprint.header import Header
from revops.kinds.base import Kind
from revops.model.json import Json
from revops.model.spec import without_sources

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ID: Final = "urn:revops:blueprint:1"

_VARIABLE: Final = {"type": "string", "pattern": r"^\$[A-Za-z_][A-Za-z0-9_]*$", "description": "A variable"}
_OPEN: Final = ("anyOf", "oneOf", "allOf")


def blueprint_schema(kinds: Sequence[Kind]) -> dict[str, Json]:
    """The schema of a blueprint file: the header's keys and one section per kind.

    Everywhere a variable may stand for a value that is not text.
    """
    adapters: list[tuple[str, Any, TypeAdapter[Any]]] = [
        (kind.section, "validation", TypeAdapter(kind.section_type)) for kind in kinds
    ]
    inputs: Any = [*adapters, ("", "validation", TypeAdapter(Header))]
    found, definitions = TypeAdapter.json_schemas(inputs, ref_template="#/$defs/{model}")
    definitions = definitions.get("$defs", {})
    header = definitions.pop("Header")
    sections = {kind.section: _section(kind, found[(kind.section, "validation")]) for kind in kinds}
    shared = {name: _with_variables(one) for name, one in definitions.items()}
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "revops blueprint",
        "description": "A file of a blueprint; it may hold any of these sections.",
        "type": "object",
        "required": ["revops"],
        "additionalProperties": False,
        "properties": {**header["properties"], **sections},
        "$defs": {"Variable": _VARIABLE, **shared},
    }


def _section(kind: Kind, schema: dict[str, Json]) -> dict[str, Json]:
    words = " ".join(without_sources(type(kind).__doc__ or "").split())
    return {"title": kind.section, "description": words, **_with_variables(schema)}


def _with_variables(schema: Json) -> Json:
    """The schema with a variable allowed in the place of every value below it."""
    if isinstance(schema, list):
        return [_with_variables(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    result = dict(schema)
    for word in _OPEN:
        if word in schema:
            result[word] = _with_variables(schema[word])
    for word in ("properties", "patternProperties"):
        if word in schema:
            result[word] = {name: _or_variable(one) for name, one in schema[word].items()}
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), Mapping):
            result[word] = _or_variable(schema[word])
    return result


def _or_variable(schema: Mapping[str, Json]) -> Json:
    inner = _with_variables(schema)
    if _takes_text(schema):
        return inner
    kept = {word: inner[word] for word in ("title", "description", "default") if word in inner}
    bare = {word: value for word, value in inner.items() if word not in kept}
    return {"anyOf": [bare, {"$ref": "#/$defs/Variable"}], **kept}


def _takes_text(schema: Mapping[str, Json]) -> bool:
    """True where any text is allowed, so that a variable needs no mention; a constant or a pattern is not."""
    if any(_takes_text(one) for word in ("anyOf", "oneOf") for one in schema.get(word, ())):
        return True
    is_free = not schema.keys() & {"enum", "const", "pattern", "maxLength", *_OPEN, "$ref"}
    return is_free and schema.get("type", "string") == "string"
