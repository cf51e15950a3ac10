"""Properties that a step names, its `else` included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds.workflow.steps import said
from revops.model.condition import PropertyRef
from revops.model.json import Json

_ALONE: Final = ("stamp", "clear")
_BY_PROPERTY: Final = ("set", "increment", "append")
_MEMBERS: Final = ("property", "owner", "from", "to")
_MAPS: Final = ("query", "inputs", "match")
_NAMING: Final = frozenset((*_MEMBERS, *_MAPS))


def mentioned(step: Mapping[str, Json]) -> Iterator[PropertyRef]:
    """What is no property was reported already."""
    for ref in _told(step):
        scope, _, name = ref.partition(".")
        if scope and name:
            yield PropertyRef(scope, name)
    if "else" in step:
        yield from mentioned(step["else"])


def _told(step: Mapping[str, Json]) -> Iterator[str]:
    word, value = said(step)
    if word in _ALONE:
        yield value
    elif word in _BY_PROPERTY:
        yield from value
    elif word == "create":
        yield from value["properties"]
        yield from (one["from"] for one in value["properties"].values() if isinstance(one, Mapping))
    elif isinstance(value, dict) and not _NAMING.isdisjoint(value):
        yield from (value[member] for member in _MEMBERS if isinstance(value.get(member), str))
        yield from (ref for name in _MAPS for ref in value.get(name, {}).values())
