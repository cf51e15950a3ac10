"""The codes of guards, and of what is looked at right before the first write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV990": Code(
        "A large share of what was applied here would change at once.",
        "A variable, the locale or a pack moved, or the blueprint is another portal's: more than 30 % of the "
        "ledger's resources, and more than 10, would be updated, replaced or deleted.",
        "Look at what they have in common; if it is meant, agree by `--allow RV990=NUMBER`.",
    ),
    "RV991": Code(
        "There are more changes of an action than the target's caps allow.",
        "`caps:` of the target or, where it says nothing, 200 updates, 10 replacements and 10 deletes; "
        "protected targets have half.",
        "Agree by `--allow RV991=NUMBER`, or write another number under `caps:` in `revops.yaml`.",
    ),
    "RV992": Code(
        "What was said on the command line does not cover a delete.",
        "On a protected target a pattern names it or nobody sits at a terminal, or a digest was approved.",
        "Name the very address with `--delete`, and apply at a terminal where the target is protected.",
    ),
    "RV993": Code(
        "Options that the blueprint does not name would be removed or hidden.",
        "A property says `others: remove` or `others: hide`, and HubSpot has more options.",
        "Name them or retire them; if they may go, agree by `--allow RV993=NUMBER`.",
    ),
    "RV994": Code(
        "The type or field of properties differs from the blueprint.",
        "The blueprint says another type, which is never written, or another field; where it was `checkbox`, "
        "the run stops.",
        "Correct the blueprint, or make a new property; for a field, agree by `--allow RV994=NUMBER`.",
    ),
    "RV995": Code(
        "Stages would be deleted with their pipelines.",
        "A pattern after `--delete` agrees to pipelines.",
        "Name each pipeline with `--delete ADDRESS`, or agree by `--allow RV995=NUMBER`.",
    ),
    "RV996": Code(
        "The probability of deal stages would change.",
        "The blueprint says another `probability:` than HubSpot has; amounts that are weighted by it move.",
        "Tell whoever reads the forecast, then agree by `--allow RV996=NUMBER`.",
    ),
    "RV997": Code(
        "Stages of deal pipelines would be edited.",
        "It was reported that HubSpot then sets the modified date of every deal in the pipeline.",
        "Mind reports and integrations that look at the modified date; nothing is asked.",
    ),
    "RV998": Code(
        "Stages would be written in which people may have made properties required.",
        "HubSpot's API does not tell them, and they were reported lost after an update of stages.",
        "Note them before and look after; on a protected target agree by `--allow RV998=NUMBER`.",
    ),
    "RV999": Code(
        "The preflight found that the run would not come to its end.",
        "HubSpot's daily number of calls, which the apps of an account share, is nearly used up.",
        "Do what each finding says; HubSpot begins to count anew at midnight in the portal's time zone.",
    ),
}
"""Code -> meaning."""
