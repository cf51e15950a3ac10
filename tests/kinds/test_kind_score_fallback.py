"""What stands in for a lead score where HubSpot's are out of reach (dossier B7, E4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kind_talk import Reading, expand, talk
from pydantic import ValidationError

from revops.emulator.formulas import parse
from revops.kinds.properties.formula import canonical
from revops.kinds.score import ScoreKind, adding, computed, outputs
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.spec import Need, Observation, Phase, Resource

KIND = ScoreKind()
GOLDEN = Path(__file__).parents[1] / "golden"
TYPES = {
    "contacts.jobtitle": "string",
    "contacts.size": "number",
    "contacts.country": "enumeration",
    "contacts.topics": "enumeration",
    "contacts.vip": "bool",
    "contacts.born": "date",
    "companies.size": "number",
    **{f"contacts.{name}": "number" for name in ("fit", "fit_fit", "fit_intent")},
}
ENTRIES = {"properties": {"contacts": {"topics": {"fieldType": "checkbox"}}}}


def near(locale: str = "en") -> Reading:
    return Reading(locale, TYPES, entries=ENTRIES)


def score(here: Reading | None = None, **changed: Any) -> Resource:
    entry = {"object": "contacts", "name": {"en": "Fit", "ja": "適合度"}, "category": "FIT", **changed}
    (resource,) = expand(KIND, {"fit": {"fallback": "calculated", **entry}}, here or near())
    return resource


def made(resource: Resource) -> tuple[Resource, ...]:
    """What stands in for the score."""
    resources, _ = KIND.instead(resource, Observation(), "no lead scores here")
    return tuple(resources)


def formula(*rules: Mapping[str, Any], **changed: Any) -> str:
    """The formula that is sent for a group of rules."""
    group = {"rules": {f"r{n}": rule for n, rule in enumerate(rules)}, **changed.pop("group", {})}
    (property_,) = made(score(groups={"g": group}, **changed))
    return str(property_.spec.calculation_formula)


def test_property() -> None:
    """A number of HubSpot's own calculation, under the name that the score's property would have."""
    rule = {"if": {"property": "contacts.jobtitle", "known": True}, "add": 5}
    resource = score(groups={"g": {"rules": {"title": rule}}}, output={"group": "lead_management"})

    (property_,) = made(resource)

    assert property_.address == Address("property", "contacts", "fit")
    assert property_.units == {
        "label": "Fit",
        "type": "number",
        "groupName": "lead_management",
        "fieldType": "calculation_equation",
        "calculationFormula": "if is_present(jobtitle) then 5 else 0",
    }
    assert property_.needs == {
        Need(Address("property", "contacts", "jobtitle")),
        Need(Address("group", "contacts", "lead_management")),
    }


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ({"jobtitle": {"known": True}}, "is_present(jobtitle)"),
        ({"jobtitle": {"unknown": True}}, "not is_present(jobtitle)"),
        (
            {"jobtitle": {"equals": ["CEO", "CTO"]}},
            "(is_present(jobtitle) and (jobtitle equals 'CEO' or jobtitle equals 'CTO'))",
        ),
        (
            {"jobtitle": {"contains": ["部長"]}},
            "(is_present(jobtitle) and (contains(jobtitle, '部長')))",
        ),
        (
            {"jobtitle": {"not_contains": ["x"]}},
            "(not is_present(jobtitle) or not (contains(jobtitle, 'x')))",
        ),
        ({"size": {"at_least": 100}}, "(is_present(size) and (size >= 100))"),
        ({"size": {"at_most": -1}}, "(is_present(size) and (size <= -1))"),
        ({"size": {"greater_than": 0.5}}, "(is_present(size) and (size > 0.5))"),
        ({"size": {"less_than": 7}}, "(is_present(size) and (size < 7))"),
        ({"size": {"equals": 3}}, "(is_present(size) and (size equals 3))"),
        ({"size": {"not_equals": 3}}, "(not is_present(size) or not (size equals 3))"),
        ({"size": {"between": [5, 9]}}, "(is_present(size) and (size >= 5 and size <= 9))"),
        (
            {"country": {"any_of": ["jp", "kr"]}},
            "(is_present(country) and (country equals 'jp' or country equals 'kr'))",
        ),
        ({"country": {"none_of": ["jp"]}}, "(not is_present(country) or not (country equals 'jp'))"),
        ({"vip": {"is": True}}, "(is_present(vip) and (vip equals true))"),
        ({"vip": {"is_not": True}}, "(not is_present(vip) or not (vip equals true))"),
    ],
)
def test_words_in_a_formula(test: Mapping[str, Any], said: str) -> None:
    """Positive words hold for no record without a value, negative ones for every such record."""
    ((name, word),) = test.items()

    told = formula({"if": {"property": f"contacts.{name}", **word}, "add": 5})

    assert told == f"(if {said} then 5 else 0)"


@pytest.mark.parametrize(
    "rule",
    [
        {"if": {"property": "contacts.jobtitle", "starts_with": ["x"]}, "add": 1},
        {"if": {"property": "contacts.jobtitle", "equals": ["O'Neil"]}, "add": 1},
        {"if": {"property": "contacts.country", "ever_any_of": ["jp"]}, "add": 1},
        {"if": {"property": "contacts.topics", "any_of": ["seo"]}, "add": 1},
        {"if": {"property": "contacts.born", "before": "2000-01-01"}, "add": 1},
        {"if": {"in_segment": "customers"}, "add": 1},
        {"event": "page_visited", "add": 1},
        {"if": {"property": "contacts.jobtitle", "known": True}, "add": 1, "enabled": False},
        {
            "associated": "companies",
            "rollup": "MAX",
            "rule": {"if": {"property": "companies.size", "at_least": 1}, "add": 1},
        },
    ],
)
def test_what_no_formula_says(rule: Mapping[str, Any]) -> None:
    """Unconfirmed words, sets, history, dates, segments, events and other objects are left out whole."""
    here = near()

    resource = score(here, groups={"g": {"rules": {"one": rule}}})

    assert here.reports == [("RV883", ("scores", "fit", "fallback"))]
    assert made(resource) == ()


SIZE = {"if": {"property": "contacts.size", "known": True}, "add": 5}
TITLE = {"if": {"property": "contacts.jobtitle", "known": True}, "add": 7}
VISIT = {"event": "page_visited", "add": 5}
SIZE_SAID, TITLE_SAID = (
    "(if is_present(size) then 5 else 0)",
    "(if is_present(jobtitle) then 7 else 0)",
)


def test_points_add_up_within_limits() -> None:
    """A limit is written where the points can pass it: of the rule, of the group, of the score."""
    assert formula(SIZE, TITLE) == f"{SIZE_SAID} + {TITLE_SAID}"
    assert formula(SIZE, TITLE, group={"max": 12}) == f"{SIZE_SAID} + {TITLE_SAID}"
    assert formula(SIZE, TITLE, group={"max": 10}) == f"min({SIZE_SAID} + {TITLE_SAID}, 10)"
    assert formula({**SIZE, "max": 3}, TITLE, max=9) == f"min(min({SIZE_SAID}, 3) + {TITLE_SAID}, 9)"


def test_points_that_take_away_stop_at_the_least() -> None:
    """`min` is for rules that take points away."""
    away = {"if": {"property": "contacts.size", "unknown": True}, "add": -20}

    told = formula(away, TITLE, group={"min": -10})

    assert told == f"max((if not is_present(size) then -20 else 0) + {TITLE_SAID}, -10)"


def test_cases_of_a_match() -> None:
    """Every case that holds counts, and `else` where none does."""
    rule = {
        "property": "contacts.size",
        "match": [{"at_least": 10, "add": 8}, {"between": [5, 9], "add": 4}],
        "else": -1,
    }
    large = "(is_present(size) and (size >= 10))"
    middle = "(is_present(size) and (size >= 5 and size <= 9))"

    assert formula(rule) == (
        f"(if {large} then 8 else 0) + (if {middle} then 4 else 0)"
        f" + (if not (({large}) or ({middle})) then -1 else 0)"
    )


def test_a_conjunction_is_one_condition() -> None:
    """All parts of a rule's condition hold at once."""
    both = {
        "all": [{"property": "contacts.size", "known": True}, {"property": "contacts.vip", "known": True}]
    }

    assert formula({"if": both, "add": 2}) == "(if is_present(size) and is_present(vip) then 2 else 0)"


