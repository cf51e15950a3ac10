"""What to type after a rollback: what is left of the way back, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from revops.cli.lost import OPEN
from revops.model.address import Address
from revops.model.change import Action
from revops.model.few import few
from revops.model.finding import Severity
from revops.model.history import PastRun
from revops.model.outcome import Run as Result
from revops.model.plan import Plan
from revops.views.closing import COMMIT, asks, listed
from revops.views.history import SHORT

_REPEATED: Final = "the blueprint still says what the run wrote: take it back in your repository, or"
CREATED: Final = "--delete-created"
"""Agrees to delete what the run made, as far as nobody would miss it."""
_REASONS: Final = (
    "records hold values of it, something else uses it, somebody changed it since, or what may use it could"
    " not be looked into (`hubs:` of the target tells what its subscription does not include)"
)
_IMPACT: Final = "RV983"
"""What refers to a thing that is to go, or holds values of it."""


def backwards(text: str, past: PastRun, given: str = "") -> str:
    """What to type after a plan or an apply, for the way back: with `given`, options that are typed again."""
    mine = f"revops rollback {past.id[:SHORT]}"
    return text.replace("revops apply", f"{mine}{given}").replace("revops plan", f"{mine} --dry-run")


def after_dry_run(plan: Plan, past: PastRun, given: str) -> str:
    """The command that goes the way that was shown; what is left out of it is agreed to."""
    mine = f"revops rollback {past.id[:SHORT]}{given}"
    if not plan.is_empty:
        return mine
    flags = tuple(_flags(plan, deleting=CREATED in given))
    return f"{mine} {listed(flags)}" if flags else ""


def next_step(step: str, result: Result, past: PastRun, given: str) -> str:
    """The next step after a rollback.

    Args:
        step: as it is after an apply.
        result: of the rollback.
        past: the run that was taken back.
        given: the consents that were typed.
    """
    mine = f"revops rollback {past.id[:SHORT]}"
    if not result.complete:
        return backwards(step, past, given)
    if any(finding.code in OPEN for finding in result.plan.findings):
        return f"{mine}{given} again, over files that say what was there before; it goes on with what is left"
    deleting = CREATED in given
    sent = "" if result.outcomes else "nothing was sent; "
    if flags := tuple(dict.fromkeys(_flags(result.plan, deleting=deleting))):
        kept = _kept(result.plan) if deleting else ()
        stay = "stays" if len(kept) == 1 else "stay"
        why = f"{few(list(map(str, kept)))} {stay}: {_why(result.plan, kept)}; " if kept else ""
        return f"{sent}{why}{mine} {listed(flags)} takes back what is left"
    if result.outcomes:
        last = f"; {COMMIT}" if result.in_files else ""
        return f"{_REPEATED} `revops plan` shows it again{last}"
    if result.plan.undecided:
        return f"{sent}what is left has no command: revops history {past.id} --json has what was there"
    return "nothing was sent: of what can come back nothing is left; revops history lists the runs"


def _flags(plan: Plan, *, deleting: bool) -> Iterator[str]:
    """What agrees to what is left; deletions come first, all at once where nobody tried that."""
    kept = _kept(plan)
    if kept and not deleting:
        yield CREATED
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
    return told.get(kept[0], _REASONS) if len(kept) == 1 else _REASONS
