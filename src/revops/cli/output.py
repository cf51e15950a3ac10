"""What commands print with: one console for people, one JSON document for programs, exit codes."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.status import Status

from revops.cli.typed import documented
from revops.model.exits import CHANGES, DONE, ERROR, INVALID, PARTIAL, UNDECIDED
from revops.views.visible import Screen, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from revops.model.json import Json

PRECEDENCE = (PARTIAL, UNDECIDED, INVALID, ERROR, CHANGES, DONE)


def worst(*codes: int) -> int:
    """The exit code that wins: 5 > 4 > 3 > 1 > 2 > 0."""
    return min(codes, key=PRECEDENCE.index, default=DONE)


def console() -> Console:
    """For people, on stdout; no colour and no wrapping tricks where it is no terminal."""
    return Screen(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_json(document: Json) -> None:
    """One document, with ways out that run here; escaped where stdout's encoding cannot carry it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    escaped = not encoding.lower().startswith("utf")
    click.echo(visible(json.dumps(documented(document), ensure_ascii=escaped, indent=2)))


@contextmanager
def busy(told: str) -> Iterator[Status | None]:
    """A spinner on stderr while something takes its time; nothing where nobody watches."""
    screen = Screen(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    with screen.status(told) as status:
        yield status
