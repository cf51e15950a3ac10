"""Consequences: what a pattern may agree to."""

from __future__ import annotations

import pytest

from revops.model.consequence import Consequence


@pytest.mark.parametrize(
    ("consequence", "within"),
    [
        (Consequence(100), True),
        (Consequence(101), False),
        (Consequence(0, mails=None), False),
        (Consequence(0, billing=None), False),
        (Consequence(None), False),
    ],
)
def test_only_what_is_known_in_every_number_is_within(consequence: Consequence, within: bool) -> None:
    """Nobody enrols and yet mails may go out: an unknown number is not 0."""
    assert consequence.within(100) is within
