"""The filter language, checked part by part against the dossier's tables (G2, G3, F3, F8)."""

from __future__ import annotations

import pytest

from revops.emulator.filters import (
    OPERATIONS,
    event_branch,
    operation,
    property_filter,
    reenrolment_branch,
    tree,
)
from revops.emulator.filters.kinds import filter_of
from revops.emulator.filters.times import REFINEMENT
from revops.emulator.references import Subject

NOW = {"timeType": "INDEXED", "indexReference": {"referenceType": "NOW"}, "zoneId": "Asia/Tokyo"}
IN_90_DAYS = {
    "timeType": "INDEXED",
    "indexReference": {"referenceType": "TODAY"},
    "offset": {"days": 90},
    "zoneId": "Asia/Tokyo",
    "timezoneSource": "CUSTOM",
}

# property of the contact, operator, fields beside operationType, operator and includeObjectsWithNoValueSet
SAMPLES = {
    "ALL_PROPERTY": ("firstname", "IS_KNOWN", {}),
    "STRING": ("firstname", "CONTAINS", {"value": "a"}),
    "MULTISTRING": ("firstname", "CONTAINS_EXACTLY", {"values": ["a"]}),
    "COMPARATIVE_STRING": ("firstname", "IS_EQUAL_TO", {"comparisonPropertyName": "lastname"}),
    "NUMBER": ("num_notes", "IS_GREATER_THAN_OR_EQUAL_TO", {"value": 5}),
    "NUMBER_RANGED": ("num_notes", "IS_BETWEEN", {"lowerBound": 1, "upperBound": 5}),
    "BOOL": ("hs_email_optout", "IS_EQUAL_TO", {"value": True}),
    "ENUMERATION": ("lifecyclestage", "IS_ANY_OF", {"values": ["customer"]}),
    "TIME_POINT": ("createdate", "IS_BEFORE", {"timePoint": NOW, "type": "TIME_POINT"}),
    "TIME_RANGED": (
        "createdate",
        "IS_BETWEEN",
        {"lowerBoundTimePoint": NOW, "upperBoundTimePoint": IN_90_DAYS, "type": "TIME_RANGED"},
    ),
    "ROLLING_DATE_RANGE": (
        "createdate",
        "IS_LESS_THAN_X_DAYS_AGO",
        {"numberOfDays": 7, "requiresTimeZoneConversion": False},
    ),
    "ROLLING_PROPERTY_UPDATED": ("firstname", "UPDATED_IN_LAST_X_DAYS", {"numberOfDays": 7}),
    "RANGED_DATE": (
        "createdate",
        "IS_NOT_BETWEEN",
        {"lowerBound": 0, "upperBound": 86400000, "requiresTimeZoneConversion": True},
    ),
    "DATETIME": ("createdate", "IS_AFTER", {"timestamp": 0, "requiresTimeZoneConversion": False}),
    "DATE": ("createdate", "IS_MORE_THAN_X_DAYS_AGO", {"year": 2026, "month": "MAY", "day": 31}),
    "CALENDAR_DATE": ("createdate", "IN_THIS_TIME_UNIT", {"timeUnit": "QUARTER"}),
    "COMPARATIVE_DATE": ("createdate", "IS_BEFORE", {"comparisonPropertyName": "closedate"}),
    "COMPARATIVE_PROPERTY_UPDATED": ("firstname", "IS_AFTER", {"comparisonPropertyName": "lastname"}),
}
OLDER = {"ROLLING_DATE_RANGE", "RANGED_DATE", "DATETIME", "DATE", "CALENDAR_DATE", "COMPARATIVE_DATE"}
MEMBERS = [
    (kind, member)
    for kind, (_, _, fields) in SAMPLES.items()
    for member in ("operator", "includeObjectsWithNoValueSet", *fields)
]


