"""Conditions: the readable form as trees, checked against names, types and options."""

from __future__ import annotations

from typing import Any

import pytest
from blueprint_toys import Project, places

from revops.blueprint.declared import declarations
from revops.blueprint.load import Blueprint, load
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.condition import (
    All,
    AnyOf,
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    Not,
    PropertyRef,
    Raw,
    Refinement,
    Submitted,
    Subscribed,
    Viewed,
)
from revops.model.condition import Test as Check
from revops.model.spec import Need, Phase

HEAD = """\
revops: 1
variables: {score: 60}
properties:
  contacts:
    email: {existing: string}
    points: {existing: number}
    born: {existing: date}
    vip: {existing: bool}
    blob: {existing: json}
    status:
      type: enumeration
      label: {ja: 状態, en: Status}
      options: {NEW: {ja: 新規, en: New}, "1": One}
conditions:
"""
LINE = HEAD.count("\n") + 1
"""The line on which a test's own condition stands."""


def condition(project: Project, written: str) -> Condition:
    """The condition that the text becomes."""
    project.write(f"{HEAD}  it: {written}\n")
    blueprint = project.load()
    assert not blueprint.findings
    return blueprint.conditions["it"]


def of(name: str, type_: str, word: str, value: Any) -> Check:
    """A test of a property that has no label."""
    return Check(PropertyRef("contacts", name), type_, word, value)


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("{property: contacts.points, at_least: $score}", of("points", "number", "at_least", 60)),
        ("{property: contacts.email, known: true}", of("email", "string", "known", True)),
        ("{property: contacts.email, equals: a}", of("email", "string", "equals", ["a"])),
        ("{property: contacts.email, contains: [a, 1]}", of("email", "string", "contains", ["a", "1"])),
        ("{property: contacts.vip, is: false}", of("vip", "bool", "is", False)),
        ("{property: contacts.points, between: [1, 5]}", of("points", "number", "between", [1, 5])),
        ("{property: contacts.born, before: 2026-11-22}", of("born", "date", "before", "2026-11-22")),
        ("{property: contacts.born, within_last_days: 30}", of("born", "date", "within_last_days", 30)),
        ("{not: {property: contacts.vip, is: true}}", Not(of("vip", "bool", "is", True))),
        ("{submitted: download}", Submitted(("download",))),
        ("{submitted: [a, b]}", Submitted(("a", "b"))),
        ("{submitted: true}", Submitted()),
        (
            "{any: [{submitted: a}, {all: [{submitted: b}, {property: contacts.vip, is: true}]}]}",
            AnyOf((Submitted(("a",)), All((Submitted(("b",)), of("vip", "bool", "is", True))))),
        ),
    ],
)
def test_readable_forms(project: Project, written: str, tree: Condition) -> None:
    """Every form of the language, with values in the shape that the word asks for."""
    assert tree == condition(project, written)


def test_options_carry_their_labels(project: Project) -> None:
    """The labels of the values and of the property, for the sentence; `1` may be written bare."""
    project.write(f"{HEAD}  it: {{property: contacts.status, any_of: [NEW, 1]}}\n")
    it = project.load(locale="ja").conditions["it"]

    assert isinstance(it, Check)
    assert it.value == ["NEW", "1"]
    assert dict(it.labels) == {"contacts.status": "状態", "NEW": "新規", "1": "One"}


def test_named_conditions_are_used_by_name(project: Project) -> None:
    """Bare, or under `condition:`; the same tree stands wherever the name does."""
    project.write(f"{HEAD}  base: {{submitted: a}}\n  it: {{all: [base, {{condition: base}}]}}\n")

    assert project.load().conditions["it"] == All((Submitted(("a",)), Submitted(("a",))))


@pytest.mark.parametrize(
    ("written", "code", "part", "word"),
    [
        ("{property: contacts.emial, known: true}", "RV205", "contacts.emial", "contacts.email"),
        ("{property: deals.amount, known: true}", "RV205", "deals.amount", "existing: TYPE"),
        ("{property: email, known: true}", "RV211", "email", "OBJECT.PROPERTY"),
        ("{property: contacts.blob, known: true}", "RV206", "contacts.blob", "datetime"),
        ("{property: contacts.points, at_lest: 1}", "RV206", "at_lest", "at_least"),
        ("{property: contacts.points, contains: a}", "RV206", "contains", "Known: "),
        ("{property: contacts.points, at_least: '1'}", "RV207", "'1'", ""),
        ("{property: contacts.points, between: [5, 1]}", "RV207", "[5", ""),
        ("{property: contacts.born, before: 2026-02-30}", "RV207", "2026-02-30", ""),
        ("{property: contacts.born, within_last_days: 0}", "RV207", "0}", ""),
        ("{property: contacts.email, known: false}", "RV207", "false", ""),
        ("{property: contacts.status, any_of: [NEW, NEU]}", "RV208", "NEU", "'NEW'"),
        ("{property: contacts.email}", "RV211", "{property", "WORD"),
        ("{property: contacts.email, equals: a, known: true}", "RV211", "{property", "all:"),
        ("{al: []}", "RV211", "{al", "'all'"),
        ("{all: []}", "RV211", "[]", ""),
        ("{any: x}", "RV211", "x}", ""),
        ("{all: [5]}", "RV211", "5]", ""),
        ("{not: {}}", "RV211", "{}}", ""),
        ("{any: [], all: []}", "RV211", "{any", ""),
        ("{submitted: 5}", "RV211", "5}", "any form"),
        ("{condition: [a]}", "RV211", "[a]", ""),
        ("{condition: itt}", "RV209", "itt}", "'it'"),
        ("nobody", "RV209", "nobody", ""),
    ],
)
def test_errors_point_at_the_part_and_help(
    project: Project, written: str, code: str, part: str, word: str
) -> None:
    """Code, the column of what is wrong, and the nearest valid name."""
    project.write(f"{HEAD}  it: {written}\n")
    [finding] = project.load().findings

    assert (code, LINE) == (finding.code, finding.origin.line)
    assert finding.source[finding.origin.column - 1 :].startswith(part)
    assert word in finding.hint


