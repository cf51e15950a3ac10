"""Sending the calls of one conversation: each is noted before it goes out, and settled when it came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from revops.engine.attempt import Attempt
from revops.engine.observe import MISSHAPEN
from revops.engine.run import Run
from revops.engine.unfinished import sent_by
from revops.kinds.base import Kind, Settled
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Refused, Severity
from revops.model.journal import Intent, Perhaps
from revops.model.json import spelled
from revops.model.ledger import Entry

NOT_SENT = Answer(0, fault="not sent, because an earlier request for the same change did not succeed")


_BESIDE: Final = 3
"""Batches of one place that are on their way at once; places are sent side by side, too."""


class Interrupted(Exception):  # noqa: N818 - it is a stop, told by its finding
    """A writing conversation cannot go on: what it has to know could not be read."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.summary)
        self.finding = finding


@dataclass
class Sending:
    """The `ask` of a writing conversation."""

    run: Run
    kind: Kind
    attempts: Mapping[Address, Attempt]

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """Batches of different resources go out side by side, all else one after the other.

        What is stuck is not sent any further.

        Raises:
            Interrupted: a read went wrong, and nothing is written upon what could not be read.
        """
        if _are_batches(calls):
            with ThreadPoolExecutor(min(_BESIDE, len(calls))) as pool:
                return list(pool.map(self._write, calls))
        return [self._write(call) if call.carries else self._read(call) for call in calls]

    def _read(self, call: Call) -> Answer:
        try:
            answer = self.run.sender.send(call)
        except Refused as refusal:
            raise Interrupted(refusal.findings[0]) from None
        if not (answer.ok or call.restates):
            raise Interrupted(self.run.sender.explain(answer, call))
        return answer

    def _write(self, call: Call) -> Answer:
        carried = [self.attempts[address] for address in call.carries]
        if why := self.run.halted or call.barred:
            for attempt in carried:
                attempt.halt(why)
        if all(attempt.stuck for attempt in carried):
            return NOT_SENT
        self._lapse(call)
        for attempt in carried:
            attempt.sent = sent_by(call, attempt.change, self.kind) if attempt.creates else {}
        number = None if self.run.halted else self.run.intend(self._intent(call))
        if number is None:
            return self._unsent(carried, self.run.halted)
        try:
            answer = self.run.sender.send(call)
        except Refused as refusal:
            self.run.settle(number, "not sent")
            return self._unsent(carried, refusal.findings[0])
        for attempt in carried:
            attempt.calls += 1
            self.run.progress(attempt.change, attempt.calls)
        if answer.uncertain:
            self._doubt(call, self.run.sender.explain(answer, call))
        else:
            self._settle(call, answer)
        self.run.settle(number, "lost" if answer.fault else str(answer.status))
        return answer

    def _lapse(self, call: Call) -> None:
        """What a write undoes of earlier steps is in the ledger first, or else it looks like a person's work.

        A score whose draft is written is not published as it is; a run may be cut off between the two.
        """
        entries = {}
        for change in (self.attempts[address].change for address in call.carries):
            entry, moved = self.run.entry(change.address), frozenset(unit.path for unit in change.units)
            lapsed = self.kind.follow(change.resource, moved) if change.resource else {}
            units = {path: value for path, value in lapsed.items() if entry.units.get(path, value) != value}
            if units:
                entries[change.address] = replace(entry, units={**entry.units, **units})
        self.run.record(entries)

    def _intent(self, call: Call) -> Intent:
        """What the journal notes of a request: with what the ledger is to hold if its answer never comes."""
        ledger = self.run.context.ledger
        doubtful = self._in_doubt(call, call.carries)
        perhaps = {address: Perhaps(ledger.entry(address), after) for address, after in doubtful.items()}
        body = sha256(spelled(call.body).encode()).hexdigest() if call.body is not None else ""
        return Intent(call.surface, call.method, call.path, body, call.carries, perhaps)

    def _in_doubt(self, call: Call, addresses: Iterable[Address]) -> dict[Address, Entry]:
        """Entries where nobody knows whether a request was carried out; none where it changes no entry."""
        attempts = [self.attempts[address] for address in addresses]
        return {one.change.address: self._perhaps(call, one) for one in attempts if one.creates}

    def _unsent(self, carried: Sequence[Attempt], why: Finding | None) -> Answer:
        for attempt in carried:
            if why:
                attempt.halt(why)
        return NOT_SENT

    def _doubt(self, call: Call, finding: Finding) -> None:
        for address in call.carries:
            self.attempts[address].doubt(finding)
        self._mark_maybe(call, call.carries)

    def _mark_maybe(self, call: Call, addresses: Iterable[Address]) -> None:
        """What may have been made or removed is in the ledger as such, before anything else is tried."""
        self.run.record(self._in_doubt(call, addresses))

    def _perhaps(self, call: Call, attempt: Attempt) -> Entry:
        """With what was sent, by which it is known again; where HubSpot said yes before, that stands.

        What may be removed is known by what it was, and nothing proves any more that it is ours.
        """
        entry = self.run.entry(attempt.change.address)
        if attempt.removes(call):
            return replace(entry, created=False, maybe=True)
        units = entry.units if entry.created else attempt.sent
        return replace(entry, maybe=True, units=units)

    def _settle(self, call: Call, answer: Answer) -> None:
        try:
            found = {settled.address: settled for settled in self.kind.settle(call, answer, self.run.context)}
        except MISSHAPEN as error:
            self._doubt(call, _misshapen(call, error))
            return
        for address in call.carries:
            told = found.get(address, Settled(address, done=False, doubtful=True, finding=_silent(call)))
            self.attempts[address].take(told)
        uncertain = [address for address in call.carries if self.attempts[address].uncertain]
        done = [address for address in call.carries if address in found and found[address].done]
        self._mark_maybe(call, uncertain)
        self.run.record({address: self._proven(call, self.attempts[address]) for address in done})
        for address in done:
            attempt = self.attempts[address]
            self.run.learn(self.kind.learn(address, {"": attempt.id, **attempt.keys}))

    def _proven(self, call: Call, attempt: Attempt) -> Entry | None:
        """What this answer proves: that the resource exists, as it was sent, and the ids that came back."""
        if attempt.removes(call):
            return None
        entry = self.run.entry(attempt.change.address)
        made = attempt.creates
        return replace(
            entry,
            id=attempt.id or entry.id,
            keys={**entry.keys, **attempt.keys},
            units={**entry.units, **attempt.sent},
            created=made or entry.created,
            maybe=call.units is not None if made else entry.maybe,
        )


def _are_batches(calls: Sequence[Call]) -> bool:
    """Whether these are parts of one batch: the same request, each for several resources of its own."""
    carried = [address for call in calls for address in call.carries]
    alike = len({(call.method, call.path) for call in calls}) == 1
    return alike and len(calls) < len(carried) == len({*carried})


def _misshapen(call: Call, error: Exception) -> Finding:
    return _unclear(call, f"is not of the documented shape: {error!r}")


def _silent(call: Call) -> Finding:
    return _unclear(call, "says nothing about it")


def _unclear(call: Call, told: str) -> Finding:
    summary = f"the answer to {call.request} {told}"
    hint = "run `revops plan`: it shows whether the change arrived"
    return Finding("RV411", Severity.WARNING, summary, hint)
