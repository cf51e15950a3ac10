"""Names under `bind:` of a target with which a formula would not say the same any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint
from revops.blueprint.read import read_file
from revops.kinds.properties.formula import canonical, references, renamed
from revops.kinds.properties.tokens import FormulaError
from revops.model.address import Address
from revops.model.finding import Finding, Severity

Bindings = Mapping[str, Mapping[str, str]]
"""Target -> address, and its name or id in that portal."""

_PROPERTY = "property"


def unformulable(blueprint: Blueprint, project: Path, bindings: Bindings) -> Iterator[Finding]:
    """What is wrong under any target, as the files are the same for all of them.

    Args:
        blueprint: what the files say, without errors.
        project: its folder, for the lines of revops.yaml.
        bindings: of every target.
    """
    formulas = {
        one.address: str(one.units["calculationFormula"])
        for one in blueprint.resources
        if one.address.kind == _PROPERTY and "calculationFormula" in one.units
    }
    document = read_file(project / SETTINGS, SETTINGS)
    for target, bind in bindings.items():
        for address, formula in formulas.items():
            names = _names(bind, address.scope)
            for name in sorted(names.keys() & _read(formula)):
                why = _why_not(formula, name, names)
                if why:
                    written = str(Address(_PROPERTY, address.scope, name))
                    origin = document.origin(("targets", target, "bind", written), value=True)
                    summary = f"with {names[name]!r} for {written} the formula of {address} {why}"
                    hint = (
                        "Bind it to the internal name of a property that nothing else of the formula reads."
                    )
                    yield Finding("RV236", Severity.ERROR, summary, hint, address, origin)


def _names(bind: Mapping[str, str], scope: str) -> dict[str, str]:
    found = {Address.parse(text): name for text, name in bind.items() if "#" not in text}
    return {one.name: name for one, name in found.items() if (one.kind, one.scope) == (_PROPERTY, scope)}


def _read(formula: str) -> frozenset[str]:
    try:
        return references(formula)
    except FormulaError:
        return frozenset()  # reported where the formula stands


def _why_not(formula: str, name: str, names: Mapping[str, str]) -> str:
    """What becomes of the formula by one of the names; empty where nothing does."""
    others = {names.get(one, one) for one in references(formula) - {name}}
    if names[name] in others:
        return "reads one property under two names"
    try:
        found = canonical(renamed(formula, lambda one: names[name] if one == name else one))
        kept = references(found) == (references(formula) - {name}) | {names[name]}
    except FormulaError as error:
        return f"cannot be read: {error}"
    return "" if kept else "does not read that property"
