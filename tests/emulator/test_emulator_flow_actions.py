"""Actions, wiring, enrolment and schedules of workflows (dossier F3 to F8)."""

from __future__ import annotations

import pytest
from flow_bodies import (
    COMPANY,
    EVENT_BASED,
    FLOWS,
    KNOWN,
    LIST_BASED,
    delay,
    faults,
    flow_of,
    single,
    submitted,
    to,
)

from filter_bodies import all_of, condition

STATIC = {"type": "STATIC_VALUE", "staticValue": "x"}
OWNER = {"type": "OBJECT_PROPERTY", "propertyName": "hubspot_owner_id"}
LINK = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 204}
COPIED = {
    "type": "COPY_ASSOCIATION",
    "sourceSpec": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279},
}
TASK = {
    "task_type": "TODO",
    "subject": "お礼",
    "body": "<p>{{ enrolled_object.firstname }}</p>",
    "priority": "HIGH",
    "associations": [
        {"target": LINK, "value": {"type": "ENROLLED_OBJECT"}},
        {"target": {**LINK, "associationTypeId": 192}, "value": COPIED},
    ],
    "use_explicit_associations": "true",
    "owner_assignment": {"type": "CUSTOM", "value": OWNER},
    "due_time": {"delta": 3, "timeUnit": "DAYS", "timeOfDay": {"hour": 9, "minute": 0}, "daysOfWeek": []},
}
NOTICE = {"subject": "MQL", "body": "<p>MQL</p>", "user_ids": ["1001"], "team_ids": ["3001"]}
ROTATE = {
    "user_ids": ["1001"],
    "target_property": "hubspot_owner_id",
    "overwrite_current_owner": "false",
}
ENROLLED = "{{ enrolled_object }}"
PER_TYPE = {
    "0-1": ({"delta": "2", "time_unit": "DAYS"}, 0),
    "0-35": (
        {
            "date": {"type": "OBJECT_PROPERTY", "propertyName": "closedate"},
            "delta": "-90",
            "time_unit": "DAYS",
            "time_of_day": {"hour": 9, "minute": 0},
        },
        0,
    ),
    "0-29": ({"event_filter_branches": [submitted()], "expiration_minutes": "1440"}, 0),
    "0-3": (TASK, 0),
    "0-5": ({"property_name": "city", "value": STATIC}, 0),
    "0-25": (
        {
            "source_property": "hubspot_owner_id",
            "target_property": "hubspot_owner_id",
            "target_object": "COMPANY",
        },
        0,
    ),
    "0-8": (NOTICE, 0),
    "0-9": (NOTICE, 0),
    "0-11": (ROTATE, 0),
    "0-14": (
        {
            "object_type_id": "0-3",
            "properties": [{"targetProperty": "dealname", "value": STATIC}],
            "associations": [
                {"target": {**LINK, "associationTypeId": 3}, "value": {"type": "ENROLLED_OBJECT"}}
            ],
            "use_explicit_associations": "true",
        },
        0,
    ),
    "0-31": ({"targetContact": ENROLLED, "marketableType": "MARKETABLE"}, 13),
    "0-63809083": ({"listId": "7", "targetObject": ENROLLED}, 5),
    "0-63863438": ({"listId": "7", "targetObject": ENROLLED}, 5),
    "0-63189541": (
        {
            "fromObjectType": "0-1",
            "toObjectType": "0-2",
            "createAssociationOnly": "true",
            "matchBy": "fromAndToObjects",
            "enrolledObjectPropertyNameToMatch": "0-1/company",
            "associatedObjectPropertyNameToMatch": "0-2/name",
        },
        6,
    ),
    "0-46510720": ({"sequenceId": "7", "senderType": "CONTACT_OWNER"}, 6),
    "0-43347357": (
        {
            "targetContact": ENROLLED,
            "channel": "EMAIL",
            "optState": "OPT_IN",
            "subscriptionId": "7",
            "legalBasis": "CONSENT_WITH_NOTICE",
            "legalBasisExplanation": "form",
        },
        7,
    ),
    "0-169425243": ({"note_body": "<p>x</p>"}, 0),
    "0-33": ({"template": "{{ x }}", "locale": "ja"}, 0),
    "0-18224765": ({}, 42),
}
OPTIONAL = {
    "0-3": {
        "body",
        "priority",
        "associations",
        "use_explicit_associations",
        "owner_assignment",
        "due_time",
    },
    "0-8": {"user_ids", "team_ids"},
    "0-9": {"user_ids", "team_ids"},
    "0-14": {"associations", "use_explicit_associations"},
}
REQUIRED = [
    (kind, name)
    for kind, (fields, _) in PER_TYPE.items()
    for name in fields
    if name not in OPTIONAL.get(kind, set()) and (kind, name) != ("0-11", "user_ids")
]


