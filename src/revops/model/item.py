"""One item of the checklist as it stands today: what is to be done, by whom, until when, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from revops.model.address import Address
from revops.model.json import Json


@dataclass(frozen=True)
class Item:
    """Texts are in the target's language."""

    address: Address
    title: str
    units: Mapping[str, Json] = field(default_factory=dict)
    """What a tick agrees to."""
    ref: tuple[str, ...] = ()
    role: str = ""
    """Key of the role that does it."""
    role_title: str = ""
    """What the blueprint calls the role; its key where nobody described it."""
    person: str = ""
    """Who has the role in this target; empty where nobody has it."""
    link: str = ""
    steps: tuple[str, ...] = ()
    days: int | None = None
    """Until when, in days from go-live."""
    go_live: date | None = None
    evidence: str = ""
    """What proves that it is done; empty where nothing has to."""
    every: str = ""
    why_open: str = ""
    """Why it is still to be done; empty where it is done."""
    was_done: bool = False
    """True where it was ticked before, and is open again."""
    by: str = ""
    done_on: date | None = None
    proof: str = ""
    needs: str = ""
    """The subscription that it takes and the target does not declare."""

    @property
    def is_done(self) -> bool:
        return not self.why_open

    @property
    def due(self) -> date | None:
        """The day on which it is due, where the target says when it goes live."""
        if self.go_live is None or self.days is None:
            return None
        return self.go_live + timedelta(self.days)

    def is_overdue(self, today: date) -> bool:
        """True where its day has passed and it is open."""
        return self.due is not None and self.due < today and not self.is_done