def sample(kind, **changes):
    """A sound operation of that type, and the property it is about."""
    name, operator, fields = SAMPLES[kind]
    common = {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": False}
    return name, {**common, **fields, **changes}


def about(name, **body):
    return {"filterType": "PROPERTY", "property": name, "operation": body}


def is_equal(name, value):
    return about(
        name, operationType="STRING", operator="IS_EQUAL_TO", value=value, includeObjectsWithNoValueSet=False
    )


KNOWN = about(
    "firstname", operationType="ALL_PROPERTY", operator="IS_KNOWN", includeObjectsWithNoValueSet=False
)
HS_VALUE = {**KNOWN, "property": "hs_value"}


def branch(kind, filters=(), branches=(), logic="AND", **more):
    return {
        "filterBranchType": kind,
        "filterBranchOperator": logic,
        "filters": list(filters),
        "filterBranches": list(branches),
        **more,
    }


def rooted(*filters, branches=()):
    return branch("OR", [], [branch("AND", filters, branches)], "OR")


@pytest.fixture
def faults(make_hubspot):
    """Fault codes that a checker of contacts finds in a value; the portal takes older date operations too."""
    hubspot = make_hubspot(variants=frozenset({"older-date-operations"}))

    def find(make, value, **more):
        def work(portal):
            return list(make(Subject(portal, "0-1"), **more)(value, "here"))

        return [fault["code"] for fault in hubspot.in_portal(work)]

    return find


def test_samples_cover_the_table():
    """Every operation type of dossier G3 is tried below, and no other exists."""
    assert set(SAMPLES) == set(OPERATIONS)


@pytest.mark.parametrize("kind", SAMPLES)
def test_operation_accepted(faults, kind):
    """A sound operation of every type is accepted for a property whose type takes it (G3)."""
    name, body = sample(kind)

    assert faults(operation, body, name=name) == []


@pytest.mark.parametrize(("kind", "member"), MEMBERS)
def test_operation_needs_every_member(faults, kind, member):
    """Each required member is missed, `includeObjectsWithNoValueSet` too (G3, F8.1)."""
    name, body = sample(kind)
    del body[member]

    assert faults(operation, body, name=name) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize("kind", SAMPLES)
def test_operation_refuses_strange_operator(faults, kind):
    """An operator of no operation type is refused for each of them (G3)."""
    name, body = sample(kind, operator="IS_ROUGHLY")

    assert faults(operation, body, name=name) == ["INVALID_OPTION"]


@pytest.mark.parametrize("kind", SAMPLES)
def test_operation_refuses_unknown_member(faults, kind):
    """A member that no schema knows is refused."""
    name, body = sample(kind, caseSensitive=True)

    assert faults(operation, body, name=name) == ["UNKNOWN_FIELD"]


def test_enumeration_rejects_is_not_equal_to(faults):
    """Enumerations have no IS_NOT_EQUAL_TO, IS_NONE_OF is theirs (F8.2)."""
    name, wrong = sample("ENUMERATION", operator="IS_NOT_EQUAL_TO")
    _, right = sample("ENUMERATION", operator="IS_NONE_OF")

    assert faults(operation, wrong, name=name) == ["INVALID_OPTION"]
    assert faults(operation, right, name=name) == []


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("STRING", {"value": 5}),
        ("NUMBER", {"value": "5"}),
        ("BOOL", {"value": "true"}),
        ("ENUMERATION", {"values": "customer"}),
        ("ENUMERATION", {"values": [1]}),
        ("STRING", {"includeObjectsWithNoValueSet": "false"}),
    ],
)
def test_operation_refuses_wrong_types(faults, kind, wrong):
    """A number is no string and a string no list."""
    name, body = sample(kind, **wrong)

    assert faults(operation, body, name=name) == ["INVALID_TYPE"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("firstname", "ENUMERATION"),
        ("num_notes", "STRING"),
        ("hs_email_optout", "ENUMERATION"),
        ("lifecyclestage", "STRING"),
        ("createdate", "NUMBER"),
        ("firstname", "TIME_RANGED"),
    ],
)
def test_operation_type_must_fit_property(faults, name, kind):
    """The property's type decides which operation types there are (G3)."""
    _, body = sample(kind)

    assert faults(operation, body, name=name) == ["INVALID_OPERATION_TYPE"]


def test_refusal_lists_valid_operation_types(hubspot):
    """The 400 names the operation types that are valid for the property; dates take time points (G3)."""
    _, body = sample("CALENDAR_DATE")
    (fault,) = hubspot.in_portal(
        lambda portal: list(operation(Subject(portal, "0-1"), "createdate")(body, "operation"))
    )

    assert fault["context"]["validOperationTypes"] == [
        "ALL_PROPERTY",
        "TIME_POINT",
        "TIME_RANGED",
        "ROLLING_PROPERTY_UPDATED",
        "COMPARATIVE_PROPERTY_UPDATED",
    ]
    assert "valid operationTypes are: ALL_PROPERTY, TIME_POINT" in fault["message"]


