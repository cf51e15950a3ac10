"""RV960: HubSpot's lifecycle goes forwards (dossier C3); a workflow that sets an earlier stage is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_lint_rules import lines, lint

HEAD = """\
revops: 1
properties:
  contacts: {lifecyclestage: {existing: enumeration}, jobtitle: {existing: string}}
  companies: {lifecyclestage: {existing: enumeration}}
lifecycle: {churned: {create: true, after: customer, label: Churned}}
conditions:
  won: {property: contacts.lifecyclestage, any_of: [customer, evangelist]}
workflows:
  back:
    object: contacts
    name: Back
    enrol: ENROL
    steps:
"""
FIRST = HEAD.count("\n") + 1
"""The line of the first step."""
WON, OPEN = "won", "{property: contacts.jobtitle, known: true}"
BACK = "- {id: back, set: {contacts.lifecyclestage: lead}}"
WAIT = "- {id: wait, delay: {days: 1}}"


def told(folder: Path, steps: str | list[str], enrol: str = WON) -> list[int]:
    """The numbers of the lines below `steps:` on which the rule finds something, from 1."""
    below = steps if isinstance(steps, list) else [steps]
    text = HEAD.replace("ENROL", enrol) + "".join(f"      {line}\n" for line in below)
    return [line - FIRST + 1 for line in lines(lint(folder, text), "RV960")]


@pytest.mark.parametrize(
    "enrol",
    [
        WON,
        "{property: contacts.lifecyclestage, any_of: [opportunity, customer]}",
        "{all: [won, {property: contacts.jobtitle, known: true}]}",
        "{any: [won, {property: contacts.lifecyclestage, any_of: [opportunity]}]}",
        "{changed: contacts.lifecyclestage, to: customer}",
        '{every: day, at: "09:00", where: won}',
    ],
)
def test_whoever_starts_it_is_past_that_stage(tmp_path: Path, enrol: str) -> None:
    """A condition, its name, a part of one, a new value and a schedule all say from which stage on."""
    assert told(tmp_path, [WAIT, BACK], enrol) == [2]


@pytest.mark.parametrize(
    "enrol",
    [
        OPEN,
        "{manual: true}",
        "{property: contacts.lifecyclestage, none_of: [lead]}",
        "{any: [won, {property: contacts.jobtitle, known: true}]}",
        "{property: contacts.lifecyclestage, any_of: [subscriber, customer]}",
        "{changed: contacts.lifecyclestage}",
    ],
)
def test_nobody_can_tell_the_stage(tmp_path: Path, enrol: str) -> None:
    """Records may be before that stage, so nothing is said."""
    assert told(tmp_path, BACK, enrol) == []


@pytest.mark.parametrize("stage", ["customer", "churned", "evangelist"])
def test_forwards_is_fine(tmp_path: Path, stage: str) -> None:
    """The same stage, one of the blueprint's own after it, a later one."""
    assert told(tmp_path, f"- {{id: on, set: {{contacts.lifecyclestage: {stage}}}}}") == []


def test_a_stage_of_the_blueprint_has_its_place(tmp_path: Path) -> None:
    """`churned` stands after `customer`, so `customer` is earlier and `evangelist` later."""
    enrol = "{property: contacts.lifecyclestage, any_of: [churned]}"
    steps = [
        "- {id: back, set: {contacts.lifecyclestage: customer}}",
        "- {id: on, set: {contacts.lifecyclestage: evangelist}}",
    ]
    assert told(tmp_path, steps, enrol) == [1]


def test_cleared_first_it_is_accepted(tmp_path: Path) -> None:
    """As HubSpot's guide has it; clearing another property, or another record's, is not it."""
    clear = "- {id: clear, clear: contacts.lifecyclestage}"
    other = "- {id: clear, clear: contacts.jobtitle}"
    theirs = "- {id: clear, clear: companies.lifecyclestage, of: companies}"
    assert told(tmp_path, [clear, BACK]) == []
    assert told(tmp_path, [other, BACK]) == [2]
    assert told(tmp_path, [theirs, BACK]) == [2]


