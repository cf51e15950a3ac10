"""What a form sets off when it is shown: nobody at once, and from then on whoever sends it (dossier I1)."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Final

from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.consequence import Consequence
from revops.model.json import Json
from revops.model.spec import Phase

_SENDERS: Final = "only who sends the form from now on"
_Weighing = Generator[Sequence[Call], Sequence[Answer], Consequence]


def weigh(change: Change) -> _Weighing | None:
    """Nobody is enrolled by a form, so nothing is asked; None for what shows nothing to visitors."""
    if change.phase is not Phase.PUBLISH or change.resource is None:
        return None
    return _weigh(change.resource.units)


def _weigh(units: Mapping[str, Json]) -> _Weighing:
    yield from ()
    stages = units.get("lifecycle") or {}
    told = [f"{scope} become {stage} by it" for scope, stage in sorted(stages.items())]
    return Consequence(0, why="; ".join((_SENDERS, *told)), object="contacts")
