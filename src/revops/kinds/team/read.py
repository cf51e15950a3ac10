"""Which team of the portal is which of the blueprint, and who is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.pipelines.stages import claim
from revops.kinds.team.people import TEAM, USER, People, named
from revops.kinds.team.spec import MEMBERS
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Observed, Resource, Symbol

Row = Mapping[str, Json]
_SORTS: Final = {"userIds": "main", "secondaryUserIds": "extra"}
"""Member of the stable list -> what its users are in the team."""


def observed(
    rows: Sequence[Row], listed: Sequence[Row], wanted: Sequence[Resource], people: People
) -> tuple[Observed, ...]:
    """Every team: `rows` of the beta tell which is above which, the `listed` ones who is in them."""
    resources = {resource.address.name: resource for resource in wanted}
    keys = _keys(rows, resources, people.context)
    known = {Symbol(TEAM, key): team_id for team_id, key in keys.items() if key in resources}
    names = people.names.having(known)
    members = {str(row["id"]): row for row in listed}
    locked = {"members": people.unread[TEAM]} if TEAM in people.unread else {}
    found = []
    for row in rows:
        key = keys[row["id"]]
        units = {"name": row["name"], "parent": _parent(row, resources.get(key), names)}
        units |= dict(_members(members.get(row["id"], {}), resources.get(key), names))
        found.append(Observed(Address("team", "", key), row["id"], units, locked=locked, raw=row))
    return tuple(found)


def _keys(rows: Sequence[Row], wanted: Mapping[str, Resource], context: Context) -> dict[str, str]:
    """Team id -> key: as the target binds it, by the ledger, by name, then one made of the name."""
    by_name = {folded(row["name"]): row["id"] for row in rows}
    ledger = {a.name: entry.id for a, entry in context.ledger.entries.items() if a.kind == TEAM}
    labelled = {key: by_name.get(folded(one.units["name"]), "") for key, one in wanted.items()}
    bound = Binding.of(TEAM, "", context).to_portal
    found = claim([row["id"] for row in rows], bound, ledger, labelled)
    keys = {team_id: key for key, team_id in found.items()}
    for row in rows:
        if row["id"] not in keys:
            slug = re.sub(r"[^a-z0-9]+", "_", row["name"].lower()).strip("_")
            taken = {*keys.values(), *wanted}
            keys[row["id"]] = slug if slug and slug not in taken else f"team_{row['id']}"
    return keys


def _parent(row: Row, resource: Resource | None, names: Names) -> Json:
    above = row.get("parentTeamId")
    if not above:
        return False
    wanted = resource.units.get("parent") if resource else None
    return named([str(above)], TEAM, [wanted] if wanted else [], names)[0]


def _members(row: Row, resource: Resource | None, names: Names) -> Iterator[tuple[str, Json]]:
    paths = resource.units if resource else ()
    wanted = [path.removeprefix(MEMBERS) for path in paths if path.startswith(MEMBERS)]
    for member, sort in _SORTS.items():
        for name in named([str(one) for one in row.get(member) or ()], USER, wanted, names):
            yield f"{MEMBERS}{name}", sort
