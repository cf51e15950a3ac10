"""Workflows of which a portal does not show everything: nothing is asked or sent that it would refuse."""

from __future__ import annotations

import pytest
from small_project import Project

from revops.emulator import Traits
from revops.model.change import Action

BLUEPRINT = """
revops: 1
workflows:
  welcome:
    object: contacts
    name: Welcome
    enrol: {manual: true}
    enabled: true
    steps:
      - {id: pause, delay: {days: 1}}
      - {id: say, slack: {channel: "#sales", message: Hi}, else: {task: {subject: Say hi}}}
"""


@pytest.fixture
def make():
    """Makes projects whose portal has these traits."""
    projects = []

    def one(**traits):
        projects.append(Project(BLUEPRINT, traits=Traits(**traits)))
        return projects[-1]

    yield one
    for project in projects:
        project.close()


def paths(project, method):
    """The paths below `/automation/` that were asked with a method."""
    return [path for verb, path, _, _ in project.requests if verb == method and "/automation/" in path]


def test_version_4_is_not_asked_for_its_actions(make):
    """It has no such list (dossier F1): no request, no finding, and what stands in for Slack is made."""
    project = make(betas=False)

    result = project.apply()

    assert not [path for path in paths(project, "GET") if "action-types" in path]
    assert [finding.code for finding in result.plan.findings if finding.severity.value == "error"] == []
    (flow,) = next(iter(project.emulator.state().values()))["tables"]["flows"].values()
    assert [action["actionTypeId"] for action in flow["actions"]] == ["0-1", "0-3"]


def test_the_beta_is_asked_for_its_actions_once(make):
    """However often the plan looks."""
    project = make()

    project.plan()

    assert paths(project, "GET").count("/automation/2026-09-beta/action-types") == 1


def test_what_cannot_be_read_back_is_not_switched_on(make):
    """HubSpot refuses an update without a revision: none is sent, and the next plan holds the workflow."""
    project = make(variants=frozenset({"flows-unreadable"}))

    result = project.apply()
    (held,) = project.plan().changes

    (failed,) = [one for one in result.outcomes if one.status.value == "failed"]
    assert (failed.change.phase.value, failed.calls) == ("enable", 0)
    assert [finding.code for finding in failed.findings] == ["RV596"]
    assert paths(project, "PUT") == []
    assert held.action is Action.HOLD
    assert "does not show the workflow" in held.reason
