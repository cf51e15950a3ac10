"""Steps that call what is outside of HubSpot's catalogue, or that a blueprint names by HubSpot's id (F4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, get_args

from revops.kinds.workflow.offers import ACTION
from revops.kinds.workflow.spec_further import HTTPS, Method
from revops.kinds.workflow.step import Action, Place
from revops.model.json import Json
from revops.model.spec import Symbol


def _inputs(told: Mapping[str, Json], at: Place) -> list[Json]:
    """Names and the properties whose values they get."""
    return [
        {"name": name, "value": {"type": "OBJECT_PROPERTY", "propertyName": at.internal(ref)}}
        for name, ref in told.items()
    ]


def _read_inputs(found: Sequence[Mapping[str, Json]], at: Place) -> dict[str, Json] | None:
    told = {
        entry["name"]: str(at.property(entry["value"]["propertyName"]))
        for entry in found
        if (entry.get("value") or {}).get("type") == "OBJECT_PROPERTY"
    }
    return told if len(told) == len(found) else None


class Webhook:
    """Call a web address. HubSpot keeps the secret; a blueprint names it."""

    word: str = "webhook"

    def write(self, value: Json, at: Place) -> Action:
        secret = value.get("secret")
        key = {"type": "AUTH_KEY", "location": "HEADER", "name": _HEADER, "secretName": secret}
        return {
            "type": "WEBHOOK",
            "method": value["method"],
            "webhookUrl": value["url"],
            "queryParams": _inputs(value.get("query", {}), at),
            **({"authSettings": key} if secret else {}),
        }

    def read(self, action: Action, at: Place) -> Json | None:
        query = _read_inputs(action.get("queryParams") or [], at)
        key = action.get("authSettings") or {}
        plain = {**key, "secretName": ""} == {
            "type": "AUTH_KEY", "location": "HEADER", "name": _HEADER, "secretName": ""
        }  # fmt: skip
        if action.get("type") != "WEBHOOK" or query is None or (key and not plain):
            return None
        if action["method"] not in get_args(Method) or not action["webhookUrl"].startswith(HTTPS):
            return None
        found = {"url": action["webhookUrl"], "method": action["method"]}
        secret = {"secret": key["secretName"]} if key else {}
        return {**found, **({"query": query} if query else {}), **secret}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()


_HEADER: Final = "Authorization"


class Code:
    """Run code in HubSpot. Its secrets are named; what they hold stays in HubSpot."""

    word: str = "code"

    def write(self, value: Json, at: Place) -> Action:
        outputs = value.get("outputs", {})
        return {
            "type": "CUSTOM_CODE",
            "runtime": value["runtime"],
            "sourceCode": value["source"],
            "secretNames": list(value.get("secrets", [])),
            "inputFields": _inputs(value.get("inputs", {}), at),
            "outputFields": [
                {"type": "ENUMERATION", "name": name, "options": options} for name, options in outputs.items()
            ],
        }

    def read(self, action: Action, at: Place) -> Json | None:
        inputs = _read_inputs(action.get("inputFields") or [], at)
        if action.get("type") != "CUSTOM_CODE" or inputs is None:
            return None
        beside = {
            "secrets": list(action.get("secretNames") or []),
            "inputs": inputs,
            "outputs": {one["name"]: one["options"] for one in action.get("outputFields") or []},
        }
        told = {"runtime": action["runtime"], "source": action["sourceCode"]}
        return {**told, **{name: entry for name, entry in beside.items() if entry}}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return ()


class ById:
    """Any other action, as HubSpot has it: by its id, version and fields."""

    word: str = "action"

    def write(self, value: Json, at: Place) -> Action:
        return {
            "type": "SINGLE_CONNECTION",
            "actionTypeId": value["type"],
            "actionTypeVersion": value.get("version", at.version(value["type"])),
            "fields": dict(value["fields"]),
        }

    def read(self, action: Action, at: Place) -> Json | None:
        """Only where the blueprint names the same action: otherwise it has no words for it."""
        return None

    def like(self, action: Action, value: Json) -> Json | None:
        """What is there, where the blueprint has an action by its id; the version where it has one, too."""
        if action.get("type") != "SINGLE_CONNECTION" or "actionTypeId" not in action:
            return None
        fields = action.get("fields") or {}
        shown = {name: entry for name, entry in fields.items() if entry not in (None, "", [], {})}
        kept = {name: entry for name, entry in fields.items() if name in value["fields"]}
        told = {"version": action.get("actionTypeVersion", 0)} if "version" in value else {}
        return {"type": action["actionTypeId"], **told, "fields": {**shown, **kept}}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol(ACTION, value["type"]),)
