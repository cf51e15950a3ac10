"""Carrying out a plan: the same conversations as rehearsed, with the real portal; one outcome per change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from revops.engine.attempt import Attempt
from revops.engine.conversation import hold
from revops.engine.observe import THREADS
from revops.engine.readback import UNKEPT, Readback
from revops.engine.rehearse import by_place, waves
from revops.engine.run import Run
from revops.engine.sending import Interrupted, Sending
from revops.engine.situation import Place
from revops.engine.unfinished import CONSENT_OF_PHASE, is_ours, remembered
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.ledger import Entry
from revops.model.outcome import Outcome, Status
from revops.model.plan import Plan

_STOPPED = (Status.FAILED, Status.SKIPPED, Status.AMBIGUOUS, Status.UNKNOWN)
_AGAIN = "run `revops apply` again: it does the rest"
_GONE = Finding("RV421", Severity.WARNING, "the run was stopped before this was sent", _AGAIN)


def execute(plan: Plan, run: Run) -> Iterator[Outcome]:
    """Outcomes as they come, in waves; a change whose needs did not come about is skipped.

    Adopting costs no request and comes first; then phase by phase, layer by layer, places side by side.
    Where the caller stops listening (Ctrl-C), nothing new is sent, and what is on its way is written down.
    """
    yield from _adopt([c for c in plan.changes if c.action is Action.ADOPT and c.approved], run)
    for _, wave in waves(plan.changes, run.situation):
        for outcome in _wave(wave, run):
            if outcome.status in _STOPPED:
                run.stopped.add(outcome.change.address)
            if any(finding.code == UNKEPT for finding in outcome.findings):
                run.altered.add(outcome.change.address)
            yield outcome


def _wave(wave: Sequence[Change], run: Run) -> Iterator[Outcome]:
    skipped = {change.address: finding for change in wave if (finding := _obstacle(change, run))}
    yield from (Outcome(c, Status.SKIPPED, (skipped[c.address],)) for c in wave if c.address in skipped)
    places = by_place([change for change in wave if change.address not in skipped])
    with ThreadPoolExecutor(max(1, min(THREADS, len(places)))) as pool:
        jobs = [pool.submit(_carry_out, place, changes, run) for place, changes in places.items()]
        try:
            for job in jobs:
                yield from job.result()
        except BaseException:
            run.halted = run.halted or _GONE
            raise


def _adopt(changes: Sequence[Change], run: Run) -> list[Outcome]:
    """Write down where blueprint and portal agree; nothing is sent."""
    run.record({change.address: _agreed(change, run) for change in changes})
    if run.unsaved:
        return [Outcome(change, Status.FAILED, (run.unsaved,)) for change in changes]
    return [Outcome(change, Status.DONE) for change in changes]


def _agreed(change: Change, run: Run) -> Entry:
    entry, observed = run.entry(change.address), change.actual
    found = {unit.path: unit.before for unit in change.units}
    held = remembered(change.resource, entry, observed) if observed else entry.units
    return replace(
        entry,
        id=observed.id if observed else entry.id,
        units={**held, **found},
        keys={**entry.keys, **(observed.keys if observed else {})},
        created=is_ours(entry, observed) if observed else entry.created,
        maybe=False,
        unkept={path: told for path, told in entry.unkept.items() if path not in found},
    )


def _carry_out(place: Place, changes: Sequence[Change], run: Run) -> list[Outcome]:
    """All changes of one place in one layer: send, settle, read back. Raises nothing: others go on."""
    attempts = {change.address: Attempt(change) for change in changes}
    kind, started = run.situation.kinds[place[0]], run.clock()
    sending = Sending(run, kind, attempts)
    _guard(attempts, lambda: hold(kind.compile(changes, run.context), sending.ask))
    _guard(attempts, Readback(run, place, attempts).settle)
    for attempt in attempts.values():
        if run.unsaved and attempt.touched:
            attempt.status = Status.FAILED
            attempt.note(run.unsaved)
    took = run.clock() - started
    return [attempt.outcome(took) for attempt in attempts.values()]


def _guard(attempts: Mapping[Address, Attempt], step: Callable[[], object]) -> None:
    """One step; what keeps it from its end is told by every change that it leaves undone."""
    try:
        step()
    except Interrupted as stop:
        _halt(attempts, stop.finding)
    except Exception as error:  # noqa: BLE001 - one place's fault must not hide what became of the others
        told = f"revops could not go on here: {error!r}"
        _halt(attempts, Finding("RV412", Severity.ERROR, told, "report it with `revops doctor --json`"))


def _halt(attempts: Mapping[Address, Attempt], finding: Finding) -> None:
    for attempt in attempts.values():
        attempt.halt(finding)


def _obstacle(change: Change, run: Run) -> Finding | None:
    """Why a change is not tried: something that it needs did not come about, or the run has stopped."""
    if run.halted:
        return replace(run.halted, address=change.address)
    if change.phase in CONSENT_OF_PHASE and change.address in run.altered:
        told = f"{change.phase.value} was not tried, because HubSpot did not keep what was sent before it"
        return Finding(
            "RV420", Severity.WARNING, told, "look at the finding above, then plan again", change.address
        )
    involved = {change.address, *(need.address for need in change.needs)}
    culprits = sorted(str(address) for address in involved & run.stopped)
    if not culprits:
        return None
    summary = f"not tried, because {', '.join(culprits)} did not come about"
    return Finding(
        "RV420", Severity.WARNING, summary, "mend that, then run `revops apply` again", change.address
    )
