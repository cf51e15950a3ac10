"""Validation rules of properties: who may have which, their arguments, lists and refusals (dossier D6)."""

from __future__ import annotations

import pytest

BASE = "/crm/property-validations/2026-09/0-1"
PROPERTIES = "/crm/properties/2026-09/contacts"
FIELDS = {
    "score": ("number", "number"),
    "site": ("string", "text"),
    "notes": ("string", "textarea"),
    "direct": ("string", "phonenumber"),
    "due": ("date", "date"),
    "at": ("datetime", "date"),
    "agreed": ("bool", "booleancheckbox"),
}
CHOICE = [
    {"label": "Yes", "value": "true", "displayOrder": 0, "hidden": False},
    {"label": "No", "value": "false", "displayOrder": 1, "hidden": False},
]


def make(hubspot, name):
    kind, field = FIELDS[name]
    body = {
        "name": name,
        "label": name,
        "type": kind,
        "fieldType": field,
        "groupName": "contactinformation",
    }
    hubspot("POST", PROPERTIES, body | ({"options": CHOICE} if kind == "bool" else {}), status=201)


@pytest.fixture
def portal(hubspot):
    """A portal with one property of each sort."""
    for name in FIELDS:
        make(hubspot, name)
    return hubspot


def put(hubspot, name, rule, *arguments, status=204, **more):
    return hubspot(
        "PUT", f"{BASE}/{name}/rule-type/{rule}", {"ruleArguments": list(arguments), **more}, status=status
    )


def test_a_new_portal_has_no_rules(hubspot):
    """Nothing is in the list until somebody sets a rule."""
    assert hubspot("GET", BASE) == {"results": []}


def test_a_rule_is_shown_by_property_and_by_type(portal):
    """A PUT answers 204 without a body; list and reads show the rule with what was sent."""
    assert put(portal, "score", "MIN_NUMBER", "0") is None
    put(portal, "score", "MAX_NUMBER", "10", shouldApplyNormalization=False)

    rules = [
        {"ruleType": "MIN_NUMBER", "ruleArguments": ["0"]},
        {"ruleType": "MAX_NUMBER", "ruleArguments": ["10"], "shouldApplyNormalization": False},
    ]
    assert portal("GET", BASE) == {"results": [{"propertyName": "score", "propertyValidationRules": rules}]}
    assert portal("GET", f"{BASE}/score") == {"results": rules}
    assert portal("GET", f"{BASE}/score/rule-type/MAX_NUMBER") == rules[1]


def test_a_put_replaces_its_own_rule_alone(portal):
    """An existing rule of the type is overwritten, rules of other types stay (guide)."""
    put(portal, "score", "MIN_NUMBER", "0", shouldApplyNormalization=True)
    put(portal, "score", "DECIMAL", "1")
    put(portal, "score", "MIN_NUMBER", "1")

    assert portal("GET", f"{BASE}/score")["results"] == [
        {"ruleType": "MIN_NUMBER", "ruleArguments": ["1"]},
        {"ruleType": "DECIMAL", "ruleArguments": ["1"]},
    ]


@pytest.mark.parametrize(
    "path", ["/crm/property-validations/2026-03/0-1", "/crm/v3/property-validations/0-1"]
)
def test_versions(portal, path):
    """The older versions show the same."""
    put(portal, "site", "URL")

    assert portal("GET", path) == portal("GET", BASE)


@pytest.mark.parametrize(
    ("name", "rule", "arguments"),
    [
        ("due", "AFTER_DURATION", ["P7D"]),
        ("at", "AFTER_DATETIME_DURATION", ["P1Y"]),
        ("notes", "ALPHANUMERIC", ["NUMERIC_ONLY"]),
        ("due", "DAYS_OF_WEEK", ["MONDAY", "FRIDAY"]),
        ("at", "DAYS_OF_WEEK", ["SUNDAY"]),
        ("score", "DECIMAL", ["20"]),
        ("score", "MIN_NUMBER", ["-10.5"]),
        ("site", "DOMAIN", []),
        ("site", "EMAIL_ALLOWED_DOMAINS", ["company.com", "partner.com"]),
        ("due", "END_DATE", ["1640995200000"]),
        ("site", "FORMAT", ["UPPER"]),
        ("direct", "MAX_LENGTH", ["10000"]),
        ("notes", "MIN_LENGTH", ["1"]),
        ("direct", "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", []),
        ("direct", "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", ["us"]),
        ("site", "REGEX", ["^[A-Z]+$", "Must be uppercase"]),
        ("notes", "SPECIAL_CHARACTERS", ["NOT_ALLOWED"]),
        ("site", "URL_BLOCKED_DOMAINS", ["spam.com"]),
        ("site", "WHITESPACE", []),
        ("site", "WHITESPACE", ["TRIM"]),
    ],
)
def test_arguments_of_the_guide(portal, name, rule, arguments):
    """Every form that the guide shows is kept as it was sent."""
    put(portal, name, rule, *arguments)

    assert portal("GET", f"{BASE}/{name}/rule-type/{rule}")["ruleArguments"] == arguments


