"""The bench: its floor is right, its requests have names, its counts hold on a small size. No clock here."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from benchmark import (
    automated,
    automation,
    copies,
    creates,
    diffs,
    flows,
    journals,
    page,
    plans,
    shared,
    world,
)
from benchmark.automation import Sizes
from benchmark.bench import Bench
from benchmark.floor import Contents, create_floor, named, plan_floor
from benchmark.forgetful import without
from benchmark.projects import Project, contents, generated, terraform_reads
from benchmark.relay import relayed
from benchmark.running import Ran
from benchmark.served import Portal
from benchmark.table import Counts, Goal, Row

from revops.cli import run
from revops.emulator import Emulator
from revops.emulator.serve import serve
from revops.engine.planner import make_plan

USUAL = frozenset({"non_sensitive"})
ONCE = {"account": 1, "token info": 1}
"""What every plan asks."""


@pytest.mark.parametrize(
    ("named_things", "floor"),
    [
        ({}, {}),
        ({"properties": {"deals": USUAL}}, {"property list of deals": 1}),
        ({"properties": {"deals": frozenset({"sensitive"})}}, {"property list of deals": 2}),
        (
            {"groups": frozenset({"deals", "contacts"})},
            {"group list of contacts": 1, "group list of deals": 1},
        ),
        ({"pipelines": frozenset({"deals"})}, {"pipeline list of deals": 1}),
        ({"validations": frozenset({"deals"})}, {"validation rules of deals": 1}),
        (
            {"label_pairs": frozenset({("contacts", "deals")})},
            {"association labels of contacts and deals": 1},
        ),
        ({"workflows": True}, {"flow list page": 1}),
        ({"workflows": True, "flows": 100}, {"flow list page": 1, "flow batch read": 1}),
        ({"workflows": True, "flows": 101}, {"flow list page": 2, "flow batch read": 2}),
        ({"managed_scores": 3, "scores": 101}, {"score list page": 2, "score read": 6}),
        ({"names_segments": True}, {"segment list page": 1}),
        (
            {"names_segments": True, "segments": 501, "managed_segments": 101},
            {"segment list page": 2, "segment batch read": 2},
        ),
        ({"lists": frozenset({"form", "owner"})}, {"form list page": 1, "owner list page": 1}),
    ],
)
def test_the_floor_of_a_plan(named_things: dict[str, object], floor: dict[str, int]) -> None:
    """One list per object type and kind, two reads per score, a hundred to a page and to a batch."""
    assert plan_floor(Contents(**named_things)) == {**ONCE, **floor}


def test_the_floor_does_not_grow_with_properties(tmp_path: Path) -> None:
    """Four properties or forty of the same objects need the same lists."""
    few, many = (generated(tmp_path / str(count), world.properties(count)).resources() for count in (4, 40))

    assert len(many) > len(few)
    assert plan_floor(contents(few)) == plan_floor(contents(many))


@pytest.mark.parametrize(("count", "batches"), [(1, 1), (100, 1), (101, 2), (200, 2), (250, 3)])
def test_the_floor_of_a_create(count: int, batches: int) -> None:
    """Batches of a hundred, the archived list beside the active one, and one list to read back."""
    floor = create_floor(Contents(properties={"deals": USUAL}), {"deals": count})

    assert floor == {
        **ONCE,
        "property list of deals": 2,
        "archived property list of deals": 1,
        "property batch create on deals": batches,
    }


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/account-info/2026-09/details", "account"),
        ("POST", "/oauth/v2/private-apps/get/access-token-info", "token info"),
        ("GET", "/crm/properties/2026-09/deals", "property list of deals"),
        ("GET", "/crm/properties/2026-09/deals/groups", "group list of deals"),
        ("GET", "/crm/properties/2026-09/deals/amount", "GET /crm/properties/2026-09/deals/amount"),
        ("POST", "/crm/properties/2026-09/deals/batch/create", "property batch create on deals"),
        ("GET", "/crm/property-validations/2026-09/0-3", "validation rules of deals"),
        ("GET", "/automation/2026-09-beta/flows", "flow list page"),
        ("POST", "/automation/v4/flows/batch/read", "flow batch read"),
        ("GET", "/marketing/lead-scoring/2026-09-beta/scores/7/draft", "score read"),
        ("POST", "/crm/lists/2026-09/search", "segment list page"),
        ("GET", "/crm/lists/2026-09", "segment batch read"),
        ("GET", "/crm/lists/2026-09/7", "GET /crm/lists/2026-09/7"),
        ("PUT", "/somewhere/else", "PUT /somewhere/else"),
    ],
)
def test_requests_have_names(method: str, path: str, name: str) -> None:
    """In each version; what no pattern knows shows as it is, so that nothing extra goes unseen."""
    assert named([{"method": method, "path": path, "query": {}}]) == {name: 1}


def test_archived_lists_count_apart() -> None:
    """The list of archived properties is another request than that of the active ones."""
    asked = {"method": "GET", "path": "/crm/properties/2026-09/deals"}

    assert named([{**asked, "query": {}}, {**asked, "query": {"archived": ["true"]}}]) == {
        "property list of deals": 1,
        "archived property list of deals": 1,
    }


def test_an_extra_request_misses_the_goal() -> None:
    """More of a name, or a name that the floor lacks, is told."""
    floor = {"account": 1}

    assert Counts("a plan", {"account": 1}, floor).goal().met
    assert not Counts("a plan", {"account": 2}, floor).goal().met
    assert (
        not Counts("a plan", {"account": 1, "GET /crm/properties/2026-09/deals/amount": 1}, floor).goal().met
    )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """The bench in this process: portals on a port without latency, commands without a process."""
    return Bench(tmp_path, seed=7, quick=True, serve=_served, revops=_run)


@contextlib.contextmanager
def _served(state: Path) -> Iterator[Portal]:
    emulator = Emulator(state)
    server = serve(emulator)
    yield Portal(server.base_url)
    server.stop()
    emulator.close()


def _run(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    out = io.StringIO()
    with (
        patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
    ):
        assert run(arguments) == 0, out.getvalue()
    return Ran(0, out.getvalue())


def test_an_unchanged_plan_of_the_packs_is_at_the_floor(bench: Bench) -> None:
    """By name, and no more with three times as many properties."""
    packs, larger = (plans.applied_packs(bench, grown=times) for times in (1, 3))
    small, large = plans.counted(bench, packs), plans.counted(bench, larger)

    assert small == plan_floor(packs.contents())
    assert large == plan_floor(larger.contents())
    assert sum(small.values()) == sum(large.values())


@pytest.mark.parametrize("objects", [creates.ONE, world.OBJECTS])
def test_creates_are_at_the_floor(bench: Bench, objects: tuple[str, ...]) -> None:
    """A batch per hundred and object, and nothing beside what has to be read."""
    wanted = world.properties(8, objects, bench.seed)
    counts, _, _ = creates._measured(bench, generated(bench.new_folder(), wanted), "few", wanted)

    assert counts.goal().met, (counts.calls, counts.floor)
    assert creates._batches(counts) == len(objects)


def test_an_unchanged_plan_of_automation_is_at_the_floor(bench: Bench) -> None:
    """Segments by one search and a batch, workflows by a page and a batch, scores two reads each."""
    project = automated.applied(bench, Sizes(workflows=3, steps=12, segments=8, scores=2))
    counts, _, _ = automated.planned(bench, project)

    assert counts.goal().met, (counts.calls, counts.floor)
    assert counts.calls["segment batch read"] == counts.calls["flow batch read"] == 1
    assert counts.calls["score read"] == 4
    assert len(project.flow_ids()) == 3


@pytest.mark.parametrize("command", ["pull", "snapshot"])
def test_reading_a_whole_portal_is_at_the_floor(bench: Bench, command: str) -> None:
    """Every list once, filters and workflows in batches; nothing is asked twice, however much there is."""
    sizes = copies.Portal(properties=8, pipelines=3, segments=8, flows=3)
    calls, ran = copies.counted(bench, copies.made(bench, sizes), command)

    assert calls == copies.floor(command, sizes)
    assert "wrote " in ran.out


def test_made_up_workflows_have_as_many_steps_as_they_should() -> None:
    """Those on paths count; every kind of fork and of step is among them, and the seed decides."""
    sizes = Sizes(workflows=40, steps=40, segments=4, scores=0)
    made = automation.sections(sizes, seed=7)
    found = [dict(_steps(entry["steps"])) for entry in made["workflows"].values()]

    assert {len(steps) for steps in found} == {40}
    words = {word for steps in found for step in steps.values() for word in step}
    assert words >= {"branch", "by_value", "split", "task", "delay", "set", "until", "copy", "add_to"}
    assert made == automation.sections(sizes, seed=7)
    assert made != automation.sections(sizes, seed=8)


def _steps(steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for step in steps:
        yield step["id"], step
        ways = [*step.get("branch", {}).values(), *step.get("split", {}).values()]
        below = [*(way["steps"] for way in ways), *step.get("cases", {}).values(), step.get("else", [])]
        for part in below:
            yield from _steps(part)


def test_translated_workflows_are_compared_without_a_change(bench: Bench) -> None:
    """As they are written and as they are shown: nothing to do; one that somebody edited is told."""
    work = flows.Work.of(bench, Sizes(workflows=2, steps=12))
    shown = work.shown()
    renamed = [{**shown[0], "name": "renamed by hand"}, *shown[1:]]

    assert [len(flow["actions"]) for flow in shown] == [12, 12]
    assert work.applied(shown).done().changes == ()
    (change,) = work.applied(renamed).done().changes
    assert [unit.path for unit in change.units] == ["name"]


def test_what_is_noted_of_an_apply_is_counted(bench: Bench) -> None:
    """A group and a batch per object, with history or not, nothing without; the differences in percent."""

    def journalling(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
        with without(journal=True):
            ran = replace(_run(arguments, folder, environment), inside=4.04)
        assert journals._noted(Project(folder)) == 2 * len(world.OBJECTS)
        with contextlib.closing(sqlite3.connect(folder / ".revops" / "state.db")) as state:
            assert state.execute("select count(*) from runs").fetchone() == (0,)
        return ran

    def noting(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
        return replace(_run(arguments, folder, environment), inside=4.1)

    def forgetful(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
        with without():
            ran = replace(_run(arguments, folder, environment), inside=4.0)
        assert journals._noted(Project(folder)) == 0
        return ran

    row = journals.row(replace(bench, revops=noting), 8, (journalling, forgetful))

    assert row.numbers["noted"] == 2 * len(world.OBJECTS)
    assert row.numbers["percent"] == pytest.approx(1.0)
    assert row.numbers["with history"] == pytest.approx(2.5)
    assert row.met


def test_without_a_server_there_is_no_row(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without PostgreSQL measures the rest."""
    monkeypatch.delenv(shared.SERVER, raising=False)

    assert shared.rows(bench) == []


