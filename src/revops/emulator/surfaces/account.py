"""Account information: which portal a token belongs to and what kind of account it is (dossier K)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Ask, Json, Reply, Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

UTC_OFFSET_MS = 9 * 3_600_000
"""Every portal keeps Tokyo time; its daily limit starts anew at midnight there."""


def defaults(portal: Portal) -> None:
    """An account in Tokyo time and Japanese yen."""
    portal.table("account")["details"] = {
        "portalId": portal.id,
        "accountType": portal.traits.account_type,
        "timeZone": "Asia/Tokyo",
        "companyCurrency": "JPY",
        "additionalCurrencies": [],
        "utcOffset": "+09:00",
        "utcOffsetMilliseconds": UTC_OFFSET_MS,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }


def _details(ask: Ask) -> Reply:
    return Reply(200, ask.portal.table("account")["details"])


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """The account, under the portal's own id: a copy is another portal, with a ledger of its own."""
    portal.table("account")["details"] = {**body, "portalId": portal.id}


LOADERS = {"/account-info/<version>/details": _load}
ROUTES = (Route("GET", "/account-info/{version}/details", _details, ("2026-09", "2026-03", "v3")),)
