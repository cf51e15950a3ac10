"""Row about a plan with nothing to do over very many workflows, segments and scores."""

from __future__ import annotations

from statistics import median
from typing import Final

from benchmark import automation
from benchmark.automation import FULL, Sizes
from benchmark.bench import TERRAFORM, Bench, terraform
from benchmark.floor import named, plan_floor
from benchmark.plans import UNCHANGED
from benchmark.projects import CONSENTS, Project, empty, terraform_reads
from benchmark.served import PER_SECOND, bare
from benchmark.table import Counts, Goal, Row

SLACK: Final = 1.2
"""How much longer than at the rate limit a plan may take."""
_PEERS_READ: Final = 100
"""How much of it the peer works through; it knows neither segments nor scores."""


def rows(bench: Bench, sizes: Sizes = FULL) -> list[Row]:
    """Everything is as it was applied, on the embedded emulator; then it is planned on the served one."""
    project = applied(bench, sizes)
    return [_row(bench, project, sizes)]


def applied(bench: Bench, sizes: Sizes) -> Project:
    """A project of made-up automation alone, applied."""
    project = empty(bench.new_folder())
    automation.write_blueprint(project.folder / "blueprints", sizes, bench.seed)
    bench.revops(("apply", *CONSENTS), project.folder, bare())
    return project


def planned(bench: Bench, project: Project) -> tuple[Counts, float, float]:
    """Requests by name, and medians of the command's wall time and of the whole process.

    Each run has a portal of its own: the window of the rate limit would not hold two.
    """
    ran = []
    calls: dict[str, int] = {}
    for _ in range(bench.repetitions(3, 1)):
        with bench.copied(project) as (copy, portal):
            ran.append(bench.revops(UNCHANGED, copy.folder, portal.environment))
            calls = named(portal.requests())
    counts = Counts("unchanged plan, automation", calls, plan_floor(project.contents()))
    return counts, median(one.inside for one in ran), median(one.seconds for one in ran)


def _row(bench: Bench, project: Project, sizes: Sizes) -> Row:
    counts, seconds, whole = planned(bench, project)
    bound = counts.total / PER_SECOND
    wall = Goal.under(seconds, SLACK * bound, f"s, {SLACK} x {counts.total} calls at {PER_SECOND:g}/s")
    many = f"{sizes.workflows} workflows, {sizes.segments} segments, {sizes.scores} scores"
    ours = f"{counts.total} calls, {seconds:.2f} s; {whole:.2f} s with start-up"
    numbers = {"calls": counts.total, "seconds": seconds, "whole": whole}
    peers = {TERRAFORM: _beside(bench, project)}
    return Row(f"unchanged plan: {many}", ours, (counts.goal(), wall), peers, (counts,), numbers)


def _beside(bench: Bench, project: Project) -> str:
    reads = terraform_reads(project, project.flow_ids())
    told = terraform(bench, project, reads[:_PEERS_READ]).told("properties and workflows")
    return f"{told} of {len(reads)}"
