"""Rows about reading a whole portal: `revops pull` and `revops snapshot` of a large one."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from benchmark import automated, world
from benchmark.automation import Sizes
from benchmark.bench import Bench
from benchmark.floor import PAGE, SEARCHED, named
from benchmark.projects import Project, empty, make_groups
from benchmark.running import Ran
from benchmark.table import Counts, Goal, Row
from revops.emulator import Emulator

MOST_MB: Final = 300.0
_COMMANDS: Final = {"pull": ("pull",), "snapshot": ("snapshot", "--out", "portal.json.gz")}
_LABELS: Final = "association labels of "
_LISTS: Final = ("e-mail", "form", "owner", "segment folder", "subscription", "team")
_ONCE: Final = ("team tree page", "object schema list", "score list page")
"""Read whole by both; the emulator's portal has one page of each."""
_SENSITIVITIES: Final = 3
_PEOPLE, _MAILS, _PUBLISHED = 10, 5, 2
"""Whose sequences, and which marketing e-mails, HubSpot shows one by one: those of the emulator's portal."""
_STAGES: Final = (("open", 0.2), ("won", 1.0), ("lost", 0.0))


@dataclass(frozen=True)
class Portal:
    """How much of each there is."""

    properties: int = 4_000
    pipelines: int = 50
    segments: int = 500
    flows: int = 300


FULL: Final = Portal()


def rows(bench: Bench, sizes: Portal = FULL) -> list[Row]:
    """Both read the same portal, into a project that knows nothing of it."""
    project = made(bench, sizes)
    return [_row(bench, project, command, sizes) for command in _COMMANDS]


def made(bench: Bench, sizes: Portal) -> Project:
    """A portal with so much in it, and a project without a blueprint and without a ledger."""
    wanted = Sizes(workflows=sizes.flows, segments=sizes.segments, scores=0)
    source = automated.applied(bench, wanted)
    project = empty(bench.new_folder())
    shutil.copy(source.state, project.state)
    _fill(project, world.properties(sizes.properties, seed=bench.seed), sizes.pipelines)
    return project


def _fill(project: Project, properties: list[world.Property], pipelines: int) -> None:
    """Put in properties, more than a person could make, beside HubSpot's own; and pipelines of deals."""
    make_groups(project, properties)
    emulator = Emulator(project.state)
    lists = world.lists(properties)
    for path, body in lists.items():
        body["results"] += emulator.edit("GET", path).body["results"]
    emulator.load(lists)
    for number in range(pipelines):
        emulator.edit("POST", "/crm/pipelines/2026-09/deals", _pipeline(number))
    emulator.close()


def _pipeline(number: int) -> dict[str, Any]:
    stages = [
        {"label": f"{label} {number}", "displayOrder": place, "metadata": {"probability": str(chance)}}
        for place, (label, chance) in enumerate(_STAGES)
    ]
    return {"label": f"計測 {number}", "displayOrder": number + 1, "stages": stages}


def counted(bench: Bench, project: Project, command: str) -> tuple[dict[str, int], Ran]:
    """The requests of one command by name, and the process."""
    with bench.copied(project) as (copy, portal):
        ran = bench.revops(_COMMANDS[command], copy.folder, portal.environment)
        calls: Counter[str] = Counter()
        for name, count in named(portal.requests()).items():
            calls["association labels of a pair" if name.startswith(_LABELS) else name] += count
        return dict(calls), ran


def floor(command: str, sizes: Portal) -> dict[str, int]:
    """What has to be asked: every list once, flows and filters a hundred at a time."""
    found = {f"{name} list page": 1 for name in _LISTS}
    for scope in world.OBJECTS:
        found |= {f"{name} of {scope}": 1 for name in ("property list", "group list", "pipeline list")}
        found[f"validation rules of {scope}"] = 1
    found |= {
        "team tree page": 1,
        "account": 1,
        "token info": 1,
        "object schema list": 1,
        "score list page": 1,
    }
    found["segment list page"] = ceil(sizes.segments / SEARCHED)
    found["segment batch read"] = ceil(sizes.segments / PAGE)
    found["flow list page"] = found["flow batch read"] = ceil(sizes.flows / PAGE)
    return {**found, **(_pulled() if command == "pull" else _saved(sizes))}


def _pulled() -> dict[str, int]:
    """Labels and their limits pair by pair, in either direction."""
    pairs = len(world.OBJECTS) ** 2
    return {"association labels of a pair": pairs, "association limits of a pair": pairs}


def _saved(sizes: Portal) -> dict[str, int]:
    """Besides: what is archived or sensitive, and what only reads of its own tell, one by one."""
    found = {f"property list of {scope}": _SENSITIVITIES for scope in world.OBJECTS}
    found |= {f"archived property list of {scope}": 1 for scope in world.OBJECTS}
    found |= {f"limits of {name}": 1 for name in ("associations/labels", "custom-properties", "pipelines")}
    found |= {"association limit list": 1, "archived object schema list": 1, "user list page": 1}
    found |= {"campaign list page": 1, "workflow action list page": 1, "sequence list page": _PEOPLE}
    deals = sizes.pipelines + 1  # HubSpot ships one of deals and one of tickets
    found |= {"pipeline rules": deals + 1, "stage permissions": deals}
    return {**found, "e-mail read": _MAILS, "e-mail draft": _PUBLISHED}


def _row(bench: Bench, project: Project, command: str, sizes: Portal) -> Row:
    many = f"{sizes.properties:,} properties, {sizes.pipelines} pipelines"
    work = f"{command}: {many}, {sizes.segments} segments, {sizes.flows} workflows"
    calls, ran = counted(bench, project, command)
    counts = Counts(command, calls, floor(command, sizes))
    goals = (counts.goal(), Goal.under(ran.mb, MOST_MB, "MB"))
    ours = f"{counts.total} calls, {ran.seconds:.1f} s with start-up, {ran.mb:.0f} MB"
    numbers = {"calls": counts.total, "seconds": ran.seconds, "mb": ran.mb}
    return Row(work, ours, goals, counts=(counts,), numbers=numbers)
