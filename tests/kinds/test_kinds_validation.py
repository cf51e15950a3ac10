"""Validation rules: one list, one PUT per rule, arguments both ways, and what a property may carry."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.validation.arguments import FORMS, canonical, said, sent
from revops.kinds.validation.check import CARRIERS
from revops.kinds.validation.kind import ValidationKind
from revops.kinds.validation.regex import fault
from revops.kinds.validation.spec import ValidationSpec
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Names
from revops.model.json import MISSING
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Phase, Symbol, Unknown

KIND = ValidationKind()
NPS = {"MIN_NUMBER": 0, "MAX_NUMBER": 10}
ADDRESS = "validation.contacts.nps"
GUIDE = {
    "AFTER_DATETIME_DURATION": ("P1Y", ["P1Y"]),
    "AFTER_DURATION": ("P7D", ["P7D"]),
    "ALPHANUMERIC": ("ALPHA_ONLY", ["ALPHA_ONLY"]),
    "BEFORE_DATETIME_DURATION": ("P1M", ["P1M"]),
    "BEFORE_DURATION": ("P30D", ["P30D"]),
    "DAYS_OF_WEEK": (["MONDAY", "WEDNESDAY", "FRIDAY"], ["MONDAY", "WEDNESDAY", "FRIDAY"]),
    "DECIMAL": (2, ["2"]),
    "DOMAIN": (True, []),
    "EMAIL": (True, []),
    "EMAIL_ALLOWED_DOMAINS": (["company.com", "partner.com"], ["company.com", "partner.com"]),
    "EMAIL_BLOCKED_DOMAINS": (["competitor.com"], ["competitor.com"]),
    "END_DATE": ("2022-01-01", ["1640995200000"]),
    "END_DATETIME": ("2022-01-01T00:00:00Z", ["1640995200000"]),
    "FORMAT": ("UPPER", ["UPPER"]),
    "MAX_LENGTH": (100, ["100"]),
    "MAX_NUMBER": (99.99, ["99.99"]),
    "MIN_LENGTH": (5, ["5"]),
    "MIN_NUMBER": (-10.5, ["-10.5"]),
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": ("us", ["us"]),
    "REGEX": (
        {"pattern": "^[A-Z]+$", "message": "Must be uppercase"},
        ["^[A-Z]+$", "Must be uppercase"],
    ),
    "SPECIAL_CHARACTERS": ("NOT_ALLOWED", ["NOT_ALLOWED"]),
    "START_DATE": ("2022-01-01", ["1640995200000"]),
    "START_DATETIME": ("2022-01-01T00:00:00Z", ["1640995200000"]),
    "URL": (True, []),
    "URL_ALLOWED_DOMAINS": (["example.com", "hubspot.com"], ["example.com", "hubspot.com"]),
    "URL_BLOCKED_DOMAINS": (["bad-site.net", "spam.com"], ["bad-site.net", "spam.com"]),
    "WHITESPACE": ("TRIM", ["TRIM"]),
}
"""Value in a blueprint and arguments on the wire, the latter from the guide's examples."""


def row(name="nps", **rules):
    told = [{"ruleType": rule, "ruleArguments": arguments} for rule, arguments in rules.items()]
    return {"propertyName": name, "propertyValidationRules": told}


def one(rules, name="nps", near=None):
    (resource,) = expand(KIND, {"contacts": {name: rules}}, near)
    return resource


def observe(*answers, context=None, scope="contacts"):
    return talk(KIND.observe(scope, [], context or Context()), answers)


def actual(**rules):
    return found(observe(rows(row(**rules)))[1], ADDRESS)


def reports(rules, kind="number", field=""):
    declared = {"properties": {"contacts": {"nps": {"fieldType": field}}}}
    near = Near(types={"contacts.nps": kind}, entries=declared)
    one(rules, near=near)
    return near.reports


# --- the blueprint ---


