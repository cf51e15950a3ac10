"""One entry of `properties:` as a resource: its units, what it needs, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.kinds.base import Surroundings
from revops.kinds.group import SHIPPED
from revops.kinds.properties import rules
from revops.kinds.properties.formula import canonical, references
from revops.kinds.properties.options import ORDER
from revops.kinds.properties.spec import PLAIN, TEXTS, OptionSpec, PropertySpec
from revops.kinds.properties.tokens import FormulaError
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Need, Resource

At = tuple[str, str, str]


def expand(section: Mapping[str, Mapping[str, PropertySpec]], near: Surroundings) -> Iterator[Resource]:
    """Every property of the section, checked."""
    for scope, specs in section.items():
        for name, spec in specs.items():
            at = ("properties", scope, name)
            units = dict(_units(spec, at, near))
            rules.check(rules.Entry(spec, scope, name, units, near))
            yield Resource(
                Address("property", scope, name),
                units,
                spec,
                near.origin(*at),
                _origins(spec, at, near),
                frozenset(_needs(spec, scope, near)),
                ref=refs(spec.ref),
                reference=spec.existing is not None,
                others=spec.others,
            )
        rules.check_unique(scope, specs, near)


def _units(spec: PropertySpec, at: At, near: Surroundings) -> Iterator[tuple[str, Json]]:
    told = spec.model_dump(by_alias=True, exclude_none=True)
    for field in TEXTS:
        if field in told:
            yield field, near.text(told[field], *at, field)
    if spec.existing is not None:
        yield "type", spec.existing
    for field in PLAIN:
        if field in told:
            yield field, told[field]
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


def _origins(spec: PropertySpec, at: At, near: Surroundings) -> Mapping[str, Origin]:
    fields = {field: near.origin(*at, field) for field in spec.model_dump(by_alias=True, exclude_unset=True)}
    options = {f"options.{value}": near.origin(*at, "options", value) for value in spec.options or ()}
    return {**fields, **options}


def _needs(spec: PropertySpec, scope: str, near: Surroundings) -> Iterator[Need]:
    """The group, and the properties that a formula or a currency reads."""
    if spec.group_name and spec.group_name not in SHIPPED.get(scope, ()):
        yield Need(Address("group", scope, spec.group_name))
    for name in sorted(_read(spec)):
        need = near.provider(PropertyRef(scope, name))
        if need:
            yield need


def _read(spec: PropertySpec) -> frozenset[str]:
    currency = frozenset([spec.currency_property_name] if spec.currency_property_name else [])
    try:
        return currency | (references(spec.calculation_formula) if spec.calculation_formula else frozenset())
    except FormulaError:
        return currency
