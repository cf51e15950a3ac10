"""What the packs for sales and customer success promise, row by row, and what their rules do with records."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from revops.blueprint.load import Blueprint
from revops.cli import run
from revops.cli.session import open_blueprint
from revops.emulator import Emulator
from revops.model.spec import Resource
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Link, Record, Version

ROLES = (
    *("account_manager", "crm_admin", "deal_manager", "ma_operator", "nps_ltv_owner", "onboarding"),
    *("pipeline_manager", "sales_activity_tracker", "sales_assistant", "sales_rep", "support_desk"),
)
ROWS: Mapping[str, set[str]] = {
    "SA01": {"workflow"},
    "SA02": {"workflow", "checklist"},
    "SA03": {"workflow"},
    "SA04": {"workflow"},
    "SA05": {"workflow"},
    "SA06": {"checklist"},
    "SA07": {"checklist", "segment", "workflow"},
    "SA08": {"checklist"},
    "SA09": {"checklist", "workflow"},
    "SA10": {"checklist"},
    "SA11": {"workflow"},
    "SA12": {"workflow"},
    "SA13": {"checklist", "email", "workflow"},
    "CA01": {"pipeline", "workflow"},
    "CA02": {"property", "workflow"},
    "CA03": {"workflow"},
    "CA04": {"score"},
    "CA05": {"segment", "workflow"},
    "CA06": {"workflow"},
    "CA07": {"checklist"},
    "CA08": {"checklist"},
    "CA09": {"checklist"},
    "CA10": {"checklist", "email", "workflow"},
    "CA11": {"workflow"},
    "CA12": {"checklist", "email", "workflow"},
    "CP03": {"property", "workflow"},
    "CP05": {"score"},
    "CP10": {"property", "workflow"},
    "HO03": {"workflow"},
    "HO04": {"segment", "workflow"},
}
"""Row of the operating model -> the kinds as which it is built. Reports are no part of these packs."""
NOW = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)
CLOCK = Clock(NOW, ZoneInfo("Asia/Tokyo"))
BANT = {
    "bant_budget": "1000000",
    "bant_authority": "proposed_to_decision_maker",
    "bant_need": "manual reporting",
    "bant_timing": "within_3_months",
}
RUNNING = {"dealstage": "closedwon", "contract_start_date": "2026-01-01", "contract_end_date": "2026-12-31"}


def opened(folder: Path, locale: str = "ja", variables: str = "{}") -> Blueprint:
    """The packs as a project with these variables reads them."""
    (folder / "blueprints").mkdir(parents=True)
    roles = "".join(f"      {role}: {role.replace('_', '-')}@example.com\n" for role in ROLES)
    target = f"    emulator: true\n    locale: {locale}\n    variables: {variables}\n    roles:\n{roles}"
    (folder / "revops.yaml").write_text(f"targets:\n  emulator:\n{target}", encoding="utf-8")
    uses = "revops: 1\nuses: [core, marketing, sales, customer-success]\n"
    (folder / "blueprints/portal.yaml").write_text(uses, encoding="utf-8")
    return open_blueprint(folder, None)[1]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    """The packs in Japanese with the defaults of their variables."""
    return opened(tmp_path_factory.mktemp("packs") / "project")


def workflows(blueprint: Blueprint) -> dict[str, Resource]:
    """The workflows of sales and customer success by key."""
    mine = [
        r for r in blueprint.resources if r.address.kind == "workflow" and r.ref and set(r.ref) & ROWS.keys()
    ]
    return {resource.address.name: resource for resource in mine}


def steps(resource: Resource) -> dict[str, Any]:
    """Its steps by id."""
    found = {path: unit for path, unit in resource.units.items() if path.startswith("steps.")}
    return {path.removeprefix("steps."): unit for path, unit in found.items() if isinstance(unit, dict)}


def ago(**span: int) -> str:
    """A moment in the past as HubSpot stores it."""
    return (NOW - timedelta(**span)).isoformat().replace("+00:00", "Z")


def ahead(days: int) -> str:
    """A day to come."""
    return (NOW + timedelta(days=days)).date().isoformat()


def asks(blueprint: Blueprint, name: str, record: Record) -> bool:
    """Whether a record meets a condition of the packs."""
    return holds(blueprint.conditions[name], record, CLOCK)


def deal(**values: str) -> Record:
    """A deal."""
    return Record("deals", values)


def open_deal(**values: str) -> Record:
    """An open deal of the sales pipeline, made 100 days ago."""
    start = {"pipeline": "default", "dealstage": "qualifiedtobuy", "createdate": ago(days=100)}
    return deal(**{**start, **values})


def test_the_packs_are_valid_in_both_languages(tmp_path: Path) -> None:
    """No finding that stops anything, whichever language the target speaks."""
    for locale in ("ja", "en"):
        assert opened(tmp_path / locale, locale).errors == ()


@pytest.mark.parametrize(("row", "kinds"), ROWS.items())
def test_each_row_lives_as_the_kinds_it_names(packs: Blueprint, row: str, kinds: set[str]) -> None:
    """A row without one of its kinds, or with one that it does not name, is told here."""
    found = {resource.address.kind for resource in packs.resources if row in resource.ref}

    assert kinds <= found
    assert not found & {"raw"}


def test_no_step_is_raw(packs: Blueprint) -> None:
    """Every step has a word of the language."""
    raw = [
        (name, step_id)
        for name, resource in workflows(packs).items()
        for step_id, step in steps(resource).items()
        if {"action", "code", "webhook", "raw"} & step.keys()
    ]

    assert raw == []


def test_every_workflow_is_switched_on_and_says_what_it_is_for(packs: Blueprint) -> None:
    """`enabled` is a change that asks; the description tells people in HubSpot."""
    flows = workflows(packs)

    assert len(flows) >= 20
    assert [name for name, flow in flows.items() if flow.units.get("enabled") is not True] == []
    assert [name for name, flow in flows.items() if not flow.units.get("description")] == []


def test_every_checklist_item_can_be_followed_and_proved(packs: Blueprint) -> None:
    """Clicks, a link, somebody who does it, a day before or after go-live, and what proves it."""
    wanted = {"title", "role", "link", "steps", "evidence"}
    items = [r for r in packs.resources if r.address.kind == "checklist" and set(r.ref) & ROWS.keys()]

    assert len(items) >= 12
    assert {
        str(item.address): wanted - item.units.keys() for item in items if wanted - item.units.keys()
    } == {}
    assert [str(item.address) for item in items if item.spec.due is None] == []


def test_a_won_deal_is_handed_over(packs: Blueprint) -> None:
    """SA05: the stage closedwon starts it; onboarding gets a task, customer success is told."""
    flow = workflows(packs)["closed_won_handover"]
    task, notice = steps(flow).values()

    assert flow.units["object"] == "deals"
    assert flow.units["enrol"] == {"changed": "deals.dealstage", "to": ["closedwon"]}
    assert task["task"]["role"] == "onboarding"
    assert notice["notify"]["roles"] == ["account_manager", "nps_ltv_owner", "onboarding"]


FOR_ROLES = {
    ("closed_won_handover", "hand_over", "onboarding"),
    ("quote_tasks", "prepare", "sales_assistant"),
    ("invoice_tasks", "prepare", "sales_assistant"),
    ("invoice_tasks", "send", "sales_assistant"),
    *(("renewal_reminder", f"{turn}_task", "account_manager") for turn in ("first", "second", "last")),
}
"""Tasks about a deal that are somebody else's than its owner's."""
FOR_CS = {"add_by_hand", "complete", "offer"}
"""Tasks about a contract that runs."""


def test_a_task_about_a_deal_is_for_its_owner(packs: Blueprint) -> None:
    """SA02, SA04, SA07, SA09: the deal's owner; CP03, CA05, CA06: its CS owner; else a listed role."""
    tasks = {
        (name, step_id): step["task"]
        for name, flow in workflows(packs).items()
        for step_id, step in steps(flow).items()
        if flow.units["object"] == "deals" and "task" in step
    }
    owners = {(key[1] in FOR_CS, task["owner"]) for key, task in tasks.items() if "owner" in task}

    assert {(*key, task["role"]) for key, task in tasks.items() if "role" in task} == FOR_ROLES
    assert owners == {(False, "deals.hubspot_owner_id"), (True, "deals.cs_owner")}


