"""Every write is read back (rule 10), and an uncertain one is found out about (rule 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from revops.engine.attempt import Attempt
from revops.engine.merge import equal
from revops.engine.run import Run
from revops.engine.situation import Place
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Action, UnitChange
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry
from revops.model.outcome import Status
from revops.model.spec import Absent, Observation, Observed, Presence, Present, Unknown

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 4.0


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
        pending = [a for a in self.attempts.values() if a.accepted or a.uncertain]
        seen = self._until_shown(pending) if pending else Observation()
        for attempt in self.attempts.values():
            if attempt in pending:
                self._judge(attempt, seen.presence(attempt.change.address))
            else:
                self._refused(attempt)
        self.run.record(self.entries)

    def _until_shown(self, pending: list[Attempt]) -> Observation:
        wanted = [a.change.resource for a in pending if a.change.resource]
        deadline = self.run.clock() + max(self.run.lag(surface) for surface in self.kind.writes)
        pause = FIRST_PAUSE
        while True:
            seen = self.run.look(self.place, wanted)
            late = self.run.clock() + pause > deadline
            if late or all(self._shown(a, seen.presence(a.change.address)) for a in pending):
                return seen
            self.run.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _shown(self, attempt: Attempt, presence: Presence) -> bool:
        if attempt.change.action is Action.DELETE:
            return isinstance(presence, Absent)
        return isinstance(presence, Present) and not different(attempt, presence.observed)

    def _judge(self, attempt: Attempt, presence: Presence) -> None:
        if attempt.change.action is Action.DELETE:
            self._judge_removal(attempt, presence)
            return
        match presence:
            case Present(observed):
                self._present(attempt, observed)
            case Absent():
                self._not_there(attempt)
            case Unknown(reason):
                self._unknown(attempt, reason)
            case _ as never:
                assert_never(never)

    def _judge_removal(self, attempt: Attempt, presence: Presence) -> None:
        if isinstance(presence, Absent):
            attempt.status = Status.DONE
            self.entries[attempt.change.address] = None
        elif isinstance(presence, Present):
            attempt.findings.append(self._finding("RV431", attempt, "it is still in the portal"))
        else:
            attempt.status = Status.UNKNOWN

    def _present(self, attempt: Attempt, observed: Observed) -> None:
        lost = [] if observed.unreadable else different(attempt, observed)
        if attempt.uncertain and lost:
            self._doubtful(attempt, observed, lost)
            return
        attempt.status = Status.DONE
        if observed.unreadable:
            attempt.findings.append(
                self._finding("RV433", attempt, "it cannot be read back", observed.unreadable)
            )
        self.run.learn(self.kind.learn(attempt.change.address, {"": observed.id, **observed.keys}))
        self._record(attempt, observed, lost)
        for unit in lost:
            attempt.findings.append(self._not_kept(attempt, unit, observed))

    def _doubtful(self, attempt: Attempt, observed: Observed, lost: list[UnitChange]) -> None:
        """The answer was lost and the portal shows something else than was sent."""
        paths = ", ".join(unit.path for unit in lost)
        if attempt.creates:
            attempt.status = Status.AMBIGUOUS
            told = f"something of that name is there, but {paths} differ from what was sent"
        else:
            attempt.status = Status.FAILED
            told = f"the change did not arrive ({paths})"
        attempt.findings.append(
            self._finding("RV432", attempt, told, f"id {observed.id}" if observed.id else "")
        )

    def _record(self, attempt: Attempt, observed: Observed, lost: list[UnitChange]) -> None:
        change, entry = attempt.change, self.run.entry(attempt.change.address)
        paths = self._paths(attempt)
        shown = change.after() if observed.unreadable else observed.units
        units = {path: value for path, value in entry.units.items() if path not in paths}
        units |= {path: shown[path] for path in sorted(paths) if path in shown}
        kept = {path: told for path, told in entry.unkept.items() if path not in paths}
        for unit in lost:
            kept[unit.path] = {
                "sent": None if unit.after is MISSING else unit.after,
                "kept": observed.units.get(unit.path),
            }
        self.entries[change.address] = replace(
            entry,
            id=observed.id or attempt.id or entry.id,
            keys={**entry.keys, **attempt.keys, **observed.keys},
            units=units,
            created=entry.created or attempt.creates,
            maybe=False,
            unkept=kept,
        )

    def _paths(self, attempt: Attempt) -> set[str]:
        """The units whose base this write sets: those it moved, those that lapse, all of a new resource."""
        change = attempt.change
        paths = {unit.path for unit in change.units}
        if change.resource and attempt.creates:
            return paths | change.resource.units.keys()
        if change.resource:
            paths |= self.kind.follow(change.resource, frozenset(paths)).keys() & change.resource.units.keys()
        return paths

    def _not_there(self, attempt: Attempt) -> None:
        if attempt.uncertain:
            attempt.status = Status.FAILED
            told = "the answer was lost, and the portal proves that nothing was made"
            entry = self.run.entry(attempt.change.address)
            if entry.maybe and not entry.created:
                self.entries[attempt.change.address] = None
        else:
            attempt.status = Status.UNKNOWN
            told = "HubSpot answered yes, but does not show it"
        attempt.findings.append(self._finding("RV431", attempt, told))

    def _unknown(self, attempt: Attempt, reason: str) -> None:
        attempt.status = Status.DONE if attempt.accepted and not attempt.uncertain else Status.UNKNOWN
        told = "it cannot be read back" if attempt.accepted else "nobody knows whether the write happened"
        attempt.findings.append(self._finding("RV433", attempt, told, reason))

    def _refused(self, attempt: Attempt) -> None:
        """HubSpot said no. Where a person can do it in HubSpot, the next plan says how."""
        if not attempt.by_hand:
            return
        attempt.status = Status.LEFT
        entry = self.run.entry(attempt.change.address)
        told = {
            unit.path: {"sent": unit.after, "kept": None if unit.before is MISSING else unit.before}
            for unit in attempt.change.units
            if unit.after is not MISSING
        }
        before = {u.path: u.before for u in attempt.change.units if u.before is not MISSING}
        self.entries[attempt.change.address] = replace(
            entry, units={**before, **entry.units}, unkept={**entry.unkept, **told}
        )

    def _not_kept(self, attempt: Attempt, unit: UnitChange, observed: Observed) -> Finding:
        kept = observed.units.get(unit.path, MISSING)
        told = f"HubSpot accepted {unit.path} = {unit.after!r} and keeps {kept!r}"
        return self._finding(
            "RV430", attempt, told, "decide with `revops drift --keep` or change the blueprint"
        )

    def _finding(self, code: str, attempt: Attempt, summary: str, hint: str = "") -> Finding:
        return Finding(code, Severity.WARNING, summary, hint, attempt.change.address)


def different(attempt: Attempt, observed: Observed) -> list[UnitChange]:
    """The units of the change that the portal does not show as they were sent."""
    return [
        unit
        for unit in attempt.change.units
        if not equal(unit.path, unit.after, observed.units.get(unit.path, MISSING))
    ]
