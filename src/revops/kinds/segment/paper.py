"""The portal's segment in a blueprint file: whole for `pull`, unit by unit for `--keep`."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

from revops.kinds.raw import holds_raw
from revops.kinds.rewrite import put, put_text
from revops.kinds.segment.spec import DYNAMIC, NEVER, ROOT
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.spec import Observed

_USUAL: Final = {"type": DYNAMIC, "folder": ROOT, "convert": NEVER}


def described(observed: Observed) -> dict[str, Json]:
    """The entry, without what is so anyway."""
    return {unit: value for unit, value in observed.units.items() if _USUAL.get(unit) != value}


def rewrite(entry: MutableMapping[str, Any], path: str, value: Json, locale: str) -> None:
    """Put one unit of the portal into an entry, in place.

    Raises:
        Refused: RV856, a condition that only HubSpot's editor can express.
    """
    if holds_raw(value):
        summary = f"{path} uses what a blueprint has no words for"
        hint = "change it in HubSpot, or take the blueprint's side"
        raise Refused([Finding("RV856", Severity.ERROR, summary, hint)], UNDECIDED)
    if path not in entry and _USUAL.get(path) == value:
        return  # it is so where nothing is said
    if path in ("name", "folder"):
        put_text(entry, path, value, locale)
    else:
        put(entry, path, value)
