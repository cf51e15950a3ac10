"""What a kind brings so that one test can take it round: apply, hand edit, take, keep, remove."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from client_project import Person


@dataclass(frozen=True)
class RoundTrip:
    """One thing of a kind in a blueprint of its own.

    `around` is a file with what must be there besides, `entry` the file that holds the thing alone.
    """

    kind: str
    address: str
    entry: str
    around: str = "revops: 1\n"
    unit: str = ""
    """The unit that `edit` moves."""
    edit: Callable[[Person], None] | None = None
    """What a person does to that unit in HubSpot; None for what no portal holds (a checklist item)."""
    removal: str = "delete"
    """What the plan says of it under `removed:`: `delete`, `blocked` with a reason, or `none`."""
    tier: str = "professional"
    """What the target declares of every hub, as `revops init` writes it."""
    again: str = "create"
    """What the plan says of the entry once it is deleted and named again."""