@pytest.mark.parametrize("kind", PER_TYPE)
def test_action_accepted(hubspot, kind):
    """A sound action of every type of the catalogue is accepted (F5)."""
    fields, version = PER_TYPE[kind]

    assert faults(hubspot, single(kind, fields, version=version)) == []


@pytest.mark.parametrize(("kind", "name"), REQUIRED)
def test_action_needs_field(hubspot, kind, name):
    """Each required field of each action is missed (F5)."""
    fields, version = PER_TYPE[kind]
    rest = {key: value for key, value in fields.items() if key != name}

    assert faults(hubspot, single(kind, rest, version=version)) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize("kind", PER_TYPE)
def test_action_refuses_unknown_field(hubspot, kind):
    """A field that the action does not have is refused."""
    fields, version = PER_TYPE[kind]

    assert faults(hubspot, single(kind, {**fields, "color": "red"}, version=version)) == ["UNKNOWN_FIELD"]


@pytest.mark.parametrize("kind", sorted(set(PER_TYPE) - {"0-169425243"}))
def test_action_type_version(hubspot, kind):
    """Core actions are version 0, the others have the versions seen in real flows (F4)."""
    fields, version = PER_TYPE[kind]

    assert faults(hubspot, single(kind, fields, version=version + 90)) == ["INVALID_ACTION_TYPE_VERSION"]


@pytest.mark.parametrize(
    ("kind", "change", "found"),
    [
        ("0-1", {"delta": 2}, "INVALID_NUMBER"),
        ("0-1", {"delta": "0"}, "OUT_OF_RANGE"),
        ("0-1", {"time_unit": "FORTNIGHTS"}, "INVALID_OPTION"),
        ("0-1", {"time_of_day": {"hour": 24, "minute": 0}}, "OUT_OF_RANGE"),
        ("0-1", {"days_of_week": ["MON"]}, "INVALID_OPTION"),
        ("0-35", {"date": {"type": "OBJECT_PROPERTY", "propertyName": "nowhere"}}, "UNKNOWN_REFERENCE"),
        ("0-35", {"date": "2026-12-01"}, "INVALID_TYPE"),
        ("0-29", {"event_filter_branches": [all_of()]}, "INVALID_OPTION"),
        ("0-3", {"task_type": "MEETING"}, "INVALID_OPTION"),
        ("0-3", {"priority": "URGENT"}, "INVALID_OPTION"),
        ("0-3", {"use_explicit_associations": True}, "INVALID_OPTION"),
        ("0-3", {"due_time": {"delta": "3", "timeUnit": "DAYS", "daysOfWeek": []}}, "INVALID_TYPE"),
        ("0-3", {"owner_assignment": {"type": "CUSTOM"}}, "REQUIRED_FIELD"),
        ("0-5", {"property_name": "nowhere"}, "UNKNOWN_REFERENCE"),
        ("0-5", {"value": {"type": "STATIC_VALUE", "staticValue": 5}}, "INVALID_TYPE"),
        ("0-5", {"value": {"staticValue": "x"}}, "REQUIRED_FIELD"),
        ("0-8", {"owner_properties": ["nowhere"]}, "UNKNOWN_REFERENCE"),
        ("0-8", {"user_ids": ["2001"]}, "UNKNOWN_REFERENCE"),
        ("0-8", {"team_ids": ["1001"]}, "UNKNOWN_REFERENCE"),
        ("0-9", {"user_ids": [1001]}, "INVALID_TYPE"),
        ("0-11", {"overwrite_current_owner": False}, "INVALID_OPTION"),
        ("0-14", {"object_type_id": "0-9999"}, "UNKNOWN_REFERENCE"),
        ("0-31", {"targetContact": "{{ contact }}"}, "INVALID_OPTION"),
    ],
)
def test_action_refuses_wrong_values(hubspot, kind, change, found):
    """Values outside an action's lists, of a wrong type, or about what is not there, are refused (F5)."""
    fields, version = PER_TYPE[kind]

    assert faults(hubspot, single(kind, {**fields, **change}, version=version)) == [found]


