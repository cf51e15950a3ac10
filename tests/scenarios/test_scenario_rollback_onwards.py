"""What `revops rollback` says is to be typed next: what is left, why it was kept, and which flag goes on."""

from __future__ import annotations

import pytest
from client_project import Person
from test_scenario_rollback import PROPERTIES, applied_twice, labels
from test_scenario_rollback_since import runs


@pytest.fixture
def twice(make_project):
    return applied_twice(make_project)


def step(ran):
    """What is to be typed next."""
    (line,) = [line for line in ran.out.splitlines() if line.startswith("Next: ")]
    return line.removeprefix("Next: ")


def hold(project, count):
    """As many contacts have a value of the property that the last run made."""
    for number in range(count):
        values = {"email": f"a{number}@example.com", "source": "fair"}
        Person(project.emulator)("POST", "/crm/objects/2026-09/contacts", {"properties": values})


def test_what_nobody_tried_to_delete_is_proposed_with_the_flag_for_it(twice):
    """The values went back; what the run made is still there."""
    ran = twice.run("rollback", "--yes", code=4)

    assert step(ran) == f"revops rollback {runs(twice)[1]['id'][:8]} --delete-created takes back what is left"


@pytest.mark.parametrize("again", [False, True])
def test_what_holds_values_is_named_with_its_reason(twice, again):
    """The command that was typed is not proposed once more: the address must be named. It then works."""
    hold(twice, 3)
    number = runs(twice)[0]["id"][:8]
    ran = twice.run("rollback", number, "--yes", "--delete-created", code=4)
    if again:
        ran = twice.run("rollback", number, "--yes", "--delete-created", code=4)

    told = step(ran)
    assert ("nothing was sent" in told) is again
    assert "property.contacts.source stays: " in told
    assert "3 contacts hold it" in told
    assert "--delete-created" not in told
    assert f"revops rollback {number} --delete property.contacts.source " in told
    twice.run("rollback", number, "--yes", "--delete", "property.contacts.source", code=0)
    assert "source" not in labels(twice)


def test_what_somebody_changed_since_is_proposed_to_be_taken(twice):
    """The hand edit is held; with the flag it goes back, and nothing more is said of it."""
    Person(twice.emulator)("PATCH", f"{PROPERTIES}/tier", {"label": "Rank"})
    number = runs(twice)[0]["id"][:8]

    ran = twice.run("rollback", number, "--yes", "--delete-created", code=4)

    assert step(ran) == f"revops rollback {number} --take property.contacts.tier takes back what is left"
    last = twice.run("rollback", number, "--yes", "--take", "property.contacts.tier", code=0)
    assert labels(twice) == {"tier": "Tier", "town": "City"}
    assert "--take" not in step(last)


def test_where_nothing_is_left_no_flag_is_proposed(twice):
    """The run was taken back as a whole: there is nothing to agree to."""
    number = runs(twice)[0]["id"]
    twice.run("rollback", number, "--yes", "--delete-created", code=0)

    ran = twice.run("rollback", number, "--yes", "--delete-created", code=0)

    assert "nothing is left" in step(ran)
    assert "--" not in step(ran)
