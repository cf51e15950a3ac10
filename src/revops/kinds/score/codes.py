"""The codes of findings about lead scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV285": "A score's rule is limited to pages, which HubSpot's API cannot say.",
    "RV286": "There is no event of that name.",
    "RV287": "A score's condition asks for more than HubSpot's scores can test.",
    "RV288": "A case of `match` does not say how many points it gives.",
    "RV289": "A threshold is higher than the highest score.",
    "RV581": "What follows from publishing a score.",
    "RV582": "A score is deleted together with its properties.",
    "RV583": "A score's rule in HubSpot cannot be said in a blueprint.",
}
"""Code -> meaning: RV28 blueprint, RV58 portal."""
