"""Forms, pages, events, e-mails, segments and associated records on the wire and in words (dossier G)."""

from dataclasses import dataclass
from typing import Any

import pytest
from kind_talk import Near

from revops.kinds import filters
from revops.model import condition as c
from revops.model.context import Context, Names, Unresolved
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol
from revops.model.spelling import condition_of
from revops.views.sentence import sentence

IDS = {
    Symbol("form", "f"): "f-1",
    Symbol("page", "lp"): "397",
    Symbol("email", "news"): "55",
    Symbol("subscription", "letters"): "81",
    Symbol("segment", "hot"): "42",
    Symbol("association", "contacts-deals/decision_maker"): "77",
    Symbol("association", "contacts-contract/default"): "88",
    Symbol("object", "contract"): "2-9",
}
TOKYO = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=Names(IDS))
OCTOBER = 1790780400000
"""2026-10-01T00:00 in Tokyo, which is 2026-09-30T15:00Z, in milliseconds since 1970."""
DAY = 86_400_000


@dataclass(frozen=True)
class Row:
    """A condition, the member that HubSpot has for it, how a blueprint spells it, and how it is said."""

    of: c.Condition
    member: dict[str, Any]
    spelled: dict[str, Any]
    ja: str
    en: str


def prop(name: str, **operation: Any) -> dict[str, Any]:
    accepts = operation.pop("accepts_none", False)
    told = {**operation, "includeObjectsWithNoValueSet": accepts}
    return {"filterType": "PROPERTY", "property": name, "operation": told}


def event(
    number: str, operator: str = "HAS_COMPLETED", *tests: dict[str, Any], **more: Any
) -> dict[str, Any]:
    own = {"filterBranchType": "UNIFIED_EVENTS", "filterBranchOperator": "AND", "filterBranches": []}
    return {**own, "eventTypeId": number, "operator": operator, "filters": list(tests), **more}


def association(number: int, other: str, category: str, *entries: dict[str, Any]) -> dict[str, Any]:
    return {
        "filterBranchType": "ASSOCIATION",
        "filterBranchOperator": "AND",
        "filters": list(entries),
        "filterBranches": [],
        "objectTypeId": other,
        "operator": "IN_LIST",
        "associationTypeId": number,
        "associationCategory": category,
    }


def denied(member: dict[str, Any]) -> dict[str, Any]:
    """A `NOT_ANY` branch over one member."""
    own = {"filterBranchType": "NOT_ANY", "filterBranchOperator": "NOT_ANY"}
    is_filter = "filterType" in member
    return {
        **own,
        "filters": [member] if is_filter else [],
        "filterBranches": [] if is_filter else [member],
    }


def tree(*members: dict[str, Any]) -> dict[str, Any]:
    found = {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filters": [member for member in members if "filterType" in member],
        "filterBranches": [member for member in members if "filterType" not in member],
    }
    own = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}
    return {**own, "filterBranches": [found]}


