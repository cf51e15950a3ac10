"""A property of the portal as the entry that `pull` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from revops.kinds.properties.options import ORDER
from revops.kinds.properties.spec import PLAIN, FieldType
from revops.model.json import Json
from revops.model.spec import Observed

_USUAL: Final[Mapping[str, Json]] = {
    "description": "",
    "dataSensitivity": "non_sensitive",
    "hasUniqueValue": False,
    "externalOptions": False,
    "showCurrencySymbol": False,
    "hidden": False,
}
"""Values that go without saying."""

_MADE: Final = get_args(FieldType)
"""What a blueprint can say."""

_UNSAID: Final = frozenset({"formField"})
"""Set by HubSpot's form editor as it goes, so that it would drift."""


def describe(observed: Observed) -> Mapping[str, Json]:
    """HubSpot's own properties as references, the portal's own in full, without what goes without saying.

    What HubSpot makes for something else (`calculation_score`) no blueprint can make: a reference, too.
    """
    units = observed.units
    if observed.shipped or units.get("fieldType") not in _MADE:
        return {"existing": units["type"]}
    fields = ("label", *PLAIN, "description", "calculationFormula")
    entry = {
        field: units[field]
        for field in fields
        if field in units and field not in _UNSAID and units[field] != _USUAL.get(field, units)
    }
    return {**entry, "options": _options(units)} if ORDER in units else entry


def _options(units: Mapping[str, Json]) -> Mapping[str, Json]:
    return {value: _option(units, f"options.{value}") for value in units[ORDER]}


def _option(units: Mapping[str, Json], path: str) -> Json:
    label = units[f"{path}.label"]
    more = {
        field: units[f"{path}.{field}"] for field in ("description", "hidden") if units[f"{path}.{field}"]
    }
    return {"label": label, **more} if more else label
