"""The history: who ran what against which portal, what it changed, and what was there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NoReturn, TypeVar

from revops.model.address import Address
from revops.model.change import Change, UnitChange
from revops.model.exits import USAGE
from revops.model.history import Ending, PastChange, PastRun
from revops.model.json import MISSING, Json, parsed, spelled
from revops.model.ledger import Ledger
from revops.model.outcome import Outcome
from revops.model.spec import Observed
from revops.state.arrived import PLANNED, as_sent
from revops.state.codes import refuse
from revops.state.columns import COLUMNS, insert, select
from revops.state.database import NOW, Database, Row
from revops.state.shapes import changes_of, run_of

_BEGIN: Final = insert("runs", started=NOW, ended="null", exit_code="null", counts="'{}'")
_FINISH: Final = "update runs set ended = {now}, exit_code = :exit_code, counts = :counts where id = :id"
_RUNS: Final = select(
    "runs", "where portal = :portal and id like :id order by started desc, id desc limit :most"
)
_AFTER: Final = select(
    "runs",
    "where portal = :portal and (started, id) > (select started, id from runs where id = :id)"
    " order by started desc, id desc",
)
_OF_COMMAND: Final = select(
    "runs", "where portal = :portal and command = :command order by started desc, id desc"
)
_UNDOING: Final = select("runs", "where portal = :portal and undoes <> '' order by started desc, id desc")
_BATCH: Final = insert("changes", ended="'[]'")
_ENDED: Final = "update changes set ended = :ended where run = :run and batch = :batch"
_CHANGES: Final = select("changes", "where run = :run order by batch")
_OF_BATCH: Final = 5
"""Changes of one row: few enough for `MOST_VALUES`, although each has 5,000 options of some 20 values."""
_PORTALS_OF: Final = (
    "select portal from runs where target = :target group by portal order by max(started) desc, max(id) desc"
)
_LOCKED: Final = "select portal from locks order by portal"
_LONGEST_ID: Final = 32
_Thing = TypeVar("_Thing")


def begin(database: Database, run: PastRun, changes: Sequence[PastChange] = ()) -> None:
    """Note a run and all that it is about to do, before its first request."""
    first = {
        "id": run.id,
        "portal": run.portal,
        "target": run.target,
        "command": run.command,
        "who": run.who,
        "version": run.version,
        "ci": spelled(dict(run.ci)),
        "plan": run.plan,
        "blueprint": run.blueprint,
        "told": run.told,
        "undoes": run.undoes,
    }
    rows = (
        {"run": run.id, "batch": number, "planned": spelled([_document(change) for change in some])}
        for number, some in enumerate(_batches(changes))
    )
    database.write_many([(_BEGIN, [first]), (_BATCH, rows)])


def finish(
    database: Database,
    run: str,
    exit_code: int,
    endings: Sequence[Ending | None] = (),
    counts: Mapping[str, int] | None = None,
) -> None:
    """Note how a run ended, and what became of the changes of `begin`, in its order; None: nothing did."""
    ended = [
        {"run": run, "batch": number, "ended": spelled(some)} for number, some in enumerate(_batches(endings))
    ]
    last = {"id": run, "exit_code": exit_code, "counts": spelled(dict(counts or {}))}
    database.write_many([(_ENDED, ended), (_FINISH, [last])])


def runs(database: Database, portal: int, most: int) -> list[PastRun]:
    """The last runs against a portal, newest first."""
    return [_run(row) for row in database.read(_RUNS, {"portal": portal, "id": "%", "most": most})]


def after(database: Database, past: PastRun) -> list[PastRun]:
    """All runs against a run's portal since it began, newest first."""
    return [_run(row) for row in database.read(_AFTER, {"portal": past.portal, "id": past.id})]


def standing(database: Database, portal: int, command: str) -> PastRun | None:
    """The last run of a command that was not taken back; None where there is none."""
    taken_back = undone(database, portal)
    found = (_run(row) for row in database.read(_OF_COMMAND, {"portal": portal, "command": command}))
    return next((one for one in found if one.id not in taken_back), None)


def run(database: Database, portal: int, name: str) -> PastRun:
    """One run by the beginning of its number.

    Raises:
        Refused: there is none, or there are several (exit code 64).
    """
    plain = name if name.isalnum() and len(name) <= _LONGEST_ID else ""
    rows = database.read(_RUNS, {"portal": portal, "id": f"{plain}%", "most": 2}) if plain else ()
    if len(rows) != 1:
        told = f"several runs begin with {name!r}" if rows else f"there is no run {name!r} of portal {portal}"
        refuse("RV629", told, "revops history lists the runs", USAGE)
    return _run(rows[0])


