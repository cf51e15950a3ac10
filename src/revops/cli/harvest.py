"""What a portal has, as entries of blueprint files: looked at, named, and said in the blueprint's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from revops.blueprint.compose import Trail
from revops.cli.choice import ON_OBJECTS, SCOPES, Choice
from revops.cli.described import Described
from revops.cli.output import busy
from revops.cli.portable import Namer
from revops.cli.session import Session
from revops.engine.observe import Reader, observe
from revops.engine.situation import Place
from revops.hub.surfaces import OBJECTS
from revops.kinds.base import Kind
from revops.kinds.objects import role_properties
from revops.kinds.raw import holds_raw
from revops.kinds.workflow.records import without_role
from revops.kinds.workflow.reenrolment import BY_CONDITION, TRIGGERS
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.pairs import objects_of
from revops.model.spec import Observation, Observed, Symbol

_STAYS: Final = "it stays in HubSpot as it is"
LATER: Final = (
    *("form", "campaign", "email", "score", "segment", "workflow"),
    *("pipeline_rules", "stage_permissions"),
)
"""Kinds that name properties, stages and pipelines of the others."""
_REFERRED_TO: Final = ("form", "email", "segment")
"""Kinds of these that the others of these name."""
_FILES: Final = (
    *("lifecycle", "associations", "forms", "campaigns", "emails", "scores", "segments", "teams"),
    "workflows",
)
"""Sections with a file of their own; all others stand in the file of their object."""


@dataclass(frozen=True)
class Piece:
    """One entry of a file. A resource may be made of several."""

    address: Address
    trail: Trail
    entry: Json
    part: int = 1
    """Of its file, where all together are too much for one."""

    @property
    def file(self) -> str:
        section = str(self.trail[0])
        more = f"_{self.part}" if self.part > 1 else ""
        return f"{section if section in _FILES else self.trail[1]}{more}.yaml"


@dataclass
class Harvest:
    """What was found, and what is left in HubSpot with the reason."""

    pieces: list[Piece] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    types: dict[PropertyRef, str] = field(default_factory=dict)
    """Every property that the portal has, for references."""
    roles: set[PropertyRef] = field(default_factory=set)
    """Properties without which a custom object cannot be made, so that they go with it."""
    broken: bool = False
    """True where a place could not be read."""

    def see(self, observed: Observed) -> None:
        address = observed.address
        if address.kind == "property":
            self.types[PropertyRef(address.scope, address.name)] = str(observed.units["type"])

    def leave(self, address: Address, why: str, hint: str = _STAYS) -> None:
        self.findings.append(
            Finding("RV470", Severity.WARNING, f"{address} is left out: {why}", hint, address)
        )


def gather(session: Session, choice: Choice, reader: Reader) -> Harvest:
    """Everything of the choice that the project's files do not name yet.

    1. Custom objects, where they are asked for. 2. Properties, groups, lifecycle, pipelines. 3. What refers
    to these by name: scores and workflows.

    Raises:
        Refused: the choice names an object that there is not (exit code 64).
    """
    harvest, namer, context = Harvest(), Namer(), session.context
    described = Described.by(session.blueprint.resources)
    known, by_name = described.addresses, session.kinds
    choice.check_names()
    if not (choice.wants_custom or choice.objects):
        harvest.findings.extend(_unasked(session, context, known, reader))
    for address in known:
        namer.reserve(address.kind, [address.name])
    for kinds in ([HOST], [kind for kind in SCOPES if kind not in (HOST, *LATER)], [*LATER]):
        seen = _look(session, choice, kinds, context, reader)
        if HOST in kinds:
            choice = _knowing(choice, seen, known)
        if "workflow" in kinds:
            keys = _keys(session, seen, deepcopy(namer), harvest, choice, described)
            seen = _look(session, choice, kinds, context.named(keys), reader) if keys else seen
        with busy("saying it in the blueprint's words"):
            for place, observation in seen.items():
                for observed in observation.found:
                    named = observed if observed.address in known else namer.portable(observed)
                    kind = by_name[named.address.kind]
                    learnt = kind.learn(named.address, {"": named.id, **named.keys})
                    context = context.named(learnt) if learnt else context
                    harvest.see(named)
                    if _wants(harvest, named, choice) and named not in described:
                        _take(harvest, named, choice, kind, context)
                _note(harvest, place, observation, choice)
    return harvest


def _keys(
    session: Session,
    seen: Mapping[Place, Observation],
    namer: Namer,
    harvest: Harvest,
    choice: Choice,
    described: Described,
) -> dict[Symbol, str]:
    """The keys of what is described already or about to be taken; a name may change, a key does not.

    The second look, which knows them, has its answers already.
    """
    keys: dict[Symbol, str] = {}
    for observed in chain.from_iterable(observation.found for observation in seen.values()):
        there = observed.address in described.addresses
        named = observed if there else namer.portable(observed)
        taken = _wants(harvest, named, choice) and named not in described and not beyond_words(named)
        if (there or taken) and named.address.kind in _REFERRED_TO:
            keys |= session.kinds[named.address.kind].learn(named.address, {"": named.id, **named.keys}) or {}
    return keys


def _unasked(
    session: Session, context: Context, known: Collection[Address], reader: Reader
) -> Iterator[Finding]:
    """Custom objects that nobody asked for; a portal that does not tell of any has none to tell of."""
    place = (HOST, "")
    seen = observe({place: ()}, session.kinds, context, reader)[place]
    for one in () if seen.broken else seen.found:
        if one.address not in known:
            told = f"{one.address} is left out: custom objects are pulled when they are asked for"
            hint = f"revops pull --object {one.address.name}, or --kind object for all"
            yield Finding("RV783", Severity.INFO, told, hint, one.address)


def _knowing(choice: Choice, seen: Mapping[Place, Observation], known: Collection[Address]) -> Choice:
    """The choice with the custom objects that there are; what could not be read proves nothing."""
    objects = {o.address: o for one in seen.values() for o in one.found}
    if seen and not any(one.broken for one in seen.values()):
        choice.check_found(objects)
    return choice.finding(objects, known)


def _look(
    session: Session, choice: Choice, kinds: Iterable[str], context: Context, reader: Reader
) -> Mapping[Place, Observation]:
    """Stages and properties are looked at whatever was chosen: others name them."""
    wanted = {*choice.kinds, *([HOST] if choice.wants_custom else [])}
    chosen = [kind for kind in kinds if kind in wanted or kind not in (HOST, *LATER)]
    places = {(kind, scope): () for kind in chosen for scope in choice.scopes(kind)}
    places |= {("property", scope): () for scope in OBJECTS if "property" in chosen}
    with busy("reading the portal") as status:

        def tell(place: Place) -> None:
            if status:
                status.update(f"read {' of '.join(filter(None, place))}")

        return observe(places, session.kinds, context, reader, tell)


def _note(harvest: Harvest, place: Place, seen: Observation, choice: Choice) -> None:
    if place[0] in choice.kinds or place[0] == HOST:
        harvest.findings.extend(seen.findings)
        harvest.broken = harvest.broken or bool(seen.broken)


def _wants(harvest: Harvest, observed: Observed, choice: Choice) -> bool:
    """Whether it was asked for, and is somebody's work."""
    return _is_chosen(harvest, observed, choice) and _is_work(observed, choice)


