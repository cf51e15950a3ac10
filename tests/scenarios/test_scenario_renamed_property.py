"""A property gets another internal name: a new one, the values copied, references handed over, an archive."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from client_project import Person

from revops.cli.ask import _question
from revops.cli.session import open_session
from revops.emulator import DEFAULT_TOKEN, Traits
from revops.emulator.faults import Fault
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import every, fill
from revops.engine.execute import execute
from revops.kinds.properties import moving
from revops.model.change import Consent
from revops.model.plan import Consents

OLD, NEW = "property.contacts.src", "property.contacts.lead_source"
MOVE, DELETE = ("--move", NEW), ("--delete", OLD)
PROPERTY = "      type: string\n      fieldType: text\n      groupName: contactinformation\n"
SEGMENT = """\
segments:
  known: {{object: contacts, name: Source is known, where: {{property: contacts.{name}, known: true}}}}
"""


def blueprint(name, *, fields=PROPERTY, segment=False, moved=True):
    """The file with the property under one of its two names."""
    text = f"revops: 1\nproperties:\n  contacts:\n    {name}:\n      label: Lead source\n{fields}"
    text += SEGMENT.format(name=name) if segment else ""
    return text + (f"moved: {{{OLD}: {NEW}}}\n" if moved and name == "lead_source" else "")


@pytest.fixture
def make_applied(make_project, monkeypatch):
    """A project whose property is applied under its old name; its portal has records and no port."""

    def make(*values, segment=False, fields=PROPERTY, **traits):
        project = make_project(
            locale="en", blueprint=blueprint("src", segment=segment, fields=fields), **traits
        )
        monkeypatch.setattr("revops.cli.session.embedded_emulator", lambda *_: project.emulator)
        project.environment = {}
        project.run("apply", "--yes", code=0)
        imports(project, *({"src": value} for value in values))
        project.forget()
        return project

    return make


def imports(project, *records):
    """Contacts with these values; their ids."""

    def make(portal):
        known = set(every(portal, resolve(portal, "contacts")))
        fill(portal, resolve(portal, "contacts"), list(records))
        return [record for record in every(portal, resolve(portal, "contacts")) if record not in known]

    return project.emulator.within(make)


def edits(project, record, **values):
    """A person gives a contact other values."""
    reply = project.emulator.edit("PATCH", f"/crm/objects/2026-09/contacts/{record}", {"properties": values})
    assert reply.status == 200, reply.body


def says(project, text):
    """Change the blueprint."""
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")


def held(project):
    """What every contact holds in the old and in the new property."""

    def values(portal):
        found = every(portal, resolve(portal, "contacts")).values()
        return [(one["properties"].get("src"), one["properties"].get("lead_source")) for one in found]

    return project.emulator.within(values)


def there(project):
    """Which of the two properties the portal has."""
    rows = project.tables()["properties:contacts"]
    return {name for name in ("src", "lead_source") if name in rows and not rows[name].get("archived")}


def batches(project):
    """The requests since the last `forget` that write records."""
    return [row for row in project.requests() if row.endswith("contacts/batch/update")]


def known(project):
    """The addresses in the ledger."""
    (file,) = (project.folder / ".revops" / "ledger").glob("*.json")
    return json.loads(file.read_text(encoding="utf-8"))["entries"].keys()


def steps(plan):
    """Address, phase and action of every change of the two properties."""
    return [
        (change["address"], change["phase"], change["action"])
        for change in plan["changes"]
        if change["address"] in (OLD, NEW)
    ]


def turn(plan):
    """What becomes of the segment."""
    return [change["action"] for change in plan["changes"] if change["address"] == "segment.known"]


def found(plan, code):
    """The summaries of the findings of a code."""
    return [one["summary"] for one in plan["findings"] if one["code"] == code]


COPY = (NEW, "move", "update")
WAITS = (OLD, "remove", "waiting")
BLOCKED = (OLD, "remove", "blocked")
ARCHIVE = (OLD, "remove", "delete")


def test_a_property_gets_another_name_with_its_250_records(make_applied):
    """Made, copied, handed over, archived: each step is asked for, and in the end nothing is left to do."""
    values = [f"source {number % 7}" for number in range(250)]
    project = make_applied(*values, segment=True)
    says(project, blueprint("lead_source", segment=True))

    plan = project.plan()
    project.run("apply", "--yes", *DELETE, code=4)
    uncopied = (held(project), there(project))
    project.forget()
    project.run("apply", "--yes", *MOVE, code=0)
    copied, sent = held(project), batches(project)
    second = project.plan()
    project.run("apply", "--yes", *DELETE, code=0)
    third = project.plan()
    project.run("apply", "--yes", *MOVE, code=4)
    kept = there(project)
    project.run("apply", "--yes", *DELETE, code=0)

    assert steps(plan) == [(NEW, "define", "create"), COPY, WAITS]
    (copy,) = [change for change in plan["changes"] if change["phase"] == "move"]
    assert (copy["approved"], copy["units"][0]["before"], copy["units"][0]["after"]) == (False, 250, 0)
    assert uncopied == ([(value, None) for value in values], {"src", "lead_source"})
    assert copied == [(value, value) for value in values]
    assert len(sent) == 3
    assert [turn(one) for one in (plan, second, third)] == [["waiting"], ["update"], []]
    assert (steps(second), steps(third)) == ([WAITS], [ARCHIVE])
    assert kept == {"src", "lead_source"}
    assert there(project) == {"lead_source"}
    assert OLD not in known(project)
    assert project.plan()["changes"] == []


@pytest.mark.parametrize("fault", [{"status": 500}, {"drop": "after"}, {"drop": "before"}], ids=str)
def test_a_copy_that_breaks_off_is_gone_on_with(make_applied, fault):
    """The second batch is lost, carried out or not: the next run sends what is missing, and nothing twice."""
    project = make_applied(*(f"source {number}" for number in range(250)))
    says(project, blueprint("lead_source"))
    project.emulator.faults.add(Fault(method="POST", path="*/contacts/batch/update", nth=2, **fault))

    project.run("apply", "--yes", *MOVE, code=5)
    missing = [old for old, new in held(project) if new is None]
    waits = steps(project.plan(*DELETE))
    project.forget()
    project.run("apply", "--yes", *MOVE, code=0)

    assert len(missing) == (50 if fault.get("drop") == "after" else 150)
    assert waits == [COPY, WAITS]
    assert len(batches(project)) == -(-len(missing) // 100)
    assert all(old == new for old, new in held(project))
    assert steps(project.plan()) == [ARCHIVE]


def test_a_search_that_stands_still_proves_nothing(make_applied, monkeypatch):
    """Where each page is the first again not every value is compared, so the old property stays."""
    project = make_applied(*["web"] * 250)
    says(project, blueprint("lead_source"))
    page = moving._page
    monkeypatch.setattr(moving, "_page", lambda one, last, left: page(one, "", left))

    project.run("apply", "--yes", *MOVE, code=5)
    plan = project.plan(*MOVE, *DELETE)

    assert held(project) == [("web", "web")] * 250
    assert steps(plan) == [(NEW, "move", "blocked"), WAITS]
    assert len(found(plan, "RV974")) == 1


def turned(call):
    """The same search, whose answer comes the other way round."""
    sorts = [{**sort, "direction": "DESCENDING"} for sort in call.body["sorts"]]
    return replace(call, body={**call.body, "sorts": sorts})


def test_a_search_that_keeps_to_no_order_proves_nothing(make_applied, monkeypatch):
    """Behind the highest id there is nothing, so 50 records are never seen: the old property stays."""
    project = make_applied("web")
    (first,) = project.emulator.within(lambda portal: list(every(portal, resolve(portal, "contacts"))))
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", code=4)
    edits(project, first, lead_source="web")
    imports(project, *[{"src": "web", "lead_source": "web"}] * 249)
    page = moving._page
    monkeypatch.setattr(moving, "_page", lambda one, last, left: turned(page(one, last, left)))

    plan = project.plan(*DELETE)
    project.run("apply", "--yes", *MOVE, *DELETE, code=4)

    assert there(project) == {"src", "lead_source"}
    assert steps(plan) == [(NEW, "move", "blocked"), WAITS]
    (told,) = found(plan, "RV974")
    assert "HubSpot showed 200 of 250 records" in told


@pytest.mark.parametrize(
    "rows",
    [
        lambda _: [],
        lambda records: [{"id": records[0], "properties": {"src": "web", "lead_source": "web"}}],
        lambda records: [{"id": record, "properties": {}} for record in records],
        lambda _: [{"id": "7", "properties": {"src": "web", "lead_source": "web"}}] * 2,
    ],
    ids=["none", "one of two", "no values", "under another id"],
)
def test_a_record_that_is_not_shown_is_not_taken_for_copied(make_applied, rows):
    """What a batch leaves out may hold another value: nothing is written down, and nothing archived."""
    project = make_applied("web", "web")
    records = project.emulator.within(lambda portal: list(every(portal, resolve(portal, "contacts"))))
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", code=4)
    for record in records:
        edits(project, record, lead_source="web")
    answer = {"status": "COMPLETE", "results": rows(records), "errors": [{"category": "OBJECT_NOT_FOUND"}]}
    reads = Fault(method="POST", path="*/contacts/batch/read", status=207, body=answer, count=None)
    project.emulator.faults.add(reads)

    plan = project.plan(*DELETE)
    project.run("apply", "--yes", *MOVE, *DELETE, code=4)
    kept = there(project)
    project.emulator.faults.clear()

    assert steps(plan) == [(NEW, "move", "blocked"), WAITS]
    assert len(found(plan, "RV974")) == 1
    assert kept == {"src", "lead_source"}
    assert steps(project.plan()) == [(NEW, "define", "adopt"), ARCHIVE]


def test_a_value_that_hubspot_refuses_keeps_no_other_from_being_copied(make_applied):
    """One record holds an option that is no more: its batch waits for a person, the others do not."""
    fields = SELECT.format(field="select", options="{a: A}")
    project = make_applied("gone", *["a"] * 249, fields=fields)
    records = project.emulator.within(lambda portal: list(every(portal, resolve(portal, "contacts"))))
    says(project, blueprint("lead_source", fields=fields))

    ran = project.run("apply", "--yes", "--json", *MOVE, code=5).json
    missing = [record for record, (_, new) in zip(records, held(project), strict=True) if new is None]
    edits(project, records[0], src="")
    project.run("apply", "--yes", *MOVE, code=0)

    (outcome,) = [one for one in ran["outcomes"] if one["phase"] == "move"]
    (told,) = [one["summary"] for one in outcome["findings"] if one["code"] == "RV673"]
    assert missing == records[:100]
    assert f"all 100 records of a batch, {', '.join(records[:3])} and 97 more" in told
    assert "gone" in told
    assert held(project)[1:] == [("a", "a")] * 249
    assert steps(project.plan()) == [ARCHIVE]


@pytest.mark.parametrize(("first", "sent"), [(1, 10), (2, 12)])
def test_a_copy_of_which_nothing_is_taken_ends_after_ten_batches(make_applied, monkeypatch, first, sent):
    """Where one was taken before it is the records' fault, and each batch is tried."""
    project = make_applied(*["web"] * 12)
    says(project, blueprint("lead_source"))
    monkeypatch.setattr(moving, "BATCH", 1)
    refusal = Fault(method="POST", path="*/contacts/batch/update", status=400, nth=first, count=None)
    project.emulator.faults.add(refusal)

    project.run("apply", "--yes", *MOVE, code=5)

    assert len(batches(project)) == sent


