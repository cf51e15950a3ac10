"""What HubSpot's operators say of single terms, and the one way to write each."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from revops.model import json
from revops.model.condition import (
    EVER,
    Consent,
    Event,
    InSegment,
    Submitted,
    Term,
    Test,
    Viewed,
)
from revops.model.json import Json
from revops.model.spelling import spell
from revops.model.words import WORDS, Shape

_ONE_DAY: Final = {"between": "on", "not_between": "not_on"}
"""Words for two days, and what they are where both are one."""


def is_said(term: Term) -> bool:
    """Whether an operator says that the term does not hold.

    `NOT_FILLED_OUT` takes no refinement, and a view that matches no expression has no operator (dossier G3,
    HubSpot's definitions of segment filters).
    """
    match term:
        case Test(word=word):
            return bool(WORDS[word].opposite)
        case Submitted(refine=refine):
            return refine == EVER
        case Viewed(word=word, refine=refine):
            return refine == EVER and word != "matches"
        case Event() | Consent() | InSegment():
            return True
        case _:
            return False


def tidy(term: Term) -> Term:
    """The term as everybody would write it: no labels and types, values of a set in a fixed order."""
    match term:
        case Test():
            return _tidy_test(term)
        case Event(where=where):
            tests = map(_tidy_test, where)
            return replace(term, where=tuple(sorted(tests, key=lambda test: json.canonical(spell(test)))))
        case _:
            return term


def _tidy_test(test: Test) -> Test:
    value = _value(test)
    if test.word in _ONE_DAY and isinstance(value[0], str) and value[0] == value[1]:
        return Test(test.property, "", _ONE_DAY[test.word], value[0])
    return Test(test.property, "", test.word, value)


def _value(test: Test) -> Json:
    if Shape.TEXTS in WORDS[test.word].shapes.values() and isinstance(test.value, list | tuple):
        return sorted(set(test.value))
    if isinstance(test.value, tuple):
        return list(test.value)
    if isinstance(test.value, float) and test.value.is_integer():
        return int(test.value)
    return test.value
