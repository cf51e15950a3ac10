"""Copies of portals as people have them: all packs applied, hostile labels, many options, recordings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_scenario_snapshot import EMPTY, assert_empty, copied, pull_everything, snapshot

SAMPLES = Path(__file__).parents[3] / "shared" / "portal-samples" / "grouparoo"
CONTACTS = "/crm/properties/2026-09/contacts"
DEALS = "/crm/pipelines/2026-09/deals"
LABELS = [
    "' OR 1=1 --",
    "<b>&amp;</b>",
    "[red]x[/red]",
    "  spaced  ",
    "名前：\u202eabc",
    "a\\nb",
    "{{ x }}",
    "🗂️",
    "a\u2028b",
    "\u0085 x",
]
"""As people type them, and as they do not."""


def by_person(project, method, path, body=None):
    reply = project.emulator.edit(method, path, body)
    assert reply.status < 300, (path, reply.body)
    return reply.body


def prop(name, label, **more):
    plain = {"type": "string", "fieldType": "text", "groupName": "contactinformation"}
    return {"name": name, "label": label, **plain, **more}


def test_a_portal_with_all_packs(applied, make_project):
    """Everything that the packs make is in the copy: with the same files its plan has nothing to do."""
    document = snapshot(applied)
    copy = copied(make_project, document)
    for name in ("blueprints/portal.yaml", "revops.yaml"):
        (copy.folder / name).write_text((applied.folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    ledger = f".revops/ledger/{applied.emulator.portal_id}.json"
    (copy.folder / ledger).parent.mkdir(parents=True, exist_ok=True)
    (copy.folder / ledger).write_text((applied.folder / ledger).read_text(encoding="utf-8"), encoding="utf-8")

    assert copy.plan()["summary"] == applied.plan()["summary"]
    assert copy.plan()["summary"]["empty"]


def test_a_pull_of_all_packs_is_all_there_is(applied, make_project):
    """Pulled into a project of its own, the copy of a portal with all packs needs no change."""
    copy = copied(make_project, snapshot(applied))
    ran = pull_everything(copy)

    assert "wrote " in ran.out
    assert_empty(copy)


def test_a_pull_of_much_makes_several_files(make_project, monkeypatch):
    """What is more than a file of a blueprint may hold goes into the next one; the plan is empty."""
    monkeypatch.setattr("revops.cli.trial._MOST_VALUES", 40)
    project = make_project("many", blueprint=EMPTY)
    for number in range(12):
        by_person(project, "POST", CONTACTS, prop(f"more_{number}", f"More {number}"))

    pull_everything(project)

    files = sorted(path.name for path in (project.folder / "blueprints" / "pulled").glob("contacts*.yaml"))
    texts = [(project.folder / "blueprints" / "pulled" / name).read_text(encoding="utf-8") for name in files]
    assert files[:2] == ["contacts.yaml", "contacts_2.yaml"]
    assert len(files) > 2
    assert sum(text.count("label: More ") for text in texts) == 12
    assert_empty(project)


def test_hostile_labels_many_options_and_archived_twins(make_project):
    """What people type, 5,000 options and a name that was archived twice over come through unharmed."""
    source = make_project("source", blueprint=EMPTY)
    for number, label in enumerate(LABELS):
        by_person(source, "POST", CONTACTS, prop(f"odd_{number}", label, description=label))
    options = [
        {"label": f"選択肢 {n}", "value": f"v{n}", "displayOrder": n, "hidden": False} for n in range(5_000)
    ]
    many = prop("many", "多い", type="enumeration", fieldType="select", options=options)
    by_person(source, "POST", CONTACTS, many)
    for label in ("first", "second"):
        by_person(source, "POST", CONTACTS, prop("twin", label))
        by_person(source, "DELETE", f"{CONTACTS}/twin")
    by_person(source, "POST", CONTACTS, prop("alive", "alive"))
    copy = copied(make_project, snapshot(source))
    there = {one["name"]: one for one in by_person(source, "GET", CONTACTS)["results"]}
    here = {one["name"]: one for one in by_person(copy, "GET", CONTACTS)["results"]}

    assert here == there
    assert [here[f"odd_{n}"]["label"] for n in range(len(LABELS))] == [
        there[f"odd_{n}"]["label"] for n in range(len(LABELS))
    ]
    assert len(here["many"]["options"]) == 5_000
    binned = by_person(copy, "GET", f"{CONTACTS}?archived=true")["results"]
    assert [(one["name"], one["archived"]) for one in binned] == [("twin", True)]
    pull_everything(copy)
    assert_empty(copy)


def recorded_body(name):
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))["response"]["body"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no recordings at {SAMPLES}")
def test_recorded_portals(make_project):
    """Schemas that were recorded from a real portal: loaded, in a snapshot, copied, pulled, nothing to do."""
    contact, custom = (recorded_body(f"get_crm_v3_schemas{name}_200.json") for name in ("_CONTACT", ""))
    source = make_project("source", blueprint=EMPTY)
    source.emulator.load({"/crm/v3/schemas": custom, "/crm/v3/schemas/CONTACT": contact})
    copy = copied(make_project, snapshot(source))

    for object_type, recorded in [
        ("contacts", contact),
        *((one["objectTypeId"], one) for one in custom["results"]),
    ]:
        path = f"/crm/properties/2026-09/{object_type}"
        here = {one["name"]: one for one in by_person(copy, "GET", path)["results"]}
        assert here == {one["name"]: one for one in recorded["properties"]}
    pull_everything(copy)
    assert_empty(copy)


def test_a_portal_without_betas(make_project):
    """Workflows come from the older version, and what is only a beta is as absent in the copy."""
    blueprint = (
        "revops: 1\nworkflows:\n  call:\n    {object: contacts, name: Call, enrol: {manual: true},"
        " steps: [{id: pause, delay: {days: 1}}]}\n"
    )
    source = make_project("source", blueprint=blueprint, betas=False)
    source.consents = (*source.consents, "--create", "*")
    source.apply()
    document = snapshot(source)
    copy = copied(make_project, document)

    flows = [path for path in document["answers"] if path.startswith("/automation/v4/flows/")]
    assert len(flows) == 1
    scores = "/marketing/lead-scoring/2026-09-beta/scores"
    assert document["refused"][scores]["status"] == 404
    (copy.folder / "blueprints" / "portal.yaml").write_text(blueprint, encoding="utf-8")
    assert {(change["address"], change["action"]) for change in copy.plan()["changes"]} == {
        ("workflow.call", "adopt")
    }
