"""JSON values, their canonical spelling, and the mark for "not there"."""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable
from enum import Enum
from itertools import chain
from typing import Any, Final, NoReturn

from pydantic_core import PydanticSerializationError, to_json

MOST_VALUES: Final = 2_000_000
"""Of one document; 20,000 properties of HubSpot's with their options have some 700,000."""

MAX_DEPTH: Final = 250
"""Levels of lists and maps; conditions in conditions make most of them."""

_TOO_DEEP: Final = "it is nested too deeply"

Json = Any
"""A value as `json.loads` gives it."""


class Missing(Enum):
    """The unit is not there at all; differs from a unit that holds null."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING


def shared(members: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    """An object; each text as the one that says it: blueprint, ledger and portal mostly say the same."""
    intern = sys.intern
    return {intern(name): intern(value) if type(value) is str else value for name, value in members}


_SPELLED: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` makes one for each value."""


def canonical(value: Json) -> str:
    """One spelling per value: sorted keys, no spaces, text as it is."""
    return _SPELLED.encode(value)


def spelled(value: Json) -> str:
    """Some spelling of a value, in a third of the time that `canonical` takes."""
    try:
        return to_json(value).decode()
    except PydanticSerializationError:  # half a surrogate pair, which only the standard library writes
        return json.dumps(value)


def parsed(text: str, pairs: Callable[[list[tuple[str, Json]]], Json] | None = None) -> Json:
    """The value of a JSON text that a stranger wrote.

    Args:
        text: the whole document.
        pairs: makes an object of its members, a dict where it is not given.

    Raises:
        ValueError: it is no JSON, is nested too deeply, has a number that cannot be written back as such, or
            so many values that they would fill the memory.
    """
    # Whoever walks such a value does so by recursion, so its depth is limited here once and for all.
    if sum(text.count(mark) for mark in ",[{") > MOST_VALUES:
        raise ValueError(f"it holds more than {MOST_VALUES:,} values")
    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if _is_deep(value):
        raise ValueError(_TOO_DEEP)
    return value


def _is_deep(value: Json) -> bool:
    level = [value] if type(value) in _HOLDERS else []
    for _ in range(MAX_DEPTH):
        if not level:
            return False
        inside = chain.from_iterable(one.values() if type(one) is dict else one for one in level)
        level = [one for one in inside if type(one) in _HOLDERS]
    return bool(level)


_HOLDERS: Final = (dict, list)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def is_whole(value: Json) -> bool:
    """True where no text in it holds half a character, which UTF-8 cannot spell."""
    try:
        canonical(value).encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(value: Json) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
