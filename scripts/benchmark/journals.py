"""Row about crash safety: what the notes of every write cost, before it and after, and the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Final

from benchmark import running, world
from benchmark.bench import Bench, Runner
from benchmark.diffs import middle
from benchmark.projects import Project, generated
from benchmark.table import Goal, Row

MOST_PERCENT: Final = 5.0
TURNS: Final = 21

LESS: Final = (running.journalling, running.forgetful)
"""Runs of an apply with less: without history, and without the journal as well."""


def row(bench: Bench, count: int = 2_000, less: tuple[Runner, Runner] = LESS) -> Row:
    """The same apply with journal and history, with the journal alone, and with neither, on fresh portals.

    On a machine with other work one apply differs from the next by more than the journal costs. So the three
    take turns, each turn makes its own ratios, and the ratio in the middle counts.
    """
    project = generated(bench.new_folder(), world.properties(count, seed=bench.seed))
    whole, journalling, forgetful = bench.revops, *less
    took: dict[Runner, list[float]] = {whole: [], journalling: [], forgetful: []}
    noted = 0
    for turn in range(bench.repetitions(TURNS, 1)):
        for revops in list(took)[:: -1 if turn % 2 else 1]:
            seconds, found = _apply(bench, project, revops)
            took[revops].append(seconds)
            noted = max(noted, found)
    bare = took[forgetful]
    percent, both = _cost(took[journalling], bare), _cost(took[whole], bare)
    told = (
        f"{median(bare):.2f} s without; noting {noted} requests {_told(took[journalling], bare)}; "
        f"with the history of {count:,} changes {_told(took[whole], bare)}"
    )
    numbers = {"without": median(bare), "percent": percent, "with history": both, "noted": noted}
    goals = (Goal.under(percent, MOST_PERCENT, "% for the journal"),)
    return Row(f"journal, apply of {count:,} changes", told, goals, numbers=numbers)


def _cost(ours: Sequence[float], bare: Sequence[float]) -> float:
    """Percent."""
    return 100 * (middle(ours, bare) - 1)


def _told(ours: Sequence[float], bare: Sequence[float]) -> str:
    """The cost, and between which costs half of the turns lie."""
    found = sorted(100 * (one / other - 1) for one, other in zip(ours, bare, strict=True))
    quarter = len(found) // 4
    low, high = found[quarter], found[-1 - quarter]
    return f"{_cost(ours, bare):+.1f} % (half of the turns {low:+.1f} to {high:+.1f} %)"


def _apply(bench: Bench, project: Project, revops: Runner) -> tuple[float, int]:
    """Seconds of the command, and how many requests its journal has."""
    with bench.copied(project) as (copy, portal):
        ran = revops(("apply", "--yes"), copy.folder, portal.environment)
        return ran.inside, _noted(copy)


def _noted(project: Project) -> int:
    path = project.folder / ".revops" / "state.db"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("select name from sqlite_master where name = 'intents'").fetchall()
        return int(connection.execute("select count(*) from intents").fetchone()[0]) if rows else 0
