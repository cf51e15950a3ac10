"""The words of a test, by property type: what a blueprint writes for HubSpot's operators (dossier G3).

A test names a property and one word: `{property: contacts.engagement, at_least: 60}`. The words by type:

| property type        | words                                                                    |
|----------------------|--------------------------------------------------------------------------|
| every type           | known, unknown, updated_in_UNITS, not_updated_in_UNITS                   |
|                      | updated_before_property, updated_after_property                          |
| bool                 | is, is_not, ever_is, never_is                                            |
| enumeration          | any_of, none_of, ever_any_of, never_any_of                               |
|                      | exactly, not_exactly, ever_exactly, never_exactly                        |
|                      | all_of, not_all_of, ever_all_of, never_all_of                            |
| string, phone_number | equals, not_equals, ever_equals, never_equals, starts_with, ends_with    |
|                      | contains, not_contains, ever_contains, never_contains                    |
|                      | contains_exactly, not_contains_exactly, equals_property                  |
| number               | equals, not_equals, ever_equals, never_equals, between, not_between      |
|                      | less_than, at_most, greater_than, at_least                               |
| date, datetime       | before, on_or_before, after, on_or_after, on, not_on, between, not_between |
|                      | within_last_UNITS, within_next_UNITS, not_within_last_UNITS,             |
|                      | not_within_next_UNITS, more_than_UNITS_ago, more_than_UNITS_ahead        |
|                      | in_this, in_this_so_far, in_last, in_next, and each with not_ before it  |
|                      | before_property, after_property                                          |

UNITS is days, weeks, months or years, counted from the beginning of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

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
    WEEKS = "a whole number of weeks, 1 or more"  # int
    MONTHS = "a whole number of months, 1 or more"  # int
    YEARS = "a whole number of years, 1 or more"  # int
    PERIOD = "one of day, week, month, quarter, year"  # str
    PERIODS = "one of day, week, month, quarter, year, or how many, e.g. {month: 3}"  # str, {str: int > 1}
    COUNT = "a whole number, 1 or more"  # int
    PROPERTY = "another property of the same object, OBJECT.PROPERTY"  # str
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
_EVERY_PROPERTY = dict.fromkeys(PROPERTY_TYPES, Shape.PROPERTY)
_BOOL = {"bool": Shape.BOOL}
_ENUMERATION = {"enumeration": Shape.TEXTS}
_TEXT = dict.fromkeys(("string", "phone_number"), Shape.TEXT)
_TEXTS = dict.fromkeys(("string", "phone_number"), Shape.TEXTS)
_TEXT_PROPERTY = dict.fromkeys(("string", "phone_number"), Shape.PROPERTY)
_NUMBER = {"number": Shape.NUMBER}
_DAY = dict.fromkeys(("date", "datetime"), Shape.DATE)
_PERIOD = dict.fromkeys(("date", "datetime"), Shape.PERIOD)
_PERIODS = dict.fromkeys(("date", "datetime"), Shape.PERIODS)
_DATE_PROPERTY = dict.fromkeys(("date", "datetime"), Shape.PROPERTY)
_SPAN = {"number": Shape.RANGE, "date": Shape.DATES, "datetime": Shape.DATES}


UNITS: Mapping[str, Shape] = MappingProxyType(
    {"days": Shape.DAYS, "weeks": Shape.WEEKS, "months": Shape.MONTHS, "years": Shape.YEARS}
)
"""Units of time that are counted from the beginning of today, as words have them."""

PERIODS = ("day", "week", "month", "quarter", "year")
"""Units of the calendar; a week begins on Monday."""


def _words() -> Iterator[Word]:
    yield from _pair("known", "unknown", _EVERY)
    for unit, shape in UNITS.items():
        every = dict.fromkeys(PROPERTY_TYPES, shape)
        yield from _pair(f"updated_in_{unit}", f"not_updated_in_{unit}", every)
    yield Word("updated_before_property", _EVERY_PROPERTY)
    yield Word("updated_after_property", _EVERY_PROPERTY)
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
    for unit, shape in UNITS.items():
        yield from _rolling(unit, dict.fromkeys(("date", "datetime"), shape))
    yield from _pair("in_this", "not_in_this", _PERIOD)
    yield from _pair("in_this_so_far", "not_in_this_so_far", _PERIOD)
    yield from _pair("in_last", "not_in_last", _PERIODS)
    yield from _pair("in_next", "not_in_next", _PERIODS)
    yield Word("before_property", _DATE_PROPERTY)
    yield Word("after_property", _DATE_PROPERTY)
    yield Word("equals_property", _TEXT_PROPERTY)


def _rolling(unit: str, shapes: Mapping[str, Shape]) -> Iterator[Word]:
    yield from _pair(f"within_last_{unit}", f"not_within_last_{unit}", shapes)
    yield from _pair(f"within_next_{unit}", f"not_within_next_{unit}", shapes)
    yield Word(f"more_than_{unit}_ago", shapes)
    yield Word(f"more_than_{unit}_ahead", shapes)


WORDS: Mapping[str, Word] = MappingProxyType({word.name: word for word in _words()})
"""Every operator by the word that the blueprint writes (operators: dossier, G3)."""


@cache
def words_for(property_type: str) -> tuple[str, ...]:
    """The words that are legal for a property type, in the order of the table."""
    return tuple(word.name for word in WORDS.values() if property_type in word.shapes)


EVENT_WORDS: frozenset[str] = frozenset(
    word.name
    for word in WORDS.values()
    if not word.name.startswith(("ever_", "never_", "updated_", "not_updated_"))
    and not word.name.endswith(("exactly", "all_of", "_property"))
)
"""What properties of events are tested by: they have one value and no history (HubSpot's definitions)."""
