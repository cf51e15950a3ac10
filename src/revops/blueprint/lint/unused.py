"""What is described and used by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from revops.blueprint.lint.subject import Hit, Subject
from revops.model.json import Json

_VARIABLE: Final = re.compile(r"\$[A-Za-z_][A-Za-z0-9_]*")


def groups(subject: Subject) -> Iterator[Hit]:
    used = {(trail[1], entry.get("groupName")) for trail, entry in subject.entries("properties")}
    for trail, _ in subject.entries("groups"):
        if trail[1:] not in used:
            yield Hit(trail, f"no property is in the group {trail[-1]!r}")


def conditions(subject: Subject) -> Iterator[Hit]:
    for document in subject.documents:
        for name in document.data.get("conditions") or ():
            if name not in subject.blueprint.asked:
                yield Hit(("conditions", name), f"nothing uses the condition {name!r}")


def variables(subject: Subject) -> Iterator[Hit]:
    used = {name for document in subject.documents for name in _named(document.data)}
    for document in subject.documents:
        for name in document.data.get("variables") or ():
            if f"${name}" not in used:
                yield Hit(("variables", name), f"nothing uses the variable {name!r}")


def _named(value: Json) -> Iterator[str]:
    """Variables that stand for a value."""
    if isinstance(value, str):
        if _VARIABLE.fullmatch(value):
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _named(inner)
