"""Waits for changes of a project's YAML files; the operating system tells, nobody asks again and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from revops.blueprint.files import SUFFIXES


class _Blueprints(DefaultFilter):
    """YAML files, but none of tools that keep theirs in folders of their own."""

    def __call__(self, change: Change, path: str) -> bool:
        return path.endswith(SUFFIXES) and super().__call__(change, path)


def changes(project: Path) -> Iterator[None]:
    """Once at the beginning, then after every change; ends with Ctrl-C while it waits."""
    yield
    for _ in watch(project, watch_filter=_Blueprints(), raise_interrupt=False):
        yield
