"""What is known of one record when filters are held against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True)
class Facts:
    """A record and the moment of asking."""

    values: Mapping[str, str]
    """Properties that have a value."""
    types: Mapping[str, str]
    """Type of each property."""
    now: datetime
    zone: tzinfo
    """The portal's."""
    in_list: Callable[[str], bool | None]
    """Whether the record is in a segment, None where that cannot be told."""
