"""What `revops compare` compares: a target's portal, a snapshot's, or the project's blueprint."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from revops.blueprint.load import Blueprint
from revops.cli.choice import SCOPES, Choice
from revops.cli.harvest import LATER
from revops.cli.loading import document_of, fill, portal_of, stand_ins_of
from revops.cli.output import busy
from revops.cli.portable import Namer
from revops.cli.session import open_blueprint, open_session
from revops.cli.today import today
from revops.emulator import DEFAULT_TOKEN, Emulator
from revops.engine.capability import Grants
from revops.engine.differences import wished
from revops.engine.observe import Reader, observe
from revops.engine.situation import Place
from revops.engine.snapshot.people import StandIns
from revops.engine.snapshot.secrets import without_secrets
from revops.engine.survey import Wish, survey
from revops.hub.account import identify
from revops.hub.credentials import StaticToken
from revops.hub.gateway import Hub
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.kinds.base import Kind
from revops.kinds.operating import OPERATING
from revops.model.address import Address
from revops.model.comparison import Side, Thing
from revops.model.context import Context
from revops.model.exits import USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.ledger import Ledger
from revops.model.objects import HOST
from revops.model.spec import Observation, Observed
from revops.settings import Settings, Target
from revops.targets import EMULATOR

BLUEPRINT: Final = "blueprint"
"""The word for the project's own files."""
_BY_HAND: Final = frozenset({"checklist", *(kind.name for kind in OPERATING)})
"""Kinds of which no portal holds anything."""


@dataclass(frozen=True)
class Standing:
    """One portal, open to be read, and the blueprint in the words of its target."""

    name: str
    hub: Hub
    context: Context
    grants: Grants
    blueprint: Blueprint
    people: StandIns
    """What stands in for people where the other side is a snapshot without them."""
    is_copy: bool = False
    """True for a snapshot, which holds no secrets."""
    bare: bool = False
    """True for a snapshot in which people were replaced, too."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in KINDS}


def stand(project: Path, name: str, closing: ExitStack) -> Standing:
    """A target by name, or a snapshot by its file's path; a target wins.

    Raises:
        Refused: there is no such target or file (exit code 64), or the file is no snapshot (4).
    """
    path = Path(name)
    targets = tuple(dict.fromkeys((*Settings.load(project).file.targets, EMULATOR)))
    if name not in targets:
        if not path.is_file():
            raise _nowhere(name, path, targets)
        return _copy(project, path, closing)
    session = closing.enter_context(open_session(project, name))
    people = StandIns(stand_ins_of(session.settings, session.target))
    return Standing(name, session.hub, session.context, session.grants, session.blueprint, people)


def _nowhere(name: str, path: Path, targets: Collection[str]) -> Refused:
    """Neither a target nor a file: which of the two it was meant to be, its look tells."""
    if path.is_dir():
        told, hint = f"{name} is a folder", "name the file in it that `revops snapshot --out FILE` wrote"
    elif path.suffix or len(path.parts) > 1:
        told = f"there is no file {name}"
        hint = f"check the path, or make it: revops snapshot --out {name}"
    else:
        told = f"there is neither a target {name!r} nor a file of that name"
        near = get_close_matches(name, [*targets, BLUEPRINT], n=1)
        meant = f"did you mean {near[0]!r}? " if near else ""
        hint = f"{meant}there are the targets {', '.join(sorted(targets))}, and the word `{BLUEPRINT}`"
    return Refused([Finding("RV978", Severity.ERROR, told, hint)], USAGE)


def _copy(project: Path, path: Path, closing: ExitStack) -> Standing:
    """A snapshot behind an emulator in this process, which remembers nothing."""
    document = document_of(path)
    emulator = Emulator(portal_id=portal_of(document))
    closing.callback(emulator.close)
    fill(emulator, document, path)
    hub = closing.enter_context(Hub({"data": StaticToken(DEFAULT_TOKEN)}, app=emulator))
    target, blueprint = open_blueprint(project, _target_of(project, document))
    settings, bare = Settings.load(project), document.get("people") == "replaced"
    there = settings.target(EMULATOR).roles if bare else target.roles
    roles = {name: role for name, role in there.items() if name in target.roles}
    facts = replace(identify(hub), target=str(path), locale=target.entry.locale)
    context = Context(
        locale=target.entry.locale, roles=roles, bind=target.entry.bind, portal=facts, today=today()
    )
    people = StandIns(stand_ins_of(settings, target))
    return Standing(str(path), hub, context, _all_granted(target), blueprint, people, is_copy=True, bare=bare)


def _target_of(project: Path, document: Mapping[str, Json]) -> str:
    """The target that is the snapshot's portal, else the emulator."""
    portal = document.get("portal")
    number = portal.get("id") if isinstance(portal, dict) else None
    targets = Settings.load(project).file.targets
    return next((name for name, entry in targets.items() if number and entry.portal == number), EMULATOR)


