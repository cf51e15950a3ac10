"""Names that a blueprint gives: one style, one prefix per group, nothing that looks like HubSpot's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.model.names import is_hubspots

_NAMED: Final = (
    "objects",
    "groups",
    "properties",
    "associations",
    "pipelines",
    "scores",
    "workflows",
    "checklist",
    "departments",
    "goals",
    "kpis",
    "glossary",
    "roles",
    "rights",
    "training",
)
_SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FEWEST: Final = 4
"""Properties of a group that make a habit."""
_HABIT: Final = 0.75


def not_snake_case(subject: Subject) -> Iterator[Hit]:
    for trail in _names(subject):
        name = str(trail[-1])
        if not _SNAKE.fullmatch(name):
            words = "_".join(re.findall(r"[a-z0-9]+", re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()))
            hint = f"Call it {words!r}." if _SNAKE.fullmatch(words) else ""
            yield Hit(trail, f"the name {name!r} is not in snake_case", hint)


def other_prefix(subject: Subject) -> Iterator[Hit]:
    groups: dict[tuple[str, str], list[Trail]] = defaultdict(list)
    for trail, entry in subject.made("properties"):
        groups[str(trail[1]), str(entry.get("groupName"))].append(trail)
    for (_, group), trails in groups.items():
        count = Counter(_first(trail) for trail in trails)
        prefix, most = count.most_common(1)[0]
        if len(trails) >= _FEWEST and _HABIT * len(trails) <= most < len(trails):
            summary = f"the other properties of the group {group!r} begin with `{prefix}_`"
            yield from (Hit(trail, summary) for trail in trails if _first(trail) != prefix)


def like_hubspots(subject: Subject) -> Iterator[Hit]:
    for section in ("groups", "pipelines", "scores"):
        for trail, _ in subject.made(section):
            if is_hubspots(str(trail[-1])):
                yield Hit(trail, f"the name {trail[-1]!r} begins like HubSpot's own")


def _names(subject: Subject) -> Iterator[Trail]:
    for section in _NAMED:
        yield from (trail for trail, _ in subject.made(section))
    for document in subject.documents:
        for section in ("conditions", "variables"):
            yield from ((section, name) for name in document.data.get(section) or ())


def _first(trail: Trail) -> str:
    return str(trail[-1]).partition("_")[0]
