"""What the fields and settings of a form are held to (dossier I1, HubSpot's changelog of 2024)."""

from __future__ import annotations

import pytest
from form_bodies import (
    CONTACTS,
    DIGITS,
    DISPLAY,
    EMAIL,
    NAME,
    OPTIONS,
    PHONE,
    STYLE,
    V3,
    configured,
    dependent,
    field,
    form,
    group,
    make_properties,
)

BUDGET = field("budget", "dropdown", options=OPTIONS)
SOUND = [
    EMAIL,
    NAME,
    PHONE,
    field("mobilephone", "mobile_phone", validation=DIGITS),
    field("plan", "multi_line_text", description="Help", defaultValue="-"),
    field("details", "multi_line_text"),
    field("headcount", "number", validation={"minAllowedDigits": 1, "maxAllowedDigits": 4}),
    field("headcount", "number"),
    field("agreed", "single_checkbox", defaultValue="true"),
    field("budget", "dropdown", options=OPTIONS, defaultValues=["low"], placeholder="?"),
    field("budget", "radio", options=OPTIONS[:1]),
    field("topics", "multiple_checkboxes", options=OPTIONS, defaultValues=["low", "high"]),
    field("due", "datepicker"),
    field("drawing", "file", allowMultipleFiles=True),
    {**field("name", "single_line_text"), "objectTypeId": "0-2"},
]
UNSOUND = [
    {**NAME, "objectTypeId": "0-999"},
    {**NAME, "objectTypeId": "contacts"},
    field("nowhere", "single_line_text"),
    field("lifecyclestage", "dropdown", options=[{"label": "Lead", "value": "lead", "displayOrder": 0}]),
    field("num_notes", "number"),
    field("email", "single_line_text"),
    field("lastname", "email", validation=EMAIL["validation"]),
    field("email", "email"),
    field("phone", "phone", validation=DIGITS),
    field("phone", "phone", useCountryCodeSelect=True, validation={**DIGITS, "minAllowedDigits": 21}),
    field("phone", "phone", useCountryCodeSelect=True, validation={"minAllowedDigits": 7}),
    field("lastname", "phone", useCountryCodeSelect=True, validation=DIGITS),
    field("headcount", "single_line_text"),
    field("plan", "number"),
    field("at", "datepicker"),
    field("due", "single_line_text"),
    field("drawing", "file"),
    field("budget", "dropdown"),
    field("budget", "dropdown", options=[]),
    {name: value for name, value in BUDGET.items() if name != "defaultValues"},
    field("budget", "multiple_checkboxes", options=OPTIONS),
    field("topics", "dropdown", options=OPTIONS),
    field("budget", "dropdown", options=[*OPTIONS, OPTIONS[0]]),
    field("budget", "dropdown", options=[{**OPTIONS[0], "value": "medium"}]),
    field("budget", "dropdown", options=[{"label": "Low", "value": "low"}]),
    field("budget", "dropdown", options=OPTIONS, defaultValues=["medium"]),
    field("budget", "dropdown", options=OPTIONS, defaultValues=["low", "high"]),
    field("budget", "payment_link_radio", options=OPTIONS),
    field("plan", "signature"),
    field("plan", "single_line_text", options=OPTIONS),
    {key: value for key, value in NAME.items() if key != "dependentFields"},
    {key: value for key, value in NAME.items() if key != "hidden"},
    {**NAME, "required": "yes"},
    {**NAME, "colour": "red"},
]


@pytest.fixture
def portal(hubspot):
    """A portal with a property of each kind."""
    make_properties(hubspot)
    return hubspot


def post(hubspot, body, status):
    return hubspot("POST", V3, body, status=status)


@pytest.mark.parametrize("entry", SOUND, ids=lambda entry: f"{entry['fieldType']} {entry['name']}")
def test_sound_fields(portal, entry):
    """Each field type takes properties of its kind, and comes back as it was sent."""
    kept = post(portal, form(fieldGroups=[group(entry)]), 201)["fieldGroups"][0]["fields"][0]
    chosen = {"defaultValues": []} if "options" in entry else {}

    assert kept == {**chosen, **entry}


@pytest.mark.parametrize("entry", UNSOUND, ids=lambda entry: f"{entry['fieldType']} {entry['name']}")
def test_unsound_fields(portal, entry):
    """A field that does not fit its property, or whose shape is not its type's, is refused."""
    refused = post(portal, form(fieldGroups=[group(entry)]), 400)

    assert refused["errors"][0]["in"].startswith("fieldGroups[0].fields[0]")