def test_circles_of_conditions_show_the_ring(project: Project) -> None:
    """Once, whichever of them is asked for first."""
    project.write(f"{HEAD}  a: {{not: b}}\n  b: {{all: [c]}}\n  c: a\n")
    [finding] = project.load().findings

    assert (finding.code, finding.origin.line) == ("RV210", LINE + 2)
    assert "a -> b -> c -> a" in finding.summary


def test_inline_conditions_of_entries_are_checked(project: Project) -> None:
    """Kinds hand theirs over with the place where they stand."""
    project.write(
        f"{HEAD}  it: {{submitted: a}}\nnotes: {{}}\nthings: {{contacts: {{a: {{label: A, when: [it]}}}}}}\n"
    )

    assert places(project.load().findings) == [("RV211", LINE + 2, 41)]


def test_properties_of_a_score_need_its_publication() -> None:
    """Publishing makes a number property, and an enumeration of tiers (dossier E)."""
    score = {"object": "contacts", "name": "Heat", "category": "INTENT", "thresholds": {"hot": 60}}
    found = declarations({"scores": {"heat": score, "faulty": {"object": "deals"}}})
    need = Need(Address("score", "contacts", "heat"), Phase.PUBLISH)

    assert found[PropertyRef("contacts", "heat")].type == "number"
    assert found[PropertyRef("contacts", "heat_threshold")].type == "enumeration"
    assert found[PropertyRef("contacts", "heat")].need == need
    assert found[PropertyRef("contacts", "heat")].need.phase is Phase.PUBLISH
    assert found[PropertyRef("deals", "faulty")].type == "number"


TERMS = """\
revops: 1
objects: {contract: {existing: true}}
associations: {contacts: {deals: {boss: {label: Boss}}}}
properties:
  contacts:
    email: {existing: string}
    name: {existing: string}
    born: {existing: date}
    seen: {existing: datetime}
  deals: {closedate: {existing: datetime}, amount: {existing: number}}
conditions:
  large: {property: deals.amount, at_least: 5}
"""
MIXED = (
    "{event: 4-1, where: [{property: n, equals: 5}, {property: b, is: true}, {property: d, on: 2026-10-01}]}"
)
TERMS_LINE = TERMS.count("\n") + 1


def with_terms(project: Project, written: str) -> Blueprint:
    """The blueprint in which a condition stands, with the sections of every kind there is."""
    project.write(f"{TERMS}  it: {written}\n")
    return load(project.root, ["blueprints"], KINDS)


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("{in_segment: hot}", InSegment("hot")),
        ("{in_segment: [a, b]}", AnyOf((InSegment("a"), InSegment("b")))),
        ("{submitted: a, on_page: lp}", Submitted(("a",), "lp")),
        ("{submitted: true, times: {at_least: 2, at_most: 3}}", Submitted((), refine=Refinement(2, 3))),
        ("{viewed_page: {contains: /lp}, within: {last_days: 30}}",
         Viewed("contains", "/lp", Refinement(last_days=30))),
        ("{email: {opened: news}, within: {since: 2026-10-01, until: 2026-10-03}}",
         EmailEvent("opened", "news", Refinement(since="2026-10-01", until="2026-10-03"))),
        ("{subscribed: letters}", Subscribed("letters")),
        ("{unsubscribed: letters}", Subscribed("letters", out=True)),
        ("{consent: approved}", Consent("approved")),
        ("{event: meeting_booked}", Event("meeting_booked")),
        ("{event: 4-1720599}", Event("meeting_booked")),
        ("{event: page_visited, where: {property: hs_url, contains: /lp}}",
         Event("page_visited", (Check(PropertyRef("", "hs_url"), "string", "contains", ["/lp"]),))),
        (MIXED,
         Event("4-1", (Check(PropertyRef("", "n"), "number", "equals", 5),
                       Check(PropertyRef("", "b"), "bool", "is", value=True),
                       Check(PropertyRef("", "d"), "datetime", "on", "2026-10-01")))),
        ("{associated: {object: deals, where: large}}",
         Associated("deals", where=Check(PropertyRef("deals", "amount"), "number", "at_least", 5))),
        ("{associated: {object: deals, label: boss}}", Associated("deals", "boss")),
        ("{associated: {object: contract}}", Associated("contract")),
        ("{raw: {filterType: CTA, ctaName: x}}", Raw({"filterType": "CTA", "ctaName": "x"})),
        ("{property: contacts.born, in_last: {month: 3}}", of("born", "date", "in_last", {"month": 3})),
        ("{property: contacts.born, in_last: {month: 1}}", of("born", "date", "in_last", "month")),
        ("{property: contacts.born, within_last_weeks: 2}", of("born", "date", "within_last_weeks", 2)),
        ("{property: contacts.born, before_property: contacts.seen}",
         of("born", "date", "before_property", "contacts.seen")),
        ("{property: contacts.born, updated_after_property: contacts.email}",
         of("born", "date", "updated_after_property", "contacts.email")),
    ],
)  # fmt: skip
def test_forms_beside_tests(project: Project, written: str, tree: Condition) -> None:
    """What happened, what a contact agreed to, segments, associated records and raw JSON."""
    blueprint = with_terms(project, written)

    assert not blueprint.errors
    assert blueprint.conditions["it"] == tree