@pytest.mark.parametrize("kind", sorted(OLDER))
def test_older_date_operations_need_the_variant(hubspot, kind):
    """Documented date operations that portals were seen to refuse are refused without the variant (G3)."""
    name, body = sample(kind)
    found = hubspot.in_portal(lambda portal: list(operation(Subject(portal, "0-1"), name)(body, "operation")))

    assert [fault["code"] for fault in found] == ["INVALID_OPERATION_TYPE"]


def test_any_property_can_be_asked_when_it_was_updated(faults):
    """`propertyParser: UPDATED_AT` makes a time operation legal for a text ("not updated in N days", G3)."""
    _, body = sample("TIME_RANGED", operator="IS_NOT_BETWEEN", propertyParser="UPDATED_AT")

    assert faults(operation, body, name="firstname") == []


@pytest.mark.parametrize(
    ("point", "found"),
    [
        ({"timeType": "DATE", "year": 2026, "month": 5, "day": 31, "zoneId": "UTC", "hour": 23}, []),
        ({"timeType": "DATE", "year": 2026, "month": 13, "day": 31, "zoneId": "UTC"}, ["OUT_OF_RANGE"]),
        ({"timeType": "DATE", "year": 2026, "month": 5, "zoneId": "UTC"}, ["REQUIRED_FIELD"]),
        ({**NOW, "indexReference": {"referenceType": "WEEK", "dayOfWeek": "MONDAY"}}, []),
        ({**NOW, "indexReference": {"referenceType": "WEEK"}}, ["REQUIRED_FIELD"]),
        ({**NOW, "indexReference": {"referenceType": "DECADE"}}, ["INVALID_OPTION"]),
        ({**NOW, "offset": {"fortnights": 1}}, ["UNKNOWN_FIELD"]),
        ({**NOW, "timezoneSource": "MOON"}, ["INVALID_OPTION"]),
        (
            {
                "timeType": "PROPERTY_REFERENCED",
                "property": "closedate",
                "referenceType": "VALUE",
                "zoneId": "UTC",
            },
            [],
        ),
        (
            {
                "timeType": "PROPERTY_REFERENCED",
                "property": "nowhere",
                "referenceType": "VALUE",
                "zoneId": "UTC",
            },
            ["UNKNOWN_REFERENCE"],
        ),
        ({"zoneId": "UTC"}, ["REQUIRED_FIELD"]),
    ],
)
def test_time_points(faults, point, found):
    """Time points are told by `timeType` and have their own members (G3)."""
    name, body = sample("TIME_POINT", timePoint=point)

    assert faults(operation, body, name=name) == found


OFFSET = {"amount": 7, "offsetDirection": "PAST", "timeUnit": "DAYS"}


@pytest.mark.parametrize(
    ("refinement", "found"),
    [
        ({"type": "NUM_OCCURRENCES", "minOccurrences": 2}, []),
        ({"type": "SET_OCCURRENCES", "setType": "ANY"}, []),
        ({"type": "SET_OCCURRENCES"}, ["REQUIRED_FIELD"]),
        ({"type": "RELATIVE_COMPARATIVE", "comparison": "BEFORE", "timeOffset": OFFSET}, []),
        ({"type": "RELATIVE_COMPARATIVE", "comparison": "BEFORE", "timeOffset": {}}, ["REQUIRED_FIELD"] * 3),
        (
            {
                "type": "RELATIVE_RANGED",
                "rangeType": "BETWEEN",
                "lowerBoundOffset": OFFSET,
                "upperBoundOffset": OFFSET,
            },
            [],
        ),
        ({"type": "ABSOLUTE_COMPARATIVE", "comparison": "AFTER", "timestamp": 0}, []),
        (
            {
                "type": "ABSOLUTE_RANGED",
                "rangeType": "NOT_BETWEEN",
                "lowerTimestamp": 0,
                "upperTimestamp": 1,
            },
            [],
        ),
        ({"type": "ALL_HISTORY"}, []),
        ({"type": "ALL_HISTORY", "since": 0}, ["UNKNOWN_FIELD"]),
        (
            {
                "type": "TIME_POINT",
                "operationType": "TIME_POINT",
                "operator": "IS_AFTER",
                "includeObjectsWithNoValueSet": False,
                "timePoint": NOW,
            },
            [],
        ),
        ({"type": "SOMETIMES"}, ["INVALID_OPTION"]),
    ],
)
def test_refinements(refinement, found):
    """Refinements of events are told by `type` and have their own members (G3)."""
    assert [fault["code"] for fault in REFINEMENT(refinement, "pruningRefineBy")] == found