@pytest.mark.parametrize(
    ("name", "rule", "arguments"),
    [
        ("score", "MIN_NUMBER", ["ten"]),
        ("score", "MIN_NUMBER", []),
        ("score", "MIN_NUMBER", ["1", "2"]),
        ("score", "DECIMAL", ["21"]),
        ("site", "MAX_LENGTH", ["10001"]),
        ("site", "MAX_LENGTH", ["9" * 5000]),
        ("site", "MIN_LENGTH", ["0"]),
        ("site", "URL", ["true"]),
        ("site", "ALPHANUMERIC", ["LETTERS"]),
        ("site", "FORMAT", ["Upper"]),
        ("site", "WHITESPACE", ["NONE"]),
        ("site", "REGEX", ["^a$"]),
        ("site", "REGEX", ["(a", "told"]),
        ("site", "REGEX", ["a{99999999999}", "told"]),
        ("site", "REGEX", ["(" * 5000, "told"]),
        ("site", "REGEX", ["a(?=b)", "told"]),
        ("site", "URL_ALLOWED_DOMAINS", []),
        ("site", "URL_ALLOWED_DOMAINS", [f"d{n}.com" for n in range(21)]),
        ("direct", "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", ["US"]),
        ("due", "START_DATE", ["2022-01-01"]),
        ("due", "AFTER_DURATION", ["7 days"]),
        ("due", "DAYS_OF_WEEK", ["Monday"]),
    ],
)
def test_other_arguments_are_refused(portal, name, rule, arguments):
    """What the guide does not describe is a 400, and nothing is kept."""
    put(portal, name, rule, *arguments, status=400)

    assert portal("GET", BASE) == {"results": []}


@pytest.mark.parametrize(
    ("name", "rule", "arguments"),
    [
        ("site", "MIN_NUMBER", ["0"]),
        ("score", "URL", []),
        ("notes", "URL", []),
        ("notes", "WHITESPACE", []),
        ("site", "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", []),
        ("at", "START_DATE", ["1640995200000"]),
        ("due", "START_DATETIME", ["1640995200000"]),
        ("agreed", "MIN_LENGTH", ["1"]),
    ],
)
def test_a_rule_goes_with_type_and_field_type(portal, name, rule, arguments):
    """A rule for another sort of property is a 400."""
    refused = put(portal, name, rule, *arguments, status=400)

    assert refused["category"] == "VALIDATION_ERROR"


def test_limits_do_not_cross(portal):
    """A lower limit above the upper one is refused, an equal one is not."""
    put(portal, "score", "MAX_NUMBER", "10")

    put(portal, "score", "MIN_NUMBER", "10.5", status=400)
    put(portal, "score", "MIN_NUMBER", "10")


@pytest.mark.parametrize(
    "body",
    [{}, {"ruleArguments": "0"}, {"ruleArguments": [0]}, {"ruleArguments": ["0"], "ruleType": "MIN_NUMBER"}],
)
def test_the_body_is_strict(portal, body):
    """Arguments are a list of texts; the type stands in the path alone."""
    portal("PUT", f"{BASE}/score/rule-type/MIN_NUMBER", body, status=400)


def test_what_is_not_there(portal):
    """Unknown properties and rules are 404s, unknown rule types and object names 400s."""
    portal("GET", f"{BASE}/nothing", status=404)
    portal("GET", f"{BASE}/score/rule-type/MIN_NUMBER", status=404)
    put(portal, "nothing", "URL", status=404)
    put(portal, "score", "MINIMUM", "0", status=400)
    portal("GET", "/crm/property-validations/2026-09/contacts", status=400)


def test_there_is_no_delete(portal):
    """No description has a request that takes a rule back."""
    put(portal, "site", "URL")

    assert portal.send("DELETE", f"{BASE}/site/rule-type/URL").status_code == 405


def test_an_archived_property_is_not_in_the_list(portal):
    """Rules are shown of active properties alone."""
    put(portal, "site", "URL")
    portal("DELETE", f"{PROPERTIES}/site")

    assert portal("GET", BASE) == {"results": []}


@pytest.mark.parametrize(
    ("scopes", "read", "write"),
    [
        ({"crm.schemas.contacts.read"}, 200, 403),
        ({"crm.objects.contacts.read"}, 200, 403),
        ({"crm.schemas.contacts.write"}, 403, 404),
        ({"crm.schemas.deals.write", "crm.schemas.deals.read"}, 403, 403),
    ],
)
def test_scopes_are_those_of_definitions(make_hubspot, scopes, read, write):
    """The same scopes as for properties (API description); a write scope does not read."""
    hubspot = make_hubspot(scopes=frozenset(scopes))

    hubspot("GET", BASE, status=read)
    put(hubspot, "nothing", "URL", status=write)


def test_a_recorded_list_can_be_loaded(portal):
    """The body of the guide's example becomes the portal's rules."""
    rules = [{"ruleType": "MIN_NUMBER", "ruleArguments": ["1"]}]
    body = {"results": [{"propertyName": "score", "propertyValidationRules": rules}]}
    put(portal, "site", "URL")

    portal.load({BASE: body})

    assert portal("GET", BASE) == body
