"""Maps laid over maps, unit by unit, and what must be laid over one to get the other."""

from __future__ import annotations

from typing import Final

from revops.blueprint.languages import is_language
from revops.model.json import MISSING, Json, Missing

_OPTION: Final = {"label", "description", "hidden"}
"""What may be said of an option; one that says its label alone is written as that text."""

_CONDITIONS: Final = {"when", "where", "if", "only", "goal"}
"""Keys that hold a condition; the goal of a campaign is a text."""


def overlaid(base: Json, change: Json) -> Json:
    """The base with the change on it.

    Maps are merged key by key, everything else is replaced, conditions among it, and null takes a key away.
    A map that names all keys of the base gives them its order, too.
    """
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    order = (
        [*change] if change.keys() >= base.keys() else [*base, *(key for key in change if key not in base)]
    )
    if isinstance(base.get("options"), dict) and isinstance(change.get("options"), dict):
        options = _alike(base["options"], change["options"])
        base, change = {**base, "options": options}, {**change, "options": _alike(change["options"], options)}
    merged = {key: _laid(key, base.get(key), change[key]) if key in change else base[key] for key in order}
    return {key: value for key, value in merged.items() if key not in change or change[key] is not None}


def _laid(key: str, base: Json, change: Json) -> Json:
    return change if _is_whole(key, base) else overlaid(base, change)


def _is_whole(key: str, base: Json) -> bool:
    """True for a condition: half of one and half of another would be neither."""
    return key in _CONDITIONS and not (isinstance(base, dict) and all(map(is_language, base)))


def _alike(options: dict[str, Json], others: dict[str, Json]) -> dict[str, Json]:
    """The options, those spelt out of which the others say more than the label."""
    return {
        value: {"label": option} if option and _says_more(others.get(value)) > _says_more(option) else option
        for value, option in options.items()
    }


def _says_more(option: Json) -> bool:
    return isinstance(option, dict) and not _OPTION.isdisjoint(option)


def difference(base: Json, wanted: Json) -> Json | Missing:
    """The smallest change with `overlaid(base, change) == wanted`, MISSING where nothing is to be changed."""
    if not (isinstance(base, dict) and isinstance(wanted, dict)):
        return MISSING if base == wanted else wanted
    changes = {key: _changed(key, base.get(key), value) for key, value in wanted.items()}
    change: dict[str, Json] = {key: value for key, value in changes.items() if value is not MISSING}
    gone = {key: None for key in base if key not in wanted}
    if _keeps_order(base, wanted):
        return {**change, **gone} or MISSING
    return {**{key: change.get(key, _same(key, wanted[key])) for key in wanted}, **gone}


def _changed(key: str, base: Json, wanted: Json) -> Json | Missing:
    return wanted if _is_whole(key, base) and base != wanted else difference(base, wanted)


def _keeps_order(base: dict[str, Json], wanted: dict[str, Json]) -> bool:
    kept = [key for key in base if key in wanted]
    return [*wanted] == [*kept, *(key for key in wanted if key not in base)]


def _same(key: str, value: Json) -> Json:
    """What stands for "as it is" where a key is named for its place alone."""
    return {} if isinstance(value, dict) and not _is_whole(key, value) else value
