"""What `revops promote` asks at a terminal, what it saves, and where it does neither."""

from __future__ import annotations

import json

import pytest
from test_scenario_promote import PLAIN, TIERS, two_targets

from revops.emulator.faults import Fault

PROMOTING = ("promote", "sandbox", "production")
QUESTION = "Apply to production?"
FLOW = """\
workflows:
  call: {object: contacts, name: Call, enrol: {manual: true}, steps: [{id: pause, delay: {days: 1}}]}
"""


@pytest.fixture
def plain(make_project):
    """A group and a property, applied in the sandbox."""
    project = two_targets(make_project, PLAIN, TIERS)
    project.apply("--target", "sandbox")
    project.forget()
    return project


@pytest.mark.parametrize(
    ("nth", "code", "told"),
    [(1, 4, "the plan of sandbox is not empty: it has errors"), (2, 1, "RV410")],
    ids=["sandbox", "production"],
)
def test_a_portal_that_answers_oddly_is_not_applied_to(plain, nth, code, told):
    """Neither a sandbox that does, which proves nothing, nor production: nobody is asked."""
    odd = Fault("GET", "/crm/properties/2026-09/contacts/groups", status=200, body={"results": 7}, nth=nth)
    plain.emulator.faults.add(odd)

    ran = plain.run(*PROMOTING, typed="y\n", code=code)

    assert told in " ".join((ran.out + ran.err).split())
    assert QUESTION not in ran.out
    assert plain.requests(writes=True) == []


def test_a_plan_that_is_saved_is_not_asked_about(plain):
    """It is for another day: the line to type then is shown, and carries it out."""
    ran = plain.run(*PROMOTING, "--out", "live.json", typed="y\n", code=0)
    assert QUESTION not in ran.out
    assert "revops apply live.json --target production" in " ".join(ran.out.split())
    assert plain.requests(writes=True) == []

    digest = json.loads((plain.folder / "live.json").read_text(encoding="utf-8"))["digest"]
    plain.run("apply", "live.json", "--target", "production", "--approve", digest, code=0)

    assert plain.plan("--target", "production")["summary"]["empty"]


def test_a_saved_plan_has_what_is_said_of_it(plain):
    """A side that was taken of nothing is told in the file as on the terminal."""
    plain.run("apply", "--target", "production", typed=f"{plain.emulator.portal_id}\ny\n", code=0)
    taken = ("--take", "property.contacts.tier")
    shown = plain.run(*PROMOTING, *taken, "--json", "--out", "live.json", code=0).json["plan"]
    saved = json.loads((plain.folder / "live.json").read_text(encoding="utf-8"))

    assert [one["code"] for one in saved["findings"]] == ["RV459"]
    assert saved["findings"] == shown["findings"]


def test_what_was_agreed_to_on_the_line_is_handed_over(make_project):
    """After the yes and the portal's id nobody has to agree to the workflow again."""
    project = two_targets(make_project, PLAIN + FLOW, TIERS)
    agreed = ("--create", "workflow.*")
    project.apply(*agreed, "--target", "sandbox")
    portal = project.emulator.portal_id

    project.run(*PROMOTING, *agreed, typed=f"y\n{portal}\n", code=0)

    assert len(project.tables()["flows"]) == 1
    assert project.plan("--target", "production")["summary"]["empty"]
