"""Carrying out a plan: the same conversations as rehearsed, with the real portal; one outcome per change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from revops.engine.attempt import Attempt
from revops.engine.conversation import hold
from revops.engine.observe import THREADS
from revops.engine.readback import Readback
from revops.engine.rehearse import by_place, waves
from revops.engine.run import Run
from revops.engine.sending import Sending
from revops.engine.situation import Place
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.ledger import Entry
from revops.model.outcome import Outcome, Status
from revops.model.plan import Plan

_STOPPED = (Status.FAILED, Status.SKIPPED, Status.AMBIGUOUS, Status.UNKNOWN)


def execute(plan: Plan, run: Run) -> Iterator[Outcome]:
    """Outcomes as they come, in waves; a change whose needs did not come about is skipped.

    Adopting costs no request and comes first; then phase by phase, layer by layer, places side by side.
    """
    yield from _adopt([c for c in plan.changes if c.action is Action.ADOPT and c.approved], run)
    for _, wave in waves(plan.changes, run.situation):
        places = by_place(wave)
        with ThreadPoolExecutor(max(1, min(THREADS, len(places)))) as pool:
            jobs = [pool.submit(_carry_out, place, found, run) for place, found in places.items()]
            for job in jobs:
                outcomes = job.result()
                run.stopped.update(o.change.address for o in outcomes if o.status in _STOPPED)
                yield from outcomes


def _adopt(changes: Sequence[Change], run: Run) -> list[Outcome]:
    """Write down where blueprint and portal agree; nothing is sent."""
    run.record({change.address: _agreed(change, run) for change in changes})
    return [Outcome(change, Status.DONE) for change in changes]


def _agreed(change: Change, run: Run) -> Entry:
    entry, observed = run.entry(change.address), change.actual
    found = {unit.path: unit.before for unit in change.units}
    return replace(
        entry,
        id=observed.id if observed else entry.id,
        units={**entry.units, **found},
        keys={**entry.keys, **(observed.keys if observed else {})},
        created=entry.created or entry.maybe,
        maybe=False,
    )


def _carry_out(place: Place, changes: Sequence[Change], run: Run) -> list[Outcome]:
    """All changes of one place in one layer: send, settle, read back."""
    skipped = [change for change in changes if _culprits(change, run)]
    attempts = {change.address: Attempt(change) for change in changes if change not in skipped}
    started = run.clock()
    if attempts:
        kind = run.situation.kinds[place[0]]
        going = [attempt.change for attempt in attempts.values()]
        hold(kind.compile(going, run.context), Sending(run, kind, attempts).ask)
        Readback(run, place, attempts).settle()
    took = run.clock() - started
    return [
        *(Outcome(change, Status.SKIPPED, (_skipped(change, run),)) for change in skipped),
        *(attempt.outcome(took) for attempt in attempts.values()),
    ]


def _culprits(change: Change, run: Run) -> list[str]:
    involved = {change.address, *(need.address for need in change.needs)}
    return sorted(str(address) for address in involved & run.stopped)


def _skipped(change: Change, run: Run) -> Finding:
    summary = f"not tried, because {', '.join(_culprits(change, run))} did not come about"
    return Finding(
        "RV420", Severity.WARNING, summary, "mend that, then run `revops apply` again", change.address
    )
