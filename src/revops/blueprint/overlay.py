"""Maps laid over maps, unit by unit, and what must be laid over one to get the other."""

from __future__ import annotations

from revops.model.json import MISSING, Json, Missing


def overlaid(base: Json, change: Json) -> Json:
    """The base with the change on it.

    Maps are merged key by key, everything else is replaced, and null takes a key away. A map that names
    all keys of the base gives them its order, too.
    """
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    order = (
        [*change] if change.keys() >= base.keys() else [*base, *(key for key in change if key not in base)]
    )
    merged = {key: overlaid(base.get(key), change[key]) if key in change else base[key] for key in order}
    return {key: value for key, value in merged.items() if key not in change or change[key] is not None}


def difference(base: Json, wanted: Json) -> Json | Missing:
    """The smallest change with `overlaid(base, change) == wanted`, MISSING where nothing is to be changed."""
    if not (isinstance(base, dict) and isinstance(wanted, dict)):
        return MISSING if base == wanted else wanted
    changes = {key: difference(base.get(key), value) for key, value in wanted.items()}
    change: dict[str, Json] = {key: value for key, value in changes.items() if value is not MISSING}
    gone = {key: None for key in base if key not in wanted}
    if _keeps_order(base, wanted):
        return {**change, **gone} or MISSING
    return {**{key: change.get(key, _same(wanted[key])) for key in wanted}, **gone}


def _keeps_order(base: dict[str, Json], wanted: dict[str, Json]) -> bool:
    kept = [key for key in base if key in wanted]
    return [*wanted] == [*kept, *(key for key in wanted if key not in base)]


def _same(value: Json) -> Json:
    """What stands for "as it is" where a key is named for its place alone."""
    return {} if isinstance(value, dict) else value
