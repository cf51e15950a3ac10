"""The quick look at what is settled, and the slow one unit by unit, say the same."""

from __future__ import annotations

from itertools import product

import pytest

from revops.engine.merge import equal, is_settled

VALUES = (0, 1, 1.0, False, True, None, "", "1", [1], [True], {})


@pytest.mark.parametrize("desired", VALUES, ids=repr)
def test_settled_is_what_is_equal_on_both_sides(desired):
    """To Python 1 is true; a unit that is 1 on one side and true on another moved."""
    for base, actual in product(VALUES, VALUES):
        agree = equal("a", desired, base) and equal("a", desired, actual)
        units = ({"a": one, "b": "x"} for one in (desired, base, actual))

        assert is_settled(*units) is agree, (base, actual)


def test_a_flag_that_nobody_manages_moves_nothing():
    """Only the blueprint's units count (rule 2)."""
    assert is_settled({"a": 1}, {"a": 1, "b": True}, {"a": 1, "b": 1})
