"""The codes of findings about conditions that must become HubSpot's filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV281": Code(
        "A condition takes more filters than HubSpot allows.",
        "Joined conditions multiply when they become HubSpot's filters.",
        "Set a property by a workflow for one half, and test that property here.",
    ),
    "RV282": Code(
        "A condition tests a property of another object type than the filter is about.",
        "A filter tests one object type, and the condition names another.",
        "Test a property of the object that the filter is about.",
    ),
    "RV283": Code(
        "A condition asks for a form although the filter is not about contacts.",
        "Only contacts submit forms.",
        "Ask for the form in a workflow of contacts.",
    ),
}
"""Code -> meaning."""
