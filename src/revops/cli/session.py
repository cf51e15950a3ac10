"""What a command works with: the project's files, and the portal behind a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint, load
from revops.blueprint.unasked import unasked
from revops.cli.consents import require_named, require_units
from revops.cli.memory import share_one_heap
from revops.cli.output import busy
from revops.cli.today import today
from revops.engine.capability import Grants
from revops.engine.counting import weighed
from revops.engine.moving import Moved, follow
from revops.engine.planner import make_plan
from revops.engine.run import Run
from revops.engine.situation import Situation
from revops.engine.survey import Wish, survey
from revops.hub.account import identify, probe, token_facts
from revops.hub.credentials import Credential, OAuthApp, StaticToken
from revops.hub.door import API
from revops.hub.gateway import Hub
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.kinds.base import Kind
from revops.kinds.objects import path_word
from revops.model.context import Context
from revops.model.finding import Finding, Refused, Severity
from revops.model.hubs import ADD_ONS
from revops.model.ledger import Ledger
from revops.model.plan import Consents, Plan, PortalFacts
from revops.settings import EMULATOR_STATE, OAuthSecrets, Settings, Target
from revops.state.ledger import LedgerFile, ledger_path

_NOBODY = Consents()

if TYPE_CHECKING:
    from pydantic import SecretStr

    from revops.emulator.app import Emulator


@dataclass(frozen=True)
class Session:
    """One target of one project, identified and open."""

    settings: Settings
    target: Target
    blueprint: Blueprint
    hub: Hub
    ledger_file: LedgerFile
    context: Context
    grants: Grants
    moved: Moved
    """The ledger as the blueprint's `moved:` has it; nothing of it is on disk yet."""
    emulator: Emulator | None = None
    """The embedded one, where the target is it."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        return {kind.name: kind for kind in KINDS}

    def look(self, consents: Consents) -> Situation:
        """Read the portal, as far as the blueprint names it.

        Raises:
            Refused: the blueprint has errors (exit code 3), or a consent names a unit that nothing has (64).
        """
        blueprint = self.blueprint.checked()
        findings = (*blueprint.findings, *self.moved.findings)
        wish = Wish(blueprint.resources, blueprint.removed, findings, blueprint.digest, self.moved.addresses)
        with busy("reading the portal") as status:
            situation = survey(
                wish,
                self.kinds,
                self.context,
                self.hub,
                SURFACES,
                self.grants,
                self.probe,
                lambda place: status.update(f"read {' of '.join(filter(None, place))}") if status else None,
            )
        cap = self.target.entry.enrol_cap(protected=self.context.portal.protected)
        situation = replace(situation, consents=consents, enrol_cap=cap, reads=self.hub.reads)
        require_units(situation)
        return situation

    def counted(self, situation: Situation) -> tuple[Situation, Plan]:
        """The plan with what it would set off, for those who are to agree to it."""
        plan = make_plan(situation)
        with busy("counting records") as status:
            found = weighed(
                situation,
                plan,
                self.hub,
                datetime.now(UTC),
                lambda address: status.update(f"counting records of {address}") if status else None,
            )
        if found is situation:
            return situation, plan
        found = replace(found, reads=self.hub.reads)
        return found, make_plan(found)

    def probe(self, surface: str, scope: str) -> bool | None:
        """Whether a surface may be written for an object type: False, True, or None where nothing tells."""
        return probe(self.hub, surface, path_word(scope, self.context))

    def reread(self, ledger: Ledger) -> Session:
        """The same session with the files as they are now, and with another ledger in mind."""
        blueprint = _load(self.settings, self.target)
        return replace(self, blueprint=blueprint, context=replace(self.context, ledger=ledger))

    def run(self, situation: Situation) -> Run:
        """What `execute` needs besides the plan."""
        return Run(situation, self.hub, self.ledger_file.save, self.hub.lag)


def open_blueprint(project: Path, target_name: str | None) -> tuple[Target, Blueprint]:
    """The files alone, for one target's locale and variables; no portal is asked."""
    settings = Settings.load(project)
    target = settings.target(target_name)
    _require_project(settings)
    return target, _load(settings, target)


def _load(settings: Settings, target: Target) -> Blueprint:
    """The blueprint, with what the target says that no blueprint asks for."""
    entry = target.entry
    found = load(
        settings.project, settings.file.blueprints, KINDS, locale=entry.locale, variables=entry.variables
    )
    if found.errors:
        return found
    idle = unasked(found, settings.project, target.name, entry.variables, entry.roles)
    return replace(found, findings=(*idle, *found.findings))