def test_a_value_that_a_person_wrote_is_not_overwritten(make_applied):
    """It is named with its record and keeps the old property, until a person decides which is right."""
    project = make_applied("web", "ads")
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", code=4)
    (record,) = imports(project, {"src": "web", "lead_source": "by hand"})

    ran = project.run("apply", "--yes", "--json", *MOVE, code=5).json
    plan = project.plan()
    project.forget()
    project.run("apply", "--yes", *MOVE, *DELETE, code=4)
    untouched = project.requests(writes=True)
    edits(project, record, src="")
    project.run("apply", "--yes", *DELETE, code=0)

    (outcome,) = [one for one in ran["outcomes"] if one["phase"] == "move"]
    told = f"1 record holds another value in {NEW} than in {OLD}: {record}"
    assert told in outcome["findings"][0]["summary"]
    assert steps(plan) == [(NEW, "move", "blocked"), WAITS]
    assert found(plan, "RV972") == [told]
    assert untouched == []
    assert [new for _, new in held(project)] == ["web", "ads", "by hand"]
    assert there(project) == {"lead_source"}
    assert project.plan()["changes"] == []


def test_a_copy_that_was_seen_to_be_whole_stays_so(make_applied):
    """Who goes on with the new property after the copy keeps nobody from archiving the old one."""
    project = make_applied("web", "ads")
    record = project.emulator.within(lambda portal: next(iter(every(portal, resolve(portal, "contacts")))))
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", *MOVE, code=0)
    edits(project, record, lead_source="edited later")

    plan = project.plan()

    assert steps(plan) == [ARCHIVE]
    assert found(plan, "RV972") == []


