"""The three-way function, case by case from the table of design.md rule 4."""

import pytest

from revops.engine.merge import Side, Triple, equal, merge
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
    ("base", "actual", "desired", "side"),
    [
        (["a", "b"], ["a", "b", "new"], ["a", "b", "new"], Side.CATCH_UP),
        (["a", "b"], ["new", "a", "b"], ["a", "b", "new"], Side.HOLD),
        (["a", "b", "new"], ["new", "a", "b"], ["a", "b", "new"], Side.HOLD),
        (["a", "b"], ["a", "b"], ["a", "b", "new"], Side.SAME),
        (["a", "b"], ["a", "b"], ["b", "a", "new"], Side.WRITE),
        (["a", "b"], ["a", "b", "theirs"], ["b", "a"], Side.WRITE),
    ],
)
def test_a_key_that_was_never_agreed_has_no_agreed_place(base, actual, desired, side):
    """Where blueprint and portal both have it, its place is noted where they agree and held where not."""
    assert merge(Triple("options.order", desired, base, actual)).side is side


def test_true_is_not_one():
    """A switch and a number are different values although Python calls them equal."""
    assert not equal("enabled", True, 1)
    assert equal("probability", 1, 1.0)


def test_only_labels_are_read():
    """A full-width digit in what no person reads is another value."""
    verdict = merge(Triple("calculationFormula", "a1", MISSING, "a１"))

    assert verdict.side is Side.HOLD
