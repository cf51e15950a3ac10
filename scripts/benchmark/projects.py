"""Projects to measure: the shipped packs, made-up properties, or both; and what the floor has to know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from benchmark import world
from benchmark.floor import USUAL, Contents
from revops.blueprint.load import load
from revops.emulator import DEFAULT_TOKEN, Emulator
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.spec import Resource

TOKEN: Final = DEFAULT_TOKEN
LOCALE: Final = "ja"
CONSENTS: Final = ("--yes", "--create", "workflow.*", "--publish", "*", "--enable", "*")
_SETTINGS: Final = f"default_target: emulator\ntargets:\n  emulator: {{emulator: true, locale: {LOCALE}}}\n"
_COUNTED: Final = ("flows", "scores", "lists")
"""Tables of the emulator."""
_LISTS: Final = {
    **dict.fromkeys(("role", "owner", "recipient", "user"), "owner"),
    **dict.fromkeys(("automated_email", "email"), "e-mail"),
    **dict.fromkeys(("slack", "action", "action_field"), "workflow action"),
    **{name: name for name in ("form", "campaign", "team", "subscription")},
}
"""Kind of a name or of a resource -> the list in which it is found."""

Roles = Sequence[str | Mapping[str, str]]
"""Who has the roles of a target: the address of a person, or `{team: NAME}`."""


@dataclass(frozen=True)
class Project:
    """A project's folder; its portal is the file of the embedded emulator."""

    folder: Path

    @property
    def state(self) -> Path:
        return self.folder / ".revops" / "emulator.db"

    def resources(self) -> tuple[Resource, ...]:
        """What its blueprint describes."""
        return load(self.folder, ["blueprints"], KINDS, locale=LOCALE).checked().resources

    def contents(self) -> Contents:
        """What decides about the requests of a plan."""
        emulator = Emulator(self.state)
        there = emulator.within(lambda portal: [len(portal.table(name)) for name in _COUNTED])
        emulator.close()
        settings = yaml.safe_load((self.folder / "revops.yaml").read_text(encoding="utf-8"))
        roles = settings["targets"]["emulator"].get("roles", {}).values()
        flows, scores, segments = there
        return contents(self.resources(), flows, scores, segments, tuple(roles))

    def flow_ids(self) -> list[str]:
        """Of every flow that the portal has."""
        emulator = Emulator(self.state)
        found = emulator.within(lambda portal: list(portal.table("flows")))
        emulator.close()
        return found

    def add(self, wanted: Iterable[world.Property]) -> None:
        """Describe more properties, and the group that they are in."""
        world.write_blueprint(self.folder / "blueprints", wanted)


def generated(folder: Path, wanted: Sequence[world.Property]) -> Project:
    """A project of made-up properties alone, on a portal with HubSpot's default content."""
    project = empty(folder)
    project.add(wanted)
    return project


def empty(folder: Path) -> Project:
    """A project without a blueprint, whose portal will have HubSpot's default content."""
    (folder / ".revops").mkdir(parents=True)
    (folder / "revops.yaml").write_text(_SETTINGS, encoding="utf-8")
    return Project(folder)


def fill(project: Project, wanted: Sequence[world.Property]) -> None:
    """Put the properties into the portal as a recording: more of them than a subscription allows to make."""
    make_groups(project, wanted)
    emulator = Emulator(project.state)
    emulator.load(world.lists(wanted))
    emulator.close()


def make_groups(project: Project, wanted: Iterable[world.Property]) -> None:
    """Make the group of these properties in the portal, on each object."""
    emulator = Emulator(project.state)
    for scope in dict.fromkeys(one.object for one in wanted):
        body = {"name": world.GROUP, "label": world.GROUP_LABEL[LOCALE]}
        emulator.edit("POST", f"/crm/properties/2026-09/{scope}/groups", body)
    emulator.close()


def contents(
    resources: Sequence[Resource], flows: int = 0, scores: int = 0, segments: int = 0, roles: Roles = ()
) -> Contents:
    """The same from resources, how many flows, scores and segments the portal has, and who has a role."""
    addresses = {one.address for one in resources}
    addresses |= {need.address for resource in resources for need in resource.needs}
    scopes = {kind: frozenset(a.scope for a in addresses if a.kind == kind) for kind in _kinds(addresses)}
    lifecycle = {"contacts", "companies"} if "lifecycle" in scopes else set()
    named = {symbol.kind for resource in resources for symbol in resource.uses}
    return Contents(
        properties=_sensitivities(resources, scopes.get("property", frozenset())),
        groups=scopes.get("group", frozenset()),
        pipelines=scopes.get("pipeline", frozenset()) | lifecycle,
        validations=scopes.get("validation", frozenset()),
        flows=flows,
        scores=scores,
        managed_scores=sum(resource.address.kind == "score" for resource in resources),
        segments=segments,
        managed_segments=sum(r.address.kind == "segment" and not r.reference for r in resources),
        names_segments="segment" in {*scopes, *named},
        lists=frozenset(_looked_up(resources, roles)),
        people=len({role for role in roles if isinstance(role, str)}) if "sequence" in named else 0,
        workflows="workflow" in scopes,
    )


def _looked_up(resources: Iterable[Resource], roles: Roles) -> Iterator[str]:
    for resource in resources:
        kinds = {resource.address.kind, *(symbol.kind for symbol in resource.uses)}
        yield from (_LISTS[kind] for kind in kinds if kind in _LISTS)
        if "folder" in resource.units:
            yield "segment folder"
        if "recipient" in kinds and any(isinstance(role, Mapping) for role in roles):
            yield "team"


def _kinds(addresses: Iterable[Address]) -> set[str]:
    return {address.kind for address in addresses}


def _sensitivities(resources: Iterable[Resource], scopes: Iterable[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {scope: set() for scope in scopes}
    for resource in resources:
        if resource.address.kind == "property":
            found[resource.address.scope].add(str(resource.units.get("dataSensitivity", USUAL)))
    return {scope: frozenset(levels) for scope, levels in found.items()}


def script_jobs(project: Project) -> list[dict[str, Any]]:
    """What the plain script works through: every property, nothing else."""
    wanted = [r.address for r in project.resources() if r.address.kind == "property"]
    return [{"object": address.scope, "body": {"name": address.name}} for address in wanted]


def terraform_reads(project: Project, flow_ids: Sequence[str]) -> list[dict[str, Any]]:
    """One GET per resource that the providers know (peers (d)): neither scores nor lifecycle stages."""
    paths = {
        "property": "/crm/v3/properties/{0.scope}/{0.name}",
        "group": "/crm/v3/properties/{0.scope}/groups/{0.name}",
        "pipeline": "/crm/v3/pipelines/{0.scope}/{0.name}",
    }
    addresses = [resource.address for resource in project.resources()]
    known = [paths[address.kind].format(address) for address in addresses if address.kind in paths]
    flows = [f"/automation/v4/flows/{flow_id}" for flow_id in flow_ids]
    return [{"method": "GET", "path": path} for path in (*known, *flows)]


def terraform_creates(wanted: Iterable[world.Property]) -> list[dict[str, Any]]:
    """One POST per property."""
    return [
        {"method": "POST", "path": f"/crm/v3/properties/{one.object}", "body": one.body} for one in wanted
    ]


def script_creates(wanted: Iterable[world.Property]) -> list[dict[str, Any]]:
    """What the plain script creates."""
    return [{"object": one.object, "body": one.body} for one in wanted]


def write_jobs(path: Path, jobs: Sequence[Mapping[str, Any]]) -> None:
    """The file that a peer works through."""
    path.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")
