"""How an apply goes over the wire: writes as announced and in order, reads side by side and none too many."""

from __future__ import annotations

import re
from collections import Counter
from threading import Condition
from urllib.parse import unquote

import pytest
from small_project import CONSENTS, Project

from revops.emulator import Traits
from revops.engine.planner import make_plan
from revops.engine.rehearse import rehearse, waves
from revops.model.change import Action
from revops.model.ledger import Ledger

FLOOR = Counter(
    {
        ("GET", "/account-info/2026-09/details"): 1,
        ("POST", "/oauth/v2/private-apps/get/access-token-info"): 1,
        ("GET", "/crm-object-schemas/2026-09/schemas"): 1,
        ("GET", "/crm/properties/2026-09/p90000001_vehicle"): 1,
        ("GET", "/crm/properties/2026-09/contacts"): 1,
        ("GET", "/crm/properties/2026-09/contacts/groups"): 1,
        ("GET", "/crm/pipelines/2026-09/contacts"): 1,
        ("GET", "/crm/pipelines/2026-09/companies"): 1,
        ("GET", "/crm/pipelines/2026-09/deals"): 1,
        ("GET", "/crm/property-validations/2026-09/0-1"): 1,
        ("GET", "/crm/associations/2026-09/contacts/companies/labels"): 1,
        ("GET", "/crm/associations/2026-09/companies/contacts/labels"): 1,
        ("GET", "/crm/associations/2026-09/definitions/configurations/contacts/companies"): 1,
        ("GET", "/marketing/lead-scoring/2026-09-beta/scores"): 1,
        ("GET", "/marketing/lead-scoring/2026-09-beta/scores/ID"): 1,
        ("GET", "/marketing/lead-scoring/2026-09-beta/scores/ID/draft"): 1,
        ("POST", "/crm/lists/2026-09/search"): 1,
        ("GET", "/crm/lists/2026-09/folders"): 1,
        ("GET", "/crm/lists/2026-09"): 1,
        ("GET", "/automation/2026-09-beta/flows"): 1,
        ("POST", "/automation/2026-09-beta/flows/batch/read"): 1,
    }
)
"""design.md, section 6: account and token; a list per object type and kind; two reads per managed score; of
segments a search, the folders, and the filters of a hundred.

Labels of associations have a list per direction of a pair of objects.
"""


class Gate:
    """Lets no read through before `width` of them are under way at once; gives up after some seconds."""

    def __init__(self, app, width):
        self.app, self.width = app, width
        self.under_way = self.most = 0
        self.moved = Condition()

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] != "GET" or "/crm/" not in environ["PATH_INFO"]:
            return self.app(environ, start_response)
        with self.moved:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            self.moved.notify_all()
            self.moved.wait_for(lambda: self.most >= self.width, timeout=5)
        try:
            return self.app(environ, start_response)
        finally:
            with self.moved:
                self.under_way -= 1


@pytest.fixture
def project():
    made = Project()
    yield made
    made.close()


def written(project):
    """The writes that the emulator carried out, in order."""
    return [(method, path) for method, path, status, write in project.requests if write and status < 300]


def test_the_emulator_sees_as_many_writes_as_the_plan_says(project):
    """Announced by the plan, counted by the hub, and seen on the other side of the wire."""
    result = project.apply()

    assert result.plan.writes == result.writes == len(written(project)) == 23
    shared = 1  # two properties go in one batch
    assert sum(outcome.calls for outcome in result.outcomes) == 23 + shared


def test_each_write_is_announced_by_its_path(project):
    """The rehearsal names every request; for an id that is not known yet stands a name."""
    with project.hub() as hub:
        situation = project.look(hub, CONSENTS)
        calls = [call for _, call in rehearse(make_plan(situation).changes, situation).calls if call.carries]
        announced = [(call.method, unquote(hub.path(call))) for call in calls]
    project.apply()

    assert Counter(nameless(announced)) == Counter(nameless(written(project)))


def nameless(requests):
    """Without the ids that portals give, and what stands for them."""
    made_up = re.compile(r"/(\d+|engagement|<[^>]*>)(?=/|$)")
    return [(method, made_up.sub("/ID", path)) for method, path in requests]


def test_writes_keep_the_order_of_the_plan(project):
    """In each place the rehearsed order holds, and no wave begins before the one before it has ended."""
    with project.hub() as hub:
        situation = project.look(hub, CONSENTS)
        plan = make_plan(situation)
    wave_of = {
        (phase, change.address): number
        for number, (phase, wave) in enumerate(waves(plan.changes, situation))
        for change in wave
    }
    rehearsed = {}
    for phase, call in rehearse(plan.changes, situation).calls:
        if call.carries:
            rehearsed.setdefault(place_of(call), []).append((phase, call))
    project.apply()

    numbers = []
    for call in [one.call for one in project.sent if one.write]:
        phase, announced = rehearsed[place_of(call)].pop(0)
        assert (call.method, call.carries) == (announced.method, announced.carries)
        numbers.append(wave_of[phase, call.carries[0]])
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(set(wave_of.values())) > 4
    assert not any(rehearsed.values())


def place_of(call):
    return (call.carries[0].kind, call.carries[0].scope)


def test_reads_overlap():
    """Three lists are under way at once, or the gate would never open."""
    gates = []
    project = Project(wrap=lambda app: gates.append(Gate(app, 3)) or gates[-1])

    project.plan()

    assert gates[0].most >= 3
    project.close()


def test_an_unchanged_plan_costs_the_floor_and_writes_nothing(project):
    """Nothing is asked twice, and nothing for a single property, group, pipeline or stage."""
    project.apply()
    before = len(project.requests)

    plan = project.plan()

    assert plan.changes == ()
    asked = [(method, path) for method, path, *_ in project.requests[before:]]
    assert Counter(nameless(asked)) == FLOOR


@pytest.mark.parametrize("variant", ["server-stage-ids", "score-location-absolute", "flows-canonical"])
def test_a_lost_ledger_costs_no_write_and_no_further_read(variant):
    """Everything is found again by name, also conditions on stages whose ids only the portal knows."""
    project = Project(traits=Traits(variants=frozenset({variant})))
    project.apply()
    project.ledger = Ledger(project.ledger.portal)
    before = len(project.requests)

    plan = project.plan()
    asked = [path for _, path, *_ in project.requests[before:]]

    assert {change.action for change in plan.changes} == {Action.ADOPT}
    assert len(asked) == sum(FLOOR.values())
    project.close()
