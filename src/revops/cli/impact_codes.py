"""The codes of findings about what refers to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV980": Code(
        "An address is nothing that the portal has.",
        "It is misspelt, or the blueprint describes it and it is not there yet.",
        "Take the address from `revops plan` or `revops pull`, or write the portal's own id for the name.",
    ),
    "RV981": Code(
        "A resource does not have the part behind `#`.",
        "An option or a stage is misspelt, or was removed.",
        "Write `#options.VALUE` or `#stages.KEY` of what is there, or leave the part out.",
    ),
    "RV982": Code(
        "The place in which an address would be could not be read.",
        "A scope is missing, or HubSpot's answer was broken.",
        "`revops auth` lists the scopes.",
    ),
    "RV983": Code(
        "What a deletion, the removal of an option or stage, or a change of type touches besides.",
        "Other things of the portal refer to it, or records hold a value of it.",
        "`revops impact ADDRESS` shows each of them; take the references out first.",
    ),
}
"""Code -> meaning, cause, cure."""
