"""Every word of the condition language on the wire and in words, and the tree around them (dossier, G)."""

from dataclasses import dataclass
from typing import Any

import pytest

from revops.kinds import filters
from revops.model import condition as c
from revops.model.context import Context, Names, Unresolved
from revops.model.finding import Refused
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol
from revops.model.words import WORDS
from revops.views.sentence import sentence

TOKYO = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"))
EVERY = ("bool", "enumeration", "date", "datetime", "string", "number", "phone_number")
TEXTUAL = ("string", "phone_number")
TEMPORAL = ("date", "datetime")


@dataclass(frozen=True)
class Row:
    """`operation` lacks `includeObjectsWithNoValueSet`, which `accepts_none` tells."""

    types: tuple[str, ...]
    word: str
    value: Any
    operation: dict[str, Any]
    accepts_none: bool
    ja: str
    en: str


def plain(kind: str, operator: str, **fields: Any) -> dict[str, Any]:
    return {"operationType": kind, "operator": operator, **fields}


ZONE = {"zoneId": "Asia/Tokyo", "timezoneSource": "CUSTOM"}
NOW = {"timeType": "INDEXED", "indexReference": {"referenceType": "NOW"}, **ZONE}
OCTOBER_START = {
    "timeType": "DATE", "year": 2026, "month": 10, "day": 1,
    "hour": 0, "minute": 0, "second": 0, "millisecond": 0, **ZONE,
}  # fmt: skip
OCTOBER_END = {
    "timeType": "DATE", "year": 2026, "month": 10, "day": 1,
    "hour": 23, "minute": 59, "second": 59, "millisecond": 999, **ZONE,
}  # fmt: skip
THIRD_END = {**OCTOBER_END, "day": 3}


def same(one: c.Condition, other: c.Condition) -> bool:
    """Whether both hold for the same records, as far as their words tell."""
    return filters.canonical(one) == filters.canonical(other)


def indexed(kind: str, **reference: Any) -> dict[str, Any]:
    """A point of the calendar; the beginning of the present day, week and so on."""
    return {"timeType": "INDEXED", "indexReference": {"referenceType": kind, **reference}, **ZONE}


TODAY = indexed("TODAY")
WEEK = indexed("WEEK", dayOfWeek="MONDAY")
MONTH = indexed("MONTH", day=1)
QUARTER = indexed("QUARTER", day=1, month=1)
YEAR = indexed("YEAR", day=1, month=1)


def calendar(point: dict[str, Any], **offset: int) -> dict[str, Any]:
    return {**point, "offset": offset}


def today(count: int, unit: str = "days") -> dict[str, Any]:
    return calendar(TODAY, **{unit: count})


def other(reference: str) -> dict[str, Any]:
    """What another property holds, or when it was updated."""
    return {"timeType": "PROPERTY_REFERENCED", "property": "q", "referenceType": reference, **ZONE}


def moment(operator: str, point: dict[str, Any], endpoint: str, parser: str = "VALUE") -> dict[str, Any]:
    named = {
        "timePoint": point,
        "endpointBehavior": endpoint,
        "propertyParser": parser,
        "type": "TIME_POINT",
    }
    return plain("TIME_POINT", operator, **named)


def span(
    operator: str, low: dict[str, Any], high: dict[str, Any], parser: str = "VALUE", upper: str = "INCLUSIVE"
) -> dict[str, Any]:
    return {
        "operationType": "TIME_RANGED",
        "type": "TIME_RANGED",
        "operator": operator,
        "propertyParser": parser,
        "lowerBoundTimePoint": low,
        "lowerBoundEndpointBehavior": "INCLUSIVE",
        "upperBoundTimePoint": high,
        "upperBoundEndpointBehavior": upper,
    }


ROLLING = {
    "days": ("日", "日間"),
    "weeks": ("週間", "週間"),
    "months": ("か月", "か月間"),
    "years": ("年", "年間"),
}


