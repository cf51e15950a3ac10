"""The fields of a form: their shapes, and that none comes twice (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import (
    Checker,
    Fault,
    boolean,
    fault,
    filled,
    integer,
    list_of,
    object_of,
    one_of,
    text,
)
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.form_conditions import CONDITION, condition_faults
from revops.emulator.surfaces.form_properties import fit
from revops.emulator.tagged import Fields, Shape, both, lazily, tagged

ENUMERATED = ("dropdown", "radio", "multiple_checkboxes", "payment_link_radio")
_ONE_DEFAULT = ("dropdown", "radio", "payment_link_radio")
MOST_IN_A_ROW = 3
"""Fields of one group (dossier I1)."""

_OPTION = object_of({"label": filled, "value": filled, "displayOrder": integer}, {"description": text})
_EMAIL_RULES = object_of({"blockedEmailDomains": list_of(filled), "useDefaultBlockList": boolean})


def groups_of(subject: Subject) -> Checker:
    """The rows of a form: at least one field in all, and none twice."""
    return both(list_of(both(_row(subject), _not_empty), minimum=1), _distinct)


def fields_in(groups: list[dict[str, Json]]) -> Iterator[dict[str, Json]]:
    """Every field of a form, those that depend on another one included."""
    for group in groups:
        for field in group["fields"]:
            yield from _with_dependent(field)


def _with_dependent(field: dict[str, Json]) -> Iterator[dict[str, Json]]:
    yield field
    for entry in field["dependentFields"]:
        yield from _with_dependent(entry["dependentField"])


def _row(subject: Subject) -> Checker:
    return object_of(
        {
            "groupType": one_of("default_group", "progressive", "queued"),
            "richTextType": one_of("text", "image"),
            "fields": list_of(_field(subject, nested=False), maximum=MOST_IN_A_ROW),
        },
        {"richText": text},
    )


def _field(subject: Subject, *, nested: bool) -> Checker:
    """A field; one that is nested has no dependent fields of its own, as whether it may is unverified."""
    dependent = list_of(_dependent(subject), maximum=0 if nested else None)
    common: Fields = {
        "objectTypeId": subject.has_object_type,
        "name": filled,
        "label": text,
        "required": boolean,
        "hidden": boolean,
        "dependentFields": dependent,
    }
    shapes = {kind: ({**common, **own}, {"description": text, **more}) for kind, (own, more) in _OWN.items()}
    return both(tagged("fieldType", shapes), _options, _digits, fit(subject), _conditions)


def _dependent(subject: Subject) -> Checker:
    return object_of(
        {"dependentCondition": CONDITION, "dependentField": lazily(lambda: _field(subject, nested=True))}
    )


def _digit_rules(value: Json, where: str) -> Iterator[Fault]:
    yield from object_of({"minAllowedDigits": integer, "maxAllowedDigits": integer})(value, where)


_LINE: Shape = ({}, {"defaultValue": text, "placeholder": text})
_PHONE: Shape = ({"validation": _digit_rules}, _LINE[1])
_CHOICES: Fields = {"options": list_of(_OPTION, minimum=1), "defaultValues": list_of(filled)}
# What each field type has besides the common fields: required, then optional.
_OWN: dict[str, Shape] = {
    "email": ({"validation": _EMAIL_RULES}, _LINE[1]),
    "phone": ({"useCountryCodeSelect": boolean, **_PHONE[0]}, _PHONE[1]),
    "mobile_phone": _PHONE,
    "single_line_text": _LINE,
    "multi_line_text": _LINE,
    "number": ({}, {**_LINE[1], "validation": _digit_rules}),
    "single_checkbox": ({}, {"defaultValue": text}),
    "multiple_checkboxes": (_CHOICES, {}),
    "dropdown": (_CHOICES, {"placeholder": text}),
    "radio": (_CHOICES, {"placeholder": text}),
    "datepicker": _LINE,
    "file": ({"allowMultipleFiles": boolean}, _LINE[1]),
    "payment_link_radio": (_CHOICES, {}),
}


def _not_empty(group: Json, where: str) -> Iterator[Fault]:
    if not group["fields"] and not group.get("richText"):
        yield fault(f"{where} has neither fields nor richText", where, "EMPTY_GROUP")


def _distinct(groups: Json, where: str) -> Iterator[Fault]:
    """A name is unique together with its object type, says HubSpot's description of fields."""
    named = [(field["objectTypeId"], field["name"]) for field in fields_in(groups)]
    if not named:
        yield fault("a form needs at least one field", where, "NO_FIELDS")
    for object_type, name in sorted({each for each in named if named.count(each) > 1}):
        yield fault(f"field {object_type}/{name} is in the form twice", where, "DUPLICATE_FIELD")


def _options(field: Json, where: str) -> Iterator[Fault]:
    """Options are distinct, and what is chosen by default is one of them."""
    values = [option["value"] for option in field.get("options", [])]
    if len(set(values)) < len(values):
        yield fault(f"{where}.options has a value twice", f"{where}.options", "DUPLICATE_OPTION")
    chosen = field.get("defaultValues", [])
    if set(chosen).difference(values):
        yield fault(f"{where}.defaultValues are not among the options", f"{where}.defaultValues", "NO_OPTION")
    if field["fieldType"] in _ONE_DEFAULT and len(chosen) > 1:
        yield fault(f"{where} takes one default value", f"{where}.defaultValues", "TOO_MANY_DEFAULTS")


def _digits(field: Json, where: str) -> Iterator[Fault]:
    rules = field.get("validation", {})
    low, high = rules.get("minAllowedDigits", 0), rules.get("maxAllowedDigits", 0)
    if not 0 <= low <= high:
        yield fault(f"{where}: minAllowedDigits is above maxAllowedDigits", where, "INVALID_RANGE")


def _conditions(field: Json, where: str) -> Iterator[Fault]:
    for place, entry in enumerate(field["dependentFields"]):
        path = f"{where}.dependentFields[{place}].dependentCondition"
        yield from condition_faults(field, entry["dependentCondition"], path)