def test_behaviour_is_no_part_of_the_formula() -> None:
    """Of a score with both categories only who they are is calculated, under the name of that part."""
    groups = {
        "who": {"rules": {"size": SIZE}},
        "does": {
            "category": "INTENT",
            "rules": {"title": TITLE, "visit": {"event": "page_visited", "add": 1}},
        },
    }

    resource = score(groups=groups)
    (property_,) = made(resource)

    assert property_.address.name == "fit_fit"
    assert property_.units["label"] == "Fit (FIT)"
    assert property_.spec.calculation_formula == SIZE_SAID
    assert [str(ref) for ref, _ in outputs("fit", resource.spec.spec)] == ["contacts.fit_fit"]


def test_the_emulator_reads_every_shape() -> None:
    """The other witness parses what is sent, nested choices and limits among it."""
    told = formula({**SIZE, "max": 3}, TITLE, max=9)

    parse(told)
    assert canonical(told) == canonical(canonical(told))


def test_with_a_fallback_no_tier_is_promised() -> None:
    """What conditions may rely on is what every portal gets: points, and no tiers."""
    plain = score(fallback=None, thresholds={"hot": 60})
    safe = score(thresholds={"hot": 60}, groups={"g": {"rules": {"size": SIZE}}})

    assert [type_ for _, type_ in outputs("fit", plain.spec.spec)] == ["number", "enumeration"]
    assert [str(ref) for ref, _ in outputs("fit", safe.spec.spec)] == ["contacts.fit"]
    assert safe.units["output.threshold.property"] == "fit_threshold"


