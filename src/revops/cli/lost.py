"""What cannot come back, told: what it is, and what to type or do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.blueprint.load import Blueprint
from revops.model.address import Address
from revops.model.change import UnitChange
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.history import PastRun
from revops.model.ledger import Ledger
from revops.views.closing import many
from revops.views.history import SHORT

LOST: Final = ("RV941", "RV942", "RV943", "RV944", "RV945", "RV948")
"""Codes of what cannot come back."""
OPEN: Final = ("RV945", "RV948")
"""Codes of what other files could still put back: a person decides, and the run counts as standing."""


def lost(code: str, told: str, address: Address, hint: str) -> Finding:
    """One thing that cannot come back, by one of the codes."""
    return Finding(code, Severity.WARNING, told, hint, address)


def staying(address: Address, unit: UnitChange, behind: Sequence[str] = ()) -> Finding:
    """A part that the run added, which no request takes away; `behind`: what it was put in front of."""
    told = f"{address}#{unit.path} was not there before, and nothing takes it away: it stays"
    if behind:
        told += f", and {few(behind)} {'keeps its' if len(behind) == 1 else 'keep their'} place behind it"
    return lost("RV941", told, address, "take it away in HubSpot where it must go")


def added(
    parts: Sequence[tuple[Address, UnitChange]],
    ledger: Ledger,
    units: Mapping[Address, Mapping[str, UnitChange]],
) -> Iterator[Finding]:
    """Options and stages that the run added, and what stands behind each.

    Numbers of places are no units: nothing else would tell that what was there before has another one by now.

    Args:
        parts: what was added.
        ledger: has the sequences.
        units: what goes back; a sequence among it shows the places by itself.
    """
    new = {(address, _part(unit.path)) for address, unit in parts}
    for address, unit in parts:
        section, key = _part(unit.path)
        entry, order = ledger.entry(address), f"{section}.order"
        there = entry.units.get(order, ()) if entry and order not in units[address] else ()
        behind = there[there.index(key) + 1 :] if key in there and unit.path.endswith(".label") else ()
        yield staying(address, unit, [one for one in behind if (address, (section, one)) not in new])


def _part(path: str) -> tuple[str, str]:
    """`stages.due.label` is about `due` of the stages."""
    section, _, rest = path.partition(".")
    return section, rest.rpartition(".")[0]


def others(address: Address, run: PastRun) -> Finding:
    """What the run was to make, and a later one made: it is that one's."""
    told = f"{address} stays: a later run made it, so that it is not what run {run.id[:SHORT]} made"
    hint = "take that run back where it must go: revops history lists the runs"
    return Finding("RV979", Severity.INFO, told, hint, address)


def unloaded(blueprint: Blueprint, run: PastRun) -> Iterator[Finding]:
    """That the files have errors: what they describe all the same goes back, and nothing else."""
    if blueprint.errors:
        first, count = blueprint.errors[0], len(blueprint.errors)
        told = f"the blueprint has {many(count, 'error')}, the first one: {first.summary}"
        hint = (
            "revops validate lists them; what could not be read of it stays. For a whole way back take"
            f" the files of an earlier commit (git stash, or git checkout COMMIT), then {again(run)}"
        )
        yield Finding("RV948", Severity.WARNING, told, hint, origin=first.origin)


def again(run: PastRun) -> str:
    """What goes on with a run. It has the number: where none is typed another run may be meant."""
    return f"type revops rollback {run.id[:SHORT]}"


def over(run: PastRun) -> str:
    """The way out where other files could say what was there."""
    return f"over files that say it, {again(run)}; or {by_hand(run)}"


def by_hand(run: PastRun) -> str:
    """The way out where no files could."""
    return f"put it back in HubSpot by hand: {shown(run)} has what was there"


def shown(run: PastRun) -> str:
    """What shows the values from before, with HubSpot's own body where it was kept."""
    return f"revops history {run.id} --json"