def rolling(unit: str, ja: str, span_ja: str) -> list[Row]:
    """Five units back from the beginning of today or on from it."""
    ago, ahead = today(-5, unit), today(5, unit)
    past, back = span("IS_BETWEEN", ago, NOW), span("IS_NOT_BETWEEN", ago, NOW)
    return [
        Row(EVERY, f"updated_in_{unit}", 5, {**past, "propertyParser": "UPDATED_AT"}, False,
            f"p が過去 5 {ja}以内に更新された", f"p was updated in the last 5 {unit}"),
        Row(EVERY, f"not_updated_in_{unit}", 5, {**back, "propertyParser": "UPDATED_AT"}, True,
            f"p が過去 5 {span_ja}更新されていない", f"p was not updated in the last 5 {unit}"),
        Row(TEMPORAL, f"within_last_{unit}", 5, past, False,
            f"p が過去 5 {ja}以内", f"p is within the last 5 {unit}"),
        Row(TEMPORAL, f"not_within_last_{unit}", 5, back, True,
            f"p が過去 5 {ja}以内ではない", f"p is not within the last 5 {unit}"),
        Row(TEMPORAL, f"within_next_{unit}", 5, span("IS_BETWEEN", NOW, ahead), False,
            f"p が今後 5 {ja}以内", f"p is within the next 5 {unit}"),
        Row(TEMPORAL, f"not_within_next_{unit}", 5, span("IS_NOT_BETWEEN", NOW, ahead), True,
            f"p が今後 5 {ja}以内ではない", f"p is not within the next 5 {unit}"),
        Row(TEMPORAL, f"more_than_{unit}_ago", 5, moment("IS_BEFORE", ago, "EXCLUSIVE"), False,
            f"p が 5 {ja}前より前", f"p is more than 5 {unit} ago"),
        Row(TEMPORAL, f"more_than_{unit}_ahead", 5, moment("IS_AFTER", ahead, "EXCLUSIVE"), False,
            f"p が 5 {ja}後より後", f"p is more than 5 {unit} ahead"),
    ]  # fmt: skip


