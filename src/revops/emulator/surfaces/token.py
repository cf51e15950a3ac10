"""What a token is and may do: introspection of private app tokens and Service Keys (dossier K)."""

from __future__ import annotations

from revops.emulator.check import body_of, filled
from revops.emulator.http import Ask, Refusal, Reply, Route
from revops.emulator.scopes import ALL
from revops.emulator.store import token_of

_APP_ID = 1


def _info(ask: Ask) -> Reply:
    sent = body_of(ask, {"tokenKey": filled})
    credential = token_of(ask.portal.db, sent["tokenKey"])
    if credential is None:
        raise Refusal(404, "The token is unknown", "OBJECT_NOT_FOUND")
    scopes = ALL if credential.traits.scopes is None else credential.traits.scopes
    # No Service Key reaches workflows (dossier F1); each holds `oauth`, asked for or not (seen 2026-10-01).
    held = sorted((scopes - {"automation"}) | {"oauth"} if credential.traits.service_key else scopes)
    body = {
        "userId": int(credential.user_id),
        "hubId": credential.portal_id,
        "appId": _APP_ID,
        "scopes": held,
    }
    return Reply(200, body)


ROUTES = (Route("POST", "/oauth/v2/private-apps/get/access-token-info", _info, ("v2",), bare=True),)
