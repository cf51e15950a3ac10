"""The outline: what is counted, where it belongs, what it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from view_plans import (
    ADOPTED,
    BY_HAND,
    CREATED,
    HELD,
    MAILS,
    NOTE,
    UPDATED,
    WAITING,
    change,
    drift,
    plan,
    run,
)

from revops.model.change import Action, Consent
from revops.model.json import MISSING
from revops.model.outcome import Outcome, Run, Status
from revops.model.spec import Phase
from revops.views.brief import FEW
from revops.views.outline import outline_drift, outline_plan, outline_run
from revops.views.subject import subject_of


def rows_of(outline):
    """All rows, top to bottom."""
    return [row for section in outline.sections for row in section.rows]


def test_every_change_is_a_row_once():
    """In a plan nothing is left out, whatever becomes of it."""
    shown = plan()
    assert sorted(row.address for row in rows_of(outline_plan(shown))) == sorted(
        str(one.address) for one in shown.changes
    )


def test_what_agrees_anyway_is_folded():
    """Of many adopted resources a short view shows a few and counts the rest, a full view all of them."""
    many = [change(f"property.deals.p{n}", Action.ADOPT, ("label", "a", "a")) for n in range(FEW + 7)]
    short, full = (outline_plan(plan(*many), full=wanted) for wanted in (False, True))
    assert [(len(section.rows), section.more) for section in short.sections] == [(FEW, 7)]
    assert [(len(section.rows), section.more) for section in full.sections] == [(FEW + 7, 0)]


def test_what_is_to_be_written_is_never_folded():
    """However many there are."""
    many = [change(f"property.deals.p{n}", Action.CREATE, ("label", None, "a")) for n in range(50)]
    assert len(rows_of(outline_plan(plan(*many)))) == 50


@pytest.mark.parametrize(
    ("one", "department", "object_type", "label"),
    [
        (CREATED, "marketing", "contacts", "リードソース"),
        (UPDATED, "sales", "deals", "営業パイプライン"),
        (MAILS, "marketing", "contacts", "ステップメール"),
        (WAITING, "customer-success", "", ""),
        (BY_HAND, "project", "", "コードを設置する"),
        (change("lifecycle.contacts", ref=("MP09", "KP03")), "marketing", "contacts", ""),
        (change("property.companies.size", ref=("KP02",)), "project", "companies", ""),
        (change("property.deals.own", pack="core", ref=("SP01",)), "sales", "deals", ""),
        (change("object.coupon", wants={"labels.plural": "クーポン"}), "project", "coupon", "クーポン"),
    ],
)
def test_a_change_belongs_to_a_department_and_an_object(one, department, object_type, label):
    """The pack says whose it is, else the row id's first letter (blueprints/README.md), else nobody."""
    subject = subject_of(one)
    assert (subject.department, subject.object, subject.label) == (department, object_type, label)


def test_a_label_comes_from_hubspot_where_the_blueprint_has_none():
    """What is only there is called as people see it there."""
    bare = change("property.deals.gone", Action.HOLD, actual=HELD.actual)
    assert subject_of(bare).label == "課題"


def test_instructions_of_work_by_hand_are_counted():
    """A full view says what to do, step by step, and not its title again."""
    (row,) = rows_of(outline_plan(plan(BY_HAND), full=True))
    assert [(line.path, line.after) for line in row.lines] == [("steps", "1. 設定を開く\n2. コードを貼る")]
    assert rows_of(outline_plan(plan(BY_HAND)))[0].lines == ()


def test_drift_has_both_sides():
    """HubSpot's value and the blueprint's, and one sentence about them."""
    (row,) = [row for row in rows_of(outline_drift(drift())) if row.compares]
    assert (row.lines[0].before, row.lines[0].after) == ('"課題"', '"解決したい課題"')
    assert row.lines[0].compared == 'HubSpot has "課題", the blueprint says "解決したい課題"'


def test_a_run_says_how_each_change_ended_and_what_is_left():
    """One state per row; what nobody agreed to is left to a person."""
    states = {row.address: row.state for row in rows_of(outline_run(run()))}
    assert states == {
        "property.contacts.lead_source": "done",
        "pipeline.deals.default": "failed",
        "property.deals.dealtype": "unknown",
        "workflow.step_mails": "left",
        "property.deals.bant_need": "hold",
        "score.contacts.fit": "blocked",
    }


def test_only_a_full_run_repeats_the_units():
    """On a terminal the plan stands above; a page stands alone."""
    assert all(not row.lines for row in rows_of(outline_run(run())))
    assert any(row.lines for row in rows_of(outline_run(run(), full=True)))


def ended(status, number, *told):
    """A run of so many creates that all end alike; of those in `told` something is said."""
    made = [change(f"property.deals.p{at}", Action.CREATE, ("label", MISSING, "a")) for at in range(number)]
    outcomes = [Outcome(one, status, (NOTE,) if at in told else ()) for at, one in enumerate(made)]
    return Run(plan(*made), tuple(outcomes), writes=number)


