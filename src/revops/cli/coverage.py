"""`revops checklist --rows`: how far every row of the operating model has come with one target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from revops.blueprint.rows import Row, agreed, rows
from revops.cli.session import Session
from revops.engine.coverage import Reach, Stand, Standing, stands
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.hub.surfaces import SURFACES
from revops.model.address import Address
from revops.model.few import few
from revops.model.json import Json
from revops.model.label import title_of
from revops.views.vocabulary import Words

_STYLES = {Standing.UPGRADE: "red", Standing.WAITING: "yellow", Standing.OPEN: "bold"}

_SHOWN = 8
"""Addresses of one row that share a standing and a reason."""


@dataclass(frozen=True)
class Covered:
    """One row id with everything that answers it, the worst first."""

    ref: str
    title: str
    """Of the first entry that has one; empty where none has."""
    stands: tuple[Stand, ...]

    @property
    def worst(self) -> Stand:
        return self.stands[0]

    @property
    def is_open(self) -> bool:
        """True where something is still to be done."""
        return self.worst.standing in (Standing.UPGRADE, Standing.WAITING, Standing.OPEN)


def coverage(session: Session, situation: Situation) -> list[Covered]:
    """Every row id of the blueprint, sorted."""
    changes = make_plan(situation).changes
    wanted = [*session.blueprint.resources, *situation.resources]
    reach = Reach(SURFACES, session.grants)
    found: dict[str, dict[Address, Stand]] = {}
    told = stands(session.blueprint.resources, situation, changes, reach)
    for resource in wanted:
        for ref in resource.ref:
            found.setdefault(ref, {})[resource.address] = told[resource.address]
    for row in agreed(session.blueprint, session.context.locale):
        found.setdefault(row.ref, {})[row.address] = _agreed(row, session)
    titles = _titles(session, names(session, situation))
    return [Covered(ref, titles.get(ref, ""), _worst_first(found[ref])) for ref in sorted(found)]


def names(session: Session, situation: Situation) -> dict[Address, str]:
    """What people call each thing: in the blueprint, else in the portal."""
    found = {one.address: one.title for one in rows(session.blueprint, session.context.locale)}
    seen = {one.address: one for at in situation.observations.values() for one in at.found}
    return {
        address: told
        for address, title in found.items()
        if (told := title or (title_of(seen[address].units) if address in seen else ""))
    }


def _titles(session: Session, names: Mapping[Address, str]) -> Mapping[str, str]:
    """Row id -> the first title among the entries that answer it, the blueprint's own before the portal's."""
    found: dict[str, str] = {}
    every = rows(session.blueprint, session.context.locale)
    for row in every:
        if row.title:
            found.setdefault(row.ref, row.title)
    for row in every:
        if row.address in names:
            found.setdefault(row.ref, names[row.address])
    return found


def _worst_first(found: Mapping[Address, Stand]) -> tuple[Stand, ...]:
    return tuple(sorted(found.values(), key=lambda one: (one.standing.rank, one.address)))


def _agreed(row: Row, session: Session) -> Stand:
    """An agreement holds without HubSpot; a department's hub must be one that the target declares."""
    hubs = session.grants.hubs
    hub = session.blueprint.sheet.data[row.section][row.key].get("hub", "")
    if hub and hubs and hub not in hubs:
        return Stand(row.address, Standing.UPGRADE, f"{hub.capitalize()} Hub")
    return Stand(row.address, Standing.AGREED)


@dataclass(frozen=True)
class Listing:
    """How rows read for people: in the target's language, things by what people call them."""

    hubs: Mapping[str, str]
    words: Words
    names: Mapping[Address, str]

    def lines(self, covered: Sequence[Covered], nothing: str) -> Iterator[Text]:
        """One line for each row, and how many there are of each standing; `nothing` where there is no row."""
        declared = ", ".join(f"{hub} {tier}" for hub, tier in self.hubs.items())
        yield Text(self.words("hubs", hubs=declared or self.words("hubs.none")), style="dim")
        width = max((len(row.ref) for row in covered), default=0)
        column = max(cell_len(self._standing(one)) for one in Standing)
        for row in covered:
            standing = row.worst.standing
            line = Text(f"{row.ref:{width}}  ")
            line.append(set_cell_size(self._standing(standing), column), style=_STYLES.get(standing, "dim"))
            line.append(f"  {row.title}:" if row.title else " ", style="bold")
            yield line.append(f" {self._things(row)}")
        counts = ", ".join(
            f"{count} {self._standing(Standing(name))}" for name, count in counted(covered).items() if count
        )
        number = len(covered)
        told = self.words("rows.one" if number == 1 else "rows", count=number, counts=counts)
        yield Text(told if covered else self.words(nothing), style="bold")

    def _standing(self, standing: Standing) -> str:
        return self.words(f"standing.{standing.name.lower()}")

    def _things(self, row: Covered) -> str:
        """What has the worst standing and why, then the others by theirs."""
        told: dict[Standing, dict[str, list[str]]] = {}
        for one in row.stands:
            why = self.words.said(_brief(one.why)) or _brief(one.why)
            told.setdefault(one.standing, {}).setdefault(why, []).append(self._name(one.address, row))
        parts = {
            standing: ", ".join(self._because(names, why) for why, names in found.items())
            for standing, found in told.items()
        }
        worst = row.worst.standing
        return "; ".join(
            text if standing is worst else f"{self._standing(standing)}: {text}"
            for standing, text in parts.items()
        )

    def _name(self, address: Address, row: Covered) -> str:
        """What the title does not say: another name, or the address to type."""
        name = self.names.get(address, "")
        return name if name and name != row.title else str(address)

    def _because(self, names: Sequence[str], why: str) -> str:
        """As many as a person reads; the document has them all."""
        told = few(names, _SHOWN, partial(self.words, "rows.more"))
        return self.words("rows.why", named=told, why=why) if why else told


def _brief(why: str) -> str:
    """The first line: a reason may hold clicks."""
    return why.partition("\n")[0]


def counted(covered: Sequence[Covered]) -> dict[str, int]:
    """Rows by the worst standing of each."""
    count = Counter(row.worst.standing for row in covered)
    return {standing.value: count[standing] for standing in Standing}


def coverage_document(covered: Sequence[Covered], hubs: Mapping[str, str]) -> dict[str, Json]:
    """What `--rows --json` prints."""
    return {
        "hubs": dict(hubs),
        "rows": [
            {
                "row": row.ref,
                "title": row.title,
                "standing": row.worst.standing.value,
                "why": row.worst.why,
                "resources": [
                    {"address": str(one.address), "standing": one.standing.value, "why": one.why}
                    for one in row.stands
                ],
            }
            for row in covered
        ],
        "summary": {"rows": len(covered), **counted(covered)},
    }
