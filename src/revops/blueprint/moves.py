"""`moved:`: old address -> new address of what the blueprint calls otherwise now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.names import meant, ring
from revops.blueprint.read import Document
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.move import Move
from revops.model.objects import HOST
from revops.model.spec import Resource

SECTION: Final = "moved"
_OWN_NAMES: Final = {
    HOST: "Keep the name; change its labels.",
    "group": "Keep the name and change its label; or describe another group, name it in the properties' "
    "`groupName`, and name the old one under `removed:`.",
    "validation": "It goes by its property's name: describe it there, and delete the old one in HubSpot.",
}
"""Kinds that go by a name of HubSpot's, which it does not change (dossier, B6, H1), each with the way out.

Nor does it change a property's (B3): its values are copied into another one.
"""
_IN_STEPS: Final = (
    "values are copied one step at a time",
    "Move the first property to the last name; or apply this step, then take its line out.",
)
_E_G: Final = "E.g. segment.warm: segment.warm_leads, or ADDRESS#stages.due: ADDRESS#stages.pending."


def moves(
    documents: Iterable[Document],
    kinds: Sequence[Kind],
    resources: Iterable[Resource],
    removed: Iterable[Address],
) -> tuple[Move, ...]:
    """What `moved:` says, in the order in which a ledger follows it; what cannot be meant is reported.

    Args:
        documents: files of the project and of its packs.
        kinds: which there are.
        resources: what the blueprint describes.
        removed: addresses under `removed:`.
    """
    by_name = {kind.name: kind for kind in kinds}
    found = [one for document in documents for one in _moves(document, by_name)]
    known = {resource.address: resource for resource in resources}
    gone, sound = frozenset(removed), []
    for move, where in found:
        why = _unsound(move, known, gone, [other for other, _ in found if other is not move])
        if why:
            _refuse("RV218", move, where, *why)
        else:
            sound.append((move, where))
    return _in_order(sound)


_Where = tuple[Document, Trail]
_Found = tuple[Move, _Where]


def _moves(document: Document, kinds: Mapping[str, Kind]) -> Iterable[_Found]:
    for old, new in document.data.get(SECTION, {}).items():
        trail = (SECTION, old)
        try:
            before, part = _parsed(old)
            after, part_after = _parsed(new)
        except ValueError as error:
            _error(document, "RV215", str(error), trail, _E_G)
            continue
        move = Move(before, after, part, part_after, document.origin(trail))
        why = _unfit(move, kinds)
        if why:
            _refuse("RV217", move, (document, trail), *why)
        else:
            yield move, (document, trail)


def _parsed(text: str) -> tuple[Address, str]:
    """Address and part.

    Raises:
        ValueError: it is no address, or there is nothing behind its `#`.
    """
    where, mark, part = text.partition("#")
    if mark and (not part or not all(part.split("."))):
        raise ValueError(f"{text!r} names no part behind its #")
    return Address.parse(where), part


def _unfit(move: Move, kinds: Mapping[str, Kind]) -> tuple[str, str] | None:
    """Why there is no such move, and the way out; nothing where there is."""
    before, after = move.before, move.after
    strange = next((one.kind for one in (before, after) if one.kind not in kinds), "")
    if strange:
        return f"there is no kind {strange!r}", meant(strange, kinds)
    if before[:2] != after[:2]:
        told = "a thing stays of its kind and on its object"
        return told, "Describe the new one, and name the old one under `removed:`."
    if before.kind in _OWN_NAMES:
        return "HubSpot never changes its internal name", _OWN_NAMES[before.kind]
    if before.kind == "property" and (move.part or move.part_after):
        told = "HubSpot never changes the stored value of an option"
        return told, "Describe the new option, and name the old one under the property's `retired:`."
    if bool(move.part) != bool(move.part_after) or (move.part and before != after):
        return "a part moves within its own thing", _E_G
    if move.part.rpartition(".")[0] != move.part_after.rpartition(".")[0]:
        return "a part stays at its place within the thing", _E_G
    if move.told == move.told_after:
        return "it is the same", "Take the line out."
    return None


def _unsound(
    move: Move, known: Mapping[Address, Resource], removed: Collection[Address], others: Sequence[Move]
) -> tuple[str, str] | None:
    """Why the old address is not free or the new one is nothing, and the way out; None where all is well."""
    if any(other.told == move.told or other.told_after == move.told_after for other in others):
        return "two lines of `moved:` meet there", "Keep the one that is meant."
    if not move.part and (move.before in known or move.before in removed):
        where = "`removed:`" if move.before in removed else "a section"
        return f"{where} still names {move.before}", "Take one of the two out."
    if any(other.told == move.told_after for other in others):
        return _IN_STEPS if move.copies else None
    if move.after not in known:
        return f"the blueprint does not describe {move.after}", meant(str(move.after), map(str, known))
    parts = _parts(known[move.after], move.part_after)
    if move.part and move.part_after not in parts:
        return f"the blueprint has no part {move.told_after}", meant(move.part_after, parts)
    if move.part in parts:
        return f"a section still names {move.told}", "Take one of the two out."
    return None


def _parts(resource: Resource, part: str) -> list[str]:
    """The parts of a resource that stand where this one does."""
    length = len(part.split("."))
    return sorted({".".join(path.split(".")[:length]) for path in resource.units})


def _in_order(found: Sequence[_Found]) -> tuple[Move, ...]:
    """A move before those that start where it ends; whole things before their parts."""
    by_old = {move.told: (move, where) for move, where in found}
    graph = {old: {one.told for one, _ in found if one.told_after == old} for old in sorted(by_old)}
    try:
        ordered = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle: list[str] = list(reversed(error.args[1]))
        document, trail = by_old[circle[0]][1]
        told = f"addresses move in a circle: {ring(circle)}"
        _error(document, "RV219", told, trail, "Move one of them to a name of its own first, and apply.")
        return ()
    return tuple(sorted((by_old[old][0] for old in ordered), key=lambda move: bool(move.part)))


def _refuse(code: str, move: Move, where: _Where, told: str, hint: str) -> None:
    _error(where[0], code, f"{move.told} cannot become {move.told_after}: {told}", where[1], hint)


def _error(document: Document, code: str, summary: str, trail: Trail, hint: str) -> None:
    document.error(code, summary, document.origin(trail), hint)
