"""Replaces single values in a YAML text, character for character, where an edit changes nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString
from yamlcore import CCoreLoader

from revops.blueprint.compose import Trail
from revops.blueprint.emit import BREAKS, inline, spelled_out
from revops.blueprint.read import Document
from revops.model.json import Json

Place = tuple[int, int]
"""Line and column, from 1."""

_QUOTES: Final = {'"': DoubleQuotedScalarString, "'": SingleQuotedScalarString}


class _NoValue(Exception):  # noqa: N818 - it says what was found
    """The change is more than single values."""


def spliced(plain: str, document: Document, trail: Trail, before: Json, wanted: Json) -> str | None:
    """The text with the changed values in it, or None where keys or lists change, too.

    Args:
        plain: the text of the document, with line feeds.
        document: what the text says.
        trail: where the changed value stands.
        before: the value before, with variables put in.
        wanted: the value in the end.
    """
    try:
        values = dict(_changed(trail, before, wanted))
        places = {document.spots[one][2:]: value for one, value in values.items()}
    except (_NoValue, KeyError):
        return None
    text = plain
    for (start, end), place in sorted(_spans(plain, places).items(), reverse=True):
        if plain[start] in "|>*&!":
            return None
        text = text[:start] + _spelled(places[place], plain[start]) + text[end:]
    return text


def _changed(trail: Trail, before: Json, wanted: Json) -> Iterator[tuple[Trail, Json]]:
    if isinstance(before, dict) and isinstance(wanted, dict) and list(before) == list(wanted):
        for key, value in wanted.items():
            yield from _changed((*trail, key), before[key], value)
    elif isinstance(before, list) and isinstance(wanted, list) and len(before) == len(wanted):
        for number, value in enumerate(wanted):
            yield from _changed((*trail, number), before[number], value)
    elif isinstance(before, dict | list) or isinstance(wanted, dict | list):
        raise _NoValue
    elif before != wanted or type(before) is not type(wanted):
        yield trail, wanted


def _spans(plain: str, places: Mapping[Any, Json]) -> dict[tuple[int, int], Any]:
    """Start and end of the scalars at these places, as offsets in the text."""
    found = {}
    for event in yaml.parse(plain, CCoreLoader):
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            place = (start.line + 1, start.column + 1)
            if place in places:
                found[(start.index, end.index)] = place
    return found


def _spelled(value: Json, first: str) -> str:
    """The value as YAML, in the quotes of the one before it where both are text."""
    spelled = spelled_out(value)
    quoted = first in _QUOTES and isinstance(spelled, str) and not BREAKS.search(spelled)
    return inline(_QUOTES[first](spelled) if quoted else spelled)
