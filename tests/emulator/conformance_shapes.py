"""What HubSpot describes of its answers, in a shorthand of our own.

`name!s` is a member that every answer has, `name?s` one that it may have. Codes: s text, i integer, n number,
b boolean, t date and time, m texts by name, l list of texts, x anything, A|B one of these words, the name of
a shape, `[...]` a list of that. Facts: dossier B1, B2, D1, E2, E3, F1, F2, I, K, L2.
"""

from __future__ import annotations

import re
from datetime import datetime

SHAPES = {
    "property": "name!s label!s type!s fieldType!s groupName!s description!s options![option] archived?b"
    " archivedAt?t calculated?b calculationFormula?s createdAt?t createdUserId?s currencyPropertyName?s"
    " dataSensitivity?highly_sensitive|non_sensitive|sensitive displayOrder?i externalOptions?b formField?b"
    " hasUniqueValue?b hidden?b hubspotDefined?b modificationMetadata?metadata referencedObjectType?s"
    " numberDisplayHint?currency|duration|formatted|percentage|probability|unformatted"
    " showCurrencySymbol?b textDisplayHint?s updatedAt?t updatedUserId?s",
    "option": "label!s value!s hidden!b displayOrder?i description?s",
    "metadata": "archivable!b readOnlyDefinition!b readOnlyValue!b readOnlyOptions?b",
    "group": "name!s label!s archived!b displayOrder?i",
    "pipeline": "id!s label!s displayOrder!i stages![stage] createdAt!t updatedAt!t archived!b archivedAt?t",
    "stage": "id!s label!s displayOrder!i metadata!m createdAt!t updatedAt!t archived!b archivedAt?t"
    " writePermissions!CRM_PERMISSIONS_ENFORCEMENT|INTERNAL_ONLY|READ_ONLY",
    "audit": "portalId!i identifier!s action!s timestamp?t message?s rawObject?x fromUserId?i",
    "listed_flow": "id!s isEnabled!b flowType!WORKFLOW|ACTION_SET|UNKNOWN objectTypeId!s revisionId!s"
    " createdAt!t updatedAt!t name?s uuid?s",
    "flow": "id!s type!CONTACT_FLOW|PLATFORM_FLOW isEnabled!b flowType!WORKFLOW|ACTION_SET|UNKNOWN"
    " objectTypeId!s revisionId!s createdAt!t updatedAt!t crmObjectCreationStatus!COMPLETE|PENDING"
    " nextAvailableActionId!s actions![x] timeWindows![x] blockedDates![x] customProperties!m"
    " dataSources![x] name?s uuid?s description?s startActionId?s enrollmentCriteria?x enrollmentSchedule?x"
    " suppressionListIds?[i] canEnrollFromSalesforce?b goalFilterBranch?x eventAnchor?x"
    " unEnrollmentSetting?x suppressionFilterBranch?x",
    "revision": "id!s revisionId!s revisionCreatedAt!t flow!flow",
    "action_type": "actionTypeId!s actionName!s groupId!s objectTypeIds!l inputFieldDefinitions![input]",
    "input": "name!s type!bool|currency_number|date|datetime|enumeration|json|number|object_coordinates"
    "|phone_number|string isRequired!b fieldDefinitionType!SIMPLE|ENUM|EXTERNAL_ENUM label?s description?s"
    " options?[choice] optionsUrl?s",
    "choice": "value!s label!s description!s displayOrder!i doubleData!n hidden!b readOnly!b",
    "listed_score": "id!s name!s scoreType!s scoredObjectTypeId!s lastConfigurationChangeTimestamp!t",
    "score": "id!s name!s objectTypeId!s scoreType!s scoreStatus!s allowedGroupTypes!l"
    " groupConfigs![score_group] maxScore?i maxScorePerCategory?i filterConfiguration?x"
    " outputConfiguration?outputs createdAt?t updatedAt?t publishedAt?t",
    "score_group": "id!s groupName!s groupCategory!FIT|INTENT ruleConfigurations![rule] minValue?n"
    " maxValue?n groupDecay?x",
    "rule": "id!s configuration!x enabled!b minimumValue?n maximumValue?n",
    "outputs": "outputs![output]",
    "output": "id!s outputType!SCORE|THRESHOLD|MATRIX categories!l propertyName!s propertyLabel!s"
    " propertyGroup?s propertyDescription?s boundaries?[tier]",
    "tier": "label!s threshold!n color?BLUE|GRAY|GREEN|MAGENTA|ORANGE|PURPLE|RED|YELLOW newLabel?s",
    "account": "portalId!i accountType!STANDARD|SANDBOX|DEVELOPER_TEST|APP_DEVELOPER timeZone!s"
    " companyCurrency!s additionalCurrencies!l utcOffset!s utcOffsetMilliseconds!i uiDomain!s"
    " dataHostingLocation!s",
    "token": "userId!i hubId!i appId!i scopes!l",
    "owner": "id!s type!PERSON|QUEUE createdAt!t updatedAt!t archived!b email?s firstName?s lastName?s"
    " userId?i userIdIncludingInactive?i teams?[owner_team]",
    "owner_team": "id!s name!s primary!b",
    "user": "id!s email!s roleIds!l superAdmin!b firstName?s lastName?s roleId?s primaryTeamId?s"
    " secondaryTeamIds?l sendWelcomeEmail?b",
    "role": "id!s name!s requiresBillingWrite!b",
    "team": "id!s name!s userIds!l secondaryUserIds!l",
    "beta_team": "id!s name!s parentTeamId?s",
    "member": "userId!s type!DEFAULT|EXTRA",
    "form": "id!s formType!hubspot name!s createdAt!t updatedAt!t archived!b archivedAt?t fieldGroups!x"
    " configuration!x displayOptions!x legalConsentOptions!x",
    "email": "isAb!b id?s name?s subject?s state?s type?s subcategory?s isPublished?b publishDate?t"
    " publishedAt?t publishedById?s createdAt?t createdById?s updatedAt?t updatedById?s archived?b"
    " activeDomain?s emailTemplateMode?s from?x isTransactional?b jitterSendTime?b language?s sendOnPublish?b"
    " subscriptionDetails?x to?x",
    "limits": "overallLimit!i overallUsage!i overallPercentage!n byObjectType![limit]",
    "limit": "objectTypeId!s singularLabel!s pluralLabel!s limit!i usage!i percentage!n",
    "usages": "overallLimit!i overallUsage!i overallPercentage!n byObjectType![usage]",
    "usage": "objectTypeId!s singularLabel!s pluralLabel!s usage!i",
    "pipeline_limits": "hubspotDefinedObjectTypes![limit] customObjectTypes!usages",
    "custom_objects": "limit!i usage!i percentage!n",
    "batch": "status!CANCELED|COMPLETE|PENDING|PROCESSING results!x startedAt!t completedAt!t requestedAt?t"
    " numErrors?i errors?[batch_error] links?m",
    "batch_error": "status!s category!s message!s errors!x context!x links!m id?s subCategory?x",
    "error": "category!s correlationId!s message!s status?s subCategory?s context?x links?m"
    " errors?[error_detail]",
    "error_detail": "message!s code?s in?s subCategory?s context?x",
}
_PLAIN = {"s": str, "i": int, "n": (int, float), "b": bool, "m": dict, "l": list}


