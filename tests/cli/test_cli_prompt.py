"""The prompt: the risk of what is made blind, and one answer for the rest of a kind."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID

NAMES = ("a", "b", "c")
STEPS = "[{id: pause, delay: {days: 1}}]"
FLOW = "  {name}: {{object: contacts, name: {name}, enrol: {{manual: true}}, steps: {steps}}}"


@pytest.fixture
def several(project):
    """A project with three workflows to make."""
    project("init", "--no-packs", "--locale", "en", code=0)
    flows = "\n".join(FLOW.format(name=name, steps=STEPS) for name in NAMES)
    project.write("blueprints/main.yaml", f"revops: 1\nworkflows:\n{flows}\n")
    return project


def made(project):
    with project.portal() as portal:
        tables = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]
    return [name for name in NAMES if any(one["name"] == name for one in tables.get("flows", {}).values())]


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ("n\nall\n", ["b", "c"]),
        ("y\nnone\n", ["a"]),
        ("y\nn\ny\n", ["a", "c"]),
        ("n\n\nn\n", []),
    ],
)
def test_after_the_first_of_a_kind_one_answer_is_for_the_rest(several, answers, left):
    """The second question offers it, the last one has no rest; no answer is a no."""
    ran = several("apply", typed=answers)
    assert made(several) == left
    assert ran.out.count("(all, none: also for the other --create workflow.*)") == 1


def test_the_first_question_is_about_one_alone(several):
    """Nobody agrees to all before reading one."""
    several("apply", typed="all\nn\nn\nn\n")
    assert made(several) == []


def test_the_question_tells_what_a_blind_create_risks(several):
    """HubSpot's list leaves out some workflows (dossier F1)."""
    told = several("apply", typed="n\nnone\n").out
    assert "Create workflow.a? (" in told
    assert "if somebody made one by hand, there are two afterwards)" in told
