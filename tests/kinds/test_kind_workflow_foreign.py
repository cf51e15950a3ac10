"""Kind `workflow`: flows as HubSpot's guide, other tools and broken answers have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from kind_talk import rows, talk, update
from pydantic import TypeAdapter
from test_kind_workflow_paths import (
    ADDRESS,
    IS_BOSS,
    KIND,
    context,
    created,
    entry_of,
    looked,
    put,
    resource,
)

from revops.engine.observe import MISSHAPEN
from revops.model.call import Answer
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.ledger import Entry
from revops.model.spec import Resource

FIVE = {"delay": {"days": 5}}
TWO = [{"id": "one", **FIVE}, {"id": "two", **FIVE}]


def alone(step: Mapping[str, Json]) -> Resource:
    return resource([{"id": "one", **step}])


def read(step: Mapping[str, Json], **members: Json) -> Json:
    """How a step reads after its action got these members; `fields` are put over those that it has."""
    wanted = alone(step)
    flow = created(wanted)
    action = flow["actions"][0]
    if "fields" in members:
        members["fields"] = {**action["fields"], **members["fields"]}
    action |= members
    return looked(flow, wanted).units["steps.one"]


# What is not of the documented shape


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("type",), None),
        (("objectTypeId",), 1),
        (("actions", 0, "actionId"), 1),
        (("actions", 0, "actionId"), None),
        (("actions", 0, "actionTypeId"), {}),
        (("actions", 0, "actionTypeVersion"), "0"),
        (("actions", 0, "actionTypeVersion"), True),
        (("actions", 0, "connection", "nextActionId"), 2),
        (("actions", 0, "connection"), {"edgeType": "STANDARD"}),
        (("actions", 0, "connection"), "2"),
        (("actions",), 7),
    ],
)
def test_nothing_is_planned_upon_a_misshapen_flow(way: tuple[Any, ...], value: Json) -> None:
    """Ids and types are text in HubSpot's description (F2, F4); the look itself stumbles, not the plan."""
    wanted = resource(TWO)
    flow = created(wanted)
    place: Any = flow
    for part in way[:-1]:
        place = place[part]
    place[way[-1]] = value
    with pytest.raises(MISSHAPEN):
        looked(flow, wanted)


def test_a_flow_that_is_read_by_itself_is_looked_at_in_the_same_way() -> None:
    """A batch may leave it out (F1); its own answer is no better."""
    wanted = resource(TWO)
    flow = created(wanted)
    flow["actions"][0]["actionId"] = 1
    conversation = KIND.observe("", [wanted], context(Entry("500")))
    with pytest.raises(MISSHAPEN):
        talk(conversation, [rows()], [rows()], [Answer(200, flow)])


NOTICE: Json = {"roles": "ops", "subject": "a", "body": "b"}


@pytest.mark.parametrize(
    "step",
    [
        {"notify": NOTICE},
        {"in_app": NOTICE},
        {"rotate": {"roles": "ops", "property": "contacts.hubspot_owner_id"}},
    ],
)
@pytest.mark.parametrize("fields", [None, {}, {"user_ids": []}])
def test_a_notice_without_recipients_is_told(step: Json, fields: Json) -> None:
    """HubSpot's answer may leave out who is told (F1), or everything: a warning before the change."""
    wanted = resource([{"id": "one", **step}, TWO[1]])
    flow = created(wanted)
    assert list(KIND.hazards(update(wanted, looked(flow, wanted), name="Other"))) == []
    flow["actions"][0]["fields"] = fields
    change = update(wanted, looked(flow, wanted), name="Other")
    assert ["no recipient" in finding.summary for finding in KIND.hazards(change)] == [True]


# What means the same


IN_APP = {"in_app": {"owner": "contacts.hubspot_owner_id", "subject": "Hi", "body": "There"}}


def test_how_a_notification_is_delivered_may_be_left_out() -> None:
    """HubSpot's guide shows `APP`; catalogues of others do not have the field (dossier F5)."""
    wanted = alone(IN_APP)
    flow = created(wanted)
    assert flow["actions"][0]["fields"]["delivery_method"] == "APP"
    del flow["actions"][0]["fields"]["delivery_method"]
    assert looked(flow, wanted).units["steps.one"] == wanted.units["steps.one"]
    assert "raw" in read(IN_APP, fields={"delivery_method": "EMAIL"})


