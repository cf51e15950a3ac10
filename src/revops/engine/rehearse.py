"""Every conversation of a plan, held with a portal that agrees: the exact requests, without a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from revops.engine.conversation import hold
from revops.engine.order import PHASES, layers, rank
from revops.engine.situation import Place, Situation
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Change


@dataclass(frozen=True)
class Rehearsal:
    """The requests that the approved changes of a plan will send, in order."""

    calls: tuple[tuple[str, Call], ...] = ()
    """(phase, call)"""

    @property
    def writes(self) -> int:
        return sum(1 for _, call in self.calls if call.carries)

    @cached_property
    def counts(self) -> Counter[tuple[str, Address]]:
        """Requests by phase and address that they carry."""
        return Counter((phase, address) for phase, call in self.calls for address in call.carries)


def rehearse(changes: Sequence[Change], situation: Situation) -> Rehearsal:
    """Compile everything that would run if all was agreed to."""
    context = replace(situation.context, names=replace(situation.context.names, rehearsal=True))
    found: list[tuple[str, Call]] = []
    for phase, group in groups(changes, situation):
        kind = situation.kinds[group[0].address.kind]

        def ask(calls: Sequence[Call], phase: str = phase) -> list[Answer]:
            found.extend((phase, call) for call in calls)
            return [oblige(call) for call in calls]

        hold(kind.compile(group, context), ask)
    return Rehearsal(tuple(found))


def oblige(call: Call) -> Answer:
    """What a portal would answer that does as it is asked."""
    body = call.rehearsal if call.rehearsal is not None else call.body
    return Answer(200, body, call.rehearsal_headers)


def groups(changes: Sequence[Change], situation: Situation) -> Iterator[tuple[str, list[Change]]]:
    """(phase, changes of one kind and scope), in the order of a run; only what runs and writes."""
    for phase, wave in waves(changes, situation):
        for group in by_place(wave).values():
            yield phase, group


def waves(changes: Sequence[Change], situation: Situation) -> Iterator[tuple[str, list[Change]]]:
    """(phase, layer) for all changes that write and are approved."""
    ranks = rank(situation.kinds.values())
    for phase in PHASES:
        mine = [c for c in changes if c.phase is phase and c.action.writes and c.approved]
        for layer in layers(mine, ranks):
            yield phase.value, layer


def by_place(changes: Sequence[Change]) -> dict[Place, list[Change]]:
    """Changes by kind and scope, each in the order given."""
    found: dict[Place, list[Change]] = {}
    for change in changes:
        found.setdefault((change.address.kind, change.address.scope), []).append(change)
    return found