def test_owner_is_named_by_the_owners_id(hubspot):
    """A fixed owner has an owner's id, not a user's."""
    for owner, found in (("2001", []), ("1001", ["UNKNOWN_REFERENCE"])):
        value = {"type": "STATIC_VALUE", "staticValue": owner}
        assignment = {"type": "CUSTOM", "value": value}

        assert faults(hubspot, single("0-3", {**TASK, "owner_assignment": assignment})) == found
        assert faults(hubspot, single("0-5", {"property_name": "hubspot_owner_id", "value": value})) == found


@pytest.mark.parametrize(("object_type", "link"), [("0-1", 204), ("0-2", 192), ("0-3", 216), ("0-5", 230)])
def test_task_is_linked_to_the_enrolled_record(hubspot, object_type, link):
    """The association type from a task leads to the enrolled object and to no other (F5)."""
    for type_id, found in ((link, []), (link + 1, ["INVALID_ASSOCIATION_TYPE"])):
        target = {**LINK, "associationTypeId": type_id}
        fields = {
            "task_type": "CALL",
            "subject": "x",
            "associations": [{"target": target, "value": {"type": "ENROLLED_OBJECT"}}],
        }

        assert faults(hubspot, single("0-3", fields), object_type=object_type) == found


def test_set_property_of_an_associated_record(hubspot):
    """With an association the property is another object's; an empty one means the enrolled record (F5)."""
    fields = {"property_name": "domain", "value": STATIC}

    assert faults(hubspot, single("0-5", fields)) == ["UNKNOWN_REFERENCE"]
    assert faults(hubspot, single("0-5", {**fields, "association": {}})) == ["UNKNOWN_REFERENCE"]
    assert faults(hubspot, single("0-5", {**fields, "association": LINK})) == []


@pytest.mark.parametrize(
    "value",
    [
        STATIC,
        OWNER,
        {"type": "FETCHED_OBJECT_PROPERTY", "propertyToken": "{{ fetched_objects.company.name }}"},
        {"type": "FIELD_DATA", "actionId": "1", "dataKey": "hs_event_criteria_met"},
        {"type": "ACTION_OUTPUT_OBJECT_PROPERTY", "actionOutputPropertyToken": "{{ x }}"},
        {"type": "ENROLLMENT_EVENT_PROPERTY", "enrollmentEventPropertyToken": "{{ x }}"},
        {"type": "ENROLLMENT_DATASET_COLUMN", "enrollmentDatasetColumnToken": "{{ x }}"},
        {"type": "TIMESTAMP", "timestampType": "EXECUTION_TIME"},
        {
            "type": "RELATIVE_DATETIME",
            "timeDelay": {
                "delta": 1,
                "timeUnit": "MONTHS",
                "daysOfWeek": ["MONDAY"],
                "timeZoneStrategy": {"type": "STATIC_TIME_ZONE", "timeZoneId": "Asia/Tokyo"},
            },
        },
        {"type": "INCREMENT", "incrementAmount": 12},
        {"type": "APPEND_OBJECT_PROPERTY", "appendPropertyName": "city"},
        {"type": "STATIC_APPEND_VALUE", "staticAppendValue": "x"},
        {"type": "SINGLE_OBJECT_COORDINATES", "coordinatesToken": "{{ x }}"},
        {"type": "LIST", "values": [STATIC]},
        {"type": "MAP", "values": {"a": STATIC}},
    ],
    ids=lambda value: value["type"],
)
def test_value_objects(hubspot, value):
    """Every value object has its own members, and each is required (F4)."""
    fields = {"property_name": "city", "value": value}

    assert faults(hubspot, single("0-5", fields), dataSources=[COMPANY]) == []
    for name in set(value) - {"type"}:
        bare = {key: entry for key, entry in value.items() if key != name}
        assert faults(hubspot, single("0-5", {**fields, "value": bare})) == ["REQUIRED_FIELD"]


