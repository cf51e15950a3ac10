"""`revops rollback --delete-created` agrees to nothing where a person has to, or where nobody could look."""

from __future__ import annotations

import pytest
from test_scenario_rollback import blueprint, labels

from revops.emulator import DEFAULT_TOKEN
from revops.emulator.faults import Fault

MADE = ("group.contacts.lead", "property.contacts.tier", "property.contacts.town")
CLIENT = ("--target", "client")


def test_in_a_protected_portal_every_deletion_is_named(make_project):
    """The flag that agrees to what nobody would miss agrees to nothing there; the addresses do."""
    project = make_project(blueprint=blueprint())
    project.pin(protected=True, default=False)
    project.environment["HUBSPOT_ACCESS_TOKEN"] = DEFAULT_TOKEN
    portal = project.emulator.portal_id
    project.run("apply", *CLIENT, typed=f"{portal}\n", code=0)
    assert labels(project) == {"tier": "Tier", "town": "City"}
    project.forget()

    project.run("rollback", "--delete-created", *CLIENT, typed=f"{portal}\n" + "n\n" * len(MADE), code=4)
    assert project.requests(writes=True) == []

    named = [word for one in MADE for word in ("--delete", one)]
    project.run("rollback", *named, *CLIENT, typed=f"{portal}\n", code=0)
    assert labels(project) == {}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "*/contacts/search"), ("GET", "/automation/*/flows"), ("GET", "/marketing/v3/forms")],
    ids=["records", "workflows", "forms"],
)
def test_what_nobody_could_look_into_may_be_missed(make_project, method, path):
    """Without a count, or without what may refer to it, nothing says that it is in no use: it stays."""
    project = make_project(blueprint=blueprint())
    project.apply()
    project.emulator.faults.add(Fault(method, path, status=403, count=None))

    project.run("rollback", "--yes", "--delete-created", code=4)
    assert labels(project) == {"tier": "Tier", "town": "City"}

    project.emulator.faults.clear()
    project.run("rollback", "--yes", "--delete-created", code=0)
    assert labels(project) == {}