EVENT = {"filterType": "EVENT", "operator": "HAS_EVENT", "eventId": "7"}
PAGE_VIEW = {"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_CONTAINS", "pageUrl": "/lp/"}
FILTERS = {
    "IN_LIST": {"filterType": "IN_LIST", "operator": "NOT_IN_LIST", "listId": "7"},
    "ASSOCIATION": {
        "filterType": "ASSOCIATION",
        "operator": "IN_LIST",
        "listId": "7",
        "associationCategory": "HUBSPOT_DEFINED",
        "associationTypeId": 279,
        "coalescingRefineBy": {"type": "SET_OCCURRENCES", "setType": "ANY"},
    },
    "PAGE_VIEW": PAGE_VIEW,
    "CTA": {"filterType": "CTA", "operator": "HAS_CLICKED_CTA", "ctaName": "top"},
    "EVENT": EVENT,
    "EMAIL_SUBSCRIPTION": {
        "filterType": "EMAIL_SUBSCRIPTION",
        "acceptedStatuses": ["OPT_IN"],
        "subscriptionIds": ["7"],
    },
    "COMMUNICATION_SUBSCRIPTION": {
        "filterType": "COMMUNICATION_SUBSCRIPTION",
        "acceptedOptStates": ["OPT_IN"],
        "channel": "EMAIL",
        "subscriptionIds": ["7"],
        "subscriptionType": "PORTAL_WIDE",
    },
    "SURVEY_MONKEY": {"filterType": "SURVEY_MONKEY", "operator": "HAS_RESPONDED_TO_SURVEY", "surveyId": "7"},
    "SURVEY_MONKEY_VALUE": {
        "filterType": "SURVEY_MONKEY_VALUE",
        "operator": "HAS_ANSWERED_SURVEY_QUESTION_WITH_VALUE",
        "surveyId": "7",
        "surveyQuestion": "1",
        "valueComparison": sample("NUMBER")[1],
    },
    "WEBINAR": {"filterType": "WEBINAR", "operator": "HAS_WEBINAR_ATTENDANCE"},
    "PRIVACY": {"filterType": "PRIVACY", "operator": "PRIVACY_CONSENT_GRANTED", "privacyName": "all"},
    "INTEGRATION_EVENT": {"filterType": "INTEGRATION_EVENT", "eventTypeId": 7, "filterLines": []},
    "UNIFIED_EVENTS": {
        "filterType": "UNIFIED_EVENTS",
        "filterLines": [{"property": "hs_url", "operation": sample("STRING")[1]}],
    },
    "ADS_SEARCH": {
        "filterType": "ADS_SEARCH",
        "operator": "CONTAINS",
        "adNetwork": "ALL",
        "entityType": "KEYWORD",
        "searchTermType": "KEYWORD",
        "searchTerms": ["crm"],
    },
    "ADS_TIME": {"filterType": "ADS_TIME", "pruningRefineBy": {"type": "ALL_HISTORY"}},
    "CONSTANT": {"filterType": "CONSTANT", "shouldAccept": True},
    "FORM_SUBMISSION": {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT"},
    "FORM_SUBMISSION_ON_PAGE": {
        "filterType": "FORM_SUBMISSION_ON_PAGE",
        "operator": "NOT_FILLED_OUT",
        "pageId": "7",
    },
}


@pytest.mark.parametrize("kind", FILTERS)
def test_filter_accepted(faults, kind):
    """A sound filter of every type is accepted (G3)."""
    assert faults(filter_of, FILTERS[kind]) == []


@pytest.mark.parametrize(
    ("kind", "member"),
    [(kind, member) for kind, body in FILTERS.items() for member in body if member != "filterType"],
)
def test_filter_needs_every_member(faults, kind, member):
    """Each member of the samples is required (G3)."""
    body = {name: value for name, value in FILTERS[kind].items() if name != member}

    assert faults(filter_of, body) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize("kind", [kind for kind, body in FILTERS.items() if "operator" in body])
def test_filter_refuses_strange_operator(faults, kind):
    """FORM_SUBMISSION has FILLED_OUT and NOT_FILLED_OUT, and so has each type its own few (G3)."""
    assert faults(filter_of, {**FILTERS[kind], "operator": "IS_EQUAL_TO"}) == (
        [] if kind == "ADS_SEARCH" else ["INVALID_OPTION"]
    )


def test_form_must_exist(faults, hubspot):
    """A form filter names a form of the portal."""
    form = hubspot("GET", "/marketing/v3/forms")["results"][0]["id"]
    submitted = FILTERS["FORM_SUBMISSION"]

    assert faults(filter_of, {**submitted, "formId": form}) == []
    assert faults(filter_of, {**submitted, "formId": "no-such-form"}) == ["UNKNOWN_REFERENCE"]


def test_email_of_event_must_exist(faults, hubspot):
    """An e-mail filter names an e-mail of the portal."""
    email = hubspot("GET", "/marketing/emails/2026-09")["results"][0]["id"]
    opened = {"filterType": "EMAIL_EVENT", "operator": "OPENED", "appId": "113", "level": "EMAIL"}

    assert faults(filter_of, {**opened, "emailId": email}) == []
    assert faults(filter_of, {**opened, "emailId": "7"}) == ["UNKNOWN_REFERENCE"]


def test_property_must_exist(faults):
    """A property filter names an active property of the object type."""
    assert faults(property_filter, {**KNOWN, "property": "nowhere"}) == ["UNKNOWN_REFERENCE"]


def test_unknown_filter_type(faults):
    """A filter type that is in no table is refused."""
    assert faults(filter_of, {"filterType": "ZODIAC"}) == ["INVALID_OPTION"]


def test_tree_accepts_or_of_ands(faults):
    """The root is OR, its branches are AND, the filters are in those (G2)."""
    assert faults(tree, branch("OR", [], [branch("AND", [KNOWN]), branch("AND", [EVENT])], "OR")) == []


@pytest.mark.parametrize("member", ["filterBranchType", "filterBranchOperator", "filters", "filterBranches"])
def test_branch_needs_every_member(faults, member):
    """All four members of a branch are required (G2, F8.1)."""
    whole = branch("AND", [KNOWN])
    del whole[member]

    assert faults(tree, branch("OR", [], [whole], "OR")) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (branch("AND", [KNOWN]), "INVALID_OPTION"),
        (branch("OR", [KNOWN], [branch("AND")], "OR"), "ROOT_FILTERS"),
        (branch("OR", [], [], "OR"), "INVALID_LENGTH"),
        (branch("OR", [], [branch("OR", [], [], "OR")], "OR"), "INVALID_OPTION"),
        (branch("OR", [], [branch("AND", [KNOWN])], "AND"), "INVALID_OPTION"),
        (rooted(branches=[branch("RESTRICTED")]), "INVALID_OPTION"),
        (rooted(branches=[branch("AND", [KNOWN])]), "INVALID_OPTION"),
        (rooted(KNOWN) | {"limit": 1}, "UNKNOWN_FIELD"),
    ],
)
def test_tree_refuses_other_shapes(faults, value, found):
    """Any other shape of a tree is refused (G2)."""
    assert faults(tree, value) == [found]


