"""The three-way function, case by case from the table of design.md rule 4."""

import pytest

from revops.engine.merge import Side, Triple, equal, is_order, is_settled, merge, triples
from revops.model.change import MovedBy
from revops.model.json import MISSING

BLUEPRINT, PORTAL, BOTH = MovedBy.BLUEPRINT, MovedBy.PORTAL, MovedBy.BOTH


@pytest.mark.parametrize(
    ("base", "actual", "desired", "factory", "side", "moved_by"),
    [
        ("a", "a", "a", MISSING, Side.SAME, BLUEPRINT),
        ("a", "a", "b", MISSING, Side.WRITE, BLUEPRINT),
        ("a", "b", "a", MISSING, Side.HOLD, PORTAL),
        ("a", "b", "b", MISSING, Side.CATCH_UP, BLUEPRINT),
        ("a", "b", "c", MISSING, Side.HOLD, BOTH),
        ("a", MISSING, "a", MISSING, Side.HOLD, PORTAL),
        ("a", MISSING, "b", MISSING, Side.HOLD, BOTH),
        (MISSING, "b", "b", MISSING, Side.CATCH_UP, BLUEPRINT),
        (MISSING, MISSING, "b", MISSING, Side.WRITE, BLUEPRINT),
        (MISSING, "shipped", "b", "shipped", Side.WRITE, BLUEPRINT),
        (MISSING, "theirs", "b", "shipped", Side.HOLD, PORTAL),
        (MISSING, "theirs", "b", MISSING, Side.HOLD, PORTAL),
        ("a", "shipped", "a", "shipped", Side.HOLD, PORTAL),
        (MISSING, "ＭＱＬ　", "MQL", MISSING, Side.ALIKE, PORTAL),
        ("MQL", "ＭＱＬ", "MQL", MISSING, Side.ALIKE, PORTAL),
        ("ＭＱＬ", "ＭＱＬ", "MQL", MISSING, Side.WRITE, BLUEPRINT),
        ("Mql", "MQL ", "MQL", MISSING, Side.HOLD, BOTH),
        (MISSING, "mql", "MQL", MISSING, Side.HOLD, PORTAL),
        ("ガス", "ｶﾞｽ", "ガス", MISSING, Side.ALIKE, PORTAL),
        ("Tier 2", "Tier ²", "Tier 2", MISSING, Side.HOLD, PORTAL),
        ("(株)", "㈱", "(株)", MISSING, Side.HOLD, PORTAL),
    ],
)
def test_every_constellation_has_its_verdict(base, actual, desired, factory, side, moved_by):
    """Last applied, portal, blueprint and factory value decide, and who moved is told."""
    verdict = merge(Triple("label", desired, base, actual, factory))

    assert (verdict.side, verdict.moved_by) == (side, moved_by)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "theirs", "b"], True),
        (["a", "b"], ["b", "a"], False),
        (["a", "new", "b"], ["a", "b"], True),
        (["a", "new", "b"], ["b", "a"], False),
    ],
)
def test_order_is_the_relative_sequence_of_shared_keys(left, right, same):
    """Other people's options between ours, and options still to be added, are no difference in order."""
    assert equal("options.order", left, right) is same


@pytest.mark.parametrize(
    ("base", "actual", "desired", "side", "moved_by"),
    [
        (["a", "b"], ["a", "b", "new"], ["a", "b", "new"], Side.CATCH_UP, BLUEPRINT),
        (["a", "b"], ["new", "a", "b"], ["a", "b", "new"], Side.HOLD, PORTAL),
        (["a", "b", "new"], ["new", "a", "b"], ["a", "b", "new"], Side.HOLD, PORTAL),
        (["a", "b"], ["a", "b"], ["a", "b", "new"], Side.SAME, BLUEPRINT),
        (["a", "b"], ["a", "b"], ["b", "a", "new"], Side.WRITE, BLUEPRINT),
        (["a", "b"], ["a", "b", "theirs"], ["b", "a"], Side.WRITE, BLUEPRINT),
        (["a"], "an", ["n", "a"], Side.WRITE, BLUEPRINT),  # letters of a text are no keys
    ],
)
def test_a_key_that_was_never_agreed_has_no_agreed_place(base, actual, desired, side, moved_by):
    """Where blueprint and portal both have it, its place is noted where they agree and held where not."""
    verdict = merge(Triple("options.order", desired, base, actual))

    assert (verdict.side, verdict.moved_by) == (side, moved_by)


def test_true_is_not_one():
    """A switch and a number are different values although Python calls them equal."""
    assert not equal("enabled", True, 1)
    assert equal("probability", 1, 1.0)


def test_only_labels_are_read():
    """A full-width digit in what no person reads is another value."""
    verdict = merge(Triple("calculationFormula", "a1", MISSING, "a１"))

    assert verdict.side is Side.HOLD


@pytest.mark.parametrize(("path", "yes"), [("order", True), ("options.order", True), ("reorder", False)])
def test_an_order_is_told_by_the_end_of_its_path(path, yes):
    """Of the thing itself, or of a part of it."""
    assert is_order(path) is yes


def test_what_is_counted_was_never_agreed():
    """A number that the portal counts differs, whoever moved it, or it does not."""
    assert merge(Triple("count", 0, 0, 7), counted=True) == merge(Triple("count", 0, MISSING, MISSING))
    assert merge(Triple("count", 7, 7, 7), counted=True).side is Side.SAME


@pytest.mark.parametrize(
    ("desired", "base", "actual", "settled"),
    [
        ({"a": 1}, {"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "c": 3}, True),
        ({"a": 1}, {"a": 2}, {"a": 1}, False),
        ({"a": 1}, {}, {"a": 1}, False),
        ({"a": 1}, {"a": 1}, {"a": 2}, False),
        ({"a": [1]}, {"a": [1], "b": [2]}, {"a": [1]}, True),
    ],
)
def test_settled_is_what_all_three_sides_say_of_every_managed_unit(desired, base, actual, settled):
    """Units that the blueprint does not name do not count, neither the ledger's nor the portal's."""
    assert is_settled(desired, base, actual) is settled


def test_a_unit_comes_with_what_each_side_says_of_it():
    """In the blueprint's order; what a side does not say is missing, and without a ledger all of base is."""
    desired, actual, factory = {"label": "b", "hidden": True}, {"label": "c", "other": 1}, {"label": "f"}

    assert list(triples(desired, {"label": "a"}, actual, factory)) == [
        Triple("label", "b", "a", "c", "f"),
        Triple("hidden", True, MISSING, MISSING, MISSING),
    ]
    assert [unit.base for unit in triples(desired, None, actual, factory)] == [MISSING, MISSING]