AB = ["a", "b"]
ENUM = ("enumeration",)
ROWS = [
    Row(EVERY, "known", True, plain("ALL_PROPERTY", "IS_KNOWN"), False, "p が入力済み", "p is known"),
    Row(EVERY, "unknown", True, plain("ALL_PROPERTY", "IS_UNKNOWN"), True, "p が未入力", "p is unknown"),
    Row(("bool",), "is", True, plain("BOOL", "IS_EQUAL_TO", value=True), False, "p が はい", "p is yes"),
    Row(("bool",), "is_not", True, plain("BOOL", "IS_NOT_EQUAL_TO", value=True), True,
        "p が はい ではない", "p is not yes"),
    Row(("bool",), "ever_is", False, plain("BOOL", "HAS_EVER_BEEN_EQUAL_TO", value=False), False,
        "p が いいえ だったことがある", "p has ever been no"),
    Row(("bool",), "never_is", False, plain("BOOL", "HAS_NEVER_BEEN_EQUAL_TO", value=False), True,
        "p が いいえ だったことがない", "p has never been no"),
    Row(ENUM, "any_of", AB, plain("ENUMERATION", "IS_ANY_OF", values=AB), False,
        "p が a、b のいずれか", "p is any of a, b"),
    Row(ENUM, "none_of", AB, plain("ENUMERATION", "IS_NONE_OF", values=AB), True,
        "p が a、b のいずれでもない", "p is none of a, b"),
    Row(ENUM, "ever_any_of", AB, plain("ENUMERATION", "HAS_EVER_BEEN_ANY_OF", values=AB), False,
        "p が a、b のいずれかだったことがある", "p has ever been any of a, b"),
    Row(ENUM, "never_any_of", AB, plain("ENUMERATION", "HAS_NEVER_BEEN_ANY_OF", values=AB), True,
        "p が a、b のいずれかだったことがない", "p has never been any of a, b"),
    Row(ENUM, "exactly", AB, plain("ENUMERATION", "IS_EXACTLY", values=AB), False,
        "p がちょうど a、b", "p is exactly a, b"),
    Row(ENUM, "not_exactly", AB, plain("ENUMERATION", "IS_NOT_EXACTLY", values=AB), True,
        "p がちょうど a、b ではない", "p is not exactly a, b"),
    Row(ENUM, "ever_exactly", AB, plain("ENUMERATION", "HAS_EVER_BEEN_EXACTLY", values=AB), False,
        "p がちょうど a、b だったことがある", "p has ever been exactly a, b"),
    Row(ENUM, "never_exactly", AB, plain("ENUMERATION", "HAS_NEVER_BEEN_EXACTLY", values=AB), True,
        "p がちょうど a、b だったことがない", "p has never been exactly a, b"),
    Row(ENUM, "all_of", AB, plain("ENUMERATION", "CONTAINS_ALL", values=AB), False,
        "p が a、b のすべてを含む", "p contains all of a, b"),
    Row(ENUM, "not_all_of", AB, plain("ENUMERATION", "DOES_NOT_CONTAIN_ALL", values=AB), True,
        "p が a、b のすべてを含むわけではない", "p does not contain all of a, b"),
    Row(ENUM, "ever_all_of", AB, plain("ENUMERATION", "HAS_EVER_CONTAINED_ALL", values=AB), False,
        "p が a、b のすべてを含んだことがある", "p has ever contained all of a, b"),
    Row(ENUM, "never_all_of", AB, plain("ENUMERATION", "HAS_NEVER_CONTAINED_ALL", values=AB), True,
        "p が a、b のすべてを含んだことがない", "p has never contained all of a, b"),
    Row(TEXTUAL, "equals", ["東京"], plain("MULTISTRING", "IS_EQUAL_TO", values=["東京"]), False,
        "p が 東京 と等しい", "p equals 東京"),
    Row(TEXTUAL, "not_equals", AB, plain("MULTISTRING", "IS_NOT_EQUAL_TO", values=AB), True,
        "p が a、b と等しくない", "p does not equal a, b"),
    Row(TEXTUAL, "ever_equals", "a", plain("STRING", "HAS_EVER_BEEN_EQUAL_TO", value="a"), False,
        "p が a と等しかったことがある", "p has ever equalled a"),
    Row(TEXTUAL, "never_equals", "a", plain("STRING", "HAS_NEVER_BEEN_EQUAL_TO", value="a"), True,
        "p が a と等しかったことがない", "p has never equalled a"),
    Row(TEXTUAL, "contains", AB, plain("MULTISTRING", "CONTAINS", values=AB), False,
        "p が a、b を含む", "p contains a, b"),
    Row(TEXTUAL, "not_contains", AB, plain("MULTISTRING", "DOES_NOT_CONTAIN", values=AB), True,
        "p が a、b を含まない", "p does not contain a, b"),
    Row(TEXTUAL, "ever_contains", "a", plain("STRING", "HAS_EVER_CONTAINED", value="a"), False,
        "p が a を含んだことがある", "p has ever contained a"),
    Row(TEXTUAL, "never_contains", "a", plain("STRING", "HAS_NEVER_CONTAINED", value="a"), True,
        "p が a を含んだことがない", "p has never contained a"),
    Row(TEXTUAL, "contains_exactly", ["a"], plain("MULTISTRING", "CONTAINS_EXACTLY", values=["a"]), False,
        "p が a を正確に含む", "p contains exactly a"),
    Row(TEXTUAL, "not_contains_exactly", ["a"],
        plain("MULTISTRING", "DOES_NOT_CONTAIN_EXACTLY", values=["a"]), True,
        "p が a を正確には含まない", "p does not contain exactly a"),
    Row(TEXTUAL, "starts_with", ["a"], plain("MULTISTRING", "STARTS_WITH", values=["a"]), False,
        "p が a で始まる", "p starts with a"),
    Row(TEXTUAL, "ends_with", ["a"], plain("MULTISTRING", "ENDS_WITH", values=["a"]), False,
        "p が a で終わる", "p ends with a"),
    Row(("number",), "equals", 5, plain("NUMBER", "IS_EQUAL_TO", value=5), False,
        "p が 5 と等しい", "p equals 5"),
    Row(("number",), "not_equals", 5, plain("NUMBER", "IS_NOT_EQUAL_TO", value=5), True,
        "p が 5 と等しくない", "p does not equal 5"),
    Row(("number",), "ever_equals", 5, plain("NUMBER", "HAS_EVER_BEEN_EQUAL_TO", value=5), False,
        "p が 5 と等しかったことがある", "p has ever equalled 5"),
    Row(("number",), "never_equals", 5, plain("NUMBER", "HAS_NEVER_BEEN_EQUAL_TO", value=5), True,
        "p が 5 と等しかったことがない", "p has never equalled 5"),
    Row(("number",), "less_than", 5, plain("NUMBER", "IS_LESS_THAN", value=5), False,
        "p が 5 未満", "p is less than 5"),
    Row(("number",), "at_most", 5, plain("NUMBER", "IS_LESS_THAN_OR_EQUAL_TO", value=5), False,
        "p が 5 以下", "p is at most 5"),
    Row(("number",), "greater_than", 0.5, plain("NUMBER", "IS_GREATER_THAN", value=0.5), False,
        "p が 0.5 より大きい", "p is greater than 0.5"),
    Row(("number",), "at_least", 60, plain("NUMBER", "IS_GREATER_THAN_OR_EQUAL_TO", value=60), False,
        "p が 60 以上", "p is at least 60"),
    Row(("number",), "between", [1, 9],
        plain("NUMBER_RANGED", "IS_BETWEEN", lowerBound=1, upperBound=9), False,
        "p が 1 から 9 の範囲内", "p is between 1 and 9"),
    Row(("number",), "not_between", [1, 9],
        plain("NUMBER_RANGED", "IS_NOT_BETWEEN", lowerBound=1, upperBound=9), True,
        "p が 1 から 9 の範囲外", "p is not between 1 and 9"),
    Row(TEMPORAL, "between", ["2026-10-01", "2026-10-03"],
        span("IS_BETWEEN", OCTOBER_START, THIRD_END), False,
        "p が 2026-10-01 から 2026-10-03 の範囲内", "p is between 2026-10-01 and 2026-10-03"),
    Row(TEMPORAL, "not_between", ["2026-10-01", "2026-10-03"],
        span("IS_NOT_BETWEEN", OCTOBER_START, THIRD_END), True,
        "p が 2026-10-01 から 2026-10-03 の範囲外", "p is not between 2026-10-01 and 2026-10-03"),
    Row(TEMPORAL, "before", "2026-10-01", moment("IS_BEFORE", OCTOBER_START, "EXCLUSIVE"), False,
        "p が 2026-10-01 より前", "p is before 2026-10-01"),
    Row(TEMPORAL, "on_or_after", "2026-10-01", moment("IS_AFTER", OCTOBER_START, "INCLUSIVE"), False,
        "p が 2026-10-01 以降", "p is on or after 2026-10-01"),
    Row(TEMPORAL, "after", "2026-10-01", moment("IS_AFTER", OCTOBER_END, "EXCLUSIVE"), False,
        "p が 2026-10-01 より後", "p is after 2026-10-01"),
    Row(TEMPORAL, "on_or_before", "2026-10-01", moment("IS_BEFORE", OCTOBER_END, "INCLUSIVE"), False,
        "p が 2026-10-01 以前", "p is on or before 2026-10-01"),
    Row(TEMPORAL, "on", "2026-10-01", span("IS_BETWEEN", OCTOBER_START, OCTOBER_END), False,
        "p が 2026-10-01 の当日", "p is on 2026-10-01"),
    Row(TEMPORAL, "not_on", "2026-10-01", span("IS_NOT_BETWEEN", OCTOBER_START, OCTOBER_END), True,
        "p が 2026-10-01 の当日ではない", "p is not on 2026-10-01"),
    Row(TEMPORAL, "in_this", "month", span("IS_BETWEEN", MONTH, calendar(MONTH, months=1), upper="EXCLUSIVE"),
        False, "p が今月中", "p is in this month"),
    Row(TEMPORAL, "not_in_this", "week",
        span("IS_NOT_BETWEEN", WEEK, calendar(WEEK, weeks=1), upper="EXCLUSIVE"), True,
        "p が今週中ではない", "p is not in this week"),
    Row(TEMPORAL, "in_this_so_far", "quarter", span("IS_BETWEEN", QUARTER, NOW), False,
        "p が今四半期のこれまで", "p is in this quarter so far"),
    Row(TEMPORAL, "not_in_this_so_far", "year", span("IS_NOT_BETWEEN", YEAR, NOW), True,
        "p が今年のこれまでではない", "p is not in this year so far"),
    Row(TEMPORAL, "in_last", {"month": 3},
        span("IS_BETWEEN", calendar(MONTH, months=-3), MONTH, upper="EXCLUSIVE"), False,
        "p が直前の 3 か月", "p is in the last 3 months"),
    Row(TEMPORAL, "not_in_last", {"quarter": 2},
        span("IS_NOT_BETWEEN", calendar(QUARTER, quarters=-2), QUARTER, upper="EXCLUSIVE"), True,
        "p が直前の 2 四半期 ではない", "p is not in the last 2 quarters"),
    Row(TEMPORAL, "in_next", {"year": 2},
        span("IS_BETWEEN", calendar(YEAR, years=1), calendar(YEAR, years=3), upper="EXCLUSIVE"), False,
        "p が次の 2 年", "p is in the next 2 years"),
    Row(TEMPORAL, "not_in_next", {"day": 5},
        span("IS_NOT_BETWEEN", calendar(TODAY, days=1), calendar(TODAY, days=6), upper="EXCLUSIVE"), True,
        "p が次の 5 日 ではない", "p is not in the next 5 days"),
    Row(TEMPORAL, "before_property", "contacts.q", moment("IS_BEFORE", other("VALUE"), "EXCLUSIVE"), False,
        "p が q より前", "p is before q"),
    Row(TEMPORAL, "after_property", "contacts.q", moment("IS_AFTER", other("VALUE"), "EXCLUSIVE"), False,
        "p が q より後", "p is after q"),
    Row(EVERY, "updated_before_property", "contacts.q",
        moment("IS_BEFORE", other("UPDATED_AT"), "EXCLUSIVE", "UPDATED_AT"), False,
        "p が q より前に更新された", "p was updated before q"),
    Row(EVERY, "updated_after_property", "contacts.q",
        moment("IS_AFTER", other("UPDATED_AT"), "EXCLUSIVE", "UPDATED_AT"), False,
        "p が q より後に更新された", "p was updated after q"),
    Row(TEXTUAL, "equals_property", "contacts.q",
        plain("COMPARATIVE_STRING", "IS_EQUAL_TO", comparisonPropertyName="q"), False,
        "p が q と等しい", "p equals q"),
    *(row for unit in ROLLING for row in rolling(unit, *ROLLING[unit])),
]  # fmt: skip
CASES = [pytest.param(t, row, id=f"{t}-{row.word}") for row in ROWS for t in row.types]


