"""The codes of findings about validation rules of properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV610": Code(
        "A validation rule does not go with its property's type or field type.",
        "HubSpot offers each rule for some types only, such as MIN_NUMBER for numbers.",
        "Take one of the rules that the finding names.",
    ),
    "RV611": Code(
        "A rule's lower limit is above its upper one.",
        "Two limits are exchanged, or one has a slip.",
        "Exchange the two.",
    ),
    "RV612": Code(
        "A rule's regular expression cannot be read.",
        "It has a slip, or uses something that RE2 leaves out: look-ahead, or references to groups.",
        "Correct it where the finding points.",
    ),
    "RV613": Code(
        "An entry under `validations:` names no rule.",
        "Only `ref` is there, or nothing.",
        "Name a rule, or delete the entry; rules in HubSpot stay as they are.",
    ),
}
"""Code -> meaning, cause and cure: RV61 blueprint."""
