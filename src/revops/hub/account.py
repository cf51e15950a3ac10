"""Who is behind a credential: the account, the token's scopes, and probes where nobody tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

from revops.hub.errors import refusal
from revops.hub.gateway import Hub
from revops.model.call import Answer, Call
from revops.model.envelope import clean
from revops.model.exits import ERROR, UNDECIDED
from revops.model.finding import Refused
from revops.model.json import Json
from revops.model.pairs import objects_of
from revops.model.plan import PortalFacts

_SURFACES: Final = {"data": ("account", "token"), "automation": ("automation_account", "automation_token")}
"""By credential: the surfaces that tell the account and the token's scopes."""

_PROBES: Final = {
    "properties": "/{0}",
    "pipelines": "/{0}",
    "lifecycle": "/contacts",
    "scores": "/scores",
    "flows": "/flows",
    "lists": "",
    "schemas": "",
    "association_labels": "/{0}/{1}/labels",
}
"""Where an empty body asks for a create that cannot succeed, because required fields are missing."""


@dataclass(frozen=True)
class TokenFacts:
    """What HubSpot tells of a token. Whether it is a Service Key is not among it (dossier K)."""

    portal: int
    scopes: frozenset[str]


def identify(hub: Hub, credential: str = "data") -> PortalFacts:
    """The account behind a credential, `data` or `automation` (dossier K); works with any key.

    Raises:
        Refused: HubSpot does not tell, with its reason.
    """
    call = Call(_SURFACES[credential][0], "GET", "/details")
    answer = hub.send(call)
    body = answer.body if isinstance(answer.body, dict) else {}
    portal = body.get("portalId")
    if not answer.ok or type(portal) is not int or portal < 1:
        _no_account(hub, call, answer)
    facts = PortalFacts(
        portal,
        account_type=_text(body, "accountType", "STANDARD"),
        time_zone=_text(body, "timeZone", "UTC"),
        currency=_text(body, "companyCurrency", ""),
        ui_domain=_text(body, "uiDomain", "app.hubspot.com"),
    )
    hub.time_zone = facts.time_zone
    hub.known.append((call, answer))
    return facts


def token_facts(hub: Hub, credential: str = "data") -> TokenFacts | None:
    """Scopes of a credential, `data` or `automation`; None where HubSpot does not tell, as for OAuth apps."""
    answer = hub.send(Call(_SURFACES[credential][1], "POST", restates=True))
    body = answer.body if answer.ok and isinstance(answer.body, dict) else {}
    portal, scopes = body.get("hubId"), body.get("scopes")
    if type(portal) is not int or not isinstance(scopes, list):
        return None
    if type(user := body.get("userId")) is int:
        hub.writers.add(str(user))
    return TokenFacts(portal, frozenset(scope for scope in scopes if isinstance(scope, str)))


def probe(hub: Hub, surface: str, scope: str = "") -> bool | None:
    """Whether a surface may be written, asked with a write that cannot succeed (design.md, section 4).

    HubSpot looks at the scopes first: 403 says no, 400 says yes, anything else says nothing.
    """
    path = _PROBES.get(surface)
    if path is None:
        return None
    answer = hub.send(Call(surface, "POST", path.format(*objects_of(scope)), body={}, restates=True))
    if answer.fault:
        return None
    return {403: False, 400: True}.get(answer.status)


def _no_account(hub: Hub, call: Call, answer: Answer) -> NoReturn:
    if answer.ok:
        hint = "check REVOPS_BASE_URL: something else than HubSpot may be listening there"
        raise refusal("RV512", f"{call.request}: the account details do not name a portal", hint)
    raise Refused([hub.explain(answer, call)], UNDECIDED if answer.refused else ERROR)


def _text(body: Json, name: str, default: str) -> str:
    value = body.get(name)
    return clean(value) or default
