"""Resources: what the blueprint wants (`Resource`) and what the portal has (`Observed`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from revops.model.address import Address, Origin
from revops.model.finding import Finding
from revops.model.json import Json

_SOURCE: Final = re.compile(r"\s*\((?:dossier|peers|rule|design)\b(?:[^()]|\([^()]*\))*\)")


def without_sources(told: str) -> str:
    """A docstring for people who write blueprints: without the sources that it cites for those who code."""
    return _SOURCE.sub("", told)


def _for_people(schema: dict[str, Any]) -> None:
    if "description" in schema:
        schema["description"] = without_sources(schema["description"])


class Spec(BaseModel):
    """Base of every blueprint section's entry: unknown keys are errors, values are frozen."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, populate_by_name=True, json_schema_extra=_for_people
    )


STAYING: Final = ("options.", "stages.")
"""Units of parts that stay in HubSpot where nothing names them (rule 3)."""


class Phase(Enum):
    """Switching on is its own phase (rule 9); the order of the members is the order of the run.

    Records are moved before anything is switched on that would act upon the move, and what they held is
    removed when nothing that was written in between uses it any more.
    """

    DEFINE = "define"
    DRAFT = "draft"
    MOVE = "move"
    PUBLISH = "publish"
    ENABLE = "enable"
    REMOVE = "remove"

    __hash__ = object.__hash__
    """Python's own for members spells the name each time, and a plan asks for it by the ten thousand."""

    @property
    def is_counted(self) -> bool:
        """True where units tell of records: counted each time and agreed by nobody, so there is no base."""
        return self in _COUNTED


_COUNTED = (Phase.MOVE, Phase.REMOVE)


@dataclass(frozen=True, order=True)
class Need:
    """What must exist first, and how far it must have come."""

    address: Address
    phase: Phase = field(default=Phase.DEFINE, compare=False)
    makes: bool = field(default=False, compare=False)
    """True: the request that makes it makes this one, too."""


class Symbol(NamedTuple):
    """Something that a portal knows by an id and a blueprint by a name; a tuple, as `Address` is.

    Kinds of symbols: `form`, `email`, `role`, `owner`, `workflow`, `score`, `segment`, `folder`,
    `lifecycle_stage`, `object`, `pipeline` (name `object/pipeline`) and `stage` (name
    `object/pipeline/stage`).
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r}"


@dataclass(frozen=True)
class Resource:
    """Desired: one thing that a blueprint describes.

    `units` maps a unit's path to its value; a unit that is not in it is not managed (rule 2). Values are
    portable: names, never a portal's ids. `order`-like units hold the sequence of managed keys.
    """

    address: Address
    units: Mapping[str, Json]
    spec: Any = None
    """The kind's own Spec, for `resolve` and `compile`."""
    origin: Origin = field(default_factory=Origin)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where single units stand, by path prefix; falls back to `origin`."""
    needs: frozenset[Need] = frozenset()
    uses: frozenset[Symbol] = frozenset()
    """Names that must be resolved to the portal's ids before the resource can be written."""
    ref: tuple[str, ...] = ()
    """Row ids of the operating model, shown beside the change."""
    reference: bool = False
    """True: checked, never written (`existing:`)."""
    others: str = "leave"
    """What becomes of options that the blueprint does not name: leave, hide or remove."""
    retired: Mapping[str, str | None] = field(default_factory=dict)
    """Stored values that are no longer used -> the value that their records get; None: they keep theirs."""
    pack: str = ""
    """Name of the pack that holds it; empty for the project's own files."""
    tier: str = ""
    """Lowest tier with which people can do it by hand, empty for all; with `hubs`, of one of these hubs."""
    hubs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Observed:
    """Actual: one thing that the portal has, in the words of the blueprint."""

    address: Address
    id: str
    units: Mapping[str, Json]
    keys: Mapping[str, str] = field(default_factory=dict)
    """Portal ids of parts, by path (`stages.due` -> `"229001"`)."""
    factory: Mapping[str, Json] = field(default_factory=dict)
    """Values that HubSpot ships, by path; a unit that still has its may be changed on first contact."""
    locked: Mapping[str, str] = field(default_factory=dict)
    """Why HubSpot does not let a unit be changed, by path prefix; the path `` (empty) locks everything."""
    another: str = ""
    """What it costs to make another one in its place, where that is the way to change what is locked."""
    shipped: bool = False
    """True where HubSpot defined it: never deleted (rule 14)."""
    unreadable: str = ""
    """Why its content is not known although it exists (403 on a flow); held, never re-created."""
    editor: str = ""
    """Who changed it last, where HubSpot tells."""
    raw: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Present:
    observed: Observed


@dataclass(frozen=True)
class Absent:
    """`archived` says that HubSpot keeps an archived twin which a create may bring back."""

    archived: bool = False


@dataclass(frozen=True)
class Unknown:
    reason: str


Presence = Present | Absent | Unknown
"""Existence has three values (rule 5)."""


@dataclass(frozen=True)
class Observation:
    """What one conversation with the portal about a kind and scope found."""

    found: tuple[Observed, ...] = ()
    unknown: str = ""
    """Why what was not found may exist all the same; empty: the lists are proof of absence."""
    broken: str = ""
    """Why the portal could not be read here at all; nothing is planned from it."""
    archived: frozenset[Address] = frozenset()
    ids: Mapping[Symbol, str] = field(default_factory=dict)
    """Ids of names that were looked up."""
    missing: Mapping[Symbol, str] = field(default_factory=dict)
    """Names that are not in the portal, with the reason to show (rule 1: it waits, it is no error)."""
    findings: tuple[Finding, ...] = ()
    others: tuple[Observed, ...] = ()
    """What is of the kind and no blueprint describes; it may refer to other things all the same."""
    closed: str = ""
    """Why nothing here can be published, as HubSpot answered; empty where nothing says so."""

    @cached_property
    def by_address(self) -> Mapping[Address, Observed]:
        return {observed.address: observed for observed in reversed(self.found)}

    def presence(self, address: Address) -> Presence:
        """Present, absent with proof, or unknown with a reason (rule 5)."""
        observed = self.by_address.get(address)
        if observed:
            return Present(observed)
        if self.unknown:
            return Unknown(self.unknown)
        return Absent(archived=address in self.archived)
