"""The prompt tells what was counted before it asks, and a yes there agrees to any number."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import fill
from sections import NURTURE

HEAD = """\
revops: 1
properties:
  contacts:
    city: {existing: string}
    points: {label: Points, type: number, fieldType: number, groupName: contactinformation}
"""


@pytest.fixture
def drafted(project):
    """A project whose workflow is made and switched off, with 101 contacts that it would take in."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/flow.yaml", HEAD + NURTURE)
    project("apply", "--yes", "--create", "workflow.*", code=4)
    with project.portal() as portal:
        many = [{"points": "50"}] * 101
        portal.within(lambda inside: fill(inside, resolve(inside, "contacts"), many))
    return project


def flows(project):
    with project.portal() as portal:
        tables = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]
    return [(flow["name"], flow["isEnabled"]) for flow in tables["flows"].values()]


def test_the_question_tells_the_numbers(drafted):
    """How many would enrol, which mails go out, whether HubSpot bills more; and no leaves it off."""
    ran = drafted("apply", typed="n\n", code=4)

    assert "Switch workflow.nurture on? 101 contacts would enrol at once" in ran.out
    assert "no e-mails today; no change of marketing contacts" in ran.out
    assert flows(drafted) == [("Nurture", False)]


def test_a_pattern_above_the_cap_is_asked_about_all_the_same(drafted):
    """At a terminal the number is shown and a yes is by address."""
    ran = drafted("apply", "--enable", "*", typed="y\n", code=0)

    assert "Switch workflow.nurture on?" in ran.out
    assert flows(drafted) == [("Nurture", True)]


def test_a_change_of_what_is_on_is_asked_about_as_such(drafted):
    """It switches nothing on; who is in it goes on."""
    drafted("apply", "--yes", "--enable", "workflow.nurture", code=0)
    drafted.write("blueprints/flow.yaml", HEAD + NURTURE.replace("name: Nurture", "name: Care"))

    ran = drafted("apply", typed="y\n", code=0)

    assert "Change workflow.nurture, which is on? No contacts would enrol at once" in ran.out
    assert flows(drafted) == [("Care", True)]
