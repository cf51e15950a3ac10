"""A score's configuration read as units: which group and rule is which key, and what each unit holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from revops.kinds.objects import scope_of
from revops.kinds.score.membership import read_scored
from revops.kinds.score.outputs import MATRIX, TIERS, places
from revops.kinds.score.reading import read_rule
from revops.model.context import Context
from revops.model.json import Json

Config = Mapping[str, Json]
_VOLATILE = ("id", "createdAt", "updatedAt", "publishedAt", "scoreStatus")


def bind(
    config: Config, wanted: Mapping[str, Json], known: Mapping[str, str], context: Context
) -> dict[str, str]:
    """Unit path of every part -> HubSpot's id of it.

    `known` are the ids of earlier runs. Without them a group and a threshold are found by label, a rule by
    equal content. What the blueprint does not know gets a key of its own that no wanted part has.

    Raises:
        TypeError: an id is no text, so that no ledger could hold it.
    """
    labels = {group["id"]: group["groupName"] for group in config["groupConfigs"]}
    keys = _parts("groups", labels, _wanted(wanted, "groups", ".label"), known, str)
    for path, group_id in list(keys.items()):
        group = next(group for group in config["groupConfigs"] if group["id"] == group_id)
        rules = {
            rule["id"]: read_rule(rule, scope_of(config["objectTypeId"], context.names), context)
            for rule in group["ruleConfigurations"]
        }
        prefix = f"{path}.rules"
        keys |= _parts(prefix, rules, _wanted(wanted, prefix), known, _rule_name)
    tiers = {tier["label"]: tier["label"] for tier in places(config).get(TIERS, {}).get("boundaries", [])}
    keys |= _parts("thresholds", tiers, _wanted(wanted, "thresholds", ".label"), known, str)
    if not all(isinstance(part_id, str) for part_id in keys.values()):
        raise TypeError("a part of a score has an id that is no text")
    return keys


def _wanted(units: Mapping[str, Json], prefix: str, suffix: str = "") -> dict[str, Json]:
    """Key -> content, for units `prefix.KEY` + suffix."""
    found = {}
    for path, value in units.items():
        middle = path.removeprefix(f"{prefix}.").removesuffix(suffix)
        if path == f"{prefix}.{middle}{suffix}" and "." not in middle:
            found[middle] = value
    return found


def _parts(
    prefix: str,
    contents: Mapping[str, Json],
    wanted: Mapping[str, Json],
    known: Mapping[str, str],
    name: Callable[[Json], str],
) -> dict[str, str]:
    """Keys of one level: by the ids of earlier runs, then by content, then made up."""
    bound = {key: known[f"{prefix}.{key}"] for key in _wanted(known, prefix)}
    found = {key: part_id for key, part_id in bound.items() if part_id in contents}
    for key, content in wanted.items():
        free = (part_id for part_id in contents if part_id not in found.values())
        match = next((part_id for part_id in free if contents[part_id] == content), None)
        if key not in found and match is not None:
            found[key] = match
    for part_id, content in contents.items():
        if part_id not in found.values():
            found[unused(name(content), {*found, *wanted})] = part_id
    return {f"{prefix}.{key}": part_id for key, part_id in found.items()}


def unused(told: str, taken: set[str]) -> str:
    """A blueprint key for something that people named."""
    slug = re.sub(r"[^a-z0-9]+", "_", told.lower()).strip("_")
    base = slug if re.match("[a-z]", slug) else "_".join(filter(None, ("unnamed", slug)))
    return next(key for n in count(1) if (key := base if n == 1 else f"{base}_{n}") not in taken)


def _rule_name(rule: Json) -> str:
    """After what it counts; a condition of several parts says nothing short."""
    condition = rule.get("if")
    asked = condition if isinstance(condition, Mapping) else {}
    named = str(rule.get("property") or asked.get("property") or "").partition(".")[2]
    told = rule.get("event") or rule.get("associated") or named or asked.get("in_segment")
    return str(told or "rule")


def units(config: Config, keys: Mapping[str, str], context: Context) -> dict[str, Json]:
    """Everything that a blueprint can say about a configuration, but whether it is published."""
    found = {"name": config["name"], "max": config.get("maxScorePerCategory")}
    paths = {part_id: path for path, part_id in keys.items()}
    scope = scope_of(config["objectTypeId"], context.names)
    for group in config["groupConfigs"]:
        path = paths[group["id"]]
        found |= _group_units(path, group)
        for rule in group["ruleConfigurations"]:
            found[paths[rule["id"]]] = read_rule(rule, scope, context)
    found |= dict(_output_units(config, keys))
    found["records"] = read_scored(config.get("filterConfiguration"), context.names)
    return {path: value for path, value in found.items() if value is not None}


def _group_units(path: str, group: Config) -> dict[str, Json]:
    decay = group.get("groupDecay")
    return {
        f"{path}.label": group["groupName"],
        f"{path}.category": group["groupCategory"],
        f"{path}.max": group.get("maxValue"),
        f"{path}.min": group.get("minValue"),
        f"{path}.decay": decay
        and {"days": decay["decayIntervalDays"], "percent": decay["percentToDecayPerInterval"]},
    }


def _output_units(config: Config, keys: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
    tiers = {label: path for path, label in keys.items() if path.startswith("thresholds.")}
    for place, output in places(config).items():
        yield f"output.{place}.property", output["propertyName"]
        yield f"output.{place}.label", output["propertyLabel"]
        yield f"output.{place}.group", output.get("propertyGroup")
        if place == MATRIX:
            yield from _matrix_units(output)
            continue
        for tier in output.get("boundaries", []):
            path = tiers[tier["label"]]
            yield f"{path}.label", tier["label"]
            yield f"{path}.from", tier["threshold"]
            yield f"{path}.color", tier.get("color")


def _matrix_units(output: Config) -> Iterator[tuple[str, Json]]:
    for category, steps in (output.get("boundaries") or {}).items():
        yield f"{MATRIX}.{category.lower()}", {step["label"]: step["threshold"] for step in steps}


def published(config: Config | None, draft: Config) -> bool:
    """True where records are scored by exactly what the draft says."""
    if config is None or str(config.get("scoreStatus", "")).lower() != "published":
        return False
    return bool(_content(config) == _content(draft))


def _content(value: Json) -> Json:
    """A configuration without ids, times and nulls."""
    if isinstance(value, Mapping):
        kept = {key: _content(part) for key, part in value.items() if key not in _VOLATILE}
        return {key: part for key, part in kept.items() if part is not None}
    return [_content(part) for part in value] if isinstance(value, list) else value
