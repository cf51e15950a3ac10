"""What HubSpot refuses, found before it is asked: names, pairs of type and fieldType, options, currency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.properties.formula import canonical
from revops.kinds.properties.options import split
from revops.kinds.properties.spec import PropertySpec
from revops.kinds.properties.tokens import FormulaError
from revops.model.json import Json
from revops.model.names import RESERVED, is_hubspots

FIELD_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "bool": ("booleancheckbox", "calculation_equation"),
    "enumeration": ("booleancheckbox", "checkbox", "radio", "select", "calculation_equation"),
    "date": ("date",),
    "datetime": ("date",),
    "string": ("file", "text", "textarea", "html", "phonenumber", "calculation_equation"),
    "number": ("number", "calculation_equation"),
    "phone_number": ("phonenumber",),
}
"""Which fieldType goes with which type (dossier B3)."""

REQUIRED: Final = ("label", "type", "fieldType", "groupName")
"""What HubSpot needs to make a property (dossier B2)."""

ONLY_CHECKED: Final = frozenset({"ref", "existing", "options", "others", "retired", "filledBy"})
"""What may stand beside `existing`."""

MAX_NAME: Final = 100
MAX_LABEL: Final = 255
MAX_DESCRIPTION: Final = 65_000
"""The dossier (B4) has ranges; the upper ends stop only what surely fails."""
MAX_OPTIONS: Final = 5000
MAX_UNIQUE: Final = 10

_NAME: Final = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True)
class Entry:
    """One property as the blueprint writes it, its units, and where to report."""

    spec: PropertySpec
    scope: str
    name: str
    units: Mapping[str, Json]
    near: Surroundings

    @cached_property
    def fields(self) -> frozenset[str]:
        """What the blueprint names, in HubSpot's spelling."""
        return self.spec.said

    def report(self, code: str, summary: str, *path: str, hint: str = "") -> None:
        self.near.report(code, summary, "properties", self.scope, self.name, *path, hint=hint)


def check(entry: Entry) -> None:
    """Report everything that HubSpot would refuse about one property."""
    checks = _RULES_EXISTING if entry.spec.existing else _RULES
    for rule in checks:
        rule(entry)


def check_unique(scope: str, specs: Mapping[str, PropertySpec], near: Surroundings) -> None:
    """At most ten properties of an object are unique ids (dossier B2)."""
    unique = [name for name, spec in specs.items() if spec.has_unique_value]
    if len(unique) > MAX_UNIQUE:
        summary = f"{len(unique)} properties of {scope} are unique, HubSpot allows {MAX_UNIQUE}"
        near.report("RV231", summary, "properties", scope, unique[MAX_UNIQUE], "hasUniqueValue")


def _name(entry: Entry) -> None:
    if not _NAME.fullmatch(entry.name) or len(entry.name) > MAX_NAME:
        summary = f"{entry.name!r} is no name for a property"
        hint = f"Use lower-case letters, digits and _, a letter first, at most {MAX_NAME} characters."
        entry.report("RV221", summary, hint=hint)
    if is_hubspots(entry.name):
        summary = f"names that begin with {' or '.join(RESERVED)} are HubSpot's own"
        entry.report(
            "RV222", summary, hint="Choose another name, or refer to HubSpot's property with `existing:`."
        )


def _complete(entry: Entry) -> None:
    missing = [field for field in REQUIRED if field not in entry.fields]
    if missing:
        summary = f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        hint = "HubSpot needs them to make a property; with `existing: TYPE` it is only referred to."
        entry.report("RV223", summary, hint=hint)


def _only_checked(entry: Entry) -> None:
    for field in sorted(entry.fields - ONLY_CHECKED):
        summary = f"`existing` is only checked, `{field}` would have to be written"
        entry.report("RV229", summary, field, hint=f"Remove `{field}`, or remove `existing`.")


def _pair(entry: Entry) -> None:
    spec = entry.spec
    if spec.type and spec.field_type and spec.field_type not in FIELD_TYPES[spec.type]:
        summary = f"type {spec.type} has no fieldType {spec.field_type}"
        entry.report("RV224", summary, "fieldType", hint=f"Take one of {', '.join(FIELD_TYPES[spec.type])}.")


_MOST: Final = {"label": MAX_LABEL, "description": MAX_DESCRIPTION}


def _texts(entry: Entry) -> None:
    for path, value in entry.units.items():
        field = path.rpartition(".")[2]
        most = _MOST.get(field)
        if most and len(value) > most:
            summary = f"the text has {len(value)} characters, HubSpot takes {most}"
            entry.report("RV227", summary, *_place(path))
        if field == "label" and not value.strip():
            entry.report("RV227", "a label needs text", *_place(path))