def _all_granted(target: Target) -> Grants:
    """A snapshot has no token: what could not be read says so itself."""
    hubs = {str(name): str(tier) for name, tier in target.entry.hubs.items()}
    return Grants({"data": None, "automation": None}, hubs, frozenset())


def veiled(side: Side, people: StandIns | None) -> Side:
    """The side as a snapshot has it: without secrets, and with stand-ins for people where some are given."""

    def shown(units: Json) -> Json:
        safe = without_secrets(units)
        return people.text(safe) if people else safe

    return replace(side, things={a: replace(one, units=shown(one.units)) for a, one in side.things.items()})


def blueprint_and(standing: Standing) -> tuple[Side, Side]:
    """The blueprint's side, and a portal's as far as the blueprint looks at it.

    Raises:
        Refused: the blueprint has errors (exit code 3).
    """
    checked = standing.blueprint.checked()
    wish = Wish(checked.resources, checked.removed, (), checked.digest)
    with busy(f"reading {standing.name}"):
        reader = Reader(standing.hub)
        situation = survey(wish, standing.kinds, standing.context, reader, SURFACES, standing.grants)
    wanted = [one for one in situation.resources if one.address.kind not in _BY_HAND]
    found = [one for place in situation.observations for one in situation.visible(place).values()]
    shut = {place: verdict.reason for place, verdict in situation.readable.items() if verdict.reason}
    seen = situation.observations
    return wished(BLUEPRINT, wanted), Side(standing.name, _things(found), shut | _broken(seen), _doubts(seen))


def portrait(standing: Standing) -> Side:
    """Everything that a portal has, under names that another portal could have, too.

    Custom objects come first, then what stands on them, then what names the others. Ledger and bindings are
    left aside: they are one portal's.
    """
    namer, choice = Namer(), Choice(frozenset(SCOPES), everything=True)
    context = replace(standing.context, ledger=Ledger(), bind={})
    reader, kinds = Reader(standing.hub), standing.kinds
    found: list[Observed] = []
    unread: dict[Place, str] = {}
    doubts: dict[Place, str] = {}
    for names in ([HOST], [one for one in SCOPES if one not in (HOST, *LATER)], [*LATER]):
        with busy(f"reading {standing.name}"):
            places: list[Place] = [(kind, scope) for kind in names for scope in choice.scopes(kind)]
            seen = observe(dict.fromkeys(places, ()), kinds, context, reader)
        if HOST in names:
            objects = {o.address: o for one in seen.values() for o in one.found}
            choice = choice.finding(objects, ())
        unread, doubts = unread | _broken(seen), doubts | _doubts(seen)
        for observed in (o for one in seen.values() for o in one.found):
            named = namer.portable(observed)
            kind = kinds[named.address.kind]
            context = context.named(kind.learn(named.address, {"": named.id, **named.keys}))
            found.append(named)
        found += (o for one in seen.values() for o in one.others if o.unreadable)
    return Side(standing.name, _things(found), unread, doubts)


def _broken(seen: Mapping[Place, Observation]) -> dict[Place, str]:
    return {place: one.broken for place, one in seen.items() if one.broken}


def _doubts(seen: Mapping[Place, Observation]) -> dict[Place, str]:
    return {place: one.unknown for place, one in seen.items() if one.unknown and not one.broken}


def _things(found: Sequence[Observed]) -> dict[Address, Thing]:
    return {one.address: Thing(one.address, one.units, _is_made(one), one.unreadable) for one in found}


def _is_made(observed: Observed) -> bool:
    """Whether HubSpot made it by itself, as it does with the properties of scores."""
    return observed.shipped or ("label" in observed.locked and observed.address.kind != "association")


def require_two(left: str, right: str) -> None:
    """Refuse what compares nothing.

    Raises:
        Refused: both are the blueprint, or the same (exit code 64).
    """
    if left == right:
        told = f"both sides are {left!r}"
        hint = "name two of: a target, a file of `revops snapshot`, or `blueprint`"
        raise Refused([Finding("RV633", Severity.ERROR, told, hint)], USAGE)
