"""Writing back: the portal's side of a unit into the file that holds it, and files of what a portal has."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from revops.blueprint.compose import Trail
from revops.blueprint.edit import Edit, Unwritable, edited
from revops.blueprint.emit import write_text
from revops.blueprint.fresh import new_file
from revops.blueprint.load import Blueprint
from revops.blueprint.overlay import difference
from revops.blueprint.sheet import Sheet, at, spelled
from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.context import Context
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json, Missing


def keep(
    blueprint: Blueprint, address: Address, path: str, value: Json | Missing, kind: Kind, context: Context
) -> Path | None:
    """Write the portal's value of a unit, and nothing else, into the blueprint's files (rule 4, `--keep`).

    What a pack holds is written into the project's `overrides.yaml`, as small as it can be said.

    Args:
        blueprint: as it was loaded; several units may be kept one after the other.
        address: of the resource that the unit belongs to.
        path: the unit's path.
        value: the portal's value, MISSING where the portal has no such unit.
        kind: the kind of the address, which knows how its entries are written.
        context: the target's; labels change in its locale only.

    Returns:
        The file that was written, or None where the files say so already.

    Raises:
        Refused: no file holds the resource, or the value cannot be written into it (exit code 4).
    """
    trail = blueprint.trails.get(address)
    if trail is None:
        raise _refused(f"no blueprint file holds {address}", "Write it by hand.")
    entry = at(blueprint.sheet.data, trail)
    wanted = copy.deepcopy(entry)
    kind.rewrite(wanted, path, value, context)
    change = difference(entry, wanted)
    if change is MISSING:
        return None
    texts: dict[Path, str] = {}
    for edit in _by_entry(blueprint.sheet, Edit(trail, change, entry, wanted)):
        file, placed = _placed(blueprint, edit, address)
        texts[file] = _edited(texts.get(file) or _content(file), placed, f"{path} of {address}", file)
    for file, text in texts.items():
        write_text(file, text)
    blueprint.sheet.put(trail, wanted)
    return next(iter(texts))


def write_new(path: Path, text: str) -> None:
    """Make a new blueprint file, e.g. of what a portal has (`new_file`).

    Raises:
        Refused: there is a file already; nothing is overwritten (exit code 4).
    """
    if path.exists():
        hint = "Name another file, or move this one away."
        summary = f"{path.name} is there already"
        raise Refused([Finding("RV121", Severity.ERROR, summary, hint, origin=Origin(path.name))], UNDECIDED)
    write_text(path, text)


def _by_entry(sheet: Sheet, edit: Edit) -> Iterator[Edit]:
    """One edit for each entry that changes: a resource may be made of several entries."""
    if edit.trail in sheet.layers:
        yield edit
        return
    for name, change in edit.change.items():
        if change != {}:
            yield from _by_entry(sheet, edit.inside(name))


def _placed(blueprint: Blueprint, edit: Edit, address: Address) -> tuple[Path, Edit]:
    """The file to write, and the edit as that file says it."""
    holder = blueprint.sheet.holder(edit.trail)
    if holder and edit.change is None:
        summary = (
            f"HubSpot has no {spelled(edit.trail)} any more, and whole entries are taken out by a person"
        )
        raise _refused(summary, _way_out(blueprint, edit.trail, address))
    if holder is None or not isinstance(edit.change, dict):
        raise _refused(f"{spelled(edit.trail)} cannot be added to the files", "Write it by hand.")
    if holder.pack:
        return blueprint.overrides, replace(edit, nulls=True)
    if holder.path is None:
        raise _refused(f"{holder.file} is not on disk", "Write it by hand.")
    return holder.path, edit


def _way_out(blueprint: Blueprint, trail: Trail, address: Address) -> str:
    origin = blueprint.sheet.origin(trail)
    if blueprint.sheet.document(origin.file).pack:
        named = address if address.name in trail else f"{address.kind}.{spelled(trail[1:])}"
        return f"Add {named} to `without:` in a file of yours."
    return f"Delete it at {origin.file}:{origin.line}."


def _content(file: Path) -> str:
    return file.read_bytes().decode() if file.exists() else new_file({})


def _edited(text: str, edit: Edit, what: str, file: Path) -> str:
    try:
        return edited(text, edit)
    except Unwritable as error:
        summary = f"{what} cannot be written into {file.name} without changing something else"
        raise _refused(summary, "Change it by hand; an alias may be in the way.") from error


def _refused(summary: str, hint: str) -> Refused:
    return Refused([Finding("RV122", Severity.ERROR, summary, hint)], UNDECIDED)
