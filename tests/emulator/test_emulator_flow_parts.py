"""What workflows refuse inside an action and between their parts (dossier F4 to F7)."""

from __future__ import annotations

import pytest
from flow_bodies import (
    COMPANY,
    FLOWS,
    delay,
    edit,
    faults,
    flow_of,
    single,
    to,
)

ACTION_TYPES = "/automation/2026-09-beta/action-types"
UNCONFIRMED = (
    "0-73444249",
    "0-61139484",
    "0-61139476",
    "0-4702372",
    "0-261589386",
    "0-40900952",
    "0-25085031",
    "0-44475148",
)
APPS = ("1-100451", "1-2825058", "1-1633220", "1-2796901")


def test_the_catalogue_is_whole(make_hubspot):
    """Every action of the dossier is told, those of apps where they are connected; the retired one is not."""
    hubspot = make_hubspot(variants=frozenset({"slack-connected", "apps-connected"}))
    told = {entry["actionTypeId"]: entry for entry in hubspot("GET", ACTION_TYPES)["results"]}

    numbers = (1, 35, 29, 3, 4, 23, 5, 25, 8, 9, 11, 14, 15, 31, 33)
    numbers += (63809083, 63863438, 63189541, 46510720, 43347357, 169425243, 18224765)
    assert set(told) == {*(f"0-{number}" for number in numbers), *UNCONFIRMED, *APPS, "1-179507819"}
    assert all(entry["actionName"] and entry["groupId"] for entry in told.values())


@pytest.mark.parametrize("kind", UNCONFIRMED)
def test_unconfirmed_fields_are_kept(hubspot, kind):
    """Where no source names the fields of an action, any are taken as they come, in any version (F5)."""
    action = single(kind, {"labelToApply": "12", "more": [{"a": 1}]}, version=9)

    made = hubspot("POST", FLOWS, flow_of(action))

    assert made["actions"] == [action]
    assert faults(hubspot, {**action, "fields": []}) == ["INVALID_TYPE"]


@pytest.mark.parametrize("kind", APPS)
def test_an_apps_actions_need_the_app(hubspot, make_hubspot, kind):
    """Where the app is not connected its action does not exist."""
    connected = make_hubspot(variants=frozenset({"apps-connected"}))

    assert faults(hubspot, single(kind, {"text": "x"})) == ["INVALID_OPTION"]
    assert faults(connected, single(kind, {"text": "x"}, version=3)) == []


def test_another_workflow_is_named_once(hubspot):
    """Its field is called one way or the other, which is open (F5): both work, not together."""
    other = hubspot("POST", FLOWS, flow_of())["id"]

    assert faults(hubspot, single("0-15", {"flow_id": other})) == []
    assert faults(hubspot, single("0-15", {"workflow_id": other})) == []
    assert faults(hubspot, single("0-15", {"workflow_id": "7"})) == ["UNKNOWN_REFERENCE"]
    assert faults(hubspot, single("0-15", {"flow_id": other, "workflow_id": other})) == ["REQUIRED_FIELD"]
    assert faults(hubspot, single("0-15", {})) == ["REQUIRED_FIELD"]


def test_a_new_record_has_its_own_properties(hubspot):
    """Properties of a record that is made are those of its object type, not of the enrolled one (F5)."""

    def made(name):
        value = {"type": "STATIC_VALUE", "staticValue": "x"}
        properties = [{"targetProperty": name, "value": value}]
        return faults(hubspot, single("0-14", {"object_type_id": "0-3", "properties": properties}))

    assert made("dealname") == []
    assert made("firstname") == ["UNKNOWN_REFERENCE"]


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((50, 50), []),
        ((20, 30, 50), []),
        ((None, None), []),
        ((50, 49), ["INVALID_PERCENTAGES"]),
        ((50, None), ["INVALID_PERCENTAGES"]),
        ((101, -1), ["OUT_OF_RANGE", "OUT_OF_RANGE"]),
        ((100,), ["INVALID_LENGTH"]),
    ],
)
def test_shares_of_a_test(hubspot, shares, found):
    """Two branches or more share the records; shares are percentages that come to 100."""
    names = [str(place) for place in range(2, 2 + len(shares))]
    branches = [{"connection": to(name)} for name in names]
    for branch, share in zip(branches, shares, strict=True):
        branch.update({} if share is None else {"percentage": share})
    action = {"type": "AB_TEST_BRANCH", "actionId": "1", "testBranches": branches}

    assert faults(hubspot, action, *[delay(name) for name in names]) == found


def test_values_branch_once(hubspot):
    """Two branches for one value are refused."""
    value = {"type": "OBJECT_PROPERTY", "propertyName": "city"}
    action = {"type": "STATIC_BRANCH", "actionId": "1", "inputValue": value}

    assert faults(hubspot, {**action, "staticBranches": [{"branchValue": "a"}, {"branchValue": "b"}]}) == []
    twice = [{"branchValue": "a"}, {"branchValue": "a"}]
    assert faults(hubspot, {**action, "staticBranches": twice}) == ["DUPLICATE_BRANCH_VALUE"]


@pytest.mark.parametrize(
    ("runtime", "found"),
    [
        ("NODE20X", []),
        ("PYTHON39", []),
        ("node20", ["INVALID_OPTION"]),
        ("RUBY", ["INVALID_OPTION"]),
        ("", ["BLANK"]),
    ],
)
def test_runtimes(hubspot, runtime, found):
    """A runtime is named as those that were seen (F4)."""
    lists = {"secretNames": [], "inputFields": [], "outputFields": []}
    code = {"type": "CUSTOM_CODE", "actionId": "1", "runtime": runtime, "sourceCode": "x", **lists}

    assert faults(hubspot, code) == found


