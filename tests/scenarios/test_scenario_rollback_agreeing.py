"""`revops rollback` of many creates: one short line agrees to it, and the portal is asked once."""

from __future__ import annotations

import shlex
from collections import Counter

import pytest
from client_project import Person
from test_scenario_rollback import PROPERTIES, blueprint
from test_scenario_rollback_created import FLOW, contact
from test_scenario_rollback_since import runs

from revops.emulator import DEFAULT_TOKEN

NAMES = [f"p{number:02}" for number in range(12)]
MANY = "".join(
    f"    {name}: {{label: {name}, type: string, fieldType: text, groupName: lead}}\n" for name in NAMES
)
MADE = len(NAMES) + 3
"""With the two properties and the group that the blueprint has besides."""


@pytest.fixture
def many(make_project):
    """A project whose only run made more than may go without a question."""
    project = make_project(blueprint=blueprint(more=MANY))
    project.apply()
    return project


def number(project):
    """The run's number as it is typed."""
    return runs(project)[0]["id"][:8]


def own(project):
    """Those of the many properties that are there."""
    listed = Person(project.emulator)("GET", PROPERTIES)["results"]
    return {row["name"] for row in listed} & {*NAMES}


def proposed(ran):
    """The command of a refusal, which is in it once, as the words after `revops`."""
    (line,) = [line for line in ran.err.splitlines() if "revops rollback" in line]
    return shlex.split(line.partition("revops ")[2])


def test_guards_name_the_one_flag_that_agreed(many):
    """Two guards trip; the line does not list what the run made, is said once, and works as it is."""
    run = number(many)

    ran = many.run("rollback", "--yes", "--delete-created", code=4)

    line = proposed(ran)
    allowed = ["--allow", f"RV990={MADE}", "--allow", f"RV991={MADE}"]
    assert line == ["rollback", run, "--delete-created", *allowed, "--yes"]
    assert f"--allow RV990={MADE} agrees to it" in ran.err
    assert own(many) == {*NAMES}
    many.run(*line, code=0)
    assert own(many) == set()


def test_what_was_named_besides_stays_named(many):
    """A record holds a value, so that `--delete-created` does not cover that one: it is said."""
    contact(many, email="a@b.example", p03="held")

    ran = many.run("rollback", "--yes", "--delete-created", "--delete", "property.contacts.p03", code=4)

    line = proposed(ran)
    assert line[2:5] == ["--delete", "property.contacts.p03", "--delete-created"]
    assert line.count("--delete") == 1
    many.run(*line, code=0)
    assert own(many) == set()


def test_a_digest_is_shown_and_refused_with_the_same_flags(many):
    """What moved is looked at with them, too; no digest covers deletes, of which the first are named."""
    run = number(many)
    plan = many.run("rollback", "--delete-created", "--dry-run", "--json", code=0).json

    other = many.run("rollback", "--delete-created", "--approve", "abc", code=4)
    same = many.run("rollback", "--delete-created", "--approve", plan["digest"], code=4)

    assert f"`revops rollback {run} --dry-run --delete-created --json`" in other.err
    assert f"this plan has {MADE}: " in same.err
    assert f"and {MADE - 3} more" in same.err
    assert proposed(same) == ["rollback", run, "--delete-created", "--yes"]


def test_the_ways_out_of_a_plan_have_what_was_typed(many):
    """A guard of the plan is agreed to by the same command with one flag more."""
    told = many.run("rollback", "--dry-run", "--delete-created", code=0).out

    assert f"revops rollback {number(many)} --delete-created --allow RV991={MADE}" in told


def test_the_portal_is_asked_once(make_project):
    """To find what goes back, who uses it, and what a person changed since: no list is read twice."""
    project = make_project(blueprint=FLOW)
    project.run("apply", "--yes", "--create", "*", code=0)
    project.forget()

    plan = project.run("rollback", "--dry-run", "--delete-created", "--json", code=0).json

    assert {one["action"] for one in plan["changes"] if one["approved"]} == {"delete"}
    asked = Counter(
        (row["path"], str(row["query"])) for row in project.emulator.log.bodies() if row["method"] == "GET"
    )
    assert len(asked) > len(plan["changes"])
    assert asked.most_common(1)[0][1] == 1, asked


@pytest.fixture
def small(make_project):
    """A portal without custom objects, whose list HubSpot refuses; two properties are described."""
    project = make_project(blueprint=blueprint(), tier="professional")
    project.environment["HUBSPOT_ACCESS_TOKEN"] = DEFAULT_TOKEN
    return project


def test_what_the_subscription_does_not_include_refers_to_nothing(small):
    """The target declares it: what is not there need not be looked into."""
    small.pin(locale="en", hubs={"marketing": "professional"})
    small.apply()

    ran = small.run("rollback", "--yes", "--delete-created", "--json", code=0)

    assert {one["action"] for one in ran.json["outcomes"]} == {"delete"}


def test_what_could_not_be_looked_into_keeps_a_thing_and_is_said(small):
    """Nobody declares a subscription, so that custom objects may be there: the way out tells both."""
    small.pin(locale="en")
    small.apply()

    ran = small.run("rollback", "--yes", "--delete-created", code=4)

    (step,) = [line for line in ran.out.splitlines() if line.startswith("Next: ")]
    assert "could not be looked into" in step
    assert "`hubs:`" in step
    assert small.requests(writes=True)[-1].startswith("POST /crm/properties")
