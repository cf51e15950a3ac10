"""JSON values, their canonical spelling, and the mark for "not there"."""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from typing import Any, Final, NoReturn

Json = Any
"""A value as `json.loads` gives it."""


class Missing(Enum):
    """The unit is not there at all; differs from a unit that holds null."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING


def canonical(value: Json) -> str:
    """One spelling per value: sorted keys, no spaces, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def no_constant(text: str) -> NoReturn:
    """For `json.loads(parse_constant=…)`: NaN and Infinity are no JSON, and cannot be written back as such.

    Raises:
        ValueError: always.
    """
    raise ValueError(f"{text} is no JSON number")


def digest(value: Json) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
