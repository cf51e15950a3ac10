"""Sequences of keys: where new ones go, and how managed ones move around those that are not managed."""

from __future__ import annotations

from collections.abc import Sequence


def placed(current: Sequence[str], new: Sequence[str], desired: Sequence[str]) -> list[str]:
    """`current` with each new key after the nearest key that precedes it in `desired`; nothing else moves.

    A new key that is first in `desired` goes before the nearest key that follows it; one that `desired`
    does not hold goes to the end.
    """
    found = list(current)
    for key in sorted(new, key=lambda key: desired.index(key) if key in desired else len(desired)):
        found.insert(_slot(found, key, desired), key)
    return found


def _slot(found: Sequence[str], key: str, desired: Sequence[str]) -> int:
    if key not in desired:
        return len(found)
    at = desired.index(key)
    before = [other for other in desired[:at] if other in found]
    if before:
        return found.index(before[-1]) + 1
    after = [other for other in desired[at + 1 :] if other in found]
    return found.index(after[0]) if after else len(found)


def refilled(current: Sequence[str], desired: Sequence[str]) -> list[str]:
    """`current` with the keys of `desired` in its sequence, in the places that they hold together."""
    managed = iter([key for key in desired if key in current])
    return [next(managed) if key in desired else key for key in current]
