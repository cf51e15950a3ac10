"""The codes of findings about custom objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV620": Code(
        "Something is to be removed from an object that nobody knows.",
        "An address under `removed:` names an object that is neither HubSpot's nor described.",
        "Correct the name, or name the object's own address under `removed:`, too.",
    ),
    "RV621": Code(
        "A custom object cannot have this name.",
        "HubSpot takes letters, digits and `_`, and its paths read some names as objects of its own.",
        "Choose a name in lower-case letters that HubSpot does not use itself.",
    ),
    "RV622": Code(
        "A custom object lacks what HubSpot needs to make it.",
        "It has no labels, or no property whose value is shown as the name of a record.",
        "Give it `labels` and `primaryDisplayProperty`, or write `existing: true` to refer to one.",
    ),
    "RV623": Code(
        "A custom object gives a role to a property that it cannot be made with.",
        "The property is not described under `properties:`, only referred to, calculated or sensitive.",
        "Describe the property in full below the object's name under `properties:`.",
    ),
    "RV624": Code(
        "An object that is only checked has fields that would have to be written.",
        "`existing: true` stands beside fields that a blueprint manages.",
        "Remove those fields, or remove `existing`.",
    ),
    "RV625": Code(
        "A list of a custom object names something twice, or the object itself.",
        "A slip, or an object that is to be associated with itself, which this list cannot say.",
        "Take the entry out.",
    ),
    "RV626": Code(
        "A custom object is deleted with everything on it.",
        "Its properties, groups, pipelines and associations go with it; workflows about it stop.",
        "Agree only when nobody needs them any more, and delete its records in HubSpot before.",
    ),
    "RV627": Code(
        "Making a custom object purges an archived one of the same name.",
        "HubSpot keeps an archived object under the name until another one is made under it.",
        "Agree only when nobody needs what the archived one held, or choose another name.",
    ),
    "RV780": Code(
        "A custom object is not made, because a property that it is made with has no group.",
        "The property has a role, and its group is neither described nor one that HubSpot makes.",
        "Describe the group under `groups:` below the object's name, or correct `groupName`.",
    ),
}
"""Code -> meaning: RV620-625 blueprint, RV626 and RV627 hazards, RV780 what is in the way."""