def about(word: str, value: Any, kind: str, name: str = "p", scope: str = "contacts") -> c.Test:
    return c.Test(c.PropertyRef(scope, name), kind, word, value)


def wire(row: Row) -> dict[str, Any]:
    return {**row.operation, "includeObjectsWithNoValueSet": row.accepts_none}


def prop(name: str, operation: dict[str, Any], *, accepts_none: bool = False) -> dict[str, Any]:
    full = {**operation, "includeObjectsWithNoValueSet": accepts_none}
    return {"filterType": "PROPERTY", "property": name, "operation": full}


def branch(kind: str, *entries: dict[str, Any], nested: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    members = {"filters": list(entries), "filterBranches": list(nested)}
    return {"filterBranchType": kind, "filterBranchOperator": kind, **members}


def root(*branches: dict[str, Any]) -> dict[str, Any]:
    return branch("OR", nested=branches)


def test_no_word_without_a_row() -> None:
    """A word or type that is added to the language fails here until its wire form is written down."""
    pairs = {(kind, word.name) for word in WORDS.values() for kind in word.shapes}

    assert {(kind, row.word) for row in ROWS for kind in row.types} == pairs


@pytest.mark.parametrize(("kind", "row"), CASES)
def test_word_on_the_wire(kind: str, row: Row) -> None:
    """Each word compiles to the operation that the dossier gives for it, with every required field."""
    compiled = filters.compile(about(row.word, row.value, kind), TOKYO)

    assert compiled == root(branch("AND", prop("p", row.operation, accepts_none=row.accepts_none)))


@pytest.mark.parametrize(("kind", "row"), CASES)
def test_word_read_back(kind: str, row: Row) -> None:
    """What HubSpot stores is read as the words that wrote it."""
    tree = root(branch("AND", {"filterType": "PROPERTY", "property": "p", "operation": wire(row)}))

    read = filters.decompile(tree, TOKYO)

    assert read is not None
    assert filters.spell(read) == {"property": "contacts.p", row.word: row.value}


@pytest.mark.parametrize(("kind", "row"), CASES)
def test_word_in_both_languages(kind: str, row: Row) -> None:
    """Each word has its sentence in Japanese and in English."""
    test = about(row.word, row.value, kind)

    assert (sentence(test, "ja"), sentence(test, "en")) == (row.ja, row.en)


SCORE = about("at_least", 60, "number", "engagement")
STATUS = about("none_of", ["UNQUALIFIED"], "enumeration", "hs_lead_status")
EMAIL = about("known", True, "string", "email")
SCORE_WIRE = prop("engagement", plain("NUMBER", "IS_GREATER_THAN_OR_EQUAL_TO", value=60))
STATUS_WIRE = prop(
    "hs_lead_status", plain("ENUMERATION", "IS_NONE_OF", values=["UNQUALIFIED"]), accepts_none=True
)
EMAIL_WIRE = prop("email", plain("ALL_PROPERTY", "IS_KNOWN"))


def test_and_stays_one_branch() -> None:
    """`all` is one AND branch with all filters."""
    assert filters.compile(c.All((SCORE, STATUS)), TOKYO) == root(branch("AND", SCORE_WIRE, STATUS_WIRE))


def test_or_becomes_branches() -> None:
    """`any` is one AND branch each, below the root OR."""
    assert filters.compile(c.AnyOf((SCORE, EMAIL)), TOKYO) == root(
        branch("AND", SCORE_WIRE), branch("AND", EMAIL_WIRE)
    )


def test_or_inside_and_is_written_out() -> None:
    """HubSpot's root is an OR of ANDs, so an `any` inside an `all` is multiplied out."""
    nested = c.All((EMAIL, c.AnyOf((SCORE, STATUS))))

    assert filters.compile(nested, TOKYO) == root(
        branch("AND", EMAIL_WIRE, SCORE_WIRE), branch("AND", EMAIL_WIRE, STATUS_WIRE)
    )


def test_not_of_or_takes_the_opposite_words() -> None:
    """De Morgan: not (A or B) is one branch with the opposite of both."""
    refused = c.Not(c.AnyOf((EMAIL, STATUS)))

    assert filters.compile(refused, TOKYO) == root(
        branch(
            "AND",
            prop("email", plain("ALL_PROPERTY", "IS_UNKNOWN"), accepts_none=True),
            prop("hs_lead_status", plain("ENUMERATION", "IS_ANY_OF", values=["UNQUALIFIED"])),
        )
    )


def test_not_of_a_half_accepts_records_without_a_value() -> None:
    """Not (at least 60) is below 60, or no number at all: the same filter with the no-value flag."""
    assert filters.compile(c.Not(SCORE), TOKYO) == root(
        branch("AND", prop("engagement", plain("NUMBER", "IS_LESS_THAN", value=60), accepts_none=True))
    )


def test_not_without_an_opposite_takes_a_not_any_branch() -> None:
    """No operator says "does not start with": a NOT_ANY branch does."""
    start = about("starts_with", ["03"], "phone_number", "phone")
    denied = branch("NOT_ANY", prop("phone", plain("MULTISTRING", "STARTS_WITH", values=["03"])))

    assert filters.compile(c.Not(start), TOKYO) == root(branch("AND", nested=(denied,)))


def test_form_submissions() -> None:
    """Several forms are alternatives; none means any form; the negation is an operator of its own."""
    context = Context(names=Names({Symbol("form", "資料DL"): "g-1", Symbol("form", "問い合わせ"): "g-2"}))
    form = {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT"}

    assert filters.compile(c.Submitted(("資料DL", "問い合わせ")), context) == root(
        branch("AND", {**form, "formId": "g-1"}), branch("AND", {**form, "formId": "g-2"})
    )
    assert filters.compile(c.Submitted(), context) == root(branch("AND", form))
    assert filters.compile(c.Not(c.Submitted(("資料DL",))), context) == root(
        branch("AND", {"filterType": "FORM_SUBMISSION", "operator": "NOT_FILLED_OUT", "formId": "g-1"})
    )


def test_missing_form_is_named() -> None:
    """A form that the portal does not have is said by name, so that the change can wait for it."""
    with pytest.raises(Unresolved) as raised:
        filters.compile(c.Submitted(("資料DL",)), TOKYO)

    assert raised.value.symbol == Symbol("form", "資料DL")


def test_stage_names_become_the_portals_ids() -> None:
    """A custom stage has a numeric id as value (dossier, C1); HubSpot's own stages are their ids."""
    known = Names(
        {Symbol("lifecycle_stage", "churned"): "229001234", Symbol("stage", "deals/renewal/due"): "77"}
    )
    context = Context(names=known)
    stage = about("any_of", ["churned", "customer"], "enumeration", "lifecyclestage")
    deal = about("any_of", ["renewal/due"], "enumeration", "dealstage", "deals")

    assert filters.operation(stage, context)["values"] == ["229001234", "customer"]
    assert filters.operation(deal, context)["values"] == ["77"]


def test_stage_ids_are_read_as_names() -> None:
    """The portal's id of a custom stage is read back as the blueprint's key."""
    context = Context(names=Names({Symbol("lifecycle_stage", "churned"): "229001234"}))
    body = plain("ENUMERATION", "IS_ANY_OF", values=["229001234", "customer"])

    read = filters.decompile(root(branch("AND", prop("lifecyclestage", body))), context)

    assert read is not None
    assert filters.spell(read) == {"property": "contacts.lifecyclestage", "any_of": ["churned", "customer"]}


TREES = [
    pytest.param(SCORE, id="test"),
    pytest.param(c.All((SCORE, STATUS)), id="all"),
    pytest.param(c.AnyOf((SCORE, c.All((STATUS, EMAIL)))), id="any-all"),
    pytest.param(c.All((EMAIL, c.AnyOf((SCORE, STATUS)))), id="all-any"),
    pytest.param(c.Not(SCORE), id="not-half"),
    pytest.param(c.Not(c.All((SCORE, EMAIL, STATUS))), id="not-all"),
    pytest.param(c.Not(about("ends_with", [".jp"], "string", "domain")), id="not-any"),
    pytest.param(c.AnyOf((c.Submitted(("f",)), c.Not(c.Submitted(("g",))), c.Submitted())), id="submitted"),
]


@pytest.mark.parametrize("condition", TREES)
def test_what_was_written_is_read_as_the_same(condition: c.Condition) -> None:
    """Reading a compiled tree gives a condition of the same meaning."""
    context = TOKYO.named({Symbol("form", "f"): "1", Symbol("form", "g"): "2"})

    read = filters.decompile(filters.compile(condition, context), context)

    assert read is not None
    assert same(read, condition)


def test_one_day_from_both_ends_is_that_day() -> None:
    """HubSpot has one range for `on` and for `between` one day and the same, so they are one condition."""
    twice = about("between", ["2026-10-01", "2026-10-01"], "date")

    assert same(twice, about("on", "2026-10-01", "date"))
    assert not same(twice, about("between", ["2026-10-01", "2026-10-02"], "date"))
    assert not same(about("between", [5, 5], "number"), about("equals", 5, "number"))


def test_rewritten_tree_reads_as_the_same() -> None:
    """Members in another order, STRING for MULTISTRING and dropped defaults are no difference."""
    name = about("equals", ["青葉"], "string", "company")
    rewritten = root(
        branch(
            "AND",
            STATUS_WIRE,
            {
                "filterType": "PROPERTY",
                "property": "company",
                "operation": plain("STRING", "IS_EQUAL_TO", value="青葉"),
            },
        )
    )

    read = filters.decompile(rewritten, TOKYO)

    assert read is not None
    assert same(read, c.All((name, STATUS)))


def test_the_no_value_flag_is_part_of_the_meaning() -> None:
    """`none_of` without records that have no value also demands that the property is known."""
    strict = prop("hs_lead_status", plain("ENUMERATION", "IS_NONE_OF", values=["UNQUALIFIED"]))

    read = filters.decompile(root(branch("AND", strict)), TOKYO)

    assert read is not None
    assert not same(read, STATUS)
    assert same(read, c.All((STATUS, about("known", True, "enumeration", "hs_lead_status"))))


def test_a_flag_on_a_positive_word_is_an_alternative() -> None:
    """`any_of` that accepts records without a value is "any of, or unknown"."""
    loose = prop("p", plain("ENUMERATION", "IS_ANY_OF", values=["a"]), accepts_none=True)

    read = filters.decompile(root(branch("AND", loose)), TOKYO)

    either = (about("any_of", ["a"], "enumeration"), about("unknown", True, "enumeration"))
    assert read is not None
    assert same(read, c.AnyOf(either))


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "7"}, id="unknown-segment"),
        pytest.param({"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": "9"}, id="form"),
        pytest.param(
            prop("p", plain("CALENDAR_DATE", "IN_THIS_TIME_UNIT", timeUnit="YEAR", useFiscalYear=True)),
            id="fiscal",
        ),
        pytest.param(
            prop("p", moment("IS_AFTER", {**OCTOBER_END, "zoneId": "UTC"}, "EXCLUSIVE")), id="other-zone"
        ),
        pytest.param(
            {"filterType": "CTA", "operator": "HAS_CLICKED_CTA", "ctaName": "b7988654"}, id="no-words"
        ),
        pytest.param(
            {
                "filterType": "FORM_SUBMISSION",
                "operator": "FILLED_OUT",
                "coalescingRefineBy": {"type": "SET_OCCURRENCES", "setType": "ANY"},
            },
            id="refined",
        ),
    ],
)
def test_what_the_language_cannot_say_stays_raw(entry: dict[str, Any]) -> None:
    """A filter without words is kept as it is, beside what has words, and written back unchanged."""
    tree = root(branch("AND", EMAIL_WIRE, entry))

    read = filters.decompile(tree, TOKYO)

    assert read == c.All((c.Test(EMAIL.property, "", "known", value=True), c.Raw(entry)))
    assert filters.compile(c.All((EMAIL, c.Raw(entry))), TOKYO) == tree


