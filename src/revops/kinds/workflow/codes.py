"""The codes of findings about workflows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV291": "A step's id is used twice, or is a word that unit paths need.",
    "RV292": "A workflow that is not about contacts sends a marketing e-mail.",
    "RV293": "A step sets something that is no declared property of the enrolled object.",
    "RV591": "A marketing e-mail of a workflow is not published.",
    "RV592": "Several workflows have the name that is looked for.",
    "RV593": "A workflow was edited between plan and apply.",
    "RV594": "What follows from changing, switching on or deleting a workflow.",
    "RV595": "A workflow's change in HubSpot cannot be said in a blueprint.",
    "RV596": "HubSpot does not show a workflow to the token, so it cannot be changed.",
}
"""Code -> meaning: RV29 blueprint, RV59 portal."""
