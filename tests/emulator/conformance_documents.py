"""The writes of whole documents, workflows and scores, for the same tests (dossier E3, F1 to F7, G2, G3)."""

from __future__ import annotations

from conformance_operations import FLOWS, SCORES, Operation

KNOWN = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}


def tree(name):
    """A filter tree about one property."""
    known = {"filterType": "PROPERTY", "property": name, "operation": KNOWN}
    inner = {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filters": [known],
        "filterBranches": [],
    }
    return {
        "filterBranchType": "OR",
        "filterBranchOperator": "OR",
        "filters": [],
        "filterBranches": [inner],
    }


def to(action, edge="STANDARD"):
    return {"edgeType": edge, "nextActionId": action}


def wait(action, **more):
    fields = {"delta": "1", "time_unit": "DAYS"}
    delay = {"type": "SINGLE_CONNECTION", "actionTypeId": "0-1", "actionTypeVersion": 0, "fields": fields}
    return {"actionId": action, **delay, **more}


AT = {"hour": 9, "minute": 30}
LATER = {"hour": 18, "minute": 0}
STATIC = {"type": "STATIC_VALUE", "staticValue": "x"}
WEBHOOK = {
    "type": "WEBHOOK",
    "actionId": "2",
    "method": "POST",
    "webhookUrl": "https://example.com/hook",
    "queryParams": [{"name": "mail", "value": {"type": "OBJECT_PROPERTY", "propertyName": "email"}}],
    "authSettings": {"type": "AUTH_KEY", "location": "HEADER", "name": "key", "secretName": "hook"},
    "connection": to("3"),
}
CODE = {
    "type": "CUSTOM_CODE",
    "actionId": "3",
    "runtime": "NODE20X",
    "sourceCode": "exports.main = () => {}",
    "secretNames": ["hook"],
    "inputFields": [{"name": "mail", "value": STATIC}],
    "outputFields": [{"type": "ENUMERATION", "name": "level", "options": ["hot"]}],
    "connection": to("4"),
}
BRANCH = {
    "type": "LIST_BRANCH",
    "actionId": "4",
    "listBranches": [{"branchName": "known", "filterBranch": tree("email"), "connection": to("5")}],
    "defaultBranchName": "else",
    "defaultBranch": to("6"),
}
VALUES = {
    "type": "STATIC_BRANCH",
    "actionId": "5",
    "inputValue": {"type": "OBJECT_PROPERTY", "propertyName": "city"},
    "staticBranches": [{"branchValue": "Tokyo", "connection": to("7")}],
    "defaultBranchName": "else",
    "defaultBranch": to("7", "GOTO"),
}
TEST = {
    "type": "AB_TEST_BRANCH",
    "actionId": "6",
    "testBranches": [
        {"percentage": 50, "connection": to("7", "GOTO")},
        {"percentage": 50, "connection": to("7", "GOTO")},
    ],
}
ACTIONS = [wait("1", connection=to("2")), WEBHOOK, CODE, BRANCH, VALUES, TEST, wait("7")]
COMMON = {
    "name": "Conforming",
    "description": "All there is",
    "uuid": "6b1f3c1e-0c0e-4b52-9a38-2f1c6f2b7d10",
    "isEnabled": False,
    "startActionId": "1",
    "enrollmentSchedule": {"type": "DAILY", "timeOfDay": AT},
    "timeWindows": [{"day": "MONDAY", "startTime": AT, "endTime": LATER}],
    "blockedDates": [{"year": 2027, "month": "JANUARY", "dayOfMonth": 1}],
    "customProperties": {"key": "value"},
}
CONTACTS = {
    **COMMON,
    "type": "CONTACT_FLOW",
    "actions": ACTIONS,
    "enrollmentCriteria": {
        "type": "LIST_BASED",
        "shouldReEnroll": False,
        "listFilterBranch": tree("email"),
        "unEnrollObjectsNotMeetingCriteria": False,
        "reEnrollmentTriggersFilterBranches": [],
    },
    "suppressionListIds": [7],
    "canEnrollFromSalesforce": False,
    "goalFilterBranch": tree("city"),
    "eventAnchor": {"type": "STATIC_DATE_ANCHOR", "year": 2027, "month": "MAY", "dayOfMonth": 1},
    "unEnrollmentSetting": {"type": "ALL", "flowIds": []},
}
DEALS = {
    **COMMON,
    "type": "PLATFORM_FLOW",
    "actions": [wait("1")],
    "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
    "suppressionFilterBranch": tree("dealname"),
}
SOURCE = {
    "type": "ASSOCIATION",
    "name": "company",
    "objectTypeId": "0-2",
    "associationCategory": "HUBSPOT_DEFINED",
    "associationTypeId": 279,
    "sortBy": {"property": "createdate", "order": "ASC", "missing": "LAST"},
}


