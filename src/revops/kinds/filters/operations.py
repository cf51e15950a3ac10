"""Property operations: a test as HubSpot's `operation` object and back (dossier, G3).

Text is written as `MULTISTRING`, as HubSpot's own editor does; only `ever_…` and `never_…` need `STRING`,
which alone has a history. Records without a value satisfy the negative words and no other: that makes a word
and its negation cover every record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from revops.kinds.filters.odd import unless_odd
from revops.kinds.filters.older import read_older
from revops.kinds.filters.refine import read_refinement
from revops.kinds.filters.times import read_time, time_operation
from revops.kinds.values import blueprint_value, portal_value
from revops.kinds.wire import property_name, property_ref
from revops.model.condition import EVER, All, AnyOf, Condition, Not, PropertyRef, Test
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.shapes import shaped
from revops.model.words import PROPERTY_TYPES, WORDS, Shape

_EVER_EQUAL = {"ever_equals": "HAS_EVER_BEEN_EQUAL_TO", "never_equals": "HAS_NEVER_BEEN_EQUAL_TO"}
_EQUAL = {"equals": "IS_EQUAL_TO", "not_equals": "IS_NOT_EQUAL_TO"}


@dataclass(frozen=True)
class Operation:
    """One `operationType`: operators by word, and the field that carries the value."""

    name: str
    operators: Mapping[str, str]
    field: str = ""

    @cached_property
    def words(self) -> Mapping[Json, str]:
        """Words by operator."""
        return {operator: word for word, operator in self.operators.items()}


_KNOWN = Operation("ALL_PROPERTY", {"known": "IS_KNOWN", "unknown": "IS_UNKNOWN"})
_BOOL = Operation(
    "BOOL",
    {
        "is": "IS_EQUAL_TO",
        "is_not": "IS_NOT_EQUAL_TO",
        "ever_is": "HAS_EVER_BEEN_EQUAL_TO",
        "never_is": "HAS_NEVER_BEEN_EQUAL_TO",
    },
    "value",
)
_ENUMERATION = Operation(
    "ENUMERATION",
    {
        "any_of": "IS_ANY_OF",
        # IS_NOT_EQUAL_TO is refused for enumerations (dossier, F8).
        "none_of": "IS_NONE_OF",
        "exactly": "IS_EXACTLY",
        "not_exactly": "IS_NOT_EXACTLY",
        "all_of": "CONTAINS_ALL",
        "not_all_of": "DOES_NOT_CONTAIN_ALL",
        "ever_any_of": "HAS_EVER_BEEN_ANY_OF",
        "never_any_of": "HAS_NEVER_BEEN_ANY_OF",
        "ever_exactly": "HAS_EVER_BEEN_EXACTLY",
        "never_exactly": "HAS_NEVER_BEEN_EXACTLY",
        "ever_all_of": "HAS_EVER_CONTAINED_ALL",
        "never_all_of": "HAS_NEVER_CONTAINED_ALL",
    },
    "values",
)
_TEXTS = Operation(
    "MULTISTRING",
    {
        **_EQUAL,
        "contains": "CONTAINS",
        "not_contains": "DOES_NOT_CONTAIN",
        "contains_exactly": "CONTAINS_EXACTLY",
        "not_contains_exactly": "DOES_NOT_CONTAIN_EXACTLY",
        "starts_with": "STARTS_WITH",
        "ends_with": "ENDS_WITH",
    },
    "values",
)
_TEXT = Operation(
    "STRING",
    {**_EVER_EQUAL, "ever_contains": "HAS_EVER_CONTAINED", "never_contains": "HAS_NEVER_CONTAINED"},
    "value",
)
_NUMBER = Operation(
    "NUMBER",
    {
        **_EQUAL,
        **_EVER_EQUAL,
        "less_than": "IS_LESS_THAN",
        "at_most": "IS_LESS_THAN_OR_EQUAL_TO",
        "greater_than": "IS_GREATER_THAN",
        "at_least": "IS_GREATER_THAN_OR_EQUAL_TO",
    },
    "value",
)
_RANGE = Operation("NUMBER_RANGED", {"between": "IS_BETWEEN", "not_between": "IS_NOT_BETWEEN"}, "bounds")

_BY_TYPE: Mapping[str, tuple[Operation, ...]] = {
    "bool": (_BOOL,),
    "enumeration": (_ENUMERATION,),
    "phone_number": (_TEXTS, _TEXT),
    "string": (_TEXTS, _TEXT),
    "number": (_NUMBER, _RANGE),
    "date": (),
    "datetime": (),
}
_TYPES = {row.name: property_type for property_type, rows in _BY_TYPE.items() for row in rows}
_ROWS = {row.name: row for rows in _BY_TYPE.values() for row in rows} | {_KNOWN.name: _KNOWN}


def operation(test: Test, context: Context, *, negated: bool = False) -> dict[str, Json]:
    """The `operation` of a property filter, a `MATCH` rule or a `SINGLE` condition of a score.

    `negated` is for words that have an opposite: then the opposite is written, and records without a value
    satisfy it.
    """
    word = WORDS[test.word].opposite if negated else test.word
    if word == "equals_property":
        return _equal_to_other(test, context)
    found = next((row for row in (_KNOWN, *_BY_TYPE[test.type]) if word in row.operators), None)
    body = (
        {"operationType": found.name, "operator": found.operators[word], **_operand(found, test, context)}
        if found
        else time_operation(word, _compared(word, test.value, context), context.portal.time_zone)
    )
    return {**body, "includeObjectsWithNoValueSet": negated or WORDS[word].negative}


def _equal_to_other(test: Test, context: Context) -> dict[str, Json]:
    return {
        "operationType": "COMPARATIVE_STRING",
        "operator": "IS_EQUAL_TO",
        "comparisonPropertyName": property_name(PropertyRef.parse(test.value), context),
        "includeObjectsWithNoValueSet": False,
    }


def _compared(word: str, value: Json, context: Context) -> Json:
    """The operand of a date; another property goes by its name in the portal."""
    if Shape.PROPERTY not in WORDS[word].shapes.values():
        return value
    ref = PropertyRef.parse(value)
    return str(ref._replace(name=property_name(ref, context)))


def _operand(row: Operation, test: Test, context: Context) -> dict[str, Json]:
    match row.field:
        case "values":
            return {"values": [portal_value(test.property, value, context.names) for value in test.value]}
        case "bounds":
            return {"lowerBound": test.value[0], "upperBound": test.value[1]}
        case "value":
            return {"value": test.value}
        case _:
            return {}


def read_operation(body: Mapping[str, Json], ref: PropertyRef, context: Context) -> Condition | None:
    """The condition that an operation stands for, or None where the words of the blueprint do not say it.

    The test's type is told by the operation and so may be `string` for a phone number, or empty.
    """
    test = unless_odd(_read_test, body, ref, context)
    if test is None or test.word in _KNOWN.operators:
        return test
    accepts = bool(body.get("includeObjectsWithNoValueSet"))
    if accepts == WORDS[test.word].negative:
        return test
    return _with_no_value(test) if accepts else All((test, Test(ref, test.type, "known", value=True)))


def _with_no_value(test: Test) -> Condition:
    """A word that records without a value do not satisfy, told to accept them."""
    opposite = WORDS[test.word].opposite
    if opposite and not WORDS[opposite].negative:
        return Not(Test(test.property, test.type, opposite, test.value))
    return AnyOf((test, Test(test.property, test.type, "unknown", value=True)))


def _read_test(body: Mapping[str, Json], ref: PropertyRef, context: Context) -> Test | None:
    """None where the value is none that a blueprint can have after the word."""
    test = _read_any(body, ref, context)
    if test is None:
        return None
    shapes = WORDS[test.word].shapes
    value = shaped(shapes[test.type] if test.type else next(iter(shapes.values())), test.value)
    return None if value is MISSING else Test(test.property, test.type, test.word, value)


def _read_any(body: Mapping[str, Json], ref: PropertyRef, context: Context) -> Test | None:
    """What an operation says of some days or of some values alone has no words."""
    kind = body.get("operationType")
    if read_refinement(body, context.portal.time_zone) != EVER:
        return None
    if kind in ("TIME_POINT", "TIME_RANGED"):
        return _dated(read_time(body, context.portal.time_zone), ref, context)
    if kind == "COMPARATIVE_STRING":
        return _dated(_other(body), ref, context)
    if older := read_older(body, context.portal.time_zone):
        return _dated(older, ref, context)
    for row in _candidates(str(kind)):
        word = row.words.get(body.get("operator"))
        if word:
            return Test(ref, _TYPES.get(row.name, ""), word, _value(row, body, ref, context))
    return None


def _other(body: Mapping[str, Json]) -> tuple[str, Json] | None:
    if body.get("operator") != "IS_EQUAL_TO" or body.get("defaultComparisonValue"):
        return None
    return "equals_property", body.get("comparisonPropertyName")


def _dated(read: tuple[str, Json] | None, ref: PropertyRef, context: Context) -> Test | None:
    """A word that was read and its value; another property is one of the same object."""
    if read is None or read[0] not in WORDS:
        return None
    word, value = read
    shapes = WORDS[word].shapes
    if Shape.PROPERTY in shapes.values():
        value = str(property_ref(ref.object, value, context)) if isinstance(value, str) and value else None
    return Test(ref, "" if len(shapes) == len(PROPERTY_TYPES) else list(shapes)[-1], word, value)


def _candidates(kind: str) -> Iterator[Operation]:
    if kind in _ROWS:
        yield _ROWS[kind]
    if kind == "STRING":  # HubSpot may answer either for the other (dossier, G3)
        yield _TEXTS


def _value(row: Operation, body: Mapping[str, Json], ref: PropertyRef, context: Context) -> Json:
    match row.field:
        case "values":
            values = shaped(Shape.TEXTS, body["value"] if body.get("values") is None else body["values"])
            return MISSING if values is MISSING else _named(values, ref, context)
        case "bounds":
            return [_whole(body["lowerBound"]), _whole(body["upperBound"])]
        case "value":
            return body.get("value")
        case _:
            return True


def _named(values: list[str], ref: PropertyRef, context: Context) -> list[str]:
    return [blueprint_value(ref, value, context.names) for value in values]


def _whole(bound: Json) -> Json:
    """A whole number may come as `1.0`."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound
