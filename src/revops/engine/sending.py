"""Sending the calls of one conversation in order, each settled and recorded before the next goes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from revops.engine.attempt import Attempt
from revops.engine.run import Run
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.call import Answer, Call

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
            if attempt.creates:
                entry = replace(self.run.entry(attempt.change.address), maybe=True)
                self.run.record(attempt.change.address, entry)

    def _settle(self, call: Call, answer: Answer) -> None:
        for settled in self.kind.settle(call, answer, self.run.context):
            attempt = self.attempts[settled.address]
            attempt.take(settled)
            if settled.done:
                self._record(attempt)

    def _record(self, attempt: Attempt) -> None:
        """What this answer proves: that the resource exists, and the ids that came back."""
        address, entry = attempt.change.address, self.run.entry(attempt.change.address)
        made = attempt.creates
        units = {**entry.units, **attempt.change.after()} if made else entry.units
        self.run.learn(self.kind.learn(address, {"": attempt.id, **attempt.keys}))
        self.run.record(
            address,
            replace(
                entry,
                id=attempt.id or entry.id,
                keys={**entry.keys, **attempt.keys},
                units=units,
                created=entry.created or made,
                maybe=False,
            ),
        )
