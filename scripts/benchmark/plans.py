"""Rows about a plan with nothing to do: calls against the floor, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from typing import Final

from benchmark import world
from benchmark.bench import SCRIPT, TERRAFORM, Bench, script, terraform
from benchmark.floor import named, plan_floor
from benchmark.projects import CONSENTS, LOCALE, Project, script_jobs, terraform_reads
from benchmark.served import LATENCY_MS, bare
from benchmark.table import Counts, Goal, Row

UNCHANGED: Final = ("plan", "--exit-code")
"""Ends with another code than 0 where something would change, and then nothing is measured."""
GROWN: Final = 10
"""How many times as many properties the larger blueprint has."""
_PEERS_READ: Final = 100
"""How much of the larger blueprint the peers work through."""
_MOST_SECONDS: Final = 4 * LATENCY_MS / 1000 + 0.3
_OBJECTS: Final = ("contacts", "deals")
"""Objects of which the packs have properties and groups, so that a larger blueprint names no new place."""


def rows(bench: Bench) -> list[Row]:
    """The shipped packs, and the packs with ten times as many properties.

    design.md has one goal for the wall time, without a size: it is the packs'. The larger one shows that the
    calls do not grow; its time is told beside them.
    """
    packs = applied_packs(bench)
    larger = applied_packs(bench, grown=GROWN)
    small = Counts("unchanged plan, packs", counted(bench, packs), plan_floor(packs.contents()))
    large = Counts("unchanged plan, ten times", counted(bench, larger), plan_floor(larger.contents()))
    no_more = Goal.equal(f"as many calls as the packs, {small.total}", large.total, small.total)
    return [
        _row(bench, packs, "unchanged plan: the shipped packs", small, _peers(bench, packs, None), _in_time),
        _row(
            bench,
            larger,
            f"unchanged plan: {GROWN} times the properties",
            large,
            _peers(bench, larger, _PEERS_READ),
            lambda _: no_more,
        ),
    ]


def _in_time(seconds: float) -> Goal:
    return Goal.under(seconds, _MOST_SECONDS, "s")


def applied_packs(bench: Bench, grown: int = 1) -> Project:
    """A project with all packs applied, and more properties beside theirs.

    What relies on a published score is made by the second run.
    """
    folder = bench.new_folder()
    folder.mkdir()
    project = Project(folder)
    bench.revops(("init", "--locale", LOCALE), folder, bare())
    if grown > 1:
        there = sum(resource.address.kind == "property" for resource in project.resources())
        project.add(world.properties((grown - 1) * there, _OBJECTS, bench.seed))
    for _ in range(2):
        bench.revops(("apply", *CONSENTS), folder, bare())
    return project


def counted(bench: Bench, project: Project) -> dict[str, int]:
    """The requests of one plan, by name."""
    with bench.copied(project) as (copy, portal):
        bench.revops(UNCHANGED, copy.folder, portal.environment)
        return named(portal.requests())


def _row(
    bench: Bench,
    project: Project,
    work: str,
    counts: Counts,
    peers: Mapping[str, str],
    goal: Callable[[float], Goal],
) -> Row:
    """One blueprint; `goal` is what there is beside the floor, told the seconds."""
    seconds, whole = _seconds(bench, project)
    number = sum(resource.address.kind == "property" for resource in project.resources())
    ours = f"{number} properties: {counts.total} calls, {seconds:.2f} s; {whole:.2f} s with start-up"
    numbers = {"properties": number, "calls": counts.total, "seconds": seconds, "whole": whole}
    return Row(work, ours, (counts.goal(), goal(seconds)), peers, (counts,), numbers)


def _seconds(bench: Bench, project: Project) -> tuple[float, float]:
    """Medians of the command's wall time, and of the whole process."""
    with bench.copied(project) as (copy, portal):
        again = range(bench.repetitions(5, 3))
        ran = [bench.revops(UNCHANGED, copy.folder, portal.environment) for _ in again]
    return median(one.inside for one in ran), median(one.seconds for one in ran)


def _peers(bench: Bench, project: Project, most: int | None) -> dict[str, str]:
    """What the peers need for as much of it, or for all of it."""
    reads, properties = terraform_reads(project, ()), script_jobs(project)
    by_script = script(bench, project, "read", properties[:most]).told("properties")
    by_terraform = terraform(bench, project, reads[:most]).told("resources")
    if most is None:
        return {SCRIPT: by_script, TERRAFORM: by_terraform}
    return {SCRIPT: f"{by_script} of {len(properties)}", TERRAFORM: f"{by_terraform} of {len(reads)}"}