COMPANY = {
    "objectTypeId": "0-2",
    "associationTypeId": 279,
    "associationCategory": "HUBSPOT_DEFINED",
    "operator": "IN_LIST",
}


def test_association_branch_looks_at_the_other_object(faults):
    """Inside an association the properties are those of the associated object type (G2)."""
    domain = {**KNOWN, "property": "domain"}

    assert faults(tree, rooted(branches=[branch("ASSOCIATION", [domain], **COMPANY)])) == []
    assert faults(tree, rooted(branches=[branch("ASSOCIATION", [KNOWN], **COMPANY)])) == ["UNKNOWN_REFERENCE"]
    assert faults(tree, rooted(domain)) == ["UNKNOWN_REFERENCE"]


@pytest.mark.parametrize("kind", ["NOT_ALL", "NOT_ANY"])
def test_negations(faults, kind):
    """Negations hold filters below an AND (G2), under an operator that repeats their type."""
    assert faults(tree, rooted(branches=[branch(kind, [KNOWN], logic=kind)])) == []
    assert faults(tree, rooted(branches=[branch(kind, [KNOWN], logic="AND")])) == ["INVALID_OPTION"]


def visited(**more):
    return branch("UNIFIED_EVENTS", eventTypeId="4-96000", operator="HAS_COMPLETED", **more)