def test_the_offer_is_a_mail_of_the_pack(packs: Blueprint) -> None:
    """CA05: marketing edits its text; until it is published the campaign makes a task."""
    (step,) = steps(workflows(packs)["upsell_campaign"]).values()
    mails = {r.address.name: r.spec for r in packs.resources if r.address.kind == "email"}

    assert step["email"] == "upsell_offer"
    assert "task" in step["else"]
    assert mails["upsell_offer"].publish is True


@pytest.mark.parametrize("survey", ["lost_survey", "nps_survey", "customer_survey"])
def test_a_survey_is_mailed_once_a_person_has_put_its_link_in(packs: Blueprint, survey: str) -> None:
    """SA13, CA10, CA12: the mail that the item tells of is there as a draft, and a task stands in for it."""
    (step,) = (one for one in steps(workflows(packs)[survey]).values() if "email" in one)
    mail = next(r for r in packs.resources if str(r.address) == f"email.{survey}")
    clicks = next(r for r in packs.resources if str(r.address) == f"checklist.{survey}").units["steps"]

    assert step["email"] == survey
    assert "task" in step["else"]
    assert "published" not in mail.units
    assert [one for one in clicks if mail.units["name"] in one and "公開" in one]


def test_managers_hear_of_deals_as_their_roles_say(packs: Blueprint) -> None:
    """SA01, SA02, SA11: both roles, which one person may have."""
    flows = workflows(packs)
    told = [
        steps(flows["deal_created"])["tell"]["else"]["in_app"],
        steps(flows["bant_check"])["remind_managers"]["notify"],
        steps(flows["stage_moved"])["tell"]["in_app"],
    ]

    assert [sorted(notice["roles"]) for notice in told] == [["deal_manager", "pipeline_manager"]] * 3