def test_branch_without_words_stays_raw() -> None:
    """Among associated records, "not in list" may mean two things, so it is not guessed."""
    nested = {**branch("ASSOCIATION", EMAIL_WIRE), "objectTypeId": "0-2", "operator": "NOT_IN_LIST"}
    tree = root(branch("AND", EMAIL_WIRE, nested=(nested,)))

    assert filters.decompile(tree, TOKYO) == c.All(
        (c.Test(EMAIL.property, "", "known", value=True), c.Raw(nested))
    )


def test_what_may_not_be_seen_is_not_read() -> None:
    """A restricted branch stands for filters that nobody may write back, so nothing is read."""
    hidden = branch("RESTRICTED")

    assert filters.decompile(root(branch("AND", EMAIL_WIRE, nested=(hidden,))), TOKYO) is None


def test_too_many_filters() -> None:
    """2^8 alternatives exceed the 250 filters of one enrolment (dossier, F8)."""
    pair = c.AnyOf((SCORE, EMAIL))
    wide = c.All((pair,) * 8)

    found = filters.problem(wide, "contacts")

    assert found is not None
    assert found.code == "RV281"
    with pytest.raises(Refused):
        filters.compile(wide, TOKYO)


def test_many_filters_in_few_alternatives() -> None:
    """The limit counts filters, not alternatives: 126 alternatives of two filters are 252."""
    wide = c.AnyOf((c.All((SCORE, EMAIL)),) * 126)
    fits = c.AnyOf((c.All((SCORE, EMAIL)),) * 125)

    assert (found := filters.problem(wide, "contacts")) is not None
    assert found.code == "RV281"
    assert filters.problem(fits, "contacts") is None


