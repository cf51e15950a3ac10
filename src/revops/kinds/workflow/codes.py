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
        "A step names something that is no declared property of the object that it is about.",
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
    "RV830": Code(
        "A path of a step is called `else`.",
        "`else` is the path of all records that no other takes.",
        "Give the path another name.",
    ),
    "RV831": Code(
        "The shares of a test do not come to 100.",
        "A percentage was changed or a path added.",
        "Change a percentage.",
    ),
    "RV832": Code(
        "A path of a test leads nowhere.",
        "HubSpot wants an action on every path of a test.",
        "Put a step on it, or after the test.",
    ),
    "RV833": Code(
        "A step waits for a property that holds no date.",
        "The property is of another type.",
        "Name a property of type date or datetime.",
    ),
    "RV834": Code(
        "A trigger asks for the new value of a property without options.",
        "Options are what HubSpot compares new values with.",
        "Leave `to` out, and ask under `where`.",
    ),
    "RV835": Code(
        "A workflow has what HubSpot knows for contacts only.",
        "Goals, and leaving other workflows, belong to workflows of contacts.",
        "Take it out.",
    ),
    "RV836": Code(
        "`suppress` is written as another object needs it.",
        "Workflows of contacts take segments, others a condition.",
        "Write what the message names.",
    ),
    "RV837": Code(
        "A step asks whether something happened, and no earlier step waited for it.",
        "`happened` names a step that comes later, or that does not wait.",
        "Name a step with `wait_for` before this one.",
    ),
    "RV838": Code(
        "An action that is named by its id has fields that HubSpot does not know, or lacks some.",
        "The action changed, or a field is misspelt.",
        "Look at the action in HubSpot's list of action types.",
    ),
    "RV839": Code(
        "A workflow names another one that the blueprint does not describe.",
        "The key is misspelt, or it is the name that people read in HubSpot.",
        "Name a workflow by its key under `workflows:`.",
    ),
    "RV840": Code(
        "A workflow says `reEnrol`, and nothing of what it asks enrols a record again.",
        "Only new values of the record's own properties and form submissions enrol again.",
        "Leave `reEnrol` out, or ask about a property of the record or a form as well.",
    ),
    "RV841": Code(
        "A step sets a property to an empty value.",
        "`set` writes a value; emptying a property is a step of its own.",
        "Write `clear: OBJECT.PROPERTY`.",
    ),
    "RV842": Code(
        "A step puts records into a dynamic segment, or takes them out.",
        "HubSpot keeps the members of a dynamic segment by its condition; a step changes static ones.",
        "Name a segment with `type: static`.",
    ),
    "RV961": Code(
        "A step asks what came of another step, and HubSpot's workflow does not have that one.",
        "Somebody deleted the step that waits, and only the step after it is to be written.",
        "Take the blueprint's side of both.",
    ),
    "RV987": Code(
        "`newOnly` stands where nothing can be meant by it, or its segment's key is taken.",
        "The trigger is a date, or a segment of the blueprint has the key `NAME_already_there`.",
        "Take `newOnly` out, or give the segment another key.",
    ),
    "RV988": Code(
        "What follows from `newOnly`, which suppresses a snapshot of those who were there already.",
        "A suppressed record never enrols again, and leaves the workflow where it is in it.",
        "Read whom it concerns, then agree; for another picture make a snapshot segment and suppress that.",
    ),
    "RV989": Code(
        "A workflow was not switched on, because the segment of those to keep out is not filled yet.",
        "HubSpot fills a snapshot some time after it is made; until then it would keep nobody out.",
        "Run `revops apply` again a little later.",
    ),
}
"""Code -> meaning: RV29, RV83, RV84 and RV987 blueprint, RV59, RV961, RV988 and RV989 portal."""
