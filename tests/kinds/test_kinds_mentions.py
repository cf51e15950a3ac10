"""What HubSpot's own bodies name: literals in the shapes of the dossier, and who they would miss."""

from __future__ import annotations

import pytest

from revops.kinds import kind
from revops.kinds.mentions import Walk
from revops.model.address import Address
from revops.model.context import Context, Names
from revops.model.reference import Thing
from revops.model.spec import Observed, Symbol

NAMES = Names({Symbol("object", "contract"): "2-7"})
CONTEXT = Context(names=NAMES)


def named(value, scope="contacts", how="filter", **more):
    """(kind, scope, id, part) of everything that a value names."""
    found = Walk(NAMES, how, **more).through(value, scope)
    return {(*one.of, one.part) for one in found}


def mentioned(address, raw, units=None, keys=None, portal_id="1"):
    """(how, at, kind, scope, id, part) of everything that a resource's body names."""
    observed = Observed(address, portal_id, units or {}, keys or {}, raw=raw)
    found = kind(address.kind).mentions(observed, CONTEXT)
    return {(one.how, one.at, *one.of, one.part) for one in found}


def prop(name, part="", scope="contacts"):
    return ("property", scope, name, part)


def asks(name, **operation):
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def branch(kind_, filters=(), branches=(), **more):
    return {"filterBranchType": kind_, "filters": list(filters), "filterBranches": list(branches), **more}


def test_a_filter_names_its_property_and_each_option():
    """The values of an enumeration are options."""
    told = asks("tier", operationType="ENUMERATION", operator="IS_ANY_OF", values=["gold", "red"])

    assert named(told) == {prop("tier", "options.gold"), prop("tier", "options.red")}


def test_a_comparison_names_both_properties():
    """By a member of its own, or as the point in time."""
    one = asks("closedate", operationType="COMPARATIVE_DATE", comparisonPropertyName="createdate")
    referenced = {"timeType": "PROPERTY_REFERENCED", "property": "birthday", "referenceType": "VALUE"}
    other = asks("renewal", operationType="TIME_POINT", operator="IS_BEFORE", timePoint=referenced)

    assert {prop("closedate"), prop("birthday"), prop("renewal")} <= named([one, other])
    assert prop("createdate") in named(one["operation"])


def test_a_branch_about_associated_records_names_their_properties():
    """Also those of a custom object, by its name in the blueprint."""
    told = branch("ASSOCIATION", [asks("amount", operationType="NUMBER", value=3)], objectTypeId="0-3")
    custom = branch("ASSOCIATION", [asks("term", operationType="ALL_PROPERTY")], objectTypeId="2-7")

    assert named(branch("AND", [], [told, custom])) == {
        prop("amount", scope="deals"),
        prop("term", scope="contract"),
    }


def test_the_properties_of_an_event_are_none_of_the_record():
    """A page view has a URL, the contact has none of that name."""
    told = branch(
        "UNIFIED_EVENTS", [asks("hs_url", operationType="STRING", value="x")], eventTypeId="4-96000"
    )

    assert named(told) == set()


def test_the_event_of_a_changed_value_names_the_property():
    """By `hs_name`, with the values that it takes."""
    name = asks("hs_name", operationType="STRING", operator="IS_EQUAL_TO", value="tier")
    value = asks("hs_value", operationType="ENUMERATION", operator="IS_ANY_OF", values=["gold"])

    assert named(branch("UNIFIED_EVENTS", [name, value], eventTypeId="4-655002")) == {
        prop("tier", "options.gold")
    }
    again = {"reEnrollmentTriggersFilterBranches": [branch("AND", [name, value])]}
    assert named(again) == {prop("tier", "options.gold")}


@pytest.mark.parametrize(
    ("told", "thing"),
    [
        ({"filterType": "IN_LIST", "listId": "12"}, ("segment", "", "12", "")),
        ({"filterType": "FORM_SUBMISSION", "formId": "f-1"}, ("form", "", "f-1", "")),
        ({"filterType": "EMAIL_EVENT", "emailId": "7"}, ("email", "", "7", "")),
        ({"segmentIds": [3]}, ("segment", "", "3", "")),
        (
            {"listId": "9", "metadata": {"id": "44", "inListType": "WORKFLOWS_ACTIVE"}},
            ("workflow", "", "44", ""),
        ),
        ({"associationCategory": "USER_DEFINED", "associationTypeId": 17}, ("association", "", "17", "")),
    ],
)
def test_ids_name_what_they_stand_for(told, thing):
    """A list with `metadata` is none of the portal's segments."""
    assert named(told) == {thing}


def test_a_list_of_an_import_names_nothing():
    """It is no segment and no workflow."""
    assert (
        named({"filterType": "IN_LIST", "listId": "9", "metadata": {"id": "1", "inListType": "IMPORT"}})
        == set()
    )


def test_values_that_are_stages_name_the_stage():
    """Of deals by their property, of contacts the lifecycle."""
    deal = asks("dealstage", operationType="ENUMERATION", values=["won"])
    life = asks("lifecyclestage", operationType="ENUMERATION", values=["lead"])

    assert ("pipeline.stages", "deals", "won", "") in named(deal, "deals")
    assert ("lifecycle.stages", "", "lead", "") in named(life)


