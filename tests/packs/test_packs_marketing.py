"""What the packs for marketing and the whole company do with records: stages, alerts, nurturing, tags."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from revops.blueprint.load import Blueprint, load
from revops.kinds import KINDS
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Record

CLOCK = Clock(datetime(2026, 6, 15, 3, 0, tzinfo=UTC), ZoneInfo("Asia/Tokyo"))
LEAD = {"email": "a@example.com", "lifecyclestage": "lead", "hs_lead_status": "NEW"}
FORMS = {"document_download", "webinar_registration", "consultation"}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    """Core and marketing alone: they need no other pack."""
    folder = tmp_path_factory.mktemp("packs")
    (folder / "all.yaml").write_text("revops: 1\nuses: [core, marketing]\n", encoding="utf-8")
    return load(folder, ["all.yaml"], KINDS, locale="ja").checked()


def workflow(packs: Blueprint, name: str) -> Mapping[str, Any]:
    """A workflow as it is written, with its variables put in."""
    entry: Mapping[str, Any] = packs.sheet.data["workflows"][name]
    return entry


def asks(packs: Blueprint, condition: str, **values: str) -> bool:
    """Whether a lead with these values meets a condition of the packs."""
    return holds(packs.conditions[condition], Record("contacts", {**LEAD, **values}), CLOCK)


@pytest.mark.parametrize(("points", "met"), [(59, False), (60, True), (61, True)])
def test_an_mql_has_the_points_and_is_not_given_up(packs: Blueprint, points: int, met: bool) -> None:
    """The threshold counts itself; whoever is unqualified is no MQL whatever the points."""
    assert asks(packs, "mql", engagement=str(points)) is met
    assert not asks(packs, "mql", engagement=str(points), hs_lead_status="UNQUALIFIED")


@pytest.mark.parametrize(("points", "met"), [(79, False), (80, True), (81, True)])
def test_the_alert_begins_at_its_threshold(packs: Blueprint, points: int, met: bool) -> None:
    """MA07; nobody is alerted of a customer."""
    assert asks(packs, "hot", engagement=str(points)) is met
    assert not asks(packs, "hot", engagement=str(points), lifecyclestage="customer")


@pytest.mark.parametrize(("points", "met"), [(19, True), (20, False), (21, False)])
def test_a_low_score_or_a_given_source_is_nurtured(packs: Blueprint, points: int, met: bool) -> None:
    """MA08: 低スコアor特定リードソース; an MQL is none of them, nor is somebody without an address."""
    assert asks(packs, "nurture", engagement=str(points)) is met
    assert asks(packs, "nurture", engagement=str(points), lead_source_category="event")
    assert asks(packs, "nurture", engagement=str(points), lead_source_category="ads") is met
    assert not asks(packs, "nurture", engagement=str(points), lifecyclestage="marketingqualifiedlead")
    assert not asks(packs, "nurture", engagement=str(points), email="")


@pytest.mark.parametrize(
    ("values", "met"),
    [
        ({"hs_lead_status": "APPOINTMENT_SET", "hubspot_owner_id": "2005"}, True),
        ({"hs_lead_status": "APPOINTMENT_SET"}, False),
        ({"hs_lead_status": "CONNECTED", "hubspot_owner_id": "2005"}, False),
    ],
)
def test_an_sql_has_an_appointment_and_an_owner(packs: Blueprint, values: dict[str, str], met: bool) -> None:
    """HO02: the agreed condition."""
    assert asks(packs, "sql", **values) is met


def test_every_form_of_the_pack_is_tagged_and_told(packs: Blueprint) -> None:
    """MA13: each form starts the workflow; what is tagged are topics that exist."""
    told = workflow(packs, "form_tagging")
    topics = packs.sheet.data["properties"]["contacts"]["topic_tags"]["options"]
    tags = [step["append"]["contacts.topic_tags"] for step in _inner(told) if "append" in step]

    assert set(told["enrol"]["submitted"]) == FORMS == set(packs.sheet.data["forms"])
    assert set(tags) <= set(topics)
    assert len(tags) == 2
    assert "notify" in told["steps"][-1]


def _inner(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The steps on the paths of the branches."""
    branches = [step["branch"] for step in told["steps"] if "branch" in step]
    return [step for branch in branches for path in branch.values() for step in path["steps"]]


def test_the_lead_source_of_a_form_fills_only_what_is_empty(packs: Blueprint) -> None:
    """MP12 is where somebody came from first."""
    (source,) = [step for step in workflow(packs, "form_tagging")["steps"] if step["id"] == "source"]
    ((path,),) = [source["branch"].values()]

    assert path["when"] == {"not": {"property": "contacts.lead_source_category", "known": True}}
    assert path["steps"][0]["set"] == {"contacts.lead_source_category": "website"}


def test_every_lead_source_has_its_people(packs: Blueprint) -> None:
    """MA05: a case for each option of MP12, and nobody who has an owner gets another one."""
    told = workflow(packs, "owner_assignment")
    (step,) = told["steps"]
    options = packs.sheet.data["properties"]["contacts"]["lead_source_category"]["options"]
    rotations = [path[0]["rotate"] for path in (*step["cases"].values(), step["else"])]

    assert list(step["cases"]) == list(options)
    assert [one for one in rotations if one.get("overwrite") or not one["roles"]] == []
    assert {"not": {"property": "contacts.hubspot_owner_id", "known": True}} in told["enrol"]["all"]


def test_every_mail_is_a_mail_of_the_pack_with_a_task_in_its_place(packs: Blueprint) -> None:
    """MA04 and MA08: what a workflow sends is described here, with sender, subject and text."""
    emails = packs.sheet.data["emails"]
    steps = [step for name in ("step_mails", "nurture") for step in workflow(packs, name)["steps"]]
    mails = [step for step in steps if "email" in step]

    assert sorted(step["email"] for step in mails) == sorted(emails)
    assert [step for step in mails if "task" not in step["else"]] == []
    assert [key for key, one in emails.items() if not {"subject", "from", "body"} <= one.keys()] == []


def test_slack_has_a_stand_in(packs: Blueprint) -> None:
    """MA07: inside sales is told in HubSpot while Slack is not connected."""
    (step,) = workflow(packs, "score_alert")["steps"]

    assert "slack" in step
    assert step["else"]["in_app"]["roles"] == ["inside_sales"]


def test_every_workflow_is_switched_on_and_says_what_it_is_for(packs: Blueprint) -> None:
    """`enabled` is a change that asks; the description tells people in HubSpot."""
    told = packs.sheet.data["workflows"]

    assert len(told) == 8
    assert [name for name, one in told.items() if one.get("enabled") is not True] == []
    assert [name for name, one in told.items() if "description" not in one] == []
