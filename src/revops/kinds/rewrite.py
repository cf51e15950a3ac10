"""Putting the portal's values back into the entry of a blueprint file, in place, comments and all."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from typing import Any

from revops.kinds.sequence import refilled
from revops.model.json import MISSING, Json

Entry = MutableMapping[str, Any]


def put(entry: Entry, key: str, value: Json) -> None:
    """Set a plain value; MISSING removes the key."""
    if value is MISSING:
        entry.pop(key, None)
    else:
        entry[key] = value


def put_text(entry: Entry, key: str, value: Json, locale: str) -> None:
    """Set a text in one language only; one text for all languages stays one text for all."""
    if value is not MISSING and isinstance(entry.get(key), MutableMapping):
        entry[key][locale] = value
    else:
        put(entry, key, value)


def reorder(entry: Entry, order: Sequence[str]) -> None:
    """Bring the keys of a map into a sequence; keys that the sequence does not name keep their places."""
    names = {spelled(key): key for key in entry}
    for name in refilled(list(names), order):
        entry[names[name]] = entry.pop(names[name])


def key_of(entry: Entry, name: str) -> Any:
    """The key as the file spells it: YAML reads `true` and `1` as no text."""
    return next((key for key in entry if spelled(key) == name), name)


def spelled(key: object) -> str:
    """A YAML key as HubSpot's text: `true` for a boolean, digits for a whole number."""
    return str(key).lower() if isinstance(key, bool) else str(key)
