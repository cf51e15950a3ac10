"""Options as units, and the whole list that a PATCH replaces (dossier B2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from revops.kinds import parts
from revops.kinds.sequence import placed, refilled
from revops.model.change import Change
from revops.model.json import Json

ORDER: Final = "options.order"
START: Final = "options."
_SENT: Final = ("label", "value", "description", "hidden")


def split(path: str) -> tuple[str, str] | None:
    """(stored value, field) of an option's unit; a stored value may hold dots. None for other units."""
    return parts.split(path, START)


def touched(change: Change) -> bool:
    return any(unit.path.startswith(START) for unit in change.units)


def in_order(options: Iterable[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """As HubSpot shows them: by `displayOrder`, where -1 comes after the positives."""
    return sorted(options, key=lambda option: _rank(option.get("displayOrder")))


def _rank(number: int | None) -> tuple[bool, int]:
    return (True, 0) if number is None or number < 0 else (False, number)


def units(options: Iterable[Mapping[str, Json]]) -> Iterator[tuple[str, Json]]:
    """The portal's options in the words of the blueprint."""
    shown = in_order(options)
    for option in shown:
        at = f"options.{option['value']}"
        yield f"{at}.label", option["label"]
        yield f"{at}.description", option.get("description") or ""
        yield f"{at}.hidden", bool(option.get("hidden"))
    if shown:
        yield ORDER, [option["value"] for option in shown]


def merged(current: Iterable[Mapping[str, Json]], change: Change) -> list[Json]:
    """The full list to send: what the portal has, with the change's units; every other option as it is."""
    options = {option["value"]: dict(option) for option in in_order(current)}
    edits, removed = parts.edits(change.units, START)
    new = [value for value, edit in edits.items() if value not in options and "label" in edit]
    for value, edit in edits.items():
        if value in options or value in new:
            options[value] = {"value": value, "hidden": False, **options.get(value, {}), **edit}
    order = _order(change, [value for value in options if value not in new], new)
    return [
        {**_sendable(options[value]), "displayOrder": number}
        for number, value in enumerate(value for value in order if value not in removed)
    ]


def _order(change: Change, current: Sequence[str], new: Sequence[str]) -> list[str]:
    """New options at their place; the others move only where the change says so."""
    moved = change.after().get(ORDER)
    desired = moved or (change.resource.units.get(ORDER, []) if change.resource else [])
    found = placed(current, new, desired)
    return refilled(found, moved) if moved else found


def _sendable(option: Mapping[str, Json]) -> dict[str, Json]:
    return {field: option[field] for field in _SENT if option.get(field) is not None}
