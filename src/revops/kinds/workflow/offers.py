"""The actions that a portal offers, as far as steps need to know: names of fields, actions of apps (F5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from revops.kinds.lookup import unread
from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.spec import Resource, Symbol

LIST: Final = Call("flow_actions", "GET", restates=True)
"""To be asked after the list of flows, which shows the version: version 4 does not have it (dossier F1)."""
ACTION: Final = "action"
"""Kind of symbol: an action by its `actionTypeId`; its id here is the same."""
FIELD: Final = "action_field"
"""Kind of symbol: the field in which an action takes what its name says; the id is the field's name."""
_FIELDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "enrol_in": ("0-15", ("flow_id", "workflow_id")),
}
"""No source tells which of the names it is (dossier F5), so the portal is asked."""
SLACK: Final = "slack"
"""Kind of symbol: a channel; its id is `FIELD/FIELD/CHANNEL`, with the names of the action's two fields."""
SLACK_ACTION: Final = "1-179507819"
_CHANNEL, _MESSAGE = ("channel",), ("message", "text", "body")
_SLACK_ID: Final = re.compile("[CDG][A-Z0-9]{8,}")
"""As Slack numbers channels."""
_ASKED: Final = (ACTION, FIELD, SLACK)


def is_asked(symbols: Iterable[Symbol]) -> bool:
    """Whether the list of actions has to be read."""
    return any(symbol.kind in _ASKED for symbol in symbols)


def slack_fields(names: Iterable[str]) -> tuple[str, str] | None:
    """The fields for channel and text; None where their names do not tell which is which (dossier F5)."""
    found = list(names)
    channel, text = _only(found, _CHANNEL), _only(found, _MESSAGE)
    return (channel, text) if channel and text and channel != text else None


def _only(names: Iterable[str], words: tuple[str, ...]) -> str | None:
    found = [name for name in names if any(word in name.lower() for word in words)]
    return found[0] if len(found) == 1 else None


class Offers:
    """What the list says; nothing where it was not read."""

    def __init__(self, answer: Answer | None) -> None:
        self.is_read = answer is not None and answer.ok
        self.rows = results(answer) if answer and answer.ok else []
        self._inputs = {str(row["actionTypeId"]): _by_name(row) for row in self.rows}
        self._is_open = answer is not None and not answer.ok and answer.status != _NOT_THERE

    def ids(self, wanted: Iterable[Symbol]) -> dict[Symbol, str]:
        """What is offered; where nobody tells, an action by its id is sent all the same."""
        found = {Symbol(ACTION, action): action for action in self._inputs}
        found |= {} if self.is_read else {one: one.name for one in wanted if one.kind == ACTION}
        for name, (action, fields) in _FIELDS.items():
            known = [field for field in fields if field in self._inputs.get(action, {})]
            found |= {Symbol(FIELD, name): field for field in known[:1]}
        return found | self._channels(one.name for one in wanted if one.kind == SLACK)

    def _slack(self) -> tuple[str, str] | None:
        """The fields of Slack's action, None where it has none that are known, or requires others."""
        inputs = self._inputs.get(SLACK_ACTION, {})
        fields = slack_fields(inputs)
        others = inputs.keys() - {*(fields or ())}
        return None if any(inputs[name].get("isRequired") for name in others) else fields

    def _channels(self, names: Iterable[str]) -> dict[Symbol, str]:
        fields = self._slack()
        if fields is None:
            return {}
        found = {name: _channel(self._inputs[SLACK_ACTION][fields[0]], name) for name in names}
        return {Symbol(SLACK, name): "/".join((*fields, one)) for name, one in found.items() if one}

    def missing(self, wanted: Iterable[Symbol]) -> dict[Symbol, str]:
        """What is asked for and not offered."""
        asked = {one for one in wanted if one.kind in _ASKED}
        lost = {one: self._why(one) for one in asked - self.ids(asked).keys()}
        return {**lost, **({unread(SLACK): _UNTOLD} if self._is_open else {})}

    def _why(self, symbol: Symbol) -> str:
        if not self.is_read:
            return _UNTOLD
        if symbol.kind != SLACK:
            return "the portal does not offer it"
        if SLACK_ACTION not in self._inputs:
            return "HubSpot's Slack app is not connected to the portal"
        fields, inputs = self._slack(), self._inputs[SLACK_ACTION]
        if fields is None:
            return f"HubSpot describes Slack's fields in a way that is not known: {', '.join(sorted(inputs))}"
        return _NO_CHANNEL.get(inputs[fields[0]].get("fieldDefinitionType"), "")

    def findings(self, wanted: Iterable[Resource]) -> Iterator[Finding]:
        """Fields of actions by their id that HubSpot's list does not know, or that it requires."""
        for resource in wanted:
            for path, step in resource.units.items():
                if path.startswith("steps.") and isinstance(step, dict) and "action" in step:
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


_NOT_THERE: Final = 404
_UNTOLD: Final = "HubSpot does not tell how it is written"
_NO_CHANNEL: Final[Mapping[Json, str]] = {
    "ENUM": "Slack has no such channel, or several",
    "EXTERNAL_ENUM": "HubSpot takes it by Slack's id: put that into a variable of the target",
}


def _channel(field: Mapping[str, Json], name: str) -> str:
    """A channel as its field takes it: one of the options, an id where they are kept elsewhere, or a name."""
    kind = field.get("fieldDefinitionType")
    if kind == "EXTERNAL_ENUM":
        return name if _SLACK_ID.fullmatch(name) else ""
    if kind != "ENUM":
        return name
    told = {name, name.removeprefix("#")}
    found = [one for one in field.get("options") or [] if told & {one.get("label"), one.get("value")}]
    return str(found[0]["value"]) if len(found) == 1 else ""


def _by_name(row: Mapping[str, Json]) -> dict[str, Json]:
    return {str(one["name"]): one for one in row.get("inputFieldDefinitions") or []}
