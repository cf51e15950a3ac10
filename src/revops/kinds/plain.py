"""What most kinds answer where they have nothing of their own to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from revops.model.address import Address
from revops.model.call import Call
from revops.model.change import Change
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Phase, Resource, Symbol


class Plain:
    """Everything is defined in one phase, nothing lapses, nothing is learnt and nothing is risky."""

    after: frozenset[str] = frozenset()

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:  # noqa: ARG002 - Kind
        return resource

    def phase(self, path: str, actual: Observed | None) -> Phase:  # noqa: ARG002 - Kind
        return Phase.DEFINE

    def follow(self, resource: Resource, moved: frozenset[str]) -> Mapping[str, Json]:  # noqa: ARG002 - Kind
        return {}

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:  # noqa: ARG002 - Kind
        return {}

    def hazards(self, change: Change) -> Iterable[Finding]:  # noqa: ARG002 - Kind
        return ()

    def audit(self, change: Change) -> Sequence[Call]:  # noqa: ARG002 - Kind
        return ()

    def by_hand(self, change: Change, context: Context) -> str:  # noqa: ARG002 - Kind
        return ""
