"""Who may edit a stage, between roles and teams of the blueprint and the portal's ids (dossier D5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds.pipeline_rules.places import Row, Stages
from revops.kinds.team.people import TEAM, USER, named
from revops.model.address import Address
from revops.model.context import Context, Role
from revops.model.json import Json
from revops.model.spec import Symbol

EVERYONE: Final = "everyone"
_OPEN: Final = {"permissionMode": "OPEN", "superAdmin": True, "teamIds": [], "userIds": []}


def symbols(value: Json, context: Context) -> Iterator[Symbol]:
    """The names in one value that the portal must know."""
    if value == EVERYONE:
        return
    for role in value["roles"]:
        yield _of_role(role, context)
    yield from (Symbol(TEAM, team) for team in value["teams"])


def _of_role(role: str, context: Context) -> Symbol:
    team = context.roles.get(role, Role()).team
    return Symbol(TEAM, team) if team else Symbol(USER, role)


def said(value: Json) -> str:
    """One value, for people."""
    return EVERYONE if value == EVERYONE else ", ".join([*value["roles"], *value["teams"]]) or "super admins"


@dataclass(frozen=True)
class Editors:
    """The permissions of one pipeline."""

    address: Address
    context: Context

    @property
    def _stages(self) -> Stages:
        return Stages(self.address, self.context.names)

    def units(
        self, stages: Sequence[Row], document: Row, keys: Sequence[str], wanted: Mapping[str, Json]
    ) -> Iterator[tuple[str, Json]]:
        """Every stage of the pipeline by its key; one that HubSpot does not tell of is open."""
        kept = {row["pipelineStageId"]: row for row in document["stages"]}
        for stage in stages:
            key = self._stages.key(stage["id"], keys)
            yield key, self._read(kept.get(stage["id"], _OPEN), wanted.get(f"stages.{key}", EVERYONE))

    def _read(self, row: Row, wanted: Json) -> Json:
        if row["permissionMode"] == "OPEN":
            return EVERYONE
        told = wanted if isinstance(wanted, Mapping) else {"roles": [], "teams": []}
        ids, names = self.context.names.ids, self.context.names
        asked = {role: _of_role(role, self.context) for role in told["roles"]}
        teams = {role for role, one in asked.items() if one.kind == TEAM and ids.get(one) in row["teamIds"]}
        by_role = {ids[asked[role]] for role in teams}
        rest = [one for one in row["teamIds"] if one not in by_role]
        users = named(row["userIds"], USER, told["roles"], names)
        return {"roles": sorted({*users, *teams}), "teams": named(rest, TEAM, told["teams"], names)}

    def sent(self, stages: Sequence[Row], document: Row, changed: Mapping[str, Json]) -> list[Json]:
        """Every stage of the pipeline, the changed ones with what is wanted."""
        kept = {row["pipelineStageId"]: row for row in document["stages"]}
        wanted = {self._stages.id(key): value for key, value in changed.items()}
        return [self._row(one["id"], kept.get(one["id"], _OPEN), wanted.get(one["id"])) for one in stages]

    def _row(self, stage_id: str, row: Row, wanted: Json) -> Json:
        """Whether super admins may, too, stays as it is."""
        found = {name: row[name] for name in _OPEN}
        if wanted is not None:
            found |= {"permissionMode": "OPEN" if wanted == EVERYONE else "RESTRICTED", **self._ids(wanted)}
        return {"pipelineStageId": stage_id, **found}

    def _ids(self, value: Json) -> dict[str, Json]:
        found: dict[str, list[str]] = {"teamIds": [], "userIds": []}
        if value == EVERYONE:
            return dict(found)
        asked = [_of_role(role, self.context) for role in value["roles"]]
        for symbol in (*asked, *(Symbol(TEAM, team) for team in value["teams"])):
            portal_id = self.context.names.id(symbol.kind, symbol.name)
            ids = found["teamIds" if symbol.kind == TEAM else "userIds"]
            ids.extend([portal_id] if portal_id not in ids else [])
        return dict(found)
