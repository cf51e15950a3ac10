"""The codes of findings about segments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV843": Code(
        "The day on which a segment becomes static is over.",
        "HubSpot takes days to come only, so it would refuse the segment.",
        "Write a day to come under `convert: {on: …}`, or `type: static` or `type: snapshot` in its place.",
    ),
    "RV850": Code(
        "A segment that only refers to one of the portal's says more than its object and name.",
        "`existing: true` stands beside `where`, `folder` or `convert`.",
        "Leave those out, or take `existing: true` out so that the blueprint manages the segment.",
    ),
    "RV851": Code(
        "A segment's type and its condition do not go together.",
        "A static segment has a condition, or a dynamic or snapshot one has none.",
        "Write `where:` for who belongs to it, or `type: static` without one.",
    ),
    "RV852": Code(
        "A segment that is not dynamic is to become static.",
        "Only a dynamic segment can be converted.",
        "Take `convert:` out, or make it `type: dynamic`.",
    ),
    "RV853": Code(
        "Two segments have one name.",
        "HubSpot takes a name once in the whole portal, whatever the object.",
        "Give one of them another name.",
    ),
    "RV854": Code(
        "A segment of another object has the name in the portal.",
        "HubSpot takes a name once in the whole portal, whatever the object.",
        "Rename one of the two.",
    ),
    "RV855": Code(
        "What follows from changing, replacing or deleting a segment.",
        "Members come and go, and what refers to the segment follows them.",
        "Read what it counts, then agree by address.",
    ),
    "RV856": Code(
        "A segment's condition in HubSpot cannot be said in a blueprint.",
        "Somebody used a filter that a blueprint has no words for.",
        "Change it in HubSpot, or take the blueprint's side.",
    ),
}
"""Code -> meaning."""