def test_event_branch_holds_no_branch(faults):
    """Nothing is nested in an event branch, and it is nested in no association (G2)."""
    nested = branch("ASSOCIATION", [], [visited()], **COMPANY)

    assert faults(tree, rooted(branches=[visited()])) == []
    assert faults(tree, rooted(branches=[visited(branches=[branch("AND")])])) == ["NESTED_BRANCH"]
    assert faults(tree, rooted(branches=[nested])) == ["NESTED_BRANCH"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"eventTypeId": "4-7"}, "INVALID_OPTION"),
        ({"operator": "HAPPENED"}, "INVALID_OPTION"),
        ({"filterBranchOperator": "OR"}, "INVALID_OPTION"),
    ],
)
def test_event_branch_members(faults, change, found):
    """An event branch names a known event type, HAS_COMPLETED or HAS_NOT_COMPLETED, and AND (F3)."""
    assert faults(event_branch, visited() | change) == [found]


def changed(*filters):
    return branch("UNIFIED_EVENTS", filters, eventTypeId="4-655002", operator="HAS_COMPLETED")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ([is_equal("hs_name", "lifecyclestage"), HS_VALUE], []),
        ([is_equal("hs_name", "lifecyclestage")], ["REQUIRED_FILTER"]),
        ([HS_VALUE], ["REQUIRED_FILTER"]),
        ([KNOWN], ["REQUIRED_FILTER"]),
        ([is_equal("hs_name", "nowhere"), HS_VALUE], ["UNKNOWN_REFERENCE"]),
    ],
)
def test_property_change_needs_name_and_value(faults, filters, found):
    """A changed property is a trigger only with both of its filters, over a property there is (F3)."""
    assert faults(event_branch, changed(*filters), triggers=True) == found


def test_wait_needs_the_name_only(faults):
    """Outside an enrolment the property's name is enough."""
    assert faults(event_branch, changed(is_equal("hs_name", "lifecyclestage"))) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (branch("AND", [is_equal("hs_name", "lifecyclestage"), HS_VALUE]), []),
        (branch("AND", [is_equal("hs_name", "lifecyclestage")]), ["REQUIRED_FILTER"]),
        (branch("AND", [about("createdate", **sample("TIME_RANGED")[1])]), []),
        (branch("AND"), ["INVALID_LENGTH"]),
        (branch("OR", [HS_VALUE], [], "OR"), ["INVALID_OPTION", "INVALID_OPTION"]),
    ],
)
def test_reenrolment_triggers(faults, value, found):
    """Re-enrolment triggers are AND branches over `hs_name` and `hs_value`, or over a date (F3)."""
    assert faults(reenrolment_branch, value) == found


NUM_OCCURRENCES = {"type": "NUM_OCCURRENCES", "minOccurrences": 2}
RELATIVE = {"type": "RELATIVE_COMPARATIVE", "comparison": "AFTER", "timeOffset": OFFSET}
SUBMISSION = FILTERS["FORM_SUBMISSION"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({**SUBMISSION, "pruningRefineBy": RELATIVE}, []),
        ({**SUBMISSION, "coalescingRefineBy": NUM_OCCURRENCES}, []),
        ({**SUBMISSION, "pruningRefineBy": RELATIVE, "coalescingRefineBy": NUM_OCCURRENCES}, ["FILTER_RULE"]),
        ({**SUBMISSION, "operator": "NOT_FILLED_OUT", "pruningRefineBy": RELATIVE}, ["FILTER_RULE"]),
        ({**PAGE_VIEW, "enableTracking": True}, ["FILTER_RULE"]),
        ({**PAGE_VIEW, "enableTracking": False}, []),
        ({**PAGE_VIEW, "operator": "HAS_PAGEVIEW_EQ", "enableTracking": True}, []),
        ({**FILTERS["EMAIL_SUBSCRIPTION"], "acceptedStatuses": ["OPT_IN", "OPT_OUT"]}, ["FILTER_RULE"]),
        ({**FILTERS["EMAIL_SUBSCRIPTION"], "acceptedStatuses": ["YES"]}, ["FILTER_RULE"]),
    ],
)
def test_rules_between_fields(faults, value, found):
    """One refinement at a time, and fields that go with some operators only (HubSpot's guides to filters)."""
    assert faults(filter_of, value) == found


