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
        "What follows from publishing or deactivating a score.",
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
    "RV844": Code(
        "Two tiers of a score, or two steps of its matrix, begin at the same number.",
        "A number was copied, and nobody would ever be in one of the two.",
        "Give one of them another number, or take it out.",
    ),
    "RV880": Code(
        "A score of one category has a matrix.",
        "A matrix sets what people do beside who they are; the score's groups are all of one `category`.",
        "Use `thresholds`, or give some groups the other category.",
    ),
    "RV881": Code(
        "A rule's `min` is above its `max`.",
        "The two are exchanged, or one is mistyped.",
        "Write the lower number as `min`.",
    ),
    "RV882": Code(
        "A score's rule is about associated records whose association has no known id.",
        "HubSpot wants the ids of both directions, and publishes those between its main objects only.",
        "Copy what counts to the scored record by a workflow, and test it there.",
    ),
    "RV883": Code(
        "A score's `fallback:` can make nothing of its rules.",
        "Formulas see properties of the record alone; workflows add points for events of contacts alone.",
        "Take another `fallback:`, or add a rule that it can say.",
    ),
    "RV884": Code(
        "Something stands in for a lead score.",
        "HubSpot's lead scores are out of reach for this token, subscription or portal.",
        "Read what is lost; leave `fallback:` out to wait for the lead scores.",
    ),
    "RV885": Code(
        "A lead score is blocked, and its entry names nothing that could stand in for it.",
        "HubSpot's lead scores are out of reach for this token, subscription or portal.",
        "Write `fallback: calculated`, `computed` or `workflows` into the score.",
    ),
    "RV886": Code(
        "A score fills a property that something else in the blueprint makes, too.",
        "HubSpot makes the properties of a score itself and refuses a name that is taken.",
        "Give the score another name for it (`output: {property: NAME}`), or take the other entry out.",
    ),
}
"""Code -> meaning: RV28 and RV88 blueprint, RV58 portal; RV884 and RV885 are about both."""
