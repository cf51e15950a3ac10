"""What `revops rollback` says is to be typed next: what is left, why it was kept, and which flag goes on."""

from __future__ import annotations

import pytest
from client_project import Person
from test_scenario_rollback import PROPERTIES, applied_twice, labels
from test_scenario_rollback_since import runs

from revops.emulator.faults import Fault


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


def test_no_side_is_called_the_blueprints(twice):
    """What names nothing is none of the run's; what is left as it is can be written as it was before."""
    number = runs(twice)[0]["id"]
    twice.run("rollback", number, "--yes", "--delete-created", code=0)
    Person(twice.emulator)("PATCH", f"{PROPERTIES}/town", {"label": "City "})

    ran = twice.run("rollback", number, "--dry-run", "--take", "property.contacts.twon", "--json", code=0)

    told = {one["code"]: one for one in ran.json["findings"] if one["code"] in ("RV404", "RV405")}
    assert told["RV404"]["summary"] == "--take property.contacts.twon names nothing that the run touched"
    assert told["RV405"]["hint"].endswith("--take property.contacts.town writes what was there before")


def test_what_goes_wrong_is_gone_on_with_by_the_same_command(twice):
    """`revops apply` would go the other way; what did not arrive is sent again with what was typed."""
    number = runs(twice)[0]["id"][:8]
    twice.emulator.faults.add(Fault(method="PATCH", path=f"{PROPERTIES}/tier", drop="before"))

    ran = twice.run("rollback", number, "--yes", "--delete-created", "--json", code=5)

    (told,) = [f["hint"] for one in ran.json["outcomes"] for f in one["findings"] if f["code"] == "RV434"]
    assert told.startswith(f"run `revops rollback {number} --delete-created` again")
