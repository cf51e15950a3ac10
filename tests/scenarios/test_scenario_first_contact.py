"""A portal that people have worked in: only what was printed is changed, and nothing of theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hand_made import GROUPS, PROPERTIES
from portal_units import changed, units

RECORDED = (
    Path(__file__).parents[3]
    / "shared"
    / "portal-samples"
    / "grouparoo"
    / "get_crm_v3_schemas_CONTACT_200.json"
)
DEFINITIONS = "/crm/properties/2026-09"
PIPELINES = "/crm/pipelines/2026-09"
MIRRORS = (
    "property.contacts.lifecyclestage",
    "property.companies.lifecyclestage",
    "property.deals.pipeline",
    "property.deals.dealstage",
    "property.tickets.hs_pipeline",
    "property.tickets.hs_pipeline_stage",
)
"""HubSpot itself keeps the options of these like the stages (dossier C1, D1)."""
FACTORY = {
    "archived": False,
    "calculated": False,
    "dataSensitivity": "non_sensitive",
    "description": "",
    "externalOptions": False,
    "formField": False,
    "hasUniqueValue": False,
    "hidden": False,
    "options.order": [],
    "state": "OPEN",
    "isClosed": ("true", "false"),
}
"""What HubSpot gives to a new thing where nothing was sent; `isClosed` follows from the other metadata."""
STAGES = [
    ("deals/default", "closedwon", "成約", {"probability": "1.0"}),
    ("deals/default", "closedlost", "失注", {"probability": "0.0"}),
    ("tickets/0", "1", "受付", {"ticketState": "OPEN"}),
    ("contacts/contacts-lifecycle-pipeline", "lead", "見込み客", {"state": "OPEN"}),
    ("contacts/contacts-lifecycle-pipeline", "customer", "顧客", {"state": "OPEN"}),
]
"""Japanese labels on shipped stages; those of `closedlost` and `customer` are the blueprint's own."""


def by_person(project, method, path, body=None):
    """An edit in HubSpot's UI, which must succeed."""
    reply = project.emulator.edit(method, path, body)
    assert reply.status < 300, (path, reply.body)
    return reply.body


def work_in(project):
    """Months of work by people who did not know of any blueprint."""
    for scope, name, label in GROUPS:
        by_person(project, "POST", f"{DEFINITIONS}/{scope}/groups", {"name": name, "label": label})
    for made in PROPERTIES:
        by_person(project, "POST", f"{DEFINITIONS}/{made.scope}", made.body)
        if made.archived:
            by_person(project, "DELETE", f"{DEFINITIONS}/{made.scope}/{made.name}")
    for pipeline, stage, label, metadata in STAGES:
        body = {"label": label, "metadata": metadata}
        by_person(project, "PATCH", f"{PIPELINES}/{pipeline}/stages/{stage}", body)


def record(project):
    """The contact properties of a real portal in place of the default ones."""
    if not RECORDED.exists():
        pytest.skip(f"the recorded contact schema is not at {RECORDED}")
    body = json.loads(RECORDED.read_text(encoding="utf-8"))["response"]["body"]
    project.emulator.load({"/crm/v3/schemas/CONTACT": body})


@pytest.fixture(scope="module", params=["default", "recorded", "default+people", "recorded+people"])
def met(request, share_project):
    """A portal met for the first time: the plan, and what its apply changed."""
    content, _, people = request.param.partition("+")
    project = share_project()
    if content == "recorded":
        record(project)
    if people:
        work_in(project)
    before = units(project.tables())
    plan = project.plan(*project.consents)
    project.apply(code=4 if printed(plan, "hold", "blocked") or blocked(plan) else 0)
    return plan, changed(before, units(project.tables()))


@pytest.fixture
def peopled(project):
    """A fresh project on a portal that people have worked in."""
    work_in(project)
    return project


def printed(plan, *actions):
    """(address, unit) -> value, as the plan prints it for approved changes of these actions."""
    return {
        (change["address"], unit["path"]): unit.get("after")
        for change in plan["changes"]
        if change["action"] in actions and (change["approved"] or change["action"] in ("hold", "blocked"))
        for unit in change["units"]
    }


def blocked(plan):
    """Addresses of what this portal does not let be, as an older one that lacks a property of HubSpot."""
    return {change["address"] for change in plan["changes"] if change["action"] == "blocked"}


def created(plan):
    """Addresses and parts (options, stages) that the plan says it makes."""
    parts = {
        (change["address"], unit["path"].rpartition(".")[0])
        for change in plan["changes"]
        if change["action"] == "update"
        for unit in change["units"]
        if "before" not in unit and unit["path"].endswith(".label")
    }
    wholes = {
        (change["address"], "")
        for change in plan["changes"]
        if change["action"] == "create" and change["approved"]
    }
    return parts | wholes


def told(plan, address, path, value):
    """Whether the plan printed that this unit would have this value."""
    wanted = printed(plan, "create", "update")
    if (address, path) in wanted:
        return _alike(path, wanted[address, path], value)
    if address in MIRRORS:
        return path.startswith("options.")
    if address in outputs(wanted):
        return True
    if path == "whole":
        return address.partition(" called ")[2] in wanted.values()
    if not created(plan) & {(address, ""), (address, path.rpartition(".")[0])}:
        return False
    usual = FACTORY.get(path, FACTORY.get(path.rpartition(".")[2]))
    return value == usual or path == "modificationMetadata" or (isinstance(usual, tuple) and value in usual)


