"""The codes of findings about pipeline rules and stage permissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV870": Code(
        "A rule names a stage that its pipeline does not have.",
        "The key is misspelt, or belongs to another pipeline.",
        "Name a stage of that pipeline under `pipelines:`, or one that HubSpot ships.",
    ),
    "RV871": Code(
        "An approval is asked for in a pipeline that is not one of deals.",
        "HubSpot has approvals for deals only.",
        "Take `approval` out.",
    ),
    "RV872": Code(
        "Who may edit a stage is limited in a pipeline that is not one of deals.",
        "HubSpot limits stages of deals only.",
        "Take the stage out, or leave it to everyone.",
    ),
    "RV873": Code(
        "Rules are described for an object that has no pipelines.",
        "Contacts and companies have lifecycle stages, other objects nothing like it.",
        "Take the object out; rules for lifecycle stages are set in HubSpot.",
    ),
    "RV874": Code(
        "An approval has nobody who could give it.",
        "`approvers` is empty.",
        "Name at least one role.",
    ),
}