def test_computed_is_a_number_for_each_category_and_somebodys_task() -> None:
    """Nobody computes by itself: a checklist item says what to run, and which number it fills."""
    groups = {"who": {"rules": {"size": SIZE}}, "does": {"category": "INTENT"}}

    fit, intent, item = made(score(fallback="computed", groups=groups))

    assert (fit.address.name, intent.address.name) == ("fit_fit", "fit_intent")
    assert fit.units == {
        "label": "Fit (FIT)",
        "type": "number",
        "groupName": "contactinformation",
        "fieldType": "number",
    }
    assert item.address == Address("checklist", "", "compute_fit")
    assert item.units["title"] == 'Compute the score "Fit"'
    assert item.units["steps"][-1].startswith("`revops score score.contacts.fit` computes")
    assert item.units["steps"][-1].endswith("into contacts.fit_fit.")


def test_what_nobody_can_compute_is_a_task_of_another_kind() -> None:
    """Whoever knows the numbers writes them."""
    *_, item = made(score(fallback="computed", **UNTOLD))

    assert "revops score" not in str(item.units)
    assert "contacts.fit" in item.units["steps"][-1]


def test_fallbacks_are_a_choice() -> None:
    """A slip is no fallback."""
    with pytest.raises(ValidationError):
        score(fallback="workflow")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"event": "page_visited", "add": 1}, ""),
        ({"event": "page_visited", "add": 1, "times": {"at_least": 2}}, "rare"),
        ({"event": "page_visited", "add": 1, "within_days": 30}, "rare"),
        (SIZE, "held"),
        ({"property": "contacts.size", "match": [{"at_least": 3, "add": 1}]}, "held"),
        ({"if": {"in_segment": "customers"}, "add": 1}, "segments"),
        (
            {
                "associated": "companies",
                "rollup": "MAX",
                "rule": {"if": {"property": "companies.size", "at_least": 1}, "add": 1},
            },
            "associated",
        ),
    ],
)
def test_what_workflows_add(rule: Mapping[str, Any], why: str) -> None:
    """An event, each time; what would have to be taken back or counted first is left out."""
    here = near()

    resource = score(here, fallback="workflows", groups={"g": {"rules": {"one": rule}}})

    (found,) = resource.spec.rules.values()
    assert adding.reason(found, resource.spec.spec) == why
    assert here.codes == (["RV883"] if why else [])
    assert [str(one.address) for one in made(resource)] == (
        [] if why else ["property.contacts.fit", "workflow.fit_g_one"]
    )


