"""Rows about making many properties: batches of a hundred, and the rate limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil
from statistics import median
from typing import Final

from benchmark import world
from benchmark.bench import SCRIPT, TERRAFORM, Bench, script, terraform
from benchmark.floor import PAGE, create_floor, named
from benchmark.projects import (
    Project,
    contents,
    generated,
    make_groups,
    script_creates,
    terraform_creates,
)
from benchmark.running import Ran
from benchmark.served import PER_SECOND
from benchmark.table import Counts, Goal, Row

ONE: Final = ("contacts",)
SLACK: Final = 1.2
"""How much longer than at the rate limit a run may take."""


def rows(bench: Bench, one: int = 200, four: int = 2_000, beside: int = 200) -> list[Row]:
    """So many properties on one object, and so many over four, of which the peers make `beside`."""
    single, several = world.properties(one, ONE, bench.seed), world.properties(four, seed=bench.seed)
    return [on_one_object(bench, single), over_objects(bench, several, beside)]


def on_one_object(bench: Bench, wanted: Sequence[world.Property]) -> Row:
    """All that matters is how many requests there are."""
    work = f"create {len(wanted):,} properties on one object"
    project = generated(bench.new_folder(), wanted)
    counts, seconds, whole = _measured(bench, project, work, wanted)
    batches = ceil(len(wanted) / PAGE)
    goals = (Goal.equal(f"{batches} batch calls", _batches(counts), batches), counts.goal())
    return _row(bench, counts, (seconds, whole), goals, wanted, len(wanted))


def over_objects(bench: Bench, wanted: Sequence[world.Property], beside: int) -> Row:
    """Besides the requests: how much longer it takes than as many requests at the rate limit."""
    per_object = Counter(one.object for one in wanted)
    work = f"create {len(wanted):,} properties over {len(per_object)} objects"
    project = generated(bench.new_folder(), wanted)
    counts, seconds, whole = _measured(bench, project, work, wanted)
    batches = sum(ceil(count / PAGE) for count in per_object.values())
    bound = counts.total / PER_SECOND
    goals = (
        Goal.equal(f"{batches} batch calls", _batches(counts), batches),
        counts.goal(),
        Goal.under(seconds, SLACK * bound, f"s, {SLACK} x {counts.total} calls at {PER_SECOND:g}/s"),
    )
    return _row(bench, counts, (seconds, whole), goals, wanted, beside)


def _measured(
    bench: Bench, project: Project, work: str, wanted: Sequence[world.Property]
) -> tuple[Counts, float, float]:
    """Requests by name, and medians of the command's wall time and of the whole process, on fresh portals."""
    ran: list[Ran] = []
    calls: dict[str, int] = {}
    for _ in range(bench.repetitions(3, 1)):
        with bench.copied(project) as (copy, portal):
            ran.append(bench.revops(("apply", "--yes"), copy.folder, portal.environment))
            calls = named(portal.requests())
    per_object = Counter(one.object for one in wanted)
    floor = create_floor(contents(project.resources()), per_object, per_object)
    seconds, whole = median(one.inside for one in ran), median(one.seconds for one in ran)
    return Counts(work, calls, floor), seconds, whole


def _batches(counts: Counts) -> int:
    return sum(count for name, count in counts.calls.items() if name.startswith("property batch create"))


def _row(
    bench: Bench,
    counts: Counts,
    took: tuple[float, float],
    goals: tuple[Goal, ...],
    wanted: Sequence[world.Property],
    beside: int,
) -> Row:
    batches = _batches(counts)
    seconds, whole = took
    ours = f"{batches} batch calls of {counts.total} calls, {seconds:.2f} s; {whole:.2f} s with start-up"
    part = wanted[:beside]
    rest = f" of {len(wanted):,}" if beside < len(wanted) else ""
    empty = generated(bench.new_folder(), ())
    make_groups(empty, part)
    peers = {
        SCRIPT: script(bench, empty, "create", script_creates(part)).told("created") + rest,
        TERRAFORM: terraform(bench, empty, terraform_creates(part)).told("created") + rest,
    }
    numbers = {"calls": counts.total, "batches": batches, "seconds": seconds, "whole": whole}
    return Row(counts.work, ours, goals, peers, (counts,), numbers)
