"""The codes of findings about marketing e-mails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV900": Code(
        "A published marketing e-mail becomes a draft again.",
        "The entry says `publish: false`. Workflows can send an e-mail only while it is published.",
        "Take it out of the workflows first, then agree with `--publish ADDRESS`.",
    ),
    "RV901": Code(
        "A published marketing e-mail changes.",
        "What differs is written into its draft and published with it: each mail that workflows send from"
        " then on has it.",
        "Agree with `--publish ADDRESS`.",
    ),
    "RV902": Code(
        "A marketing e-mail is archived.",
        "It stands under `removed:`. A workflow that sends it has nothing to send any more.",
        "Take it out of the workflows first, then agree with `--delete ADDRESS`.",
    ),
    "RV903": Code(
        "HubSpot does not let the token publish marketing e-mails.",
        "Publishing takes the scope `marketing-email` or `transactional-email`, and Marketing Hub Enterprise"
        " or the add-on for transactional e-mail.",
        "Publish it in HubSpot; workflows do what stands under `else:` until then.",
    ),
    "RV904": Code(
        "Two marketing e-mails have one name.",
        "HubSpot takes a name twice, and then nobody can tell which one is meant.",
        "Give one of them another name.",
    ),
    "RV905": Code(
        "Something of a marketing e-mail cannot be said in a blueprint.",
        "Somebody chose a subscription type or campaign in HubSpot that has no name that is one.",
        "Change it in HubSpot, or take the blueprint's side.",
    ),
    "RV906": Code(
        "A marketing e-mail lacks what HubSpot asks for before one is published.",
        "A subject, the name of who sends it, the address that answers go to, or a subscription type stands"
        " neither in the blueprint nor in HubSpot.",
        "Write it into the entry.",
    ),
}
"""Code -> meaning."""
