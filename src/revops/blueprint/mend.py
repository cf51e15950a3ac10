"""Makes faulty entries fit to be checked further: what was surely meant is put in, the rest is taken out."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from revops.blueprint.compose import Trail
from revops.blueprint.sheet import at, spelled
from revops.blueprint.validate import Fault
from revops.model.json import MISSING, Json
from revops.model.label import TITLES

_ID: Final = "id"
_NAMES: Final = (*TITLES, _ID)
"""Members by which an entry or a step is called."""


@dataclass
class Mended:
    """A section's data without what is known to be wrong in it."""

    data: Json
    dropped: set[Trail] = field(default_factory=set)
    """Known members that were taken out; what stands beside them cannot be judged."""
    named: set[Trail] = field(default_factory=set)
    """Titles that were missing or wrong, and that nobody wrote as they are now."""
    renamed: dict[Trail, str] = field(default_factory=dict)
    """Members that have the name that was meant now -> the name that the file has."""


def mended(data: Json, faults: Iterable[Fault], broken: Collection[Trail] = ()) -> Mended:
    """The data with every fault mended that has a place of its own in a map.

    Args:
        data: of a section; it is not changed.
        faults: what is wrong in it.
        broken: trails of values that nothing is known about.
    """
    result = Mended(copy.deepcopy(data))
    for trail in broken:
        if trail and isinstance(trail[-1], str):
            _drop(result, trail)
    for fault in faults:
        _mend(result, fault)
    return result


def without(data: Json, faults: Iterable[Fault], depth: int) -> Mended:
    """The data without the maps that lack a key, and without whatever else is still wrong.

    Args:
        data: of a section that was mended once; it is not changed.
        faults: what is wrong in it.
        depth: how many names lead to an entry, which is not taken out here.
    """
    left = [fault for fault in faults if len(fault.trail) > depth]
    result = mended(data, [fault for fault in left if fault.code != "RV117"])
    for fault in left:
        if fault.code == "RV117":
            _drop(result, fault.trail)
    return result


def _mend(result: Mended, fault: Fault) -> None:
    if not _is_there(result, fault.trail):
        return
    if fault.code == "RV117":
        if fault.meant in _NAMES:
            _name(result, (*fault.trail, fault.meant))
        return
    *way, name = fault.trail
    holder = at(result.data, tuple(way))
    if fault.code == "RV118" and fault.meant and fault.at_value:
        holder[name] = fault.meant
    elif fault.code == "RV116" and fault.quotes:
        holder[name] = _quoted(holder[name])
    elif fault.meant and not fault.at_value and fault.meant not in holder:
        _rename(holder, str(name), fault.meant)
        result.renamed[(*way, fault.meant)] = str(name)
    elif fault.code == "RV115":
        del holder[name]
    elif fault.fits is not MISSING:
        holder[name] = fault.fits
        result.dropped.add(fault.trail)
    else:
        _drop(result, fault.trail)


def _drop(result: Mended, trail: Trail) -> None:
    """Take a member out; of a list what follows, too: without one item the others would change their numbers.

    What stands before is checked on. A list of which nothing is left goes as a whole.
    """
    if not _is_there(result, trail):
        return
    while isinstance(trail[-1], int):
        *way, number = trail
        del at(result.data, tuple(way))[number:]
        trail = tuple(way)
        if number:
            result.dropped.add(trail)
            return
    if trail[-1] in TITLES:
        _name(result, trail)
        return
    del at(result.data, trail[:-1])[trail[-1]]
    result.dropped.add(trail)


def _name(result: Mended, trail: Trail) -> None:
    """Call an entry by its place, which no other one has: all beside a title can be judged without it."""
    holder = at(result.data, trail[:-1])
    if isinstance(holder, dict):
        told = spelled(trail)
        holder[trail[-1]] = re.sub(r"\W", "_", told.lower()) if trail[-1] == _ID else told
        result.named.add(trail)


def _quoted(value: Json) -> str:
    """The text that quotes around a value make of it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_there(result: Mended, trail: Trail) -> bool:
    """True where the place is still in the data; what it stood in may have been taken out before."""
    try:
        at(result.data, trail)
    except (KeyError, IndexError, TypeError):
        return False
    return bool(trail)


def _rename(holder: dict[str, Any], name: str, meant: str) -> None:
    """Give a key another name in the place where it stands."""
    entries = [(meant if key == name else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(entries)
