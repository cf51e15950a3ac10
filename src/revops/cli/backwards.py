"""A run the other way round: what it touched, described as the portal had it before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from revops.blueprint.load import Blueprint, load
from revops.blueprint.write import keep as write_back
from revops.cli.lost import added, again, by_hand, lost, others, over, shown, staying, unloaded
from revops.cli.session import Session
from revops.cli.trail import Trail, above, parsed
from revops.cli.trial import copied
from revops.engine.merge import equal, is_order
from revops.engine.situation import Situation
from revops.kinds import KINDS
from revops.model.address import Address, Origin
from revops.model.change import Action, UnitChange
from revops.model.finding import Finding, Refused, Severity
from revops.model.history import PastChange, PastRun
from revops.model.json import MISSING, Json, digest
from revops.model.outcome import Status
from revops.model.plan import Plan
from revops.model.spec import STAYING, Phase, Present, Resource

_TOUCHED: Final = tuple(one.value for one in Status if one not in (Status.SKIPPED, Status.LEFT))
"""Endings after which the portal may be another one than before; the comparison tells. What was only planned
was not sent."""
_BY_HAND: Final = (Action.MANUAL, Action.BLOCKED)
_OF_FILES: Final = "RV122"
"""Code of a value that these files do not take; other files may."""
_COUNTED: Final = tuple(phase.value for phase in Phase if phase.is_counted)
_ACTIONS: Final = {action.value for action in Action}
_PHASES: Final = {phase.value for phase in Phase}
_SWITCHES: Final = {
    Phase.PUBLISH.value: "what came of its being published stays",
    Phase.ENABLE.value: "what it did while it was on stays: mails that went out, records that changed",
}


@dataclass
class Backwards:
    """What a rollback wants: resources as they were, what is to go, and what cannot come back."""

    run: PastRun
    trail: Trail
    created: list[Address] = field(default_factory=list)
    ids: dict[Address, str] = field(default_factory=dict)
    """The portal's ids of what the run made, as far as it came to know them."""
    off: dict[Address, set[str]] = field(default_factory=dict)
    """Switches to turn off: those that the run turned on, and of what it made those of later runs, too."""
    remade: frozenset[Address] = frozenset()
    """What a later run made, or was about to: then nothing of the run was there any more."""
    units: dict[Address, dict[str, UnitChange]] = field(default_factory=dict)
    """What was written to what was there before, by path; of several writes the first."""
    only: dict[Address, frozenset[str]] = field(default_factory=dict)
    """The units that are to go back; whatever else the files say of a thing is not meant."""
    lost: list[Finding] = field(default_factory=list)
    parts: list[tuple[Address, UnitChange]] = field(default_factory=list)
    """Options and stages that were added, which stay."""
    resources: tuple[Resource, ...] = ()
    unwritten: set[tuple[Address, str]] = field(default_factory=set)
    """Units of which the files do not take the old value; it was told why."""

    @classmethod
    def of(
        cls, run: PastRun, changes: Sequence[PastChange], later: Sequence[PastChange], session: Session
    ) -> Backwards:
        """Sort what the run did, and describe it as it was.

        Args:
            run: that is to be taken back.
            changes: its own, in its order.
            later: those of the runs after it, oldest first; they tell what has another address by now, and
                what was switched on since.
            session: of its portal.
        """
        found = cls(run, Trail.of(later, session.blueprint))
        found.lost.extend(unloaded(session.blueprint, run))
        touched = [change for change in changes if change.status in _TOUCHED]
        made = {change.address for change in touched if change.action == Action.CREATE.value}
        found.remade = frozenset(found._made(later))
        for change in touched:
            found._sort(change, session, new=change.address in made)
        found.lost.extend(added(found.parts, session.context.ledger, found.units))
        for change in (*touched, *later):
            found._switched(change)
        found._describe(session)
        return found

    def blueprint(self, own: Blueprint) -> Blueprint:
        """The blueprint of the way back; nothing but what the run touched is in it."""
        told = [self.run.id, *(sorted(map(str, one)) for one in (self.created, self.units, self.off))]
        return replace(
            own,
            resources=self.resources,
            removed=dict.fromkeys(self.created, Origin()),
            moved=(),
            findings=tuple(self.lost),
            digest=digest(told),
        )

    @property
    def switches(self) -> Mapping[Address, frozenset[str]]:
        return {address: frozenset(paths) for address, paths in self.off.items()}

    @property
    def sent(self) -> Mapping[Address, Mapping[str, UnitChange]]:
        """What the run wrote to what was there before, and without units what it made."""
        return {**{address: {} for address in self.created}, **self.units}

    def meant(self, situation: Situation) -> Mapping[Address, Origin]:
        """What is to go, without what the ledger forgot as it went: something else may have its name now."""
        return {at: there for at, there in situation.removed.items() if not self._is_other(at, situation)}

    def _is_other(self, address: Address, situation: Situation) -> bool:
        made, presence = self.ids.get(address), situation.presence(address)
        if not made or situation.context.ledger.entry(address) or not isinstance(presence, Present):
            return False
        return presence.observed.id not in ("", made)

    def unreached(self, plan: Plan) -> Iterator[Finding]:
        """What is not as it was and the plan cannot put back."""
        for change in plan.changes:
            if change.address in self.created and change.action in _BY_HAND:
                told = f"{change.address} stays: {change.reason}"
                yield lost("RV941", told, change.address, "remove it in HubSpot where it must go")
        moved = {(change.address, unit.path) for change in plan.changes for unit in change.units}
        for address, units in self.units.items():
            wanted = next((one.units for one in self.resources if one.address == address), {})
            for path, unit in units.items():
                gone = unit.before is MISSING and path not in wanted
                if gone and (address, path) not in moved and not _in_sequence(path, wanted):
                    yield staying(address, unit)

    def _sort(self, change: PastChange, session: Session, *, new: bool) -> None:
        address = parsed(change.address)
        known = change.action in _ACTIONS and change.phase in _PHASES
        if address is None or address.kind not in session.kinds or not known:
            told = f"{change.address}, {change.action}: nothing that this version of the tool knows"
            self.lost.append(Finding("RV945", Severity.WARNING, told, by_hand(self.run)))
            return
        address, units, gone = self.trail.followed(address, change.units)
        change = replace(change, units=units)
        if change.action == Action.CREATE.value:
            self._create(change, address)
        elif change.action == Action.DELETE.value:
            told = f"{address} was deleted with the values that records had of it"
            hint = (
                f"describe it again and apply: it gets a new id; {shown(self.run)} has what HubSpot had of it"
            )
            self.lost.append(lost("RV942", told, address, hint))
        elif change.action == Action.REPLACE.value:
            told = f"{address} was made anew, and the one from before is gone"
            hint = f"describe it as it was and apply; {shown(self.run)} has what HubSpot had of it"
            self.lost.append(lost("RV942", told, address, hint))
        elif change.action == Action.UPDATE.value:
            for unit in gone:
                told = f"{address}#{unit.path} cannot be put back: that part has another name by now"
                hint = f"write its line of `moved:` again, then {again(self.run)}; or {by_hand(self.run)}"
                self.lost.append(lost("RV945", told, address, hint))
            self._update(change, address, new=new)

    def _made(self, changes: Iterable[PastChange]) -> Iterator[Address]:
        """What changes may have made, by today's addresses."""
        for change in changes:
            address = parsed(change.address)
            if address and change.action == Action.CREATE.value and change.status in _TOUCHED:
                yield self.trail.now(address)

    def _create(self, change: PastChange, address: Address) -> None:
        if address in self.remade:
            self.lost.append(others(address, self.run))
            return
        self.created.append(address)
        self.ids[address] = change.id
        if any(unit.path == "folder" for unit in change.units):
            told = f"the folder of {address} stays, even if nothing is left in it"
            self.lost.append(lost("RV941", told, address, "delete it in HubSpot where it is empty"))

    def _switched(self, change: PastChange) -> None:
        """Note what was turned on of what the run made."""
        address = parsed(change.address)
        if address and change.phase in _SWITCHES and self.trail.now(address) in self.created:
            on = {unit.path for unit in change.units if unit.after is True}
            self.off.setdefault(self.trail.now(address), set()).update(on)

    def _update(self, change: PastChange, address: Address, *, new: bool) -> None:
        if change.phase == Phase.REMOVE.value:
            gone = ", ".join(unit.path for unit in change.units)
            told = f"{gone} of {address}, which the run removed, does not come back"
            self.lost.append(lost("RV942", told, address, "describe it again and apply"))
            return
        if change.phase in _COUNTED:
            told = f"the records that the run moved for {address} stay as they are"
            self.lost.append(
                lost("RV943", told, address, "HubSpot's history of each record has the old value")
            )
            return
        if why := _SWITCHES.get(change.phase):
            self.lost.append(lost("RV944", f"{address}: {why}", address, ""))
        if not new:
            units = self.units.setdefault(address, {})
            for unit in change.units:
                if unit.before is MISSING and unit.path.startswith(STAYING):
                    self.parts.append((address, unit))
                elif unit.before != unit.after:  # what lapsed within the run and was put back was on before
                    units.setdefault(unit.path, unit)
                    self._turned(change, address, unit)

    def _turned(self, change: PastChange, address: Address, unit: UnitChange) -> None:
        """Note a switch of what was there before: not all files have a word for off."""
        if change.phase in _SWITCHES and unit.before is False and unit.after is True:
            self.off.setdefault(address, set()).add(unit.path)

    def _describe(self, session: Session) -> None:
        """The project's files, in a copy, with the portal's old values in them."""
        with tempfile.TemporaryDirectory() as name:
            folder, entry = Path(name), session.target.entry
            paths = copied(session.settings, folder)

            def read() -> Blueprint:
                return load(folder, paths, KINDS, locale=entry.locale, variables=entry.variables)

            blueprint = read()
            described = {resource.address for resource in blueprint.resources}
            for address, units in self.units.items():
                for path, unit in units.items() if address in described else ():
                    if path not in self.off.get(address, ()):
                        self._rewrite(blueprint, address, unit, session)
            if blueprint.overrides.exists() and not any(d.overrides for d in blueprint.sheet.documents):
                paths.append(str(blueprint.overrides.relative_to(folder)))
            self.resources = tuple(self._restored(read(), session.blueprint))

    def _rewrite(self, blueprint: Blueprint, address: Address, unit: UnitChange, session: Session) -> None:
        kind = session.kinds[address.kind]
        try:
            write_back(blueprint, address, unit.path, unit.before, kind, session.context)
        except Refused as refused:
            why = refused.findings[0]
            told = f"{address}#{unit.path} cannot be put back: {why.summary}"
            code, hint = ("RV945", over(self.run)) if why.code == _OF_FILES else ("RV941", by_hand(self.run))
            self.lost.append(lost(code, told, address, hint))
            self.unwritten.add((address, unit.path))

    def _restored(self, blueprint: Blueprint, own: Blueprint) -> Iterator[Resource]:
        """What the run changed, as the rewritten files have it.

        Old values need not make a valid blueprint: what does not load with them is put back by hand.

        Args:
            blueprint: the rewritten files.
            own: the files as they are. Writing may have hidden their errors: a list that was cut after a
                faulty item is written as it was cut. What is cited stands in them, and not in a copy.
        """
        known = {resource.address: resource for resource in blueprint.resources}
        errors = (*blueprint.errors, *own.errors)
        cited = {resource.address: resource for resource in own.resources}
        cut = bool(errors)
        why = errors[0].summary if errors else "the blueprint does not describe it any more"
        for address, units in self.units.items():
            if address in known:
                off = dict.fromkeys(self.off.get(address, ()), False)
                wanted = {**known[address].units, **off}
                said = {path for path, unit in units.items() if self._says(address, unit, wanted, cut=cut)}
                self.only[address] = frozenset(said)
                there = cited.get(address, known[address])
                yield replace(known[address], units=wanted, origin=there.origin, origins=there.origins)
            elif units:
                told = f"{address} cannot be put back: {why}"
                self.lost.append(lost("RV945", told, address, over(self.run)))

    def _says(self, address: Address, unit: UnitChange, wanted: Mapping[str, Json], *, cut: bool) -> bool:
        """Whether the rewritten files say a unit as it was; a sequence may have more in it by now.

        Where the files have errors it may have less in it (`cut`): nobody knows what stood there.
        """
        if (address, unit.path) in self.unwritten:
            return False
        there = wanted.get(unit.path, MISSING)
        cut = cut and is_order(unit.path) and there is not MISSING
        if not cut and (unit.before is MISSING or equal(unit.path, there, unit.before)):
            return True
        why = "have errors, and a part of it may be missing" if cut else "do not say it as it was"
        told = f"{address}#{unit.path} cannot be put back: the files {why}"
        self.lost.append(lost("RV945", told, address, over(self.run)))
        return False


def _in_sequence(path: str, wanted: Iterable[str]) -> bool:
    """Whether a sequence that is put back leaves the part out."""
    return any(f"{part}.order" in wanted for part in above(path) if part != path)