def outputs(wanted):
    """The properties that publishing a score makes; the plan prints them as its `output.*.property`."""
    return {
        address.replace("score.", "property.", 1).rpartition(".")[0] + f".{value}"
        for (address, path), value in wanted.items()
        if address.startswith("score.") and path.startswith("output.") and path.endswith(".property")
    }


def _alike(path, wanted, value):
    """Orders by the keys of the blueprint; metadata are texts on the wire (dossier D2)."""
    if path.endswith(".order"):
        return wanted == [key for key in value if key in wanted]
    if path.endswith(".probability"):
        return float(value) == wanted
    return value == wanted


def test_nothing_changes_that_was_not_printed(met):
    """Unit by unit: the portal's differences are those of the plan."""
    plan, difference = met

    assert difference
    assert {unit: value for unit, value in difference.items() if not told(plan, *unit, value)} == {}


def test_the_comparison_sees_what_was_not_printed(met):
    """A label, a new option and a new property that no plan printed are told apart from those it did."""
    plan, _ = met

    assert told(plan, "property.contacts.hs_lead_status", "options.NEW.label", "未アプローチ")
    assert not told(plan, "property.contacts.hs_lead_status", "options.NEW.label", "新規")
    assert not told(plan, "property.contacts.hs_lead_status", "options.FAX.label", "FAX")
    assert not told(plan, "property.contacts.fax_2", "label", "FAX")
    assert not told(plan, "property.deals.contract_end_date", "hidden", True)


def test_everything_printed_has_come_about(met):
    """The other way round: each printed unit of a definition differs now."""
    plan, difference = met
    wanted = printed(plan, "create", "update")
    definitions = {unit: v for unit, v in wanted.items() if unit[0].split(".")[0] in ("property", "group")}
    same = {
        (unit, v) for unit, v in definitions.items() if unit not in difference and v != FACTORY.get(unit[1])
    }

    assert len(definitions) > 40
    assert {unit for unit, _ in same if not unit[1].endswith(".order")} == set()


def test_what_is_held_or_blocked_stays(met):
    """No unit that the plan holds or blocks has another value afterwards."""
    plan, difference = met

    assert printed(plan, "hold", "blocked").keys() & difference.keys() == set()


def test_every_other_difference_is_adopted_held_or_blocked(peopled):
    """For each hand-made property, unit by unit, what becomes of it; none is overwritten."""
    plan = peopled.plan()

    by_address = {}
    for change in plan["changes"]:
        paths = {unit["path"] for unit in change["units"]}
        by_address.setdefault(change["address"], {}).setdefault(change["action"], set()).update(paths)
    for made in PROPERTIES:
        found = by_address.get(f"property.{made.scope}.{made.name}", {})
        if made.archived:
            assert found.keys() == {"create"}, made.name
            continue
        found.pop("adopt", None)
        assert found == (made.expected or {}), made.name


def test_thirty_properties():
    """As many as the table promises, and of every sort that it names."""
    assert len(PROPERTIES) == 30
    assert len({(made.scope, made.name) for made in PROPERTIES}) == 30
    assert sum(made.archived for made in PROPERTIES) == 2


def test_an_archived_twin_asks_and_says_why(peopled):
    """A name that comes back may bring its old values back; only --create by address makes it."""
    address = "property.contacts.opportunity_reason_detail"

    (change,) = [c for c in peopled.plan()["changes"] if c["address"] == address]
    peopled.apply(code=4)
    without = peopled.tables()
    peopled.apply("--create", address, code=4)

    assert (change["action"], change["consent"], change["approved"]) == ("create", "create", False)
    assert "archived" in change["reason"]
    assert "opportunity_reason_detail" not in without["properties:contacts"]
    assert peopled.tables()["properties:contacts"]["opportunity_reason_detail"]["label"] == "商談化理由詳細"


@pytest.mark.parametrize(
    ("address", "stage", "action"),
    [
        ("pipeline.deals.default", "closedwon", "hold"),
        ("pipeline.deals.default", "closedlost", "adopt"),
        ("pipeline.tickets.0", "1", "hold"),
        ("lifecycle.contacts", "lead", "hold"),
        ("lifecycle.contacts", "customer", "adopt"),
    ],
)
def test_japanese_labels_on_shipped_stages(peopled, address, stage, action):
    """A label that somebody gave is held, the blueprint's own is adopted, a factory one is changed."""
    plan = peopled.plan()

    actions = {
        unit["path"]: change["action"]
        for change in plan["changes"]
        if change["address"] == address
        for unit in change["units"]
    }
    assert actions[f"stages.{stage}.label"] == action
    assert "update" in {found for path, found in actions.items() if path.endswith(".label")}


def test_a_second_apply_changes_nothing(peopled):
    """What is held stays held: the runs after those that reach the end send no write."""
    peopled.settle()
    before = units(peopled.tables())
    peopled.forget()

    peopled.apply(code=4)

    assert changed(before, units(peopled.tables())) == {}
    assert peopled.requests(writes=True) == []


def test_taking_a_side_changes_that_unit_alone(peopled):
    """--take by address and unit is the one way to overwrite a hand-made label."""
    peopled.settle()
    before = units(peopled.tables())

    peopled.apply("--take", "property.deals.contract_end_date#label", code=4)

    assert changed(before, units(peopled.tables())) == {
        ("property.deals.contract_end_date", "label"): "契約終了日"
    }
