"""What HubSpot's API takes and gives, typed from the dossier; it knows neither the client nor the emulator.

A shape is a type, a set of allowed values, a list of one shape, a map of fields (a `*` marks the required
ones), or a function that picks the shape for a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TEXT, WHOLE, BOOL, NUMBER = str, int, bool, (int, float)
ANY = object


def wrong(value, shape, path="body"):
    """Everything that does not fit, each as `path: why`."""
    if isinstance(shape, dict):
        return _fields(value, shape, path)
    if isinstance(shape, list):
        return _items(value, shape[0], path)
    if isinstance(shape, set | frozenset):
        return [] if value in shape else [f"{path}: {value!r} is not among {sorted(shape)}"]
    if isinstance(shape, type | tuple):
        fits = isinstance(value, shape) and (shape is not WHOLE or not isinstance(value, bool))
        return [] if fits else [f"{path}: {value!r} is no {shape}"]
    if shape is None:
        return [] if value in (None, {}) else [f"{path}: there should be no body"]
    return wrong(value, shape(value), path)


def _fields(value, shape, path):
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no map"]
    known = {field.rstrip("*"): inner for field, inner in shape.items()}
    required = {field[:-1] for field in shape if field.endswith("*")}
    found = [f"{path}.{field}: unknown" for field in value.keys() - known.keys()]
    found += [f"{path}.{field}: missing" for field in required - value.keys()]
    for field in value.keys() & known.keys():
        found += wrong(value[field], known[field], f"{path}.{field}")
    return found


def _items(value, shape, path):
    if not isinstance(value, list):
        return [f"{path}: {value!r} is no list"]
    return [told for place, item in enumerate(value) for told in wrong(item, shape, f"{path}[{place}]")]


def picked(field: str, shapes: dict) -> Callable:
    """The shape by the value of a field; an unknown value takes none."""
    return lambda value: {f"{field}*": {*shapes}, **shapes.get(value.get(field), {})}


# J2
_OPERATORS = (
    "EQ NEQ LT LTE GT GTE BETWEEN IN NOT_IN HAS_PROPERTY NOT_HAS_PROPERTY CONTAINS_TOKEN NOT_CONTAINS_TOKEN"
)
_SEARCHED = {
    "propertyName*": TEXT,
    "operator*": {*_OPERATORS.split()},
    "value": TEXT,
    "values": [TEXT],
    "highValue": TEXT,
}
SEARCH = {
    "filterGroups": [{"filters*": [_SEARCHED]}],
    "sorts": [{"propertyName*": TEXT, "direction*": {"ASCENDING", "DESCENDING"}}],
    "query": TEXT,
    "properties": [TEXT],
    "limit": WHOLE,
    "after": TEXT,
}

# B2, B6
OPTION = {"label*": TEXT, "value*": TEXT, "displayOrder*": WHOLE, "hidden*": BOOL, "description": TEXT}
CHANGEABLE = {
    "description": TEXT,
    "options": [OPTION],
    "displayOrder": WHOLE,
    "hidden": BOOL,
    "formField": BOOL,
    "calculationFormula": TEXT,
    "numberDisplayHint": {"currency", "duration", "formatted", "percentage", "probability", "unformatted"},
    "showCurrencySymbol": BOOL,
    "currencyPropertyName": TEXT,
    "textDisplayHint": {
        "domain_name",
        "email",
        "ip_address",
        "multi_line",
        "phone_number",
        "physical_address",
        "postal_code",
        "unformatted_single_line",
    },
}
TYPES = {"bool", "date", "datetime", "enumeration", "number", "phone_number", "string"}
FIELD_TYPES = {
    "booleancheckbox",
    "calculation_equation",
    "checkbox",
    "date",
    "file",
    "html",
    "number",
    "phonenumber",
    "radio",
    "select",
    "text",
    "textarea",
}
PROPERTY = {
    "name*": TEXT,
    "label*": TEXT,
    "type*": TYPES,
    "fieldType*": FIELD_TYPES,
    "groupName*": TEXT,
    **CHANGEABLE,
    "hasUniqueValue": BOOL,
    "dataSensitivity": {"non_sensitive", "sensitive", "highly_sensitive"},
    "externalOptions": BOOL,
    "referencedObjectType": {"OWNER"},
}
PROPERTY_PATCH = {"label": TEXT, "type": TYPES, "fieldType": FIELD_TYPES, "groupName": TEXT, **CHANGEABLE}
GROUP = {"name*": TEXT, "label*": TEXT, "displayOrder": WHOLE}
GROUP_PATCH = {"label": TEXT, "displayOrder": WHOLE}

# D1, D2
STATES = {"OPEN", "CLOSED"}
METADATA = {
    "deals": {"probability*": TEXT},
    "tickets": {"ticketState": STATES},
    "contacts": {"isClosed": {"true", "false"}, "state": STATES},
}


def stage(scope):
    return {"label*": TEXT, "displayOrder*": WHOLE, "metadata*": METADATA[scope], "stageId": TEXT}


def stage_patch(scope):
    return {"label": TEXT, "displayOrder": WHOLE, "archived": BOOL, "metadata*": METADATA[scope]}


def pipeline(scope):
    return {"label*": TEXT, "displayOrder*": WHOLE, "stages*": [stage(scope)], "pipelineId": TEXT}


PIPELINE_PATCH = {"label": TEXT, "displayOrder": WHOLE, "archived": BOOL}

# G2, G3: what the packs and the client's blueprint use
_ZONED = {"zoneId*": TEXT, "timezoneSource": {"CUSTOM", "USER", "PORTAL"}}
POINT = picked(
    "timeType",
    {
        "DATE": {**_ZONED, "year*": WHOLE, "month*": WHOLE, "day*": WHOLE},
        "INDEXED": {**_ZONED, "indexReference*": {"referenceType*": TEXT}, "offset": {"days": WHOLE}},
    },
)
_OPERATION = {"operator*": TEXT, "includeObjectsWithNoValueSet*": BOOL}
_BOUNDS = {
    "lowerBoundTimePoint*": POINT,
    "upperBoundTimePoint*": POINT,
    "lowerBoundEndpointBehavior": {"INCLUSIVE", "EXCLUSIVE"},
    "upperBoundEndpointBehavior": {"INCLUSIVE", "EXCLUSIVE"},
    "propertyParser": {"VALUE", "UPDATED_AT"},
    "type": {"TIME_RANGED"},
}
OPERATION = picked(
    "operationType",
    {
        "ALL_PROPERTY": _OPERATION,
        "STRING": {**_OPERATION, "value*": TEXT},
        "MULTISTRING": {**_OPERATION, "values*": [TEXT]},
        "ENUMERATION": {**_OPERATION, "values*": [TEXT]},
        "NUMBER": {**_OPERATION, "value*": NUMBER},
        "BOOL": {**_OPERATION, "value*": BOOL},
        "TIME_RANGED": {**_OPERATION, **_BOUNDS},
        "TIME_POINT": {
            **_OPERATION,
            "operator*": {"IS_BEFORE", "IS_AFTER"},
            "timePoint*": POINT,
            "endpointBehavior": {"INCLUSIVE", "EXCLUSIVE"},
            "propertyParser": {"VALUE", "UPDATED_AT"},
            "type": {"TIME_POINT"},
        },
    },
)
FILTER = picked(
    "filterType",
    {
        "PROPERTY": {"property*": TEXT, "operation*": OPERATION},
        "FORM_SUBMISSION": {"operator*": {"FILLED_OUT", "NOT_FILLED_OUT"}, "formId": TEXT},
        "IN_LIST": {"operator*": {"IN_LIST", "NOT_IN_LIST"}, "listId*": TEXT},
    },
)


_BRANCHES = {
    **{logic: {} for logic in ("OR", "AND", "NOT_ALL", "NOT_ANY")},
    "ASSOCIATION": {
        "objectTypeId*": TEXT,
        "associationTypeId*": WHOLE,
        "associationCategory*": TEXT,
        "operator*": {"IN_LIST", "NOT_IN_LIST"},
    },
}


def branch(value):
    """`filterBranchType`, `filterBranchOperator`, `filters` and `filterBranches` are all required."""
    return {
        **picked("filterBranchType", _BRANCHES)(value),
        "filterBranchOperator*": {"OR", "AND"},
        "filters*": [FILTER],
        "filterBranches*": [branch],
    }


EVENT = {
    "filterBranchType*": {"UNIFIED_EVENTS"},
    "filterBranchOperator*": {"AND"},
    "eventTypeId*": TEXT,
    "operator*": {"HAS_COMPLETED", "HAS_NOT_COMPLETED"},
    "filters*": [FILTER],
    "filterBranches*": [branch],
}
"""F3."""


# G1
LIST = {
    "name*": TEXT,
    "objectTypeId*": TEXT,
    "processingType*": {"MANUAL", "DYNAMIC", "SNAPSHOT"},
    "filterBranch": branch,
    "listFolderId": WHOLE,
}
LIST_SEARCH = {
    "processingTypes*": [TEXT],
    "listIds*": [TEXT],
    "additionalProperties*": [TEXT],
    "offset*": WHOLE,
    "count": WHOLE,
}
CONVERSION = picked(
    "conversionType",
    {
        "CONVERSION_DATE": {"year*": WHOLE, "month*": WHOLE, "day*": WHOLE},
        "INACTIVITY": {"offset*": WHOLE, "timeUnit*": {"DAY", "WEEK", "MONTH"}},
    },
)


# E3
def condition(value):
    """`COMPOSITE` holds others; HubSpot knows no OR here."""
    shapes = {
        "COMPOSITE": {"operator*": {"AND"}, "conditions*": [condition]},
        "SINGLE": {"property*": TEXT, "operation*": OPERATION},
    }
    return picked("type", shapes)(value)


CONSTANT = picked("type", {"CONSTANT": {"value*": NUMBER}})
ASSOCIATION = {"associationCategory*": TEXT, "associationTypeId*": WHOLE}
OF_A_RECORD = {
    "CONDITIONAL": {
        "whereCondition*": condition,
        "value*": NUMBER,
    },
    "MATCH": {
        "property*": TEXT,
        "matchRules*": [{"operation*": OPERATION, "value*": NUMBER}],
        "defaultValue": NUMBER,
    },
}
CALCULATION = picked(
    "type",
    {
        **OF_A_RECORD,
        "ASSOCIATIONS": {
            "associatedObjectTypeId*": TEXT,
            "associationSpec*": ASSOCIATION,
            "inverseAssociationSpec*": ASSOCIATION,
            "recordCalculation*": picked("type", OF_A_RECORD),
            "rollupType*": {"AVG", "MAX", "MIN", "SUM"},
        },
        "MULTI_UE": {
            "eventCalculators*": [
                {
                    "eventTypeId*": TEXT,
                    "recordCalculation*": CONSTANT,
                    "eventFrequencyCriteria": ANY,
                    "eventTimeframe": {"eventFilterOperation*": OPERATION},
                }
            ]
        },
    },
)
RULE = {
    "id": TEXT,
    "configuration*": {"calculation*": CALCULATION},
    "enabled*": BOOL,
    "minimumValue": NUMBER,
    "maximumValue": NUMBER,
}
SCORE_GROUP = {
    "id": TEXT,
    "groupName*": TEXT,
    "groupCategory*": {"FIT", "INTENT"},
    "minValue": NUMBER,
    "maxValue": NUMBER,
    "groupDecay": {"decayIntervalDays*": WHOLE, "percentToDecayPerInterval*": WHOLE},
    "ruleConfigurations*": [RULE],
}
SCORE = {
    "name*": TEXT,
    "objectTypeId*": {"0-1", "0-2", "0-3"},
    "allowedGroupTypes*": [{"FIT", "INTENT"}],
    "maxScorePerCategory*": WHOLE,
    "groupConfigs*": [SCORE_GROUP],
}
COLORS = {"BLUE", "GRAY", "GREEN", "MAGENTA", "ORANGE", "PURPLE", "RED", "YELLOW"}
BOUNDARY = {"label*": TEXT, "threshold*": NUMBER, "color": COLORS, "newLabel": TEXT}
OVERRIDE = {
    "id*": TEXT,
    "outputType*": {"SCORE", "THRESHOLD"},
    "internalPropertyName": TEXT,
    "propertyName": TEXT,
    "propertyLabel": TEXT,
    "propertyGroup": TEXT,
    "propertyDescription": TEXT,
    "boundaries": [BOUNDARY],
}
SCORE_DRAFT = {
    **SCORE,
    "filterConfiguration": {"listFilterType*": {"INCLUDES", "EXCLUDES"}, "segmentIds*": [WHOLE]},
    "outputConfiguration": {"outputs*": [OVERRIDE]},
}

# F2 to F5
STATIC = {"type*": {"STATIC_VALUE"}, "staticValue*": TEXT}
PROPERTY_OF_IT = {"propertyName*": TEXT}
OWNER = picked("type", {"STATIC_VALUE": {"staticValue*": TEXT}, "OBJECT_PROPERTY": PROPERTY_OF_IT})
VALUE = picked(
    "type",
    {
        "STATIC_VALUE": {"staticValue*": TEXT},
        "OBJECT_PROPERTY": PROPERTY_OF_IT,
        "TIMESTAMP": {"timestampType*": {"EXECUTION_TIME"}},
        "INCREMENT": {"incrementAmount*": NUMBER},
        "STATIC_APPEND_VALUE": {"staticAppendValue*": TEXT},
    },
)
NOTICE = {
    "subject*": TEXT,
    "body*": TEXT,
    **{key: [TEXT] for key in ("user_ids", "team_ids", "owner_properties")},
}
SENDER = picked(
    "senderType",
    {
        "SPECIFIC_USER": {"userId*": TEXT},
        "CONTACT_OWNER": {"contactOwnerProperty*": TEXT},
    },
)
DURATION = {"delta*": (int, str), "timeUnit*": TEXT, "timeOfDay": ANY, "daysOfWeek": [TEXT]}
TIME_OF_DAY = {"hour*": WHOLE, "minute*": WHOLE}
ACTIONS = {
    "0-11": {
        "user_ids": [TEXT],
        "team_ids": [TEXT],
        "target_property*": TEXT,
        "overwrite_current_owner*": {"true", "false"},
    },
    "0-35": {
        "date*": VALUE,
        "delta*": TEXT,
        "time_unit*": {"MINUTES", "HOURS", "DAYS", "WEEKS"},
        "time_of_day": TIME_OF_DAY,
    },
    "0-1": {"delta*": TEXT, "time_unit*": {"MINUTES", "HOURS", "DAYS", "WEEKS"}},
    "0-3": {
        "task_type*": {"TODO", "CALL", "EMAIL"},
        "subject*": TEXT,
        "body": TEXT,
        "priority": {"NONE", "LOW", "MEDIUM", "HIGH"},
        "associations": [{"target*": ASSOCIATION, "value*": {"type*": {"ENROLLED_OBJECT"}}}],
        "use_explicit_associations": {"true", "false"},
        "owner_assignment": {"type*": {"CUSTOM"}, "value*": OWNER},
        "due_time": DURATION,
    },
    "0-4": {"content_id*": TEXT},
    "0-5": {"property_name*": TEXT, "value*": VALUE, "association": ASSOCIATION},
    "0-8": NOTICE,
    "0-9": {**NOTICE, "delivery_method": {"APP"}},
    "0-14": {
        "object_type_id*": TEXT,
        "properties*": [{"targetProperty*": TEXT, "value*": VALUE}],
        "associations": [{"target*": ASSOCIATION, "value*": {"type*": {"ENROLLED_OBJECT"}}}],
        "use_explicit_associations": {"true", "false"},
    },
    "0-63189541": {
        "fromObjectType*": TEXT,
        "toObjectType*": TEXT,
        "createAssociationOnly*": {"true", "false"},
        "matchBy*": TEXT,
        "enrolledObjectPropertyNameToMatch*": TEXT,
        "associatedObjectPropertyNameToMatch*": TEXT,
    },
    "0-169425243": {"note_body*": TEXT, "pin_note": {"true", "false"}},
    "0-46510720": lambda value: {
        "sequenceId*": TEXT,
        "shouldUseContactTimeZone": {"true", "false"},
        **SENDER(value),
    },
}


CONNECTION = {"edgeType*": {"STANDARD", "GOTO"}, "nextActionId*": TEXT}
_OTHERWISE = {"defaultBranchName": TEXT, "defaultBranch": CONNECTION}


def action(value):
    """One of the shapes of F4; a branch has neither an `actionTypeId` nor a connection of its own."""
    shapes = {
        "SINGLE_CONNECTION": {
            "actionTypeId*": {*ACTIONS},
            "actionTypeVersion*": WHOLE,
            "fields*": ACTIONS.get(value.get("actionTypeId"), {}),
            "connection": CONNECTION,
        },
        "LIST_BRANCH": {
            "listBranches*": [{"branchName": TEXT, "filterBranch": branch, "connection": CONNECTION}],
            **_OTHERWISE,
        },
        "STATIC_BRANCH": {
            "inputValue*": VALUE,
            "staticBranches*": [{"branchValue*": TEXT, "connection": CONNECTION}],
            **_OTHERWISE,
        },
    }
    return {"actionId*": TEXT, **picked("type", shapes)(value)}


CRITERIA = picked(
    "type",
    {
        "MANUAL": {"shouldReEnroll*": BOOL},
        "LIST_BASED": {
            "listFilterBranch*": branch,
            "shouldReEnroll*": BOOL,
            "unEnrollObjectsNotMeetingCriteria*": BOOL,
            "reEnrollmentTriggersFilterBranches*": [branch],
        },
        "EVENT_BASED": {
            "eventFilterBranches*": [EVENT],
            "listMembershipFilterBranches*": [branch],
            "refinementCriteria": branch,
            "shouldReEnroll*": BOOL,
        },
    },
)
_PUT = {
    "name": TEXT,
    "description": TEXT,
    "uuid": TEXT,
    "isEnabled*": BOOL,
    "actions*": [action],
    "startActionId": TEXT,
    "enrollmentCriteria": CRITERIA,
    "enrollmentSchedule": ANY,
    "timeWindows*": [ANY],
    "blockedDates*": [ANY],
    "customProperties*": dict,
    "revisionId*": TEXT,
}
_BY_TYPE = {
    "CONTACT_FLOW": {
        "suppressionListIds*": [WHOLE],
        "canEnrollFromSalesforce*": BOOL,
        "goalFilterBranch": branch,
        "eventAnchor": ANY,
        "unEnrollmentSetting": ANY,
    },
    "PLATFORM_FLOW": {"suppressionFilterBranch": branch},
}
FLOW_PUT = picked("type", {name: {**_PUT, **own} for name, own in _BY_TYPE.items()})
_NEW = {
    **{field: shape for field, shape in _PUT.items() if field != "revisionId*"},
    "flowType*": {"WORKFLOW"},
    "dataSources*": [ANY],
}
_OBJECTS = {"CONTACT_FLOW": {"0-1"}, "PLATFORM_FLOW": TEXT}
FLOW = picked(
    "type", {name: {**_NEW, **own, "objectTypeId*": _OBJECTS[name]} for name, own in _BY_TYPE.items()}
)

# D6
VALIDATION = {"ruleArguments*": [TEXT], "shouldApplyNormalization": BOOL}

# H1
OBJECT_PROPERTY = {
    "name*": TEXT,
    "label*": TEXT,
    "type*": TEXT,
    "fieldType*": TEXT,
    "description": TEXT,
    "options": [OPTION],
    "hidden": BOOL,
    "formField": BOOL,
    "hasUniqueValue": BOOL,
    "textDisplayHint": TEXT,
    "numberDisplayHint": TEXT,
    "showCurrencySymbol": BOOL,
}
OBJECT_ROLES = {
    "primaryDisplayProperty*": TEXT,
    "requiredProperties*": [TEXT],
    "searchableProperties*": [TEXT],
    "secondaryDisplayProperties*": [TEXT],
    "allowsSensitiveProperties*": BOOL,
}
OBJECT = {
    **OBJECT_ROLES,
    "name*": TEXT,
    "labels*": {"singular*": TEXT, "plural*": TEXT},
    "description": TEXT,
    "properties*": [OBJECT_PROPERTY],
    "associatedObjects*": [TEXT],
}
OBJECT_PATCH = {
    **OBJECT_ROLES,
    "labels*": {"singular*": TEXT, "plural*": TEXT},
    "description": TEXT,
    "clearDescription*": BOOL,
}
OBJECT_ASSOCIATION = {"fromObjectTypeId*": TEXT, "toObjectTypeId*": TEXT, "name": TEXT}

# H2, H3
LABEL = {"name*": TEXT, "label*": TEXT, "inverseLabel": TEXT}
LABEL_PUT = {"associationTypeId*": WHOLE, "label*": TEXT, "inverseLabel*": TEXT}
CATEGORY = {"HUBSPOT_DEFINED", "INTEGRATOR_DEFINED", "USER_DEFINED", "WORK"}
LIMIT = {"category*": CATEGORY, "typeId*": WHOLE, "maxToObjectIds*": WHOLE}
LIMIT_PURGE = {"category*": CATEGORY, "typeId*": WHOLE}

# I, and HubSpot's descriptions of marketing e-mails and campaigns
MODULES = dict
EMAIL = {
    "name": TEXT,
    "subject": TEXT,
    "language": TEXT,
    "campaign": TEXT,
    "from": {"fromName": TEXT, "replyTo": TEXT, "customReplyTo": TEXT},
    "subscriptionDetails": {
        "subscriptionId": TEXT,
        "subscriptionName": TEXT,
        "officeLocationId": TEXT,
        "preferencesGroupId": TEXT,
    },
    "content": {
        "templatePath": TEXT,
        "plainTextVersion": TEXT,
        "flexAreas": MODULES,
        "widgets": MODULES,
        "widgetContainers": MODULES,
        "smartFields": MODULES,
        "styleSettings": MODULES,
        "themeSettingsValues": MODULES,
    },
}
NEW_EMAIL = {**EMAIL, "name*": TEXT, "subcategory*": {"automated"}, "state*": {"AUTOMATED_DRAFT"}}
CAMPAIGN = {
    "properties*": {
        "hs_name": TEXT,
        "hs_start_date": TEXT,
        "hs_end_date": TEXT,
        "hs_notes": TEXT,
        "hs_goal": TEXT,
        "hs_audience": TEXT,
        "hs_campaign_status": {"planned", "in_progress", "active", "paused", "completed"},
        "hs_owner": TEXT,
    }
}

# I1, and HubSpot's description of forms
_DIGITS = {"minAllowedDigits*": WHOLE, "maxAllowedDigits*": WHOLE}
_CHOICES = {
    "options*": [{"label*": TEXT, "value*": TEXT, "displayOrder*": WHOLE, "description": TEXT}],
    "defaultValues*": [TEXT],
}
_FREE = {"defaultValue": TEXT, "placeholder": TEXT}
_FIELDS = {
    **dict.fromkeys(("single_line_text", "multi_line_text", "datepicker"), _FREE),
    "email": {**_FREE, "validation*": {"blockedEmailDomains*": [TEXT], "useDefaultBlockList*": BOOL}},
    "phone": {**_FREE, "useCountryCodeSelect*": BOOL, "validation*": _DIGITS},
    "mobile_phone": {**_FREE, "validation*": _DIGITS},
    "number": {**_FREE, "validation": _DIGITS},
    "single_checkbox": {"defaultValue": TEXT},
    "multiple_checkboxes": _CHOICES,
    "dropdown": {**_CHOICES, "placeholder": TEXT},
    "radio": {**_CHOICES, "placeholder": TEXT},
    "file": {**_FREE, "allowMultipleFiles*": BOOL},
}
_WHEN = {"operator*": TEXT, "value*": TEXT, "values*": [TEXT], "rangeStart*": TEXT, "rangeEnd*": TEXT}


def form_field(value):
    """By `fieldType`; what shows only after an answer stands in the field that is answered."""
    return {
        **picked("fieldType", _FIELDS)(value),
        "objectTypeId*": TEXT,
        "name*": TEXT,
        "label*": TEXT,
        "description": TEXT,
        "required*": BOOL,
        "hidden*": BOOL,
        "dependentFields*": [{"dependentCondition*": _WHEN, "dependentField*": form_field}],
    }


_CONSENT_BOX = {"label*": TEXT, "required*": BOOL, "subscriptionTypeId*": WHOLE}
_STYLE = (
    "backgroundWidth fontFamily helpTextColor helpTextSize labelTextColor labelTextSize "
    "legalConsentTextColor legalConsentTextSize submitColor submitFontColor submitSize"
)
FORM_PATCH = {
    "name": TEXT,
    "archived": BOOL,
    "fieldGroups": [
        {
            "groupType*": {"default_group", "progressive", "queued"},
            "richTextType*": {"text", "image"},
            "richText": TEXT,
            "fields*": [form_field],
        }
    ],
    "configuration": {
        "language*": TEXT,
        "cloneable*": BOOL,
        "editable*": BOOL,
        "archivable*": BOOL,
        "recaptchaEnabled*": BOOL,
        "notifyContactOwner*": BOOL,
        "notifyRecipients*": [TEXT],
        "createNewContactForNewEmail*": BOOL,
        "prePopulateKnownValues*": BOOL,
        "allowLinkToResetKnownValues*": BOOL,
        "lifecycleStages*": [{"objectTypeId*": TEXT, "value*": TEXT}],
        "postSubmitAction*": {"type*": {"thank_you", "redirect_url"}, "value*": TEXT},
        "embedType": {"V3", "V4"},
    },
    "displayOptions": {
        "renderRawHtml*": BOOL,
        "theme*": {"canvas", "default_style", "legacy", "linear", "round", "sharp"},
        "submitButtonText*": TEXT,
        "cssClass": TEXT,
        "style*": {
            **{f"{name}*": TEXT for name in _STYLE.split()},
            "submitAlignment*": {"left", "center", "right"},
        },
    },
    "legalConsentOptions": picked(
        "type",
        {
            "none": {},
            "explicit_consent_to_process": {
                "privacyText*": TEXT,
                "communicationConsentText": TEXT,
                "communicationsCheckboxes*": [_CONSENT_BOX],
                "consentToProcessText": TEXT,
                "consentToProcessCheckboxLabel": TEXT,
                "consentToProcessFooterText": TEXT,
            },
        },
    ),
}
NEW_FORM = {
    **{f"{name}*": shape for name, shape in FORM_PATCH.items()},
    "formType*": {"hubspot"},
    "createdAt*": TEXT,
    "updatedAt*": TEXT,
}
FORMS = "/marketing/v3/forms"
EMAILS, CAMPAIGNS = "/marketing/emails/2026-09", "/marketing/campaigns/2026-09"

ASSOCIATIONS = "/crm/associations/2026-09"
CONFIGURATIONS = f"{ASSOCIATIONS}/definitions/configurations"
PROPERTIES, PIPELINES = "/crm/properties/2026-09", "/crm/pipelines/2026-09"
VALIDATIONS = r"/crm/property-validations/2026-09/0-\d+"
SCORES, FLOWS = "/marketing/lead-scoring/2026-09-beta/scores", "/automation/2026-09-beta/flows"
TOKEN_INFO = "/oauth/v2/private-apps/get/access-token-info"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
LISTS = "/crm/lists/2026-09"
_SCOPE = r"(contacts|companies|deals|tickets|p\d+_\w+)"
_PART = r"[^/]+"

REQUESTS = [
    # method, path, shape of the body; a function takes the object type of the path
    ("POST", SCHEMAS, OBJECT),
    ("PATCH", rf"{SCHEMAS}/2-\d+", OBJECT_PATCH),
    ("DELETE", rf"{SCHEMAS}/2-\d+", None),
    ("POST", rf"{SCHEMAS}/2-\d+/associations", OBJECT_ASSOCIATION),
    ("POST", rf"{PROPERTIES}/{_SCOPE}/groups", GROUP),
    ("PATCH", rf"{PROPERTIES}/{_SCOPE}/groups/{_PART}", GROUP_PATCH),
    ("DELETE", rf"{PROPERTIES}/{_SCOPE}/groups/{_PART}", None),
    ("POST", rf"{PROPERTIES}/{_SCOPE}/batch/create", {"inputs*": [PROPERTY]}),
    ("PATCH", rf"{PROPERTIES}/{_SCOPE}/{_PART}", PROPERTY_PATCH),
    ("DELETE", rf"{PROPERTIES}/{_SCOPE}/{_PART}", None),
    ("PUT", rf"{VALIDATIONS}/{_PART}/rule-type/[A-Z_]+", VALIDATION),
    ("POST", rf"{PIPELINES}/{_SCOPE}", pipeline),
    ("PATCH", rf"{PIPELINES}/{_SCOPE}/{_PART}", lambda _: PIPELINE_PATCH),
    ("DELETE", rf"{PIPELINES}/{_SCOPE}/{_PART}", None),
    ("POST", rf"{PIPELINES}/{_SCOPE}/{_PART}/stages", stage),
    ("PATCH", rf"{PIPELINES}/{_SCOPE}/{_PART}/stages/{_PART}", stage_patch),
    ("DELETE", rf"{PIPELINES}/{_SCOPE}/{_PART}/stages/{_PART}", None),
    ("POST", rf"{ASSOCIATIONS}/{_SCOPE}/{_SCOPE}/labels", lambda _: LABEL),
    ("PUT", rf"{ASSOCIATIONS}/{_SCOPE}/{_SCOPE}/labels", lambda _: LABEL_PUT),
    ("DELETE", rf"{ASSOCIATIONS}/{_SCOPE}/{_SCOPE}/labels/\d+", None),
    ("POST", rf"{CONFIGURATIONS}/{_SCOPE}/{_SCOPE}/batch/(create|update)", {"inputs*": [LIMIT]}),
    ("POST", rf"{CONFIGURATIONS}/{_SCOPE}/{_SCOPE}/batch/purge", {"inputs*": [LIMIT_PURGE]}),
    ("POST", SCORES, SCORE),
    ("PUT", rf"{SCORES}/{_PART}/draft", SCORE_DRAFT),
    ("POST", rf"{SCORES}/{_PART}/draft/publish", None),
    ("DELETE", rf"{SCORES}/{_PART}", None),
    ("POST", f"{LISTS}/search", LIST_SEARCH),
    ("POST", LISTS, LIST),
    ("PUT", rf"{LISTS}/\d+/update-list-name", None),
    ("PUT", rf"{LISTS}/\d+/update-list-filters", {"filterBranch*": branch}),
    ("PUT", rf"{LISTS}/\d+/schedule-conversion", CONVERSION),
    ("DELETE", rf"{LISTS}/\d+(/schedule-conversion)?", None),
    ("POST", f"{LISTS}/folders", {"name*": TEXT, "parentFolderId": TEXT}),
    ("PUT", f"{LISTS}/folders/move-list", {"listId*": TEXT, "newFolderId*": TEXT}),
    ("POST", FLOWS, FLOW),
    ("PUT", rf"{FLOWS}/{_PART}", FLOW_PUT),
    ("DELETE", rf"{FLOWS}/{_PART}", None),
    ("POST", rf"{FLOWS}/batch/read", {"inputs*": [{"type*": {"FLOW_ID"}, "flowId*": TEXT}]}),
    ("POST", FORMS, NEW_FORM),
    ("PATCH", rf"{FORMS}/{_PART}", FORM_PATCH),
    ("DELETE", rf"{FORMS}/{_PART}", None),
    ("POST", EMAILS, NEW_EMAIL),
    ("PATCH", rf"{EMAILS}/\d+(/draft)?", lambda _: EMAIL),
    ("POST", rf"{EMAILS}/\d+/(publish|unpublish)", None),
    ("DELETE", rf"{EMAILS}/\d+", None),
    ("POST", CAMPAIGNS, CAMPAIGN),
    ("PATCH", rf"{CAMPAIGNS}/{_PART}", CAMPAIGN),
    ("DELETE", rf"{CAMPAIGNS}/{_PART}", None),
    ("POST", rf"/crm/objects/2026-09/({_SCOPE}|2-\d+)/search", lambda _: SEARCH),
    ("POST", TOKEN_INFO, {"tokenKey*": TEXT}),
]

READS = [
    SCHEMAS,
    rf"{PROPERTIES}/{_SCOPE}",
    rf"{PROPERTIES}/{_SCOPE}/groups",
    VALIDATIONS,
    rf"{PIPELINES}/{_SCOPE}",
    rf"{ASSOCIATIONS}/{_SCOPE}/{_SCOPE}/labels",
    rf"{CONFIGURATIONS}/{_SCOPE}/{_SCOPE}",
    "/crm/limits/2026-09/associations/labels",
    "/crm/limits/2026-09/pipelines",
    SCORES,
    rf"{SCORES}/{_PART}",
    rf"{SCORES}/{_PART}/draft",
    LISTS,
    f"{LISTS}/folders",
    rf"{LISTS}/\d+/schedule-conversion",
    FLOWS,
    "/automation/2026-09-beta/action-types",
    "/automation/sequences/2026-09",
    r"/crm/owners/2026-09",
    rf"{FORMS}(/{_PART})?",
    "/settings/teams/2026-09-beta",
    "/settings/users/2026-03/teams",
    rf"{EMAILS}(/\d+(/draft)?)?",
    CAMPAIGNS,
    "/communication-preferences/2026-09/definitions",
    r"/account-info/2026-09/details",
]


def matches(pattern, path):
    return re.fullmatch(pattern, path) is not None


def at(body, trail):
    """The part of a body at the end of a trail."""
    for key in trail:
        body = body[key]
    return body


def request_wrong(method, path, body):
    """What is wrong with a request; one that stands nowhere in the tables is wrong altogether.

    `POST {}` is right where flows are made: it asks for the right to write and cannot succeed (design, 4).
    """
    if (method, path, body) == ("POST", FLOWS, {}):
        return []
    if method == "GET":
        known = any(matches(pattern, path) for pattern in READS)
        return [] if known and body is None else [f"{method} {path}: no such read"]
    for verb, pattern, shape in REQUESTS:
        found = re.fullmatch(pattern, path)
        if verb == method and found:
            by_scope = callable(shape) and found.groups()
            return wrong(body, shape(found[1]) if by_scope else shape, f"{method} {path}")
    return [f"{method} {path}: no such request"]
