"""`revops checklist --rows`: how far every row of the operating model has come with one target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from revops.blueprint.rows import Row, agreed, rows
from revops.cli.session import Session
from revops.engine.coverage import Reach, Stand, Standing, stands
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.hub.surfaces import SURFACES
from revops.model.address import Address
from revops.model.json import Json
from revops.views.closing import many

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
    titles = _titles(session)
    return [Covered(ref, titles.get(ref, ""), _worst_first(found[ref])) for ref in sorted(found)]


def _titles(session: Session) -> Mapping[str, str]:
    """Row id -> the first title among the entries that answer it."""
    found: dict[str, str] = {}
    for row in rows(session.blueprint, session.context.locale):
        if row.title:
            found.setdefault(row.ref, row.title)
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


def lines(covered: Sequence[Covered], hubs: Mapping[str, str], nothing: str) -> Iterator[Text]:
    """One line for each row, and how many there are of each standing; `nothing` where there is no row."""
    declared = ", ".join(f"{hub} {tier}" for hub, tier in hubs.items())
    yield Text(f"Hubs: {declared or 'not declared (`hubs:` of the target)'}", style="dim")
    width = max((len(row.ref) for row in covered), default=0)
    for row in covered:
        standing = row.worst.standing
        line = Text(f"{row.ref:{width}}  ")
        line.append(f"{standing.value:16}", style=_STYLES.get(standing, "dim"))
        line.append(f"  {row.title}:" if row.title else " ", style="bold")
        yield line.append(f" {_told(row)}")
    counts = counted(covered)
    told = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    yield Text(f"{many(len(covered), 'row')}: {told}" if covered else nothing, style="bold")


def _told(row: Covered) -> str:
    """What has the worst standing and why, then the others by theirs."""
    told: dict[Standing, dict[str, list[str]]] = {}
    for one in row.stands:
        told.setdefault(one.standing, {}).setdefault(_brief(one.why), []).append(str(one.address))
    parts = {
        standing: ", ".join(
            f"{_named(names)} ({why})" if why else _named(names) for why, names in found.items()
        )
        for standing, found in told.items()
    }
    worst = row.worst.standing
    return "; ".join(
        text if standing is worst else f"{standing.value}: {text}" for standing, text in parts.items()
    )


def _named(names: Sequence[str]) -> str:
    """As many as a person reads; the document has them all."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


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