@pytest.mark.parametrize(
    ("url", "found"), [("https://example.com/a", []), ("example.com", ["INVALID_URL"]), (" ", ["BLANK"])]
)
def test_a_webhook_calls_a_web_address(hubspot, url, found):
    """An address without a scheme is none."""
    hook = {"type": "WEBHOOK", "actionId": "1", "method": "POST", "webhookUrl": url, "queryParams": []}

    assert faults(hubspot, hook) == found


def window(start, end):
    times = {"startTime": {"hour": start, "minute": 0}, "endTime": {"hour": end, "minute": 0}}
    return {"day": "MONDAY", **times}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"timeWindows": [window(9, 18)]}, []),
        ({"timeWindows": [window(18, 9)]}, ["OUT_OF_RANGE"]),
        ({"timeWindows": [window(9, 9)]}, ["OUT_OF_RANGE"]),
        ({"blockedDates": [{"month": "FEBRUARY", "dayOfMonth": 29}]}, []),
        ({"blockedDates": [{"month": "FEBRUARY", "dayOfMonth": 29, "year": 2027}]}, ["OUT_OF_RANGE"]),
        ({"blockedDates": [{"month": "APRIL", "dayOfMonth": 31}]}, ["OUT_OF_RANGE"]),
        ({"blockedDates": [{"month": "APRIL", "dayOfMonth": 1, "year": 0}]}, ["OUT_OF_RANGE"]),
        (
            {"eventAnchor": {"type": "STATIC_DATE_ANCHOR", "month": "JUNE", "dayOfMonth": 31}},
            ["OUT_OF_RANGE"],
        ),
        (
            {"eventAnchor": {"type": "CONTACT_PROPERTY_ANCHOR", "contactProperty": "city"}},
            ["INVALID_PROPERTY_TYPE"],
        ),
    ],
)
def test_dates_are_in_the_calendar(hubspot, more, found):
    """A window ends after it starts, a day is one that its month has, an anchor holds a date (F2, F6)."""
    assert faults(hubspot, **more) == found


@pytest.mark.parametrize(
    ("schedule", "found"),
    [
        ({"type": "WEEKLY", "daysOfWeek": []}, ["INVALID_LENGTH"]),
        ({"type": "YEARLY", "month": "NOVEMBER", "dayOfMonth": 31}, ["OUT_OF_RANGE"]),
        (
            {"type": "PROPERTY_BASED", "dateProperty": "email", "daysDelta": 1, "yearly": True},
            ["INVALID_PROPERTY_TYPE"],
        ),
    ],
)
def test_schedules_are_in_the_calendar(hubspot, schedule, found):
    """The same of a yearly schedule and of one around a property (F6)."""
    at = {"timeOfDay": {"hour": 9, "minute": 0}}

    assert faults(hubspot, enrollmentSchedule={**schedule, **at}) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("{{ enrolled_object.firstname }}", []),
        ("{{enrolled_object.nowhere}}", ["UNKNOWN_REFERENCE"]),
        ("{{ enrolled_object }}", []),
        ("{{ fetched_objects.company.domain }}", []),
        ("{{ fetched_objects.company.firstname }}", ["UNKNOWN_REFERENCE"]),
        ("{{ fetched_objects.deal.amount }}", ["UNKNOWN_DATA_SOURCE"]),
        ("{{ action_outputs.action_output_1.total }}", []),
        ("{{ action_outputs.action_output_9.total }}", ["UNKNOWN_ACTION"]),
        ("{{ anything.else }}", []),
    ],
)
def test_text_tokens_name_what_is_there(hubspot, said, found):
    """A token of a text names a property, a data source or an action of the flow (F4, F7)."""
    assert faults(hubspot, edit("city", said), dataSources=[COMPANY]) == found


def test_field_data_comes_from_an_action(hubspot):
    """An output is taken from an action of the flow (F4)."""
    value = {"type": "FIELD_DATA", "actionId": "1", "dataKey": "hs_event_criteria_met"}
    branch = {"type": "STATIC_BRANCH", "actionId": "2", "staticBranches": [{"branchValue": "true"}]}
    first = delay(connection=to("2"))

    assert faults(hubspot, first, {**branch, "inputValue": value}) == []
    assert faults(hubspot, first, {**branch, "inputValue": {**value, "actionId": "3"}}) == ["UNKNOWN_ACTION"]


def test_data_sources_have_names_of_their_own(hubspot):
    """Tokens tell them apart by name (F7)."""
    assert faults(hubspot, dataSources=[COMPANY, {**COMPANY, "associationTypeId": 1}]) == ["DUPLICATE_NAME"]


def test_an_update_knows_the_flows_data_sources(hubspot):
    """A PUT has no data sources and keeps those that are there, for its tokens too (F2)."""
    flow = hubspot("POST", FLOWS, flow_of(dataSources=[COMPANY]))

    def replaced(said):
        body = flow_of(edit("city", said), revisionId=flow["revisionId"])
        for name in ("objectTypeId", "flowType", "dataSources"):
            del body[name]
        return hubspot.send("PUT", f"{FLOWS}/{flow['id']}", body).status_code

    assert replaced("{{ fetched_objects.deal.amount }}") == 400
    assert replaced("{{ fetched_objects.company.domain }}") == 200
