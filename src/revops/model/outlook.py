"""What a kind may know while it counts what switching on sets off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from revops.model.address import Address
from revops.model.context import Context
from revops.model.spec import Observed, Resource


@dataclass(frozen=True)
class Outlook:
    """What is known before anything is counted.

    Args:
        context: of the run.
        now: with its time zone.
        seen: what the portal has, as far as it was looked at.
        made: what the plan creates, which therefore no record knows yet.
        changed: what the plan changes before anything is switched on.
        moving: of that, what gives records other values.
    """

    context: Context
    now: datetime
    seen: Mapping[Address, Observed]
    made: Mapping[Address, Resource] = field(default_factory=dict)
    changed: Mapping[Address, Resource] = field(default_factory=dict)
    moving: frozenset[Address] = frozenset()
