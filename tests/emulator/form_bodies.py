"""Bodies of forms for the tests: whole ones, and fields of every kind (dossier I1)."""

from __future__ import annotations

from copy import deepcopy

V3 = "/marketing/v3/forms"
BETA = "/marketing/forms/2026-09-beta"
CONTACTS = "/crm/properties/2026-09/contacts"
NOW = "2026-11-22T09:00:00Z"
STYLE = {
    **dict.fromkeys(("helpTextSize", "labelTextSize", "legalConsentTextSize", "submitSize"), "12px"),
    **dict.fromkeys(("helpTextColor", "labelTextColor", "legalConsentTextColor"), "#333"),
    "backgroundWidth": "100%",
    "fontFamily": "arial, sans-serif",
    "submitAlignment": "left",
    "submitColor": "#ff7a59",
    "submitFontColor": "#ffffff",
}
DISPLAY = {"renderRawHtml": False, "theme": "canvas", "submitButtonText": "Send", "style": STYLE}
CONFIGURATION = {
    "language": "ja",
    "cloneable": True,
    "editable": True,
    "archivable": True,
    "recaptchaEnabled": False,
    "notifyContactOwner": False,
    "notifyRecipients": ["1003"],
    "createNewContactForNewEmail": False,
    "prePopulateKnownValues": True,
    "allowLinkToResetKnownValues": False,
    "lifecycleStages": [
        {"objectTypeId": "0-1", "value": "lead"},
        {"objectTypeId": "0-2", "value": "lead"},
    ],
    "postSubmitAction": {"type": "thank_you", "value": "Thank you"},
}
BLOCKED = {"blockedEmailDomains": ["example.net"], "useDefaultBlockList": False}
DIGITS = {"minAllowedDigits": 7, "maxAllowedDigits": 20}
PROPERTY = {"groupName": "contactinformation"}
OPTIONS = [
    {"label": word, "value": word, "displayOrder": place} for place, word in enumerate(("low", "high"))
]
ENUMERATED = ("dropdown", "radio", "multiple_checkboxes", "payment_link_radio")
# A property of each kind that a form can ask for: name, type, fieldType.
KINDS = (
    ("plan", "string", "text"),
    ("details", "string", "textarea"),
    ("headcount", "number", "number"),
    ("agreed", "bool", "booleancheckbox"),
    ("budget", "enumeration", "select"),
    ("topics", "enumeration", "checkbox"),
    ("due", "date", "date"),
    ("at", "datetime", "date"),
    ("drawing", "string", "file"),
)


def field(name, kind, **more):
    """A field of a contact property."""
    return {
        "objectTypeId": "0-1",
        "name": name,
        "label": name,
        "required": False,
        "hidden": False,
        "dependentFields": [],
        "fieldType": kind,
        **({"defaultValues": []} if kind in ENUMERATED else {}),
        **more,
    }


def group(*fields, **more):
    return {"groupType": "default_group", "richTextType": "text", "fields": list(fields), **more}


def dependent(entry, operator, **more):
    """A field that shows when a condition holds; a condition has all its members."""
    nothing = {"value": "", "values": [], "rangeStart": "", "rangeEnd": ""}
    return {"dependentCondition": {"operator": operator, **nothing, **more}, "dependentField": entry}


EMAIL = field("email", "email", required=True, validation=BLOCKED)
NAME = field("lastname", "single_line_text", placeholder="Suzuki")
PHONE = field("phone", "phone", useCountryCodeSelect=True, validation=DIGITS)
FORM = {
    "formType": "hubspot",
    "name": "Trial",
    "createdAt": NOW,
    "updatedAt": NOW,
    "archived": False,
    "fieldGroups": [group(EMAIL), group(NAME, PHONE)],
    "configuration": CONFIGURATION,
    "displayOptions": DISPLAY,
    "legalConsentOptions": {"type": "none"},
}


def form(*fields, **more):
    """A sound create, with these fields besides the e-mail address."""
    groups = [group(EMAIL), *(group(one) for one in fields)] if fields else FORM["fieldGroups"]
    return deepcopy({**FORM, "fieldGroups": groups, **more})


def configured(**more):
    """A sound create whose configuration is another one."""
    return form(configuration={**CONFIGURATION, **more})


def make_properties(hubspot):
    """One contact property of each kind."""
    for name, kind, shown in KINDS:
        values = {"enumeration": ("low", "high"), "bool": ("true", "false")}.get(kind, ())
        options = [{**OPTIONS[0], "label": value, "value": value, "hidden": False} for value in values]
        body = {**PROPERTY, "name": name, "label": name, "type": kind, "fieldType": shown}
        hubspot("POST", CONTACTS, {**body, **({"options": options} if options else {})})