def test_clicked_address_goes_with_clicks(faults, hubspot):
    """`clickUrl` is for LINK_CLICKED alone (HubSpot's list filter definitions)."""
    email = hubspot("GET", "/marketing/emails/2026-09")["results"][0]["id"]
    event = {"filterType": "EMAIL_EVENT", "appId": "113", "level": "EMAIL", "emailId": email, "clickUrl": "/"}

    assert faults(filter_of, {**event, "operator": "LINK_CLICKED"}) == []
    assert faults(filter_of, {**event, "operator": "OPENED"}) == ["FILTER_RULE"]


def test_event_branch_is_refined_once(faults):
    """The same holds for a branch of events."""
    once, twice = {"pruningRefineBy": RELATIVE}, {"coalescingRefineBy": NUM_OCCURRENCES}

    assert faults(tree, rooted(branches=[visited(**once)])) == []
    assert faults(tree, rooted(branches=[visited(**once, **twice)])) == ["FILTER_RULE"]


def test_calculated_properties_have_no_past(faults):
    """A historical operator is refused for one (HubSpot's list filter definitions)."""
    name, body = sample("BOOL", operator="HAS_EVER_BEEN_EQUAL_TO")
    calculated = "hs_is_unworked"

    assert faults(operation, body, name=name) == []
    assert faults(operation, body, name=calculated) == ["NO_HISTORY"]
    assert faults(operation, {**body, "operator": "IS_EQUAL_TO"}, name=calculated) == []


COUNTED = {
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 279,
    "coalescingRefineBy": NUM_OCCURRENCES,
}
SEGMENT_FILTERS = [
    {"filterType": "NUM_ASSOCIATIONS", **COUNTED},
    {"filterType": "CAMPAIGN_INFLUENCED", "campaignId": "7"},
    {
        "filterType": "PROPERTY_ASSOCIATION",
        "operator": "IN_LIST",
        "listId": "7",
        "propertyWithObjectId": "firstname",
        "coalescingRefineBy": NUM_OCCURRENCES,
    },
]


@pytest.mark.parametrize("value", SEGMENT_FILTERS)
def test_some_filters_are_for_segments_alone(faults, value):
    """Segments take them, workflows do not (HubSpot's descriptions of both, 2026-09)."""
    assert faults(tree, rooted(value), segments=True) == []
    assert faults(tree, rooted(value)) == ["INVALID_OPTION"]


def test_branch_over_a_property_that_points_at_a_record(faults):
    """A segment may look at the record that a property names (G2); its properties are that record's."""
    pointed = {"objectTypeId": "0-2", "operator": "IN_LIST", "propertyWithObjectId": "firstname"}
    domain = {**KNOWN, "property": "domain"}
    sound = branch("PROPERTY_ASSOCIATION", [domain], **pointed)

    assert faults(tree, rooted(branches=[sound]), segments=True) == []
    assert faults(tree, rooted(branches=[sound])) == ["INVALID_OPTION"]
    wrong = {**sound, "filters": [KNOWN]}
    assert faults(tree, rooted(branches=[wrong]), segments=True) == ["UNKNOWN_REFERENCE"]
    nowhere = {**sound, "propertyWithObjectId": "nowhere"}
    assert faults(tree, rooted(branches=[nowhere]), segments=True) == ["UNKNOWN_REFERENCE"]


def test_association_goes_on_to_line_items_only(faults):
    """An association holds another one only from contacts to line items (HubSpot's guide)."""
    items = branch("ASSOCIATION", [], **{**COMPANY, "objectTypeId": "0-8", "associationTypeId": 19})
    deals = {**COMPANY, "objectTypeId": "0-3", "associationTypeId": 4}

    assert faults(tree, rooted(branches=[branch("ASSOCIATION", [], [items], **deals)])) == []
    for nested in (
        branch("ASSOCIATION", [], **COMPANY),
        branch("NOT_ANY", logic="NOT_ANY"),
        {**items, "filterBranches": [items]},
    ):
        outer = branch("ASSOCIATION", [], [nested], **deals)
        assert faults(tree, rooted(branches=[outer])) == ["NESTED_BRANCH"]
