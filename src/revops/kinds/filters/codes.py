"""The codes of findings about conditions that must become HubSpot's filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV281": "A condition takes more filters than HubSpot allows.",
    "RV282": "A condition tests a property of another object type than the filter is about.",
    "RV283": "A condition asks for a form although the filter is not about contacts.",
}
"""Code -> meaning."""
