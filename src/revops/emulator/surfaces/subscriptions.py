"""`/communication-preferences`: subscription types by definition, which no API makes (dossier, section I)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from revops.emulator.check import Checker, Fault, fault, integer, whole_number
from revops.emulator.http import Ask, Json, Refusal, Reply, Route

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

TABLE = "subscription_definitions"


def defaults(portal: Portal) -> None:
    """One type for marketing. What HubSpot ships is unverified, the dossier has no list of it."""
    add_subscription(portal, "Marketing Information", is_default=True)


def add_subscription(portal: Portal, name: str, *, is_default: bool = False, active: bool = True) -> str:
    """Put a subscription type into a portal, as somebody at HubSpot's settings would.

    Args:
        portal: Where it goes.
        name: Its name, which nothing keeps unique.
        is_default: Whether HubSpot made it.
        active: Whether it is in use and not archived.

    Returns:
        Its id, a number.
    """
    subscription_id, now = portal.new_id(), portal.now()
    portal.table(TABLE)[subscription_id] = {
        "id": subscription_id,
        "name": name,
        "description": "",
        "purpose": "Marketing",
        "communicationMethod": "Email",
        "isActive": active,
        "isDefault": is_default,
        "isInternal": False,
        "subscriptionTranslations": [],
        "createdAt": now,
        "updatedAt": now,
    }
    return subscription_id


def has_subscription(portal: Portal) -> Checker:
    """Checks that a number is the id of a subscription type in use."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        faults = list(integer(value, where))
        yield from faults
        if not faults and not portal.table(TABLE).get(str(value), {}).get("isActive"):
            yield fault(f"{where}: there is no subscription type {value}", where, "UNKNOWN_REFERENCE")

    return checker


def _list(ask: Ask) -> Reply:
    """Every definition; translations come when asked for. The portal has no other business unit than 0."""
    unit = ask.one("businessUnitId")
    if unit and whole_number(unit) is None:
        raise Refusal(400, "businessUnitId must be a whole number")
    translated, now = ask.flag("includeTranslations"), ask.portal.now()
    shown = [_shown(body, translated=translated) for body in ask.portal.table(TABLE).values()]
    results = shown if int(unit or 0) == 0 else []
    return Reply(200, {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now})


def _shown(body: dict[str, Json], *, translated: bool) -> dict[str, Json]:
    return {key: value for key, value in body.items() if translated or key != "subscriptionTranslations"}


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    table = portal.table(TABLE)
    table.clear()
    table.update({one["id"]: one for one in body["results"]})


_SCOPES = ("communication_preferences.read", "communication_preferences.read_write")
_PATH = "/communication-preferences/{version}/definitions"
LOADERS = {"/communication-preferences/<version>/definitions": _load}
ROUTES = (Route("GET", _PATH, _list, ("2026-09", "2026-03", "v4"), _SCOPES),)