def waits(resource: Resource) -> list[Any]:
    """How long before the end of the contract each step waits."""
    return [step["until"]["before"] for step in steps(resource).values() if "until" in step]


def test_renewals_are_reminded_of_90_60_and_30_days_ahead(packs: Blueprint) -> None:
    """CA06: the article's three reminders, each with a notice and a task."""
    flow = workflows(packs)["renewal_reminder"]
    words = [next(iter(step.keys() & {"until", "notify", "task"})) for step in steps(flow).values()]

    assert waits(flow) == [{"days": 90}, {"days": 60}, {"days": 30}]
    assert words == ["until", "notify", "task"] * 3


def test_offsets_are_variables_of_the_target(tmp_path: Path) -> None:
    """A client with other notice periods changes no pack."""
    blueprint = opened(tmp_path / "project", variables="{renewal_first_reminder: {days: 180}}")

    assert waits(workflows(blueprint)["renewal_reminder"])[0] == {"days": 180}


@pytest.mark.parametrize(
    ("values", "running"),
    [
        ({}, True),
        ({"dealstage": "renewed"}, True),
        ({"dealstage": "churned"}, False),
        ({"dealstage": "contractsent"}, False),
        ({"contract_end_date": "2026-06-14"}, False),
        ({"contract_end_date": ""}, False),
    ],
)
def test_a_contract_runs_until_its_end(packs: Blueprint, values: dict[str, str], running: bool) -> None:
    """Won or renewed, with an end to come: neither open deals nor ended ones are reminded of."""
    assert asks(packs, "running_contract", deal(**{**RUNNING, **values})) is running


@pytest.mark.parametrize("gap", [*BANT, "unconfirmed"])
def test_bant_is_missing_where_one_part_is(packs: Blueprint, gap: str) -> None:
    """SA02: each of the four counts, and an authority that nobody confirmed."""
    less = {**BANT, "bant_authority": "unconfirmed"} if gap == "unconfirmed" else {**BANT, gap: ""}

    assert not asks(packs, "bant_missing", deal(**BANT))
    assert asks(packs, "bant_missing", deal(**less))


