"""Which property goes with which field type of a form, and which properties no form may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, fault
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import both

_TEXT = ("single_line_text", "multi_line_text")
_PHONE = ("phone", "mobile_phone", "single_line_text")
_CHOICE = ("dropdown", "radio")
# Type and field type of a property (dossier B3) and the form fields that can hold its values. No source pairs
# them; this is the strict reading. `payment_link_radio` asks for no property, so it is always refused.
_FIELDS = {
    ("string", "text"): _TEXT,
    ("string", "textarea"): _TEXT,
    ("string", "html"): _TEXT,
    ("string", "phonenumber"): _PHONE,
    ("phone_number", "phonenumber"): _PHONE,
    ("string", "file"): ("file",),
    ("number", "number"): ("number",),
    ("bool", "booleancheckbox"): ("single_checkbox",),
    ("enumeration", "booleancheckbox"): ("single_checkbox",),
    ("enumeration", "select"): _CHOICE,
    ("enumeration", "radio"): _CHOICE,
    ("enumeration", "checkbox"): ("multiple_checkboxes",),
    ("date", "date"): ("datepicker",),
}


def fit(subject: Subject) -> Checker:
    """Checks a field of sound shape against the property that it fills."""

    def exists(field: Json, where: str) -> Iterator[Fault]:
        seen = subject.of(field["objectTypeId"])
        yield from seen.has_property(field["name"], f"{where}.name")

    def fits(field: Json, where: str) -> Iterator[Fault]:
        declared = subject.of(field["objectTypeId"]).declared(field["name"]) or {}
        yield from _allowed(subject, field, declared, where)
        yield from _typed(field, declared, where)
        yield from _options(field, declared, where)

    return both(exists, fits)


def _allowed(subject: Subject, field: Json, declared: Json, where: str) -> Iterator[Fault]:
    """No lifecycle stage (HubSpot's changelog of 2024: it is a setting of the form), nothing computed."""
    name, path = field["name"], f"{where}.name"
    if name == "lifecyclestage":
        yield fault("lifecyclestage is no field: set configuration.lifecycleStages", path, "NOT_ALLOWED")
    elif declared["calculated"] or declared["modificationMetadata"]["readOnlyValue"]:
        yield fault(f"{path}: the value of {name} is read only", path, "READ_ONLY_PROPERTY")
    elif subject.portal.has("form-field-properties") and not declared["formField"]:
        yield fault(f"{path}: {name} is not for forms (formField)", path, "NOT_ALLOWED")


def _typed(field: Json, declared: Json, where: str) -> Iterator[Fault]:
    """The field type goes with the property; the e-mail address of contacts has one of its own."""
    email = (field["objectTypeId"], field["name"]) == ("0-1", "email")
    pair = (declared["type"], declared["fieldType"])
    fitting = ("email",) if email else _FIELDS.get(pair, ())
    if field["fieldType"] not in fitting:
        said = f"{where}: {field['fieldType']} does not go with a property of {pair[0]}/{pair[1]}"
        yield fault(said, f"{where}.fieldType", "INVALID_FIELD_TYPE")


def _options(field: Json, declared: Json, where: str) -> Iterator[Fault]:
    known = {option["value"] for option in declared["options"]}
    for place, option in enumerate(field.get("options", [])):
        if option["value"] not in known:
            path = f"{where}.options[{place}].value"
            yield fault(f"{path}: '{option['value']}' is no option of {field['name']}", path, "NO_OPTION")
