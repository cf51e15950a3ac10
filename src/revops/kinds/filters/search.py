"""Tests of properties as filters of HubSpot's record search, where it has a word for just that (dossier J2).

Whether a record without a value meets a negative operator no source tells, so it is always asked for besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from revops.kinds.filters.normal import Leaf
from revops.kinds.filters.spans import span
from revops.kinds.values import portal_value
from revops.kinds.wire import property_name
from revops.model.address import Address
from revops.model.condition import PropertyRef, Test
from revops.model.json import Json
from revops.model.outlook import Outlook
from revops.model.words import WORDS

Groups = tuple[tuple[Json, ...], ...]
"""Filter groups: one of the outer holds, with all of its filters. Empty: no record; `((),)`: each."""

NOBODY: Final[Groups] = ()
EVERYBODY: Final[Groups] = ((),)
_MOST_VALUES: Final = 100
"""Values of one filter that are sent; HubSpot names no limit, and a longer list is left out."""
_SEVERAL: Final = "checkbox"
"""No source says how a search finds one of several values that a record holds."""
_NUMBERS: Final[Mapping[str, str]] = {
    "equals": "EQ",
    "less_than": "LT",
    "at_most": "LTE",
    "greater_than": "GT",
    "at_least": "GTE",
}


def searched(leaf: Leaf, outlook: Outlook) -> Groups | None:
    """The groups that mean the same as a leaf; None where no search is known to tell it."""
    if not isinstance(leaf.of, Test):
        return None
    groups = _searched(leaf, leaf.of, outlook)
    name = property_name(leaf.of.property, outlook.context)
    if groups is None or name == leaf.of.property.name:
        return groups
    return tuple(tuple({**told, "propertyName": name} for told in group) for group in groups)


def _searched(leaf: Leaf, test: Test, outlook: Outlook) -> Groups | None:
    address = Address("property", test.property.object, test.property.name)
    if address in outlook.moving:
        return None
    if address in outlook.made:
        return _untouched(test, outlook, negated=leaf.negated)
    if leaf.negated:
        return _unless(_plain(WORDS[test.word].opposite, test, outlook), test.property)
    if WORDS[test.word].negative:
        return _unless(_denied(test, outlook), test.property)
    return _plain(test.word, test, outlook)


def _untouched(test: Test, outlook: Outlook, *, negated: bool) -> Groups | None:
    """A property that is yet to be made has no values, unless HubSpot computes them at once."""
    made = outlook.made[Address("property", test.property.object, test.property.name)]
    if str(made.units.get("fieldType", "")).startswith("calculation"):
        return None
    return EVERYBODY if WORDS[test.word].negative != negated else NOBODY


def _unless(groups: Groups | None, ref: PropertyRef) -> Groups | None:
    """The same, and every record without a value."""
    return None if groups is None else (*groups, (_filter(ref, "NOT_HAS_PROPERTY"),))


def _denied(test: Test, outlook: Outlook) -> Groups | None:
    """Records with a value that the positive word does not fit."""
    if test.word == "unknown":
        return NOBODY
    groups = _plain(WORDS[test.word].opposite, test, outlook)
    if groups is None or len(groups) != 1 or len(groups[0]) != 1:
        return None
    ((told,),) = groups
    opposite = _OPPOSITES.get(told["operator"])
    return (({**told, "operator": opposite},),) if opposite else None


_OPPOSITES: Final[Mapping[str, str]] = {"EQ": "NEQ", "IN": "NOT_IN"}


def _plain(word: str, test: Test, outlook: Outlook) -> Groups | None:
    """Records with a value that a word fits."""
    if word == "known":
        return ((_filter(test.property, "HAS_PROPERTY"),),)
    match test.type:
        case "bool" if word == "is":
            return _equal(test.property, ["true" if test.value else "false"])
        case "enumeration" if word == "any_of":
            return _one_of(test, outlook)
        case "string" if word == "equals":
            # `IN` takes text in small letters, and case does not matter (HubSpot's search guide).
            return _equal(test.property, [str(value).lower() for value in _listed(test.value)])
        case "number":
            return _number(word, test)
        case "date" | "datetime":
            return _dated(word, test, outlook)
        case _:
            return None


def _listed(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _filter(ref: PropertyRef, operator: str, **members: Json) -> dict[str, Json]:
    return {"propertyName": ref.name, "operator": operator, **members}


def _equal(ref: PropertyRef, values: list[str]) -> Groups | None:
    """One of these; options are compared as they are written, other text is in small letters here."""
    if len(values) == 1:
        return ((_filter(ref, "EQ", value=values[0]),),)
    return ((_filter(ref, "IN", values=values),),) if len(values) <= _MOST_VALUES else None


def _one_of(test: Test, outlook: Outlook) -> Groups | None:
    """Options of a property that holds one of them; stages by their ids in this portal."""
    observed = outlook.seen.get(Address("property", test.property.object, test.property.name))
    if observed is None or observed.units.get("fieldType", _SEVERAL) == _SEVERAL:
        return None
    names = outlook.context.names
    return _equal(test.property, [portal_value(test.property, value, names) for value in test.value])


def _number(word: str, test: Test) -> Groups | None:
    if word == "between":
        low, high = (str(bound) for bound in test.value)
        return ((_filter(test.property, "BETWEEN", value=low, highValue=high),),)
    if word not in _NUMBERS:
        return None
    return ((_filter(test.property, _NUMBERS[word], value=str(test.value)),),)


def _dated(word: str, test: Test, outlook: Outlook) -> Groups | None:
    found = span(replace(test, word=word), outlook.now, outlook.context.portal.time_zone)
    if found is None:
        return None
    bounds = (("GTE", found.first), ("LTE", found.last))
    return (tuple(_filter(test.property, name, value=_millis(at)) for name, at in bounds if at),)


def _millis(at: datetime) -> str:
    """Milliseconds since 1970, as a search takes moments (HubSpot's search guide)."""
    return str(int(at.timestamp() * 1000))
