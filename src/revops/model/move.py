"""A new address for something that is there: what `moved:` says."""

from __future__ import annotations

from dataclasses import dataclass, field

from revops.model.address import Address, Origin


@dataclass(frozen=True)
class Move:
    """What stood under `before` in the ledger stands under `after`; nothing of the portal changes."""

    before: Address
    after: Address
    part: str = ""
    """Unit path of a part, e.g. `stages.due`; empty where the whole thing has a new address."""
    part_after: str = ""
    origin: Origin = field(default_factory=Origin, compare=False)

    @property
    def told(self) -> str:
        """The old address as people write it."""
        return f"{self.before}#{self.part}" if self.part else str(self.before)

    @property
    def told_after(self) -> str:
        """The new address as people write it."""
        return f"{self.after}#{self.part_after}" if self.part_after else str(self.after)
