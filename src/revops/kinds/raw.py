"""Where HubSpot's own JSON stands in a unit, which may name things by a portal's ids (rule 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.json import Json

_FREE: Final = ("fields", "inputs", "query")
"""Words whose value has keys of the user's own choice, `raw` perhaps among them."""


def holds_raw(value: Json) -> bool:
    """Whether `{raw: …}` stands anywhere in a value, however deep in a condition or a step."""
    if isinstance(value, list | tuple):
        return any(map(holds_raw, value))
    if not isinstance(value, Mapping):
        return False
    return "raw" in value or any(holds_raw(part) for word, part in value.items() if word not in _FREE)
