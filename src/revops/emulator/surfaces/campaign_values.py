"""The properties of a campaign: which there are, which HubSpot keeps, and what a value must look like.

HubSpot's guide to campaigns names a few of them, the others are long-standing but not checked against a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from revops.emulator.check import Checker, Fault, fault, text
from revops.emulator.http import Json
from revops.emulator.references import Subject

KEPT = (
    "hs_budget_items_sum_amount",
    "hs_created_by_user_id",
    "hs_createdate",
    "hs_lastmodifieddate",
    "hs_object_id",
    "hs_spend_items_sum_amount",
)
"""Properties that are read only."""
STATUSES = ("active", "completed", "in_progress", "paused", "planned")


def is_date(value: str) -> bool:
    """Whether it reads like 2026-10-30."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _colour(value: str) -> bool:
    return re.fullmatch("#[0-9a-fA-F]{6}", value) is not None


def _currency(value: str) -> bool:
    return re.fullmatch("[A-Z]{3}", value) is not None


def _free(_value: str) -> bool:
    return True


_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "hs_audience": _free,
    "hs_campaign_status": STATUSES.__contains__,
    "hs_color_hex": _colour,
    "hs_currency_code": _currency,
    "hs_end_date": is_date,
    "hs_goal": _free,
    "hs_name": _free,
    "hs_notes": _free,
    "hs_owner": _free,
    "hs_start_date": is_date,
    "hs_utm": _free,
}


def value_of(subject: Subject) -> Checker:
    """Checks a map of properties; an empty string takes a value back (HubSpot's description)."""

    def checker(properties: Json, where: str) -> Iterator[Fault]:
        for name, value in properties.items():
            yield from _faults(subject, name, value, f"{where}.{name}")

    return checker


def _faults(subject: Subject, name: str, value: Json, where: str) -> Iterator[Fault]:
    if name in KEPT:
        yield fault(f"{where} is read only", where, "READ_ONLY_PROPERTY")
    elif name not in _SHAPES:
        yield fault(f"there is no campaign property {name}", where, "PROPERTY_DOESNT_EXIST")
    elif not isinstance(value, str):
        yield from text(value, where)
    elif value and not _SHAPES[name](value):
        yield fault(f"{where}: '{value}' is no value of {name}", where, "INVALID_VALUE")
    elif value and name == "hs_owner":
        yield from subject.has_owner(value, where)