def changes(database: Database, run_id: str) -> list[PastChange]:
    """What a run changed, in its order; of one that was cut off as far as its journal tells.

    Raises:
        Refused: a row is not as the tool writes it (exit code 4).
    """
    rows = database.read(_CHANGES, {"run": run_id})
    try:
        found = [one for _, _, planned, ended in rows for one in changes_of(_read(planned), _read(ended))]
    except ValueError:
        _damaged()
    return as_sent(database, run_id, found)


def portals_of(database: Database, target: str) -> list[int]:
    """The portals that runs with a target were against, the one of the last run first."""
    return [int(portal) for (portal,) in database.read(_PORTALS_OF, {"target": target})]


def locked_portals(database: Database) -> list[int]:
    """The portals that somebody works on now."""
    return [int(portal) for (portal,) in database.read(_LOCKED, {})]


def undone(database: Database, portal: int) -> dict[str, PastRun]:
    """By the number of a run: the rollback that took it back, all of it, and was not taken back itself."""
    found: dict[str, PastRun] = {}
    for row in database.read(_UNDOING, {"portal": portal}):
        one = _run(row)
        if one.exit_code == 0 and one.id not in found:
            found.setdefault(one.undoes, one)
    return found


def planned(change: Change, ledger: Ledger, moved: Mapping[Address, str]) -> PastChange:
    """A change that is about to be carried out, with what is there now.

    Args:
        change: of the plan.
        ledger: as the run begins.
        moved: new address -> what it was called until this run.
    """
    actual, entry = change.actual, ledger.entry(change.address)
    return PastChange(
        str(change.address),
        change.phase.value,
        change.action.value,
        PLANNED,
        tuple(_from_there(unit, actual) for unit in change.units) if actual else change.units,
        actual.id if actual else "",
        created=bool(entry and entry.created),
        raw=actual.raw if actual and change.action.writes else {},
        was=moved.get(change.address, ""),
    )


def _from_there(unit: UnitChange, actual: Observed) -> UnitChange:
    """What lapses by a run and is put back within it is planned from off, and the portal had it on."""
    was_on = unit.before is False and actual.units.get(unit.path) is True
    return replace(unit, before=True) if was_on else unit


def ending(before: PastChange, outcome: Outcome, ledger: Ledger) -> Ending:
    """What became of a change."""
    entry = ledger.entry(outcome.change.address)
    return Ending(outcome.status.value, entry.id if entry and entry.id else before.id)


def counted(endings: Iterable[Ending | None]) -> Mapping[str, int]:
    """Number of changes by status."""
    return Counter(ending.status if ending else PLANNED for ending in endings)


def _batches(things: Sequence[_Thing]) -> list[Sequence[_Thing]]:
    return [things[start : start + _OF_BATCH] for start in range(0, len(things), _OF_BATCH)]


def _document(change: PastChange) -> dict[str, Json]:
    """A change as it is kept; what is empty is left out."""
    told: dict[str, Json] = {"address": change.address, "phase": change.phase, "action": change.action}
    told["units"] = [_unit(unit) for unit in change.units]
    if change.id:
        told["id"] = change.id
    if change.created:
        told["created"] = True
    if change.raw:
        told["raw"] = dict(change.raw)
    if change.was:
        told["was"] = change.was
    return told


def _unit(unit: UnitChange) -> dict[str, Json]:
    """A side that is not there has no member, which differs from null."""
    sides: dict[str, Json] = {"path": unit.path}
    if unit.before is not MISSING:
        sides["before"] = unit.before
    if unit.after is not MISSING:
        sides["after"] = unit.after
    return sides


def _run(row: Row) -> PastRun:
    found = dict(zip(COLUMNS["runs"], row, strict=True))
    try:
        return run_of({**found, "ci": _read(found["ci"]), "counts": _read(found["counts"])})
    except ValueError:
        _damaged()


def _read(text: str) -> Json:
    """A value of the database.

    Raises:
        Refused: it is no JSON (exit code 4).
    """
    try:
        return parsed(text)
    except (AttributeError, TypeError, ValueError):  # what is no text is no JSON either
        _damaged()


def _damaged() -> NoReturn:
    refuse("RV628", "the history is not as the tool writes it", "restore the database from a backup")
