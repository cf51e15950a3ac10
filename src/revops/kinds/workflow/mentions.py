"""Properties that steps name, their `else` included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from revops.kinds.workflow.step import Step
from revops.kinds.workflow.steps import said
from revops.model.condition import PropertyRef

_ALONE: Final = ("stamp", "clear")
_BY_PROPERTY: Final = ("set", "increment", "append")
_MEMBERS: Final = ("property", "owner", "from", "to")
_MAPS: Final = ("query", "inputs", "match")
_NAMING: Final = frozenset((*_MEMBERS, *_MAPS))


def mentioned(steps: Iterable[Step]) -> frozenset[PropertyRef]:
    """What is no property was reported already."""
    whole = [*steps]
    whole += [step["else"] for step in whole if "else" in step]
    parts = (text.partition(".") for text in {text for step in whole for text in _told(step)})
    return frozenset(PropertyRef(scope, name) for scope, _, name in parts if scope and name)


def _told(step: Step) -> Iterable[str]:
    word, value = said(step)
    if word in _ALONE:
        return (value,)
    if word in _BY_PROPERTY:
        return tuple(value)
    if word == "create":
        copied = [one["from"] for one in value["properties"].values() if isinstance(one, Mapping)]
        return (*value["properties"], *copied)
    if isinstance(value, dict) and not _NAMING.isdisjoint(value):
        alone = [value[member] for member in _MEMBERS if isinstance(value.get(member), str)]
        return (*alone, *(ref for name in _MAPS for ref in value.get(name, {}).values()))
    return ()
