"""What the portal says about its properties, in the words of the blueprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from revops.kinds.group import own_group
from revops.kinds.objects import path_word
from revops.kinds.properties import options, shipped
from revops.kinds.properties.formula import canonical, renamed
from revops.kinds.properties.spec import PLAIN, TEXTS
from revops.kinds.properties.tokens import FormulaError
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.call import Call
from revops.model.context import Context
from revops.model.json import Json, shared
from revops.model.objects import is_declared
from revops.model.spec import Observed

_DEFAULTS: Final[Mapping[str, Json]] = {
    "description": "",
    "hidden": False,
    "formField": False,
    "hasUniqueValue": False,
    "dataSensitivity": "non_sensitive",
    "externalOptions": False,
    "showCurrencySymbol": False,
}
"""What an absent field of an answer means (dossier B2)."""

_NAMES: Final = ("groupName", "currencyPropertyName")
_FIELDS: Final = tuple((field, _DEFAULTS.get(field)) for field in (*TEXTS, *PLAIN) if field not in _NAMES)
"""Fields that are the same in both words, each with what its absence means."""

_DEFINITION: Final = (*TEXTS, *(field for field in PLAIN if field != "type"), "calculationFormula")
_PLAIN: Final = ("name", "dataSensitivity")
_KEPT: Final = (*_PLAIN, "fieldType", "calculated", "modificationMetadata", "options")
"""What is still asked of a row whose units are known, without and with options; the whole is much larger."""

_CREATE_ONLY: Final = ("hasUniqueValue", "dataSensitivity", "externalOptions", "referencedObjectType")
_WAY_OUT: Final = (
    "make a new property, copy the values over, then archive this one (Settings > Properties in HubSpot)"
)


def list_call(scope: str, context: Context, sensitivity: str = "", *, archived: bool = False) -> Call:
    """One list; each holds one sensitivity, and either active or archived ones (peers (f))."""
    query = {"archived": "true"} if archived else {}
    if sensitivity not in ("", "non_sensitive"):
        query["dataSensitivity"] = sensitivity
    return Call("properties", "GET", f"/{path_word(scope, context)}", query)


class Reader:
    """Reads rows of one object type, with the target's bound names."""

    def __init__(self, scope: str, context: Context) -> None:
        self.scope = scope
        self.names = Binding.of("property", scope, context)
        self.groups = Binding.of("group", scope, context)

    def address(self, row: Mapping[str, Json]) -> Address:
        return Address("property", self.scope, self.names.blueprint(row["name"]))

    def observed(self, row: Mapping[str, Json]) -> Observed:
        hubspots = row.get("hubspotDefined") is True
        units = shared(self._units(row))
        return Observed(
            self.address(row),
            id=row["name"],
            units=units,
            factory=_factory(self.scope, row["name"], units),
            locked=_locks(row, hubspots=hubspots),
            shipped=hubspots,
            editor=str(row.get("updatedUserId") or ""),
            raw={field: row[field] for field in (_KEPT if row.get("options") else _PLAIN) if row.get(field)},
        )

    def _units(self, row: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
        for field, usual in _FIELDS:
            value = row.get(field)
            if value is not None or usual is not None:
                yield field, usual if value is None else value
        yield "groupName", self.groups.blueprint(row["groupName"])
        if row.get("currencyPropertyName"):
            yield "currencyPropertyName", self.names.blueprint(row["currencyPropertyName"])
        if row.get("calculationFormula"):
            yield "calculationFormula", self._formula(row["calculationFormula"])
        if row.get("options") and not row.get("externalOptions"):
            yield from options.units(row["options"])

    def _formula(self, text: str) -> str:
        try:
            return canonical(renamed(text, self.names.blueprint))
        except FormulaError:
            return text


def _factory(scope: str, name: str, units: Mapping[str, Json]) -> Mapping[str, Json]:
    """HubSpot's own values. An empty description is nobody's work, so it may be filled."""
    blank = {path: "" for path, value in units.items() if value == "" and path.endswith("description")}
    own = {"groupName": own_group(scope)} if is_declared(scope) else {}
    grouped = {path: value for path, value in own.items() if units["groupName"] == value}
    return {**shipped.factory(scope, name), **blank, **grouped}


def _locks(row: Mapping[str, Json], *, hubspots: bool) -> Mapping[str, str]:
    allowed = row.get("modificationMetadata") or {}
    definition = bool(allowed.get("readOnlyDefinition", hubspots))
    locked = _locks_of(definition, bool(allowed.get("readOnlyOptions", definition)))
    if row.get("currencyPropertyName"):
        why = "HubSpot keeps the currency symbol on once a currency property was named"
        return {**locked, "showCurrencySymbol": why}
    return locked


@cache
def _locks_of(definition: bool, options: bool) -> Mapping[str, str]:
    """Reasons by unit; the same few maps serve every property."""
    locked = {"type": f"values of the old type would stay: correct the blueprint, or {_WAY_OUT}"}
    if definition:
        locked["type"] = "HubSpot defines its type: correct the blueprint"
        locked.update(
            dict.fromkeys(_DEFINITION, "HubSpot defines this property and does not let it be changed")
        )
    if options:
        locked["options"] = "HubSpot defines these options and does not let them be changed"
    for field in _CREATE_ONLY:
        locked[field] = f"HubSpot takes {field} only when a property is made: {_WAY_OUT}"
    return MappingProxyType(locked)
