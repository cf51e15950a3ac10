"""`revops drift --keep`: HubSpot's value goes into the blueprint files and the ledger; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import click

from revops.blueprint.write import keep as write_back
from revops.cli.output import DONE
from revops.cli.session import Session
from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry
from revops.model.plan import Plan


def keep(session: Session, plan: Plan, patterns: Sequence[str]) -> int:
    """Keep what the patterns (ADDRESS or ADDRESS#UNIT, globs allowed) name among the held units.

    Raises:
        Refused: a pattern names nothing that is held (exit code 4).
    """
    chosen = [
        (change, unit) for change in _held(plan) for unit in change.units if _named(change, unit, patterns)
    ]
    _all_used(patterns, plan)
    ledger = session.ledger_file.load()
    for change, unit in chosen:
        file = write_back(
            session.blueprint,
            change.address,
            unit.path,
            unit.before,
            session.kinds[change.address.kind],
            session.context,
        )
        ledger = ledger.with_entry(change.address, _kept(ledger.entry(change.address), change, unit))
        click.echo(f"kept {change.address}#{unit.path} in {file}")
    session.ledger_file.save(ledger)
    return DONE


def _held(plan: Plan) -> Iterable[Change]:
    return (change for change in plan.changes if change.action is Action.HOLD)


def _named(change: Change, unit: UnitChange, patterns: Sequence[str]) -> bool:
    for pattern in patterns:
        address, _, path = pattern.partition("#")
        if change.address.matches(address) and path in ("", unit.path):
            return True
    return False


def _all_used(patterns: Sequence[str], plan: Plan) -> None:
    findings = [
        Finding(
            "RV452",
            Severity.ERROR,
            f"{pattern} names nothing that is held",
            "revops drift lists what is held",
        )
        for pattern in patterns
        if not any(_named(change, unit, [pattern]) for change in _held(plan) for unit in change.units)
    ]
    if findings:
        raise Refused(findings, 4)


def _kept(entry: Entry | None, change: Change, unit: UnitChange) -> Entry:
    """The ledger entry with the portal's value as the last agreed one."""
    entry = entry or Entry(
        id=change.actual.id if change.actual else "", keys=change.actual.keys if change.actual else {}
    )
    units = {path: value for path, value in entry.units.items() if path != unit.path}
    if unit.before is not MISSING:
        units[unit.path] = unit.before
    return replace(entry, units=units, unkept={p: v for p, v in entry.unkept.items() if p != unit.path})
