"""The codes of findings about scores that this tool computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV950": Code(
        "Rules of a score are not counted when `revops score` computes it.",
        "Records do not tell what people did, what associated records hold, or what a value was before.",
        "Use HubSpot's lead scores for these rules, or set a property by a workflow and test that property.",
    ),
    "RV951": Code(
        "The approved digest is not that of these scores.",
        "The blueprint's rules, the properties or the portal are others than those that were approved.",
        "Look at `revops score --dry-run --json` again and approve its digest.",
    ),
    "RV952": Code(
        "A score is not computed, and that is as it should be.",
        "HubSpot computes it itself, or records tell none of its rules.",
        "Nothing is to be done; `revops plan` tells what stands in for a score.",
    ),
    "RV953": Code(
        "An address names no score that `revops score` computes.",
        "It is misspelt, or the score does not say `fallback: computed`.",
        "Take the address of a score with `fallback: computed`, or give none to compute all of them.",
    ),
    "RV954": Code(
        "A score is not computed, because something that it takes is not in the portal.",
        "Its number was not made yet, somebody made another one, or a property of a rule is missing.",
        "Run `revops plan`: it shows what is missing.",
    ),
    "RV955": Code(
        "The token may not read or write the records of a score.",
        "The key or app was made without the scope.",
        "Add the scope in HubSpot, then run again.",
    ),
    "RV956": Code(
        "Writing points stopped before the end.",
        "HubSpot refused a batch, failed, or the answer was lost.",
        "Run `revops score` again: it writes only what still differs.",
    ),
    "RV957": Code(
        "Some records did not take their points.",
        "They were deleted or merged meanwhile, or a rule of the portal refuses the change.",
        "Mend those records in HubSpot, then run `revops score` again.",
    ),
    "RV958": Code(
        "HubSpot accepted points and shows others.",
        "A workflow or another tool writes into the same property, or HubSpot changes the number.",
        "Find out in HubSpot who else writes the property (its history tells), and stop that.",
    ),
    "RV959": Code(
        "A score is not computed, because a segment that it names is not in the portal.",
        "The segment was not made yet, is named otherwise, or the token may not read segments.",
        "Make the segment, or correct its name.",
    ),
    "RV985": Code(
        "A score is not computed, because its number was in the portal before this tool.",
        "The property was adopted, or the ledger was rebuilt, so that nothing proves that this tool made it.",
        "Look at what records hold there. `revops score --take ADDRESS` agrees to overwrite it, in this run.",
    ),
}
"""Code -> what it stands for."""