STEPS = {
    "a property that is set": (
        {"actionTypeId": "0-5", "fields": {"property_name": "tier", "value": {"staticValue": "gold;red"}}},
        {("step.set", *prop("tier", "options.gold")), ("step.set", *prop("tier", "options.red"))},
    ),
    "one of associated companies": (
        {
            "actionTypeId": "0-5",
            "fields": {
                "property_name": "size",
                "value": {"type": "OBJECT_PROPERTY", "propertyName": "company_size"},
                "association": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279},
            },
        },
        {("step.set", *prop("size", scope="companies")), ("step", *prop("company_size", scope="companies"))},
    ),
    "a copy to another object": (
        {
            "actionTypeId": "0-25",
            "fields": {"source_property": "city", "target_property": "town", "target_object": "0-2"},
        },
        {("step", *prop("city")), ("step.set", *prop("town", scope="companies"))},
    ),
    "an e-mail": (
        {"actionTypeId": "0-4", "fields": {"content_id": "7"}},
        {("step.email", "email", "", "7", "")},
    ),
    "another workflow": (
        {"actionTypeId": "0-15", "fields": {"flow_id": "44"}},
        {("step.workflow", "workflow", "", "44", "")},
    ),
    "a static segment": (
        {"actionTypeId": "0-63809083", "fields": {"listId": "12", "targetObject": "{{ enrolled_object }}"}},
        {("step.segment", "segment", "", "12", "")},
    ),
    "a sequence and the owner's property": (
        {
            "actionTypeId": "0-46510720",
            "fields": {"sequenceId": "5", "contactOwnerProperty": "hubspot_owner_id"},
        },
        {("step.sequence", "sequence", "", "5", ""), ("step", *prop("hubspot_owner_id"))},
    ),
    "tokens in a text": (
        {
            "actionTypeId": "0-8",
            "fields": {"body": "{{ enrolled_object.city }} {{fetched_objects.co.domain}}"},
        },
        {("step", *prop("city")), ("step", *prop("domain", scope="companies"))},
    ),
    "owners by property": (
        {"actionTypeId": "0-8", "fields": {"owner_properties": ["hubspot_owner_id"]}},
        {("step", *prop("hubspot_owner_id"))},
    ),
    "a record that is made": (
        {
            "actionTypeId": "0-14",
            "fields": {
                "object_type_id": "0-3",
                "properties": [{"targetProperty": "dealname", "value": {"staticValue": "New"}}],
            },
        },
        {("step.set", *prop("dealname", "options.New", "deals"))},
    ),
    "paths by value": (
        {
            "type": "STATIC_BRANCH",
            "inputValue": {"type": "OBJECT_PROPERTY", "propertyName": "tier"},
            "staticBranches": [{"branchValue": "gold"}],
        },
        {("step", *prop("tier", "options.gold")), ("step", *prop("tier"))},
    ),
    "a condition": (
        {
            "type": "LIST_BRANCH",
            "listBranches": [{"filterBranch": branch("AND", [{"filterType": "IN_LIST", "listId": "3"}])}],
        },
        {("step", "segment", "", "3", "")},
    ),
    "a match of records": (
        {"actionTypeId": "0-63189541", "fields": {"enrolledObjectPropertyNameToMatch": "0-1/email"}},
        {("step", *prop("email"))},
    ),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_names_what_it_uses(name):
    """Under the name that the ledger has for it."""
    action, expected = STEPS[name]
    flow = {
        "objectTypeId": "0-1",
        "dataSources": [{"name": "co", "objectTypeId": "0-2"}],
        "actions": [{"actionId": "1", **action}],
    }
    found = mentioned(Address("workflow", "", "w"), flow, {"object": "contacts"}, {"steps.hello": "1"})

    assert found == {(how, "hello", *thing) for how, *thing in expected}


def test_a_workflow_names_who_enters_and_who_is_kept_out():
    """Enrolment, schedule, goal and suppression, each by its word."""
    flow = {
        "objectTypeId": "0-1",
        "enrollmentCriteria": {
            "listFilterBranch": branch("AND", [asks("tier", operationType="ALL_PROPERTY")])
        },
        "enrollmentSchedule": {"type": "PROPERTY_BASED", "dateProperty": "birthday"},
        "goalFilterBranch": branch("AND", [{"filterType": "IN_LIST", "listId": "3"}]),
        "suppressionListIds": [4],
        "actions": [],
    }

    assert mentioned(Address("workflow", "", "w"), flow, {"object": "contacts"}) == {
        ("enrolment", "", *prop("tier")),
        ("schedule", "", *prop("birthday")),
        ("goal", "", "segment", "", "3", ""),
        ("suppression", "", "segment", "", "4", ""),
    }


