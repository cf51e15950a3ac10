"""Value objects of workflow actions: where a field takes its value from (dossier F4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.emulator.check import (
    Checker,
    Fault,
    fault,
    filled,
    integer,
    list_of,
    mapping,
    number,
    object_of,
    one_of,
    text,
)
from revops.emulator.filters.kinds import CATEGORIES
from revops.emulator.filters.times import WEEKDAYS, within
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Shape, lazily, tagged

TIME_OF_DAY = object_of({"hour": within(0, 23), "minute": within(0, 59)})
ASSOCIATION = object_of({"associationCategory": CATEGORIES, "associationTypeId": integer})
DAYS_OF_WEEK = list_of(one_of(*WEEKDAYS))
_TIME_UNITS = (
    "NANOS", "MICROS", "MILLIS", "SECONDS", "MINUTES", "HOURS", "HALF_DAYS", "DAYS", "WEEKS", "MONTHS",
    "YEARS", "DECADES", "CENTURIES", "MILLENNIA", "ERAS", "FOREVER",
)  # fmt: skip
DELAY_FIELDS: Shape = (
    {"delta": integer, "timeUnit": one_of(*_TIME_UNITS), "daysOfWeek": DAYS_OF_WEEK},
    {
        "timeOfDay": TIME_OF_DAY,
        "timeZoneStrategy": tagged("type", {"STATIC_TIME_ZONE": ({"timeZoneId": filled}, {})}),
    },
)
TIME_DELAY = object_of(*DELAY_FIELDS)

# Association type ids from a task to the record it is about (dossier F5).
TASK_TO: Mapping[str, int] = {"0-1": 204, "0-2": 192, "0-3": 216, "0-5": 230}


def value_of(subject: Subject) -> Checker:
    """Any value object that a field, an input or a branch may hold."""
    several = lazily(lambda: value_of(subject))
    return tagged(
        "type",
        {
            "STATIC_VALUE": ({"staticValue": text}, {}),
            "OBJECT_PROPERTY": ({"propertyName": subject.has_property}, {}),
            "FETCHED_OBJECT_PROPERTY": ({"propertyToken": filled}, {}),
            "FIELD_DATA": ({"actionId": filled, "dataKey": filled}, {}),
            "ACTION_OUTPUT_OBJECT_PROPERTY": ({"actionOutputPropertyToken": filled}, {}),
            "ENROLLMENT_EVENT_PROPERTY": ({"enrollmentEventPropertyToken": filled}, {}),
            "ENROLLMENT_DATASET_COLUMN": ({"enrollmentDatasetColumnToken": filled}, {}),
            "TIMESTAMP": ({"timestampType": one_of("EXECUTION_TIME")}, {}),
            "RELATIVE_DATETIME": ({"timeDelay": TIME_DELAY}, {}),
            "INCREMENT": ({"incrementAmount": number}, {}),
            "APPEND_OBJECT_PROPERTY": ({"appendPropertyName": subject.has_property}, {}),
            "STATIC_APPEND_VALUE": ({"staticAppendValue": text}, {}),
            "SINGLE_OBJECT_COORDINATES": ({"coordinatesToken": filled}, {}),
            "LIST": ({"values": list_of(several)}, {}),
            "MAP": ({"values": mapping(several)}, {}),
        },
    )


def named_value(subject: Subject) -> Checker:
    """`{name, value}`: an input of code or a query parameter of a webhook."""
    return object_of({"name": filled, "value": value_of(subject)})


def associations(subject: Subject, expected: Mapping[str, int] | None = None) -> Checker:
    """Records that a new record is associated with; `expected` holds the type id per enrolled object type."""
    source = tagged(
        "type", {"ENROLLED_OBJECT": ({}, {}), "COPY_ASSOCIATION": ({"sourceSpec": ASSOCIATION}, {})}
    )
    known = (expected or {}).get(subject.object_type)

    def item(value: Json, where: str) -> Iterator[Fault]:
        faults = list(object_of({"target": ASSOCIATION, "value": source})(value, where))
        yield from faults
        if not faults and known is not None:
            yield from _right_type(value, where, known)

    return list_of(item)


def _right_type(value: Json, where: str, known: int) -> Iterator[Fault]:
    target = value["target"]
    shipped = target["associationCategory"] == "HUBSPOT_DEFINED"
    if value["value"]["type"] == "ENROLLED_OBJECT" and shipped and target["associationTypeId"] != known:
        yield fault(
            f"{where}.target: association type {target['associationTypeId']} does not lead to the enrolled"
            f" record, {known} does",
            f"{where}.target.associationTypeId",
            "INVALID_ASSOCIATION_TYPE",
        )
