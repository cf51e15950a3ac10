"""A portal in which people made things by hand that refer to one property, through chains and in a ring."""

from __future__ import annotations

CONTACTS = "/crm/properties/2026-09/contacts"
RECORDS = "/crm/objects/2026-09/contacts"
LISTS = "/crm/lists/2026-09"
FLOWS = "/automation/2026-09-beta/flows"
FORMS = "/marketing/v3/forms"
EMAILS = "/marketing/emails/2026-09"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"

HELD = {"web": 3, "ads": 2}
"""Contacts by the channel that they hold; `fair` nobody holds."""


def people(project):
    """The contacts, and one who holds no channel."""
    for channel, count in HELD.items():
        for _ in range(count):
            project.edit("POST", RECORDS, {"properties": {"channel": channel}})
    project.edit("POST", RECORDS, {"properties": {"firstname": "Nobody"}})


PROPERTY = {
    "name": "channel",
    "label": "Channel",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "contactinformation",
    "options": [
        {"value": value, "label": value.title(), "displayOrder": at, "hidden": False}
        for at, value in enumerate([*HELD, "fair"])
    ],
}
"""The property that everything is about."""


def weight(project):
    """A calculated property that compares the channel with one option."""
    formula = "if channel equals 'web' then 2 else 1 endif"
    body = {"name": "weight", "label": "Weight", "type": "number", "fieldType": "calculation_equation"}
    body |= {"groupName": "contactinformation", "calculationFormula": formula}
    project.edit("POST", CONTACTS, body)


def operation(kind, operator, **fields):
    common = {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": False}
    return {**common, **fields}


def asks(name, told):
    """A filter of a property."""
    return {"filterType": "PROPERTY", "property": name, "operation": told}


def is_any_of(*values):
    return asks("channel", operation("ENUMERATION", "IS_ANY_OF", values=list(values)))


def member_of(list_id):
    return {"filterType": "IN_LIST", "operator": "IN_LIST", "listId": list_id}


def branch(kind, filters=(), branches=()):
    logic = {"filterBranchType": kind, "filterBranchOperator": kind}
    return {**logic, "filters": list(filters), "filterBranches": list(branches)}


def tree(*filters):
    """One alternative, all filters of which hold."""
    return branch("OR", [], [branch("AND", filters)])


def segment_body(name, *filters):
    """A segment of contacts."""
    return {"name": name, "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": tree(*filters)}


def segment(project, name, *filters):
    """The id of a new segment of contacts."""
    return project.edit("POST", LISTS, segment_body(name, *filters))["list"]["listId"]


def action(kind, number="1", **fields):
    head = {"type": "SINGLE_CONNECTION", "actionTypeId": kind, "actionTypeVersion": 0}
    return {**head, "actionId": number, "fields": fields}


def sets(name, value, number="1"):
    """A step that sets a property to a fixed text."""
    return action("0-5", number, property_name=name, value={"type": "STATIC_VALUE", "staticValue": value})


def enrols_in(flow_id, number="1"):
    return action("0-15", number, flow_id=flow_id)


def flow(name, *actions, enrolled=(), object_type="0-1", **more):
    """A workflow that a person built."""
    criteria = {"type": "MANUAL", "shouldReEnroll": False}
    if enrolled:
        criteria = {
            "type": "LIST_BASED",
            "listFilterBranch": tree(*enrolled),
            "shouldReEnroll": False,
            "unEnrollObjectsNotMeetingCriteria": False,
            "reEnrollmentTriggersFilterBranches": [],
        }
    kind = "CONTACT_FLOW" if object_type == "0-1" else "PLATFORM_FLOW"
    head = {"type": kind, "objectTypeId": object_type, "flowType": "WORKFLOW", "isEnabled": False}
    empty = {"timeWindows": [], "blockedDates": [], "customProperties": {}, "dataSources": []}
    start = {"startActionId": actions[0]["actionId"], "actions": list(actions)}
    contacts = {"suppressionListIds": [], "canEnrollFromSalesforce": False} if object_type == "0-1" else {}
    return {**head, **empty, **contacts, **start, "name": name, "enrollmentCriteria": criteria, **more}


def make_flow(project, *arguments, **more):
    return project.edit("POST", FLOWS, flow(*arguments, **more))


def form(name, *fields):
    """A form with these fields."""
    style = {
        **dict.fromkeys(("helpTextSize", "labelTextSize", "legalConsentTextSize", "submitSize"), "12px"),
        **dict.fromkeys(("helpTextColor", "labelTextColor", "legalConsentTextColor"), "#333"),
        "backgroundWidth": "100%",
        "fontFamily": "arial",
        "submitAlignment": "left",
        "submitColor": "#ff7a59",
        "submitFontColor": "#ffffff",
    }
    flags = ("recaptchaEnabled", "notifyContactOwner", "createNewContactForNewEmail")
    flags += ("cloneable", "editable", "archivable", "prePopulateKnownValues", "allowLinkToResetKnownValues")
    stages = [{"objectTypeId": number, "value": "lead"} for number in ("0-1", "0-2")]
    shown = {"renderRawHtml": False, "theme": "canvas"}
    after = {"type": "thank_you", "value": "Thank you"}
    lists = {"notifyRecipients": [], "lifecycleStages": stages}
    rows = [{"groupType": "default_group", "richTextType": "text", "fields": [one]} for one in fields]
    return {
        "formType": "hubspot",
        "name": name,
        "archived": False,
        "fieldGroups": rows,
        **dict.fromkeys(("createdAt", "updatedAt"), "2026-11-22T09:00:00Z"),
        "configuration": {
            **dict.fromkeys(flags, False),
            **lists,
            "language": "ja",
            "postSubmitAction": after,
        },
        "displayOptions": {**shown, "submitButtonText": "Send", "style": style},
        "legalConsentOptions": {"type": "none"},
    }


def field(name, kind, **more):
    """A field of a contact property."""
    usual = {"label": name, "required": False, "hidden": False, "dependentFields": []}
    return {"objectTypeId": "0-1", "name": name, "fieldType": kind, **usual, **more}


def choosing(*values):
    """A field in which people choose a channel among these."""
    options = [{"label": v.title(), "value": v, "displayOrder": at} for at, v in enumerate(values)]
    return field("channel", "dropdown", options=options, defaultValues=[])


def build(project):
    """Everything; ids by name."""
    project.edit("POST", CONTACTS, PROPERTY)
    weight(project)
    web = segment(project, "From the web", is_any_of("web"))
    heavy = segment(project, "Heavy", member_of(web))
    known = segment(project, "Any channel", asks("channel", operation("ALL_PROPERTY", "IS_KNOWN")))
    setter = make_flow(project, "Greeter", sets("channel", "ads"), enrolled=[member_of(heavy)])["id"]
    ping = make_flow(project, "Ping", enrols_in(setter), enrolled=[is_any_of("web", "fair")])
    pong = make_flow(project, "Pong", enrols_in(ping["id"]))["id"]
    turned = flow("Ping", enrols_in(pong), enrolled=[is_any_of("web", "fair")], revisionId=ping["revisionId"])
    fixed = ("objectTypeId", "flowType", "dataSources")
    body = {name: part for name, part in turned.items() if name not in fixed}
    project.edit("PUT", f"{FLOWS}/{ping['id']}", body)
    people(project)
    return {"web": web, "heavy": heavy, "known": known, "greeter": setter, "ping": ping["id"], "pong": pong}