def test_a_score_names_what_it_asks_and_is_named_by_what_it_fills():
    """Draft and published side; a property that it fills goes with it."""
    where = {"type": "SINGLE", "property": "tier", "operation": {"values": ["gold"]}}
    match = {"property": "city", "matchRules": [{"operation": {"values": ["Tokyo"]}, "value": 3}]}
    rules = [{"configuration": {"calculation": {"whereCondition": where}}}]
    others = [{"configuration": {"calculation": {"segmentMembershipRules": [{"segmentIds": [3]}]}}}]
    draft = {
        "groupConfigs": [{"groupName": "Fit", "ruleConfigurations": [*rules, *others]}],
        "filterConfiguration": {"segmentIds": [9]},
        "outputConfiguration": {"outputs": [{"propertyName": "fit_score"}]},
    }
    live = {
        "groupConfigs": [
            {"groupName": "Old", "ruleConfigurations": [{"configuration": {"calculation": match}}]}
        ]
    }
    address = Address("score", "contacts", "fit")
    observed = Observed(address, "5", {}, raw={"draft": draft, "published": live})

    found = {
        (one.how, one.at, *one.of, one.part, one.by) for one in kind("score").mentions(observed, CONTEXT)
    }

    assert found == {
        ("rule", "Fit", *prop("tier", "options.gold"), None),
        ("rule", "Fit", "segment", "", "3", "", None),
        ("filter", "", "segment", "", "9", "", None),
        ("rule", "Old", *prop("city", "options.Tokyo"), None),
        ("output", "", "score", "contacts", "5", "", Thing("property", "contacts", "fit_score")),
    }


def test_pipeline_rules_name_stages_and_conditions():
    """By the portal's ids; without rules nothing is named."""
    rules = {
        "governanceValidationRules": {
            "noSkippingStagesRule": {"pipelineStageIds": ["s1"]},
            "objectCreationRule": None,
        },
        "approvalStage": {
            "pipelineStageId": "s2",
            "conditionalApprovalFilterBranch": branch(
                "AND", [asks("amount", operationType="NUMBER", value=1)]
            ),
        },
    }
    address = Address("pipeline_rules", "deals", "default")

    assert mentioned(address, {"rules": rules}, portal_id="p1") == {
        ("rule", "", "pipeline", "deals", "p1", ""),
        ("rule", "", "pipeline.stages", "deals", "s1", ""),
        ("approval", "", "pipeline.stages", "deals", "s2", ""),
        ("approval", "", *prop("amount", scope="deals")),
    }
    assert mentioned(address, {"rules": {}}) == set()


def test_stage_permissions_name_stages_that_are_limited():
    """And the teams that may edit there; an open stage is as if nobody had said anything."""
    stages = [
        {"pipelineStageId": "s1", "permissionMode": "RESTRICTED", "teamIds": ["8"]},
        {"pipelineStageId": "s2", "permissionMode": "OPEN", "teamIds": []},
    ]

    assert mentioned(
        Address("stage_permissions", "deals", "default"), {"permissions": {"stages": stages}}
    ) == {
        ("permission", "", "pipeline.stages", "deals", "s1", ""),
        ("permission", "", "team", "", "8", ""),
    }


def test_a_property_names_its_group_formula_and_currency():
    """With the text that the formula compares a property with."""
    units = {
        "groupName": "dealinformation",
        "currencyPropertyName": "deal_currency_code",
        "calculationFormula": "if tier equals 'gold' then amount * 2 else 0",
    }

    assert mentioned(Address("property", "deals", "p"), {}, units) == {
        ("group", "", "group", "deals", "dealinformation", ""),
        ("currency", "", *prop("deal_currency_code", scope="deals")),
        ("formula", "", *prop("tier", "options.gold", "deals")),
        ("formula", "", *prop("amount", scope="deals")),
    }


def test_of_a_formula_that_nobody_understands_every_word_counts():
    """Better one too many than one too few."""
    units = {"calculationFormula": "amount ?? tier"}

    found = mentioned(Address("property", "deals", "p"), {}, units)

    assert {("formula", "", *prop(name, scope="deals")) for name in ("amount", "tier")} <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear {{ contact.firstname }}", {prop("firstname")}),
        ("{{ personalization_token('company.name', 'you') }}", {prop("name", scope="companies")}),
        (
            "{% if contact.tier == 'x' %}{{ account.domain }}{% endif %}",
            {prop("tier"), prop("domain", scope="companies")},
        ),
        ("contact.example.com is no variable", set()),
    ],
)
def test_an_email_names_the_properties_of_its_variables(text, expected):
    """In its subject as in any part of its content."""
    for raw in ({"subject": text}, {"content": {"widgets": {"a": {"body": {"html": text}}}}}):
        found = mentioned(Address("email", "", "e"), raw)
        assert found == {("text", "", *one) for one in expected}


def test_a_validation_rule_and_a_custom_object_name_properties():
    """The one of the property that it guards, the other those that have a role in it."""
    rule = mentioned(Address("validation", "contacts", "phone"), {}, portal_id="phone")
    made = mentioned(
        Address("object", "", "contract"),
        {
            "primaryDisplayProperty": "title",
            "requiredProperties": ["title", "term"],
            "searchableProperties": [],
        },
    )

    assert rule == {("validation", "", *prop("phone"))}
    assert made == {
        ("role", "", *prop("title", scope="contract")),
        ("role", "", *prop("term", scope="contract")),
    }
