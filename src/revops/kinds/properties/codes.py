"""The codes of findings about options that are retired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV660": Code(
        "Records hold a retired option and are to get another one.",
        "The option stands under `retired:` with the option that replaces it, and records still hold it.",
        "Look at the count, then agree with `--move ADDRESS`; without it the option stays, hidden.",
    ),
    "RV661": Code(
        "Records hold a retired option and keep it, so it stays in HubSpot, hidden.",
        "The option stands under `retired:` with `null`, and records still hold it.",
        "Nothing has to be done; name an option instead of `null` to move the records.",
    ),
    "RV662": Code(
        "The records that hold a retired option could not be counted.",
        "HubSpot refused the search or did not answer it, most often for want of a scope.",
        "Give the key the read scope of the object's records; `revops auth` names it.",
    ),
    "RV663": Code(
        "The records that hold a retired option of a checkbox property cannot be counted.",
        "A record may hold several of the options, and no source says how a search finds one of them.",
        "Filter the records in HubSpot and edit them there; the option stays, hidden.",
    ),
    "RV664": Code(
        "Records hold a retired option that nobody can take from them.",
        "HubSpot calculates or sets the property's values itself.",
        "Write `null` behind the value: the option stays, hidden.",
    ),
    "RV665": Code(
        "Options are retired of a property that has none.",
        "`retired:` stands on another type than `enumeration`.",
        "Remove `retired:`, or correct the type.",
    ),
    "RV666": Code(
        "A value is an option and retired at once.",
        "The same value stands under `options:` and under `retired:`.",
        "Take it out of one of the two.",
    ),
    "RV667": Code(
        "The option that replaces a retired one is not among the options.",
        "The value behind the colon is misspelt, retired itself, or not described.",
        "Name one that stands under `options:` of the same property.",
    ),
    "RV668": Code(
        "A condition or step uses a value that is retired.",
        "The value stands under `retired:` of its property and in a condition, workflow or score, too.",
        "Use the option that replaces it.",
    ),
    "RV670": Code(
        "What follows from moving records.",
        "Every moved record counts as changed, and workflows that are on may act upon it.",
        "Look at the workflows that watch the property before you agree.",
    ),
    "RV671": Code(
        "What follows from removing an option.",
        "No record was found to hold it; workflows, segments and forms that use it are not known here.",
        "Look for it in those before you agree; hidden it does no harm.",
    ),
    "RV672": Code(
        "Records were moved, or an option removed, only in part.",
        "A request failed, or records got the retired value while the run went on.",
        "Run `revops plan`: it counts again and shows what is left; apply goes on from there.",
    ),
    "RV673": Code(
        "Some records of a batch did not take the new value.",
        "HubSpot refused them one by one, e.g. because they were deleted, or a whole batch for one.",
        "Mend those records in HubSpot, then apply again.",
    ),
}
"""Code -> what it stands for: RV66 options under `retired:`, RV67 their records."""
