"""Counts against a simulation: never too low for any condition, and the number itself where they say so."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from werkzeug.test import Client

from revops.cli.session import open_session
from revops.emulator import DEFAULT_TOKEN
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import fill
from revops.engine.conversation import hold
from revops.kinds.tally import tally
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.condition import All, AnyOf, Not, PropertyRef
from revops.model.outlook import Outlook
from revops.model.plan import Consents
from revops.model.spec import Resource
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Record

BLUEPRINT = """\
revops: 1
properties:
  contacts:
    amount: {label: Amount, type: number, fieldType: number, groupName: contactinformation}
    tier:
      {label: Tier, type: enumeration, fieldType: select, groupName: contactinformation,
       options: {a: A, b: B, c: C}}
    tags:
      {label: Tags, type: enumeration, fieldType: checkbox, groupName: contactinformation,
       options: {a: A, b: B, c: C}}
    note: {label: Note, type: string, fieldType: text, groupName: contactinformation}
    due: {label: Due, type: date, fieldType: date, groupName: contactinformation}
    seen: {label: Seen, type: datetime, fieldType: date, groupName: contactinformation}
    vip:
      {label: Vip, type: bool, fieldType: booleancheckbox, groupName: contactinformation,
       options: {"true": "Yes", "false": "No"}}
"""
NOW = datetime(2026, 11, 21, 16, 20, tzinfo=UTC)
"""Twenty past one in the morning of the 22nd in Tokyo."""
DAYS = [f"2026-11-{day}" for day in range(18, 27)]
SEEDS = range(12)
EACH = 25
"""Conditions per seed."""
WORDS = {
    "amount": ("number", ("equals", "not_equals", "less_than", "at_most", "greater_than", "at_least")),
    "tier": ("enumeration", ("any_of", "none_of")),
    "tags": ("enumeration", ("any_of", "none_of", "all_of")),
    "note": ("string", ("equals", "not_equals", "contains", "starts_with")),
    "due": ("date", ("on", "before", "on_or_before", "after", "on_or_after", "within_last_days")),
    "seen": ("datetime", ("on", "before", "after", "within_last_days", "more_than_days_ago")),
    "vip": ("bool", ("is", "is_not")),
    "never": ("number", ("at_least", "not_equals")),
}


def value_of(kind, word, dice):
    if word.endswith(("_days", "_days_ago")):
        return dice.randint(1, 4)
    if kind == "number":
        return dice.randint(0, 4)
    if kind == "bool":
        return dice.random() < 0.5
    if kind in ("date", "datetime"):
        return dice.choice(DAYS)
    if kind == "enumeration":
        return sorted(dice.sample("abc", dice.randint(1, 2)))
    return [dice.choice(("a", "ab", "b"))]


def test_of(dice):
    name = dice.choice(list(WORDS))
    kind, words = WORDS[name]
    ref = PropertyRef("contacts", name)
    if dice.random() < 0.15:
        return condition.Test(ref, kind, dice.choice(("known", "unknown")), value=True)
    word = dice.choice(words)
    return condition.Test(ref, kind, word, value_of(kind, word, dice))


test_of.__test__ = False


def random_condition(dice, depth=3):
    if depth == 0 or dice.random() < 0.35:
        return test_of(dice)
    parts = tuple(random_condition(dice, depth - 1) for _ in range(dice.randint(1, 3)))
    return dice.choice((All(parts), AnyOf(parts), Not(parts[0])))


def random_values(dice):
    """What one contact holds; of everything it may have nothing."""
    moment = NOW + timedelta(hours=dice.randint(-120, 120))
    held = {
        "amount": str(dice.randint(0, 4)),
        "tier": dice.choice("abc"),
        "tags": ";".join(sorted(dice.sample("abc", dice.randint(1, 3)))),
        "note": dice.choice(("a", "ab", "B", "cab")),
        "due": dice.choice(DAYS),
        "seen": moment.isoformat().replace("+00:00", "Z"),
        "vip": dice.choice(("true", "false")),
    }
    return {name: value for name, value in held.items() if dice.random() < 0.75}


@pytest.fixture(scope="module")
def counting(share_project):
    """Counts conditions in a portal in Tokyo with 60 contacts, whose values it also gives."""
    project = share_project(locale="en", blueprint=BLUEPRINT)
    project.run("apply", "--yes", code=0)
    values = [random_values(random.Random(number)) for number in range(60)]
    project.emulator.within(lambda portal: fill(portal, resolve(portal, "contacts"), values))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in project.environment.items():
            patch.setenv(name, value)
        with open_session(project.folder, None) as session:
            situation = session.look(Consents())
            never = Address("property", "contacts", "never")
            seen = {one.address: one for o in situation.observations.values() for one in o.found}
            outlook = Outlook(situation.context, NOW, seen, {never: Resource(never, {"fieldType": "number"})})
            yield lambda asked: hold(tally(asked, "contacts", outlook), asking(project)), values, outlook


def asking(project):
    """Sends searches to the emulator itself, past the pace that HubSpot asks for."""
    client = Client(project.emulator)
    headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}

    def ask(calls):
        replies = [
            client.post(f"/crm/objects/2026-09{call.path}", json=call.body, headers=headers) for call in calls
        ]
        return [Answer(reply.status_code, reply.json) for reply in replies]

    return ask


def test_half_of_the_conditions_are_counted_exactly(counting):
    """A bound for everything would never be too low either."""
    count, _, _ = counting
    dice = random.Random(99)

    found = [count(random_condition(dice)) for _ in range(100)]

    assert sum(not one.at_most for one in found) >= 30


@pytest.mark.parametrize("seed", SEEDS)
def test_a_count_is_never_too_low(counting, seed):
    """And exact where it does not say `at most`."""
    count, values, outlook = counting
    clock = Clock(NOW, ZoneInfo(outlook.context.portal.time_zone))
    dice = random.Random(seed)
    for _ in range(EACH):
        asked = random_condition(dice)
        meeting = sum(holds(asked, Record("contacts", held), clock) for held in values)

        found = count(asked)

        assert found.records >= meeting, asked
        assert found.at_most or found.records == meeting, asked
