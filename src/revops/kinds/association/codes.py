"""The codes of findings about association labels and their limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV640": Code(
        "The key of an association label cannot be sent as its name.",
        "It begins with a digit, or holds something else than letters, digits and underscores.",
        "Choose another key; the label that people see may hold anything.",
    ),
    "RV641": Code(
        "An association has no label, or has one although HubSpot does not give it any.",
        "`label` is missing or empty, or stands under `default`, the association that HubSpot defines.",
        "Add a label, or give the label a key of its own.",
    ),
    "RV642": Code(
        "One association is described twice.",
        "It stands under both of its objects, or two entries have the same label in one direction.",
        "Keep one entry: a label is one thing with two sides.",
    ),
    "RV643": Code(
        "Labels of two pairs of objects have the same key.",
        "The key is sent as the label's name, and HubSpot wants a name to be the only one in the portal.",
        "Give one of them another key.",
    ),
    "RV644": Code(
        "A limit of an association contradicts another one, or has nothing to stand on.",
        "A label may not have more records than its objects may, and what has one side has one limit.",
        "Lower the limit, or take it out, as the finding says.",
    ),
    "RV784": Code(
        "HubSpot's own association is to be removed.",
        "The key `default` stands under `removed:`: the association without a label, which every pair has.",
        "Name a label of yours, or take a limit off the association by `limit: none`.",
    ),
    "RV650": Code(
        "An association label is deleted from all records.",
        "It is named under `removed:`, and HubSpot deletes both of its sides.",
        "Agree by `--delete`, or take it out of `removed:`.",
    ),
}
"""Code -> meaning, cause and cure: RV64 and RV784 blueprint, RV65 portal."""
