"""Dates with times as the marketing surfaces take them: with a time zone, in bodies as in queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json

_SHAPE = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def parsed(written: str) -> datetime | None:
    """The moment that is written in ISO 8601 with its time zone; None for anything else."""
    if not _SHAPE.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written.upper())
    except ValueError:
        return None


def moment(value: Json, where: str) -> Iterator[Fault]:
    """Checks that a value is such a moment."""
    if not isinstance(value, str) or parsed(value) is None:
        yield fault(f"{where} must be a date and time with a time zone", where, "INVALID_DATE")
