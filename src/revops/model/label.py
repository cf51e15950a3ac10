"""Labels as people read them: full-width and half-width forms, outer spaces and case tell nothing apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from revops.model.json import Json, Missing

TITLES: Final = ("label", "labels.plural", "name", "title")
"""Units by which people call a thing; each kind has one of them."""


def title_of(units: Mapping[str, Json]) -> str:
    """What people call a thing; empty where nobody said it."""
    return next((text for path in TITLES if isinstance(text := units.get(path), str)), "")


def even(label: str) -> str:
    """One width, and trimmed: `ＭＱＬ ` reads `MQL`, as half-width `ｶﾞ` reads `ガ`; `²` stays what it is."""
    narrow = "".join(unicodedata.normalize("NFKC", one) if _is_width(one) else one for one in label)
    return unicodedata.normalize("NFC", narrow).strip()


def _is_width(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(("<wide>", "<narrow>"))


def folded(label: str) -> str:
    """For finding things again: NFKC, trimmed and without case.

    HubSpot compares the labels of pipelines and stages trimmed and without case (peers (f)).
    """
    return unicodedata.normalize("NFKC", label).strip().casefold()


def reads_alike(left: Json | Missing, right: Json | Missing) -> bool:
    """True for two texts that differ in nothing but width and outer spaces."""
    return isinstance(left, str) and isinstance(right, str) and even(left) == even(right)
