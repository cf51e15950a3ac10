"""A new address for something that is there: what `moved:` says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from revops.model.address import Address, Origin


@dataclass(frozen=True)
class Move:
    """What stood under `before` in the ledger stands under `after`; only a property is made anew for it."""

    before: Address
    after: Address
    part: str = ""
    """Unit path of a part, e.g. `stages.due`; empty where the whole thing has a new address."""
    part_after: str = ""
    origin: Origin = field(default_factory=Origin, compare=False)

    @property
    def copies(self) -> bool:
        """True for a property: HubSpot never changes its name (dossier, B3), so a new one gets its values."""
        return self.before.kind == "property" and not self.part

    @property
    def told(self) -> str:
        """The old address as people write it."""
        return f"{self.before}#{self.part}" if self.part else str(self.before)

    @property
    def told_after(self) -> str:
        """The new address as people write it."""
        return f"{self.after}#{self.part_after}" if self.part_after else str(self.after)


COPIED: Final = "from."
"""How the paths of a property begin that tell of the one whose values it takes over."""


def parting(old: Address) -> str:
    """Where a property that takes over another one's values has what is known of them.

    As a key it says that all of them were seen in the new one; with `.records` behind it, it is the unit that
    says how many records hold one that is still to be copied.
    """
    return f"{COPIED}{old.name}"


def uncopied(old: Address) -> str:
    """The unit that says how many records hold a value that is still to be copied."""
    return f"{parting(old)}.records"
