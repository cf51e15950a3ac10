"""What a consent can name: addresses, units, and what a kind can ask for."""

from __future__ import annotations

import pytest
from toys import A, B, Bench, toy

from revops.engine.consenting import can_ask, is_exact, units_of, unmatched
from revops.kinds import KINDS, kind
from revops.model.change import Consent
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Phase


@pytest.mark.parametrize(
    ("pattern", "exact"),
    [
        ("toy.box.a", True),
        ("toy.box.a#label", True),
        ("toy.*", False),
        ("toy.b?x.a", False),
        ("t[o]y.a", False),
    ],
)
def test_what_names_one_address(pattern, exact):
    """Without the characters of a glob."""
    assert is_exact(pattern) is exact


@pytest.mark.parametrize(
    ("flag", "name", "asks"),
    [
        ("create", "property", True),
        ("create", "checklist", False),
        ("take", "workflow", True),
        ("publish", "email", True),
        ("publish", "form", True),
        ("publish", "score", True),
        ("publish", "property", False),
        ("enable", "workflow", True),
        ("enable", "score", False),
        ("move", "property", True),
        ("delete", "property", True),
        ("delete", "segment", True),
        ("delete", "group", False),
    ],
)
def test_what_a_kind_can_ask_for(flag, name, asks):
    """Whatever is written may have to be made or taken; the rest is the kind's own."""
    assert can_ask(flag, kind(name)) is asks


@pytest.mark.parametrize("consent", list(Consent))
def test_a_removal_asks_for_one_thing(consent):
    """Of any kind, also one that is deleted by hand."""
    assert can_ask(consent.value, kind("validation"), removed=True) is (consent is Consent.DELETE)


def test_whoever_has_a_later_phase_says_so():
    """A phase that asks is among what the kind says that it asks for."""
    switches = {"published": Consent.PUBLISH, "enabled": Consent.ENABLE}
    later = {Phase.PUBLISH: Consent.PUBLISH, Phase.ENABLE: Consent.ENABLE}
    asked = {one.name: {later.get(one.phase(path, None)) for path in switches} - {None} for one in KINDS}

    assert {name for name, consents in asked.items() if consents} == {"email", "score", "workflow"}
    for one in KINDS:
        assert asked[one.name] <= one.asks, one.name


def test_units_are_those_of_all_sides():
    """What was applied or is in HubSpot can be taken back, though the blueprint does not say it any more."""
    bench = Bench()
    bench.portal.things["box"] = {"a": {"label": "A", "step": 1}}
    bench.ledger = Ledger(bench.ledger.portal, {A: Entry("id-a", {"colour": "red"})})
    wanted = toy("a", size=1)

    assert units_of(wanted, bench.situation(wanted)) == {"size", "colour", "label", "step"}


@pytest.mark.parametrize(
    ("flag", "pattern", "found"),
    [
        ("enable", "toy.box.a", True),
        ("enable", "toy.bo?.*", True),
        ("enable", "toy.bin.*", False),
        ("take", "toy.*#label", True),
        ("take", "toy.*#lable", False),
        ("take", "toy.box.b#label", False),
        ("enable", "toy.*#label", False),
    ],
)
def test_what_matches_nothing(flag, pattern, found):
    """By address, and of `--take` by unit; other flags know no units."""
    situation = Bench().situation(toy("a", label="A"), **{flag: [pattern]})
    assert list(unmatched(situation)) == ([] if found else [(flag, pattern)])


def test_what_is_removed_matches():
    """It is named under `removed:`, and has no units to take."""
    situation = Bench().situation(removed=[B], delete=["toy.box.b"], take=["toy.box.b#label"])
    assert list(unmatched(situation)) == [("take", "toy.box.b#label")]