def _created(body, object_type):
    return {**body, "objectTypeId": object_type, "flowType": "WORKFLOW", "dataSources": [SOURCE]}


def _update_of(body, object_type):
    """An update of a workflow that was created: the same body, on the revision that it has."""

    def make(hubspot, path):
        flow = hubspot("POST", path, _created(body, object_type))
        return f"{path}/{flow['id']}", {**body, "revisionId": flow["revisionId"]}

    return make


# The server fills in `canEnrollFromSalesforce`, `actionTypeVersion` and `includeObjectsWithNoValueSet` where
# they are missing (peers (f), "Workflows"), so these stand nowhere among what is required.
_FLOW = "type isEnabled actions timeWindows blockedDates customProperties"
_TREE = "filterBranchType filterBranchOperator filters filterBranches"
_NEW = f"{_FLOW} objectTypeId flowType dataSources dataSources[].name dataSources[].objectTypeId"
_FIRST = "actions[].type actions[].actionId actions[].actionTypeId actions[].fields"
_PARTS = (
    f"{_FIRST} suppressionListIds actions[].connection.edgeType actions[].connection.nextActionId "
    "timeWindows[].day blockedDates[].month blockedDates[].dayOfMonth enrollmentCriteria.type "
    "enrollmentCriteria.shouldReEnroll enrollmentCriteria.listFilterBranch "
    "enrollmentCriteria.unEnrollObjectsNotMeetingCriteria "
    "enrollmentCriteria.reEnrollmentTriggersFilterBranches enrollmentSchedule.type "
    "enrollmentSchedule.timeOfDay eventAnchor.type eventAnchor.month eventAnchor.dayOfMonth "
    "unEnrollmentSetting.type unEnrollmentSetting.flowIds "
) + " ".join(f"goalFilterBranch.{part} goalFilterBranch.filterBranches[].{part}" for part in _TREE.split())
_WORDS = "type actions[].type actions[].connection.edgeType timeWindows[].day blockedDates[].month"
_CONTACT_WORDS = (
    f"{_WORDS} enrollmentCriteria.type enrollmentSchedule.type eventAnchor.type eventAnchor.month"
    " unEnrollmentSetting.type goalFilterBranch.filterBranchType goalFilterBranch.filterBranchOperator"
)
_SOURCE_WORDS = "flowType dataSources[].type dataSources[].associationCategory dataSources[].sortBy.order"
_FREE = "fields customProperties"
_INSIDE = (
    f"{_FREE} actions enrollmentCriteria enrollmentSchedule timeWindows blockedDates goalFilterBranch"
    " suppressionFilterBranch eventAnchor unEnrollmentSetting dataSources"
)
"""What a create of a contact workflow is tried with already."""
FLOW_WRITES = (
    Operation(
        "contact workflow",
        "POST",
        f"{FLOWS}/flows",
        _created(CONTACTS, "0-1"),
        f"{_NEW} {_PARTS}",
        f"{_CONTACT_WORDS} {_SOURCE_WORDS}",
        free=_FREE,
    ),
    Operation(
        "deal workflow", "POST", f"{FLOWS}/flows", _created(DEALS, "0-3"), f"{_NEW} {_FIRST}", free=_INSIDE
    ),
    Operation(
        "replaced contact workflow",
        "PUT",
        f"{FLOWS}/flows",
        _update_of(CONTACTS, "0-1"),
        f"{_FLOW} suppressionListIds revisionId",
        _CONTACT_WORDS,
        free=_INSIDE,
    ),
    Operation(
        "replaced deal workflow",
        "PUT",
        f"{FLOWS}/flows",
        _update_of(DEALS, "0-3"),
        f"{_FLOW} {_FIRST} revisionId",
        free=_INSIDE,
    ),
    Operation(
        "batch read of workflows",
        "POST",
        f"{FLOWS}/flows/batch/read",
        {"inputs": [{"type": "FLOW_ID", "flowId": "7"}]},
        "inputs inputs[].type inputs[].flowId",
        "inputs[].type",
    ),
)