def _take(harvest: Harvest, observed: Observed, choice: Choice, kind: Kind, context: Context) -> None:
    """Note one thing that the portal has, unless it is beyond words."""
    address = observed.address
    unsaid = beyond_words(observed)
    if unsaid:
        harvest.leave(address, *unsaid)
        return
    entry = kind.describe(observed, context)
    if not entry:
        return
    if address.kind == HOST:
        harvest.roles |= {PropertyRef(address.name, name) for name in role_properties(entry)}
    harvest.pieces.extend(_pieces(kind, observed, entry, choice))
    for path, what in _unsaid(observed):
        told = f"{path} of {address} is left out: a blueprint has no words for {what}"
        harvest.findings.append(Finding("RV471", Severity.INFO, told, _STAYS, address))


def _unsaid(observed: Observed) -> Iterator[tuple[str, str]]:
    """Parts of what is taken that stay in HubSpot alone: the path, and what it is."""
    for path, value in observed.units.items():
        if isinstance(value, Mapping) and "calculation" in value:
            yield path, "this rule"
    if observed.units.get(TRIGGERS, BY_CONDITION) != BY_CONDITION:
        yield "reEnrol", "its triggers"


def _is_chosen(harvest: Harvest, observed: Observed, choice: Choice) -> bool:
    """Whether it was asked for, or an object that was asked for cannot do without it."""
    address = observed.address
    if address.kind == "property" and PropertyRef(address.scope, address.name) in harvest.roles:
        return True
    wanted = choice.wants_custom if address.kind == HOST else address.kind in choice.kinds
    return wanted and choice.covers(observed)


def _is_work(observed: Observed, choice: Choice) -> bool:
    """Somebody's work, not HubSpot's: made by hand, or shipped and changed since."""
    if not observed.shipped:
        # HubSpot makes the properties of scores; a label without its other side is somebody's all the same.
        return observed.address.kind == "association" or "label" not in observed.locked
    return choice.everything or _is_changed(observed)


def _is_changed(observed: Observed) -> bool:
    """For an association of HubSpot's, its entry tells: it holds the limits that somebody set."""
    if observed.address.kind == "association":
        return True
    if observed.address.kind not in ("pipeline", "lifecycle"):
        return False
    return any(observed.factory.get(path, MISSING) != value for path, value in observed.units.items())


def _pieces(kind: Kind, observed: Observed, entry: Mapping[str, Json], choice: Choice) -> Iterator[Piece]:
    address = observed.address
    if address.kind == "lifecycle":
        for key, stage in entry.items():
            path = f"stages.{key}.label"
            if choice.everything or observed.factory.get(path) != observed.units[path]:
                yield Piece(address, (kind.section, key), stage)
        return
    below = objects_of(address.scope) if address.kind in (*ON_OBJECTS, "association") else ()
    yield Piece(address, (kind.section, *below, address.name), entry)


def beyond_words(observed: Observed) -> tuple[str, str] | tuple[()]:
    """Why a blueprint cannot say it, and what a person can do; nothing where it can."""
    if observed.unreadable:
        return observed.unreadable, _STAYS
    if "steps" in observed.locked:
        return observed.locked["steps"], _STAYS
    if observed.address.kind == "association" and "label" in observed.locked:
        return observed.locked["label"], _STAYS
    for path, value in observed.units.items():
        if holds_raw(value):
            return f"a blueprint has no words for {path} as it is set in HubSpot", _STAYS
        said = value if isinstance(value, Mapping) else {}
        owner = without_role(said.get("task") or {})
        if owner:
            return f"{path} is for {owner}, who has no role", "map the person to a role in revops.yaml"
    return ()
