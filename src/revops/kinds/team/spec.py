"""The `teams:` section: a name, the team above, and members by role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.team.people import TEAM
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Need, Resource, Spec, Symbol

MEMBERS = "members."
"""How units begin that say what a role is in its team."""


class MembersSpec(Spec):
    """Roles whose people are in the team. Whoever is in it besides stays in it."""

    main: list[str] = Field(default_factory=list, description="Roles of people whose main team it is")
    extra: list[str] = Field(default_factory=list, description="Roles of people who are in it besides")

    def units(self) -> Iterator[tuple[str, Json]]:
        """One for each role: each can be put in or taken out alone."""
        for role in self.extra:
            yield f"{MEMBERS}{role}", "extra"
        for role in self.main:
            yield f"{MEMBERS}{role}", "main"


class TeamSpec(Spec):
    """A team."""

    ref: Refs = ""
    name: Text = Field(description="What people read in HubSpot; unique in the portal")
    parent: str | Literal[False] | None = Field(
        None, description="Key or name of the team above it (Enterprise); false puts it at the top"
    )
    members: MembersSpec = Field(default_factory=MembersSpec, description="People by role")


def expand(section: Mapping[str, TeamSpec], near: Surroundings) -> Iterator[Resource]:
    """All teams of the section; faults are reported at their lines."""
    _check_roles(section, near)
    seen: dict[str, str] = {}
    for key, spec in section.items():
        name = near.text(spec.name, "teams", key, "name")
        twin = seen.setdefault(folded(name), key)
        if twin != key:
            near.report("RV876", f"team {twin!r} is called {name!r} already", "teams", key, "name")
        yield _team(key, name, spec, near)


def _check_roles(section: Mapping[str, TeamSpec], near: Surroundings) -> None:
    """A person has one main team, and is in a team once."""
    main: dict[str, str] = {}
    for key, spec in section.items():
        for role in spec.members.main:
            other = main.setdefault(role, key)
            if other != key:
                told = f"{role} has the main team {other!r} already"
                near.report("RV875", told, "teams", key, "members", "main")
            if role in spec.members.extra:
                told = f"{role} is a main and an extra member of one team"
                near.report("RV875", told, "teams", key, "members", "extra")


def _team(key: str, name: str, spec: TeamSpec, near: Surroundings) -> Resource:
    at = ("teams", key)
    units = {"name": name, **({} if spec.parent is None else {"parent": spec.parent})}
    above = spec.parent or ""
    is_described = near.entry("teams", above) is not None if above else False
    return Resource(
        Address("team", "", key),
        units | dict(spec.members.units()),
        spec,
        near.origin(*at),
        {path: near.origin(*at, path) for path in ("name", "parent", "members")},
        frozenset({Need(Address("team", "", above))} if is_described else ()),
        frozenset({Symbol(TEAM, above)} if above and not is_described else ()),
        refs(spec.ref),
    )
