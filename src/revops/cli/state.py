"""`revops state`: what is remembered of a portal, its lock, and a ledger that was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from revops.cli.offline import Offline, offline, portal_option
from revops.cli.options import json_option, project_option, target_option, wait_option
from revops.cli.output import print_json
from revops.cli.remember import past_run, remembered
from revops.cli.session import open_session
from revops.cli.typed import as_typed
from revops.engine.execute import execute
from revops.engine.planner import make_plan
from revops.model.change import Action, Change
from revops.model.exits import DONE, ERROR, UNDECIDED
from revops.model.few import few
from revops.model.finding import Refused
from revops.model.history import Holder
from revops.model.plan import Consents
from revops.state import history
from revops.state.codes import refuse
from revops.state.journal import unsettled
from revops.state.kept import Kept, Locking
from revops.state.lock import described, is_alive, unlock
from revops.views.closing import many
from revops.views.history import counts_of
from revops.views.visible import visible

_ADOPTED: Final = (
    "HubSpot has it as the blueprint says. Nobody can tell any more who made it, so revops never deletes it."
)
_HELD: Final = "HubSpot and the blueprint differ there. Nobody can tell any more which of the two changed."


@click.group("state")
def command() -> None:
    """Show or mend what is remembered of a portal.

    The ledger says what was applied last, the lock who works on the portal, the journal what was sent and how
    it ended.
    """


@command.command("show")
@project_option
@target_option
@portal_option
@json_option
def show(*, project: Path, target: str | None, portal: int | None, as_json: bool) -> int:
    """Show ledger, lock and what runs left open. HubSpot is not asked."""
    with offline(project, target, portal) as state:
        found = _document(state)
    if as_json:
        print_json(found)
        return DONE
    ledger, lock = found["ledger"], found["lock"]
    click.echo(found["told"])
    told = f"{counts_of(ledger['kinds'])}; {ledger['created']} of them made by revops"
    click.echo(visible(f"ledger: {told if ledger['kinds'] else 'nothing'}"))
    click.echo(visible(f"lock: {lock['told'] if lock else 'nobody holds it'}"))
    click.echo(f"journal: {many(found['unsettled'], 'request')} unsettled")
    return DONE


@command.command("unlock")
@project_option
@target_option
@portal_option
@json_option
def unlocking(*, project: Path, target: str | None, portal: int | None, as_json: bool) -> int:
    """Take the lock away from whoever holds it. That run sends nothing more; the history notes it.

    It is for a run that hangs. One whose process is gone loses the lock by itself within a minute.
    """
    with offline(project, target, portal) as state:
        _require_known(state)
        broken = unlock(state.database, state.portal)
        told = f"broke the lock of {described(broken)}" if broken else "nobody holds the lock"
        if broken:
            run = past_run(Kept(state.portal, state.store), state.target)
            history.begin(state.database, replace(run, command="state unlock", told=told))
            history.finish(state.database, run.id, DONE)
    if as_json:
        print_json({"portal": state.portal, "broken": _holder(broken) if broken else None})
    else:
        click.echo(visible(f"portal {state.portal}: {told}"))
        click.echo(as_typed("Next: revops plan"))
    return DONE


def _require_known(state: Offline) -> None:
    """Refuse to guess whose lock is meant: somebody may be at work on the other portal."""
    if state.is_guess:
        portals = ", ".join(map(str, (state.portal, *state.others)))
        told = f"runs with the target {state.target!r} were against several portals: {portals}"
        refuse("RV984", told, f"revops state unlock --portal {state.portal}, or another of them")


@command.command("rebuild")
@project_option
@target_option
@json_option
@wait_option
def rebuild(*, project: Path, target: str | None, as_json: bool, wait: float) -> int:
    """Make a ledger that was lost anew from the portal. Sends nothing.

    What is in HubSpot as the blueprint says is noted as applied. What differs is held: a person takes a side.
    What is not there is left to `revops apply`. Who made a thing cannot be read from a portal, so `revops`
    never deletes what a rebuilt ledger knows.
    """
    with open_session(project, target, locking=Locking("state rebuild", wait)) as session:
        situation = session.look(Consents())
        plan = make_plan(situation)
        adopted = tuple(change for change in plan.changes if change.action is Action.ADOPT)
        held = [change for change in plan.changes if change.action is Action.HOLD]
        code = UNDECIDED if held else DONE
        if adopted:
            with remembered(session, adopted, code):
                run = session.run(situation)
                list(execute(replace(plan, changes=adopted), run))
                if run.unsaved:
                    raise Refused([run.unsaved], ERROR)
    if as_json:
        addresses = {"adopted": _addresses(adopted), "held": _addresses(held)}
        print_json({"portal": session.context.portal.id, **addresses})
    else:
        _tell(adopted, held)
    return code


def _tell(adopted: Collection[Change], held: Collection[Change]) -> None:
    """What became of either, and why; a thing may be in both, unit by unit."""
    known = Counter(change.address.kind for change in adopted)
    click.echo(f"adopted: {counts_of(known) or 'nothing'}")
    if adopted:
        click.echo(f"  {_ADOPTED}")
    click.echo(f"held: {few(_addresses(held)) or 'nothing'}")
    if held:
        click.echo(f"  {_HELD}")
    click.echo(as_typed(f"Next: revops {'drift' if held else 'plan'}"))


def _addresses(changes: Iterable[Change]) -> list[str]:
    return sorted({str(change.address) for change in changes})


def _document(state: Offline) -> dict[str, Any]:
    entries, lock = state.store.load().entries, state.holder()
    kinds = Counter(address.kind for address in entries)
    return {
        "target": state.target,
        "portal": state.portal,
        "told": state.told,
        "other_portals": list(state.others),
        "ledger": {
            "entries": len(entries),
            "kinds": dict(sorted(kinds.items())),
            "created": sum(entry.created for entry in entries.values()),
            "in_doubt": sum(entry.maybe for entry in entries.values()),
        },
        "lock": _holder(lock) if lock else None,
        "unsettled": len(unsettled(state.database, state.portal)),
    }


def _holder(found: Holder) -> dict[str, Any]:
    alive = is_alive(found)
    told = described(found) + ("" if alive else "; that process is gone, the next run takes over")
    return {
        "run": found.run,
        "who": found.who,
        "pid": found.pid,
        "command": found.command,
        "since": found.since,
        "alive": alive,
        "told": told,
    }