def test_a_member_is_the_enrolled_record_where_nobody_says_so() -> None:
    """HubSpot's guide has the list alone; another record than the enrolled one has no words."""
    wanted = alone({"add_to": "nurture"})
    flow = created(wanted)
    flow["actions"][0]["fields"] = {"listId": "33"}
    assert looked(flow, wanted).units["steps.one"] == {"add_to": "nurture"}
    assert "raw" in read({"add_to": "nurture"}, fields={"targetObject": "{{ fetched_objects.x }}"})
    assert "raw" in read({"add_to": "nurture"}, fields={"position": "1"})


@pytest.mark.parametrize(
    ("delta", "unit", "told"),
    [
        ("2", "WEEKS", {"days": 14}),
        ("36", "HOURS", {"hours": 36}),
        ("48", "HOURS", {"days": 2}),
        ("1440", "MINUTES", {"days": 1}),
        ("61", "MINUTES", {"minutes": 61}),
    ],
)
def test_spans_of_any_unit_are_read(delta: str, unit: str, told: Json) -> None:
    """Minutes and days were seen (F5), hours and weeks may come; the largest unit that says it is taken."""
    assert read(FIVE, fields={"delta": delta, "time_unit": unit}) == {"delay": told}


UNTIL: Json = {"until": {"property": "contacts.due", "before": {"days": 5}, "at": "09:30"}}


def test_a_day_is_read_and_a_moment_is_not() -> None:
    """A fixed day is its midnight in UTC; 1798675200 s is the midnight at the end of the 30th."""
    midnight = {"type": "STATIC_VALUE", "staticValue": "1798675200000"}
    later = {"type": "STATIC_VALUE", "staticValue": "1798675200001"}
    read_day = read(UNTIL, fields={"date": midnight})
    assert read_day == {"until": {"date": "2026-12-31", "before": {"days": 5}, "at": "09:30"}}
    assert "raw" in read(UNTIL, fields={"date": later})


@pytest.mark.parametrize(
    ("delta", "unit", "told"),
    [
        ("-3", "DAYS", {"before": {"days": 3}}),
        ("-90", "MINUTES", {"before": {"minutes": 90}}),
        ("3", "DAYS", {"after": {"days": 3}}),
        ("0", "DAYS", {}),
    ],
)
def test_a_negative_number_is_before(delta: str, unit: str, told: Json) -> None:
    """Whatever the unit; nothing is the day itself."""
    found = read(UNTIL, fields={"delta": delta, "time_unit": unit})
    assert found == {"until": {"property": "contacts.due", "at": "09:30", **told}}


# What a blueprint cannot say


HOOK = {"webhook": {"url": "https://example.com/a"}}
CALL = {"task": {"subject": "Call"}}
FORK: Json = {"by_value": "contacts.reason", "cases": {"price": []}}
SPLIT: Json = {"split": {"a": {"percentage": 99, "steps": []}, "b": {"percentage": 1, "steps": []}}}
WAIT = {"wait_for": {"changed": "contacts.jobtitle", "at_most": {"days": 1}}}


@pytest.mark.parametrize(
    ("step", "members"),
    [
        (HOOK, {"method": "PUT"}),
        (HOOK, {"webhookUrl": "http://example.com/a"}),
        (CALL, {"fields": {"task_type": "LINKED_IN"}}),
        (CALL, {"fields": {"priority": "URGENT"}}),
        (FIVE, {"fields": {"delta": "0"}}),
        (FIVE, {"fields": {"time_unit": "MONTHS"}}),
        (FIVE, {"fields": {"delta": "-1"}}),
        (WAIT, {"fields": {"expiration_minutes": "0"}}),
        (SPLIT, {"testBranches": [{"percentage": 100}]}),
        (SPLIT, {"testBranches": [{"percentage": 0}, {"percentage": 100}]}),
        (SPLIT, {"testBranches": [{"percentage": 50}, {}]}),
        (FORK, {"staticBranches": []}),
        (FORK, {"staticBranches": [{"branchValue": "price"}, {"branchValue": "price"}]}),
        (FORK, {"staticBranches": [{"branchValue": "else"}]}),
    ],
)
def test_what_a_blueprint_would_refuse_is_raw(step: Json, members: dict[str, Json]) -> None:
    """Else `pull` would write an entry that does not load; what it can say is read as it stands."""
    assert read(step) == alone(step).units["steps.one"]
    assert "raw" in read(step, **members)


@pytest.mark.parametrize("name", ["", None])
def test_a_flow_may_have_no_name(name: Json) -> None:
    """The member is optional (F2); `pull` calls it after its id, and the entry loads."""
    flow = {**created(resource(TWO)), "name": name, "description": ""}
    conversation = KIND.observe("", [], context())
    _, seen = talk(conversation, [rows({"id": "500"}), *[rows()] * 6], [rows(flow)])
    (observed,) = seen.found
    assert str(observed.address) == "workflow.flow_500"
    TypeAdapter(KIND.section_type).validate_python({"flow_500": KIND.describe(observed, context())})