def test_email_must_be_an_automated_one(hubspot):
    """Action 0-4 names an e-mail that is there and of the automated type, and needs a contact (F5)."""
    emails = hubspot("GET", "/marketing/emails/2026-09?limit=100")["results"]
    by_name = {email["name"]: email["id"] for email in emails}

    assert faults(hubspot, single("0-4", {"content_id": by_name["thanks"]})) == []
    assert faults(hubspot, single("0-4", {"content_id": by_name["newsletter"]})) == ["UNKNOWN_REFERENCE"]
    assert faults(hubspot, single("0-4", {"content_id": "7"})) == ["UNKNOWN_REFERENCE"]
    assert faults(hubspot, single("0-4", {"content_id": by_name["thanks"]}), object_type="0-3") == [
        "INVALID_OBJECT_TYPE"
    ]
    addresses = {"email_content_id": by_name["thanks"], "recipient_emails": ["a@example.com"]}
    assert faults(hubspot, single("0-23", addresses)) == []


def test_enrolling_in_another_flow(hubspot):
    """Action 0-15 names a workflow that is there (F5)."""
    other = hubspot("POST", FLOWS, flow_of())["id"]

    assert faults(hubspot, single("0-15", {"flow_id": other})) == []
    assert faults(hubspot, single("0-15", {"flow_id": "7"})) == ["UNKNOWN_REFERENCE"]


def test_unknown_action_type(hubspot):
    """An action type that the portal does not have is refused."""
    assert faults(hubspot, single("0-9999", {})) == ["INVALID_OPTION"]
    assert faults(hubspot, {"type": "SURPRISE", "actionId": "1"}) == ["INVALID_OPTION"]


@pytest.mark.parametrize(
    "action",
    [
        single("0-13", {}),
        single("0-11", {"target_property": "hubspot_owner_id", "overwrite_current_owner": "true"}),
        {
            "type": "LIST_BRANCH",
            "actionId": "1",
            "listBranches": [{"branchName": "a"}],
            "defaultBranch": {},
        },
    ],
)
def test_some_invalid_actions_are_a_500(hubspot, action):
    """HubSpot answers some invalid bodies with 500; nothing is stored (F4, F5, F8.9)."""
    hubspot("POST", FLOWS, flow_of(action), status=500)

    assert hubspot("GET", FLOWS) == {"results": []}


# Wiring


def test_empty_connection_is_refused(hubspot):
    """The last action leaves its `connection` out; an empty object is a 400 (F4)."""
    assert faults(hubspot, delay(connection={})) == ["REQUIRED_FIELD", "REQUIRED_FIELD"]


@pytest.mark.parametrize("edge", ["GO-TO", "goto", ""])
def test_edge_types(hubspot, edge):
    """An edge is STANDARD or GOTO, whatever the prose of the documents says (F4)."""
    assert faults(hubspot, delay(connection=to("2", edge)), delay("2")) == ["INVALID_OPTION"]


