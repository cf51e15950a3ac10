"""The codes of findings about a plan, a run and what a person said to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV401": "Resources need each other in a ring.",
    "RV402": "A change is blocked: the portal, the token or the subscription does not allow it.",
    "RV404": "A consent on the command line names nothing in the blueprint.",
    "RV403": "A change waits for something that is not there yet.",
    "RV410": "HubSpot's answer does not have the documented shape, so nothing is planned from it.",
    "RV411": "HubSpot's answer to a write does not have the documented shape, or says nothing about it.",
    "RV412": "A step could not go on; what it left undone is told.",
    "RV420": "A change was not tried, because something that it needs did not come about.",
    "RV421": "A change was not sent, because the run was stopped.",
    "RV430": "HubSpot accepted a value and keeps another one.",
    "RV431": "A change is not to be seen in the portal after it was sent.",
    "RV432": "The answer to a change was lost, and the portal shows something else than was sent.",
    "RV433": "A change cannot be read back.",
    "RV434": "A part of a change did not arrive.",
    "RV450": "The file is no saved plan.",
    "RV451": "The plan that was saved or approved is not the plan that would be made now.",
    "RV452": "`--keep` names nothing that is held.",
    "RV453": "There is no such item on the checklist.",
    "RV454": "The token belongs to another portal than the one that is pinned.",
    "RV455": "The state is to be kept in a database, which is not there yet.",
    "RV456": "HubSpot has no value that could be kept.",
    "RV457": "With HubSpot's values the blueprint would not be valid any more.",
    "RV458": "A blueprint cannot say what HubSpot has.",
    "RV460": "Nobody agreed to the plan.",
    "RV461": "The portal is protected and asks for more than a yes.",
    "RV470": "Something of the portal is left out, because a blueprint cannot say it.",
    "RV471": "A part of something is left out, because a blueprint cannot say it.",
    "RV472": "The folder is not among the blueprints of the project.",
    "RV475": "The target does not stand in revops.yaml.",
    "RV476": "There is no project in the folder.",
}
"""Code -> meaning: RV40-43 planning and running, RV45 what was named, RV46 agreement, RV47 pull and adopt."""
