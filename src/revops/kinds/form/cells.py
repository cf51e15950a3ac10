"""The fields of a form as they stand in a blueprint file: found by key, grown where more is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

from revops.kinds.form.design import key_of, ref_of
from revops.kinds.rewrite import put_text
from revops.model.json import Json

Entry = MutableMapping[str, Any]


@dataclass(frozen=True)
class _Slot:
    """Where a cell stands: in a row, in the list of rows, or as `field` of a dependent one."""

    holder: Any
    at: int | str

    @property
    def cell(self) -> Any:
        return self.holder[self.at]

    @property
    def key(self) -> str:
        """Of the field; empty for a text."""
        cell = self.cell
        told = cell if isinstance(cell, str) else cell.get("property", "")
        return key_of(ref_of(told)) if told else ""


def _slots(entry: Entry) -> Iterator[_Slot]:
    """All cells of the rows, without those that depend on others."""
    rows = entry["fields"]
    for number, row in enumerate(rows):
        if isinstance(row, MutableSequence):
            yield from (_Slot(row, place) for place in range(len(row)))
        else:
            yield _Slot(rows, number)


def _below(entry: Entry) -> Iterator[_Slot]:
    for slot in _slots(entry):
        yield slot
        if isinstance(slot.cell, MutableMapping):
            yield from (_Slot(one, "field") for one in slot.cell.get("dependents") or [])


def field_entry(entry: Entry, key: str) -> Entry | None:
    """The map of one field; a bare name becomes one. None where the file does not hold the field."""
    slot = next((slot for slot in _below(entry) if slot.key == key), None)
    if slot is None:
        return None
    if isinstance(slot.cell, str):
        slot.holder[slot.at] = {"property": slot.cell}
    found: Entry = slot.cell
    return found


def named(key: str) -> str:
    """A field that nobody described yet, in the file's words."""
    return str(ref_of(key))


def rearrange(entry: Entry, rows: Sequence[Sequence[Json]], locale: str) -> None:
    """Bring the rows into the portal's arrangement; cells that are known keep what the file says of them."""
    slots = [*_slots(entry)]
    known = {slot.key: slot.cell for slot in slots if slot.key}
    texts = iter([slot.cell for slot in slots if not slot.key])
    found: list[Any] = []
    for row in rows:
        cells = [_cell(cell, known, texts, locale) for cell in row]
        found.append(cells[0] if len(cells) == 1 else cells)
    _replace(entry["fields"], found)


def _cell(cell: Json, known: Mapping[str, Any], texts: Iterator[Any], locale: str) -> Any:
    if isinstance(cell, str):
        return known.get(cell, named(cell))
    told: Entry = next(texts, {})
    put_text(told, "text", cell["text"], locale)
    return told


def _replace(rows: MutableSequence[Any], found: Sequence[Any]) -> None:
    """In place, and only what differs, so that comments stay."""
    for number, row in enumerate(found):
        if number == len(rows):
            rows.append(row)
        elif rows[number] != row:
            rows[number] = row
    del rows[len(found) :]


def depend(entry: Entry, links: Sequence[Mapping[str, Json]]) -> None:
    """Write the fields that depend on one; those that are known keep what the file says of them."""
    old = entry.get("dependents") or []
    known = {_Slot(one, "field").key: one for one in old}
    found = []
    for link in links:
        one = known.get(link["field"], {"field": named(link["field"])})
        one["when"] = link["when"]
        found.append(one)
    if found:
        entry["dependents"] = found
    else:
        entry.pop("dependents", None)