@pytest.mark.parametrize(
    ("actions", "more", "found"),
    [
        ([delay("1", connection=to("2")), delay("2")], {}, []),
        ([delay("1"), delay("2")], {}, ["UNREACHABLE_ACTION"]),
        ([delay("1", connection=to("9"))], {}, ["UNKNOWN_ACTION"]),
        ([delay("1"), delay("1")], {}, ["DUPLICATE_ACTION_ID"]),
        ([delay("1")], {"startActionId": "9"}, ["UNKNOWN_ACTION", "UNREACHABLE_ACTION"]),
        ([], {"startActionId": "1"}, ["UNKNOWN_ACTION"]),
        ([delay("1", connection=to("1", "GOTO"))], {}, []),
        ([delay("1", connection=to("1"))], {}, ["SECOND_STANDARD_EDGE"]),
    ],
)
def test_graph(hubspot, actions, more, found):
    """Ids are unique, targets exist, all is reachable, and only GOTO leads back (F4)."""
    assert faults(hubspot, *actions, **more) == found


def test_start_is_needed(hubspot):
    """A flow with actions says where it starts, with a string (F4)."""
    body = flow_of(delay())

    assert faults(hubspot, delay(), startActionId=1) == ["INVALID_TYPE"]
    del body["startActionId"]
    answer = hubspot("POST", FLOWS, body, status=400)
    assert answer["errors"][0]["in"] == "startActionId"


def test_action_ids_are_strings(hubspot):
    """Ids of actions are strings (F4)."""
    assert faults(hubspot, {**delay(), "actionId": 1}, startActionId="1") == ["INVALID_TYPE"]


def fork(*branches, **more):
    return {
        "type": "LIST_BRANCH",
        "actionId": "1",
        "listBranches": [
            {"branchName": str(place), "filterBranch": condition(KNOWN), **branch}
            for place, branch in enumerate(branches)
        ],
        **more,
    }


def test_branches_come_together_by_goto(hubspot):
    """A second STANDARD edge towards an action is refused, GOTO is the way (F4)."""
    ends = (delay("2", connection=to("4")), delay("3", connection=to("4", "GOTO")), delay("4"))
    wrong = (ends[0], delay("3", connection=to("4")), ends[2])
    root = fork({"connection": to("2")}, defaultBranch=to("3"), defaultBranchName="else")

    assert faults(hubspot, root, *ends) == []
    assert faults(hubspot, root, *wrong) == ["SECOND_STANDARD_EDGE"]


def test_list_branch_limit(hubspot):
    """An action has 20 if/then branches at most (F4, F8.8)."""
    assert faults(hubspot, fork(*[{}] * 20)) == []
    assert faults(hubspot, fork(*[{}] * 21)) == ["INVALID_LENGTH"]


def values(count):
    return {
        "type": "STATIC_BRANCH",
        "actionId": "1",
        "inputValue": OWNER,
        "staticBranches": [{"branchValue": str(number)} for number in range(count)],
    }


def test_static_branch_limit(hubspot):
    """An action has 250 value branches at most (F4, F8.8)."""
    assert faults(hubspot, values(250)) == []
    assert faults(hubspot, values(251)) == ["INVALID_LENGTH"]


def test_list_branch_has_no_action_type(hubspot):
    """A LIST_BRANCH has no `actionTypeId` (F4)."""
    assert faults(hubspot, fork({}, actionTypeId="0-6")) == ["UNKNOWN_FIELD"]


def test_list_branch_on_deals(hubspot, make_hubspot):
    """Branches on deals are accepted, and refused in the variant, as observers disagree (F8.3)."""
    refusing = make_hubspot(portal_id=7, variants=frozenset({"deal-list-branch-refused"}))
    named = {**KNOWN, "property": "dealname"}
    branch = fork({"filterBranch": condition(named)})

    assert faults(hubspot, branch, object_type="0-3") == []
    assert faults(refusing, branch, object_type="0-3") == ["UNSUPPORTED_ACTION"]