def test_every_rule_is_a_unit():
    """Rules can drift one by one, and each knows its line."""
    resource = one({**NPS, "ref": "CP10"}, near=Near(types={"contacts.nps": "number"}))

    assert str(resource.address) == ADDRESS
    assert resource.units == NPS
    assert resource.ref == ("CP10",)
    assert resource.origins["MIN_NUMBER"].file == "validations/contacts/nps/MIN_NUMBER"


def test_the_property_comes_first():
    """A declared property and one that only the portal may have are both needed."""
    need = Need(Address("property", "contacts", "nps"))

    assert one(NPS, near=Near(types={"contacts.nps": "number"})).needs == {need}
    assert one(NPS).needs == {need}


def test_a_scores_property_is_there_once_it_is_published():
    """The need is the one that the blueprint's other section names."""

    class WithScore(Near):
        def provider(self, ref):
            return Need(Address("score", ref.object, ref.name), Phase.PUBLISH)

    (need,) = one(NPS, near=WithScore()).needs

    assert (need.address.kind, need.phase) == ("score", Phase.PUBLISH)


def test_all_of_hubspots_rule_types_are_known():
    """The 27 types of the API description, in every table, no other."""
    types = set(GUIDE)

    assert len(types) == 27
    assert types == set(FORMS) == set(CARRIERS) == set(ValidationSpec.model_fields) - {"ref"}


@pytest.mark.parametrize(
    ("rules", "kind", "field"),
    [
        ({"MIN_NUMBER": 0}, "string", ""),
        ({"URL": True}, "number", ""),
        ({"URL": True}, "string", "textarea"),
        ({"START_DATE": "2026-01-01"}, "datetime", "date"),
        ({"PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": True}, "string", "text"),
        ({"MIN_LENGTH": 1}, "bool", "booleancheckbox"),
    ],
)
def test_a_rule_goes_with_type_and_field_type(rules, kind, field):
    """A rule of another sort of property is an error at its own line."""
    (rule,) = rules

    assert reports(rules, kind, field) == [("RV610", ("validations", "contacts", "nps", rule))]


@pytest.mark.parametrize(
    ("rules", "kind", "field"),
    [
        (NPS, "number", "number"),
        ({"URL": True}, "string", "text"),
        ({"MAX_LENGTH": 5}, "string", "phonenumber"),
        ({"MAX_LENGTH": 5}, "phone_number", "phonenumber"),
        ({"DAYS_OF_WEEK": ["MONDAY"]}, "datetime", "date"),
        ({"URL": True}, "string", ""),
    ],
)
def test_what_fits_is_not_reported(rules, kind, field):
    """The guide's pairs pass, and so does what the blueprint does not tell."""
    assert reports(rules, kind, field) == []


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        ({"MIN_NUMBER": 11, "MAX_NUMBER": 10.5}, "number"),
        ({"MIN_LENGTH": 9, "MAX_LENGTH": 8}, "string"),
        ({"START_DATE": "2026-02-01", "END_DATE": "2026-01-31"}, "date"),
        (
            {"START_DATETIME": "2026-01-01T09:00:00+09:00", "END_DATETIME": "2025-12-31T23:59:59Z"},
            "datetime",
        ),
    ],
)
def test_limits_do_not_cross(rules, kind):
    """A lower limit above the upper one is an error at the lower; times compare across zones."""
    (low, *_) = rules

    assert reports(rules, kind) == [("RV611", ("validations", "contacts", "nps", low))]


def test_equal_limits_are_one_value():
    """Exactly one value may be wanted."""
    assert reports({"MIN_NUMBER": 3, "MAX_NUMBER": 3.0}) == []


