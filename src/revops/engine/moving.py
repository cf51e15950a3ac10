"""What `moved:` does: the ledger follows the blueprint's new addresses, and the portal stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger
from revops.model.move import Move
from revops.model.spec import Phase, Present


@dataclass(frozen=True)
class Moved:
    """A ledger after its moves, and what became of whom."""

    ledger: Ledger
    addresses: Mapping[Address, str] = field(default_factory=dict)
    """New address -> what it was called before, for what really moved."""
    findings: tuple[Finding, ...] = ()
    renamed: Mapping[Address, Address] = field(default_factory=dict)
    """New property -> the one whose values it gets; both keep their entries until the old one is archived."""


def follow(ledger: Ledger, moves: Iterable[Move]) -> Moved:
    """The ledger with its entries under their new addresses; those of a fresh portal have none to move.

    Args:
        ledger: as it is on disk.
        moves: in order; what ends where another starts comes first.
    """
    told: dict[Address, str] = {}
    findings: list[Finding] = []
    moves = tuple(moves)
    for move in moves:
        if move.copies:
            continue
        entry = ledger.entry(move.before)
        if entry is None:
            continue
        if move.part:
            renamed = _renamed(entry, move)
            if renamed == entry:
                continue
            if any(_is_below(path, move.part_after) for path in (*entry.units, *entry.keys)):
                findings.append(_both(move))
                continue
            ledger, was = ledger.with_entry(move.before, renamed), move.told
        elif ledger.entry(move.after):
            findings.append(_both(move))
            continue
        else:
            ledger = ledger.with_entries({move.before: None, move.after: entry})
            was = told.pop(move.before, move.told)
        told[move.after] = f"{told[move.after]}, {was}" if move.after in told else was
    return Moved(ledger, told, tuple(findings), {move.after: move.before for move in moves if move.copies})


def adopting(
    decided: Mapping[Address, Sequence[Change]], situation: Situation
) -> dict[Address, list[Change]]:
    """For each address that moved: its changes, one of which writes the new address down."""
    return {
        address: _adopting(address, was, decided[address], situation)
        for address, was in situation.moved.items()
        if address in decided and isinstance(situation.presence(address), Present)
    }


def _adopting(address: Address, was: str, changes: Sequence[Change], situation: Situation) -> list[Change]:
    reason = f"was {was}; nothing is sent"
    adopted = next((one for one in changes if one.action is Action.ADOPT), None)
    if adopted:
        return [replace(one, reason=reason) if one is adopted else one for one in changes]
    if any(one.action is Action.CREATE for one in changes):
        return list(changes)
    resource = next(one for one in situation.resources if one.address == address)
    actual = situation.observation(address).by_address[address]
    change = Change(address, Phase.DEFINE, Action.ADOPT, reason=reason, resource=resource, actual=actual)
    return [*changes, replace(change, approved=True)]


def _renamed(entry: Entry, move: Move) -> Entry:
    """The entry with one of its parts under its new name, in sequences, too."""
    units = {_path(path, move): _value(path, value, move) for path, value in entry.units.items()}
    keys = {_path(path, move): known for path, known in entry.keys.items()}
    unkept = {_path(path, move): value for path, value in entry.unkept.items()}
    return replace(entry, units=units, keys=keys, unkept=unkept)


def _path(path: str, move: Move) -> str:
    if _is_below(path, move.part):
        return move.part_after + path.removeprefix(move.part)
    return path


def _is_below(path: str, part: str) -> bool:
    return path == part or path.startswith(f"{part}.")


def _value(path: str, value: Json, move: Move) -> Json:
    """The sequence in which the part stands has its last name in it."""
    place, _, old = move.part.rpartition(".")
    if path != f"{place}.order" or not isinstance(value, list):
        return value
    new = move.part_after.rpartition(".")[2]
    return [new if key == old else key for key in value]


def _both(move: Move) -> Finding:
    told = f"{move.told} is not moved: the ledger knows {move.told_after} already"
    hint = "take the line out of moved:; name the old one under removed: if it should go"
    return Finding("RV435", Severity.WARNING, told, hint, move.after, origin=move.origin)
