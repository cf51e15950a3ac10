"""Reaching a portal: the hub with the target's credentials, and who is behind them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from revops.hub.account import identify, token_facts
from revops.hub.credentials import Credential, OAuthApp, StaticToken
from revops.hub.door import API
from revops.hub.gateway import Hub
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.plan import PortalFacts
from revops.settings import OAuthSecrets, Settings, Target

if TYPE_CHECKING:
    from pydantic import SecretStr

    from revops.emulator.app import Emulator


def hub_of(settings: Settings, target: Target, emulator: Emulator | None) -> Hub:
    """The hub of a target: in-process for an embedded emulator, with the target's credentials else."""
    base_url = settings.environment.revops_base_url or API
    if emulator:
        return Hub({"data": StaticToken(_emulator_token())}, app=emulator)
    if target.entry.emulator:
        return Hub({"data": StaticToken(_emulator_token())}, base_url)
    secrets = settings.secrets(target)
    return Hub({name: _credential(secret) for name, secret in secrets.items()}, base_url)


def _emulator_token() -> str:
    from revops.emulator import DEFAULT_TOKEN  # noqa: PLC0415 - a portal's session does without it

    return DEFAULT_TOKEN


def _credential(secret: SecretStr | OAuthSecrets) -> Credential:
    if isinstance(secret, OAuthSecrets):
        return OAuthApp(
            secret.client_id, secret.client_secret.get_secret_value(), secret.refresh_token.get_secret_value()
        )
    return StaticToken(secret.get_secret_value())


def identity(
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
    raise Refused([Finding("RV454", Severity.ERROR, told, hint)], UNDECIDED)
