"""Whatever goes wrong at whichever request of an apply: it is told, nothing is lost or made twice."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from small_project import Project

from revops.emulator.faults import Fault
from revops.model.finding import Refused

LAG_MS = 120_000
"""Longer than a run takes: a read shows the portal as it was before."""
DAILY = {
    "status": "error",
    "message": "You have reached your daily limit.",
    "errorType": "RATE_LIMIT",
    "policyName": "DAILY",
}

FAULTS = {
    "burst of 429": {"status": 429, "count": 3},
    "423": {"status": 423, "count": 2},
    "477": {"status": 477, "count": 2},
    "502": {"status": 502},
    "lost answer after commit": {"drop": "after"},
    "torn JSON": {"torn": True},
    "read lag": {"lag_ms": LAG_MS},
}
PASSING = ("burst of 429", "423", "477")
"""HubSpot carried nothing out and says so: the request is sent again (design.md, rule 6)."""

REQUESTS = 74
"""Of an undisturbed apply: 22 to look, 23 writes, 29 reads before and after them."""


@pytest.fixture(scope="module")
def undisturbed():
    project = Project()
    result = project.apply()
    assert result.complete
    yield project
    project.close()


@pytest.fixture(scope="module")
def wanted(undisturbed):
    return content(undisturbed)


def content(project):
    """What the portal holds, without ids, times, audits, and the numbers that say no more than a sequence."""
    volatile = {"displayOrder", "pipeline_audit", "flow_revisions", "revisionId"}

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items() if key not in volatile}
        if isinstance(value, list):
            stages = all(isinstance(part, dict) and "writePermissions" in part for part in value)
            ordered = sorted(value, key=lambda part: part["displayOrder"]) if stages else value
            return [plain(part) for part in ordered]
        return value

    return json.dumps(plain(project.emulator.state(ids=False)), sort_keys=True)


def creates(project):
    """How often each thing was made: POSTs that carry a change and were carried out, their ids left out."""
    made = [
        (re.sub(r"\d+", "ID", f"{sent.call.surface} {sent.call.path}"), address)
        for sent in project.sent
        if sent.call.method == "POST" and (sent.status < 300 or sent.fault)
        for address in sent.call.carries
    ]
    return Counter(made)


def named(result):
    """Addresses of which a run says that something is missing or odd."""
    missing = {o.change.address for o in result.outcomes if o.findings or o.status.value != "done"}
    return missing | {change.address for change in result.plan.changes if not change.runs}


def hit(number, fault):
    """A first run with a fault at one request, a second without, and everything that must hold of them."""
    project = Project()
    project.emulator.faults.add(Fault(nth=number, **fault))
    try:
        first = project.apply()
    except Refused:
        first = None
    hit_at = project.requests[number - 1]
    project.emulator.faults.clear()
    second = project.apply()

    assert second.complete, [(str(o.change.address), o.status) for o in second.outcomes]
    assert second.plan.changes == () or project.plan().changes == ()
    assert max(creates(project).values()) == 1, "something was made twice"
    if first is not None:
        mute = [o for o in first.outcomes if o.status.value not in ("done", "left") and not o.findings]
        assert not mute, "missing without a word"
        left = {change.address for change in second.plan.changes if change.action.counts}
        assert left <= named(first), f"the first run kept silent about {left - named(first)}"
    return project, hit_at, first, second


def told(number, hit_at, first, second):
    """One line of the report that `pytest -rP` shows."""
    method, path, *_ = hit_at
    if first is None:
        return f"{number:2} {method} {path}: refused; then {second.writes} writes"
    ends = "complete" if first.complete and not first.plan.undecided else "incomplete"
    return f"{number:2} {method} {path}: {first.writes} writes, {ends}; then {second.writes} writes"


def test_the_undisturbed_apply_has_the_number_of_requests_that_is_tried(undisturbed):
    """Every request is hit below, and the plan's number of writes is what the emulator saw."""
    writes = [status for *_, status, write in undisturbed.requests if write and status < 300]

    assert len(undisturbed.requests) == REQUESTS
    assert len(writes) == 23


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_each_request_is_told_and_mended_by_the_next_run(fault, wanted):
    """By number: complete or told, completed by the next run, nothing made twice, the same portal."""
    for number in range(1, REQUESTS + 1):
        project, *runs = hit(number, FAULTS[fault])
        print(told(number, *runs))  # noqa: T201 - the counts are to be seen
        assert content(project) == wanted, f"request {number}: another portal came out"
        if fault in PASSING:
            assert runs[1].complete, f"request {number}: {fault} was not sent again"
            assert runs[2].writes == 0
        project.close()


@pytest.mark.parametrize("number", range(1, REQUESTS + 1, 4))
@pytest.mark.parametrize(
    "fault",
    [{"status": 502}, {"torn": True}, {"drop": "after"}, {"lag_ms": LAG_MS}, {"status": 429, "body": DAILY}],
)
def test_a_portal_that_stays_down_is_told_and_mended_by_the_next_run(fault, number, wanted):
    """From one request on nothing works any more, reading back included."""
    project, *runs = hit(number, {**fault, "count": None})
    print(told(number, *runs))  # noqa: T201 - as above

    assert content(project) == wanted
    project.close()
