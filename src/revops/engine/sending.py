"""Sending the calls of one conversation in order, each settled and recorded before the next goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from revops.engine.attempt import Attempt
from revops.engine.run import Run
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.ledger import Entry

NOT_SENT = Answer(0, fault="not sent, because an earlier request for the same change did not succeed")


@dataclass
class Sending:
    """The `ask` of a writing conversation."""

    run: Run
    kind: Kind
    attempts: Mapping[Address, Attempt]

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """Writes go out one after the other; what is stuck is not sent any further."""
        return [self._one(call) for call in calls]

    def _one(self, call: Call) -> Answer:
        if not call.carries:
            return self.run.sender.send(call)
        carried = [self.attempts[address] for address in call.carries]
        if all(attempt.stuck for attempt in carried):
            return NOT_SENT
        for attempt in carried:
            attempt.calls += 1
        answer = self.run.sender.send(call)
        if answer.uncertain:
            self._doubt(call, answer, carried)
        else:
            self._settle(call, answer)
        return answer

    def _doubt(self, call: Call, answer: Answer, carried: Sequence[Attempt]) -> None:
        finding = self.run.sender.explain(answer, call)
        for attempt in carried:
            attempt.doubt(finding)
        self._mark_maybe(carried)

    def _mark_maybe(self, attempts: Iterable[Attempt]) -> None:
        """A create that may have happened is in the ledger as such, before anything else is tried."""
        made = [attempt.change.address for attempt in attempts if attempt.creates and attempt.uncertain]
        self.run.record({address: replace(self.run.entry(address), maybe=True) for address in made})

    def _settle(self, call: Call, answer: Answer) -> None:
        found = list(self.kind.settle(call, answer, self.run.context))
        for settled in found:
            self.attempts[settled.address].take(settled)
        done = [self.attempts[settled.address] for settled in found if settled.done]
        self._mark_maybe(self.attempts[settled.address] for settled in found if settled.doubtful)
        self.run.record({attempt.change.address: self._proven(attempt) for attempt in done})
        for attempt in done:
            self.run.learn(self.kind.learn(attempt.change.address, {"": attempt.id, **attempt.keys}))

    def _proven(self, attempt: Attempt) -> Entry:
        """What this answer proves: that the resource exists, and the ids that came back."""
        entry, made = self.run.entry(attempt.change.address), attempt.creates
        return replace(
            entry,
            id=attempt.id or entry.id,
            keys={**entry.keys, **attempt.keys},
            units={**entry.units, **attempt.change.after()} if made else entry.units,
            created=entry.created or made,
            maybe=False,
        )
