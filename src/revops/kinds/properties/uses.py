"""What a property names: its group, what its formula reads, and the property of its currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from revops.kinds.properties.formula import compared, references
from revops.kinds.properties.tokens import FormulaError
from revops.kinds.wire import Binding
from revops.model.context import Context
from revops.model.reference import Mention, Thing
from revops.model.spec import Observed

_WORD: Final = re.compile(r"[A-Za-z_]\w*")


def mentions(observed: Observed, context: Context) -> Iterator[Mention]:
    """Units have the names of the blueprint, so they are turned back into the portal's."""
    scope, units = observed.address.scope, observed.units
    groups = Binding.of("group", scope, context)
    if units.get("groupName"):
        yield Mention(Thing("group", scope, groups.portal(units["groupName"])), "group")
    properties = Binding.of("property", scope, context)
    if units.get("currencyPropertyName"):
        yield Mention(Thing("property", scope, properties.portal(units["currencyPropertyName"])), "currency")
    if units.get("calculationFormula"):
        for name, part in _read(units["calculationFormula"]):
            yield Mention(Thing("property", scope, properties.portal(name)), "formula", part=part)


def _read(formula: str) -> Iterator[tuple[str, str]]:
    """Names, and the options with which the formula compares them.

    Of what is not understood every word may be a name; those of no property find nothing.
    """
    try:
        pairs, names = compared(formula), references(formula)
    except FormulaError:
        pairs, names = frozenset(), frozenset(_WORD.findall(formula))
    yield from ((name, f"options.{text}") for name, text in sorted(pairs))
    yield from ((name, "") for name in sorted(names - {name for name, _ in pairs}))
