"""Internal names: which of them HubSpot keeps for what it makes itself."""

from __future__ import annotations

from typing import Final

RESERVED: Final = ("hs_", "hubspot_")
"""How they begin (dossier B4)."""


def is_hubspots(name: str) -> bool:
    """True for a name that only HubSpot gives."""
    return name.startswith(RESERVED)
