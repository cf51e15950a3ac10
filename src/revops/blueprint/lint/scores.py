"""Limits of scores that are never reached."""

from __future__ import annotations

from collections.abc import Iterator

from revops.blueprint.lint.subject import Hit, Subject


def group_above_score(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.entries("scores"):
        most = entry.get("max")
        for name, group in (entry.get("groups") or {}).items():
            own = group.get("max")
            if most is not None and own is not None and own > most:
                told = f"the group {name!r} gives up to {own} points, and the score ends at {most}"
                yield Hit((*trail, "groups", name, "max"), told)