def test_an_earlier_step_counts(tmp_path: Path) -> None:
    """What a step set is where the next one begins, whatever started the workflow."""
    on = "- {id: on, set: {contacts.lifecyclestage: opportunity}}"
    assert told(tmp_path, [on, BACK], OPEN) == [2]
    assert told(tmp_path, [BACK, on], OPEN) == []


def test_other_records_are_not_meant(tmp_path: Path) -> None:
    """Nobody knows the stage of the associated companies."""
    theirs = "- {id: back, set: {companies.lifecyclestage: lead}, of: companies}"
    assert told(tmp_path, theirs) == []


def test_a_path_knows_its_condition(tmp_path: Path) -> None:
    """On the path of customers it goes back; on that of all others nobody can tell."""
    steps = [
        "- id: fork",
        "  branch:",
        "    won: {when: won, steps: [{id: a, set: {contacts.lifecyclestage: lead}}]}",
        "  else: [{id: b, set: {contacts.lifecyclestage: lead}}]",
    ]
    assert told(tmp_path, steps, OPEN) == [3]
    assert told(tmp_path, steps) == [3, 4]


def test_a_path_by_value_knows_its_value(tmp_path: Path) -> None:
    """Each case is a stage."""
    steps = [
        "- id: fork",
        "  by_value: contacts.lifecyclestage",
        "  cases:",
        "    subscriber: [{id: a, set: {contacts.lifecyclestage: lead}}]",
        "    customer: [{id: b, set: {contacts.lifecyclestage: lead}}]",
    ]
    assert told(tmp_path, steps, OPEN) == [5]


@pytest.mark.parametrize(
    ("otherwise", "found"), [("[]", []), ("[{id: d, set: {contacts.lifecyclestage: customer}}]", [4])]
)
def test_where_paths_meet_the_earliest_counts(tmp_path: Path, otherwise: str, found: list[int]) -> None:
    """Only if every path leads to a later stage the step after them goes back."""
    steps = [
        "- id: fork",
        "  branch: {x: {when: won, steps: []}}",
        f"  else: {otherwise}",
        BACK,
    ]
    assert told(tmp_path, steps, OPEN) == found


def test_a_fork_without_else_lets_the_others_pass(tmp_path: Path) -> None:
    """Those that take no path come as they were."""
    steps = ["- {id: fork, branch: {x: {when: won, steps: []}}}", BACK]
    assert told(tmp_path, steps, OPEN) == []
    assert told(tmp_path, steps) == [2]


def test_a_split_takes_everybody(tmp_path: Path) -> None:
    """Every record takes one of its paths."""
    way = "{percentage: 50, steps: [{id: ID, set: {contacts.lifecyclestage: customer}}]}"
    split = f"- {{id: fork, split: {{a: {way.replace('ID', 'a')}, b: {way.replace('ID', 'b')}}}}}"
    assert told(tmp_path, [split, BACK], OPEN) == [2]


def test_what_is_done_instead_counts(tmp_path: Path) -> None:
    """The `else` of an e-mail may set a stage, too."""
    step = "- {id: mail, email: thanks, else: {set: {contacts.lifecyclestage: lead}}}"
    assert told(tmp_path, step) == [1]


def test_the_cure_is_told(tmp_path: Path) -> None:
    """Which stage, from which one on, and the step that helps."""
    (found,) = [
        one for one in lint(tmp_path, HEAD.replace("ENROL", WON) + f"      {BACK}\n") if one.code == "RV960"
    ]
    assert found.summary == "records that come here are in 'customer' or later, and 'lead' is earlier"
    assert "clear: contacts.lifecyclestage" in found.hint
    assert str(found.address) == "workflow.back"
