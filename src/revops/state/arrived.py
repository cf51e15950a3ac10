"""How far a run came that nobody saw to its end: what its journal says of changes that stayed planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from revops.model.change import Action
from revops.model.history import PastChange
from revops.model.json import parsed
from revops.model.outcome import Status
from revops.state.codes import refuse
from revops.state.database import Database

PLANNED: Final = "planned"
"""Status of a change of a run that was cut off, or is under way, of which no request was sent."""

_SENT: Final = "select carries, ending from intents where run = :run order by number"
_NOT_SENT: Final = "not sent"
"""Ending of a request that the tool itself kept back."""


def as_sent(database: Database, run_id: str, changes: Sequence[PastChange]) -> list[PastChange]:
    """The same changes; one that stayed planned has what the answers to its requests tell.

    What was answered with yes is done, with no failed, and all else that was sent unknown. A request names
    things and no phase: a later change of the same thing is unknown at best.

    Args:
        database: with the journal.
        run_id: of the run.
        changes: all of the run, in its order.

    Raises:
        Refused: the journal is not as the tool writes it (exit code 4).
    """
    if all(change.status != PLANNED for change in changes):
        return list(changes)
    answers = _answers(database, run_id)
    return list(_told(changes, answers))


def _told(changes: Sequence[PastChange], answers: dict[str, list[str]]) -> Iterator[PastChange]:
    before: Counter[str] = Counter()
    for change in changes:
        found = answers.get(change.address, [])[before[change.address] :]
        if change.action == Action.ADOPT.value:
            came = Status.DONE.value if answers else PLANNED  # adopting is done before the first request
        else:
            came = _became(found, first=not before[change.address])
            before[change.address] += 1
        yield replace(change, status=came) if change.status == PLANNED else change


def _became(answers: Sequence[str], *, first: bool) -> str:
    """The status of a change, of which at least the first answer is; of the others nobody knows."""
    if not answers:
        return PLANNED
    if all(_is_no(answer) for answer in answers):
        return Status.FAILED.value
    known = first and all(answer.startswith("2") and answer != "207" for answer in answers)
    return Status.DONE.value if known else Status.UNKNOWN.value


def _is_no(answer: str) -> bool:
    return answer == _NOT_SENT or answer.startswith("4")


def _answers(database: Database, run_id: str) -> dict[str, list[str]]:
    """Address -> what became of each request that carried it, in their order; empty where nobody noted it."""
    found: dict[str, list[str]] = {}
    try:
        for carries, ending in database.read(_SENT, {"run": run_id}):
            for address in parsed(carries):
                found.setdefault(str(address), []).append(str(ending or ""))
    except (TypeError, ValueError):
        hint = "restore the database from a backup, or remove the rows of `intents` of that run"
        refuse("RV628", f"the journal of run {run_id} is not as the tool writes it", hint)
    return found