def test_round_trips_of_a_plan_are_counted_on_the_way(bench: Bench, postgres_url: str) -> None:
    """A plan takes two, an apply takes its lock besides, and the server's own statements are the measure."""
    psycopg = pytest.importorskip("psycopg")
    with relayed(postgres_url) as relay:
        plan, apply = shared.measured(bench, relay, 4)
        relay.forget()
        with psycopg.connect(relay.url, autocommit=True) as connection:
            for number in range(3):
                connection.execute("select %s::int", [number])

    assert plan == 2
    assert apply > plan
    assert (relay.round_trips, relay.connections) == (3, 1)


def test_made_up_properties_are_the_same_on_both_sides(bench: Bench) -> None:
    """As the blueprint says them and as the portal shows them: a plan over both has nothing to do."""
    wanted = world.properties(24, seed=bench.seed)
    resources = generated(bench.new_folder(), wanted).resources()
    texts = {path: json.dumps(body) for path, body in world.lists(wanted).items()}

    assert len(resources) == 24 + len(world.OBJECTS)
    assert make_plan(diffs.surveyed(resources, texts)).changes == ()
    assert wanted == world.properties(24, seed=bench.seed)


def test_the_terraform_replay_reads_every_resource_once(bench: Bench) -> None:
    """One GET for each of the six properties and their group (peers (d))."""
    project = generated(bench.new_folder(), world.properties(6, ("deals",), bench.seed))
    paths = [call["path"] for call in terraform_reads(project, ())]

    assert len(set(paths)) == len(paths) == 7
    assert "/crm/v3/properties/deals/groups/bench" in paths


def test_the_page_keeps_what_people_wrote() -> None:
    """Only what stands between the marks is replaced; a missed goal is told as such."""
    row = Row("a work", "3 s", (Goal.under(3, 2, "s"),))
    result = page.Result([row], "a machine", 7, quick=False)
    text = f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n"

    renewed = page.put_in(text, page.markdown(result))

    assert renewed.startswith("before\n")
    assert renewed.endswith("\nafter\n")
    assert "old" not in renewed
    assert "| a work | 3 s | under 2 s: MISSED | - |" in renewed
    assert not result.met


def test_a_page_without_marks_is_refused() -> None:
    """Nothing is written to a place that nobody marked."""
    with pytest.raises(ValueError, match="marks"):
        page.put_in("no marks", "text")
