"""A flow list that is always empty (dossier F1: it is known to omit flows): each flow is made once."""

from __future__ import annotations

import pytest
from small_project import BLUEPRINT, CONSENTS, Project

from revops.emulator import Traits
from revops.emulator.faults import Fault
from revops.model.address import Address
from revops.model.change import Action
from revops.model.ledger import Ledger
from revops.model.outcome import Status

SECOND = """
  goodbye:
    object: contacts
    name: Goodbye
    enrol: {property: contacts.lead_rank, known: true}
    steps:
      - {id: pause, delay: {days: 3}}
      - {id: rank, set: {contacts.lead_rank: Z}}
"""
WELCOME, GOODBYE = Address("workflow", "", "welcome"), Address("workflow", "", "goodbye")


@pytest.fixture
def unlisted():
    project = Project(BLUEPRINT.rstrip() + SECOND, traits=Traits(variants=frozenset({"flows-unlisted"})))
    yield project
    project.close()


def flows(project):
    (portal,) = project.emulator.state().values()
    return sorted(flow["name"] for flow in portal["tables"]["flows"].values())


def posts(project):
    return [
        path
        for method, path, status, _ in project.requests
        if method == "POST" and path.endswith("/flows") and status < 300
    ]


def test_five_applies_make_each_flow_once(unlisted):
    """The ledger knows the ids, and a flow that it knows is read by id, whatever the list says."""
    results = [unlisted.apply() for _ in range(5)]

    assert flows(unlisted) == ["Goodbye", "Welcome"]
    assert len(posts(unlisted)) == 2
    assert [result.writes for result in results[1:]] == [0, 0, 0, 0]
    assert results[-1].plan.changes == ()


def test_without_consent_five_applies_make_none(unlisted):
    """Absence is never proven, so the first create asks, every time (rule 5)."""
    for _ in range(5):
        result = unlisted.apply({"publish": ("*",), "enable": ("*",)})

    asked = [change for change in result.plan.changes if change.action is Action.CREATE]
    assert [(change.address, change.approved) for change in asked] == [(GOODBYE, False), (WELCOME, False)]
    assert "known to omit" in asked[0].reason
    assert posts(unlisted) == []


def test_a_create_whose_answer_was_lost_is_held_until_somebody_says_yes_again(unlisted):
    """It may exist, and nothing can tell: unknown, in the ledger as such, and no further create by itself."""
    unlisted.emulator.faults.add(Fault(method="POST", path="*/flows", nth=2, drop="after"))
    first = unlisted.apply()
    others = [unlisted.apply({**CONSENTS, "create": ()}) for _ in range(4)]

    doubtful = {o.change.address for o in first.outcomes if o.status is Status.UNKNOWN}
    assert len(doubtful) == 1
    assert unlisted.ledger.entry(*doubtful).maybe
    assert flows(unlisted) == ["Goodbye", "Welcome"]
    assert all("its answer was lost" in change.reason for o in others for change in o.plan.undecided)


def test_a_lost_ledger_and_an_empty_list_ask_before_a_second_flow_is_made(unlisted):
    """Nothing knows of the flows any more; a person is asked, with the reason."""
    unlisted.apply()
    unlisted.ledger = Ledger(unlisted.ledger.portal)

    result = unlisted.apply({"publish": ("*",), "enable": ("*",)})

    assert {change.address for change in result.plan.undecided} == {WELCOME, GOODBYE}
    assert flows(unlisted) == ["Goodbye", "Welcome"]


def test_a_list_that_shows_its_flows_finds_them_again_by_their_mark():
    """The ledger is lost, the list works: the flow is adopted, not made anew."""
    project = Project()
    project.apply()
    project.ledger = Ledger(project.ledger.portal)

    result = project.apply()

    assert flows(project) == ["Welcome"]
    assert result.writes == 0
    assert project.plan().changes == ()
    project.close()


def test_a_flow_that_was_deleted_in_hubspot_is_held_and_not_made_again(unlisted):
    """Its id answers 404, which proves nothing here: it was applied once, so a person decides."""
    unlisted.apply()
    flow_id = unlisted.ledger.entry(GOODBYE).id
    unlisted.emulator.edit("DELETE", f"/automation/2026-09-beta/flows/{flow_id}")

    result = unlisted.apply()

    assert [(change.address, change.action) for change in result.plan.changes] == [(GOODBYE, Action.HOLD)]
    assert flows(unlisted) == ["Welcome"]