def _place(path: str) -> tuple[str, ...]:
    option = split(path)
    return ("options", option[0]) if option else (path,)


def _options(entry: Entry) -> None:
    spec, values = entry.spec, list(entry.spec.options or ())
    told = spec.existing or spec.type
    if told == "bool" and not spec.existing and sorted(values) != ["false", "true"]:
        summary = "a bool has exactly the options true and false"
        entry.report("RV225", summary, "options", hint="Write `options: {'true': Yes, 'false': No}`.")
    if told == "enumeration" and not (spec.existing or values or spec.external_options):
        entry.report(
            "RV225", "an enumeration needs options", "type", hint="Write `options: {stored_value: Label, …}`."
        )
    if values and told not in ("bool", "enumeration"):
        entry.report("RV225", f"type {told} has no options", "options")
    if len(values) > MAX_OPTIONS:
        entry.report("RV225", f"{len(values)} options, HubSpot allows {MAX_OPTIONS}", "options")
    if values:
        _values(entry, values)
        _labels(entry)


def _retired(entry: Entry) -> None:
    """A retired value is in use no longer, and the records' new value is an option of the blueprint."""
    spec, options = entry.spec, entry.spec.options or {}
    if spec.retired and (spec.existing or spec.type) != "enumeration":
        entry.report("RV665", "only options of an enumeration can be retired", "retired")
    for value, target in (spec.retired or {}).items():
        if value in options:
            summary = f"{value!r} is retired and stands under `options`, too"
            entry.report("RV666", summary, "retired", value, hint="Take it out of one of the two.")
        if target is not None and target not in options:
            summary = f"records are to get {target!r}, which is no option of the blueprint"
            known = ", ".join(options) or "none yet"
            entry.report("RV667", summary, "retired", value, hint=f"Name it under `options` ({known}).")


def _values(entry: Entry, values: list[str]) -> None:
    for value in values:
        if value != value.strip() or not value:
            entry.report("RV225", f"{value!r} has blanks around it or is empty", "options", value)
        if ";" in value and entry.spec.field_type == "checkbox":
            summary = f"{value!r} holds a semicolon, which separates the values of a checkbox"
            entry.report("RV225", summary, "options", value)


def _labels(entry: Entry) -> None:
    found = {path: str(label).strip() for path, label in entry.units.items() if _is_option_label(path)}
    for label, count in Counter(found.values()).items():
        if count > 1:
            last = [path for path, text in found.items() if text == label][-1]
            summary = f"{count} options are called {label!r}; people could not tell them apart"
            entry.report("RV225", summary, *_place(last))


def _is_option_label(path: str) -> bool:
    option = split(path)
    return option is not None and option[1] == "label"


def _currency(entry: Entry) -> None:
    spec = entry.spec
    if spec.currency_property_name and not spec.show_currency_symbol:
        hint = "Add `showCurrencySymbol: true`."
        entry.report(
            "RV226", "currencyPropertyName needs the currency symbol", "currencyPropertyName", hint=hint
        )
    for field in ("showCurrencySymbol", "numberDisplayHint"):
        if field in entry.fields and spec.type != "number":
            entry.report("RV226", f"{field} belongs to numbers", field)
    if spec.text_display_hint and spec.type != "string":
        entry.report("RV226", "textDisplayHint belongs to type string", "textDisplayHint")


def _owner(entry: Entry) -> None:
    spec = entry.spec
    if bool(spec.external_options) != bool(spec.referenced_object_type):
        summary = "externalOptions: true and referencedObjectType: OWNER go together"
        entry.report("RV230", summary, "externalOptions")
    if spec.external_options and (spec.options or spec.type != "enumeration"):
        summary = "a property that lists HubSpot's users is an enumeration without options"
        entry.report("RV230", summary, "externalOptions")


def _formula(entry: Entry) -> None:
    spec = entry.spec
    if bool(spec.calculation_formula) != (spec.field_type == "calculation_equation"):
        summary = "calculationFormula and fieldType calculation_equation go together"
        entry.report("RV228", summary, "calculationFormula" if spec.calculation_formula else "fieldType")
    if not spec.calculation_formula:
        return
    try:
        canonical(spec.calculation_formula)
    except FormulaError as error:
        entry.report("RV228", f"this is no formula: {error}", "calculationFormula")


_RULES: Final[tuple[Callable[[Entry], None], ...]] = (
    _name,
    _complete,
    _pair,
    _texts,
    _options,
    _retired,
    _currency,
    _owner,
    _formula,
)
_RULES_EXISTING: Final[tuple[Callable[[Entry], None], ...]] = (_only_checked, _texts, _options, _retired)
