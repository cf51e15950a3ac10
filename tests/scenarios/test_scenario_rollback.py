"""`revops rollback`: the way back is a plan like any other, and first says what cannot come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from client_project import Person

PROPERTIES = "/crm/properties/2026-09/contacts"
FILE = "portal.yaml"


def blueprint(tier="Tier", city="City", *, more=""):
    """Two properties in a group of their own, and what else there is."""
    fields = "type: string, fieldType: text, groupName: lead"
    return f"""\
revops: 1
groups: {{contacts: {{lead: {{label: Lead}}}}}}
properties:
  contacts:
    tier: {{label: {tier}, {fields}}}
    town: {{label: {city}, {fields}}}
{more}"""


ADDED = "    source: {label: Source, type: string, fieldType: text, groupName: lead}\n"


def applied_twice(make_project):
    """A project that was applied twice: the second run changed two labels and made a property."""
    project = make_project(blueprint=blueprint())
    project.apply()
    write(project, blueprint("Level", "Town", more=ADDED))
    project.apply()
    return project


@pytest.fixture
def twice(make_project):
    return applied_twice(make_project)


def write(project, text):
    (project.folder / "blueprints" / FILE).write_text(text, encoding="utf-8")


def labels(project):
    """Internal name -> label of what the blueprint ever named."""
    listed = Person(project.emulator)("GET", PROPERTIES)["results"]
    return {row["name"]: row["label"] for row in listed if row["name"] in ("tier", "town", "source")}


def changes(document):
    return {(change["address"], change["action"]) for change in document["plan"]["changes"]}


def test_values_stay_and_hand_edits_are_held_and_everything_else_is_back(twice):
    """Three records hold a value of the new property; a person renamed another one since."""
    person = Person(twice.emulator)
    for number in range(3):
        values = {"email": f"a{number}@example.com", "source": "fair"}
        person("POST", "/crm/objects/2026-09/contacts", {"properties": values})
    person("PATCH", f"{PROPERTIES}/tier", {"label": "Rank"})

    ran = twice.run("rollback", "--yes", "--delete-created", code=4)

    assert labels(twice) == {"tier": "Rank", "town": "City", "source": "Source"}
    assert "3 contacts hold it" in ran.out
    assert "! property.contacts.tier" in ran.out
    assert "- property.contacts.source" in ran.out


def test_what_the_run_made_goes_where_no_record_holds_a_value(twice):
    """`--delete-created` agrees to just that, and the portal is as before the run."""
    twice.run("rollback", "--yes", "--delete-created", code=0)

    assert labels(twice) == {"tier": "Tier", "town": "City"}
    (run, *_) = twice.run("history", "--json", code=0).json["runs"]
    assert run["command"] == "rollback"


def test_what_a_person_changed_or_uses_since_is_asked_for(make_project):
    """`--delete-created` agrees to what is as the run made it, and what nothing else refers to."""
    project = make_project(blueprint=blueprint(more=ADDED))
    project.apply()
    person = Person(project.emulator)
    person("PATCH", f"{PROPERTIES}/source", {"label": "Origin"})
    known = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}
    part = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": []}
    part["filters"] = [{"filterType": "PROPERTY", "property": "town", "operation": known}]
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [part]}
    body = {"name": "By hand", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": root}
    person("POST", "/crm/lists/2026-09", body)

    project.run("rollback", "--yes", "--delete-created", code=4)

    assert labels(project) == {"town": "City", "source": "Origin"}


def test_without_consent_nothing_is_deleted(twice):
    """The labels go back; the property asks."""
    twice.run("rollback", "--yes", code=4)

    assert labels(twice) == {"tier": "Tier", "town": "City", "source": "Source"}


def test_the_way_back_can_be_looked_at_first(twice):
    """`--dry-run` sends no write and says what the plan is."""
    twice.forget()

    document = twice.run("rollback", "--dry-run", "--json", code=0).json

    assert twice.requests(writes=True) == []
    assert {(one["address"], one["action"]) for one in document["changes"]} == {
        ("property.contacts.tier", "update"),
        ("property.contacts.town", "update"),
        ("property.contacts.source", "delete"),
    }


def test_after_it_the_blueprint_wants_the_same_again(twice):
    """The files were not touched, and the ledger knows what is there: a plan shows the run once more."""
    twice.run("rollback", "--yes", "--delete-created", code=0)

    wanted = {(change["address"], change["action"]) for change in twice.plan()["changes"]}

    assert wanted == {
        ("property.contacts.tier", "update"),
        ("property.contacts.town", "update"),
        ("property.contacts.source", "create"),
    }


def test_with_the_blueprint_taken_back_too_nothing_is_left(twice):
    """The usual way: revert the commit, then roll the portal back; the plan is empty."""
    write(twice, blueprint())

    twice.run("rollback", "--yes", "--delete-created", code=0)

    assert labels(twice) == {"tier": "Tier", "town": "City"}
    assert twice.plan()["summary"]["empty"]


def test_a_later_run_that_wrote_the_same_is_named(twice):
    """Going back past it is possible, but nobody shall do it unaware."""
    first, second = (run["id"] for run in reversed(twice.run("history", "--json", code=0).json["runs"]))

    document = twice.run("rollback", first, "--dry-run", "--json", code=0).json

    told = [one["summary"] for one in document["findings"] if one["code"] == "RV947"]
    assert len(told) == 1
    assert second[:8] in told[0]


def test_options_that_were_added_stay_and_are_named_first(make_project):
    """Nothing takes an option away that no blueprint names; that is said before the plan."""
    options = "{web: Web}"
    text = """\