@contextmanager
def open_session(project: Path, target_name: str | None, consents: Consents = _NOBODY) -> Iterator[Session]:
    """A session with the target's portal; its identity is checked before anything else (rule 7).

    Raises:
        Refused: no token, another portal than the one that is pinned, or a ledger that cannot be used; or a
            consent that cannot mean anything (exit code 64), before anything is sent.
    """
    share_one_heap()
    settings = Settings.load(project)
    _require_file_state(settings)
    target = settings.target(target_name)
    _require_project(settings)
    agreeing = _agreeing(settings, target, consents) if any(consents.patterns.values()) else None
    with ExitStack() as closing:
        emulator = embedded_emulator(settings, closing) if target.entry.emulator else None
        hub = closing.enter_context(_hub(settings, target, emulator))
        with busy("asking who is behind the token"), ThreadPoolExecutor(1) as pool:
            identity = pool.submit(_identity, hub, settings, target)
            blueprint = agreeing or _load(settings, target)  # while the answers are on their way
            facts, scopes = identity.result()
        ledger_file = LedgerFile(ledger_path(project, facts.id), facts.id)
        moved = follow(ledger_file.load(), blueprint.moved)
        context = Context(
            locale=target.entry.locale,
            roles=target.roles,
            bind=target.entry.bind,
            ledger=moved.ledger,
            portal=facts,
            today=today(),
        )
        grants = _grants(scopes, target)
        yield Session(settings, target, blueprint, hub, ledger_file, context, grants, moved, emulator)


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
    raise Refused([Finding("RV476", Severity.ERROR, told, "revops init")], 3)


def _require_file_state(settings: Settings) -> None:
    """Refuse a database for the state rather than ignore it: there is none yet."""
    if settings.environment.revops_state_url:
        told = "REVOPS_STATE_URL is set, but state is kept in the project's files only, so far"
        raise Refused([Finding("RV455", Severity.ERROR, told, "unset it and commit .revops/ledger")], 64)


def embedded_emulator(settings: Settings, closing: ExitStack) -> Emulator | None:
    """The emulator in this process, unless the environment names one that runs elsewhere."""
    if settings.environment.revops_base_url:
        return None
    from revops.emulator import Emulator  # noqa: PLC0415 - a portal's session does without it

    state = settings.project / EMULATOR_STATE
    state.parent.mkdir(parents=True, exist_ok=True)
    emulator = Emulator(state)
    closing.callback(emulator.close)
    return emulator


def _hub(settings: Settings, target: Target, emulator: Emulator | None) -> Hub:
    base_url = settings.environment.revops_base_url or API
    if emulator:
        return Hub({"data": StaticToken(_emulator_token())}, app=emulator)
    if target.entry.emulator:
        return Hub({"data": StaticToken(_emulator_token())}, base_url)
    secrets = settings.secrets(target)
    return Hub({name: _credential(secret) for name, secret in secrets.items()}, base_url)


def _emulator_token() -> str:
    from revops.emulator import DEFAULT_TOKEN  # noqa: PLC0415 - as above

    return DEFAULT_TOKEN


def _credential(secret: SecretStr | OAuthSecrets) -> Credential:
    if isinstance(secret, OAuthSecrets):
        return OAuthApp(
            secret.client_id, secret.client_secret.get_secret_value(), secret.refresh_token.get_secret_value()
        )
    return StaticToken(secret.get_secret_value())


def _identity(
    hub: Hub, settings: Settings, target: Target
) -> tuple[PortalFacts, dict[str, frozenset[str] | None]]:
    """The account behind every credential, and what HubSpot tells of their scopes."""
    separate = not target.entry.emulator and "automation" in settings.secrets(target)
    credentials = ["data", "automation"] if separate else ["data"]
    with ThreadPoolExecutor(2 * len(credentials)) as pool:
        asked = {name: pool.submit(identify, hub, name) for name in credentials}
        asked_scopes = {name: pool.submit(token_facts, hub, name) for name in credentials}
        accounts = {name: future.result() for name, future in asked.items()}
        told = {name: future.result() for name, future in asked_scopes.items()}
    for name, account in accounts.items():
        _require_portal(account.id, name, accounts["data"], target)
    scopes = {name: facts.scopes if facts else None for name, facts in told.items()}
    facts = replace(
        accounts["data"],
        target=target.name,
        locale=target.entry.locale,
        protected=target.is_protected(accounts["data"].account_type),
    )
    return facts, {"automation": scopes["data"], **scopes}


def _require_portal(found: int, credential: str, data: PortalFacts, target: Target) -> None:
    """Refuse a token of another portal than the one that is pinned."""
    wanted = target.portal or data.id
    if found == wanted:
        return
    told = (
        f"the {credential} token belongs to portal {found}, but the target {target.name!r} is portal {wanted}"
    )
    hint = "set the token of that portal, or name another target"
    raise Refused([Finding("RV454", Severity.ERROR, told, hint)], 4)
