"""Campaigns as the emulator keeps them, and where they are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Ask, Json, Refusal, Reply, Route

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = "campaigns"
_TWINS = (
    ("/marketing/campaigns/{version}", ("2026-09", "2026-03")),
    ("/marketing/{version}/campaigns", ("v3",)),
)


def existing(ask: Ask) -> dict[str, Json]:
    """The campaign of the path, or 404."""
    body: dict[str, Json] | None = ask.portal.table(TABLE).get(ask.args["campaign_guid"])
    if body is None:
        raise Refusal(404, f"No campaign found with id {ask.args['campaign_guid']}", "OBJECT_NOT_FOUND")
    return body


def served(method: str, path: str, handler: Callable[[Ask], Reply]) -> list[Route]:
    """An operation under every path that campaigns have; Marketing Hub alone carries them (dossier I)."""
    write = method != "GET"
    scopes = ("marketing.campaigns.write",) if write else ("marketing.campaigns.read",)
    return [
        Route(
            method,
            f"{base}{path}",
            handler,
            versions,
            scopes,
            tier="professional",
            hubs=("marketing",),
            write=write,
        )
        for base, versions in _TWINS
    ]
