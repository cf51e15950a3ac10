"""One entry of `properties:` as a resource: its units, what it needs, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds.base import Surroundings
from revops.kinds.group import ships
from revops.kinds.objects import role_properties
from revops.kinds.properties import rules
from revops.kinds.properties.formula import canonical, references
from revops.kinds.properties.options import ORDER
from revops.kinds.properties.spec import ATTRIBUTES, PLAIN, TEXTS, OptionSpec, PropertySpec, Told
from revops.kinds.properties.tokens import FormulaError
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.json import Json, shared
from revops.model.objects import host
from revops.model.spec import Need, Phase, Resource

At = tuple[str, str, str]


def expand(section: Mapping[str, Mapping[str, PropertySpec]], near: Surroundings) -> Iterator[Resource]:
    """Every property of the section, checked. Those of one group share what they need."""
    alike: dict[frozenset[tuple[Address, Phase, bool]], frozenset[Need]] = {}
    for scope, specs in section.items():
        for name, spec in specs.items():
            at = ("properties", scope, name)
            units = shared(units_of(spec, at, near))
            rules.check(rules.Entry(spec, scope, name, units, near))
            needs = frozenset(_needs(name, spec, scope, near))
            same = frozenset((need.address, need.phase, need.makes) for need in needs)
            yield Resource(
                Address("property", scope, name),
                units,
                Told(spec.label, spec.calculation_formula, spec.filled_by),
                near.origin(*at),
                needs=alike.setdefault(same, needs),
                ref=refs(spec.ref),
                reference=spec.existing is not None,
                others=spec.others,
                retired=spec.retired or {},
            )
        rules.check_unique(scope, specs, near)


def units_of(spec: PropertySpec, at: At, near: Surroundings) -> Iterator[tuple[str, Json]]:
    """Path and value of everything that the entry says."""
    held = vars(spec)
    for field in TEXTS:
        text = held[ATTRIBUTES[field]]
        if text is not None:
            yield field, near.text(text, *at, field)
    if spec.existing is not None:
        yield "type", spec.existing
    for field in PLAIN:
        value = held[ATTRIBUTES[field]]
        if value is not None:
            yield field, value
    if spec.calculation_formula is not None:
        yield "calculationFormula", _stored(spec.calculation_formula, at[1], near)
    if spec.options is not None:
        yield from _option_units(spec, at, near)


def _stored(formula: str, scope: str, near: Surroundings) -> str:
    """HubSpot's spelling; an unreadable formula as it is, because it is reported."""
    try:
        return canonical(formula, lambda name: near.property_type(PropertyRef(scope, name)) == "string")
    except FormulaError:
        return formula


def _option_units(spec: PropertySpec, at: At, near: Surroundings) -> Iterator[tuple[str, Json]]:
    options = spec.options or {}
    for value, option in options.items():
        here, path = (*at, "options", value), f"options.{value}"
        if not isinstance(option, OptionSpec):
            yield f"{path}.label", near.text(option, *here)
            continue
        yield f"{path}.label", near.text(option.label, *here, "label")
        if option.description is not None:
            yield f"{path}.description", near.text(option.description, *here, "description")
        if option.hidden is not None:
            yield f"{path}.hidden", option.hidden
    if options:
        yield ORDER, list(options)


def _needs(name: str, spec: PropertySpec, scope: str, near: Surroundings) -> Iterator[Need]:
    """The group, the properties that a formula or a currency reads, the custom object that makes it."""
    found = host(scope)
    if found and name in role_properties(near.entry("objects", scope)):
        yield Need(found, makes=True)
    if spec.group_name and not ships(scope, spec.group_name):
        yield Need(Address("group", scope, spec.group_name))
    for read in sorted(_read(spec)):
        need = near.provider(PropertyRef(scope, read))
        if need:
            yield need


def _read(spec: PropertySpec) -> frozenset[str]:
    currency = frozenset([spec.currency_property_name] if spec.currency_property_name else [])
    try:
        return currency | (references(spec.calculation_formula) if spec.calculation_formula else frozenset())
    except FormulaError:
        return currency
