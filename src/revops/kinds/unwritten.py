"""What stands in the blueprint alone, for people: HubSpot is neither asked nor told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any

from revops.kinds.base import Settled
from revops.kinds.plain import Plain
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Resource


class Unwritten(Plain):
    """Nothing is read, nothing is written, and no portal has a value to take over."""

    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        yield from ()
        return Observation()

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield from ()

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return ()

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return {}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        """No portal has a value to write back."""
