"""The codes of findings about lead scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV285": Code(
        "A score's rule is limited to pages, which HubSpot's API cannot say.",
        "No source says how HubSpot's API limits page views to some pages.",
        "Leave `url` out and add the pages by hand in HubSpot.",
    ),
    "RV286": Code(
        "There is no event of that name.",
        "The name is misspelt, or HubSpot has no such event.",
        "Take one of the events that the finding names.",
    ),
    "RV287": Code(
        "A score's condition asks for more than HubSpot's scores can test.",
        "Scores test fewer things than segments and workflows.",
        "Set a property by a workflow, and test that property in the score.",
    ),
    "RV288": Code(
        "A case of `match` does not say how many points it gives.",
        "A case lacks `add`.",
        "Write `add: POINTS` in the case.",
    ),
    "RV289": Code(
        "A threshold is higher than the highest score.",
        "`max` or the sum of the groups is lower than the threshold.",
        "Lower the threshold, or raise `max`.",
    ),
    "RV581": Code(
        "What follows from publishing a score.",
        "HubSpot scores every record again, and workflows that watch the score may enrol records.",
        "Look at those workflows before agreeing.",
    ),
    "RV582": Code(
        "A score is deleted together with its properties.",
        "The properties that a score fills live and die with it.",
        "Agree only when nothing reads them any more.",
    ),
    "RV583": Code(
        "A score's rule in HubSpot cannot be said in a blueprint.",
        "Somebody used a part of HubSpot's editor that no source describes.",
        "Change the score in HubSpot, or take the blueprint's side.",
    ),
}
"""Code -> meaning: RV28 blueprint, RV58 portal."""
