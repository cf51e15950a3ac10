"""The day on which a command runs: the one place where the calendar comes in."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The date where the command runs."""
    return datetime.now().astimezone().date()