@pytest.mark.parametrize("number", [20, 21, 26])
def test_of_many_changes_that_are_done_the_first_and_those_with_a_finding_are_shown(number):
    """Twenty, and behind them what something is said about; the rest is counted, and a page has all."""
    done = ended(Status.DONE, number, 3, 22, 24)
    short, full = (outline_run(done, full=wanted).sections[0] for wanted in (False, True))

    behind = [at for at in (22, 24) if at < number]
    assert [row.address for row in short.rows] == [f"property.deals.p{at}" for at in (*range(20), *behind)]
    assert [row.address for row in short.rows if row.findings] == [
        f"property.deals.p{at}" for at in (3, *behind)
    ]
    assert short.more == number - 20 - len(behind)
    assert (len(full.rows), full.more) == (number, 0)


def test_of_many_changes_that_went_wrong_all_are_shown():
    """Whatever is no success is read by somebody."""
    for status in (one for one in Status if one is not Status.DONE):
        (section,) = outline_run(ended(status, 30)).sections
        assert (len(section.rows), section.more) == (30, 0)


def test_an_adopted_change_is_shown_by_its_address():
    """Its units agree, so a short view leaves them out and says how many."""
    (row,) = rows_of(outline_plan(plan(ADOPTED)))
    assert (row.lines, row.more) == ((), 1)


WORKFLOW = (
    ("object", MISSING, "contacts"),
    ("name", MISSING, "Mails"),
    ("enrol", MISSING, {"submitted": ["a"]}),
    ("description", MISSING, "Three mails."),
    ("steps.day0", MISSING, {"email": "thanks"}),
    ("steps.wait", MISSING, {"delay": {"days": 1}}),
    ("steps.day1", MISSING, {"email": "offer"}),
    ("steps.order", MISSING, ["day0", "wait", "day1"]),
    ("steps.extra", MISSING, []),
)


@pytest.mark.parametrize("action", [Action.CREATE, Action.WAITING])
def test_a_workflow_that_is_to_be_made_is_told_by_name_start_and_number_of_steps(action):
    """Of nine units two are shown and three counted as steps, so four are left out; a full view has nine."""
    made = change("workflow.mails", action, *WORKFLOW)
    short, full = (rows_of(outline_plan(plan(made), full=wanted))[0] for wanted in (False, True))

    assert [line.path for line in short.lines] == ["name", "enrol", "steps"]
    assert (short.lines[2].after, short.more) == ("3", 4)
    assert ([line.path for line in full.lines], full.more) == ([path for path, *_ in WORKFLOW], 0)


def test_a_change_of_a_workflow_shows_every_unit():
    """Whoever agrees to it has to see each step that moves, also where it waits."""
    units = [(path, "before", after) for path, _, after in WORKFLOW]
    there = replace(HELD.actual, address=change("workflow.mails").address)
    for action in (Action.UPDATE, Action.WAITING):
        (row,) = rows_of(outline_plan(plan(change("workflow.mails", action, *units, actual=there))))
        assert (len(row.lines), row.more) == (len(WORKFLOW), 0)


def switch(phase, consent):
    return change("workflow.a", Action.UPDATE, ("x", 1, 2), phase=phase, consent=consent, reason="told")


@pytest.mark.parametrize(
    ("one", "obvious"),
    [
        (CREATED, True),
        (MAILS, False),
        (switch(Phase.PUBLISH, Consent.PUBLISH), True),
        (switch(Phase.ENABLE, Consent.ENABLE), True),
        (switch(Phase.MOVE, Consent.MOVE), False),
        (HELD, False),
        (WAITING, False),
        (BY_HAND, False),
    ],
)
def test_a_reason_is_obvious_where_glyph_and_phase_say_it(one, obvious):
    """Moving records says what is not counted, and a create by consent why it asks; both stay in the row."""
    (row,) = rows_of(outline_plan(plan(one)))
    assert (row.obvious, row.reason) == (obvious, one.reason)


def test_items_of_the_checklist_stay_rows_and_are_marked_as_listed_elsewhere():
    """What differs from the blueprint comes first and is never among them; a full view marks none."""
    items = [replace(BY_HAND, address=change(f"checklist.i{n}").address) for n in range(FEW + 3)]
    removal = replace(HELD, action=Action.MANUAL)
    short, full = (outline_plan(plan(*items, removal), full=wanted).sections[0] for wanted in (False, True))

    assert short.rows[0].address == full.rows[0].address == str(removal.address)
    assert [len(short.rows), len(full.rows)] == [FEW + 4, FEW + 4]
    assert [short.listed, full.listed, short.more] == [3, 0, 0]


def test_few_items_are_all_shown():
    """There is nothing to count."""
    assert outline_plan(plan(BY_HAND)).sections[0].listed == 0
