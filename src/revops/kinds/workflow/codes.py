"""The codes of findings about workflows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV291": Code(
        "A step's id is used twice, or is a word that unit paths need.",
        "Two steps share an id, or the id is `order` or the like.",
        "Give the step another id.",
    ),
    "RV292": Code(
        "A workflow that is not about contacts sends a marketing e-mail.",
        "Only contacts receive marketing e-mails.",
        "Make it a task, or enrol contacts.",
    ),
    "RV293": Code(
        "A step sets something that is no declared property of the enrolled object.",
        "The property is misspelt, belongs to another object, or is not declared.",
        "Write OBJECT.PROPERTY, and declare it (`existing:` will do).",
    ),
    "RV591": Code(
        "A marketing e-mail of a workflow is not published.",
        "The e-mail is still a draft.",
        "Publish it in HubSpot.",
    ),
    "RV592": Code(
        "Several workflows have the name that is looked for.",
        "The portal holds several workflows with the same name.",
        "Rename the others, or bind the address to one of them.",
    ),
    "RV593": Code(
        "A workflow was edited between plan and apply.",
        "Somebody saved it in HubSpot meanwhile.",
        "Run `revops plan` again and look at the change.",
    ),
    "RV594": Code(
        "What follows from changing, switching on or deleting a workflow.",
        "A switched-on workflow enrols records and runs at once.",
        "Read what it counts, then agree by address.",
    ),
    "RV595": Code(
        "A workflow's change in HubSpot cannot be said in a blueprint.",
        "Somebody used a step or filter that a blueprint has no words for.",
        "Change it in HubSpot, or take the blueprint's side.",
    ),
    "RV596": Code(
        "HubSpot does not show a workflow to the token, so it cannot be changed.",
        "The workflow belongs to an object or a team that the token may not see.",
        "Use a token with the rights, or change it in HubSpot.",
    ),
}
"""Code -> meaning: RV29 blueprint, RV59 portal."""