def test_events_of_companies_enrol_nobody() -> None:
    """No source tells which events enrol records of other objects than contacts."""
    here = near()

    score(here, object="companies", fallback="workflows", groups={"g": {"rules": {"one": VISIT}}})

    assert here.codes == ["RV883"]


def test_a_workflow_that_adds_needs_its_number() -> None:
    """The number comes first, and what is switched off adds nothing."""
    rules = {"visit": VISIT, "off": {**VISIT, "enabled": False}}

    number, flow = made(score(fallback="workflows", groups={"g": {"rules": rules}}))

    assert (number.units["type"], number.units["fieldType"]) == ("number", "number")
    assert flow.needs == {Need(number.address)}
    assert flow.units["name"] == "Fit: g.visit (+5)"
    assert "enabled" not in flow.units


WHY = (
    "lead scores need Marketing Hub Professional or Sales Hub Professional, which the target does not declare"
)
EVERYTHING: dict[str, Any] = {
    "groups": {
        "who": {
            "max": 40,
            "decay": {"days": 30, "percent": 50},
            "rules": {
                "size": SIZE,
                "title": TITLE,
                "born": {"if": {"property": "contacts.born", "before": "2000-01-01"}, "add": 1},
                "topics": {"if": {"property": "contacts.topics", "any_of": ["seo"]}, "add": 1},
                "customer": {"if": {"in_segment": "customers"}, "add": 9},
                "company": {
                    "associated": "companies",
                    "rollup": "MAX",
                    "rule": {"if": {"property": "companies.size", "at_least": 100}, "add": 10},
                },
                "reply": {"event": "email_replied", "add": 3},
                "off": {"event": "email_opened", "add": 3, "enabled": False},
            },
        },
        "does": {"category": "INTENT", "rules": {"visit": {"event": "page_visited", "add": 1}}},
    },
    "thresholds": {"hot": 60, "warm": 30},
    "matrix": {"FIT": {"a": 60}, "INTENT": {"high": 50}},
    "records": {"exclude": ["customers"]},
}


@pytest.mark.parametrize("fallback", ["calculated", "computed", "workflows"])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_what_is_lost(fallback: str, locale: str) -> None:
    """The whole text is fixed, all of it in the target's language, with a line for each loss."""
    resource = score(near(locale), fallback=fallback, **EVERYTHING)

    _, (finding,) = KIND.instead(resource, Observation(), WHY)

    expected = (GOLDEN / f"score_{fallback}.{locale}.txt").read_text(encoding="utf-8")
    assert (finding.code, finding.summary + "\n") == ("RV884", expected)


def test_a_reason_without_a_wording_makes_the_text_english() -> None:
    """HubSpot's own words are English: one finding speaks one language."""
    resource = score(near("ja"), fallback="calculated", **EVERYTHING)

    _, (finding,) = KIND.instead(resource, Observation(), "HubSpot is away")

    assert finding.summary.startswith("HubSpot is away.\nInstead of the score: property.contacts.fit_fit.")
    assert (finding.summary + finding.hint).isascii()


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("the data token may not write scores: it lacks a or b", "（必要なスコープ：aまたはb）。"),
        ("HubSpot refuses writes to scores to this token", "書き込めません。"),
        ("what stands in for score.contacts.fit was made before", "score.contacts.fit の代わり"),
    ],
)
def test_every_reason_of_the_engine_is_said_in_japanese(why: str, told: str) -> None:
    """Nothing of the English reason is left, nor of the way out."""
    resource = score(near("ja"), fallback="calculated", **EVERYTHING)

    _, (finding,) = KIND.instead(resource, Observation(), why)

    assert told in finding.summary.partition("\n")[0]
    assert why not in finding.summary
    assert finding.hint == "HubSpotのリードスコアが使えるまで待つには `fallback:` を消します"


