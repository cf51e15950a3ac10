"""A short form of `scripts/chaos`: faults and SIGKILL at random requests, and what comes out of them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from disorder import checks
from disorder.__main__ import at_work
from disorder.edits import EDITS
from disorder.report import Report
from disorder.seeds import Drawn, Found, Turn, run
from disorder.troubles import FAULTS, KILLS, Trouble, draw

SEED = int(os.environ.get("REVOPS_SEED") or 1)
"""The first of them; `scripts/chaos` tries many."""
SEEDS = 10


@pytest.fixture(scope="module")
def journeys(tmp_path_factory):
    with at_work(tmp_path_factory.mktemp("chaos")) as found:
        yield found


@pytest.fixture(scope="module")
def report(journeys):
    """The numbers of some seeds, which are printed."""
    report = Report()
    for seed in range(SEED, SEED + SEEDS):
        report.add(run(seed, journeys))
        print(report.line(report.found[-1]))  # noqa: T201 - the seeds are to be seen
    return report


def test_no_seed_makes_anything_twice_or_loses_a_change(report):
    """Zero duplicates, zero lost changes, the plan empty, the ledger as the portal is, edits untouched."""
    assert {one.seed: one.wrong for one in report.found if one.wrong} == {}
    assert len(report.found) == SEEDS


@pytest.mark.parametrize("seed", [7051, 8037])
def test_seeds_that_came_out_wrong_once(journeys, seed):
    """One was killed, one read what was there before: portal and ledger end as if nothing had been."""
    assert run(seed, journeys).wrong == {}


def test_each_seed_is_disturbed(report):
    """So that the numbers above say something: requests were hit, runs repeated, and the table says so."""
    hit = [hit for one in report.found for hit in one.hits]

    assert len({one.seed for one in report.found if one.hits}) > SEEDS / 2
    assert all(one.applies >= 2 for one in report.found)
    assert 0 < sum(one.kills for one in report.found) <= sum(h.trouble in KILLS for h in hit)
    assert str(len(report.found)) in report.table(1.0).splitlines()[0].split()


@pytest.fixture
def begun(journeys):
    """Begins a change from one edition to the other, with a trouble and an edit by hand."""

    def begin(trouble, edit=None, *, editions=("First", "Second")):
        drawn = Drawn(*editions, edit, 1, False, (trouble,), journeys.wanted(*editions, edit))
        return Turn(drawn, journeys.begin(*editions), journeys, Found(0, str(drawn)))

    return begin


def killed(path):
    """The process is killed when the first write to such a path was carried out."""
    return Trouble("killed after commit", KILLS["killed after commit"], 1, writes=True, path=path)


def test_the_checks_notice_what_is_lost_and_what_is_made_twice(begun, journeys):
    """A label that somebody puts back, and a second group of one name, are told as such."""
    turn = begun(killed("/forms/"))
    turn.disturb()
    turn.mend()
    assert turn.found.kills == 1
    portal = journeys.portal
    portal.edit("PATCH", "/crm/properties/2026-09/contacts/chaos_note", {"label": "Chaos note First"})
    portal.edit("POST", "/crm/properties/2026-09/deals/groups", {"name": "again", "label": "Chaos deals"})

    turn.check()

    assert "2 of groups:deals 'Chaos deals'" in turn.found.wrong["duplicates"]
    assert any("chaos_note/label" in one for one in turn.found.wrong["lost"])
    assert [one.partition(":")[0] for one in turn.found.wrong["planned"]] == [
        "hold property.contacts.chaos_note"
    ]


def test_a_plan_that_cannot_be_made_proves_nothing(begun, journeys):
    """Neither with the ledger nor without it; nor is a request that never arrived left out of the count."""
    html = Trouble("HTML", FAULTS["HTML"], 1, writes=False, stays=True)
    turn = begun(html)
    journeys.portal.order(html, lambda: None)

    assert checks.planned(turn.project, ()) == ["there is no plan"]
    assert checks.forgotten(turn.project, ()) == ["without the ledger: there is no plan"]
    assert journeys.portal.asked == len(journeys.portal.hits) > 0
    assert journeys.portal.log.entries() == []


def test_an_edit_by_hand_stands_through_a_kill(begun, journeys):
    """A person renames what the killed run was about to write; nobody overwrites it."""
    turn = begun(killed("/contacts/chaos_note$"), EDITS[0])

    turn.disturb()
    turn.mend()
    turn.check()

    assert turn.found.wrong == {}
    assert EDITS[0].stands(journeys.portal)


def test_every_trouble_can_be_drawn():
    """Faults of every kind, and every way to kill; at any request, and at any that writes."""
    dice = Random(1)
    drawn = [draw(dice, 100, 30) for _ in range(3000)]

    assert {one.name for one in drawn} == {*FAULTS, *KILLS}
    assert {one.number for one in drawn if one.writes and not one.path} == set(range(1, 31))
    assert {one.number for one in drawn if not one.writes} == set(range(1, 101))
    assert all(count > 20 for count in Counter(one.name for one in drawn).values())


def test_a_step_that_a_killed_run_removed_is_remembered_no_more(begun):
    """Else the blueprint could not have it back without somebody taking a side."""
    turn = begun(killed("/flows/"), editions=("Second", "First"))

    turn.disturb()
    turn.mend()
    turn.check()

    assert turn.found.kills == 1
    assert turn.found.wrong == {}


@pytest.mark.parametrize("path", ["/scores/.*/draft$", "/emails/.*/draft$"])
def test_a_draft_that_a_killed_run_left_is_published_by_the_next_one(begun, path):
    """It holds what the blueprint says and nothing else, so nobody has to decide about it."""
    turn = begun(killed(path))

    turn.disturb()
    turn.mend()
    turn.check()

    assert [hit.trouble for hit in turn.journeys.portal.hits] == ["killed after commit"]
    assert turn.found.kills == 1
    assert turn.found.wrong == {}


def test_what_is_refused_in_a_batch_is_made_by_the_next_run(begun):
    """The others of the batch are made once."""
    turn = begun(Trouble("207", FAULTS["207"], 1, writes=True, path="/batch/create$"), editions=("", "First"))

    turn.disturb()
    turn.mend()
    turn.check()

    assert [hit.trouble for hit in turn.journeys.portal.hits] == ["207"]
    assert turn.found.wrong == {}


def test_a_step_that_goes_is_read_back_although_the_answer_was_lost(begun):
    """The run finds out that the workflow was changed, and the ledger forgets the step."""
    lost = Trouble("lost", FAULTS["lost after commit"], 1, writes=True, path="/flows/")
    turn = begun(lost, editions=("Second", "First"))

    turn.disturb()
    turn.mend()
    turn.check()

    assert [hit.trouble for hit in turn.journeys.portal.hits] == ["lost"]
    assert turn.found.wrong == {}
