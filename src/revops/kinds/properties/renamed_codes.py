"""The codes of findings about properties under another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV970": Code(
        "The values of a renamed property cannot be copied.",
        "HubSpot sets the values of one of the two properties itself, or one of them is sensitive.",
        "Describe the new property and name the old one under `removed:` instead, if its values may go.",
    ),
    "RV971": Code(
        "A renamed property does not fit the one whose values it is to get.",
        "The types differ, the new field takes one option only, or options are missing.",
        "Describe the new property like the old one first; change it once the values are copied.",
    ),
    "RV972": Code(
        "Records hold another value in the new property than in the old one.",
        "Somebody filled the new property before its values were copied. Nothing is overwritten.",
        "Decide for each of these records in HubSpot: make both equal, or empty the old one.",
    ),
    "RV973": Code(
        "Something of the portal still refers to a property that has another name now.",
        "No blueprint describes it, or its change was not agreed to, or is held.",
        "Let it refer to the new property; the old one is not archived before.",
    ),
    "RV974": Code(
        "The records whose values are to be copied could not be counted or compared, or more came meanwhile.",
        "HubSpot refused the search, most often for want of a scope, or did not show every record; or "
        "a record got an old value late.",
        "Give the key the read scope of the object's records, then plan again.",
    ),
}
"""Code -> what it stands for."""
