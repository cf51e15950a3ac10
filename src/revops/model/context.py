"""What a kind may know while it reads, resolves and writes: the target's choices and the portal's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from revops.model.address import Address
from revops.model.ledger import Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol


class Unresolved(KeyError):  # noqa: N818 - it says what is the matter with a name
    """A name has no id in this portal (yet)."""

    def __init__(self, symbol: Symbol) -> None:
        super().__init__(str(symbol))
        self.symbol = symbol


@dataclass(frozen=True)
class Names:
    """Ids of this portal by symbol. In a rehearsal an unknown name stands for itself in angle brackets."""

    ids: Mapping[Symbol, str] = field(default_factory=dict)
    rehearsal: bool = False

    def id(self, kind: str, name: str) -> str:
        """The portal's id of a name.

        Raises:
            Unresolved: the portal has no such name and this is no rehearsal.
        """
        symbol = Symbol(kind, name)
        if symbol in self.ids:
            return self.ids[symbol]
        if self.rehearsal:
            return f"<{kind}:{name}>"
        raise Unresolved(symbol)

    def name(self, kind: str, portal_id: str) -> str | None:
        """The name for an id of this portal, the first of several, or None where there is none."""
        return self._by_id.get((kind, portal_id))

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], str]:
        return {(symbol.kind, known): symbol.name for symbol, known in reversed(list(self.ids.items()))}

    def preferring(self, symbols: Iterable[Symbol]) -> Names:
        """The same names; of several for one id these are told."""
        first = {symbol: self.ids[symbol] for symbol in symbols if symbol in self.ids}
        if all(self.name(symbol.kind, known) == symbol.name for symbol, known in first.items()):
            return self
        return replace(self, ids={**first, **self.ids})

    def having(self, ids: Mapping[Symbol, str]) -> Names:
        return replace(self, ids={**self.ids, **ids})


@dataclass(frozen=True)
class Role:
    """A role of the blueprint as the target maps it: a user by e-mail, or a team by name."""

    email: str = ""
    team: str = ""


@dataclass(frozen=True)
class Context:
    """Handed to every kind; `roles` is the target's mapping, `bind` gives an address another name."""

    locale: str = "en"
    roles: Mapping[str, Role] = field(default_factory=dict)
    bind: Mapping[str, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    names: Names = field(default_factory=Names)
    portal: PortalFacts = field(default_factory=lambda: PortalFacts(0))
    today: date = date.min
    """The day on which this runs."""
    removed: frozenset[Address] = frozenset()
    """What the blueprint names under `removed:`."""
    renamed: Mapping[Address, Address] = field(default_factory=dict)
    """Property that takes over -> the one whose values it gets, as `moved:` has them."""
    shut: Mapping[str, str] = field(default_factory=dict)
    """Kinds that publish nothing here, as the target declares its subscription: name -> why."""

    @cached_property
    def bound(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Kind and scope -> blueprint's name -> the portal's, for whole things that the target binds."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for text, name in self.bind.items():
            if "#" not in text:
                address = Address.parse(text)
                found.setdefault((address.kind, address.scope), {})[address.name] = name
        return found

    def named(self, ids: Mapping[Symbol, str]) -> Context:
        return replace(self, names=self.names.having(ids))

    def preferring(self, symbols: Iterable[Symbol]) -> Context:
        """Two roles may be one person: an id reads as the name that these symbols have."""
        names = self.names.preferring(symbols)
        return self if names is self.names else replace(self, names=names)
