"""A score as a blueprint file holds it: written by `pull`, changed in place by `--keep`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, MutableMapping
from typing import Any

from revops.kinds import rewrite
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observed

Entry = MutableMapping[str, Any]


def describe(observed: Observed) -> dict[str, Json]:
    """The entry of a score. Rules that the blueprint has no words for stay HubSpot's own and are left out."""
    units = observed.units
    groups = _nested(units, "groups")
    used = Counter(group["category"] for group in groups.values()).most_common(1)
    entry: dict[str, Json] = {
        "object": observed.address.scope,
        "name": units["name"],
        "category": used[0][0] if used else "FIT",
        "max": units.get("max"),
        "thresholds": _nested(units, "thresholds"),
        "groups": {key: _group(group) for key, group in groups.items()},
        "publish": units.get("published") or None,
        "output": _output(units),
    }
    return {key: value for key, value in entry.items() if value not in (None, {})}


def _nested(units: Mapping[str, Json], prefix: str) -> dict[str, dict[str, Json]]:
    """Units `prefix.KEY.REST` as KEY -> REST -> value."""
    found: dict[str, dict[str, Json]] = {}
    for path, value in units.items():
        first, _, rest = path.partition(".")
        if first == prefix:
            key, _, field = rest.partition(".")
            found.setdefault(key, {})[field] = value
    return found


def _group(fields: Mapping[str, Json]) -> dict[str, Json]:
    plain = {key: value for key, value in fields.items() if not key.startswith("rules.")}
    rules = {key.removeprefix("rules."): value for key, value in fields.items() if key.startswith("rules.")}
    said = {key: rule for key, rule in rules.items() if "calculation" not in rule}
    return {**plain, **({"rules": said} if said else {})}


def _output(units: Mapping[str, Json]) -> dict[str, Json]:
    """The property's name where the score has one category; for two it is told by suffixes."""
    named = [units[path] for path in ("output.fit.property", "output.intent.property") if path in units]
    return {"property": named[0]} if len(named) == 1 else {}


def put(entry: Entry, path: str, value: Json, locale: str) -> None:
    """The portal's value of one unit into the entry; MISSING removes it.

    Raises:
        Refused: RV583, a rule that only HubSpot's editor can express.
    """
    match path.split("."):
        case ["published"]:
            rewrite.put(entry, "publish", value if value is True else MISSING)
        case ["name"]:
            rewrite.put_text(entry, "name", value, locale)
        case ["thresholds", key, field]:
            _put_tier(entry.setdefault("thresholds", {}), key, field, value, locale)
        case ["output", place, field]:
            _put_output(entry, place, field, value, locale)
        case ["groups", key, *_] if value is MISSING and key not in entry["groups"]:
            pass  # the whole group is gone
        case ["groups", key, "category"] if value is MISSING:
            entry["groups"].pop(key)
        case ["groups", key, "label"]:
            rewrite.put_text(_child(entry, "groups", key), "label", value, locale)
        case ["groups", key, "rules", rule]:
            _speakable(path, value)
            rewrite.put(_child(entry, "groups", key, "rules"), rule, value)
        case parts:
            rewrite.put(_child(entry, *parts[:-1]), parts[-1], value)


def _speakable(path: str, value: Json) -> None:
    if value is not MISSING and "calculation" in value:
        summary = f"{path} calculates in a way that a blueprint has no words for"
        hint = "change it in HubSpot, or take the blueprint's side"
        raise Refused([Finding("RV583", Severity.ERROR, summary, hint)], 4)


def _child(entry: Entry, *path: str) -> Entry:
    for key in path:
        entry = entry.setdefault(key, {})
    return entry


def _put_tier(tiers: Entry, key: str, field: str, value: Json, locale: str) -> None:
    """A tier may be written as its number alone; it grows into a map when it needs more."""
    if value is MISSING and (field == "from" or key not in tiers):
        tiers.pop(key, None)
        return
    if not isinstance(tiers.get(key), MutableMapping):
        if field == "from":
            tiers[key] = value
            return
        tiers[key] = {"from": tiers[key]} if key in tiers else {}
    if field == "label":
        rewrite.put_text(tiers[key], field, value, locale)
    else:
        rewrite.put(tiers[key], field, value)


def _put_output(entry: Entry, place: str, field: str, value: Json, locale: str) -> None:
    """Names of several properties are made of one: the suffix that tells them apart is taken off."""
    output = _child(entry, "output")
    if field == "property" and isinstance(value, str):
        rewrite.put(output, field, value.removesuffix(f"_{place}"))
    elif field == "label" and isinstance(value, str):
        rewrite.put_text(output, field, value.removesuffix(f" ({place.upper()})"), locale)
    else:
        rewrite.put(output, field, value)