def test_a_record_that_gets_an_old_value_late_is_copied_first(make_applied, monkeypatch):
    """Somebody imports one after the plan was made: the property stays, and the next plan copies."""
    project = make_applied("web")
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", *MOVE, code=0)

    def late(plan, run):
        imports(project, {"src": "fax"})
        return execute(plan, run)

    with monkeypatch.context() as patched:
        patched.setattr("revops.cli.apply.execute", late)
        ran = project.run("apply", "--yes", "--json", *DELETE, code=5).json
    plan = project.plan()
    project.run("apply", "--yes", *MOVE, code=0)

    assert [one["code"] for one in ran["outcomes"][0]["findings"]][:1] == ["RV974"]
    assert there(project) == {"src", "lead_source"}
    assert steps(plan) == [COPY, WAITS]
    assert held(project) == [("web", "web"), ("fax", "fax")]


def asking(name, operator="IS_KNOWN"):
    """The filters of a segment of all for whom a property is known, as HubSpot's screen saves them."""
    operation = {"operationType": "ALL_PROPERTY", "operator": operator, "includeObjectsWithNoValueSet": False}
    leaf = {"filterType": "PROPERTY", "property": name, "operation": operation}
    empty = {"filterBranches": [], "filters": []}
    inner = {**empty, "filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [leaf]}
    return {**empty, "filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [inner]}


def test_what_was_made_by_hand_and_uses_the_old_name_keeps_it(make_applied):
    """It is named from the first plan on; handed over in HubSpot, the old property may go."""
    project = make_applied("web")
    person = Person(project.emulator)
    body = {"name": "By hand", "objectTypeId": "0-1", "processingType": "DYNAMIC"}
    made = person("POST", "/crm/lists/2026-09", {**body, "filterBranch": asking("src")})["list"]["listId"]
    says(project, blueprint("lead_source"))

    first = project.plan()
    project.run("apply", "--yes", *MOVE, code=0)
    blocked = project.plan(*DELETE)
    project.run("apply", "--yes", *DELETE, code=4)
    kept = there(project)
    filters = f"/crm/lists/2026-09/{made}/update-list-filters"
    person("PUT", filters, {"filterBranch": asking("lead_source")})
    project.run("apply", "--yes", *DELETE, code=0)

    told = f"segment.by_hand (By hand) still refers to {OLD}, and no change of this plan mends that"
    assert (found(first, "RV973"), found(blocked, "RV973")) == ([told], [told])
    assert (steps(first)[-1], steps(blocked)) == (WAITS, [BLOCKED])
    assert kept == {"src", "lead_source"}
    assert there(project) == {"lead_source"}


def test_what_the_blueprint_describes_is_handed_over_first(make_applied):
    """A segment whose edit is held keeps the old property; taken, it is handed over, and then that may go."""
    project = make_applied(segment=True)
    (made,) = project.tables()["lists"]
    filters = f"/crm/lists/2026-09/{made}/update-list-filters"
    Person(project.emulator)("PUT", filters, {"filterBranch": asking("src", "IS_UNKNOWN")})
    says(project, blueprint("lead_source", segment=True))
    project.run("apply", "--yes", code=4)

    held_back = project.plan(*DELETE)
    taken = project.plan(*DELETE, "--take", "segment.known")
    project.run("apply", "--yes", *DELETE, "--take", "segment.known", code=0)
    kept = there(project)
    project.run("apply", "--yes", *DELETE, code=0)

    assert (steps(held_back), len(found(held_back, "RV973"))) == ([BLOCKED], 1)
    assert (steps(taken), found(taken, "RV973")) == ([WAITS], [])
    (reason,) = [one["reason"] for one in taken["changes"] if one["address"] == OLD]
    assert reason == f"waits until segment.known refers to {NEW}"
    assert kept == {"src", "lead_source"}
    assert there(project) == {"lead_source"}


def test_what_nobody_could_look_into_keeps_the_old_property(make_applied):
    """Workflows that the key may not read may refer to it; once they are shown, it may go."""
    project = make_applied("web")
    says(project, blueprint("lead_source"))
    project.run("apply", "--yes", *MOVE, code=0)
    project.emulator.faults.add(Fault(method="GET", path="*/flows*", status=403, count=None))

    plan = project.plan(*DELETE)
    project.run("apply", "--yes", *DELETE, code=4)
    kept = there(project)
    project.emulator.faults.clear()
    project.run("apply", "--yes", *DELETE, code=0)

    assert steps(plan) == [BLOCKED]
    (reason,) = [one["reason"] for one in plan["changes"] if one["address"] == OLD]
    assert reason.startswith("workflow could not be looked into and may refer to it: ")
    assert kept == {"src", "lead_source"}
    assert there(project) == {"lead_source"}


def test_the_group_goes_after_its_last_property(make_applied):
    """HubSpot refuses to remove a group with a property in it: it waits, and goes with the run after that."""
    mine = PROPERTY.replace("contactinformation", "mine")
    group = "group.contacts.mine"
    project = make_applied(fields=f"{mine}groups: {{contacts: {{mine: {{label: Mine}}}}}}\n")
    imports(project, {"src": "web"})
    says(project, blueprint("lead_source") + f"removed: [{group}]\n")
    consents = (*MOVE, *DELETE, "--delete", group)

    plan = project.plan(*consents)
    codes = [project.run("apply", "--yes", *consents).code for _ in range(3)]

    (waiting,) = [one for one in plan["changes"] if one["address"] == group]
    assert (waiting["action"], waiting["reason"]) == (
        "waiting",
        f"waits until {OLD} is archived, which is in it",
    )
    assert codes == [0, 0, 0]
    assert "mine" not in project.tables()["groups:contacts"]
    assert project.plan()["changes"] == []


SELECT = (
    "      type: enumeration\n      fieldType: {field}\n      groupName: contactinformation\n"
    "      options: {options}\n"
)
EQUATION = (
    "      type: string\n      fieldType: calculation_equation\n      groupName: contactinformation\n"
    "      calculationFormula: 'firstname'\n"
)
NUMBER = PROPERTY.replace("string", "number").replace("text", "number")
SENSITIVE = f"{PROPERTY}      dataSensitivity: sensitive\n"


@pytest.mark.parametrize(
    ("before", "after", "code", "why"),
    [
        (PROPERTY, NUMBER, "RV971", "one is of type string, the other of type number"),
        (
            SELECT.format(field="select", options="{a: A, b: B}"),
            SELECT.format(field="select", options="{a: A, c: C}"),
            "RV971",
            "the new one does not have the options b",
        ),
        (
            SELECT.format(field="checkbox", options="{a: A}"),
            SELECT.format(field="select", options="{a: A}"),
            "RV971",
            "a record may hold several options",
        ),
        (EQUATION, PROPERTY, "RV970", f"{OLD}: HubSpot sets its values"),
        (PROPERTY, EQUATION, "RV970", f"{NEW}: HubSpot sets its values"),
        (PROPERTY, SENSITIVE, "RV970", f"{NEW} is sensitive"),
        (SENSITIVE, PROPERTY, "RV970", f"{OLD} is sensitive"),
    ],
)
def test_values_that_do_not_fit_are_not_copied(make_applied, before, after, code, why):
    """The plan says why, copies nothing and keeps the old property."""
    project = make_applied(fields=before)
    says(project, blueprint("lead_source", fields=after))

    plan = project.plan(*MOVE, *DELETE)

    (told,) = found(plan, code)
    assert why in told
    assert (NEW, "move", "blocked") in steps(plan)
    assert steps(plan)[-1] == WAITS


def test_a_sensitive_property_that_is_to_go_is_seen(make_applied):
    """No blueprint describes it any more, but the ledger knows in which list it stands."""
    project = make_applied(fields=SENSITIVE)
    says(project, f"revops: 1\nremoved: [{OLD}]\n")

    plan = project.plan()
    project.run("apply", "--yes", *DELETE, code=0)

    assert steps(plan) == [(OLD, "define", "delete")]
    assert there(project) == set()
    assert known(project) == set()


def test_a_fresh_portal_gets_the_new_property_only(make_project):
    """There is nothing to copy from, so nothing is counted, copied or archived."""
    project = make_project(locale="en", blueprint=blueprint("lead_source"))

    plan = project.plan()
    project.run("apply", "--yes", code=0)

    assert steps(plan) == [(NEW, "define", "create")]
    assert project.plan()["changes"] == []


def test_the_values_go_into_a_property_that_hubspot_ships(make_applied):
    """It is only referred to, so its definition is not written; its records are."""
    project = make_applied("CEO", "CTO")
    title = "property.contacts.jobtitle"
    text = "revops: 1\nproperties: {contacts: {jobtitle: {existing: string}}}\n"
    says(project, f"{text}moved: {{{OLD}: {title}}}\n")

    project.run("apply", "--yes", "--move", title, code=0)
    writes = project.requests(writes=True)
    project.run("apply", "--yes", *DELETE, code=0)

    assert writes == ["POST /crm/objects/2026-09/contacts/batch/update"]
    records = project.emulator.within(lambda portal: every(portal, resolve(portal, "contacts")).values())
    assert [one["properties"]["jobtitle"] for one in records] == ["CEO", "CTO"]
    assert "src" not in there(project)
    assert project.plan()["changes"] == []


def test_a_property_that_the_ledger_does_not_know_is_left_alone(make_applied):
    """Nobody knows whose it is: its values stay where they are, and so does it."""
    project = make_applied("web")
    (file,) = (project.folder / ".revops" / "ledger").glob("*.json")
    file.unlink()
    says(project, blueprint("lead_source"))

    plan = project.plan()
    project.run("apply", "--yes", *MOVE, *DELETE, code=4)

    assert steps(plan) == [
        (NEW, "define", "create"),
        (OLD, "define", "blocked"),
        (NEW, "move", "blocked"),
    ]
    assert held(project) == [("web", None)]
    assert there(project) == {"src", "lead_source"}


def test_a_key_that_may_not_write_records_copies_nothing(make_applied):
    """The scopes are found missing before the first write, and named; so they are by `auth`."""
    project = make_applied("web")
    schemas = {"crm.schemas.contacts.read", "crm.schemas.contacts.write"}
    portal = project.emulator.portal_id
    project.emulator.add_portal(portal, DEFAULT_TOKEN, Traits(scopes=frozenset(schemas)))
    says(project, blueprint("lead_source"))

    unread = project.plan()
    asked = project.run("auth", "--json", code=4).json
    readable = Traits(scopes=frozenset({*schemas, "crm.objects.contacts.read"}))
    project.emulator.add_portal(portal, DEFAULT_TOKEN, readable)
    unwritten = project.plan()

    assert len(found(unread, "RV974")) == 1
    assert [steps(plan)[-2:] for plan in (unread, unwritten)] == [[(NEW, "move", "blocked"), WAITS]] * 2
    (reason,) = [one["reason"] for one in unwritten["changes"] if one["phase"] == "move"]
    assert "crm.objects.contacts.write" in reason
    assert asked["missing"] == ["crm.objects.contacts.read", "crm.objects.contacts.write"]


def test_two_renames_in_a_row_are_one(make_project):
    """The values would need two runs; the error says how to write it."""
    text = blueprint("lead_source").replace(
        "moved: {", "moved: {property.contacts.oldest: property.contacts.src, "
    )
    project = make_project(locale="en", blueprint=text)

    errors = project.run("validate", "--json", code=3).json["findings"]

    told = [one["summary"] for one in errors if one["code"] == "RV218"]
    assert told == [f"property.contacts.oldest cannot become {OLD}: values are copied one step at a time"]


def test_a_property_that_somebody_else_made_is_copied_and_stays(make_project, monkeypatch):
    """Bound and adopted, its values are copied under the portal's name for it; no proof, so no archiving."""
    project = make_project(locale="en", blueprint=blueprint("src"))
    monkeypatch.setattr("revops.cli.session.embedded_emulator", lambda *_: project.emulator)
    project.environment = {}
    plain = {"label": "Lead source", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
    Person(project.emulator)("POST", "/crm/properties/2026-09/contacts", {"name": "legacy", **plain})
    settings = project.folder / "revops.yaml"
    text = settings.read_text(encoding="utf-8").rstrip()
    settings.write_text(f"{text}\n    bind:\n      {OLD}: legacy\n", encoding="utf-8")
    project.run("apply", "--yes", code=0)
    imports(project, {"legacy": "web"})
    says(project, blueprint("lead_source"))

    project.run("apply", "--yes", *MOVE, code=4)
    plan = project.plan(*DELETE)

    (record,) = project.emulator.within(lambda portal: every(portal, resolve(portal, "contacts")).values())
    assert (record["properties"]["legacy"], record["properties"]["lead_source"]) == ("web", "web")
    assert steps(plan) == [(OLD, "define", "blocked")]
    assert "no proof" in plan["changes"][0]["reason"]


def test_records_of_the_new_property_are_moved_before_it_gets_others(make_applied):
    """An option of it that is retired at the same time: one consent at a time, each for its own number."""
    both = blueprint("src", fields=SELECT.format(field="select", options="{a: A}"))
    other = SELECT.format(field="select", options="{a: A, b: B}")
    project = make_applied(fields=SELECT.format(field="select", options="{a: A}"))
    says(project, f"{both}    lead_source:\n      label: Other\n{other}")
    project.run("apply", "--yes", code=0)
    imports(project, {"src": "a"}, {"lead_source": "b"})
    retired = SELECT.format(field="select", options="{a: A}") + "      retired: {b: a}\n"
    says(project, blueprint("lead_source", fields=retired).replace("Lead source", "Other"))

    plan = project.plan(*MOVE)
    project.run("apply", "--yes", *MOVE, code=0)
    between = held(project)
    project.run("apply", "--yes", *MOVE, code=4)

    assert [step for step in steps(plan) if step[1] != "define"] == [COPY, (NEW, "move", "waiting"), WAITS]
    assert between == [("a", None), (None, "a")]
    assert held(project) == [("a", "a"), (None, "a")]


def test_a_person_is_asked_for_each_step(make_applied):
    """The copy with its number and where the values come from; the archiving as any other deletion."""
    project = make_applied("web", "ads")
    says(project, blueprint("lead_source"))

    copying = question(project, Consent.MOVE)
    project.run("apply", "--yes", *MOVE, code=0)
    archiving = question(project, Consent.DELETE)
    refused = project.run("plan", "--move", OLD, code=64)

    assert f"the records of {NEW}, from.src.records: 2? (copies the values of {OLD};" in copying
    assert archiving == f"Delete {OLD}? This tool made it; HubSpot keeps it archived for 90 days at most."
    assert f"Write --delete {OLD}. --move {NEW} copies its values." in refused.err


def question(project, consent):
    """What a terminal asks about the only change that takes this consent."""
    with open_session(project.folder, None) as session:
        situation, plan = session.counted(session.look(Consents()))
    (change,) = [one for one in plan.changes if one.consent is consent]
    return _question(change, consent, situation)
