"""What HubSpot would refuse and the file tells already: told at its line, before anything is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kind_talk import expand

from revops.blueprint.load import load
from revops.kinds import KINDS
from revops.kinds.email.kind import EmailKind
from revops.kinds.segment import SegmentKind
from revops.kinds.segment.hazard import late
from revops.model.address import Address
from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Severity
from revops.model.spec import Phase

HEAD = """\
revops: 1
properties:
  contacts:
    email: {existing: string}
    seen: {existing: date}
segments:
  dynamic: {object: contacts, name: Dynamic, where: {property: contacts.email, known: true}}
  static: {object: contacts, name: Static, type: static}
  snapshot: {object: contacts, name: Then, type: snapshot, where: {property: contacts.email, known: true}}
  theirs: {object: contacts, name: Theirs, existing: true}
"""
MANUAL = "{manual: true}"


def faults(folder: Path, text: str):
    """Errors of a blueprint: code, line of the text (from 1), summary, hint."""
    blueprints = folder / "blueprints"
    blueprints.mkdir()
    (blueprints / "main.yaml").write_text(HEAD + text, encoding="utf-8")
    before = HEAD.count("\n")
    found = load(folder, ["blueprints"], KINDS).errors
    return [(one.code, one.origin.line - before, one.summary, one.hint) for one in found]


def workflow(*lines: str, enrol: str = MANUAL, steps: str = "[{id: z, marketing: true}]") -> str:
    told = [f"    object: contacts\n    name: W\n    enrol: {enrol}", *lines, f"    steps: {steps}"]
    return "workflows:\n  w:\n" + "\n".join(told) + "\n"


YEARLY = "{every: year, on: DAY, at: '09:00', where: {property: contacts.email, known: true}}"
NO_DAYS = [
    (workflow(steps="[{id: a, until: {date: 2026-02-30, at: '09:00'}}]"), 6, "2026-02-30", "28 days"),
    (workflow(steps="[{id: a, until: {date: 2026-13-01, at: '09:00'}}]"), 6, "2026-13-01", "no month 13"),
    (workflow("    blockedDates: [12-31, 2027-02-29]"), 6, "2027-02-29", "28 days"),
    (workflow("    blockedDates: [04-31]"), 6, "04-31", "30 days"),
    (workflow(enrol=YEARLY.replace("DAY", "02-30")), 5, "02-30", "29 days"),
    ("campaigns:\n  c: {name: C, start: 2026-04-31}\n", 2, "2026-04-31", "30 days"),
    ("campaigns:\n  c: {name: C, end: 0000-01-01}\n", 2, "0000-01-01", "no year 0"),
]


@pytest.mark.parametrize(("text", "line", "day", "why"), NO_DAYS)
def test_a_day_that_no_calendar_has(tmp_path, text, line, day, why):
    """It is told where it stands, with the days that its month has."""
    found = faults(tmp_path, text)

    assert {(code, at) for code, at, _, _ in found} == {("RV118", line)}
    assert any(told.startswith(f"{day} is no day") and why in told for _, _, told, _ in found)


def test_a_conversion_on_no_day(tmp_path):
    """A segment's day is checked as every other."""
    where = "where: {property: contacts.email, known: true}"
    text = f"  s: {{object: contacts, name: S, {where}, convert: {{on: 2027-02-29}}}}\n"

    ((code, line, told, _),) = faults(tmp_path, text)

    assert (code, line) == ("RV118", 1)
    assert "that month has 28 days" in told


def test_the_leap_day(tmp_path):
    """It is a day of every year, and of the years that have it."""
    days = "    blockedDates: [02-29, 2028-02-29]"

    assert faults(tmp_path, workflow(days, enrol=YEARLY.replace("DAY", "02-29"))) == []


@pytest.mark.parametrize("word", ["before", "after", "on"])
def test_a_condition_about_no_day(tmp_path, word):
    """The hint says which day it is and why it is none."""
    text = f"  s: {{object: contacts, name: S, where: {{property: contacts.seen, {word}: 2026-02-30}}}}\n"

    ((code, line, _, hint),) = faults(tmp_path, text)

    assert (code, line) == ("RV207", 1)
    assert hint == "2026-02-30 is no day of the calendar: that month has 28 days"


@pytest.mark.parametrize(
    ("days", "shown", "hint"),
    [
        ("[2026-05-01, 2026-03-01]", "[2026-05-01, 2026-03-01]", ""),
        ("[2026-02-30, 2026-03-01]", "[2026-02-30, 2026-03-01]", "2026-02-30 is no day"),
        ("[]", "an empty list", ""),
    ],
)
def test_two_dates_are_shown_as_they_stand(tmp_path, days, shown, hint):
    """Who swapped two dates sees them in the message."""
    text = f"  s: {{object: contacts, name: S, where: {{property: contacts.seen, between: {days}}}}}\n"

    ((_, _, told, way_out),) = faults(tmp_path, text)

    assert told == f"`between` takes a list of two dates, the earlier one first, not {shown}"
    assert way_out.startswith(hint)


