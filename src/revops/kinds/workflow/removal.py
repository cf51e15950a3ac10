"""What leaves a workflow with the blueprint, and what must not go with it (rule 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds.workflow.steps import paths
from revops.kinds.workflow.tree import is_step
from revops.model.json import MISSING, Json, Missing
from revops.model.ledger import Entry
from revops.model.spec import Observed

Units = Mapping[str, Json | Missing]


def dropped(wanted: Units, entry: Entry, observed: Observed) -> list[str]:
    """Steps that an earlier run wrote, the blueprint no longer has and the portal still shows."""
    shown = observed.units
    gone = [path for path in entry.units if path not in wanted]
    return [path for path in gone if path in shown and is_step(path)]


def held_open(wanted: Units, entry: Entry, observed: Observed) -> set[str]:
    """Forks that must not lose paths: somebody made or changed a step on them, and it would go, too."""
    shown = observed.units
    leaving = [path for path in shown if wanted.get(path, MISSING) is MISSING and is_step(path)]
    staying = [path for path in leaving if not _may_go(path, wanted, entry, shown)]
    return {fork for path in staying for fork in _losing(shown[path].get("path", ""), wanted)}


def _may_go(path: str, wanted: Units, entry: Entry, shown: Units) -> bool:
    """Agreed: the blueprint lets it go, and it is as it was written."""
    return path in wanted and entry.units.get(path, MISSING) == shown[path]


def _losing(path: str, wanted: Units) -> Iterator[str]:
    """The forks above a step, from its own on, that are to go or to lose the path that leads to it."""
    fork, _, name = path.partition(".")
    unit = f"steps.{fork}"
    if not path or unit not in wanted:
        return
    after = wanted[unit]
    if isinstance(after, Missing) or name not in paths(after):
        yield unit
    if not isinstance(after, Missing):
        yield from _losing(after.get("path", ""), wanted)
