"""What to type after a rollback: what is left of the way back, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from revops.cli.lost import OPEN
from revops.cli.repeats import few
from revops.model.address import Address
from revops.model.change import Action
from revops.model.finding import Severity
from revops.model.history import PastRun
from revops.model.outcome import Run as Result
from revops.model.plan import Plan
from revops.views.closing import asks, listed
from revops.views.history import SHORT

_REPEATED: Final = "the blueprint still says what the run wrote: take it back in your repository, or"
_IMPACT: Final = "RV983"
"""What refers to a thing that is to go, or holds values of it."""


def next_step(step: str, result: Result, past: PastRun, *, deleting: bool) -> str:
    """The next step after a rollback.

    Args:
        step: as it is after an apply.
        result: of the rollback.
        past: the run that was taken back.
        deleting: `--delete-created` was given.
    """
    mine = f"revops rollback {past.id[:SHORT]}"
    if not result.complete:
        return step.replace("revops apply", mine)
    if any(finding.code in OPEN for finding in result.plan.findings):
        return f"{mine} again, over files that say what was there before; it goes on with what is left"
    sent = "" if result.outcomes else "nothing was sent; "
    if flags := tuple(dict.fromkeys(_flags(result.plan, deleting=deleting))):
        kept = _kept(result.plan) if deleting else ()
        why = f"{few(list(map(str, kept)))} stays: {_why(result.plan, kept)}; " if kept else ""
        return f"{sent}{why}{mine} {listed(flags)} takes back what is left"
    if result.outcomes:
        return f"{_REPEATED} `revops plan` shows it again; commit .revops/ledger"
    if result.plan.undecided:
        return f"{sent}what is left has no command: revops history {past.id} --json has what was there"
    return "nothing was sent: of what can come back nothing is left; revops history lists the runs"


def _flags(plan: Plan, *, deleting: bool) -> Iterator[str]:
    """What agrees to what is left; deletions come first, all at once where nobody tried that."""
    kept = _kept(plan)
    if kept and not deleting:
        yield "--delete-created"
    elif kept:
        yield from (f"--delete {address}" for address in kept)
    rest = (change for change in plan.undecided if change.action is not Action.DELETE)
    yield from filter(None, map(asks, rest))


def _kept(plan: Plan) -> Sequence[Address]:
    """What the run made and nobody agreed to delete."""
    return [change.address for change in plan.undecided if change.action is Action.DELETE]


def _why(plan: Plan, kept: Sequence[Address]) -> str:
    """Why `--delete-created` did not agree to it."""
    if plan.portal.protected:
        return "in a protected portal each address is typed"
    told = {
        finding.address: finding.summary
        for finding in plan.findings
        if finding.code == _IMPACT and finding.severity is Severity.WARNING
    }
    if len(kept) == 1 and kept[0] in told:
        return told[kept[0]]
    return "records hold values of it, something else uses it, or somebody changed it since"
