"""What most kinds answer where they have nothing of their own to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from revops.model.address import Address
from revops.model.call import Call, Conversation
from revops.model.change import Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Phase, Resource, Symbol


class Plain:
    """Everything is defined in one phase, nothing lapses, nothing is learnt and nothing is risky."""

    name: str
    after: frozenset[str] = frozenset()
    moves: tuple[str, ...] = ()
    deletes: bool = True
    asks: frozenset[Consent] = frozenset()
    publishes: tuple[str, ...] = ()
    opens: tuple[Call, ...] = ()
    """The opening of kinds that begin in the same way everywhere."""
    spoken_of: bool = False
    """True where others speak of it by its own id."""

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        return self.opens

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        return resource

    def instead(
        self, resource: Resource, seen: Observation, why: str
    ) -> tuple[Sequence[Resource], Sequence[Finding]]:
        return (), ()

    def phase(self, path: str, actual: Observed | None) -> Phase:
        return Phase.DEFINE

    def follow(self, resource: Resource, moved: frozenset[str]) -> Mapping[str, Json]:
        return {}

    def learn(self, address: Address, keys: Mapping[str, str]) -> Mapping[Symbol, str]:
        own = keys.get("") if self.spoken_of else ""
        return {Symbol(self.name, address.name): own} if own else {}

    def weigh(self, change: Change, outlook: Outlook) -> Conversation | None:
        return None

    def hazards(self, change: Change) -> Iterable[Finding]:
        return ()

    def audit(self, change: Change, context: Context) -> Sequence[Call]:
        return ()

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return ()

    def by_hand(self, change: Change, context: Context) -> str:
        return ""