def test_conditions_that_are_none(tmp_path):
    """`all` of nothing is told as what it is."""
    ((_, _, told, _),) = faults(tmp_path, "  s: {object: contacts, name: S, where: {all: []}}\n")

    assert told == "`all` takes a list of conditions, not an empty list"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("from: '18:00', to: '09:00'", ('from: "18:00", to: "24:00"', 'from: "00:00", to: "09:00"')),
        ("from: '09:00', to: '09:00'", ("from 09:00 to 09:00 are none",)),
    ],
)
def test_hours_run_forwards(tmp_path, hours, words):
    """Those of a night are two entries, which the message spells out."""
    ((code, line, told, _),) = faults(tmp_path, workflow(f"    hours: [{{days: [monday], {hours}}}]"))

    assert (code, line) == ("RV118", 6)
    assert all(word in told for word in words)


def test_hours_until_midnight(tmp_path):
    """The end of the day is later than any time of it."""
    assert faults(tmp_path, workflow("    hours: [{days: [monday], from: '18:00', to: '24:00'}]")) == []


@pytest.mark.parametrize("word", ["add_to", "remove_from"])
@pytest.mark.parametrize("segment", ["dynamic", "static", "snapshot", "theirs", "Elsewhere"])
def test_a_step_changes_members_of_static_segments(tmp_path, word, segment):
    """Of the blueprint's own only a dynamic one is refused; of the portal's nobody knows."""
    found = faults(tmp_path, workflow(steps=f"\n      - {{id: a, {word}: {segment}}}"))

    wanted = [("RV842", 7)] if segment == "dynamic" else []
    assert [(code, line) for code, line, _, _ in found] == wanted


def test_a_language_that_hubspots_forms_do_not_have(tmp_path):
    """`jp` is a country; the message lists the languages."""
    text = "forms:\n  f: {name: F, fields: [email], language: LANGUAGE}\n"

    ((code, line, told, _),) = faults(tmp_path, text.replace("LANGUAGE", "jp"))

    assert (code, line) == ("RV118", 2)
    assert "'jp'" in told
    assert "'ja'" in told


SCORE = """\
scores:
  s:
    object: contacts
    name: S
    category: FIT
    KEY: LEVELS
    groups: {a: {rules: {r: {if: {property: contacts.email, known: true}, add: 5}}},
      b: {category: INTENT, rules: {r: {if: {property: contacts.email, known: true}, add: 5}}}}
"""


@pytest.mark.parametrize(
    ("key", "levels", "codes"),
    [
        ("thresholds", "{hot: 60, warm: {from: 60.0}}", ["RV844"]),
        ("thresholds", "{hot: 30, warm: 60}", []),
        ("matrix", "{FIT: {a: 60, b: 60}, INTENT: {high: 60}}", ["RV844"]),
    ],
)
def test_tiers_that_begin_at_one_number(tmp_path, key, levels, codes):
    """One of the two would have nobody in it; their sequence in the file says nothing."""
    found = faults(tmp_path, SCORE.replace("KEY", key).replace("LEVELS", levels))

    assert [code for code, _, _, _ in found] == codes
    assert {line for _, line, _, _ in found} <= {6}


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "static", "warned"),
    [("2026-11-21", False, True), ("2026-11-21", True, False), ("2026-11-23", False, False)],
)
def test_a_conversion_that_is_over(day, static, warned):
    """Until the segment is static, HubSpot would be asked for a day of the past."""
    convert = {"convert": {"on": day}}
    (wanted,) = expand(
        SegmentKind(), {"s": {"object": "contacts", "name": "S", "type": "dynamic", **convert}}
    )

    found = list(late([wanted], {wanted.address} if static else set(), TODAY))

    assert [(one.code, one.severity) for one in found] == [("RV843", Severity.WARNING)] * warned


@pytest.mark.parametrize("action", [Action.WAITING, Action.UPDATE])
def test_an_email_that_waits_is_told_what_it_lacks(action):
    """Who mends a name that is missing learns at once what publishing asks for besides."""
    (wanted,) = expand(EmailKind(), {"m": {"name": "M", "subject": "Hi", "publish": True}})
    units = (UnitChange("published", False, True),)
    phase = Phase.PUBLISH if action is Action.UPDATE else Phase.DEFINE
    change = Change(Address("email", "", "m"), phase, action, units, resource=wanted)

    assert [one.code for one in EmailKind().hazards(change)] == ["RV906"]
