"""Which keys a JSON Schema knows at a place, for the hint beside a key that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from revops.blueprint.compose import Trail

Schema = Mapping[str, Any]


def names_at(schema: Schema, trail: Trail) -> set[str]:
    """The property names that the schema allows at the end of a trail, over all alternatives."""
    places = [schema]
    for part in trail:
        places = [inner for place in places for inner in _inner(schema, place, part)]
    return {
        name for place in places for one in _alternatives(schema, place) for name in one.get("properties", ())
    }


def _inner(schema: Schema, place: Schema, part: str | int) -> Iterator[Schema]:
    for one in _alternatives(schema, place):
        if isinstance(part, int):
            inner = one.get("items")
        else:
            inner = one.get("properties", {}).get(part, one.get("additionalProperties"))
        if isinstance(inner, Mapping):
            yield inner


def _alternatives(schema: Schema, place: Schema) -> Iterator[Schema]:
    """The place with its references followed and its unions taken apart."""
    if "$ref" in place:
        yield from _alternatives(schema, schema["$defs"][place["$ref"].rpartition("/")[2]])
    for word in ("anyOf", "oneOf", "allOf"):
        for one in place.get(word, ()):
            yield from _alternatives(schema, one)
    yield place
