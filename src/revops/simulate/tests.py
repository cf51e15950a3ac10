"""Tests of properties on one record, by their words.

What no source says is chosen as HubSpot's editor reads: text is compared without regard to case, and a record
without a value meets the negative words and no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from revops.model.condition import PropertyRef, Test
from revops.model.json import Json
from revops.model.words import WORDS
from revops.simulate.dates import DATED, dated
from revops.simulate.moments import moment
from revops.simulate.record import Clock, Record

_PAST: Final = re.compile("(ever|never)_(.+)")


@dataclass(frozen=True)
class Holder:
    """Where the values of a test come from: a record, or something that happened to it."""

    values: Mapping[str, str]
    record: Record | None
    clock: Clock

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def versions(self, name: str) -> list[str]:
        """Every value that the property ever had."""
        past = self.record.history.get(name, ()) if self.record else ()
        return [*(version.value for version in past if version.value), *filter(None, [self.value(name)])]

    def updated(self, name: str) -> datetime | None:
        past = self.record.history.get(name, ()) if self.record else ()
        return max((version.at for version in past), default=None)


def passes(test: Test, holder: Holder) -> bool:
    """Whether the test holds."""
    word = WORDS[test.word]
    if word.negative:
        return not _positive(word.opposite, test, holder)
    return _positive(test.word, test, holder)


def _positive(word: str, test: Test, holder: Holder) -> bool:
    past = _PAST.fullmatch(word)
    if past:
        kept = holder.versions(test.property.name)
        return any(_holds(past[2], value, test.value, holder) for value in kept)
    held = holder.value(test.property.name)
    if not held:
        return False
    if word.startswith("updated_"):
        return _updated(word, test, holder)
    return word == "known" or _holds(word, held, test.value, holder)


def _updated(word: str, test: Test, holder: Holder) -> bool:
    at = holder.updated(test.property.name)
    if at is None:
        return False
    if not word.endswith("_property"):
        return dated(word.replace("updated_in", "within_last"), at, test.value, holder.clock)
    other = holder.updated(PropertyRef.parse(test.value).name)
    return other is not None and (at < other if "before" in word else at > other)


def _holds(word: str, held: str, value: Json, holder: Holder) -> bool:
    if word == "between" and not isinstance(value[0], str):
        return _number(held, lambda number: value[0] <= number <= value[1])
    if word in DATED:
        at = moment(held, holder.clock)
        return at is not None and dated(word, at, value, holder.clock)
    if word.endswith("_property"):
        return _compared(word, held, holder.value(PropertyRef.parse(value).name), holder.clock)
    if word in _SETS:
        return _SETS[word](set(held.split(";")), set(value))
    if word in _NUMBERS or (word == "equals" and isinstance(value, int | float)):
        compare = _NUMBERS.get(word, float.__eq__)
        return _number(held, lambda number: compare(number, float(value)))
    if word == "is":
        return (held == "true") is value
    return _text(_TEXTS[word], held, [value] if isinstance(value, str) else value)


def _compared(word: str, held: str, other: str, clock: Clock) -> bool:
    if word == "equals_property":
        return held.lower() == other.lower()
    one, two = moment(held, clock), moment(other, clock)
    if one is None or two is None:
        return False
    return one < two if word == "before_property" else one > two


def _number(held: str, test: Callable[[float], bool]) -> bool:
    try:
        return test(float(held))
    except ValueError:
        return False


def _text(test: Callable[[str, str], bool], held: str, values: Sequence[str]) -> bool:
    return any(test(held.lower(), value.lower()) for value in values)


def _has_words(held: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", held) is not None


_SETS: Final[Mapping[str, Callable[[set[str], set[str]], bool]]] = {
    "any_of": lambda held, values: not held.isdisjoint(values),
    "exactly": lambda held, values: held == values,
    "all_of": lambda held, values: held >= values,
}
_NUMBERS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "less_than": float.__lt__,
    "at_most": float.__le__,
    "greater_than": float.__gt__,
    "at_least": float.__ge__,
}
_TEXTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "equals": str.__eq__,
    "contains": str.__contains__,
    "contains_exactly": _has_words,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
}