def test_rows(portal):
    """Up to three fields stand in a row; a row may have text alone, a form may not (dossier I1)."""
    words = group(richText="<p>Hello</p>", groupType="default_group")
    company = field("company", "single_line_text")

    post(portal, form(fieldGroups=[words, group(EMAIL, NAME, PHONE)]), 201)
    post(portal, form(name="B", fieldGroups=[group(EMAIL, NAME, PHONE, company)]), 400)
    post(portal, form(name="B", fieldGroups=[words]), 400)
    post(portal, form(name="B", fieldGroups=[group(EMAIL), group()]), 400)
    post(portal, form(name="B", fieldGroups=[group(EMAIL, groupType="other")]), 400)


def test_a_field_twice(portal):
    """A field is in a form once, also among dependent ones."""
    again = {**NAME, "dependentFields": [dependent(EMAIL, "is_not_empty")]}

    for groups in ([group(EMAIL, EMAIL)], [group(EMAIL), group(again)]):
        refused = post(portal, form(fieldGroups=groups), 400)
        assert refused["errors"][0]["code"] == "DUPLICATE_FIELD"


PLAN = field("plan", "single_line_text")
COUNT = field("headcount", "number")
DUE = field("due", "datepicker")
CONDITIONS = [
    (BUDGET, dependent(PLAN, "set_any", values=["high"]), 201),
    (BUDGET, dependent(PLAN, "set_any", values=["medium"]), 400),
    (BUDGET, dependent(PLAN, "set_any"), 400),
    (BUDGET, dependent(PLAN, "eq", value="high"), 201),
    (BUDGET, dependent(PLAN, "eq", value="medium"), 400),
    (BUDGET, dependent(PLAN, "contains", value="hi"), 400),
    (BUDGET, dependent(PLAN, "is_not_empty"), 201),
    (NAME, dependent(PLAN, "str_starts_with", value="S"), 201),
    (NAME, dependent(PLAN, "eq"), 400),
    (NAME, dependent(PLAN, "gt", value="1"), 400),
    (NAME, dependent(PLAN, "set_any", values=["x"]), 400),
    (COUNT, dependent(PLAN, "between", rangeStart="1", rangeEnd="9"), 201),
    (COUNT, dependent(PLAN, "between", rangeStart="1"), 400),
    (COUNT, dependent(PLAN, "lte", value="9"), 201),
    (COUNT, dependent(PLAN, "within_time", value="9"), 400),
    (DUE, dependent(PLAN, "within_time", value="9"), 201),
    (NAME, dependent(PLAN, "like", value="x"), 400),
    (NAME, {**dependent(PLAN, "eq"), "dependentCondition": {"operator": "eq", "value": "x"}}, 400),
    (NAME, dependent(field("nowhere", "single_line_text"), "is_not_empty"), 400),
    (NAME, dependent({**PLAN, "dependentFields": [dependent(COUNT, "is_not_empty")]}, "is_not_empty"), 400),
]


@pytest.mark.parametrize(("entry", "depends", "status"), CONDITIONS)
def test_dependent_fields(portal, entry, depends, status):
    """An operator goes with its kind of field, has what it compares with, and names options that exist."""
    body = form(fieldGroups=[group({**entry, "dependentFields": [depends]})])

    post(portal, body, status)


@pytest.mark.parametrize("language", ["ja", "zh-cn", "zh-hk", "zh-tw", "no-no"])
def test_languages_of_the_description(portal, language):
    """Chinese comes in three, Norwegian as no-no."""
    made = post(portal, configured(language=language), 201)

    assert made["configuration"]["language"] == language


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "jp"},
        {"language": "zh"},
        {"cloneable": "yes"},
        {"notifyRecipients": ["2003"]},
        {"notifyRecipients": [1003]},
        {"postSubmitAction": {"type": "redirect_url", "value": "example.com"}},
        {"postSubmitAction": {"type": "thank_you"}},
        {"postSubmitAction": {"type": "mail", "value": "x"}},
        {"lifecycleStages": [{"objectTypeId": "0-1", "value": "lead"}]},
        {"lifecycleStages": [{"objectTypeId": each, "value": "hero"} for each in ("0-1", "0-2")]},
        {"lifecycleStages": [{"objectTypeId": each, "value": "lead"} for each in ("0-1", "0-3")]},
        {"lifecycleStages": [{"objectTypeId": "0-1", "value": "lead"}] * 2},
        {"embedType": "V5"},
        {"colour": "red"},
    ],
    ids=str,
)
def test_unsound_configuration(hubspot, wrong):
    """Recipients are users, stages exist and come for contacts and companies together."""
    refused = post(hubspot, configured(**wrong), 400)

    assert refused["errors"][0]["in"].startswith("configuration")


@pytest.mark.parametrize(
    "right",
    [
        {"notifyRecipients": []},
        {"lifecycleStages": []},
        {"postSubmitAction": {"type": "redirect_url", "value": "https://example.com/thanks"}},
        {"embedType": "V4"},
    ],
    ids=str,
)
def test_sound_configuration(hubspot, right):
    """What may be empty, and the other kind of answer to a submission."""
    (name,) = right

    assert post(hubspot, configured(**right), 201)["configuration"][name] == right[name]


@pytest.mark.parametrize(
    "style",
    [
        {"submitColor": "orange"},
        {"submitSize": "12"},
        {"submitAlignment": "top"},
        {"backgroundWidth": "wide"},
        {"fontFamily": ""},
        {"shadow": "none"},
    ],
    ids=str,
)
def test_unsound_style(hubspot, style):
    """Colours are hexadecimal, sizes in pixels."""
    post(hubspot, form(displayOptions={**DISPLAY, "style": {**STYLE, **style}}), 400)


@pytest.mark.parametrize("name", [*STYLE, "renderRawHtml", "theme", "submitButtonText"])
def test_the_style_is_whole(hubspot, name):
    """Every one of the twelve values, and of the options around them, is required."""
    display = {key: value for key, value in DISPLAY.items() if key != name}
    display["style"] = {key: value for key, value in STYLE.items() if key != name}

    post(hubspot, form(displayOptions=display), 400)


def test_css_class(hubspot):
    """The one display option that may be left out."""
    assert post(hubspot, form(displayOptions={**DISPLAY, "cssClass": "x"}), 201)["displayOptions"]["cssClass"]


def consents(marketing):
    box = {"label": "Mails", "required": False, "subscriptionTypeId": marketing}
    return {
        "legitimate_interest": {
            "lawfulBasis": "lead",
            "subscriptionTypeIds": [marketing],
            "privacyText": "P",
        },
        "explicit_consent_to_process": {
            "communicationsCheckboxes": [box],
            "privacyText": "P",
            "consentToProcessCheckboxLabel": "I agree",
        },
        "implicit_consent_to_process": {"communicationsCheckboxes": [box], "privacyText": "P"},
    }


def marketing_type(hubspot):
    return int(hubspot("GET", "/communication-preferences/2026-09/definitions")["results"][0]["id"])


@pytest.mark.parametrize(
    "kind", ["legitimate_interest", "explicit_consent_to_process", "implicit_consent_to_process"]
)
def test_consent(hubspot, kind):
    """Each kind of consent has its own parts, all of which are kept; none takes another's."""
    parts = consents(marketing_type(hubspot))[kind]
    kept = post(hubspot, form(legalConsentOptions={"type": kind, **parts}), 201)

    assert kept["legalConsentOptions"] == {"type": kind, **parts}
    post(hubspot, form(name="B", legalConsentOptions={"type": "none", **parts}), 400)
    post(hubspot, form(name="B", legalConsentOptions={"type": kind}), 400)


@pytest.mark.parametrize(
    "kind", ["legitimate_interest", "explicit_consent_to_process", "implicit_consent_to_process"]
)
def test_consent_names_subscription_types(hubspot, kind):
    """A subscription type that the portal does not have is refused."""
    refused = post(hubspot, form(legalConsentOptions={"type": kind, **consents(1)[kind]}), 400)

    assert refused["errors"][0]["code"] == "UNKNOWN_REFERENCE"


def test_properties_for_forms(hubspot, make_hubspot):
    """With the variant a property must say that it is for forms; without it need not."""
    strict = make_hubspot(variants=frozenset({"form-field-properties"}))
    make_properties(hubspot)
    make_properties(strict)

    post(hubspot, form(PLAN), 201)
    post(strict, form(PLAN), 400)
    strict("PATCH", f"{CONTACTS}/plan", {"formField": True})
    post(strict, form(PLAN), 201)
