"""Sequences of keys: where new ones go, and how managed ones move around those that are not managed."""

from __future__ import annotations

from collections.abc import Sequence


def placed(current: Sequence[str], new: Sequence[str], desired: Sequence[str]) -> list[str]:
    """`current` with each new key after the nearest key that precedes it in `desired`; nothing else moves.

    A new key that is first in `desired` goes before the nearest key that follows it; one that `desired`
    does not hold goes to the end. Each list is walked once: a property may have 5,000 options.
    """
    there, fresh, wanted = set(current), set(new), dict.fromkeys(desired)
    first: list[str] = []
    behind: dict[str, list[str]] = {}
    heap = first
    follower: str | None = None
    for key in wanted:
        if key in there:
            follower = key if follower is None else follower
            heap = behind.setdefault(key, [])
        elif key in fresh:
            heap.append(key)
    last = [key for key in new if key not in wanted]
    if follower is None:
        return [*current, *first, *last]
    behind_all = [[*(first if key == follower else ()), key, *behind.get(key, ())] for key in current]
    return [*(key for keys in behind_all for key in keys), *last]


def refilled(current: Sequence[str], desired: Sequence[str]) -> list[str]:
    """`current` with the keys of `desired` in its sequence, in the places that they hold together."""
    there, wanted = set(current), set(desired)
    managed = iter([key for key in desired if key in there])
    return [next(managed) if key in wanted else key for key in current]
