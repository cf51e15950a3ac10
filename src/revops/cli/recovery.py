"""What runs that were cut off leave behind: found in the journal, told, and put into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import sleep

from revops.cli.typed import hinted
from revops.engine.unfinished import recovered
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.history import moment
from revops.model.journal import Unsettled
from revops.model.ledger import Ledger
from revops.state.journal import recover
from revops.state.kept import Kept, Locking
from revops.views.terminal import draw_findings
from revops.views.visible import Screen


def take_up(
    kept: Kept, locking: Locking | None, lag: Callable[[str], float]
) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with what was cut off, and what is to be said of it.

    A command that holds the lock saves it, once the portal must show what was sent, and says so at once
    unless its plan does; one that only looks has it in mind.

    Args:
        kept: the state.
        locking: of the command that holds the lock; None for one that only looks.
        lag: seconds until a write to a surface must be readable.

    Raises:
        Refused: the state cannot be used.
    """
    saved, found = kept.load(), kept.unsettled()
    told = tuple(filter(None, [kept.lock.finding if kept.lock else None, *_told(found)]))
    if locking and not locking.plans:
        draw_findings(hinted(told), Screen(stderr=True, highlight=False))
    if not found:
        return saved, told
    ledger = recovered(saved, found)
    if kept.lock:
        sleep(max([0.0, *(lag(one.intent.surface) - one.age for one in found if one.intent.perhaps)]))
        if ledger is not saved:
            kept.save(ledger)
        recover(kept.database, found)
    return ledger, told


def _told(found: Sequence[Unsettled]) -> list[Finding]:
    """One sentence per run."""
    by_run: dict[str, list[Unsettled]] = {}
    for one in found:
        by_run.setdefault(one.run, []).append(one)
    return [_cut_off(run, ones) for run, ones in by_run.items()]


def _cut_off(run: str, found: Sequence[Unsettled]) -> Finding:
    first, count = found[0], len(found)
    requests = [" ".join(filter(None, (o.intent.method, o.intent.surface, o.intent.path))) for o in found]
    told = f"{count} request{'' if count == 1 else 's'} unsettled: {few(requests)}"
    summary = f"a run of {first.who}, begun {moment(first.started)}, was cut off; {told}"
    hint = (
        f"the portal tells what arrived, the next revops apply does the rest: revops history {run} names it"
    )
    return Finding("RV616", Severity.WARNING, summary, hint)
