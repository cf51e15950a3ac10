"""What the portal holds in the spelling of what is wanted, wherever both mean the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from revops.kinds.filters.branches import compile, decompile  # noqa: A004 - the word of the design
from revops.kinds.filters.normal import canonical, whole
from revops.model import json
from revops.model.condition import Condition, Raw
from revops.model.context import Context, Unresolved
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.spelling import spell

_REFINEMENT: Final = "RefineBy"


def reworded(
    held: Json, desired: Json, wanted: Iterable[Condition], context: Context, scope: str = "contacts"
) -> Json:
    """What was read, with each condition spelled as the desired one in its place if both mean the same.

    Only raw JSON has several spellings: the reader has words for much of it, and HubSpot adds its defaults to
    the rest.

    Args:
        held: one unit or all units of the portal.
        desired: those of the blueprint.
        wanted: the conditions that `desired` spells in canonical form.
        context: names and time zone of the portal.
        scope: what the conditions are about.
    """
    raw = [one for one in wanted if any(isinstance(term, Raw) for term in whole(one))]
    read = {json.canonical(spell(canonical(one))): _read(one, context, scope) for one in raw}
    return _replaced(held, desired, read) if read else held


def _read(condition: Condition, context: Context, scope: str) -> Json:
    """How it is read once it was written."""
    try:
        found = decompile(compile(condition, context, scope), context, scope)
    except (Refused, Unresolved):
        found = None
    return spell(found or canonical(condition))


def _replaced(held: Json, desired: Json, read: Mapping[str, Json]) -> Json:
    match held, desired:
        case dict(), dict() if (told := read.get(json.canonical(desired))) is not None:
            return desired if _is_same(told, held) or _is_same({"all": [told]}, held) else held
        case dict(), dict():
            return {name: _replaced(part, desired.get(name), read) for name, part in held.items()}
        case list(), list() if len(held) == len(desired):
            return [_replaced(part, other, read) for part, other in zip(held, desired, strict=True)]
        case _:
            return held


def _is_same(sent: Json, held: Json) -> bool:
    """Whether two spelled conditions differ in nothing but what was added to raw JSON."""
    match sent, held:
        case {"raw": body}, {"raw": other}:
            return _is_kept(body, other)
        case dict(), dict():
            return sent.keys() == held.keys() and all(_is_same(sent[name], held[name]) for name in sent)
        case list(), list():
            return _is_matched(sent, held, raw=False)
        case _:
            return type(sent) is type(held) and bool(sent == held)


def _is_kept(sent: Json, held: Json) -> bool:
    """Whether everything that was sent is there, and nothing was added that changes the meaning."""
    match sent, held:
        case dict(), dict():
            added = held.keys() - sent.keys()
            kept = all(name in held and _is_kept(sent[name], held[name]) for name in sent)
            return kept and not any(_is_meant(name, held[name]) for name in added)
        case list(), list():
            return _is_matched(sent, held, raw=True)
        case _:
            return type(sent) is type(held) and bool(sent == held)


def _is_meant(name: str, value: Json) -> bool:
    """Whether an added member is more than a default: other filters, or days or counts."""
    if isinstance(value, list):
        return bool(value)
    refined = name.endswith(_REFINEMENT) and isinstance(value, Mapping)
    return refined and value.get("type") != "ALL_HISTORY"


def _is_matched(sent: list[Json], held: list[Json], *, raw: bool) -> bool:
    """Whether each has a partner of its own, in any order."""
    same, left = _is_kept if raw else _is_same, list(held)
    for one in sent:
        found = next((place for place, other in enumerate(left) if same(one, other)), None)
        if found is None:
            return False
        del left[found]
    return not left