def test_property_of_another_object() -> None:
    """A filter of deals cannot test a contact's property."""
    found = filters.problem(SCORE, "deals")

    assert found is not None
    assert (found.code, "contacts.engagement" in found.summary) == ("RV282", True)


def test_form_outside_of_contacts() -> None:
    """Only contacts submit forms."""
    found = filters.problem(c.Not(c.Submitted()), "companies")

    assert found is not None
    assert found.code == "RV283"


def test_references_of_a_condition() -> None:
    """Properties and forms are found wherever they stand."""
    nested = c.All((c.Not(SCORE), c.AnyOf((EMAIL, c.Submitted(("f",))))))

    assert filters.properties(nested) == {SCORE.property, EMAIL.property}
    assert filters.symbols(nested) == {Symbol("form", "f")}


def test_spelled_as_the_blueprint_writes_it() -> None:
    """The spelling of a tree is what a blueprint file holds; `submitted: true` is any form."""
    tree = c.AnyOf((c.All((SCORE, c.Not(EMAIL))), c.Submitted(("資料DL",)), c.Submitted()))

    assert filters.spell(tree) == {
        "any": [
            {
                "all": [
                    {"property": "contacts.engagement", "at_least": 60},
                    {"not": {"property": "contacts.email", "known": True}},
                ]
            },
            {"submitted": ["資料DL"]},
            {"submitted": True},
        ]
    }


