"""Row about memory: the whole command with very many properties, adopting all and with nothing to do."""

from __future__ import annotations

from typing import Final

from benchmark import world
from benchmark.bench import Bench
from benchmark.projects import fill, generated
from benchmark.table import Goal, Row

MOST_MB: Final = 250.0


def row(bench: Bench, count: int = 20_000) -> Row:
    """Each command is a fresh process; its peak resident set is what the system counted."""
    wanted = world.properties(count, seed=bench.seed)
    project = generated(bench.new_folder(), wanted)
    fill(project, wanted)
    with bench.copied(project) as (copy, portal):
        adopting = bench.revops(("apply", "--yes"), copy.folder, portal.environment)
        unchanged = bench.revops(("plan",), copy.folder, portal.environment)
    ours = (
        f"unchanged plan {unchanged.mb:.0f} MB in {unchanged.seconds:.1f} s, "
        f"adopting all at once {adopting.mb:.0f} MB in {adopting.seconds:.1f} s"
    )
    goals = (
        Goal.under(unchanged.mb, MOST_MB, "MB unchanged"),
        Goal.under(adopting.mb, MOST_MB, "MB adopting"),
    )
    numbers = {"unchanged_mb": unchanged.mb, "adopting_mb": adopting.mb}
    return Row(f"memory, {count:,} properties", ours, goals, numbers=numbers)
