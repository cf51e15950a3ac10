"""Subscriptions: one tier for all hubs, or one for each, as accounts that bought some hubs have them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

TIERS: Final = ("free", "starter", "professional", "enterprise")
HUBS: Final = ("marketing", "sales", "service", "content", "data", "commerce")


def subscription(text: str) -> dict[str, str]:
    """The tier of each hub.

    Args:
        text: A tier that all hubs have, or `marketing=starter,sales=professional`. A hub that is not named
            has HubSpot's free tools, as every account does.

    Raises:
        ValueError: a hub or a tier that is none, or a hub that is named twice.
    """
    if "=" not in text:
        return dict.fromkeys(HUBS, _one_of(text, TIERS))
    named: dict[str, str] = {}
    for part in text.split(","):
        hub, _, tier = part.strip().partition("=")
        if _one_of(hub, HUBS) in named:
            raise ValueError(f"{hub} is named twice")
        named[hub] = _one_of(tier, TIERS)
    return {**dict.fromkeys(HUBS, TIERS[0]), **named}


def _one_of(word: str, known: tuple[str, ...]) -> str:
    if word in known:
        return word
    meant = get_close_matches(word, known, 1)
    hint = f" Did you mean {meant[0]!r}?" if meant else ""
    raise ValueError(f"{word!r} is not one of {', '.join(known)}.{hint}")
