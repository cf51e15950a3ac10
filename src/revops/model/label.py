"""Labels as people read them: full-width and half-width forms, outer spaces and case tell nothing apart."""

from __future__ import annotations

import unicodedata

from revops.model.json import Json, Missing


def even(label: str) -> str:
    """NFKC and trimmed: `ＭＱＬ ` reads `MQL`, as half-width `ｶﾅ` reads `カナ`."""
    return unicodedata.normalize("NFKC", label).strip()


def folded(label: str) -> str:
    """`even` and without case, as HubSpot compares the labels of pipelines and stages (peers (f))."""
    return even(label).casefold()


def reads_alike(left: Json | Missing, right: Json | Missing) -> bool:
    """True for two texts that differ in nothing but width and outer spaces."""
    return isinstance(left, str) and isinstance(right, str) and even(left) == even(right)
