"""The codes of findings about the sections of the operating model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV921": Code(
        "An entry of the operating model names something that the blueprint does not describe.",
        "A department, KPI, lifecycle stage or property is misspelt, or its entry was taken out.",
        "Take the name that the finding shows, or describe it.",
    ),
}
"""RV921; that a role is described nowhere is told by the lint (RV920)."""
