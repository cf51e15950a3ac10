"""Ticking items of the checklist and opening them again: which ones were meant, and by which proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from revops.blueprint.names import nearest
from revops.model.exits import USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.item import Item
from revops.model.ledger import Entry, Ledger


@dataclass(frozen=True)
class Tick:
    """Who did something, when, and where the proof is."""

    by: str
    on: str
    evidence: str = ""


def chosen(found: Sequence[Item], flag: str, patterns: Sequence[str]) -> list[Item]:
    """The items that the patterns name.

    Args:
        found: all items.
        flag: `tick` or `untick`, for what was meant.
        patterns: addresses and globs.

    Raises:
        Refused: a pattern names none; with the nearest address, exit code 64.
    """
    unknown = [p for p in patterns if not any(item.address.matches(p) for item in found)]
    if unknown:
        raise Refused([_unknown(found, flag, pattern) for pattern in unknown], USAGE)
    return [item for item in found if any(item.address.matches(pattern) for pattern in patterns)]


def _unknown(found: Sequence[Item], flag: str, pattern: str) -> Finding:
    """Names are compared: the rest of an address is the same for all items of a kind."""
    names = {item.address.name: item.address for item in found}
    match = nearest(pattern.rpartition(".")[2], names)
    hint = f"Did you mean --{flag} {names[match]}?" if match else "revops checklist lists the items"
    return Finding("RV453", Severity.ERROR, f"{pattern} is no item of the checklist", hint)


def provable(found: Sequence[Item], tick: Tick) -> Sequence[Item]:
    """The items, all of which may be ticked with what was said.

    Raises:
        Refused: one of them demands evidence and none was given, or one proof was given for several
            (exit code 64).
    """
    if tick.evidence and len(found) > 1:
        told = f"--evidence is the proof of one item, and {len(found)} are to be ticked"
        hint = f"one by one, each with its own: revops checklist --tick {found[0].address} --evidence TEXT"
        raise Refused([Finding("RV932", Severity.ERROR, told, hint)], USAGE)
    bare = [item for item in found if item.evidence and not tick.evidence]
    if bare:
        raise Refused([_unproved(item) for item in bare], USAGE)
    return found


def _unproved(item: Item) -> Finding:
    told = f"{item.address} is ticked with evidence: {item.evidence}"
    hint = "Add `--evidence TEXT`, e.g. the address of a screenshot."
    return Finding("RV930", Severity.ERROR, told, hint, item.address)


def ticked(ledger: Ledger, done: Iterable[Item], tick: Tick) -> Ledger:
    """The ledger with items done; each with the text that it has now."""
    for item in done:
        entry = ledger.entry(item.address) or Entry()
        told = replace(
            entry, units=dict(item.units), ticked=tick.by, ticked_on=tick.on, evidence=tick.evidence
        )
        ledger = ledger.with_entry(item.address, told)
    return ledger


def is_ticked(ledger: Ledger, item: Item) -> bool:
    """True also where the tick does not count any more, for time or for another text."""
    entry = ledger.entry(item.address)
    return bool(entry and entry.ticked)


def unticked(ledger: Ledger, again: Iterable[Item]) -> Ledger:
    """The ledger without these items: of an open one it has nothing to say."""
    return ledger.with_entries({item.address: None for item in again})