def test_an_entry_without_rules_is_an_error():
    """Otherwise a create without a request would be planned."""
    assert reports({"ref": "CP10"}) == [("RV613", ("validations", "contacts", "nps"))]


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z]{2}-[0-9]+$",
        r"\pL+\p{Greek}\z",
        "[[:alpha:]]+",
        r"(?i)ab(?U)c|(?s-m:.*)",
        r"(?P<year>\d{4})-(?<month>\d\d)",
        r"\Q(((\E",
        r"[(?=!]+",
        r"\(?=x",
        r"\x{10FFFF}",
    ],
)
def test_re2_is_read(pattern):
    """What RE2's syntax page lists passes, also where Python has no such words."""
    assert fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(a", "unterminated"),
        ("[a", "unterminated"),
        ("*a", "nothing to repeat"),
        ("a(?=b)", "look-ahead"),
        ("(?<!a)b", "look-behind"),
        (r"(a)\1", "references"),
        ("(?>a)", "atomic"),
        ("(a)?(?(1)b|c)", "conditions"),
        ("(" * 1900, ""),
    ],
)
def test_what_re2_cannot_read_is_told(pattern, told):
    """The reason names the slip, or what RE2 leaves out."""
    assert fault(pattern)
    assert told in fault(pattern)


def test_an_unreadable_expression_is_an_error_at_its_line():
    """The place is that of the pattern."""
    rules = {"REGEX": {"pattern": "(a", "message": "Wrong"}}

    assert reports(rules, "string") == [("RV612", ("validations", "contacts", "nps", "REGEX", "pattern"))]


@pytest.mark.parametrize(
    "rules",
    [
        {"URL": False},
        {"URL": "true"},
        {"MIN_NUMBER": "0"},
        {"MIN_NUMBER": True},
        {"MIN_NUMBER": float("inf")},
        {"DECIMAL": 21},
        {"DECIMAL": 1.5},
        {"MIN_LENGTH": 0},
        {"MAX_LENGTH": 10_001},
        {"ALPHANUMERIC": "LETTERS"},
        {"WHITESPACE": True},
        {"REGEX": "^a$"},
        {"REGEX": {"pattern": "^a$"}},
        {"REGEX": {"pattern": "a" * 2001, "message": "x"}},
        {"URL_ALLOWED_DOMAINS": []},
        {"URL_ALLOWED_DOMAINS": [f"d{n}.com" for n in range(21)]},
        {"URL_ALLOWED_DOMAINS": ["a.com", "a.com"]},
        {"URL_ALLOWED_DOMAINS": ["https://a.com"]},
        {"PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": "US"},
        {"START_DATE": "01.02.2026"},
        {"START_DATETIME": "2026-01-01T09:00:00"},
        {"AFTER_DURATION": "PT1H"},
        {"AFTER_DURATION": "7 days"},
        {"DAYS_OF_WEEK": ["MONDAY", "MONDAY"]},
        {"DAYS_OF_WEEK": ["Monday"]},
        {"MINIMUM": 0},
    ],
)
def test_other_values_do_not_pass(rules):
    """What the guide's table does not allow is refused with the section's shape."""
    with pytest.raises(ValidationError):
        TypeAdapter(ValidationSpec).validate_python(rules)


# --- arguments ---


@pytest.mark.parametrize("rule", GUIDE)
def test_arguments_go_both_ways(rule):
    """The guide's example is what is sent, and is read as the blueprint says it."""
    value, arguments = GUIDE[rule]

    assert ValidationSpec.model_validate({rule: value}).rules == {rule: value}
    assert sent(rule, value) == arguments
    assert said(rule, arguments) == value


@pytest.mark.parametrize(
    ("rule", "arguments", "value"),
    [
        ("MAX_NUMBER", ["10.0"], 10),
        ("MAX_NUMBER", ["1E3"], 1000),
        ("WHITESPACE", [], "ALL"),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", [], True),
        ("URL_ALLOWED_DOMAINS", ["b.com", "a.com"], ["a.com", "b.com"]),
        ("DAYS_OF_WEEK", ["FRIDAY", "MONDAY"], ["MONDAY", "FRIDAY"]),
        ("START_DATE", ["1641027600000"], "2022-01-01T09:00:00Z"),
    ],
)
def test_spellings_that_mean_the_same_are_one(rule, arguments, value):
    """HubSpot's print and sequence make no drift."""
    assert said(rule, arguments) == value
    assert canonical(rule, value) == value


