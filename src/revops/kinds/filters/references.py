"""What a condition relies on: properties, names of the portal, and other resources of the blueprint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.filters import associations
from revops.kinds.filters.normal import terms, whole
from revops.model.address import Address
from revops.model.condition import (
    Associated,
    Condition,
    EmailEvent,
    InSegment,
    PropertyRef,
    Submitted,
    Subscribed,
    Term,
    Test,
)
from revops.model.objects import HOST, host, is_declared
from revops.model.pairs import objects_of, pair
from revops.model.spec import Need, Symbol

_SECTIONS: Final = {
    "segment": "segments",
    "form": "forms",
    "email": "emails",
    "subscription": "subscriptions",
}
"""Kind of symbol -> section of the blueprint in which its name may be a key."""


def properties(condition: Condition) -> frozenset[PropertyRef]:
    """The properties that must exist before the condition can be written, those of other objects too."""
    return frozenset(ref for term in whole(condition) if isinstance(term, Test) for ref in _tested(term))


def own_properties(condition: Condition) -> frozenset[PropertyRef]:
    """The properties of the records themselves, not those of associated ones."""
    return frozenset(ref for term in terms(condition) if isinstance(term, Test) for ref in _tested(term))


def _tested(test: Test) -> Iterator[PropertyRef]:
    yield test.property
    if test.word.endswith("_property"):
        yield PropertyRef.parse(test.value)


def symbols(condition: Condition, scope: str = "contacts") -> frozenset[Symbol]:
    """The names that must be resolved to the portal's ids before the condition can be written."""
    return frozenset(_symbols(condition, scope))


def _symbols(condition: Condition, scope: str) -> Iterator[Symbol]:
    for term in terms(condition):
        yield from _named(term)
        if isinstance(term, Associated):
            yield from _followed(term, scope)


def _named(term: Term) -> Iterator[Symbol]:
    match term:
        case Submitted(forms, page):
            yield from (Symbol("form", form) for form in forms)
            yield from [Symbol("page", page)] if page else []
        case InSegment(segment):
            yield Symbol("segment", segment)
        case EmailEvent(email=email):
            yield Symbol("email", email)
        case Subscribed(subscription):
            yield Symbol("subscription", subscription)
        case _:
            return


def _followed(term: Associated, scope: str) -> Iterator[Symbol]:
    label = associations.symbol(scope, term.object, term.label)
    if label:
        yield label
    if is_declared(term.object):
        yield Symbol(HOST, term.object)
    if term.where:
        yield from _symbols(term.where, term.object)


def needs(condition: Condition, near: Surroundings, scope: str = "contacts") -> Iterator[Need]:
    """What of the blueprint must come first; a name that it does not describe is one of the portal."""
    return described(properties(condition), symbols(condition, scope), near)


def described(refs: Iterable[PropertyRef], symbols: Iterable[Symbol], near: Surroundings) -> Iterator[Need]:
    """What of the blueprint provides these, each where it does."""
    yield from filter(None, map(near.provider, sorted(refs)))
    for symbol in sorted(symbols, key=str):
        yield from _described(symbol, near)


def _described(symbol: Symbol, near: Surroundings) -> Iterator[Need]:
    section = _SECTIONS.get(symbol.kind)
    if section and near.entry(section, symbol.name) is not None:
        yield Need(Address(symbol.kind, "", symbol.name))
    if symbol.kind == HOST:
        yield from (Need(found) for found in [host(symbol.name)] if found)
    if symbol.kind == associations.SYMBOL:
        yield from _label(symbol, near.entry)


def _label(symbol: Symbol, entry: Callable[..., object]) -> Iterator[Need]:
    """A label is one thing, whichever of its two objects describes it."""
    between, _, label = symbol.name.partition("/")
    one, other = objects_of(between)
    for start, end in dict.fromkeys(((one, other), (other, one))):
        if entry("associations", start, end, label) is not None:
            yield Need(Address("association", pair(start, end), label))