UNTOLD: dict[str, Any] = {
    "groups": {
        "g": {
            "rules": {
                "visit": {"event": "page_visited", "add": 1},
                "once": {"if": {"property": "contacts.jobtitle", "ever_equals": ["CEO"]}, "add": 1},
            }
        }
    }
}


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_what_is_lost_where_records_tell_nothing(locale: str) -> None:
    """Then nobody computes it, and the text promises nothing."""
    resource = score(near(locale), fallback="computed", **UNTOLD)

    _, (finding,) = KIND.instead(resource, Observation(), WHY)

    assert finding.summary + "\n" == (GOLDEN / f"score_unfilled.{locale}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (SIZE, ""),
        ({**SIZE, "enabled": False}, ""),
        ({"if": {"in_segment": "customers"}, "add": 1}, ""),
        ({"if": {"property": "contacts.born", "within_last_days": 3}, "add": 1}, ""),
        ({"property": "contacts.size", "match": [{"at_least": 3, "add": 1}]}, ""),
        ({"if": {"property": "contacts.country", "never_any_of": ["jp"]}, "add": 1}, "past"),
        ({"if": {"property": "contacts.size", "updated_in_days": 3}, "add": 1}, "past"),
        ({"if": {"property": "contacts.size", "not_updated_in_days": 3}, "add": 1}, "past"),
        ({"if": {"all": [SIZE["if"], {"property": "contacts.vip", "ever_is": True}]}, "add": 1}, "past"),
        ({"property": "contacts.country", "match": [{"ever_any_of": ["jp"], "add": 1}]}, "past"),
        ({"event": "page_visited", "add": 1}, "events"),
        (
            {
                "associated": "companies",
                "rollup": "MAX",
                "rule": {"if": {"property": "companies.size", "at_least": 1}, "add": 1},
            },
            "associated",
        ),
    ],
)
def test_what_records_do_not_tell(rule: Mapping[str, Any], why: str) -> None:
    """Present values and segments are told by records; behaviour, others' records and the past are not."""
    resource = score(fallback="computed", groups={"g": {"rules": {"one": rule}}})

    assert [computed.reason(found) for found in resource.spec.rules.values()] == [why]


@pytest.mark.parametrize(("status", "stands_in"), [(403, True), (404, True), (500, False), (0, False)])
def test_only_what_stays_shut_has_something_in_its_place(status: int, stands_in: bool) -> None:
    """Without scope or beta no try helps; a read that failed for the moment makes no formula."""
    resource = score(groups={"g": {"rules": {"size": SIZE}}})
    answer = Answer(status, {"message": "no"} if status else None, fault="" if status else "timed out")

    _, seen = talk(KIND.observe("contacts", [resource], Context()), [answer], [])
    resources, _ = KIND.instead(resource, replace(seen, broken="it could not be read"), "WHY")

    assert bool(resources) is stands_in


def blocked(resource: Resource, *units: UnitChange) -> Change:
    return Change(resource.address, Phase.DEFINE, Action.BLOCKED, units, resource=resource)


def test_without_a_fallback_the_choices_are_listed() -> None:
    """Only a score that is blocked as a whole and names no fallback says what could stand in."""
    plain, safe = score(fallback=None), score(groups={"g": {"rules": {"size": SIZE}}})
    locked = UnitChange("output.fit.property", "a", "b")

    (finding,) = KIND.hazards(blocked(plain))

    assert finding.code == "RV885"
    assert all(f"fallback: {choice}" in finding.summary for choice in ("calculated", "computed", "workflows"))
    assert list(KIND.hazards(blocked(safe))) == []
    assert list(KIND.hazards(blocked(plain, locked))) == []
    assert list(KIND.hazards(replace(blocked(plain), action=Action.WAITING))) == []
    assert MISSING not in plain.units.values()