def test_a_time_is_compared_as_a_moment():
    """The blueprint's zone is not HubSpot's."""
    assert canonical("START_DATETIME", "2022-01-01T09:00:00+09:00") == "2022-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("rule", "arguments"),
    [
        ("MIN_NUMBER", ["ten"]),
        ("MIN_NUMBER", ["NaN"]),
        ("MIN_NUMBER", []),
        ("MIN_NUMBER", ["1", "2"]),
        ("URL", ["x"]),
        ("REGEX", ["^a$"]),
        ("START_DATE", ["2022-01-01"]),
        ("START_DATE", ["9" * 30]),
        ("DAYS_OF_WEEK", ["SOMEDAY"]),
    ],
)
def test_arguments_without_words_stay_as_they_are(rule, arguments):
    """They are shown and can go back, but no blueprint says them."""
    assert said(rule, arguments) == {"raw": arguments}
    assert sent(rule, {"raw": arguments}) == arguments


# --- the wire ---


def test_one_list_shows_every_rule_of_an_object():
    """One request by type id; a property that is not in the list has no rules."""
    asked, seen = observe(rows(row(MIN_NUMBER=["0"], MAX_NUMBER=["10"]), row("site", URL=[])))

    assert [(c.surface, c.method, c.path) for calls in asked for c in calls] == [
        ("property_validations", "GET", "/0-1")
    ]
    assert found(seen, ADDRESS).units == NPS
    assert found(seen, "validation.contacts.site").units == {"URL": True}
    assert seen.presence(Address("validation", "contacts", "zip")) == Absent()


def test_a_property_whose_rules_are_gone_has_none():
    """An empty list of rules is as good as none."""
    _, seen = observe(rows(row()))

    assert seen.found == ()


def test_rule_types_of_a_later_version_are_passed_over():
    """A blueprint has no key for them."""
    assert actual(MIN_NUMBER=["0"], PALINDROME=["x"]).units == {"MIN_NUMBER": 0}


def test_a_refused_list_proves_nothing():
    """A 403 leaves rules unknown, never absent."""
    _, seen = observe(Answer(403, {"message": "This app hasn't been granted all required scopes"}))

    assert isinstance(seen.presence(Address.parse(ADDRESS)), Unknown)


def test_every_rule_is_a_put():
    """Arguments are texts; each call names the rule that it sets."""
    resource = one({**NPS, "DECIMAL": 0})

    assert compile_(KIND, create(resource)) == [
        ("PUT", "/0-1/nps/rule-type/MIN_NUMBER", {"ruleArguments": ["0"]}),
        ("PUT", "/0-1/nps/rule-type/MAX_NUMBER", {"ruleArguments": ["10"]}),
        ("PUT", "/0-1/nps/rule-type/DECIMAL", {"ruleArguments": ["0"]}),
    ]
    asked, _ = talk(KIND.compile([create(resource)], Context()))
    assert [call.units for calls in asked for call in calls] == [
        {"MIN_NUMBER"},
        {"MAX_NUMBER"},
        {"DECIMAL"},
    ]


def test_normalization_that_a_person_chose_is_sent_back():
    """A PUT replaces the whole rule, so what is not managed goes with it."""
    raw = row(ALPHANUMERIC=["ALPHA_ONLY"])
    raw["propertyValidationRules"][0]["shouldApplyNormalization"] = True
    seen = found(observe(rows(raw))[1], ADDRESS)

    ((_, _, body),) = compile_(KIND, update(None, seen, ALPHANUMERIC="NUMERIC_ONLY"))

    assert body == {"ruleArguments": ["NUMERIC_ONLY"], "shouldApplyNormalization": True}


