"""Many names in one sentence."""

from __future__ import annotations

import pytest

from revops.model.address import Address
from revops.model.few import few


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("", ""),
        ("a", "a"),
        ("abc", "a, b, c"),
        ("abcd", "a, b, c and 1 more"),
        ("abcdefghij", "a, b, c and 7 more"),
    ],
)
def test_three_are_named_and_the_others_counted(names, told):
    """All of them where they are no more than that."""
    assert few(list(names)) == told


def test_another_sentence_names_more_of_them():
    """As many as it has room for."""
    assert few(list("abcdefg"), 5) == "a, b, c, d, e and 2 more"


def test_names_may_be_addresses_and_hold_braces():
    """They are filled in and never read as a wording."""
    assert few([Address("form", "", "{count}"), *"abc"]) == "form.{count}, a, b and 1 more"


def test_another_language_has_its_own_wording():
    """It is used where some are left out only."""
    wording = "{named} 他 {count} 件".format

    assert few(list("abcd"), and_more=wording) == "a, b, c 他 1 件"
    assert few(list("abc"), and_more=wording) == "a, b, c"
