"""Properties that the portal calls otherwise: whatever names one asks HubSpot for the portal's name."""

from __future__ import annotations

import json

import pytest
from client_project import Person

BLUEPRINT = """\
revops: 1
groups: {contacts: {lead: {label: Lead}}}
properties:
  contacts:
    heard_of_us: {label: Heard of us, type: string, fieldType: text, groupName: lead}
    first_visit: {label: First visit, type: date, fieldType: date, groupName: lead}
    last_visit: {label: Last visit, type: date, fieldType: date, groupName: lead}
    employees: {label: Employees, type: number, fieldType: number, groupName: lead}
    lastname: {existing: string}
    email: {existing: string}
conditions:
  came_back:
    all:
      - {property: contacts.heard_of_us, contains: [friend]}
      - {property: contacts.employees, at_least: 10}
  bigger: {property: contacts.employees, at_least: 10}
segments:
  returned:
    object: contacts
    name: Returned
    where: {all: [came_back, {property: contacts.first_visit, before_property: contacts.last_visit}]}
  same:
    object: contacts
    name: Same name
    where: {property: contacts.heard_of_us, equals_property: contacts.lastname}
forms:
  visit:
    name: Visit
    language: en
    fields: [contacts.email, contacts.heard_of_us]
validations:
  contacts: {employees: {MIN_NUMBER: 1}}
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 100
    groups:
      firm:
        label: Firm
        max: 50
        rules:
          told: {if: came_back, add: 10}
          size: {property: contacts.employees, match: [{at_least: 100, add: 20}, {at_least: 10, add: 5}]}
workflows:
  moved:
    object: contacts
    name: Heard
    enrol: {changed: contacts.heard_of_us}
    steps: [{id: call, task: {subject: Call}}]
  visited:
    object: contacts
    name: Visited
    enrol: {date: contacts.last_visit, at: "09:00"}
    steps: [{id: call, task: {subject: Call}}]
  follow_up:
    object: contacts
    name: Follow up
    enrol: came_back
    steps:
      - {id: call, task: {subject: Call, type: CALL}}
      - {id: pause, until: {property: contacts.last_visit, before: {days: 3}, at: "09:00"}}
      - {id: set, set: {contacts.heard_of_us: fair}}
      - {id: more, increment: {contacts.employees: 1}}
      - {id: copy, copy: {from: contacts.heard_of_us, to: contacts.lastname}}
      - {id: stamp, stamp: contacts.last_visit}
      - {id: empty, clear: contacts.first_visit}
      - id: fork
        by_value: contacts.heard_of_us
        cases: {fair: [{id: fair, task: {subject: Fair}}]}
"""
OWN = {"heard_of_us": "kikkake", "first_visit": "saisho", "last_visit": "saigo", "employees": "ninzu"}
"""Blueprint's name -> the portal's."""


@pytest.fixture
def bound(make_project):
    """A portal in which a person made the properties under other names, and a target that binds them."""
    project = make_project(blueprint=BLUEPRINT, locale="en")
    person = Person(project.emulator)
    person("POST", "/crm/properties/2026-09/contacts/groups", {"name": "lead", "label": "Lead"})
    types = {"kikkake": ("string", "text"), "saisho": ("date", "date"), "saigo": ("date", "date")}
    for name, own in OWN.items():
        kind, field = types.get(own, ("number", "number"))
        label = name.replace("_", " ").capitalize()
        body = {"name": own, "label": label, "type": kind, "fieldType": field, "groupName": "lead"}
        person("POST", "/crm/properties/2026-09/contacts", body)
    path = project.folder / "revops.yaml"
    binds = "".join(f"      property.contacts.{name}: {own}\n" for name, own in OWN.items())
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n    bind:\n{binds}", encoding="utf-8")
    return project


def test_everything_that_names_a_bound_property_uses_the_portals_name(bound):
    """Segments, forms, rules, scores and workflows are made and read back with it; nothing is left."""
    bound.apply()
    bound.apply()

    assert bound.plan()["summary"]["empty"]
    held = json.dumps(bound.tables(), ensure_ascii=False)
    assert [name for name in OWN if f'"{name}"' in held] == []
    assert [own for own in OWN.values() if f'"{own}"' not in held] == []


def test_counting_asks_for_the_portals_name(bound):
    """A search for the blueprint's name would be refused, and nobody could be counted."""
    bound.apply()
    person = Person(bound.emulator)
    for number in range(3):
        values = {"email": f"a{number}@example.com", "kikkake": "a friend", "ninzu": str(5 * (number + 1))}
        person("POST", "/crm/objects/2026-09/contacts", {"properties": values})
    path = bound.folder / "blueprints" / "portal.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "came_back\n    steps", "bigger\n    enabled: true\n    steps"
    )
    path.write_text(text, encoding="utf-8")

    (change,) = [one for one in bound.plan()["changes"] if one["phase"] == "enable"]

    assert change["consequence"]["records"] == 2  # of 5, 10 and 15
