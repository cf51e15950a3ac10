"""The codes of findings about campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV910": Code(
        "A campaign ends before it starts.",
        "`end` is an earlier day than `start`.",
        "Correct one of the two days.",
    ),
    "RV911": Code(
        "Two campaigns have one name.",
        "A campaign is found again by its name, in the portal and in the `campaign:` of e-mails.",
        "Give one of them another name.",
    ),
    "RV912": Code(
        "A campaign is deleted for good.",
        "It stands under `removed:`. HubSpot's API has no way to bring it back; e-mails and other assets stay"
        " and are counted under no campaign.",
        "Agree only when nobody needs its numbers any more.",
    ),
    "RV913": Code(
        "A campaign's owner in HubSpot cannot be said in a blueprint.",
        "The person has no role in the target.",
        "Map the person to a role in revops.yaml, or take the blueprint's side.",
    ),
}
"""Code -> meaning."""
