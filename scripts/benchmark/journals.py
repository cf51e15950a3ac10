"""Row about crash safety: what it costs that every write is noted before and settled after."""

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
PAIRS: Final = 21


def row(bench: Bench, count: int = 2_000, forgetful: Runner = running.forgetful) -> Row:
    """The same apply with and without, in pairs on fresh portals; every second pair the other way round.

    On a machine with other work one apply differs from the next by more than the journal costs. So each pair
    makes one ratio, and the one in the middle counts.
    """
    project = generated(bench.new_folder(), world.properties(count, seed=bench.seed))
    noted, with_, without = 0, [], []
    for turn in range(bench.repetitions(PAIRS, 1)):
        order = (forgetful, bench.revops) if turn % 2 else (bench.revops, forgetful)
        took = {revops: _apply(bench, project, revops) for revops in order}
        with_.append(took[bench.revops][0])
        without.append(took[forgetful][0])
        noted = took[bench.revops][1]
    ours, bare, percent = median(with_), median(without), 100 * (middle(with_, without) - 1)
    low, high = _half(with_, without)
    told = (
        f"{ours:.2f} s with {noted} requests and {count:,} changes noted, {bare:.2f} s without: "
        f"{percent:+.1f} %, half of {len(with_)} pairs between {low:+.1f} and {high:+.1f} %"
    )
    goals = (Goal.under(percent, MOST_PERCENT, "%"),)
    numbers = {"seconds": ours, "without": bare, "percent": percent, "noted": noted}
    return Row(f"journal and history, apply of {count:,} changes", told, goals, numbers=numbers)


def _half(ours: Sequence[float], bare: Sequence[float]) -> tuple[float, float]:
    """The percentages between which half of the pairs lie."""
    found = sorted(100 * (one / other - 1) for one, other in zip(ours, bare, strict=True))
    quarter = len(found) // 4
    return found[quarter], found[-1 - quarter]


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