FORM = {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": "f-1"}
VIEW = {"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_CONTAINS", "pageUrl": "/price"}
AMOUNT = c.Test(c.PropertyRef("deals", "amount"), "number", "at_least", 5)
AMOUNT_WIRE = prop("amount", operationType="NUMBER", operator="IS_GREATER_THAN_OR_EQUAL_TO", value=5)
COUNT = {"coalescingRefineBy": {"type": "NUM_OCCURRENCES", "minOccurrences": 2}}
LAST = {
    "pruningRefineBy": {
        "type": "RELATIVE_COMPARATIVE",
        "comparison": "AFTER",
        "timeOffset": {"amount": 30, "offsetDirection": "PAST", "timeUnit": "DAYS"},
    }
}
CONSTANT = {"filterType": "CONSTANT", "shouldAccept": True}
KNOWN_ID = prop("hs_object_id", operationType="ALL_PROPERTY", operator="IS_KNOWN")


def absolute(comparison: str, stamp: int) -> dict[str, Any]:
    return {"pruningRefineBy": {"type": "ABSOLUTE_COMPARATIVE", "comparison": comparison, "timestamp": stamp}}


ROWS = [
    Row(c.InSegment("hot"), {"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "42"},
        {"in_segment": "hot"}, "セグメント「hot」に含まれる", "is in the segment “hot”"),
    Row(c.Submitted(("f",)), FORM, {"submitted": ["f"]},
        "フォーム「f」を送信した", "submitted the form “f”"),
    Row(c.Submitted((), "lp"),
        {"filterType": "FORM_SUBMISSION_ON_PAGE", "operator": "FILLED_OUT", "pageId": "397"},
        {"submitted": True, "on_page": "lp"},
        "ページ「lp」でいずれかのフォームを送信した", "submitted any form on the page “lp”"),
    Row(c.Submitted(("f",), refine=c.Refinement(2)), {**FORM, **COUNT},
        {"submitted": ["f"], "times": {"at_least": 2}},
        "フォーム「f」を 2 回以上送信した", "submitted the form “f” 2 times or more"),
    Row(c.Submitted(("f",), refine=c.Refinement(last_days=30)), {**FORM, **LAST},
        {"submitted": ["f"], "within": {"last_days": 30}},
        "過去 30 日以内にフォーム「f」を送信した", "submitted the form “f” in the last 30 days"),
    Row(c.Viewed("contains", "/price"), VIEW, {"viewed_page": {"contains": "/price"}},
        "URL に「/price」を含むページを閲覧した", "viewed a page whose URL contains “/price”"),
    Row(c.Viewed("equals", "https://a.jp/"), {**VIEW, "operator": "HAS_PAGEVIEW_EQ", "pageUrl": "https://a.jp/"},
        {"viewed_page": {"equals": "https://a.jp/"}},
        "「https://a.jp/」のページを閲覧した", "viewed the page “https://a.jp/”"),
    Row(c.Viewed("matches", "a+"), {**VIEW, "operator": "HAS_PAGEVIEW_MATCHES_REGEX", "pageUrl": "a+"},
        {"viewed_page": {"matches": "a+"}},
        "URL が正規表現「a+」に一致するページを閲覧した", "viewed a page whose URL matches “a+”"),
    Row(c.Viewed("contains", "/price", c.Refinement(1, 3)),
        {**VIEW, "coalescingRefineBy": {"type": "NUM_OCCURRENCES", "minOccurrences": 1, "maxOccurrences": 3}},
        {"viewed_page": {"contains": "/price"}, "times": {"at_most": 3}},
        "URL に「/price」を含むページを 1 回から 3 回閲覧した",
        "viewed a page whose URL contains “/price” 1 to 3 times"),
    Row(c.Event("meeting_booked"), event("4-1720599"), {"event": "meeting_booked"},
        "イベント「meeting_booked」が発生した", "the event “meeting_booked” happened"),
    Row(c.Event("4-1463224"), event("4-1463224"), {"event": "4-1463224"},
        "イベント「4-1463224」が発生した", "the event “4-1463224” happened"),
    Row(c.Event("page_visited", (c.Test(c.PropertyRef("", "hs_url"), "string", "contains", ["/lp"]),),
                c.Refinement(2, 2)),
        event("4-96000", "HAS_COMPLETED",
              prop("hs_url", operationType="MULTISTRING", operator="CONTAINS", values=["/lp"]),
              coalescingRefineBy={"type": "NUM_OCCURRENCES", "minOccurrences": 2, "maxOccurrences": 2}),
        {"event": "page_visited", "where": [{"property": "hs_url", "contains": ["/lp"]}],
         "times": {"at_least": 2, "at_most": 2}},
        "イベント「page_visited」（hs_url が /lp を含む）が 2 回発生した",
        "the event “page_visited” happened (hs_url contains /lp) 2 times"),
    Row(c.EmailEvent("clicked", "news", c.Refinement(since="2026-10-01")),
        {"filterType": "EMAIL_EVENT", "operator": "LINK_CLICKED", "emailId": "55",
         "level": "HUBSPOT_CAMPAIGN", "appId": "0", **absolute("AFTER", OCTOBER)},
        {"email": {"clicked": "news"}, "within": {"since": "2026-10-01"}},
        "2026-10-01 以降にメール「news」のリンクをクリックした",
        "clicked a link in the e-mail “news” since 2026-10-01"),
    Row(c.EmailEvent("delivered_not_opened", "news", c.Refinement(until="2026-10-01")),
        {"filterType": "EMAIL_EVENT", "operator": "RECEIVED_BUT_NOT_OPENED", "emailId": "55",
         "level": "HUBSPOT_CAMPAIGN", "appId": "0", **absolute("BEFORE", OCTOBER + DAY)},
        {"email": {"delivered_not_opened": "news"}, "within": {"until": "2026-10-01"}},
        "2026-10-01 までにメール「news」が届いたが開封していない",
        "received the e-mail “news” and did not open it until 2026-10-01"),
    Row(c.Submitted((), refine=c.Refinement(since="2026-10-01", until="2026-10-03")),
        {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT",
         "pruningRefineBy": {"type": "ABSOLUTE_RANGED", "rangeType": "BETWEEN", "lowerTimestamp": OCTOBER,
                             "upperTimestamp": OCTOBER + 3 * DAY - 1}},
        {"submitted": True, "within": {"since": "2026-10-01", "until": "2026-10-03"}},
        "2026-10-01 から 2026-10-03 までにいずれかのフォームを送信した",
        "submitted any form from 2026-10-01 to 2026-10-03"),
    Row(c.Subscribed("letters"),
        {"filterType": "EMAIL_SUBSCRIPTION", "subscriptionIds": ["81"], "acceptedStatuses": ["OPT_IN"],
         "subscriptionType": "SUBSCRIPTION"},
        {"subscribed": "letters"}, "「letters」の配信に登録している", "is subscribed to “letters”"),
    Row(c.Subscribed("letters", out=True),
        {"filterType": "EMAIL_SUBSCRIPTION", "subscriptionIds": ["81"], "acceptedStatuses": ["OPT_OUT"],
         "subscriptionType": "SUBSCRIPTION"},
        {"unsubscribed": "letters"}, "「letters」の配信を停止している", "is unsubscribed from “letters”"),
    Row(c.Consent("revoked"),
        {"filterType": "PRIVACY", "privacyName": "PRIVACY_CONSENT_REVOKE",
         "operator": "PRIVACY_CONSENT_GRANTED"},
        {"consent": "revoked"}, "Cookie への同意を取り消した", "revoked the consent to cookies"),
    Row(c.Associated("deals", where=AMOUNT), association(4, "0-3", "HUBSPOT_DEFINED", AMOUNT_WIRE),
        {"associated": {"object": "deals", "where": {"property": "deals.amount", "at_least": 5}}},
        "関連する取引のいずれかで（amount が 5 以上）",
        "has associated deals of which (amount is at least 5)"),
    Row(c.Associated("deals", "decision_maker"), association(77, "0-3", "USER_DEFINED", KNOWN_ID),
        {"associated": {"object": "deals", "label": "decision_maker"}},
        "関連する取引（ラベル「decision_maker」）がある", "has associated deals (label “decision_maker”)"),
    Row(c.Associated("contract"), association(88, "2-9", "USER_DEFINED", KNOWN_ID),
        {"associated": {"object": "contract"}}, "関連するcontractがある", "has associated contract"),
    Row(c.Raw(CONSTANT), CONSTANT, {"raw": CONSTANT},
        'HubSpot の条件（原文のまま）{"filterType":"CONSTANT","shouldAccept":true}',
        'raw HubSpot filter {"filterType":"CONSTANT","shouldAccept":true}'),
]  # fmt: skip
CASES = [pytest.param(row, id=str(number)) for number, row in enumerate(ROWS)]


@pytest.mark.parametrize("row", CASES)
def test_term_on_the_wire(row: Row) -> None:
    """Each term is the filter or branch that HubSpot has for it, names resolved to ids."""
    assert filters.compile(row.of, TOKYO) == tree(row.member)


@pytest.mark.parametrize("row", CASES)
def test_term_read_back(row: Row) -> None:
    """What HubSpot stores is read as the words that wrote it, ids as names."""
    read = filters.decompile(tree(row.member), TOKYO)

    assert read is not None
    assert filters.spell(read) == row.spelled


@pytest.mark.parametrize("row", CASES)
def test_term_in_both_languages(row: Row) -> None:
    """Each term has its sentence in Japanese and in English."""
    assert (sentence(row.of, "ja"), sentence(row.of, "en")) == (row.ja, row.en)


@pytest.mark.parametrize("row", CASES)
def test_spelling_is_read_as_the_same(row: Row) -> None:
    """What stands in the units of a plan is the condition that it came from."""
    assert filters.canonical(condition_of(row.spelled)) == filters.canonical(row.of)


SAID = [
    pytest.param(c.InSegment("hot"), {"operator": "NOT_IN_LIST"}, id="segment"),
    pytest.param(c.Submitted(("f",)), {"operator": "NOT_FILLED_OUT"}, id="form"),
    pytest.param(c.Viewed("contains", "/a"), {"operator": "NOT_HAS_PAGEVIEW_CONTAINS"}, id="page"),
    pytest.param(c.Event("meeting_booked"), {"operator": "HAS_NOT_COMPLETED"}, id="event"),
    pytest.param(
        c.Event("meeting_booked", refine=c.Refinement(last_days=30)),
        {"operator": "HAS_NOT_COMPLETED", **LAST},
        id="event-days",
    ),
    pytest.param(c.Consent("approved"), {"operator": "PRIVACY_CONSENT_NOT_GRANTED"}, id="consent"),
]


@pytest.mark.parametrize(("term", "told"), SAID)
def test_negation_by_an_operator(term: c.Term, told: dict[str, Any]) -> None:
    """What an operator denies takes no branch around it."""
    (alternative,) = filters.compile(c.Not(term), TOKYO)["filterBranches"]
    members: list[dict[str, Any]] = alternative["filters"] + alternative["filterBranches"]
    (member,) = members

    assert {name: member[name] for name in told} == told
    assert filters.decompile(filters.compile(c.Not(term), TOKYO), TOKYO) == c.Not(term)


UNSAID = [
    pytest.param(c.Submitted(("f",), refine=c.Refinement(last_days=30)), {**FORM, **LAST}, id="form-days"),
    pytest.param(c.Submitted(("f",), refine=c.Refinement(2)), {**FORM, **COUNT}, id="form-count"),
    pytest.param(
        c.Viewed("matches", "a"),
        {**VIEW, "operator": "HAS_PAGEVIEW_MATCHES_REGEX", "pageUrl": "a"},
        id="expression",
    ),
    pytest.param(ROWS[15].of, ROWS[15].member, id="subscription"),
    pytest.param(c.Associated("deals", "decision_maker"), ROWS[19].member, id="association"),
    pytest.param(ROWS[-1].of, ROWS[-1].member, id="raw"),
]


@pytest.mark.parametrize(("term", "member"), UNSAID)
def test_negation_by_a_branch(term: c.Term, member: dict[str, Any]) -> None:
    """What no operator denies stands in a `NOT_ANY` branch: `NOT_FILLED_OUT` takes no refinement (G3)."""
    compiled = filters.compile(c.Not(term), TOKYO)

    assert compiled == tree(denied(member))
    assert filters.decompile(compiled, TOKYO) == c.Not(term)


def test_count_of_events_is_denied_by_other_counts() -> None:
    """An event branch stands in no other branch, so not 2 to 3 times is never, once, or 4 times and more."""
    booked = c.Event("meeting_booked", refine=c.Refinement(2, 3))

    compiled = filters.compile(c.Not(booked), TOKYO)

    found = [branch["filterBranches"][0] for branch in compiled["filterBranches"]]
    assert [(one["operator"], one.get("coalescingRefineBy")) for one in found] == [
        ("HAS_NOT_COMPLETED", None),
        ("HAS_COMPLETED", {"type": "NUM_OCCURRENCES", "minOccurrences": 1, "maxOccurrences": 1}),
        ("HAS_COMPLETED", {"type": "NUM_OCCURRENCES", "minOccurrences": 4}),
    ]


def test_alternatives_among_associated_records_are_written_out() -> None:
    """A deal with this or that is a deal with this, or a deal with that."""
    won = c.Test(c.PropertyRef("deals", "hs_is_closed_won"), "bool", "is", value=True)
    either = c.Associated("deals", where=c.AnyOf((AMOUNT, won)))

    apart = c.AnyOf((c.Associated("deals", where=AMOUNT), c.Associated("deals", where=won)))

    assert filters.canonical(either) == filters.canonical(apart)
    assert len(filters.compile(either, TOKYO)["filterBranches"]) == 2


def test_not_opted_is_neither_in_nor_out() -> None:
    """HubSpot has a third status, which is neither of the two words."""
    entry = {**ROWS[15].member, "acceptedStatuses": ["NOT_OPTED"]}

    read = filters.decompile(tree(entry), TOKYO)

    neither = c.Not(c.AnyOf((c.Subscribed("letters"), c.Subscribed("letters", out=True))))
    assert read == filters.canonical(neither)


REWRITTEN = [
    pytest.param(
        {"type": "NUM_OCCURRENCES", "minOccurrences": 1}, "coalescing", c.EVER, id="once-or-more-is-ever"
    ),
    pytest.param({"type": "ALL_HISTORY"}, "pruning", c.EVER, id="all-history"),
    pytest.param(
        {
            "type": "RELATIVE_COMPARATIVE",
            "comparison": "AFTER",
            "timeOffset": {"amount": 2, "offsetDirection": "PAST", "timeUnit": "WEEKS"},
        },
        "pruning",
        c.Refinement(last_days=14),
        id="weeks",
    ),
    pytest.param(
        {
            "type": "ABSOLUTE_RANGED",
            "rangeType": "BETWEEN",
            "lowerTimestamp": OCTOBER,
            "upperTimestamp": OCTOBER + DAY,
        },
        "pruning",
        c.Refinement(since="2026-10-01", until="2026-10-01"),
        id="first-millisecond-of-the-next-day",
    ),
]


@pytest.mark.parametrize(("body", "name", "refine"), REWRITTEN)
def test_other_recipes_of_refinements(body: dict[str, Any], name: str, refine: c.Refinement) -> None:
    """HubSpot has several ways to say how often and when; those of one meaning read as one."""
    read = filters.decompile(tree({**FORM, f"{name}RefineBy": body}), TOKYO)

    assert read == c.Submitted(("f",), refine=refine)


OLDER = [
    ("ROLLING_DATE_RANGE", {"operator": "IS_LESS_THAN_X_DAYS_AGO", "numberOfDays": 7}, "within_last_days", 7),
    ("ROLLING_DATE_RANGE", {"operator": "IS_MORE_THAN_X_DAYS_FROM_NOW", "numberOfDays": 7},
     "more_than_days_ahead", 7),
    ("ROLLING_PROPERTY_UPDATED", {"operator": "UPDATED_IN_LAST_X_DAYS", "numberOfDays": 7},
     "updated_in_days", 7),
    ("CALENDAR_DATE", {"operator": "IN_THIS_TIME_UNIT_SO_FAR", "timeUnit": "MONTH"},
     "in_this_so_far", "month"),
    ("CALENDAR_DATE", {"operator": "IN_LAST_TIME_UNIT", "timeUnit": "QUARTER", "timeUnitCount": 2},
     "in_last", {"quarter": 2}),
    ("CALENDAR_DATE", {"operator": "IN_NEXT_TIME_UNIT", "timeUnit": "DAY"}, "in_next", "day"),
    ("COMPARATIVE_DATE", {"operator": "IS_BEFORE", "comparisonPropertyName": "q"},
     "before_property", "contacts.q"),
    ("COMPARATIVE_PROPERTY_UPDATED", {"operator": "IS_AFTER", "comparisonPropertyName": "q"},
     "updated_after_property", "contacts.q"),
    ("DATETIME", {"operator": "IS_BEFORE", "timestamp": OCTOBER}, "before", "2026-10-01"),
    ("DATETIME", {"operator": "IS_AFTER_DATE", "timestamp": OCTOBER + 5}, "after", "2026-10-01"),
    ("RANGED_DATE",
     {"operator": "IS_NOT_BETWEEN", "lowerBound": OCTOBER, "upperBound": OCTOBER + 2 * DAY - 1},
     "not_between", ["2026-10-01", "2026-10-02"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "told", "word", "value"), OLDER)
def test_older_operations_on_dates(kind: str, told: dict[str, Any], word: str, value: Any) -> None:
    """What HubSpot's documents have beside time points reads as the same words (dossier G3)."""
    negative = word.startswith("not_")

    read = filters.decompile(tree(prop("p", operationType=kind, accepts_none=negative, **told)), TOKYO)

    assert read is not None
    assert filters.spell(read) == {"property": "contacts.p", word: value}


def test_offset_of_nothing_is_none() -> None:
    """A boundary of the calendar may come back with an offset of 0."""
    test = c.Test(c.PropertyRef("contacts", "p"), "date", "in_last", "month")
    compiled = filters.compile(test, TOKYO)
    operation = compiled["filterBranches"][0]["filters"][0]["operation"]
    operation["upperBoundTimePoint"]["offset"] = {"months": 0}

    assert filters.decompile(compiled, TOKYO) == filters.canonical(test)


def test_subscription_filter_of_all_channels() -> None:
    """The newer filter about communication says the same for e-mail, and another thing for SMS."""
    entry = {
        "filterType": "COMMUNICATION_SUBSCRIPTION",
        "subscriptionIds": ["81"],
        "acceptedOptStates": ["OPT_IN"],
        "channel": "EMAIL",
        "subscriptionType": "INDIVIDUAL_SUBSCRIPTION",
    }

    assert filters.decompile(tree(entry), TOKYO) == c.Subscribed("letters")
    assert filters.decompile(tree({**entry, "channel": "SMS"}), TOKYO) == c.Raw({**entry, "channel": "SMS"})


BOOKED = c.Event("meeting_booked")
DOMAIN = c.Test(c.PropertyRef("companies", "domain"), "string", "starts_with", ["a"])
ILLEGAL = [
    pytest.param(c.Viewed("equals", "a"), "deals", "RV283", id="pages-are-for-contacts"),
    pytest.param(c.Subscribed("letters"), "companies", "RV283", id="subscriptions-are-for-contacts"),
    pytest.param(
        c.Associated("deals", where=c.Consent("approved")), "contacts", "RV283", id="nested-consent"
    ),
    pytest.param(c.Associated("contacts", where=AMOUNT), "deals", "RV282", id="property-of-the-first-object"),
    pytest.param(c.Associated("contacts", where=BOOKED), "deals", "RV810", id="event-below"),
    pytest.param(
        c.Associated("companies", where=c.Associated("deals")), "contacts", "RV811", id="two-associations-far"
    ),
    pytest.param(
        c.Associated("deals", where=c.Associated("line_items")), "companies", "RV811", id="not-from-contacts"
    ),
    pytest.param(
        c.Not(c.Raw({"filterBranchType": "UNIFIED_EVENTS"})), "contacts", "RV812", id="denied-branch"
    ),
    pytest.param(c.Associated("companies", where=c.Not(DOMAIN)), "contacts", "RV818", id="unsaid-below"),
    pytest.param(
        c.Test(c.PropertyRef("contacts", "p"), "date", "before_property", "deals.closedate"),
        "contacts",
        "RV282",
        id="compared-with-another-object",
    ),
]


@pytest.mark.parametrize(("condition", "scope", "code"), ILLEGAL)
def test_what_an_object_or_a_place_does_not_take(condition: c.Condition, scope: str, code: str) -> None:
    """It is told before anything is written."""
    found = filters.problem(condition, scope)

    assert found is not None
    assert found.code == code


LEGAL = [
    pytest.param(c.Associated("contacts", where=c.Submitted(("f",))), "deals", id="form-of-contacts"),
    pytest.param(c.Associated("deals", where=c.Associated("line_items")), "contacts", id="to-line-items"),
    pytest.param(c.Not(c.Associated("companies", where=DOMAIN)), "contacts", id="denied-association"),
    pytest.param(c.Not(c.Raw({"filterType": "CTA"})), "contacts", id="denied-filter"),
    pytest.param(BOOKED, "deals", id="events-of-any-object"),
]


@pytest.mark.parametrize(("condition", "scope"), LEGAL)
def test_what_is_legal_is_not_refused(condition: c.Condition, scope: str) -> None:
    """The neighbours of what is refused."""
    assert filters.problem(condition, scope) is None


def test_filters_inside_of_branches_count() -> None:
    """The limit of 250 counts filters about associated records, too (dossier F8)."""
    both = c.Associated("deals", where=c.All((AMOUNT, AMOUNT)))

    found = filters.problem(c.AnyOf((both,) * 126), "contacts")

    assert found is not None
    assert (found.code, "252" in found.summary) == ("RV281", True)


def test_names_and_properties_of_every_term() -> None:
    """What must be there first, of the records themselves and of associated ones."""
    mine = c.Test(c.PropertyRef("contacts", "p"), "date", "before_property", "contacts.q")
    both = c.All((mine, c.Not(c.Associated("contract", where=c.InSegment("hot"))), *(row.of for row in ROWS)))

    assert filters.own_properties(both) == {c.PropertyRef("contacts", "p"), c.PropertyRef("contacts", "q")}
    assert filters.properties(both) - filters.own_properties(both) == {AMOUNT.property}
    assert filters.symbols(both) == set(IDS)


def test_unknown_label_is_unresolved() -> None:
    """An association label that the portal does not have makes its users wait."""
    with pytest.raises(Unresolved, match="contacts-companies/boss"):
        filters.compile(c.Associated("companies", "boss"), TOKYO)


def test_needs_are_what_the_blueprint_describes() -> None:
    """A key of a section comes first; any other name is one of the portal, and a label has two sides."""
    entries = {
        "segments": {"hot": {}},
        "forms": {"g": {}},
        "associations": {"deals": {"contacts": {"decision_maker": {}}}},
    }
    both = c.All(
        (
            c.InSegment("hot"),
            c.InSegment("cold"),
            c.Submitted(("f", "g")),
            c.Associated("deals", "decision_maker", AMOUNT),
            c.Not(c.Associated("contract")),
        )
    )

    found = set(filters.needs(both, Near(types={"deals.amount": "number"}, entries=entries), "contacts"))

    assert {str(need.address) for need in found} == {
        "segment.hot",
        "form.g",
        "association.deals-contacts.decision_maker",
        "property.deals.amount",
        "object.contract",
    }
