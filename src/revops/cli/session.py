"""What a command works with: the project's files, and the portal behind a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from revops.blueprint.bound import unformulable
from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint, load
from revops.blueprint.unasked import unasked
from revops.cli.around import around
from revops.cli.consents import require_named, require_units
from revops.cli.memory import share_one_heap
from revops.cli.output import busy
from revops.cli.reach import hub_of, identity
from revops.cli.recovery import take_up
from revops.cli.today import today
from revops.cli.waiting import patience
from revops.engine.capability import Grants
from revops.engine.counting import weighed
from revops.engine.impact import impacted
from revops.engine.moving import Moved, follow
from revops.engine.observe import THREADS, Reader
from revops.engine.planner import make_plan
from revops.engine.run import Run
from revops.engine.situation import Situation
from revops.engine.survey import Wish, openings, survey
from revops.hub.account import probe
from revops.hub.gateway import Hub
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.kinds.base import Kind
from revops.kinds.objects import path_word
from revops.model.context import Context
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused, Severity
from revops.model.hubs import ADD_ONS
from revops.model.ledger import Ledger
from revops.model.plan import Consents, Plan, PortalFacts
from revops.settings import EMULATOR_STATE, Settings, Target
from revops.state.kept import Kept, Locking, keep_state

_NOBODY = Consents()

if TYPE_CHECKING:
    from revops.emulator.app import Emulator


@dataclass(frozen=True)
class Session:
    """One target of one project, identified and open."""

    settings: Settings
    target: Target
    blueprint: Blueprint
    hub: Hub
    state: Kept
    context: Context
    grants: Grants
    moved: Moved
    """The ledger as the blueprint's `moved:` has it; nothing of it is on disk yet."""
    emulator: Emulator | None = None
    """The embedded one, where the target is it."""
    recovered: tuple[Finding, ...] = ()
    """What is to be said of runs that were cut off."""
    ahead: list[Reader] = field(default_factory=list)
    """Has the first answers for the first look, if any."""
    probed: dict[tuple[str, str], bool | None] = field(default_factory=dict)
    """What probes answered, by surface and scope; none is sent twice."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in KINDS}

    def look(self, consents: Consents) -> Situation:
        """Read the portal, as far as the blueprint names it.

        Raises:
            Refused: the blueprint has errors (exit code 3), or a consent names a unit that nothing has (64).
        """
        blueprint = self.blueprint.checked()
        findings = (*blueprint.findings, *self.moved.findings, *self.recovered)
        wish = Wish(blueprint.resources, blueprint.removed, findings, blueprint.digest, self.moved.addresses)
        with busy("reading the portal") as status:
            situation = survey(
                wish,
                self.kinds,
                self.context,
                self.ahead.pop() if self.ahead else Reader(self.hub),
                SURFACES,
                self.grants,
                self.probe,
                lambda place: status.update(f"read {' of '.join(filter(None, place))}") if status else None,
            )
        entry, protected = self.target.entry, self.context.portal.protected
        situation = replace(
            situation,
            consents=consents,
            enrol_cap=entry.enrol_cap(protected=protected),
            caps=entry.change_caps(protected=protected),
            reads=self.hub.reads,
        )
        require_units(situation)
        return situation

    def counted(self, situation: Situation, reader: Reader | None = None) -> tuple[Situation, Plan]:
        """The plan with what it would set off, for those who are to agree to it.

        What `reader` knows of the portal is not asked again.
        """
        plan = make_plan(situation)
        with busy("counting records") as status:
            found = weighed(
                situation,
                plan,
                self.hub,
                datetime.now(UTC),
                lambda address: status.update(f"counting records of {address}") if status else None,
            )
            asking, where = reader or Reader(self.hub), partial(around, grants=self.grants)
            found = impacted(found, plan, where, asking, datetime.now(UTC))
        if found is situation:
            return situation, plan
        found = replace(found, reads=self.hub.reads)
        return found, make_plan(found)

    def probe(self, surface: str, scope: str) -> bool | None:
        """Whether a surface may be written for an object type: False, True, or None where nothing tells."""
        if (surface, scope) not in self.probed:
            self.probed[surface, scope] = probe(self.hub, surface, path_word(scope, self.context))
        return self.probed[surface, scope]

    def reread(self, ledger: Ledger) -> Session:
        """The same session with the files as they are now, and with another ledger in mind."""
        blueprint = _load(self.settings, self.target)
        return replace(self, blueprint=blueprint, context=replace(self.context, ledger=ledger))

    def run(self, situation: Situation) -> Run:
        """What `execute` needs besides the plan."""
        return Run(situation, self.hub, self.state.save, self.hub.lag, journal=self.state.journal)


def open_blueprint(project: Path, target_name: str | None) -> tuple[Target, Blueprint]:
    """The files alone, for one target's locale and variables; no portal is asked."""
    settings, target = _addressed(project, target_name)
    return target, _load(settings, target)


