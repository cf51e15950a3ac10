"""When a dependent field of a form shows: operators, what each compares with and which fields it fits."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Fault, fault, list_of, object_of, one_of, text
from revops.emulator.http import Json

_TEXTS = ("email", "phone", "mobile_phone", "single_line_text", "multi_line_text")
_ORDERED = ("number", "datepicker")
_CHOSEN = ("dropdown", "radio", "multiple_checkboxes", "payment_link_radio")
# Operators by what they compare with, and the fields that have such values; empty: any field. The words are
# HubSpot's (its description of forms), the pairing with field types is the strict reading of them.
_ONE_VALUE = {
    **dict.fromkeys(("eq", "neq"), ()),
    **dict.fromkeys(("contains", "doesnt_contain", "str_starts_with", "str_ends_with"), _TEXTS),
    **dict.fromkeys(("lt", "lte", "gt", "gte"), _ORDERED),
    **dict.fromkeys(("within_time", "within_time_reverse"), ("datepicker",)),
}
_VALUES = dict.fromkeys(("set_any", "set_not_any", "set_all", "set_not_all", "set_eq", "set_neq"), _CHOSEN)
_RANGE = dict.fromkeys(("between", "not_between"), _ORDERED)
_NOTHING: dict[str, tuple[str, ...]] = {"is_not_empty": ()}
_FITTING = {**_ONE_VALUE, **_VALUES, **_RANGE, **_NOTHING}

CONDITION = object_of(
    {
        "operator": one_of(*sorted(_FITTING)),
        "value": text,
        "values": list_of(text),
        "rangeStart": text,
        "rangeEnd": text,
    }
)
"""A condition. HubSpot's description requires all five members, whatever the operator needs."""


def condition_faults(field: Json, condition: Json, where: str) -> Iterator[Fault]:
    """What is wrong with a condition on this field.

    Args:
        field: The field whose value decides, sound in itself.
        condition: The condition, sound in itself.
        where: Where the condition stands in the body.
    """
    operator = condition["operator"]
    if _FITTING[operator] and field["fieldType"] not in _FITTING[operator]:
        yield fault(f"{where}: {operator} does not go with {field['fieldType']}", where, "INVALID_OPERATOR")
    for name in _needed(operator):
        if not condition[name]:
            yield fault(f"{where}: {operator} needs {name}", f"{where}.{name}", "REQUIRED_FIELD")
    yield from _options(field, condition, where)


def _needed(operator: str) -> tuple[str, ...]:
    if operator in _ONE_VALUE:
        return ("value",)
    if operator in _VALUES:
        return ("values",)
    return ("rangeStart", "rangeEnd") if operator in _RANGE else ()


def _options(field: Json, condition: Json, where: str) -> Iterator[Fault]:
    """What a choice is compared with is one of its options."""
    if field["fieldType"] not in _CHOSEN:
        return
    operator = condition["operator"]
    compared = condition["values"] if operator in _VALUES else [condition["value"]]
    known = {option["value"] for option in field["options"]}
    for value in compared if _needed(operator) else []:
        if value and value not in known:
            yield fault(f"{where}: '{value}' is no option of the field", where, "NO_OPTION")
