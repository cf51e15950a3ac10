"""The condition language: one small typed tree, used by lifecycle stages, scores, workflows and segments.

A test names a property and one word: `{property: contacts.engagement, at_least: 60}`. The words by type:

| property type        | words                                                                    |
|----------------------|--------------------------------------------------------------------------|
| every type           | known, unknown, updated_in_days, not_updated_in_days                     |
| bool                 | is, is_not, ever_is, never_is                                            |
| enumeration          | any_of, none_of, ever_any_of, never_any_of                               |
|                      | exactly, not_exactly, ever_exactly, never_exactly                        |
|                      | all_of, not_all_of, ever_all_of, never_all_of                            |
| string, phone_number | equals, not_equals, ever_equals, never_equals, starts_with, ends_with    |
|                      | contains, not_contains, ever_contains, never_contains                    |
|                      | contains_exactly, not_contains_exactly                                   |
| number               | equals, not_equals, ever_equals, never_equals, between, not_between      |
|                      | less_than, at_most, greater_than, at_least                               |
| date, datetime       | before, on_or_before, after, on_or_after, on, not_on, between, not_between |
|                      | within_last_days, within_next_days, not_within_last_days,                |
|                      | not_within_next_days, more_than_days_ago, more_than_days_ahead           |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from revops.model.json import Json


@dataclass(frozen=True, order=True)
class PropertyRef:
    """A property in a condition: `contacts.engagement`."""

    object: str
    name: str

    def __str__(self) -> str:
        return f"{self.object}.{self.name}"

    @classmethod
    def parse(cls, text: str) -> PropertyRef:
        """Read `OBJECT.PROPERTY`.

        Raises:
            ValueError: there is no dot, or a part is empty.
        """
        scope, dot, name = text.partition(".")
        if not (dot and scope and name):
            raise ValueError(f"{text!r} is no property: write OBJECT.PROPERTY, e.g. contacts.email")
        return cls(scope, name)


@dataclass(frozen=True)
class All:
    """Every part holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    of: Condition


@dataclass(frozen=True)
class Test:
    """A property against a value; `word` is the operator as the blueprint writes it."""

    property: PropertyRef
    type: str
    """The property's `type` (dossier, B3), which decides the operators that are legal."""
    word: str
    value: Json = None
    labels: tuple[tuple[str, str], ...] = ()
    """Labels in the target's locale: of option values, and of the property under `object.name`."""


@dataclass(frozen=True)
class Submitted:
    """A form was filled out; `forms` are names, none means any form."""

    forms: tuple[str, ...] = ()


Condition = All | AnyOf | Not | Test | Submitted

PROPERTY_TYPES = ("bool", "enumeration", "date", "datetime", "string", "number", "phone_number")
"""The types that a property can be created with (dossier, B3)."""


class Shape(Enum):
    """What stands after a word, as people read it; the comment says what a `Test` holds."""

    TEXT = "a text"  # str
    TEXTS = "a text or a list of texts"  # list[str], never empty; one text becomes a list of one
    NUMBER = "a number"  # int | float
    RANGE = "a list of two whole numbers, the lower one first"  # [int, int]
    BOOL = "true or false"  # bool
    DATE = "a date, YYYY-MM-DD"  # str
    DATES = "a list of two dates, the earlier one first"  # [str, str]
    DAYS = "a whole number of days, 1 or more"  # int
    TRUE = "true"  # True


@dataclass(frozen=True)
class Word:
    """An operator as the blueprint writes it."""

    name: str
    shapes: Mapping[str, Shape]
    """The property types it is legal for, each with the shape of its value."""
    opposite: str = ""
    """The word that holds for all other values, or `` where there is none."""
    negative: bool = False
    """True where it also holds for records that have no value, as `none_of` does."""


def _pair(word: str, negative: str, shapes: Mapping[str, Shape]) -> tuple[Word, Word]:
    return Word(word, shapes, negative), Word(negative, shapes, word, negative=True)


def _halves(lower: str, upper: str, shapes: Mapping[str, Shape]) -> tuple[Word, Word]:
    return Word(lower, shapes, upper), Word(upper, shapes, lower)


_EVERY = dict.fromkeys(PROPERTY_TYPES, Shape.TRUE)
_EVERY_DAYS = dict.fromkeys(PROPERTY_TYPES, Shape.DAYS)
_BOOL = {"bool": Shape.BOOL}
_ENUMERATION = {"enumeration": Shape.TEXTS}
_TEXT = dict.fromkeys(("string", "phone_number"), Shape.TEXT)
_TEXTS = dict.fromkeys(("string", "phone_number"), Shape.TEXTS)
_NUMBER = {"number": Shape.NUMBER}
_DAY = dict.fromkeys(("date", "datetime"), Shape.DATE)
_DAYS = dict.fromkeys(("date", "datetime"), Shape.DAYS)
_SPAN = {"number": Shape.RANGE, "date": Shape.DATES, "datetime": Shape.DATES}


def _words() -> Iterator[Word]:
    yield from _pair("known", "unknown", _EVERY)
    yield from _pair("updated_in_days", "not_updated_in_days", _EVERY_DAYS)
    yield from _pair("is", "is_not", _BOOL)
    yield from _pair("ever_is", "never_is", _BOOL)
    yield from _pair("any_of", "none_of", _ENUMERATION)
    yield from _pair("ever_any_of", "never_any_of", _ENUMERATION)
    yield from _pair("exactly", "not_exactly", _ENUMERATION)
    yield from _pair("ever_exactly", "never_exactly", _ENUMERATION)
    yield from _pair("all_of", "not_all_of", _ENUMERATION)
    yield from _pair("ever_all_of", "never_all_of", _ENUMERATION)
    yield from _pair("equals", "not_equals", {**_TEXTS, **_NUMBER})
    yield from _pair("ever_equals", "never_equals", {**_TEXT, **_NUMBER})
    yield from _pair("contains", "not_contains", _TEXTS)
    yield from _pair("ever_contains", "never_contains", _TEXT)
    yield from _pair("contains_exactly", "not_contains_exactly", _TEXTS)
    yield Word("starts_with", _TEXTS)
    yield Word("ends_with", _TEXTS)
    yield from _halves("less_than", "at_least", _NUMBER)
    yield from _halves("at_most", "greater_than", _NUMBER)
    yield from _pair("between", "not_between", _SPAN)
    yield from _halves("before", "on_or_after", _DAY)
    yield from _halves("on_or_before", "after", _DAY)
    yield from _pair("on", "not_on", _DAY)
    yield from _pair("within_last_days", "not_within_last_days", _DAYS)
    yield from _pair("within_next_days", "not_within_next_days", _DAYS)
    yield Word("more_than_days_ago", _DAYS)
    yield Word("more_than_days_ahead", _DAYS)


WORDS: Mapping[str, Word] = MappingProxyType({word.name: word for word in _words()})
"""Every operator by the word that the blueprint writes (operators: dossier, G3)."""


def words_for(property_type: str) -> tuple[str, ...]:
    """The words that are legal for a property type, in the order of the table."""
    return tuple(word.name for word in WORDS.values() if property_type in word.shapes)
