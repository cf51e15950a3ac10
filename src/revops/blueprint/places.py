"""Which keys a JSON Schema knows at a place, and in which sequence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from revops.blueprint.compose import Trail

Schema = Mapping[str, Any]


def names_at(schema: Schema, trail: Trail) -> set[str]:
    """The property names that the schema allows at the end of a trail, over all alternatives."""
    places = [schema]
    for part in trail:
        places = below(schema, places, part)
    return {
        name for place in places for one in _alternatives(schema, place) for name in one.get("properties", ())
    }


def examples_at(schema: Schema, trail: Trail) -> list[Any]:
    """The examples that the schema gives for the end of a trail, the field's before those of its type."""
    places = [schema]
    for part in trail:
        places = below(schema, places, part)
    return [
        example
        for place in places
        for one in (place, *_alternatives(schema, place))
        for example in one.get("examples", ())
    ]


def below(schema: Schema, places: Iterable[Schema], part: str | int) -> list[Schema]:
    """What the schema says one step further down, over all alternatives."""
    return [inner for place in places for inner in _inner(schema, place, part)]


def sequences(schema: Schema, places: Iterable[Schema]) -> list[tuple[str, ...]]:
    """The names that each alternative knows, in its sequence; each sequence once."""
    found = (tuple(one.get("properties", ())) for place in places for one in _alternatives(schema, place))
    return [names for names in dict.fromkeys(found) if names]


def _inner(schema: Schema, place: Schema, part: str | int) -> Iterator[Schema]:
    for one in _alternatives(schema, place):
        inner = one.get("items") if isinstance(part, int) else _member(one, part)
        if isinstance(inner, Mapping):
            yield inner


def _member(place: Schema, name: str) -> Any:
    """What a map says about a name; what it says about other names is for those that it does not know."""
    if name in place.get("properties", ()):
        return place["properties"][name]
    patterns = place.get("patternProperties", {})
    fitting = (inner for pattern, inner in patterns.items() if re.search(pattern, name))
    return next(fitting, place.get("additionalProperties"))


def _alternatives(schema: Schema, place: Schema) -> Iterator[Schema]:
    """The place with its references followed and its unions taken apart."""
    if "$ref" in place:
        yield from _alternatives(schema, schema["$defs"][place["$ref"].rpartition("/")[2]])
    for word in ("anyOf", "oneOf", "allOf"):
        for one in place.get(word, ()):
            yield from _alternatives(schema, one)
    yield place