def test_others_by_their_ids_cannot_be_kept() -> None:
    """A workflow that no blueprint describes has no name in one (rule 1)."""
    with pytest.raises(Refused) as refused:
        KIND.rewrite({}, "unEnrol.others", {"raw": ["4711"]}, context())
    assert refused.value.findings[0].code == "RV595"


# Steps that rely on each other, and those that nobody can tell apart


def test_two_paths_of_one_name_lose_no_step() -> None:
    """A value is called as the path of all others: both are counted, and both keep what is on them."""
    fork: Json = {"id": "fork", "by_value": "contacts.reason", "cases": {"price": [TWO[0]]}, "else": [TWO[1]]}
    wanted = resource([fork])
    flow = created(wanted)
    flow["actions"][0]["staticBranches"][0]["branchValue"] = "else"
    actual = looked(flow, wanted, entry_of(wanted))
    lists = {path: names for path, names in actual.units.items() if path.startswith("paths.")}
    assert lists == {"paths.fork.path_1.order": ["one"], "paths.fork.else.order": ["two"]}


ASKING: list[Json] = [
    {"id": "wait", **WAIT},
    {"id": "came", "happened": "wait", "then": [{"id": "yes", **FIVE}]},
]


def test_a_question_without_its_wait_is_not_sent() -> None:
    """Somebody deleted both in HubSpot, and only the question is taken back: told with what to type."""
    wanted = resource([*ASKING, {"id": "end", **FIVE}])
    flow, entry = created(wanted), entry_of(wanted)
    flow["actions"], flow["startActionId"] = flow["actions"][3:], flow["actions"][3]["actionId"]
    actual = looked(flow, wanted, entry)
    change = update(wanted, actual, steps__came=wanted.units["steps.came"])
    ((left,),), _ = talk(KIND.compile([change], context(entry)), [])
    assert left.barred
    assert left.barred.code == "RV961"
    assert f"--take '{ADDRESS}#steps.wait'" in left.barred.hint
    both = update(
        wanted, actual, steps__came=wanted.units["steps.came"], steps__wait=wanted.units["steps.wait"]
    )
    ((sent,),), _ = talk(KIND.compile([both], context(entry)))
    assert sent.barred is None
    assert {action["type"] for action in sent.body["actions"]} == {"SINGLE_CONNECTION", "STATIC_BRANCH"}


@pytest.mark.parametrize(("stated", "given"), [("3", "3"), ("8", "8"), ("1", "3"), (None, "3")])
def test_ids_of_removed_actions_do_not_come_back(stated: Json, given: str) -> None:
    """HubSpot says which id is free next; lower than one in use it is not believed."""
    wanted = resource([*TWO, {"id": "three", **FIVE}])
    flow, entry = created(resource(TWO)), entry_of(resource(TWO))
    flow["nextAvailableActionId"] = stated
    actual = looked(flow, resource(TWO), entry)
    body = put(wanted, actual, steps__three=wanted.units["steps.three"])
    assert [action["actionId"] for action in body["actions"]] == ["1", "2", given]


def test_a_workflow_may_lose_its_last_step() -> None:
    """All of the blueprint's are gone by hand, and the hand-made one is not wanted: nothing starts."""
    wanted = resource(TWO)
    flow, entry = created(wanted), entry_of(wanted)
    made = {**flow["actions"][1], "actionId": "9", "fields": {"delta": "77", "time_unit": "DAYS"}}
    flow |= {"actions": [made], "startActionId": "9"}
    body = put(wanted, looked(flow, wanted, entry), steps__extra=[])
    assert body["actions"] == []
    assert "startActionId" not in body


def test_an_unknown_branch_keeps_its_place() -> None:
    """A condition without words, with a step on its path: neither is lost when another step changes."""
    fork: Json = {"id": "fork", "branch": {"boss": {"when": IS_BOSS, "steps": [TWO[0]]}}}
    wanted = resource([fork, TWO[1]])
    flow, entry = created(wanted), entry_of(wanted)
    strange = {"filterType": "ADS_TIME", "pruningRefineBy": {}}
    flow["actions"][0]["listBranches"][0]["filterBranch"]["filterBranches"][0]["filters"] = [strange]
    actual = looked(flow, wanted, entry)
    body = put(wanted, actual, steps__two={"delay": {"days": 9}})
    assert [action["actionId"] for action in body["actions"]] == ["1", "2", "3"]
    assert body["actions"][:2] == flow["actions"][:2]
