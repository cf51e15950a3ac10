"""Bodies of score creates and draft updates: a configuration with units put into it (E2, E3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from typing import Any

from revops.kinds.objects import type_id
from revops.kinds.score.membership import scored
from revops.kinds.score.outputs import MATRIX, TIERS, places
from revops.kinds.score.rules import Rule
from revops.model.context import Context
from revops.model.json import Json

DEFAULT_MAX = 100
"""A create must say how high a category may go; a blueprint need not."""

_FIELDS = (
    "name",
    "objectTypeId",
    "allowedGroupTypes",
    "maxScorePerCategory",
    "groupConfigs",
    "filterConfiguration",
)
_CREATED = frozenset(_FIELDS) - {"filterConfiguration"}
_GROUP = {"label": "groupName", "category": "groupCategory", "max": "maxValue", "min": "minValue"}
_OUTPUT = {"property": "internalPropertyName", "label": "propertyLabel", "group": "propertyGroup"}
_TIER = {"label": "newLabel", "from": "threshold", "color": "color"}
_OVERRIDE = ("id", "outputType", "propertyLabel", "propertyGroup", "propertyDescription", "boundaries")


class Draft:
    """A configuration on its way to HubSpot. What no unit names stays as it was read.

    A new group or rule goes with its key as `id`: the update's schema demands one and the server gives the
    real one. `keys` are the ids that HubSpot gave, by unit path.
    """

    def __init__(
        self, config: Mapping[str, Json], keys: Mapping[str, str], rules: Mapping[str, Rule], context: Context
    ) -> None:
        self._config: dict[str, Any] = deepcopy(dict(config))
        self._keys = keys
        self._rules = rules
        self._context = context
        self._overrides = {output["id"]: _override(output) for output in _outputs(config)}
        self._places = {place: output["id"] for place, output in places(config).items()}

    def put(self, units: Mapping[str, Json]) -> Draft:
        """Set units. Those of outputs that the draft lacks are left out, and missed when read back."""
        for path, value in sorted(units.items()):
            match path.split("."):
                case ["name"]:
                    self._config["name"] = value
                case ["max"]:
                    self._config["maxScorePerCategory"] = value
                case ["groups", key, field]:
                    self._put_group(key, field, value)
                case ["groups", key, "rules", name]:
                    self._put_rule(key, name)
                case ["records"]:
                    self._config["filterConfiguration"] = scored(value, self._context.names)
                case ["matrix", category] if MATRIX in self._places:
                    self._put_matrix(category, value)
                case ["thresholds", key, field]:
                    self._put_tier(key, field, value)
                case ["output", place, field] if place in self._places:
                    self._overrides[self._places[place]][_OUTPUT[field]] = value
        return self

    def _put_group(self, key: str, field: str, value: Json) -> None:
        group = self._group(key)
        if field == "decay":
            group["groupDecay"] = {
                "decayIntervalDays": value["days"],
                "percentToDecayPerInterval": value["percent"],
            }
        else:
            group[_GROUP[field]] = value

    def _group(self, key: str) -> dict[str, Any]:
        return _entry(self._config["groupConfigs"], self._keys.get(f"groups.{key}", key))

    def _put_rule(self, key: str, name: str) -> None:
        path = f"groups.{key}.rules.{name}"
        rules = self._group(key).setdefault("ruleConfigurations", [])
        rule = _entry(rules, self._keys.get(path, f"{key}.{name}"))
        rule_id = rule["id"]
        rule.clear()
        rule |= {"id": rule_id, **self._rules[path].entry(self._context)}

    def _put_matrix(self, category: str, steps: Mapping[str, Json]) -> None:
        """The highest step first, as tiers go."""
        found = [{"label": label, "threshold": least} for label, least in steps.items()]
        boundaries = self._overrides[self._places[MATRIX]].setdefault("boundaries", {})
        boundaries[category.upper()] = sorted(found, key=lambda step: -step["threshold"])

    def _put_tier(self, key: str, field: str, value: Json) -> None:
        """A tier has no id, its label is one: a renamed tier goes under its old label with `newLabel`."""
        if TIERS not in self._places:
            return
        tiers = self._overrides[self._places[TIERS]].setdefault("boundaries", [])
        label = self._keys.get(f"thresholds.{key}")
        tier = next((tier for tier in tiers if label is not None and tier["label"] == label), None)
        tier = tier or next((tier for tier in tiers if tier.get("key") == key), None)
        if tier is None:
            tier = {"key": key}
            tiers.append(tier)
        tier["label" if "key" in tier and field == "label" else _TIER[field]] = value

    def without_tiers(self) -> Draft:
        """Forget the tiers that HubSpot puts into a new score."""
        if TIERS in self._places:
            self._overrides[self._places[TIERS]]["boundaries"] = []
        return self

    def without(self, paths: Collection[str]) -> Draft:
        """Take out the tiers whose labels are among the paths; other parts are not taken out."""
        labels = [self._keys.get(path.removesuffix(".label")) for path in paths]
        if TIERS in self._places:
            override = self._overrides[self._places[TIERS]]
            tiers = override.get("boundaries", [])
            override["boundaries"] = [tier for tier in tiers if tier.get("label") not in labels]
        return self

    def create_body(self) -> dict[str, Json]:
        """The body of a create, which takes neither ids nor outputs nor a filter."""
        whole = self.update_body()
        body = {field: value for field, value in whole.items() if field in _CREATED}
        return {**body, "groupConfigs": [_without_ids(group) for group in body["groupConfigs"]]}

    def update_body(self) -> dict[str, Json]:
        """The body of a draft update: the whole draft."""
        body = {field: self._config[field] for field in _FIELDS if self._config.get(field) is not None}
        categories = {group["groupCategory"] for group in body["groupConfigs"]}
        body["allowedGroupTypes"] = sorted(categories | set(body["allowedGroupTypes"]))
        body["groupConfigs"] = [_said(group) for group in body["groupConfigs"]]
        if self._overrides:
            overrides = [_tidy(one) for one in self._overrides.values() if _complete(one)]
            body["outputConfiguration"] = {"outputs": overrides}
        return body


def empty(scope: str, categories: Iterable[str], context: Context) -> dict[str, Json]:
    """The configuration that a create starts from."""
    return {
        "name": "",
        "objectTypeId": type_id(scope, context.names),
        "allowedGroupTypes": list(categories),
        "maxScorePerCategory": DEFAULT_MAX,
        "groupConfigs": [],
    }


def _outputs(config: Mapping[str, Json]) -> list[dict[str, Json]]:
    return list((config.get("outputConfiguration") or {}).get("outputs") or ())


def _override(output: Mapping[str, Json]) -> dict[str, Any]:
    """An output as the update takes it; a name that does not change is not sent."""
    return {field: deepcopy(output[field]) for field in _OVERRIDE if output.get(field) is not None}


def _entry(entries: list[dict[str, Any]], entry_id: str) -> dict[str, Any]:
    found = next((entry for entry in entries if entry["id"] == entry_id), None)
    if found is None:
        found = {"id": entry_id}
        entries.append(found)
    return found


def _said(group: Mapping[str, Json]) -> dict[str, Json]:
    """A group and its rules without the nulls of an answer, which a request does not take."""
    rules = [_filled(rule) for rule in group.get("ruleConfigurations", [])]
    return {**_filled(group), "ruleConfigurations": rules}


def _filled(entry: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in entry.items() if value is not None}


def _without_ids(group: Mapping[str, Json]) -> dict[str, Json]:
    rules = [
        {key: value for key, value in rule.items() if key != "id"} for rule in group["ruleConfigurations"]
    ]
    bare = {key: value for key, value in group.items() if key != "id"}
    return {**bare, "ruleConfigurations": rules}


def _complete(override: Mapping[str, Json]) -> bool:
    """Tiers are required where there can be some (E3)."""
    return override["outputType"] == "SCORE" or bool(override.get("boundaries"))


def _tidy(override: Mapping[str, Json]) -> dict[str, Json]:
    """A tier list without this module's marks, the highest first; a matrix as it is."""
    if override["outputType"] != "THRESHOLD":
        return dict(override)
    tiers = [
        {k: v for k, v in tier.items() if k != "key" and v is not None} for tier in override["boundaries"]
    ]
    return {**override, "boundaries": sorted(tiers, key=lambda tier: -tier["threshold"])}