CODE = {
    "type": "CUSTOM_CODE",
    "actionId": "1",
    "runtime": "NODE20X",
    "sourceCode": "exports.main = async () => {};",
    "secretNames": [],
    "inputFields": [{"name": "owner", "value": OWNER}],
    "outputFields": [{"type": "ENUMERATION", "name": "kind", "options": ["a"]}],
}
WEBHOOK = {
    "type": "WEBHOOK",
    "actionId": "1",
    "method": "POST",
    "webhookUrl": "https://example.com/hook",
    "queryParams": [{"name": "city", "value": STATIC}],
}
AB_TEST = {
    "type": "AB_TEST_BRANCH",
    "actionId": "1",
    "testBranches": [{"percentage": 50, "connection": to("2")}, {"percentage": 50, "connection": to("3")}],
}


@pytest.mark.parametrize("action", [CODE, WEBHOOK, AB_TEST], ids=lambda action: action["type"])
def test_other_shapes(hubspot, action):
    """Code, webhook and test branches have their own members, each required (F4)."""
    rest = [delay("2"), delay("3")] if action is AB_TEST else []

    assert faults(hubspot, action, *rest) == []
    for name in set(action) - {"type", "actionId"}:
        bare = {key: value for key, value in action.items() if key != name}
        assert "REQUIRED_FIELD" in faults(hubspot, bare)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"type": "SIGNATURE", "appId": 7}, []),
        ({"type": "AUTH_KEY", "location": "HEADER", "name": "X-Key", "secretName": "key"}, []),
        ({"type": "AUTH_KEY", "location": "BODY", "name": "k", "secretName": "key"}, ["INVALID_OPTION"]),
    ],
)
def test_webhook_auth(hubspot, settings, found):
    """A webhook signs, or sends a key in a header or a query parameter (F4)."""
    assert faults(hubspot, {**WEBHOOK, "authSettings": settings}) == found


# Enrolment


@pytest.mark.parametrize(
    "criteria",
    [
        LIST_BASED,
        EVENT_BASED,
        {"type": "MANUAL", "shouldReEnroll": False},
        {"type": "DATASET", "datasetId": 7, "shouldReEnroll": False},
    ],
    ids=lambda criteria: criteria["type"],
)
def test_enrolment(hubspot, criteria):
    """Each way of enrolling has its own members, and each but a refinement is required (F3)."""
    assert faults(hubspot, enrollmentCriteria=criteria) == []
    for name in set(criteria) - {"type", "refinementCriteria"}:
        bare = {key: value for key, value in criteria.items() if key != name}
        assert faults(hubspot, enrollmentCriteria=bare) == ["REQUIRED_FIELD"]


def test_enrolment_refuses(hubspot):
    """A tree must be OR of ANDs, an event branch UNIFIED_EVENTS, a filter about a property there is (F3)."""
    lost = condition({**KNOWN, "property": "nowhere"})

    assert faults(hubspot, enrollmentCriteria={**LIST_BASED, "listFilterBranch": all_of(KNOWN)}) == [
        "INVALID_OPTION"
    ]
    assert faults(hubspot, enrollmentCriteria={**LIST_BASED, "listFilterBranch": lost}) == [
        "UNKNOWN_REFERENCE"
    ]
    assert faults(hubspot, enrollmentCriteria={**EVENT_BASED, "eventFilterBranches": [all_of()]}) == [
        "INVALID_OPTION"
    ]


def test_enrolment_on_joining_a_list(hubspot):
    """Joining a list is an event of its own (F3)."""
    joined = all_of({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "7"})
    criteria = {**EVENT_BASED, "eventFilterBranches": [], "listMembershipFilterBranches": [joined]}

    assert faults(hubspot, enrollmentCriteria=criteria) == []


