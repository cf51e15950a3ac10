"""A toy kind and a toy portal, small enough to see through, for the tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.kinds.base import Settled
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.spec import Observation, Observed, Phase, Resource


@dataclass(frozen=True)
class ToyKind:
    """Things with free units; `on` is switched in the ENABLE phase."""

    name: str = "toy"
    section: str = "toys"
    section_type: object = dict
    after: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ("toys",)
    writes: tuple[str, ...] = ("toys",)
    restores: bool = False
    lapses: bool = False
    unlisted: bool = False

    def expand(self, section, near):
        return ()

    def observe(self, scope, wanted, context):
        (answer,) = yield (Call("toys", "GET", f"/{scope}"),)
        found = tuple(
            Observed(Address(self.name, scope, key), f"id-{key}", body) for key, body in answer.body.items()
        )
        known = {a for a, e in context.ledger.entries.items() if e.id}
        if self.unlisted:
            found = tuple(observed for observed in found if observed.address in known)
        return Observation(found, unknown="the list is known to omit things" if self.unlisted else "")

    def resolve(self, resource, seen, context):
        return resource

    def phase(self, path, actual):
        return Phase.ENABLE if path == "on" else Phase.DEFINE

    def follow(self, resource, moved):
        return {"on": False} if self.lapses and moved - {"on"} else {}

    def compile(self, changes, context):
        calls = []
        for change in changes:
            where = f"/{change.address.scope}/{change.address.name}"
            if change.action.value == "delete":
                calls.append(Call("toys", "DELETE", where, carries=(change.address,)))
                continue
            method = "POST" if change.action.value == "create" else "PATCH"
            body = {unit.path: unit.after for unit in change.units if unit.after is not MISSING}
            calls.append(Call("toys", method, where, body=body, carries=(change.address,)))
        yield tuple(calls)

    def settle(self, call, answer, context):
        for address in call.carries:
            if answer.ok:
                yield Settled(address, done=True, id=f"id-{address.name}")
            else:
                finding = Finding("RV500", Severity.ERROR, f"HubSpot said {answer.status}")
                yield Settled(address, done=False, finding=finding)

    def learn(self, address, keys):
        return {}

    def hazards(self, change):
        return ()

    def by_hand(self, change, context):
        return ""


@dataclass
class ToyPortal:
    """Holds things by scope; `script` maps the n-th write to what goes wrong."""

    things: dict[str, dict[str, dict]] = field(default_factory=dict)
    script: Mapping[int, str] = field(default_factory=dict)
    drops: frozenset[str] = frozenset()
    """Units that are accepted and not kept."""
    writes: list[Call] = field(default_factory=list)
    reads: int = 0
    broken: bool = False

    def send(self, call: Call) -> Answer:
        if call.method == "GET":
            self.reads += 1
            if self.broken:
                return Answer(403, {})
            return Answer(200, {k: dict(v) for k, v in self.things.get(call.path[1:], {}).items()})
        self.writes.append(call)
        fault = self.script.get(len(self.writes), "")
        if fault == "refused":
            return Answer(400, {})
        if fault != "lost before":
            self._commit(call)
        return Answer(0, fault="time-out") if fault.startswith("lost") else Answer(200, call.body)

    def _commit(self, call: Call) -> None:
        _, scope, name = call.path.split("/")
        shelf = self.things.setdefault(scope, {})
        if call.method == "DELETE":
            shelf.pop(name, None)
            return
        kept = {path: value for path, value in call.body.items() if path not in self.drops}
        if call.method == "POST":
            kept.setdefault("on", False)
        shelf.setdefault(name, {}).update(kept)

    def explain(self, answer: Answer, call: Call) -> Finding:
        return Finding("RV501", Severity.ERROR, f"{call.method} {call.path}: {answer.fault or answer.status}")


def toy(name: str, /, *, scope: str = "box", needs=(), **units) -> Resource:
    return Resource(Address("toy", scope, name), units, needs=frozenset(needs))
