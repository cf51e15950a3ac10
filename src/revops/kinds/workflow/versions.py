"""Which version of an action HubSpot has, where it is not 0 (dossier F4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from revops.model.json import Json
from revops.model.spec import Symbol

VERSION: Final = "action_version"
"""Kind of symbol: an action by its `actionTypeId`; the id is its `actionTypeVersion`."""
SEEN: Final[Mapping[str, int]] = {
    "0-31": 13,
    "0-63809083": 5,
    "0-63863438": 5,
    "0-63189541": 6,
    "0-46510720": 6,
    "0-43347357": 7,
}
"""The newest version that was seen in real flows; 0 for all others (dossier F4, F5)."""
_LONGEST_CORE: Final = len("0-999")
"""HubSpot's first actions have short ids and the version 0."""


def is_versioned(action: str) -> bool:
    """Whether the version has to be looked for; it is 0 in all plain `0-N` actions (dossier F4)."""
    return action in SEEN or not action.startswith("0-") or len(action) > _LONGEST_CORE


def versions(flows: Iterable[Mapping[str, Json]], offered: Iterable[Mapping[str, Json]]) -> dict[Symbol, str]:
    """The versions that this portal uses: as its list of actions tells, else the newest of its flows.

    HubSpot's description gives the list no version, so `actionTypeVersion` is taken where a row has one.
    """
    used = [action for flow in flows for action in flow.get("actions") or [] if "actionTypeId" in action]
    listed = [row for row in offered if row.get("actionTypeVersion")]
    return {**_newest(used), **_newest(listed)}


def _newest(rows: Iterable[Mapping[str, Json]]) -> dict[Symbol, str]:
    found: dict[str, int] = {}
    for row in rows:
        action, version = str(row["actionTypeId"]), row.get("actionTypeVersion") or 0
        if is_versioned(action) and version > found.get(action, 0):
            found[action] = version
    return {Symbol(VERSION, action): str(version) for action, version in found.items()}
