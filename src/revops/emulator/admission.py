"""Who may call what: betas, Service Keys, subscription tiers and scopes, each refused as HubSpot does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotFound

from revops.emulator.http import Refusal

if TYPE_CHECKING:
    from revops.emulator.http import Ask, Route
    from revops.emulator.portal import Traits

_SCOPES_PAGE = "https://developers.hubspot.com/scopes"


def unauthenticated() -> Refusal:
    """The 401 of an unknown or absent token (dossier L2)."""
    return Refusal(
        401,
        "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find "
        "more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
        "INVALID_AUTHENTICATION",
    )


def missing_scopes(scopes: tuple[str, ...]) -> Refusal:
    """The 403 that names the scopes of which one is missing (dossier K, L2)."""
    named = {"requiredGranularScopes": list(scopes)}
    refusal = Refusal(
        403,
        "This app hasn't been granted all required scopes to make this call. "
        f"Read more about required scopes here: {_SCOPES_PAGE}.",
        "MISSING_SCOPES",
        errors=[{"message": "One or more of the following scopes are required.", "context": named}],
        context=named,
    )
    refusal.body["links"] = {"scopes": _SCOPES_PAGE}
    return refusal


def granted(traits: Traits, scopes: tuple[str, ...]) -> bool:
    """Whether one of these scopes is held; no scopes at all means that any token will do."""
    return not scopes or traits.scopes is None or any(scope in traits.scopes for scope in scopes)


def require(traits: Traits, tier: str, *hubs: str) -> None:
    """Refuse what one of these hubs, or any where none is named, has from a tier on.

    Raises:
        Refusal: 403; its category is unverified.
    """
    if not traits.reaches(tier, *hubs):
        of = f" of {' or '.join(hubs)}" if hubs else ""
        raise Refusal(403, f"This feature needs a {tier} subscription{of}.", "FORBIDDEN")


def admit(route: Route, ask: Ask) -> None:
    """Let the request through, or raise what HubSpot answers."""
    traits = ask.portal.traits
    if route.beta and not traits.betas:
        raise NotFound
    if traits.service_key and not route.service_key:
        raise Refusal(403, "This API does not accept service keys.", "FORBIDDEN")
    if route.tier:
        require(traits, route.tier, *route.hubs)
    scopes = route.scopes(ask) if callable(route.scopes) else route.scopes
    if not granted(traits, scopes):
        raise missing_scopes(scopes)
