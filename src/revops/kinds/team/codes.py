"""The codes of findings about teams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV875": Code(
        "A role is in two places where a person can be in one.",
        "A role is a main and an extra member of one team, or has two main teams.",
        "Leave it where it belongs; everybody has one main team, and any number of extra ones.",
    ),
    "RV876": Code(
        "Two teams have the same name.",
        "HubSpot takes each name once, whatever its case.",
        "Give one of them another name.",
    ),
    "RV877": Code(
        "A team is deleted for good.",
        "HubSpot has no archive for teams: views, reports and permissions that name the team lose it.",
        "Agree only when nothing is shared with the team any more.",
    ),
    "RV878": Code(
        "Somebody is not put into a team yet.",
        "The target maps the role to nobody, or the person is no user of the portal.",
        "Invite the person in HubSpot and plan again; the team does not wait for it.",
    ),
    "RV879": Code(
        "HubSpot does not let the token see teams.",
        "The beta is not switched on for the portal, or the token lacks `settings.users.teams.read`.",
        "Add the scope, or do by hand what the plan lists.",
    ),
}
