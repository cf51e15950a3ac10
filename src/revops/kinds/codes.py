"""The codes of findings about properties, groups, pipelines, lifecycle stages and checklist items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV221": "A property's name holds characters that HubSpot does not take, or is too long.",
    "RV222": "A property's name begins like HubSpot's own.",
    "RV223": "A property lacks what HubSpot needs to make it.",
    "RV224": "A type and a fieldType do not go together.",
    "RV225": "Options are missing, too many, or cannot be told apart.",
    "RV226": "A currency or display field stands beside a type or field that it does not go with.",
    "RV227": "A text is empty or too long.",
    "RV228": "A calculation formula cannot be read, or stands without its fieldType.",
    "RV229": "A property that is only checked has fields that would have to be written.",
    "RV230": "A property that lists HubSpot's users is not described as one.",
    "RV231": "More properties of an object are unique than HubSpot allows.",
    "RV241": "The key of a pipeline or stage cannot be sent as an id.",
    "RV242": "A pipeline or stage lacks what HubSpot needs to make it.",
    "RV243": "A probability is not between 0 and 1.",
    "RV244": "A ticket pipeline has no closed stage.",
    "RV245": "Two stages of a pipeline have the same label.",
    "RV246": "A pipeline has more stages than HubSpot allows.",
    "RV247": "An id is used twice where HubSpot wants it to be the only one.",
    "RV248": "A stage has a field that belongs to another object.",
    "RV251": "A lifecycle stage is made although HubSpot ships it, or not made although it does not.",
    "RV252": "A lifecycle stage comes after one that does not exist, or after itself.",
    "RV253": "A lifecycle stage lacks a label or a place, or shares its label.",
    "RV261": "A checklist item's link cannot be opened.",
    "RV551": "HubSpot refused a request.",
    "RV552": "HubSpot has something of that name already.",
    "RV553": "HubSpot does not let go of something that is in use.",
    "RV554": "HubSpot's answer to a batch says nothing about one of its inputs.",
    "RV561": "A property is archived, with its values.",
    "RV562": "Options are removed that records may hold.",
    "RV563": "A pipeline or stages are deleted for good.",
    "RV571": "A condition to enter a lifecycle stage is not enforced by HubSpot.",
    "RV572": "The lifecycle stages of companies differ from those of contacts.",
}
"""Code -> meaning: RV22-26 blueprint, RV55 answers, RV56 hazards, RV57 lifecycle."""
