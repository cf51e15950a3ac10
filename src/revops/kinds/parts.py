"""Units of the parts of a resource: `options.web.label` is the label of the option `web`."""

from __future__ import annotations

from collections.abc import Iterable

from revops.model.change import UnitChange
from revops.model.json import MISSING, Json

_ORDER = "order"


def split(path: str, start: str) -> tuple[str, str] | None:
    """(name of the part, field); a name may hold dots. None for the order of the parts and for other units.

    Args:
        path: of a unit.
        start: what the units of the parts begin with, e.g. `options.`.
    """
    if not path.startswith(start) or path == f"{start}{_ORDER}":
        return None
    name, _, field = path.removeprefix(start).rpartition(".")
    return name, field


def edits(changed: Iterable[UnitChange], start: str) -> tuple[dict[str, dict[str, Json]], tuple[str, ...]]:
    """(name -> fields to set, names to take away); a part goes with its label."""
    fields: dict[str, dict[str, Json]] = {}
    removed = []
    for unit in changed:
        part = split(unit.path, start)
        if part is None:
            continue
        name, field = part
        if unit.after is not MISSING:
            fields.setdefault(name, {})[field] = unit.after
        elif field == "label":
            removed.append(name)
    return fields, tuple(removed)