def test_sentence_of_a_tree() -> None:
    """Parts are joined, inner groups bracketed, options and properties told by their labels."""
    labels = (("UNQUALIFIED", "見込みなし"), ("contacts.hs_lead_status", "リードステータス"))
    status = c.Test(STATUS.property, "enumeration", "none_of", ["UNQUALIFIED"], labels)

    assert sentence(c.All((SCORE, status)), "ja") == (
        "engagement が 60 以上 かつ リードステータス が 見込みなし のいずれでもない"
    )
    assert sentence(c.AnyOf((EMAIL, c.All((SCORE, EMAIL)))), "ja") == (
        "email が入力済み または （engagement が 60 以上 かつ email が入力済み）"
    )
    assert sentence(c.All((SCORE, c.Submitted(("a", "b")))), "en") == (
        "engagement is at least 60 and (submitted the form “a” or submitted the form “b”)"
    )


def test_sentence_of_a_negation_and_any_form() -> None:
    """A negation brackets what it denies; no form named means any form."""
    assert sentence(c.Not(SCORE), "en") == "not (engagement is at least 60)"
    assert sentence(c.Not(SCORE), "ja") == "「engagement が 60 以上」ではない"
    assert sentence(c.Submitted(), "ja") == "いずれかのフォームを送信した"
    assert sentence(c.Submitted(), "en") == "submitted any form"