@pytest.mark.parametrize(
    ("values", "missed"),
    [
        ({"notes_last_updated": ago(days=20)}, True),
        ({"notes_last_updated": ago(days=10)}, False),
        ({}, True),
        ({"createdate": ago(days=5)}, False),
        ({"dealstage": "closedlost"}, False),
        ({"pipeline": "renewal", "dealstage": "due"}, False),
    ],
)
def test_follow_up_is_missed_after_14_days(packs: Blueprint, values: dict[str, str], missed: bool) -> None:
    """SA03: open deals of the sales pipeline without an activity; new ones get their time."""
    assert asks(packs, "follow_up_missed", open_deal(**values)) is missed


@pytest.mark.parametrize(("days", "stalled"), [(30, True), (5, False)])
def test_a_deal_stalls_after_21_days_in_its_stage(packs: Blueprint, days: int, stalled: bool) -> None:
    """SA07: counted from the last move."""
    moved = (Version(NOW - timedelta(days=days), "qualifiedtobuy"),)
    record = Record("deals", open_deal().values, {"dealstage": moved})

    assert asks(packs, "stalled_deal", record) is stalled


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"notes_last_contacted": ago(days=40)}, True),
        ({"notes_last_contacted": ago(days=20)}, False),
        ({}, True),
        ({"contract_start_date": ahead(-10)}, False),
        ({"notes_last_contacted": ago(days=40), "contract_end_date": ahead(-1)}, False),
    ],
)
def test_contact_is_due_after_30_days(packs: Blueprint, values: dict[str, str], due: bool) -> None:
    """CA03: customers with a running contract whom nobody contacted."""
    assert asks(packs, "contact_due", deal(**{**RUNNING, **values})) is due


@pytest.mark.parametrize(
    ("values", "upsell", "cross_sell"),
    [
        ({"nps_score": "9", "hs_num_of_associated_line_items": "3"}, True, False),
        ({"nps_score": "8", "hs_num_of_associated_line_items": "1"}, False, True),
        ({"nps_score": "10", "churn_signal": "late_payment"}, False, False),
        ({"nps_score": "10", "usage_status": "falling"}, False, False),
        ({"nps_score": "10", "dealstage": "churned"}, False, False),
    ],
)
def test_chances_come_from_nps_usage_and_products(
    packs: Blueprint, values: dict[str, str], upsell: bool, cross_sell: bool
) -> None:
    """CA05: whoever uses it well and recommends it, or holds few products; nobody who may leave."""
    record = deal(**{**RUNNING, "usage_status": "active", **values})

    assert asks(packs, "upsell_chance", record) is upsell
    assert asks(packs, "cross_sell_chance", record) is cross_sell


@pytest.mark.parametrize(("answered", "due"), [("", True), (ago(days=120), True), (ago(days=30), False)])
def test_nps_is_asked_every_90_days(packs: Blueprint, answered: str, due: bool) -> None:
    """CA12: contacts of customers, by the day of their last answer."""
    customer = (Link(deal(**RUNNING)),)
    record = Record("contacts", {"hs_feedback_last_survey_date": answered}, links=customer)

    assert asks(packs, "nps_due", record) is due
    assert not asks(packs, "nps_due", Record("contacts", {"hs_feedback_last_survey_date": ""}))


def test_terms_are_added_up(packs: Blueprint) -> None:
    """CP03: the first term is copied; a renewal adds as many months as its term has."""
    flows = workflows(packs)
    added = [
        step["increment"] for step in steps(flows["renewed_contract_term"]).values() if "increment" in step
    ]
    (copied,) = steps(flows["first_contract_term"]).values()

    assert copied["copy"] == {"from": "deals.contract_term_months", "to": "deals.cumulative_contract_months"}
    assert added == [{"deals.cumulative_contract_months": months} for months in (1, 3, 6, 12, 24, 36)]


def test_every_lost_reason_has_a_way(packs: Blueprint) -> None:
    """SA09: each lost reason leads to a follow-up of its own; without one the owner is asked for it."""
    reasons = {"price", "features", "timing", "competitor", "budget_frozen", "lost_contact"}
    found = workflows(packs)["lost_deal_follow_up"].units

    assert {path.removesuffix("_task") for path in found if path.endswith("_task")} == {
        f"steps.{reason}" for reason in reasons
    }
    assert "steps.ask_reason" in found


