"""Every write is read back (rule 10), and an uncertain one is found out about (rule 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from revops.engine.attempt import Attempt
from revops.engine.hosts import standing_on
from revops.engine.run import Run
from revops.engine.shown import different, is_hopeless, is_shown, proven
from revops.engine.situation import Place
from revops.engine.unfinished import differing, remembered, switched_off, unmoved_orders
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Action, UnitChange
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry
from revops.model.move import COPIED
from revops.model.outcome import Status
from revops.model.spec import STAYING, Absent, Observation, Observed, Phase, Presence, Present, Unknown

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 4.0
_AGAIN = "run `revops apply` again: it does the rest"
_NAMED = 5
"""Units that a finding names, so that a long workflow stays one line."""


@dataclass
class Readback:
    """Looks at one place until it shows what was sent, or until the surface's lag has passed."""

    run: Run
    place: Place
    attempts: Mapping[Address, Attempt]
    entries: dict[Address, Entry | None] = field(default_factory=dict)
    """What goes into the ledger once all are judged."""

    @property
    def kind(self) -> Kind:
        return self.run.situation.kinds[self.place[0]]

    def settle(self) -> None:
        """Give every attempt its status and its ledger entry."""
        pending = [a for a in self.attempts.values() if a.touched or not a.stuck]
        seen = self._until_shown(pending) if pending else Observation()
        for attempt in self.attempts.values():
            if attempt.touched or not attempt.stuck:
                self._judge(attempt, proven(attempt, seen))
            elif attempt.by_hand:
                self._leave(attempt, attempt.change.units)
        self.run.record(self.entries)

    def _until_shown(self, pending: Sequence[Attempt]) -> Observation:
        wanted = [a.change.resource for a in pending if a.change.resource]
        deadline = self.run.clock() + max(self.run.lag(surface) for surface in self._written(pending))
        pause = FIRST_PAUSE
        while True:
            seen = self.run.look(self.place, wanted)
            late = self.run.clock() + pause > deadline or self.run.halted
            if late or all(is_shown(a, seen) or is_hopeless(a, seen) for a in pending):
                return seen
            self.run.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _written(self, pending: Sequence[Attempt]) -> tuple[str, ...]:
        """The surfaces whose lag counts; that of a search where records were moved."""
        moved = any(attempt.change.phase is Phase.MOVE for attempt in pending)
        return (*self.kind.writes, *self.kind.moves) if moved else self.kind.writes

    def _judge(self, attempt: Attempt, found: Presence) -> None:
        if attempt.change.action is Action.DELETE:
            self._judge_removal(attempt, found)
            return
        match found:
            case Present(observed):
                self._present(attempt, observed)
            case Absent():
                self._not_there(attempt)
            case Unknown(reason):
                self._unknown(attempt, reason)
            case _ as never:
                assert_never(never)

    def _judge_removal(self, attempt: Attempt, found: Presence) -> None:
        """HubSpot's yes is enough where absence can never be proven, or another thing has the name."""
        if isinstance(found, Present) and attempt.answered and self._is_another(attempt, found.observed):
            found = Absent()
        if isinstance(found, Absent) or (isinstance(found, Unknown) and not attempt.stuck):
            attempt.status = Status.DONE
            gone = attempt.change.address
            below = standing_on(gone, self.run.context.ledger.entries)
            self.entries |= dict.fromkeys([gone, *below], None)
        elif isinstance(found, Present):
            self._tell("RV431", attempt, "it is still in the portal")
        else:
            attempt.status = Status.UNKNOWN
            self._tell("RV433", attempt, "nobody knows whether it is gone", found.reason)

    def _is_another(self, attempt: Attempt, observed: Observed) -> bool:
        """True for what was found by its name and is not what was deleted."""
        actual, entry = attempt.change.actual, self.run.entry(attempt.change.address)
        deleted = actual.id if actual else entry.id
        return bool(deleted) and observed.id != deleted

    def _present(self, attempt: Attempt, observed: Observed) -> None:
        self.run.learn(self.kind.learn(attempt.change.address, {"": observed.id, **observed.keys}))
        if observed.unreadable:
            self._unknown(attempt, observed.unreadable)
            return
        lost = different(attempt, observed)
        strange = self._strange(attempt, observed)
        if strange:
            attempt.status = Status.AMBIGUOUS
            told = f"something of that name is there, but {few(strange, _NAMED)} differ from what was sent"
            self._tell("RV432", attempt, told, f"id {observed.id}" if observed.id else "")
        elif attempt.change.phase.is_counted:
            self._counted(attempt, observed, lost)
        elif lost and attempt.stuck:
            self._partial(attempt, observed, lost)
        else:
            attempt.status = Status.DONE
            self._record(attempt, observed, {unit.path: _unkept(unit, observed) for unit in lost})
            for unit in lost:
                self._tell(UNKEPT, attempt, _not_kept(unit, observed), _DECIDE)

    def _strange(self, attempt: Attempt, observed: Observed) -> Sequence[str]:
        """Units that tell that what is there is not what the lost create has sent."""
        entry = self.run.entry(attempt.change.address)
        if not (attempt.uncertain and attempt.creates) or entry.created:
            return ()
        return differing(entry, observed, entry.units)

    def _partial(self, attempt: Attempt, observed: Observed, lost: Sequence[UnitChange]) -> None:
        """What is there now is this run's work as far as it came: the next one goes on from there."""
        if attempt.by_hand:
            self._record(attempt, observed, {})
            self._leave(attempt, lost)
            return
        attempt.status = Status.FAILED
        self._record(attempt, observed, {}, unfinished=attempt.creates)
        self._tell("RV434", attempt, f"{few([unit.path for unit in lost], _NAMED)} did not arrive", _AGAIN)

    def _counted(self, attempt: Attempt, observed: Observed, lost: Sequence[UnitChange]) -> None:
        """What is left is counted again by the next plan, and goes on from there."""
        attempt.status = Status.DONE
        if attempt.change.phase is Phase.REMOVE:
            self._record(attempt, observed, {})
        elif copied := {path: mark for path, mark in observed.keys.items() if path.startswith(COPIED)}:
            entry = self.run.entry(attempt.change.address)
            self.entries[attempt.change.address] = replace(entry, keys={**entry.keys, **copied})
        if not lost:
            return
        failed = attempt.stuck or attempt.change.phase is Phase.MOVE
        attempt.status = Status.FAILED if failed else Status.LEFT
        told = ", ".join(
            observed.locked.get(u.path) or f"{u.path} is {observed.units.get(u.path)!r}, was {u.before!r}"
            for u in lost
        )
        self._tell("RV672", attempt, f"not all is done: {told}", _COUNT)

    def _record(
        self, attempt: Attempt, observed: Observed, unkept: Mapping[str, Json], *, unfinished: bool = False
    ) -> None:
        entry = self.run.entry(attempt.change.address)
        paths = {
            *self._paths(attempt, entry, lapsed=not unkept),
            *unmoved_orders(attempt.change.resource, entry, observed),
        }
        held = remembered(attempt.change.resource, entry, observed)
        units = {path: value for path, value in held.items() if path not in paths}
        agreed = [path for path in sorted(paths) if not self.kind.phase(path, observed).is_counted]
        units |= {path: observed.units[path] for path in agreed if path in observed.units}
        kept = {path: told for path, told in entry.unkept.items() if path not in paths}
        self.entries[attempt.change.address] = replace(
            entry,
            id=observed.id or attempt.id or entry.id,
            keys={**entry.keys, **attempt.keys, **observed.keys},
            units=units,
            created=entry.created or attempt.creates,
            maybe=unfinished,
            unkept={**kept, **unkept},
        )

    def _paths(self, attempt: Attempt, entry: Entry, *, lapsed: bool) -> Collection[str]:
        """The units whose base this write sets: those it moved, those that lapse, all of a new resource.

        Where the portal still shows what was there before, it tells nothing of what lapses.
        """
        resource, paths = attempt.change.resource, {unit.path for unit in attempt.change.units}
        if resource and (attempt.creates or entry.maybe):
            return paths | resource.units.keys()
        if resource and lapsed:
            paths |= self.kind.follow(resource, frozenset(paths)).keys() & resource.units.keys()
        return paths

    def _not_there(self, attempt: Attempt) -> None:
        entry = self.run.entry(attempt.change.address)
        if attempt.change.action is Action.REPLACE and attempt.stuck and not attempt.made:
            self.entries[attempt.change.address] = None
            self._tell("RV431", attempt, "what was there is removed, and the new one is not made yet", _AGAIN)
        elif attempt.answered:
            attempt.status = Status.UNKNOWN
            self._tell("RV431", attempt, "HubSpot answered yes, but does not show it")
        elif attempt.uncertain:
            self._tell("RV431", attempt, "the answer was lost, and the portal proves that nothing was made")
            if entry.maybe and not entry.created:
                self.entries[attempt.change.address] = None
        else:
            self._tell("RV431", attempt, "it is not in the portal any more")

    def _unknown(self, attempt: Attempt, reason: str) -> None:
        """Where nothing can be read, HubSpot's yes to every request is taken for the fact.

        What the blueprint does not manage any more may be gone with it: of that nothing is known, besides
        that options and stages stay.
        """
        if attempt.stuck:
            attempt.status = Status.UNKNOWN
            self._tell("RV433", attempt, "nobody knows whether the write happened", reason)
            return
        attempt.status = Status.DONE
        self._tell("RV433", attempt, "it cannot be read back", reason)
        entry, change = self.run.entry(attempt.change.address), attempt.change
        resource, units = change.resource, {**entry.units}
        if resource:
            lapsed = self.kind.follow(resource, frozenset(unit.path for unit in change.units))
            off = switched_off(resource, self.kind) if attempt.creates else {}
            stays = () if attempt.creates else STAYING
            units = {
                path: value
                for path, value in {**units, **lapsed, **off}.items()
                if path in resource.units or path.startswith(stays)
            }
        gone = {unit.path for unit in change.units if unit.after is MISSING}
        units = {path: value for path, value in {**units, **change.after()}.items() if path not in gone}
        self.entries[change.address] = replace(entry, units=units, maybe=False)

    def _leave(self, attempt: Attempt, units: Sequence[UnitChange]) -> None:
        """HubSpot said no, and a person can do it in HubSpot: the next plan says how."""
        attempt.status = Status.LEFT
        address = attempt.change.address
        entry = self.entries.get(address) or self.run.entry(address)
        told = {
            unit.path: {"sent": unit.after, "kept": None if unit.before is MISSING else unit.before}
            for unit in units
            if unit.after is not MISSING
        }
        before = {unit.path: unit.before for unit in units if unit.before is not MISSING}
        self.entries[address] = replace(
            entry, units={**before, **entry.units}, unkept={**entry.unkept, **told}
        )

    def _tell(self, code: str, attempt: Attempt, summary: str, hint: str = "") -> None:
        attempt.note(Finding(code, Severity.WARNING, summary, hint))


UNKEPT = "RV430"
"""Code of what HubSpot accepted and did not keep."""

_COUNT = "revops plan counts again, and shows what is left"
_DECIDE = "decide with `revops drift --keep` or change the blueprint"


def _unkept(unit: UnitChange, observed: Observed) -> Json:
    return {"sent": None if unit.after is MISSING else unit.after, "kept": observed.units.get(unit.path)}


def _not_kept(unit: UnitChange, observed: Observed) -> str:
    kept = observed.units.get(unit.path, MISSING)
    return f"HubSpot accepted {unit.path} = {unit.after!r} and keeps {kept!r}"
