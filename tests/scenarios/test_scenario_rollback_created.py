"""`revops rollback --delete-created`: what stays keeps what it uses, and a hand-made edit keeps the thing."""

from __future__ import annotations

from client_project import Person
from test_scenario_rollback import ADDED, blueprint, labels, write

SEGMENTS = """\
revops: 1
properties:
  contacts:
    tier: {label: Tier, type: string, fieldType: text, groupName: contactinformation}
segments: {untold: {name: Untold, object: contacts, where: {not: {property: contacts.tier, known: true}}}}
"""
FLOW = """\
revops: 1
properties: {contacts: {jobtitle: {existing: string}}}
segments: {titled: {name: Titled, object: contacts, where: {property: contacts.jobtitle, known: true}}}
workflows:
  mark:
    object: contacts
    name: Mark
    enrol: {in_segment: titled}
    steps: [{id: mark, set: {contacts.jobtitle: Reader}}]
"""


def contact(project, **values):
    Person(project.emulator)("POST", "/crm/objects/2026-09/contacts", {"properties": values})


def left(ran):
    """What a rollback asks about and did not delete."""
    return {one["address"] for one in ran.json["left"] if one["action"] == "delete"}


def test_what_a_staying_thing_uses_stays_too(make_project):
    """Three contacts are in the segment, so it stays, and so does the property of its filter."""
    project = make_project(blueprint=SEGMENTS)
    for number in range(3):
        contact(project, email=f"a{number}@b.example")
    project.apply()

    ran = project.run("rollback", "--yes", "--delete-created", "--json", code=4)

    assert left(ran) == {"segment.untold", "property.contacts.tier"}


def test_the_same_command_again_leaves_the_group_of_what_stays(make_project):
    """The property holds a value; its group is not tried at the second attempt either."""
    project = make_project(blueprint=blueprint(more=ADDED))
    project.apply()
    contact(project, email="a@b.example", source="fair")
    project.run("rollback", "--yes", "--delete-created", code=4)

    ran = project.run("rollback", "--yes", "--delete-created", "--json", code=4)

    assert left(ran) == {"property.contacts.source", "group.contacts.lead"}
    assert labels(project) == {"source": "Source"}


def test_a_workflow_that_somebody_edited_stays_with_its_segment(make_project):
    """No request brings a deleted workflow back, and what a person changed is held."""
    project = make_project(blueprint=FLOW)
    project.run("apply", "--yes", "--create", "*", code=0)
    person = Person(project.emulator)
    person.flow(lambda flow: flow["actions"][0]["fields"]["value"].update(staticValue="CEO"))

    ran = project.run("rollback", "--yes", "--delete-created", "--json", code=4)

    assert left(ran) == {"workflow.mark", "segment.titled"}


def test_a_guard_of_the_way_back_names_its_own_command(make_project):
    """`revops apply` would go the other way."""
    many = "".join(
        f"    p{n}: {{label: {{}}{n}, type: string, fieldType: text, groupName: lead}}\n" for n in range(11)
    )
    project = make_project(blueprint=blueprint(more=many.replace("{}", "Old ")))
    project.apply()
    write(project, blueprint(more=many.replace("{}", "New ")))
    project.run("apply", "--yes", "--allow", "RV990=11", code=0)

    told = project.run("rollback", "--dry-run", code=0).out

    assert "RV990" in told
    assert "revops apply" not in told
