"""Row about crash safety: what it costs that every write is noted before and settled after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

from benchmark import running, world
from benchmark.bench import Bench, Runner
from benchmark.projects import Project, generated
from benchmark.table import Goal, Row

MOST_PERCENT: Final = 5.0


def row(bench: Bench, count: int = 2_000, forgetful: Runner = running.forgetful) -> Row:
    """The same apply with and without, in turn, each on a fresh portal; the fastest of each count."""
    project = generated(bench.new_folder(), world.properties(count, seed=bench.seed))
    noted, with_, without = 0, [], []
    for _ in range(bench.repetitions(9, 1)):
        seconds, noted = _apply(bench, project, bench.revops)
        with_.append(seconds)
        without.append(_apply(bench, project, forgetful)[0])
    ours, bare = min(with_), min(without)  # the runs that other work on this machine disturbed least
    percent = 100 * (ours - bare) / bare
    noted_told = f"{noted} requests and {count:,} changes noted"
    told = f"{ours:.2f} s with {noted_told}, {bare:.2f} s without: {percent:+.1f} %"
    goals = (Goal.under(percent, MOST_PERCENT, "%"),)
    numbers = {"seconds": ours, "without": bare, "percent": percent, "noted": noted}
    return Row(f"journal and history, apply of {count:,} changes", told, goals, numbers=numbers)


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
