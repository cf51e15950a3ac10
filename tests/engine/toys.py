"""A toy kind and a toy portal, small enough to see through, for the tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.engine.capability import Grants
from revops.engine.execute import execute
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.run import Run
from revops.engine.survey import Wish, survey
from revops.kinds.base import Settled
from revops.model.address import Address, Origin
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.finding import Finding, Refused, Severity
from revops.model.ledger import Ledger
from revops.model.plan import Consents, PortalFacts
from revops.model.spec import Observation, Observed, Phase, Resource
from revops.model.surface import Surface


@dataclass(frozen=True)
class ToyKind:
    """Things with free units; `on` is switched in the ENABLE phase."""

    name: str = "toy"
    section: str = "toys"
    section_type: object = dict
    after: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ("toys",)
    writes: tuple[str, ...] = ("toys",)
    deletes: bool = True
    publishes: tuple[str, ...] = ()
    lapses: bool = False
    unlisted: bool = False
    stepwise: bool = False
    """A create sends the units `late_…` in a second request."""
    looks_first: bool = False
    """A list is read before anything is written."""
    breaks: str = ""
    """`compile` or `settle`: where it stumbles over an answer."""
    bars: Mapping[str, Finding] = field(default_factory=dict)
    """Why the writes of some things are not to be sent, by name."""

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

    def instead(self, resource, seen, why):
        return (), ()

    def resolve(self, resource, seen, context):
        return resource

    def phase(self, path, actual):
        return Phase.ENABLE if path == "on" else Phase.DEFINE

    def follow(self, resource, moved):
        return {"on": False} if self.lapses and moved - {"on"} else {}

    def compile(self, changes, context):
        if self.breaks == "compile" and not context.names.rehearsal:
            raise KeyError("results")
        if self.looks_first:
            yield (Call("toys", "GET", f"/{changes[0].address.scope}", rehearsal={}),)
        late = self.stepwise and [change for change in changes if change.action.value == "create"]
        yield tuple(self._call(change) for change in changes)
        if late:
            yield tuple(self._late(change) for change in late)

    def _call(self, change):
        where, carries = f"/{change.address.scope}/{change.address.name}", (change.address,)
        body = dict(change.after())
        if change.action.value == "delete":
            return Call("toys", "DELETE", where, carries=carries)
        if change.action.value == "update":
            return Call("toys", "PATCH", where, body=body, carries=carries)
        if not self.stepwise:
            barred = self.bars.get(change.address.name)
            return Call("toys", "POST", where, body=body, carries=carries, barred=barred)
        first = {path: value for path, value in body.items() if not path.startswith("late_")}
        return Call("toys", "POST", where, body=first, carries=carries, units=frozenset(first))

    def _late(self, change):
        rest = {path: value for path, value in change.after().items() if path.startswith("late_")}
        where = f"/{change.address.scope}/{change.address.name}"
        return Call("toys", "PATCH", where, body=rest, carries=(change.address,))

    def settle(self, call, answer, context):
        if self.breaks == "settle":
            raise TypeError("no such member")
        for address in call.carries:
            if answer.body == "silent":
                return
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
    blind_from: int = 10_000
    """The number of the first read that is refused."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """What the portal puts into a new thing by itself."""

    def send(self, call: Call) -> Answer:
        if call.method == "GET":
            self.reads += 1
            if self.broken or self.reads >= self.blind_from:
                return Answer(403, {})
            return Answer(200, {k: dict(v) for k, v in self.things.get(call.path[1:], {}).items()})
        self.writes.append(call)
        fault = self.script.get(len(self.writes), "")
        if fault == "unsendable":
            raise Refused([Finding("RV515", Severity.ERROR, "that is no path, so nothing was sent")], 4)
        if fault == "refused":
            return Answer(400, {})
        if fault != "lost before":
            self._commit(call)
        if fault.startswith("lost"):
            return Answer(0, fault="time-out")
        return Answer(200, "silent" if fault == "silent" else call.body)

    def _commit(self, call: Call) -> None:
        _, scope, name = call.path.split("/")
        shelf = self.things.setdefault(scope, {})
        if call.method == "DELETE":
            shelf.pop(name, None)
            return
        kept = {path: value for path, value in call.body.items() if path not in self.drops}
        if call.method == "POST":
            kept = {"on": False, **self.extra, **kept}
        shelf.setdefault(name, {}).update(kept)

    def explain(self, answer: Answer, call: Call) -> Finding:
        return Finding("RV501", Severity.ERROR, f"{call.method} {call.path}: {answer.fault or answer.status}")


def toy(name: str, /, *, kind: str = "toy", scope: str = "box", needs=(), **units) -> Resource:
    return Resource(Address(kind, scope, name), units, needs=frozenset(needs))


A, B = Address("toy", "box", "a"), Address("toy", "box", "b")


class Bench:
    """One project against one toy portal."""

    def __init__(self, portal=None, *kinds):
        self.portal = portal or ToyPortal()
        self.kinds = {kind.name: kind for kind in kinds or (ToyKind(),)}
        self.ledger = Ledger(7)
        self.now = 0.0
        self.saves = 1000
        """How often the disk takes the ledger."""

    def situation(self, *wanted, removed=(), **consents):
        context = Context(ledger=self.ledger, portal=PortalFacts(7, protected=False))
        surfaces = {"toys": Surface("toys", {"v1": "/toys"})}
        wish = Wish(tuple(wanted), dict.fromkeys(removed, Origin()))
        found = survey(wish, self.kinds, context, Reader(self.portal), surfaces, Grants())
        return found.consenting(Consents({flag: tuple(value) for flag, value in consents.items()}))

    def plan(self, *wanted, **options):
        return make_plan(self.situation(*wanted, **options))

    def apply(self, *wanted, **options):
        return list(self.start(*wanted, **options))

    def start(self, *wanted, **options):
        """An apply whose outcomes are asked for one by one."""
        situation = self.situation(*wanted, **options)
        self.run = Run(situation, self.portal, self._save, lambda _: 2.0, self._sleep, lambda: self.now)
        return execute(make_plan(situation), self.run)

    def _save(self, ledger):
        self.saves -= 1
        if self.saves < 0:
            raise Refused([Finding("RV601", Severity.ERROR, "the ledger cannot be written")], 4)
        self.ledger = ledger

    def _sleep(self, seconds):
        self.now += seconds


def actions(plan):
    return [(str(change.address), change.phase.value, change.action.value) for change in plan.changes]


def statuses(outcomes):
    return [(outcome.change.address.name, outcome.status) for outcome in outcomes]
