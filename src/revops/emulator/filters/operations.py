"""Property operations: one table of operators, fields and the property types that take them (dossier G3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from revops.emulator.check import Checker, Fault, boolean, fault, integer, list_of, number, one_of, text
from revops.emulator.filters.times import MONTHS, point_fields, range_fields, within
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Fields, Shape, both, tagged

_EVERY = frozenset({"string", "phone_number", "number", "bool", "enumeration", "date", "datetime"})
_TEXTS = frozenset({"string", "phone_number"})
_DATES = frozenset({"date", "datetime"})


@dataclass(frozen=True)
class Operation:
    """What one operation type takes."""

    operators: str
    """Separated by blanks."""
    types: frozenset[str]
    """Property types that take it."""
    older: bool = False
    """In the documents, but real portals take dates as time points only (dossier G3): refused for a property
    unless the portal has the variant `older-date-operations`."""


_BETWEEN = "IS_BETWEEN IS_NOT_BETWEEN"
_EQUAL = "IS_EQUAL_TO IS_NOT_EQUAL_TO"
_EVER_EQUAL = "HAS_EVER_BEEN_EQUAL_TO HAS_NEVER_BEEN_EQUAL_TO"
_SIDES = "IS_BEFORE IS_AFTER"
_PAST = ("HAS_EVER_", "HAS_NEVER_")
_X_DAYS = " ".join(
    f"IS_{more}_THAN_X_DAYS_{side}" for side in ("AGO", "FROM_NOW") for more in ("LESS", "MORE")
)

OPERATIONS = {
    "ALL_PROPERTY": Operation("IS_KNOWN IS_UNKNOWN IS_NOT_KNOWN IS_BLANK IS_NOT_BLANK", _EVERY),
    "STRING": Operation(
        f"{_EQUAL} CONTAINS DOES_NOT_CONTAIN STARTS_WITH ENDS_WITH"
        f" {_EVER_EQUAL} HAS_EVER_CONTAINED HAS_NEVER_CONTAINED",
        _TEXTS,
    ),
    "MULTISTRING": Operation(
        f"{_EQUAL} CONTAINS CONTAINS_EXACTLY DOES_NOT_CONTAIN DOES_NOT_CONTAIN_EXACTLY STARTS_WITH ENDS_WITH",
        _TEXTS,
    ),
    "COMPARATIVE_STRING": Operation("IS_EQUAL_TO", _TEXTS),
    "NUMBER": Operation(
        f"{_EQUAL} IS_GREATER_THAN IS_GREATER_THAN_OR_EQUAL_TO IS_LESS_THAN IS_LESS_THAN_OR_EQUAL_TO"
        f" {_EVER_EQUAL}",
        frozenset({"number"}),
    ),
    "NUMBER_RANGED": Operation(_BETWEEN, frozenset({"number"})),
    "BOOL": Operation(f"{_EQUAL} {_EVER_EQUAL}", frozenset({"bool"})),
    "ENUMERATION": Operation(
        "IS_ANY_OF IS_NONE_OF IS_EXACTLY IS_NOT_EXACTLY CONTAINS_ALL DOES_NOT_CONTAIN_ALL"
        " HAS_EVER_BEEN_ANY_OF HAS_NEVER_BEEN_ANY_OF HAS_EVER_BEEN_EXACTLY HAS_NEVER_BEEN_EXACTLY"
        " HAS_EVER_CONTAINED_ALL HAS_NEVER_CONTAINED_ALL",
        frozenset({"enumeration"}),
    ),
    "TIME_POINT": Operation(_SIDES, _DATES),
    "TIME_RANGED": Operation(_BETWEEN, _DATES),
    "ROLLING_DATE_RANGE": Operation(_X_DAYS, _DATES, older=True),
    "ROLLING_PROPERTY_UPDATED": Operation("UPDATED_IN_LAST_X_DAYS NOT_UPDATED_IN_LAST_X_DAYS", _EVERY),
    "RANGED_DATE": Operation(_BETWEEN, _DATES, older=True),
    "DATETIME": Operation(f"{_SIDES} IS_EQUAL_TO IS_BEFORE_DATE IS_AFTER_DATE", _DATES, older=True),
    "DATE": Operation(_X_DAYS, _DATES, older=True),
    "CALENDAR_DATE": Operation(
        "IN_THIS_TIME_UNIT IN_THIS_TIME_UNIT_SO_FAR IN_NEXT_TIME_UNIT IN_LAST_TIME_UNIT", _DATES, older=True
    ),
    "COMPARATIVE_DATE": Operation(_SIDES, _DATES, older=True),
    "COMPARATIVE_PROPERTY_UPDATED": Operation(_SIDES, _EVERY),
}

_ZONED: Fields = {"requiresTimeZoneConversion": boolean}
_DAYS: Fields = {"numberOfDays": within(0, 2**31)}
_FISCAL: Fields = {
    "timeUnitCount": integer,
    "useFiscalYear": boolean,
    "fiscalYearStart": one_of(*MONTHS),
}


def _fields(has_property: Checker) -> dict[str, Shape]:
    """Fields of each operation type beside `operator` and `includeObjectsWithNoValueSet`."""
    other = {"comparisonPropertyName": has_property}, {"defaultComparisonValue": text}
    return {
        "ALL_PROPERTY": ({}, {}),
        "STRING": ({"value": text}, {}),
        "MULTISTRING": ({"values": list_of(text, minimum=1)}, {}),
        "COMPARATIVE_STRING": other,
        "NUMBER": ({"value": number}, {}),
        "NUMBER_RANGED": ({"lowerBound": integer, "upperBound": integer}, {}),
        "BOOL": ({"value": boolean}, {}),
        "ENUMERATION": ({"values": list_of(text, minimum=1)}, {}),
        "TIME_POINT": point_fields(has_property),
        "TIME_RANGED": range_fields(has_property),
        "ROLLING_DATE_RANGE": ({**_DAYS, **_ZONED}, {}),
        "ROLLING_PROPERTY_UPDATED": (_DAYS, {}),
        "RANGED_DATE": ({"lowerBound": integer, "upperBound": integer, **_ZONED}, {}),
        "DATETIME": ({"timestamp": integer, **_ZONED}, {}),
        "DATE": ({"year": integer, "month": one_of(*MONTHS), "day": within(1, 31)}, {}),
        "CALENDAR_DATE": ({"timeUnit": one_of("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")}, _FISCAL),
        "COMPARATIVE_DATE": other,
        "COMPARATIVE_PROPERTY_UPDATED": other,
    }


def operation(subject: Subject, name: str = "") -> Checker:
    """An operation by itself, and, where `name` is a property of the subject, whether its type takes it.

    All of an operation's fields are demanded, `includeObjectsWithNoValueSet` too (dossier F8.1).
    """
    shapes: dict[str, Shape] = {}
    for kind, (required, optional) in _fields(subject.has_property).items():
        operators = one_of(*OPERATIONS[kind].operators.split())
        common = {"operator": operators, "includeObjectsWithNoValueSet": boolean}
        shapes[kind] = {**common, **required}, optional
    return both(tagged("operationType", shapes), _taken_by(subject, name))


def _taken_by(subject: Subject, name: str) -> Checker:
    """Says 400 with the valid operation types for a property, as HubSpot does (dossier G3).

    A calculated property has no past to ask for (HubSpot's list filter definitions).
    """

    def checker(value: Json, where: str) -> Iterator[Fault]:
        declared = subject.declared(name) if name and subject.object_type else None
        if declared is None or value.get("propertyParser") == "UPDATED_AT":
            return
        if declared.get("calculated") and value["operator"].startswith(_PAST):
            yield fault(
                f"{where}: calculated property '{name}' has no history", f"{where}.operator", "NO_HISTORY"
            )
        valid = legal_operations(declared["type"], older=subject.portal.has("older-date-operations"))
        if value["operationType"] not in valid:
            yield fault(
                f"{where}: operationType {value['operationType']} is not valid for property '{name}' of type"
                f" {declared['type']}, valid operationTypes are: {', '.join(valid)}",
                f"{where}.operationType",
                "INVALID_OPERATION_TYPE",
                validOperationTypes=valid,
            )

    return checker


def legal_operations(property_type: str, *, older: bool = False) -> list[str]:
    """Operation types that a property of this type takes; any type takes time points by `UPDATED_AT` too."""
    return [
        kind
        for kind, known in OPERATIONS.items()
        if property_type in known.types and (older or not known.older)
    ]
