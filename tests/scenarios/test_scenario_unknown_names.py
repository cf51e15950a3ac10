"""Conditions that name what the portal may not have: whoever uses it waits, everything else is made."""

from __future__ import annotations

import pytest

from revops.emulator.app import UI_USER, person
from revops.emulator.surfaces.email_defaults import add_email
from revops.emulator.surfaces.subscriptions import add_subscription

HEAD = """\
revops: 1
properties:
  deals: {amount: {existing: number}}
workflows:
  plain: {object: contacts, name: Plain, enrol: {manual: true}, steps: [{id: hi, task: {subject: Hi}}]}
"""
ASKING = """\
  asking: {{object: contacts, name: Asking, enrol: {{{term}}}, steps: [{{id: hi, task: {{subject: Hi}}}}]}}
"""
LABEL = "associations:\n  contacts: {deals: {decider: {label: Decider}}}\n"
LABELLED = "associated: {object: deals, label: decider, where: {property: deals.amount, known: true}}"
BOATS = """\
objects:
  boat:
    labels: {singular: Boat, plural: Boats}
    primaryDisplayProperty: size
    requiredProperties: [size]
    searchableProperties: [size]
    associatedObjects: [contacts]
"""
SIZE = """\
  boat: {size: {label: Size, type: string, fieldType: text, groupName: boat_information}}
"""
SEGMENT = {"name": "Guests", "objectTypeId": "0-1", "processingType": "MANUAL"}


def asking(make_project, term, more="", head=HEAD):
    return make_project(blueprint=head + ASKING.format(term=term) + more, locale="en")


def made(project):
    return sorted(flow["name"] for flow in project.tables()["flows"].values())


def in_the_portal(project):
    """Everything that the terms name, made by people in HubSpot."""
    reply = project.emulator.edit("POST", "/crm/lists/2026-09", SEGMENT)
    assert reply.status < 300, reply.body
    with project.emulator.store.transaction(write=True) as db:
        portal = person(db, project.emulator.portal_id, UI_USER)
        add_subscription(portal, "Guest letters")
        add_email(portal, "Guest news", subject="News", state="DRAFT")


TERMS = {
    "segment": ("in_segment: Guests", ""),
    "subscription": ("subscribed: Guest letters", ""),
    "email": ("email: {opened: Guest news}", ""),
    "association": (LABELLED, LABEL),
}


@pytest.mark.parametrize("kind", TERMS)
def test_a_name_that_is_there_is_used(make_project, kind):
    """Segments, subscriptions and e-mails by their names in HubSpot, a label as the blueprint makes it."""
    term, more = TERMS[kind]
    project = asking(make_project, term, more)
    in_the_portal(project)

    project.apply()
    assert made(project) == ["Asking", "Plain"]
    assert project.plan()["changes"] == []


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        ("segment", "in_segment: Guests"),
        ("subscription", "subscribed: Guest letters"),
        ("email", "email: {opened: Guest news}"),
        ("page", "submitted: true, on_page: Sign up"),
    ],
)
def test_a_name_that_is_not_there_is_waited_for(make_project, kind, term):
    """The others of the layer are made; the plan says which name is missing."""
    project = asking(make_project, term)

    waiting = [change for change in project.plan()["changes"] if change["action"] == "waiting"]
    assert [change["address"] for change in waiting] == ["workflow.asking"]
    assert waiting[0]["reason"].startswith(f"waits for {kind} '")
    project.apply(code=None)
    assert made(project) == ["Plain"]


def test_an_email_that_is_asked_about_need_not_be_published(make_project):
    """Only one that a workflow sends must be on before the workflow can be."""
    project = asking(make_project, "email: {opened: Guest news}")
    in_the_portal(project)

    assert "RV591" not in {finding["code"] for finding in project.plan()["findings"]}


def test_an_association_that_nobody_can_look_up_is_waited_for(make_project):
    """Between a contact and a custom object its id differs by portal, and no look-up tells it."""
    head = HEAD.replace("workflows:", SIZE + "workflows:")
    term = "associated: {object: boat, where: {property: boat.size, known: true}}"
    project = asking(make_project, term, BOATS, head)
    path = project.folder / "revops.yaml"
    path.write_text(path.read_text("utf-8").replace("professional", "enterprise"), encoding="utf-8")

    project.apply(code=None)
    assert made(project) == ["Plain"]
    (waiting,) = project.plan()["changes"]
    assert (waiting["address"], waiting["action"]) == ("workflow.asking", "waiting")
    assert waiting["reason"].startswith("waits for association 'contacts-boat/default'")