@pytest.mark.parametrize(
    ("written", "code", "part", "word"),
    [
        ("{in_segment: 5}", "RV211", "5}", ""),
        ("{in_segment: hot, times: {at_least: 2}}", "RV211", "times", ""),
        ("{submitted: a, onpage: b}", "RV211", "onpage", "on_page"),
        ("{submitted: a, on_page: 5}", "RV207", "5}", ""),
        ("{submitted: a, times: 2}", "RV207", "2}", ""),
        ("{submitted: a, times: {at_lest: 2}}", "RV206", "at_lest", "at_least"),
        ("{submitted: a, times: {at_least: 0}}", "RV207", "0}", ""),
        ("{submitted: a, times: {at_least: 3, at_most: 2}}", "RV207", "2}", ""),
        ("{submitted: a, within: {last_days: 3, since: 2026-10-01}}", "RV207", "{last", ""),
        ("{submitted: a, within: {since: 2026-10-02, until: 2026-10-01}}", "RV207", "2026-10-01}", ""),
        ("{submitted: a, times: {at_least: 2}, within: {last_days: 3}}", "RV813", "{last", "workflow"),
        ("{email: {opened: news}, within: {last_days: 3}}", "RV813", "3}", "email_opened"),
        ("{email: {openend: news}}", "RV206", "openend", "opened"),
        ("{email: news}", "RV211", "news", ""),
        ("{viewed_page: {contains: 5}}", "RV207", "5}", ""),
        ("{viewed_page: {matches: a(b}}", "RV207", "a(b", "stands for itself"),
        ("{event: meeting_bookd}", "RV286", "meeting_bookd", "meeting_booked"),
        ("{event: meeting_booked, where: [{property: a, ever_equals: b}]}", "RV206", "ever_equals", "equals"),
        ("{event: meeting_booked, where: [{equals: b}]}", "RV211", "{equals", "NAME"),
        ("{event: meeting_booked, where: {property: a, at_least: b}}", "RV207", "b}", ""),
        ("{consent: aproved}", "RV206", "aproved", "approved"),
        ("{associated: deals}", "RV211", "deals", "object:"),
        ("{associated: {object: deal}}", "RV816", "deal}", "deals"),
        ("{associated: {object: deals, lable: boss}}", "RV211", "{object", "label"),
        ("{associated: {object: deals, label: bos}}", "RV817", "bos}", "boss"),
        ("{associated: {object: tickets, label: boss}}", "RV817", "boss}", "associations:"),
        ("{associated: {object: deals, where: {property: deals.amout, known: true}}}", "RV205", "deals.amout",
         "deals.amount"),
        ("{raw: {operator: CTA}}", "RV814", "{operator", "filterType"),
        ("{raw: {filterBranchType: RESTRICTED}}", "RV814", "{filterBranchType", ""),
        ("{property: contacts.born, in_last: {moon: 3}}", "RV207", "{moon", ""),
        ("{property: contacts.born, before_property: contacts.email}", "RV815", "contacts.email", "datetime"),
        ("{property: contacts.born, before_property: deals.closedate}", "RV815", "deals.closedate",
         "contacts"),
        ("{property: contacts.born, before_property: contacts.sean}", "RV205", "contacts.sean",
         "contacts.seen"),
    ],
)  # fmt: skip
def test_faults_of_forms_beside_tests(
    project: Project, written: str, code: str, part: str, word: str
) -> None:
    """Code, the column of what is wrong, and the nearest valid name."""
    [finding] = with_terms(project, written).errors

    assert (code, TERMS_LINE) == (finding.code, finding.origin.line)
    assert finding.source[finding.origin.column - 1 :].startswith(part)
    assert word in finding.hint
