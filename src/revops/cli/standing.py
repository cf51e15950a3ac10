"""Which runs stand: the one that a rollback is about, those after it, and what is said of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from revops.model.address import Address
from revops.model.change import Action
from revops.model.exits import USAGE
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.history import PastChange, PastRun, moment
from revops.state import history
from revops.state.kept import Kept
from revops.views.history import SHORT

MINE: Final = "rollback"
"""The command of a run that takes another one back."""
_WRITING: Final = "apply"
"""The command whose last run is meant where none is named."""

_NOTED: Final = Action.ADOPT.value
"""What a run wrote into the ledger alone."""

Later = Sequence[tuple[PastRun, Sequence[PastChange]]]
"""Runs with their changes, newest first."""


def chosen(kept: Kept, name: str | None) -> PastRun:
    """The run that is meant: by its number or the beginning of it, else the last apply that stands.

    Raises:
        Refused: there is none (exit code 64).
    """
    if name:
        return history.run(kept.database, kept.portal, name)
    if past := history.standing(kept.database, kept.portal, _WRITING):
        return past
    told = f"no apply to portal {kept.portal} stands that this state knows of"
    raise Refused([Finding("RV946", Severity.ERROR, told, "revops history lists the runs")], USAGE)


def is_cut_off(run: PastRun) -> bool:
    """True for a run that did not come to its end; whoever holds the lock knows that it is none under way."""
    return run.ended is None


def later_ones(kept: Kept, past: PastRun) -> Later:
    """All runs after one, however many they are."""
    return [(one, history.changes(kept.database, one.id)) for one in history.after(kept.database, past)]


def already(kept: Kept, past: PastRun) -> Iterator[Finding]:
    """That the run was taken back before: what is planned now is what came again since."""
    by = history.undone(kept.database, kept.portal).get(past.id)
    if by:
        told = f"run {past.id[:SHORT]} was taken back already, by {by.id[:SHORT]} on {moment(by.started)}"
        yield Finding("RV949", Severity.WARNING, told, "revops history lists the runs that stand")


def overwritten(kept: Kept, later: Later, touched: Iterable[Address]) -> Iterator[Finding]:
    """Runs since then that wrote what now goes back past them, and stand."""
    going = set(map(str, touched))
    taken_back = history.undone(kept.database, kept.portal)
    for run, changes in later:
        if run.command == MINE or run.id in taken_back:
            continue
        again = sorted({change.address for change in changes if change.action != _NOTED} & going)
        if again:
            one = f"a later run, {run.id[:SHORT]} ({run.command})"
            told = f"{one}, wrote {few(again)}, which go back past it, too"
            hint = f"to go back step by step, begin with revops rollback {run.id[:SHORT]}"
            yield Finding("RV947", Severity.WARNING, told, hint)
