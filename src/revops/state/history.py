"""The history: who ran what against which portal, what it changed, and what was there before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NoReturn

from revops.model.change import Action, Change, UnitChange
from revops.model.history import PastChange, PastRun
from revops.model.json import MISSING, Json, parsed
from revops.model.ledger import Ledger
from revops.model.outcome import Outcome
from revops.state.codes import refuse
from revops.state.database import Database, Row

PLANNED: Final = "planned"
"""Status of a change of a run that was cut off before anybody noted what became of it."""

_COLUMNS: Final = (
    "id, portal, target, command, who, version, ci, started, ended, plan, blueprint, exit_code, counts, told"
)
_BEGIN: Final = (
    "insert into runs "
    "(id, portal, target, command, who, version, ci, started, plan, blueprint, counts, told) "
    "values (:id, :portal, :target, :command, :who, :version, :ci, {now}, :plan, :blueprint, '{}', :told)"
)
_FINISH: Final = "update runs set ended = {now}, exit_code = :exit_code, counts = :counts where id = :id"
_RUNS: Final = (
    "select id, portal, target, command, who, version, ci, started, ended, plan, blueprint, exit_code, "
    "counts, told from runs where portal = :portal and id like :id order by started desc, id desc limit :most"
)
_CHANGE: Final = (
    "insert into changes (run, seq, address, phase, action, status, units, id, created, overwritten, raw) "
    "values (:run, :seq, :address, :phase, :action, :status, :units, :id, :created, :overwritten, :raw)"
)
_ENDED: Final = "update changes set status = :status, id = :id where run = :run and seq = :seq"
_CHANGES: Final = (
    "select address, phase, action, status, units, id, created, overwritten, raw from changes "
    "where run = :run order by seq"
)
_PORTAL_OF: Final = "select portal from runs where target = :target order by started desc, id desc limit 1"
_LOCKED: Final = "select portal from locks"
_LONGEST_ID: Final = 32


def begin(database: Database, run: PastRun, changes: Sequence[PastChange] = ()) -> None:
    """Note a run and all that it is about to do, before its first request."""
    first = {
        "id": run.id,
        "portal": run.portal,
        "target": run.target,
        "command": run.command,
        "who": run.who,
        "version": run.version,
        "ci": _spelled(run.ci),
        "plan": run.plan,
        "blueprint": run.blueprint,
        "told": run.told,
    }
    rows = [_values(run.id, place, change) for place, change in enumerate(changes)]
    database.write_many([(_BEGIN, [first]), (_CHANGE, rows)])


def finish(
    database: Database,
    run: str,
    exit_code: int,
    changes: Sequence[PastChange] = (),
    counts: Mapping[str, int] | None = None,
) -> None:
    """Note how a run ended, and what became of its changes, which are those of `begin` in its order."""
    ended = [
        {"run": run, "seq": place, "status": change.status, "id": change.id}
        for place, change in enumerate(changes)
    ]
    last = {"id": run, "exit_code": exit_code, "counts": _spelled(counts or {})}
    database.write_many([(_ENDED, ended), (_FINISH, [last])])


def runs(database: Database, portal: int, most: int) -> list[PastRun]:
    """The last runs against a portal, newest first."""
    return [_run(row) for row in database.read(_RUNS, {"portal": portal, "id": "%", "most": most})]


def run(database: Database, portal: int, name: str) -> PastRun:
    """One run by the beginning of its number.

    Raises:
        Refused: there is none, or there are several (exit code 64).
    """
    plain = name if name.isalnum() and len(name) <= _LONGEST_ID else ""
    rows = database.read(_RUNS, {"portal": portal, "id": f"{plain}%", "most": 2}) if plain else ()
    if len(rows) != 1:
        told = f"several runs begin with {name!r}" if rows else f"there is no run {name!r} of portal {portal}"
        refuse("RV629", told, "revops history lists the runs", 64)
    return _run(rows[0])


def changes(database: Database, run_id: str) -> list[PastChange]:
    """What a run changed, in its order.

    Raises:
        Refused: a row is not as the tool writes it (exit code 4).
    """
    rows = database.read(_CHANGES, {"run": run_id})
    try:
        return [_change(row) for row in rows]
    except (AttributeError, LookupError, TypeError):
        _damaged()


def portal_of(database: Database, target: str) -> int:
    """The portal of a target that does not pin one: of its last run, else the only one that is locked.

    Raises:
        Refused: nothing tells (exit code 4).
    """
    rows = database.read(_PORTAL_OF, {"target": target}) or database.read(_LOCKED, {})
    if len(rows) != 1:
        told = f"there was no run yet with the target {target!r}, so nothing tells its portal"
        refuse("RV629", told, "name another with --target, or run revops apply first")
    return int(rows[0][0])


def planned(change: Change, ledger: Ledger) -> PastChange:
    """A change that is about to be carried out, with what is there now."""
    actual, entry = change.actual, ledger.entry(change.address)
    removes = change.action in (Action.DELETE, Action.REPLACE)
    return PastChange(
        str(change.address),
        change.phase.value,
        change.action.value,
        PLANNED,
        change.units,
        actual.id if actual else "",
        created=bool(entry and entry.created),
        overwritten=actual.units if actual and removes else {},
        raw=actual.raw if actual and change.action.writes else {},
    )


def ended(before: PastChange, outcome: Outcome | None, ledger: Ledger) -> PastChange:
    """The same change after the run; one that nobody came to is as it was planned."""
    if outcome is None:
        return before
    entry = ledger.entry(outcome.change.address)
    return replace(before, status=outcome.status.value, id=entry.id if entry and entry.id else before.id)


def counted(found: Iterable[PastChange]) -> Mapping[str, int]:
    """Number of changes by status."""
    counts: dict[str, int] = {}
    for change in found:
        counts[change.status] = counts.get(change.status, 0) + 1
    return counts


def _values(run_id: str, place: int, change: PastChange) -> dict[str, object]:
    return {
        "run": run_id,
        "seq": place,
        "address": change.address,
        "phase": change.phase,
        "action": change.action,
        "status": change.status,
        "units": _spelled([_unit(unit) for unit in change.units]),
        "id": change.id,
        "created": int(change.created),
        "overwritten": _spelled(change.overwritten),
        "raw": _spelled(change.raw),
    }


def _unit(unit: UnitChange) -> dict[str, Json]:
    """A side that is not there has no member, which differs from null."""
    sides = {"before": unit.before, "after": unit.after}
    return {"path": unit.path} | {name: value for name, value in sides.items() if value is not MISSING}


def _spelled(value: Json) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else value)


def _run(row: Row) -> PastRun:
    named: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return PastRun(**{**named, "ci": _read(named["ci"]), "counts": _read(named["counts"])})


def _change(row: Row) -> PastChange:
    address, phase, action, status, units, id_, created, overwritten, raw = row
    moved = tuple(
        UnitChange(one["path"], one.get("before", MISSING), one.get("after", MISSING)) for one in _read(units)
    )
    return PastChange(
        address, phase, action, status, moved, id_, bool(created), _read(overwritten), _read(raw)
    )


def _read(text: str) -> Json:
    """A value of the database.

    Raises:
        Refused: it is no JSON (exit code 4).
    """
    try:
        return parsed(text)
    except ValueError:
        _damaged()


def _damaged() -> NoReturn:
    refuse("RV628", "the history is not as the tool writes it", "restore the database from a backup")
