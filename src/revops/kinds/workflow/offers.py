"""The actions that a portal offers, as far as steps need to know: names of fields, actions of apps (F5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Resource, Symbol

LIST: Final = Call("flows", "GET", "/action-types", restates=True)
"""HubSpot's version 4 does not have it (dossier F1)."""
ACTION: Final = "action"
"""Kind of symbol: an action by its `actionTypeId`; its id here is the same."""
FIELD: Final = "action_field"
"""Kind of symbol: the field in which an action takes what its name says; the id is the field's name."""
_FIELDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "enrol_in": ("0-15", ("flow_id", "workflow_id")),
}
"""No source tells which of the names it is (dossier F5), so the portal is asked."""


def is_asked(symbols: Iterable[Symbol]) -> bool:
    """Whether the list of actions has to be read."""
    return any(symbol.kind in (ACTION, FIELD) for symbol in symbols)


class Offers:
    """What the list says; nothing where it was not read."""

    def __init__(self, answer: Answer | None) -> None:
        self.is_read = answer is not None and answer.ok
        rows = results(answer) if answer and answer.ok else []
        self._inputs = {str(row["actionTypeId"]): _by_name(row) for row in rows}

    def ids(self, wanted: Iterable[Symbol]) -> dict[Symbol, str]:
        """What is offered; where nobody tells, an action by its id is sent all the same."""
        found = {Symbol(ACTION, action): action for action in self._inputs}
        found |= {} if self.is_read else {one: one.name for one in wanted if one.kind == ACTION}
        for name, (action, fields) in _FIELDS.items():
            known = [field for field in fields if field in self._inputs.get(action, {})]
            found |= {Symbol(FIELD, name): field for field in known[:1]}
        return found

    def missing(self, wanted: Iterable[Symbol]) -> dict[Symbol, str]:
        """What is asked for and not offered."""
        asked = {one for one in wanted if one.kind in (ACTION, FIELD)}
        why = "the portal does not offer it" if self.is_read else "HubSpot does not tell how it is written"
        return dict.fromkeys(asked - self.ids(asked).keys(), why)

    def findings(self, wanted: Iterable[Resource]) -> Iterator[Finding]:
        """Fields of actions by their id that HubSpot's list does not know, or that it requires."""
        for resource in wanted:
            for path, step in resource.units.items():
                if path.startswith("steps.") and isinstance(step, Mapping) and "action" in step:
                    yield from self._doubts(resource, path, step["action"])

    def _doubts(self, resource: Resource, path: str, action: Mapping[str, Json]) -> Iterator[Finding]:
        known = self._inputs.get(action["type"], {})
        required = {name for name, one in known.items() if one.get("isRequired")}
        unknown, lacking = sorted(action["fields"].keys() - known), sorted(required - action["fields"].keys())
        told = [f"knows no field {', '.join(unknown)}"] if unknown else []
        told += [f"requires {', '.join(lacking)}"] if lacking else []
        if known and told:
            summary = f"{path}: HubSpot's action {action['type']} {' and '.join(told)}"
            hint = "look at the action in HubSpot's list of action types"
            yield Finding("RV838", Severity.WARNING, summary, hint, resource.address)


def _by_name(row: Mapping[str, Json]) -> dict[str, Json]:
    return {str(one["name"]): one for one in row.get("inputFieldDefinitions") or []}