def faults(value, code, where=""):
    """What is wrong with an answer, each with where it is."""
    if code.startswith("["):
        parts = value if isinstance(value, list) else [f"{where} is no list"]
        return [
            fault
            for place, part in enumerate(parts)
            for fault in faults(part, code[1:-1], f"{where}[{place}]")
        ]
    if code in SHAPES:
        return _of_shape(value, SHAPES[code], where)
    return [] if _fits(value, code) else [f"{where} is {value!r}, not {code}"]


def _of_shape(value, shape, where):
    known = {name: (mark, code) for name, mark, code in re.findall(r"(\w+)([!?])(\S+)", shape)}
    missing = [
        f"{where}.{name} is missing" for name, (mark, _) in known.items() if mark == "!" and name not in value
    ]
    unknown = [f"{where}.{name} is unknown" for name in value if name not in known]
    inner = [
        fault
        for name, part in value.items()
        if name in known
        for fault in faults(part, known[name][1], f"{where}.{name}")
    ]
    return missing + unknown + inner


def _fits(value, code):
    if code == "x":
        return True
    if code == "t":
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    if code not in _PLAIN:
        return value in code.split("|")
    if not isinstance(value, _PLAIN[code]) or isinstance(value, bool) != (code == "b"):
        return False
    texts = value.values() if code == "m" else value if code == "l" else ()
    return all(isinstance(text, str) for text in texts)