revops: 1
groups: {contacts: {lead: {label: Lead}}}
properties:
  contacts:
    origin: {label: Origin, type: enumeration, fieldType: select, groupName: lead, options: OPTIONS}
"""
    project = make_project(blueprint=text.replace("OPTIONS", options))
    project.apply()
    write(project, text.replace("OPTIONS", "{web: Website, fair: Fair}"))
    project.apply()

    ran = project.run("rollback", "--yes", code=0)

    first = ran.out.index("Cannot come back:")
    assert first < ran.out.index("property.contacts.origin#options.fair.label") < ran.out.index("Define")
    row = Person(project.emulator)("GET", f"{PROPERTIES}/origin")
    assert {one["value"]: one["label"] for one in row["options"]} == {"web": "Web", "fair": "Fair"}


def test_there_is_nothing_to_go_back_from_at_first(make_project):
    """Before the first apply the refusal says where to look."""
    project = make_project(blueprint=blueprint())

    ran = project.run("rollback", code=64)

    assert "RV946" in ran.err + ran.out
    assert "revops history" in ran.err + ran.out


RULES = "/crm/property-validations/2026-09/0-3"
PACKS = ("core", "marketing", "sales", "customer-success")
GUARDS = ("RV990", "RV991", "RV994", "RV995", "RV996")
"""Guards that so large a way back sets off; a person agrees to their numbers."""
HISTORY = (
    "pipeline_audit",
    "counters",
    "flow_revisions",
    "flow_workflow_ids",
    "deleted_lists",
    "list_folders",
)
"""Tables of what HubSpot remembers of changes, and of folders, which stay as announced."""
MOMENTS = ("updatedAt", "createdAt", "updatedUserId", "createdUserId", "displayOrder")


def live(rows):
    """Rows that are not archived, without when and by whom they were written."""
    return {key: plain(row) for key, row in rows.items() if not row.get("archived")}


def plain(value):
    """Without moments; what has an order is in it already."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in MOMENTS}
    return [plain(one) for one in value] if isinstance(value, list) else value


def portal(project):
    """All that a person would see, table by table."""
    tables = project.tables()
    kept = {name for name in tables if name not in HISTORY and not name.startswith("archived_")}
    return {name: live(tables[name]) for name in kept if live(tables[name])}


def without(tables, announced):
    """The same without the options and stages that stay, by the parts' names."""
    return {name: {key: strip(row, announced) for key, row in rows.items()} for name, rows in tables.items()}


def strip(row, announced):
    kept = dict(row)
    for part in ("options", "stages"):
        rows = [one for one in row.get(part, ()) if one.get("value", one.get("id")) not in announced]
        kept[part] = sorted(rows, key=str)
    return kept


def test_the_packs_apply_and_go_back(make_project):
    """Everything that they made is gone, every label is as it was; what stays was announced."""
    assert {*PACKS} == {
        pack.name for pack in (Path(__file__).parents[2] / "blueprints").iterdir() if pack.is_dir()
    }
    project = make_project(packs=PACKS)
    before = portal(project)
    project.apply()
    assert portal(project) != before

    allowed = [word for code in GUARDS for word in ("--allow", f"{code}=999")]
    ran = project.run("rollback", "--yes", "--delete-created", "--json", *allowed)

    assert {one["status"] for one in ran.json["outcomes"]} == {"done"}
    lost = [one["summary"].partition(" ")[0].partition("#") for one in ran.json["lost"]]
    announced = {part.split(".")[1] for _, _, part in lost if part}
    assert {"churned", "APPOINTMENT_SET"} <= announced
    assert not any(address.startswith("validation.") for address, _, _ in lost)
    assert Person(project.emulator)("GET", RULES)["results"] == []
    after = portal(project)
    assert after.pop("property_validations")  # of archived properties: shown only if those come back
    assert without(after, announced) == without(before, announced)


CONTENT = """\
revops: 1
properties: {contacts: {email: {existing: string}, city: {existing: string}}}
emails:
  hello:
    {name: NAME mail, subject: NAME, body: Hello, language: en, from: {fromName: Us, replyTo: a@b.example}}
forms: {visit: {name: NAME form, language: en, fields: [contacts.email, contacts.city]}}
workflows:
  call:
    object: contacts
    name: NAME flow
    enrol: {manual: true}
    steps: [{id: call, task: {subject: NAME}}, {id: wait, delay: {days: 1}}]
"""


def test_workflows_forms_and_mails_go_back_by_their_units(make_project):
    """Things that are written as a whole, too: a name and a step's text, and nothing else."""
    project = make_project(blueprint=CONTENT.replace("NAME", "First"))
    project.apply()
    before = portal(project)
    write(project, CONTENT.replace("NAME", "Second"))
    project.apply()
    assert portal(project) != before

    project.run("rollback", "--yes", "--publish", "*", code=0)

    write(project, CONTENT.replace("NAME", "First"))
    assert project.plan()["summary"]["empty"]