def _addressed(project: Path, target_name: str | None) -> tuple[Settings, Target]:
    """The project's settings and the target that is meant."""
    settings = Settings.load(project)
    target = settings.target(target_name)
    _require_project(settings)
    return settings, target


def _load(settings: Settings, target: Target) -> Blueprint:
    """The blueprint, with what the target says that no blueprint asks for."""
    entry = target.entry
    found = load(
        settings.project, settings.file.blueprints, KINDS, locale=entry.locale, variables=entry.variables
    )
    if found.errors:
        return found
    idle = unasked(found, settings.project, target.name, entry.variables, entry.roles)
    odd = unformulable(found, settings.project, {target.name: entry.bind})
    return replace(found, findings=(*idle, *odd, *found.findings))


@contextmanager
def open_session(
    project: Path,
    target_name: str | None,
    consents: Consents = _NOBODY,
    locking: Locking | None = None,
    *,
    looks: bool = False,
) -> Iterator[Session]:
    """A session with the target's portal; its identity is checked before anything else (rule 7).

    Args:
        project: the folder.
        target_name: of revops.yaml; None for the default one.
        consents: as they were given on the command line.
        locking: for a command that saves the ledger; the portal is its own until the session ends.
        looks: for a command that looks at the portal: it is asked while the blueprint is still being read.

    Raises:
        Refused: no token, another portal than the one that is pinned, or a state that cannot be used; or a
            consent that cannot mean anything (exit code 64), before anything is sent.
    """
    share_one_heap()
    settings, target = _addressed(project, target_name)
    agreeing = _agreeing(settings, target, consents) if any(consents.patterns.values()) else None
    with ExitStack() as closing:
        emulator = embedded_emulator(settings, closing) if settings.is_embedded(target) else None
        hub = closing.enter_context(hub_of(settings, target, emulator))
        beside = closing.enter_context(ThreadPoolExecutor(THREADS))
        with busy("asking who is behind the token"):
            loading = beside.submit(lambda: agreeing or _load(settings, target))
            facts, scopes = identity(hub, settings, target)
        state = _state(closing, settings, target, facts.id, locking)
        ledger, told = take_up(state, locking, _lag)
        context, grants = _context(target, ledger, facts), _grants(scopes, target)
        ahead = [_ahead(hub, context, grants, beside)] if looks else []
        with busy("reading the blueprint files"):
            blueprint = loading.result()
        moved = follow(ledger, blueprint.moved)
        context = replace(context, ledger=moved.ledger, renamed=moved.renamed)
        yield Session(settings, target, blueprint, hub, state, context, grants, moved, emulator, told, ahead)


def _state(
    closing: ExitStack, settings: Settings, target: Target, portal: int, locking: Locking | None
) -> Kept:
    """The target's state; whom it waits for is told."""
    url = settings.state_url(target)
    with patience(portal) as told:
        return closing.enter_context(keep_state(settings.project, url, portal, locking, told))


def _ahead(hub: Hub, context: Context, grants: Grants, pool: Executor) -> Reader:
    """A reader whose first requests are on their way."""
    reader = Reader(hub)
    reader.ahead(openings({kind.name: kind for kind in KINDS}, context, SURFACES, grants), pool)
    return reader


def _context(target: Target, ledger: Ledger, facts: PortalFacts) -> Context:
    entry = target.entry
    return Context(
        locale=entry.locale,
        roles=target.roles,
        bind=entry.bind,
        ledger=ledger,
        portal=facts,
        today=today(),
    )


def _lag(surface: str) -> float:
    """Seconds until a write must be readable; a surface that another version of the tool knew has none."""
    return SURFACES[surface].lag if surface in SURFACES else 0.0


def _grants(scopes: Mapping[str, frozenset[str] | None], target: Target) -> Grants:
    hubs = {str(name): str(tier) for name, tier in target.entry.hubs.items()}
    return Grants(scopes, hubs, frozenset(ADD_ONS[name] for name in target.entry.add_ons))


def _agreeing(settings: Settings, target: Target, consents: Consents) -> Blueprint:
    """The blueprint, read before anything is sent because the consents speak of it."""
    blueprint = _load(settings, target)
    require_named(consents, blueprint, {kind.name: kind for kind in KINDS})
    return blueprint


def _require_project(settings: Settings) -> None:
    """Refuse a folder that is no project, before anything is made in it."""
    if any((settings.project / name).exists() for name in (SETTINGS, *settings.file.blueprints)):
        return
    told = f"there is no project here: neither {SETTINGS} nor a folder of blueprints"
    raise Refused([Finding("RV476", Severity.ERROR, told, "revops init")], INVALID)


def embedded_emulator(settings: Settings, closing: ExitStack) -> Emulator:
    """The emulator in this process."""
    from revops.emulator import Emulator  # noqa: PLC0415 - a portal's session does without it

    state = settings.project / EMULATOR_STATE
    state.parent.mkdir(parents=True, exist_ok=True)
    emulator = Emulator(state)
    closing.callback(emulator.close)
    return emulator
