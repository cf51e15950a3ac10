"""Why something is held: what is known of who changed it."""

from __future__ import annotations

from collections.abc import Sequence

from revops.engine.unfinished import is_ours
from revops.model.change import MovedBy, UnitChange
from revops.model.ledger import Entry
from revops.model.spec import Observed


def why_held(observed: Observed, units: Sequence[UnitChange], entry: Entry | None, *, undoing: bool) -> str:
    """The reason for people, with the last editor where HubSpot tells.

    Args:
        observed: what is there.
        units: that are held.
        entry: what was last applied; None where nobody knows.
        undoing: the way back from a run is planned, so that no side is the blueprint's.
    """
    known = entry is not None and (entry.maybe or any(unit.path in entry.units for unit in units))
    if entry is None or not known:
        told = "differs, and without a ledger entry nobody can tell which side changed"
        return f"{told}, in HubSpot last by {observed.editor}" if observed.editor else told
    if entry.maybe and not is_ours(entry, observed):
        told = "ambiguous: a create was sent and its answer was lost, and what is there differs from it"
    elif undoing:
        told = "changed in HubSpot since it was applied"
    elif any(unit.moved_by is MovedBy.BOTH for unit in units):
        told = "changed in the blueprint and in HubSpot"
    else:
        told = "changed in HubSpot, or made there by hand"
    return f"{told}, last by {observed.editor}" if observed.editor else told