@pytest.mark.parametrize(
    ("low", "high", "first"),
    [(20, 30, "MAX_NUMBER"), (-5, -1, "MIN_NUMBER"), (5, 8, "MIN_NUMBER")],
)
def test_limits_never_cross_on_the_way(low, high, first):
    """From 0..10 upwards the upper limit goes first, else the lower one."""
    seen = actual(MIN_NUMBER=["0"], MAX_NUMBER=["10"])

    calls = compile_(KIND, update(None, seen, MIN_NUMBER=low, MAX_NUMBER=high))

    last = "MIN_NUMBER" if first == "MAX_NUMBER" else "MAX_NUMBER"
    assert [path.rpartition("/")[2] for _, path, _ in calls] == [first, last]


def test_a_limit_that_no_blueprint_can_say_is_no_hindrance():
    """HubSpot shows arguments without a documented meaning; taking the blueprint's side replaces them."""
    seen = actual(MIN_NUMBER=["0"], MAX_NUMBER=["10", "INCLUSIVE"])

    calls = compile_(KIND, update(None, seen, MIN_NUMBER=2, MAX_NUMBER=5))

    assert [path.rpartition("/")[2] for _, path, _ in calls] == ["MIN_NUMBER", "MAX_NUMBER"]


def test_names_of_the_target_are_used():
    """A property that the target binds to another name, and a custom object by this portal's id."""
    names = Names({Symbol("object", "contract"): "2-7"})
    bound = Context(bind={"property.contract.nps": "nps_2019"}, names=names)
    asked, seen = observe(rows(row("nps_2019", MIN_NUMBER=["0"])), context=bound, scope="contract")
    seen_one = found(seen, "validation.contract.nps")

    assert asked[0][0].path == "/2-7"
    assert compile_(KIND, update(None, seen_one, MIN_NUMBER=1), context=bound) == [
        ("PUT", "/2-7/nps_2019/rule-type/MIN_NUMBER", {"ruleArguments": ["1"]})
    ]


def test_a_refusal_is_told():
    """HubSpot's words, with what is mostly the matter."""
    address = Address.parse(ADDRESS)
    call = Call("property_validations", "PUT", "/0-1/nps/rule-type/URL", carries=(address,))

    (bad,) = KIND.settle(call, Answer(400, {"message": "cannot be applied"}), Context())
    (good,) = KIND.settle(call, Answer(204), Context())

    assert bad.finding
    assert (bad.finding.code, bad.done) == ("RV551", False)
    assert "field type" in bad.finding.hint
    assert good.done


def test_removing_is_done_by_hand():
    """No request takes a rule back, so none is made, and the clicks name what to clear."""
    seen = actual(MIN_NUMBER=["0"], MAX_NUMBER=["10"])
    context = Context(portal=PortalFacts(7, ui_domain="app.hubspot.com"))

    assert compile_(KIND, delete(seen)) == []
    told = KIND.by_hand(delete(seen), context)
    assert told.startswith("https://app.hubspot.com/property-settings/7/properties?type=0-1")
    assert told.endswith("search nps > Rules > clear MIN_NUMBER > clear MAX_NUMBER")
    assert "set MAX_NUMBER to 5" in KIND.by_hand(update(None, seen, MAX_NUMBER=5), context)


# --- writing back ---


def test_describe_says_what_a_blueprint_says():
    """The entry that `pull` writes is valid and means the same."""
    seen = actual(MIN_NUMBER=["0"], MAX_NUMBER=["10.0"])
    entry = KIND.describe(seen, Context())

    assert entry == NPS
    assert one(entry).units == seen.units


def test_keep_changes_one_rule():
    """The portal's value takes the place of the blueprint's; a rule that is gone goes."""
    entry = {"MIN_NUMBER": 0, "MAX_NUMBER": 10}

    KIND.rewrite(entry, "MAX_NUMBER", 5, Context())
    KIND.rewrite(entry, "MIN_NUMBER", MISSING, Context())

    assert entry == {"MAX_NUMBER": 5}
