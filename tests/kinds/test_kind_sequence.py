"""New keys go to their place, however many there are."""

from __future__ import annotations

import time

from revops.kinds.sequence import placed, refilled


def test_new_keys_go_behind_the_nearest_key_before_them():
    """The first ones go before the nearest that follows, and those that nobody placed to the end."""
    found = placed(["x", "b", "y", "d"], ["z", "e", "c", "a"], ["a", "b", "c", "d", "e"])

    assert found == ["x", "a", "b", "c", "y", "d", "e", "z"]


def test_keys_without_a_neighbour_go_to_the_end():
    """Nothing of the wanted sequence is there."""
    assert placed(["x", "y"], ["b", "a", "z"], ["a", "b"]) == ["x", "y", "a", "b", "z"]


def test_five_thousand_options_take_no_minutes():
    """Walking the list for each key of each key took four seconds for 1,000 and many minutes for 5,000."""
    keys = [f"v{number}" for number in range(5000)]
    started = time.process_time()

    assert placed([], keys, keys) == keys
    assert refilled(keys[::-1], keys) == keys
    assert time.process_time() - started < 2
