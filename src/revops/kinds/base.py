"""The contract of a kind: everything the engine, the loader and the emitters ask of one, all of it pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from pydantic import Field

from revops.model.address import Address, Origin
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change, Consent
from revops.model.condition import Condition, PropertyRef
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Need, Observation, Observed, Phase, Resource, Symbol

Text = Annotated[
    str | dict[str, str],
    Field(description="One text for all languages, or one per language: {ja: …, en: …}"),
]
"""A label in the blueprint."""

Refs = Annotated[str | list[str], Field(description="Row ids of the operating model, e.g. MP12")]


class Surroundings(Protocol):
    """What a kind may ask of the rest of the blueprint while it expands its section.

    Errors are reported and collected, never raised, so that all of them are shown at once.
    """

    locale: str

    def text(self, label: str | Mapping[str, str], *path: str | int) -> str:
        """The label in the target's locale; a missing language is reported at `path`."""

    def condition(self, name: str, *path: str | int) -> Condition | None:
        """A named condition; an unknown name is reported with the nearest valid one."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        """An inline condition, checked against property names, types and options; None after a report."""

    def property_type(self, ref: PropertyRef) -> str | None:
        """`type` of a property that the blueprint declares (`existing:` or its own), or None."""

    def provider(self, ref: PropertyRef) -> Need | None:
        """The resource that provides a property, and the phase it must have reached (a score: publish)."""

    def entry(self, *path: str) -> Json:
        """What the document holds below these keys, not checked yet; None where it holds nothing."""

    def origin(self, *path: str | int) -> Origin:
        """Where a key of the document stands, e.g. `origin("properties", "contacts", "tier", "label")`."""

    def report(self, code: str, summary: str, *path: str | int, hint: str = "") -> None:
        """An error at a place of the document."""


@dataclass(frozen=True)
class Settled:
    """What one answer says about one address that the call carried."""

    address: Address
    done: bool
    id: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Ids learnt for parts of the resource, by unit path prefix."""
    finding: Finding | None = None
    doubtful: bool = False
    """True where the answer says nothing about the address, so that it has to be read back (rule 6)."""
    by_hand: bool = False
    """True where HubSpot refused and a person can do it in HubSpot instead."""


class Kind(Protocol):
    """One kind of resource: its YAML section, its wire translation, its hazards. No I/O anywhere.

    Unit paths are dotted (`options.website.label`); a unit named `order` or ending in `.order` holds a list
    of keys and is compared as the relative sequence of the managed keys.
    """

    name: str
    """First part of the address."""
    section: str
    """Top-level key in a blueprint file."""
    section_type: Any
    """Type of the section's value, for validation and for the JSON Schema."""
    after: frozenset[str]
    """Kinds that come first in a run and last in a removal."""
    reads: tuple[str, ...]
    """Surfaces that observing needs; the first is where the resources live."""
    writes: tuple[str, ...]
    """Surfaces that writing needs."""
    moves: tuple[str, ...]
    """Surfaces that moving records needs, for resources that retire something."""
    deletes: bool
    """False where HubSpot's API removes nothing of the kind, so that `removed:` is done by hand."""
    asks: frozenset[Consent]
    """Consents that changes of the kind can take besides `create`, `take` and the `delete` of `removed:`."""
    publishes: tuple[str, ...]
    """Surfaces that publishing needs besides `writes`."""

    def expand(self, section: Json, near: Surroundings) -> Iterable[Resource]:
        """The validated section (of `section_type`) as resources."""

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        """Ask the portal about one scope; returns an `Observation`.

        Everything of the kind that was found is returned, also what is not wanted (`pull`, `removed:`).
        Two reads that are equal are sent once for the whole run, so names may be looked up freely.
        The ledger in the context tells ids and keys from earlier runs (rule 14).
        """

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        """Those first reads of `observe` that it sends whatever is wanted; they may go out before it."""

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """The resource as it is wanted in this portal: choices made (`else:`), `others:` spelled out."""

    def instead(
        self, resource: Resource, seen: Observation, why: str
    ) -> tuple[Sequence[Resource], Sequence[Finding]]:
        """What is made where the kind is out of reach: resources of other kinds, and what that costs.

        `why` says what keeps it out of reach; what was seen tells whether that is so for good.
        """

    def phase(self, path: str, actual: Observed | None) -> Phase:
        """In which phase a unit is written, given what is there now."""

    def follow(self, resource: Resource, moved: frozenset[str]) -> Mapping[str, Json]:
        """Units that lapse when others are written: path -> value afterwards (a score becomes a draft)."""

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        """All changes of this kind and scope in one layer; each call names the addresses it carries."""

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        """One `Settled` for every address that the call carried, also from a 207."""

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        """The names that others may use once these ids are known (stage ids, a score's id)."""

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        """Count what a change of a later phase sets off; returns a `Consequence`. None: nothing to count."""

    def hazards(self, change: Change) -> Iterable[Finding]:
        """What a person should know before agreeing to the change; it carries what was counted."""

    def by_hand(self, change: Change, context: Context) -> str:
        """The exact clicks and a deep link to do the change in HubSpot, or `` where there is no such way."""

    def audit(self, change: Change, context: Context) -> Sequence[Call]:
        """Reads that tell who edited the change's units last, where the observation does not tell it."""

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        """What the portal's own body names, by the portal's ids: whom it would miss (`revops impact`)."""

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        """The entry that `pull` writes into a blueprint file, without the name."""

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        """Put the portal's value of one unit into the entry of a blueprint file, in place (`--keep`).

        `value` is MISSING where the portal has no such unit. Labels change in the context's locale only.
        """