NPS = {
    *("property.contacts.hs_feedback_last_nps_rating_number", "workflow.nps_to_deals"),
    *("property.contacts.hs_feedback_last_survey_date", "workflow.nps_survey"),
}
"""What rests on properties that HubSpot fills from its NPS surveys: a portal may lack them."""


def command(*arguments: str) -> Any:
    """Run a command line in the working directory; its `--json` document."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        run(arguments)
    return json.loads(out.getvalue()) if "--json" in arguments else out.getvalue()


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own on the embedded emulator, applied with every consent."""
    folder = tmp_path_factory.mktemp("applied") / "project"
    folder.mkdir()
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("HUBSPOT_", "REVOPS_"))}
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patched:
        for name in os.environ.keys() - bare.keys():
            patched.delenv(name)
        command("init", "--pack", "core", "--pack", "sales", "--pack", "customer-success")
        consents = ("--create", "workflow.*", "--publish", "*", "--enable", "*")
        for _ in ("what can be done", "what waited for a score"):
            command("apply", "--yes", *consents)
    return folder


@pytest.fixture(scope="module")
def flows(applied: Path) -> dict[str, Any]:
    """The portal's workflows by name."""
    with contextlib.closing(Emulator(applied / ".revops/emulator.db")) as emulator:
        (portal,) = emulator.state().values()
    return {flow["name"]: flow for flow in portal["tables"]["flows"].values()}


def test_two_runs_leave_nothing_but_work_by_hand(applied: Path) -> None:
    """Everything is made, published and on; only what needs a person, or HubSpot's surveys, is left."""
    with contextlib.chdir(applied):
        plan = command("plan", "--json")
    left = {change["address"] for change in plan["changes"] if change["action"] != "manual"}

    assert left <= NPS
    assert any(change["action"] == "manual" for change in plan["changes"])


def test_the_hand_over_as_hubspot_has_it(flows: dict[str, Any]) -> None:
    """Dossier F3, F5: a property-changed trigger, a task on the deal, an internal e-mail."""
    flow = flows["受注のCS引き継ぎ"]
    (trigger,) = flow["enrollmentCriteria"]["eventFilterBranches"]
    task, notice = flow["actions"]

    assert (flow["objectTypeId"], flow["isEnabled"], trigger["eventTypeId"]) == ("0-3", True, "4-655002")
    assert [test["operation"].get("value") or test["operation"]["values"] for test in trigger["filters"]] == [
        "dealstage",
        ["closedwon"],
    ]
    assert (task["actionTypeId"], notice["actionTypeId"]) == ("0-3", "0-8")
    assert task["fields"]["due_time"]["delta"] == 2


def test_a_task_names_the_property_of_the_owner(flows: dict[str, Any]) -> None:
    """Dossier F5: an owner that the record names is an OBJECT_PROPERTY in place of a fixed value."""
    (task,) = (action for action in flows["BANT入力の確認"]["actions"] if action.get("actionTypeId") == "0-3")

    assert task["fields"]["owner_assignment"]["value"] == {
        "propertyName": "hubspot_owner_id",
        "type": "OBJECT_PROPERTY",
    }


def test_reminders_count_back_from_the_end_in_minutes(flows: dict[str, Any]) -> None:
    """Dossier F5: a delay until a date takes a time before it as negative minutes, a day being 1,440."""
    until = [
        action for action in flows["契約更新リマインダー"]["actions"] if action["actionTypeId"] == "0-35"
    ]

    assert [(a["fields"]["date"]["propertyName"], int(a["fields"]["delta"])) for a in until] == [
        ("contract_end_date", -90 * 1440),
        ("contract_end_date", -60 * 1440),
        ("contract_end_date", -30 * 1440),
    ]


def test_a_renewal_is_a_deal_of_its_own(flows: dict[str, Any]) -> None:
    """The renewal model: a new deal per term in the renewal pipeline, of the type existingbusiness."""
    (made,) = (action for action in flows["更新取引の作成"]["actions"] if action["actionTypeId"] == "0-14")
    told = {row["targetProperty"]: row["value"].get("staticValue") for row in made["fields"]["properties"]}

    assert made["fields"]["object_type_id"] == "0-3"
    assert {name: value for name, value in told.items() if value} == {
        "pipeline": "renewal",
        "dealstage": "due",
        "dealtype": "existingbusiness",
    }