def test_enrolment_has_a_filter_limit(hubspot):
    """An enrolment has 250 filters at most (F8.8)."""
    many = {**LIST_BASED, "listFilterBranch": condition(*[KNOWN] * 250)}
    too_many = {**LIST_BASED, "listFilterBranch": condition(*[KNOWN] * 251)}

    assert faults(hubspot, enrollmentCriteria=many) == []
    assert faults(hubspot, enrollmentCriteria=too_many) == ["TOO_MANY_FILTERS"]


# Schedules, anchors and the rest


AT = {"timeOfDay": {"hour": 9, "minute": 30}}


@pytest.mark.parametrize(
    "schedule",
    [
        {"type": "DAILY", **AT},
        {"type": "WEEKLY", "daysOfWeek": ["MONDAY"], **AT},
        {"type": "MONTHLY_SPECIFIC_DAYS", "daysOfMonth": [1, 15], **AT},
        {"type": "MONTHLY_RELATIVE_DAYS", "monthlyRelativeDays": "LAST_DAY_OF_MONTH", **AT},
        {"type": "YEARLY", "month": "APRIL", "dayOfMonth": 1, **AT},
        {"type": "PROPERTY_BASED", "dateProperty": "closedate", "daysDelta": -30, "yearly": False, **AT},
    ],
    ids=lambda schedule: schedule["type"],
)
def test_schedules(hubspot, schedule):
    """Each schedule has its own members, each required (F6)."""
    assert faults(hubspot, enrollmentSchedule=schedule) == []
    for name in set(schedule) - {"type"}:
        bare = {key: value for key, value in schedule.items() if key != name}
        assert faults(hubspot, enrollmentSchedule=bare) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"timeWindows": [{"day": "MONDAY", "startTime": {"hour": 9, "minute": 0}}]}, []),
        ({"timeWindows": [{"day": "MON"}]}, ["INVALID_OPTION"]),
        ({"blockedDates": [{"month": "JANUARY", "dayOfMonth": 1, "year": 2027}]}, []),
        ({"blockedDates": [{"month": 1, "dayOfMonth": 1}]}, ["INVALID_OPTION"]),
        ({"blockedDates": [{"month": "JANUARY", "dayOfMonth": 32}]}, ["OUT_OF_RANGE"]),
        ({"eventAnchor": {"type": "CONTACT_PROPERTY_ANCHOR", "contactProperty": "closedate"}}, []),
        (
            {"eventAnchor": {"type": "CONTACT_PROPERTY_ANCHOR", "contactProperty": "x"}},
            ["UNKNOWN_REFERENCE"],
        ),
        ({"eventAnchor": {"type": "STATIC_DATE_ANCHOR", "month": "MAY", "dayOfMonth": 5}}, []),
        ({"goalFilterBranch": condition(KNOWN)}, []),
        ({"goalFilterBranch": all_of(KNOWN)}, ["INVALID_OPTION"]),
        ({"unEnrollmentSetting": {"type": "ALL", "flowIds": []}}, []),
        ({"unEnrollmentSetting": {"type": "SELECTIVE", "flowIds": ["7"]}}, ["UNKNOWN_REFERENCE"]),
        ({"suppressionListIds": ["7"]}, ["INVALID_TYPE"]),
        ({"customProperties": {"marker": 1}}, ["INVALID_TYPE"]),
    ],
)
def test_other_parts(hubspot, more, found):
    """Windows, blocked dates, anchors, goals, unenrolment and lists have their shapes (F2, F6)."""
    assert faults(hubspot, **more) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            COMPANY,
            [],
        ),
        (
            {"type": "STATIC_PROPERTY_FILTER", "name": "x", "propertyName": "city", "staticValue": "Tokyo"},
            [],
        ),
        ({"type": "STATIC_PROPERTY_FILTER", "name": "x", "propertyName": "city"}, ["REQUIRED_FIELD"]),
        ({"type": "QUERY", "name": "x"}, ["INVALID_OPTION"]),
    ],
)
def test_data_sources(hubspot, source, found):
    """Fetched records are told by the `type` of their source (F7)."""
    assert faults(hubspot, dataSources=[source]) == found
