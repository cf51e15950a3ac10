"""Noting a run in the history: what it is about to do, and at its end what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version

from revops.cli.session import Session
from revops.cli.typed import hinted
from revops.model.change import Change
from revops.model.exits import DONE, ERROR
from revops.model.finding import Refused
from revops.model.history import PastRun
from revops.model.ledger import Ledger
from revops.model.outcome import Outcome, Status
from revops.model.plan import Plan
from revops.state.history import begin, counted, ending, finish, planned
from revops.state.kept import Kept
from revops.state.lock import described
from revops.state.who import ci_job, holder
from revops.views.terminal import draw_findings
from revops.views.visible import Screen


class Memory:
    """One run in the history, begun as this is made.

    Args:
        session: that holds the portal's lock.
        changes: that are about to be carried out, in their order.
        plan: that they are of, where there is one.
        undoes: the number of the run that this one takes back, where it does.

    Raises:
        Refused: it cannot be noted, so nothing may be sent.
    """

    def __init__(
        self, session: Session, changes: Iterable[Change], plan: Plan | None = None, undoes: str = ""
    ) -> None:
        self._kept = session.state
        ledger, moved = session.context.ledger, session.moved.addresses
        self._changes = {change.key: planned(change, ledger, moved) for change in changes}
        self.run = replace(past_run(session.state, session.target.name, plan), undoes=undoes)
        begin(self._kept.database, self.run, list(self._changes.values()))

    def finish(
        self,
        exit_code: int,
        outcomes: Iterable[Outcome] = (),
        ledger: Ledger | None = None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Note the end; where that fails the run has still done what it did, and says so itself.

        Args:
            exit_code: of the command.
            outcomes: of the changes, as far as they came.
            ledger: as the run leaves it.
            counts: what is counted instead of changes.
        """
        became = {one.change.key: one for one in outcomes}
        known = ledger or Ledger()
        endings = [
            ending(past, became[key], known) if key in became else None for key, past in self._changes.items()
        ]
        try:
            finish(self._kept.database, self.run.id, exit_code, endings, counts or counted(endings))
        except Refused as refusal:
            draw_findings(hinted(refusal.findings), Screen(stderr=True, highlight=False))


@contextmanager
def remembered(session: Session, changes: Collection[Change], code: int = DONE) -> Iterator[None]:
    """A command that saves the ledger and sends nothing: all of it or nothing; `code` is its exit code."""
    memory = Memory(session, changes)
    try:
        yield
    except BaseException:
        memory.finish(ERROR)
        raise
    memory.finish(code, [Outcome(change, Status.DONE) for change in changes])


def past_run(kept: Kept, target: str, plan: Plan | None = None) -> PastRun:
    """What the history says of this process."""
    lock = kept.lock
    me = lock.me if lock else holder("")
    return PastRun(
        id=me.run,
        portal=kept.portal,
        target=target,
        command=me.command,
        who=me.who,
        version=version("revops"),
        ci=ci_job(),
        plan=plan.digest if plan else "",
        blueprint=plan.blueprint_digest if plan else "",
        told=f"took over the lock of {described(lock.broken)}" if lock and lock.broken else "",
    )
