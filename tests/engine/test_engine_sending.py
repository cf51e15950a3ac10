"""What goes out at the same time, and what waits for the answer before it."""

from __future__ import annotations

from threading import Barrier, BrokenBarrierError, Lock

import pytest
from toys import ToyKind, toy

from revops.engine.attempt import Attempt
from revops.engine.run import Run
from revops.engine.sending import Sending
from revops.engine.situation import Situation
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.ledger import Ledger
from revops.model.spec import Phase

LONG, SHORT = 10.0, 0.2
"""Seconds for a request that is sure to come, and for one that is not to come."""


class Portal:
    """Answers with yes once so many requests are here together, or once one has waited long enough."""

    def __init__(self, together, patience=LONG):
        self.gate, self.patience = Barrier(together), patience
        self.lock = Lock()
        self.here = self.most = 0
        self.paths = []

    def send(self, call):
        with self.lock:
            self.paths.append(call.path)
            self.here += 1
            self.most = max(self.most, self.here)
        try:
            self.gate.wait(self.patience)
        except BrokenBarrierError:
            self.gate.reset()
        with self.lock:
            self.here -= 1
        return Answer(200, {})


def creating(name):
    unit = UnitChange("label", MISSING, name)
    return Change(toy(name).address, Phase.DEFINE, Action.CREATE, (unit,), resource=toy(name, label=name))


def sent(portal, *batches, paths=("/box",)):
    """The ledger after these requests, one for each batch of names."""
    changes = {name: creating(name) for batch in batches for name in batch}
    attempts = {change.address: Attempt(change) for change in changes.values()}
    calls = [
        Call("toys", "POST", path, body={}, carries=tuple(changes[name].address for name in batch))
        for batch, path in zip(batches, paths * len(batches), strict=False)
    ]
    kind, saved = ToyKind(), []
    run = Run(Situation({"toy": kind}, (), Context(ledger=Ledger(7))), portal, saved.append, lambda _: 0.0)
    answers = Sending(run, kind, attempts).ask(calls)
    assert [answer.status for answer in answers] == [200] * len(batches)
    return saved[-1]


def test_parts_of_a_batch_are_on_their_way_at_once():
    """Three wait for each other at the portal, and every resource is in the ledger afterwards."""
    portal = Portal(together=3)

    ledger = sent(portal, ["a", "b"], ["c", "d"], ["e", "f"])

    assert portal.most == 3
    assert {str(address) for address in ledger.entries} == {f"toy.box.{name}" for name in "abcdef"}
    assert all(entry.created for entry in ledger.entries.values())


@pytest.mark.parametrize(
    ("batches", "paths"),
    [
        ([["a"], ["b"], ["c"]], ["/box"]),
        ([["a", "b"], ["b", "c"]], ["/box"]),
        ([["a", "b"], ["c", "d"]], ["/box/1", "/box/2"]),
    ],
    ids=["one each", "one in two of them", "different requests"],
)
def test_all_else_goes_out_one_after_the_other(batches, paths):
    """A later request may rely on an earlier one: each waits for another beside it, which does not come."""
    portal = Portal(together=2, patience=SHORT)

    sent(portal, *batches, paths=paths)

    assert portal.most == 1
    assert portal.paths == (paths * len(batches))[: len(batches)]
