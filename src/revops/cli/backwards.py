"""A run the other way round: what it touched, described as the portal had it before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from revops.blueprint.load import Blueprint, load
from revops.blueprint.write import keep as write_back
from revops.cli.session import Session
from revops.cli.trial import copied
from revops.engine.merge import equal, is_order
from revops.kinds import KINDS
from revops.model.address import Address, Origin
from revops.model.change import Action, UnitChange
from revops.model.finding import Finding, Refused, Severity
from revops.model.history import PastChange, PastRun
from revops.model.json import MISSING, Json, digest
from revops.model.outcome import Status
from revops.model.plan import Plan
from revops.model.spec import Phase, Resource
from revops.state.history import PLANNED

LOST: Final = ("RV941", "RV942", "RV943", "RV944", "RV945")
"""Codes of what cannot come back."""
_TOUCHED: Final = (PLANNED, *(one.value for one in Status if one not in (Status.SKIPPED, Status.LEFT)))
"""Endings after which the portal may be another one than before; the comparison tells."""
_STAYING: Final = ("options.", "stages.")
"""Parts that stay where nothing names them (rule 3)."""
_BY_HAND: Final = (Action.MANUAL, Action.BLOCKED)
_COUNTED: Final = tuple(phase.value for phase in Phase if phase.is_counted)
_EDITING: Final = (Phase.DEFINE.value, Phase.DRAFT.value)
_SWITCHES: Final = {
    Phase.PUBLISH.value: "what came of its being published stays",
    Phase.ENABLE.value: "what it did while it was on stays: mails that went out, records that changed",
}


@dataclass
class Backwards:
    """What a rollback wants: resources as they were, what is to go, and what cannot come back."""

    run: PastRun
    moved: Mapping[str, Address]
    """New addresses of what the blueprint calls otherwise by now."""
    created: list[Address] = field(default_factory=list)
    units: dict[Address, dict[str, UnitChange]] = field(default_factory=dict)
    """What was written to what was there before, by path; of several writes the first."""
    only: dict[Address, frozenset[str]] = field(default_factory=dict)
    """The units that are to go back; whatever else the files say of a thing is not meant."""
    lost: list[Finding] = field(default_factory=list)
    resources: tuple[Resource, ...] = ()

    @classmethod
    def of(cls, run: PastRun, changes: Sequence[PastChange], session: Session) -> Backwards:
        """Sort what the run did, and describe it as it was.

        Args:
            run: that is to be taken back.
            changes: its own, in its order.
            session: of its portal.
        """
        found = cls(run, {str(move.before): move.after for move in session.blueprint.moved if not move.part})
        touched = [change for change in changes if change.status in _TOUCHED]
        made = {change.address for change in touched if change.action == Action.CREATE.value}
        edited = {change.address for change in touched if change.phase in _EDITING}
        for change in touched:
            # What is edited lapses to a draft and is put back within the run: it was on before, too.
            again = change.phase in _SWITCHES and change.address in edited
            found._sort(change, session, new=again or change.address in made)
        found._describe(session)
        return found

    def blueprint(self, own: Blueprint) -> Blueprint:
        """The blueprint of the way back; nothing but what the run touched is in it."""
        told = [self.run.id, sorted(map(str, self.created)), sorted(map(str, self.units))]
        return replace(
            own,
            resources=self.resources,
            removed=dict.fromkeys(self.created, Origin()),
            moved=(),
            findings=tuple(self.lost),
            digest=digest(told),
        )

    def unreached(self, plan: Plan) -> Iterator[Finding]:
        """What is not as it was and the plan cannot put back."""
        for change in plan.changes:
            if change.address in self.created and change.action in _BY_HAND:
                told = f"{change.address} stays: {change.reason}"
                yield _lost("RV941", told, change.address, "remove it in HubSpot where it must go")
        moved = {(change.address, unit.path) for change in plan.changes for unit in change.units}
        for address, units in self.units.items():
            wanted = next((one.units for one in self.resources if one.address == address), {})
            for path, unit in units.items():
                gone = unit.before is MISSING and path not in wanted
                if gone and (address, path) not in moved and not _in_sequence(path, wanted):
                    yield _staying(address, unit)

    def _sort(self, change: PastChange, session: Session, *, new: bool) -> None:
        address = self.moved.get(change.address) or _address(change)
        if address is None or address.kind not in session.kinds:
            told = f"{change.address} is nothing that this version of the tool knows"
            self.lost.append(Finding("RV945", Severity.WARNING, told, "put it back in HubSpot by hand"))
        elif change.action == Action.CREATE.value:
            self.created.append(address)
            if any(unit.path == "folder" for unit in change.units):
                told = f"the folder of {address} stays, even if nothing is left in it"
                self.lost.append(_lost("RV941", told, address, "delete it in HubSpot where it is empty"))
        elif change.action == Action.DELETE.value:
            told = f"{address} was deleted with the values that records had of it"
            self.lost.append(_lost("RV942", told, address, "describe it again and apply: it gets a new id"))
        elif change.action == Action.REPLACE.value:
            told = f"{address} was made anew, and the one from before is gone"
            self.lost.append(_lost("RV942", told, address, "describe it as it was and apply"))
        elif change.action == Action.UPDATE.value:
            self._update(change, address, new=new)

    def _update(self, change: PastChange, address: Address, *, new: bool) -> None:
        if change.phase == Phase.REMOVE.value:
            gone = ", ".join(unit.path for unit in change.units)
            told = f"{gone} of {address}, which the run removed, does not come back"
            self.lost.append(_lost("RV942", told, address, "describe it again and apply"))
            return
        if change.phase in _COUNTED:
            told = f"the records that the run moved for {address} stay as they are"
            self.lost.append(
                _lost("RV943", told, address, "HubSpot's history of each record has the old value")
            )
            return
        if why := _SWITCHES.get(change.phase):
            self.lost.append(_lost("RV944", f"{address}: {why}", address, ""))
        if not new:
            units = self.units.setdefault(address, {})
            for unit in change.units:
                if unit.before is MISSING and unit.path.startswith(_STAYING):
                    self.lost.append(_staying(address, unit))
                else:
                    units.setdefault(unit.path, unit)

    def _describe(self, session: Session) -> None:
        """The project's files, in a copy, with the portal's old values in them."""
        with tempfile.TemporaryDirectory() as name:
            folder, entry = Path(name), session.target.entry
            paths = copied(session.settings, folder)

            def read() -> Blueprint:
                return load(folder, paths, KINDS, locale=entry.locale, variables=entry.variables)

            blueprint = read()
            for address, units in self.units.items():
                for unit in units.values():
                    self._rewrite(blueprint, address, unit, session)
            if blueprint.overrides.exists() and not any(d.overrides for d in blueprint.sheet.documents):
                paths.append(str(blueprint.overrides.relative_to(folder)))
            self.resources = tuple(self._restored(read()))

    def _rewrite(self, blueprint: Blueprint, address: Address, unit: UnitChange, session: Session) -> None:
        kind = session.kinds[address.kind]
        try:
            write_back(blueprint, address, unit.path, unit.before, kind, session.context)
        except Refused as refused:
            why = refused.findings[0].summary
            told = f"{address}#{unit.path} cannot be put back: {why}"
            self.lost.append(_lost("RV941", told, address, "put it back in HubSpot by hand"))

    def _restored(self, blueprint: Blueprint) -> Iterator[Resource]:
        """What the run changed, as the rewritten files have it.

        Old values need not make a valid blueprint: what does not load with them is put back by hand.
        """
        known = {resource.address: resource for resource in blueprint.resources}
        why = (
            blueprint.errors[0].summary if blueprint.errors else "the blueprint does not describe it any more"
        )
        for address, units in self.units.items():
            if address in known:
                wanted = known[address].units
                said = {path for path, unit in units.items() if self._says(address, unit, wanted)}
                self.only[address] = frozenset(said)
                yield known[address]
            elif units:
                told = f"{address} cannot be put back: {why}"
                hint = f"put it back by hand: revops history {self.run.id} shows what it was"
                self.lost.append(_lost("RV945", told, address, hint))

    def _says(self, address: Address, unit: UnitChange, wanted: Mapping[str, Json]) -> bool:
        """Whether the rewritten files say a unit as it was; a sequence may have more in it by now."""
        there = wanted.get(unit.path, MISSING)
        if unit.before is MISSING or is_order(unit.path) or equal(unit.path, there, unit.before):
            return True
        told = f"{address}#{unit.path} cannot be put back: the files do not say it as it was"
        self.lost.append(_lost("RV941", told, address, "put it back in HubSpot by hand"))
        return False


def _address(change: PastChange) -> Address | None:
    """The address of a change; the history may be another version's."""
    try:
        return Address.parse(change.address)
    except ValueError:
        return None


def _in_sequence(path: str, wanted: Iterable[str]) -> bool:
    """Whether a sequence that is put back leaves the part out."""
    parts = path.split(".")
    return any(".".join([*parts[:length], "order"]) in wanted for length in range(1, len(parts)))


def _staying(address: Address, unit: UnitChange) -> Finding:
    told = f"{address}#{unit.path} was not there before, and nothing takes it away: it stays"
    return _lost("RV941", told, address, "take it away in HubSpot where it must go")


def _lost(code: str, told: str, address: Address, hint: str) -> Finding:
    return Finding(code, Severity.WARNING, told, hint, address)