RULE = {
    "configuration": {
        "calculation": {
            "type": "MATCH",
            "property": "city",
            "matchRules": [{"operation": KNOWN, "value": 5}],
            "defaultValue": 0,
        }
    },
    "enabled": True,
    "minimumValue": 0,
    "maximumValue": 20,
}
GROUP = {
    "groupName": "Web",
    "groupCategory": "FIT",
    "minValue": 0,
    "maxValue": 40,
    "groupDecay": {"decayIntervalDays": 30, "percentToDecayPerInterval": 50},
    "ruleConfigurations": [RULE],
}
SCORE = {
    "name": "Conforming",
    "objectTypeId": "0-1",
    "allowedGroupTypes": ["FIT"],
    "maxScorePerCategory": 100,
    "groupConfigs": [GROUP],
}
_GROUP = "groupConfigs[]"
_RULE = f"{_GROUP}.ruleConfigurations[]"
_CALCULATION = f"{_RULE}.configuration.calculation"
_PUT = (
    f"name objectTypeId allowedGroupTypes groupConfigs {_GROUP}.groupName {_GROUP}.groupCategory "
    f"{_GROUP}.ruleConfigurations {_GROUP}.groupDecay.decayIntervalDays "
    f"{_GROUP}.groupDecay.percentToDecayPerInterval {_RULE}.enabled {_RULE}.configuration {_CALCULATION} "
    f"{_CALCULATION}.type {_CALCULATION}.property {_CALCULATION}.matchRules "
    f"{_CALCULATION}.matchRules[].operation {_CALCULATION}.matchRules[].value"
)
_WORDS_OF_SCORE = f"objectTypeId {_GROUP}.groupCategory {_CALCULATION}.type"


def _draft(hubspot, path):
    """A draft update with everything that it takes beyond a create: ids, filter and outputs."""
    created = hubspot.send("POST", path, SCORE)
    address = f"{created.headers['Location']}/draft"
    (group,) = hubspot("GET", address)["groupConfigs"]
    (rule,) = group["ruleConfigurations"]
    outputs = hubspot("GET", address)["outputConfiguration"]["outputs"]
    named = {"propertyLabel": "Engagement", "propertyGroup": "contactinformation", "propertyDescription": "x"}
    tier = {"label": "Hot", "threshold": 60, "color": "RED"}
    return address, {
        **SCORE,
        "groupConfigs": [{**group, "ruleConfigurations": [rule]}],
        "filterConfiguration": {"listFilterType": "INCLUDES", "segmentIds": [7]},
        "outputConfiguration": {
            "outputs": [
                {
                    "id": outputs[1]["id"],
                    "outputType": "THRESHOLD",
                    "boundaries": [tier],
                    "internalPropertyName": "engagement_tier",
                    **named,
                },
                {"id": outputs[0]["id"], "outputType": "SCORE", "internalPropertyName": "own", **named},
            ]
        },
    }


def _clone(hubspot, path):
    return f"{hubspot.send('POST', path, SCORE).headers['Location']}/clone", {"scoreName": "Copy"}


_OUTPUT = "outputConfiguration.outputs[]"
SCORE_WRITES = (
    Operation("score", "POST", SCORES, SCORE, f"{_PUT} maxScorePerCategory", _WORDS_OF_SCORE),
    Operation(
        "draft of a score",
        "PUT",
        SCORES,
        _draft,
        f"{_PUT} {_GROUP}.id {_RULE}.id filterConfiguration.listFilterType filterConfiguration.segmentIds "
        f"outputConfiguration.outputs {_OUTPUT}.id {_OUTPUT}.outputType {_OUTPUT}.boundaries "
        f"{_OUTPUT}.boundaries[].label {_OUTPUT}.boundaries[].threshold",
        f"{_WORDS_OF_SCORE} filterConfiguration.listFilterType {_OUTPUT}.outputType "
        f"{_OUTPUT}.boundaries[].color",
    ),
    Operation("copy of a score", "POST", SCORES, _clone, "scoreName"),
)
