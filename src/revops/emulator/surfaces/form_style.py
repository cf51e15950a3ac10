"""The style of a form: twelve colours, sizes and fonts, all of them required (dossier I1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, fault, filled, object_of, one_of
from revops.emulator.http import Json


def _like(pattern: str, what: str) -> Checker:
    shape = re.compile(pattern)

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield fault(f"{where} must be {what}", where, "INVALID_STYLE")

    return checker


_COLOUR = _like("#([0-9a-fA-F]{3}){1,2}", "a colour such as #ff7a59")
_SIZE = _like("[0-9]+px", "a size such as 12px")
STYLE = object_of(
    {
        **dict.fromkeys(("helpTextSize", "labelTextSize", "legalConsentTextSize", "submitSize"), _SIZE),
        **dict.fromkeys(("helpTextColor", "labelTextColor", "legalConsentTextColor"), _COLOUR),
        **dict.fromkeys(("submitColor", "submitFontColor"), _COLOUR),
        "backgroundWidth": _like("[0-9]+(px|%)", "a width such as 100% or 600px"),
        "fontFamily": filled,
        "submitAlignment": one_of("left", "center", "right"),
    }
)
"""Colours are hexadecimal and sizes in pixels, as HubSpot's description of the fields says."""
