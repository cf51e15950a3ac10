"""A score as a blueprint file holds it: written by `pull`, changed in place by `--keep`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

from revops.kinds import rewrite
from revops.kinds.score.config import unused
from revops.kinds.score.outputs import MATRIX
from revops.model.exits import UNDECIDED
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
        "matrix": {
            path.partition(".")[2].upper(): _steps(steps)
            for path, steps in units.items()
            if path.startswith(f"{MATRIX}.")
        },
        "records": _records(units.get("records")),
        "groups": {key: _group(group) for key, group in groups.items()},
        "publish": units.get("published") or None,
        "output": _output(units),
    }
    return {key: value for key, value in entry.items() if value not in (None, {})}


def _steps(steps: Mapping[str, Json]) -> dict[str, Json]:
    """Steps by a key made of their label."""
    found: dict[str, Json] = {}
    for label, least in steps.items():
        key = unused(label, set(found))
        found[key] = least if key == label else {"from": least, "label": label}
    return found


def _records(told: Json) -> Json:
    """Who is scored; nothing where a segment has no name."""
    return told if told and told.keys() <= {"include", "exclude"} else None


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
        case ["groups", *rest]:
            _put_group(entry, rest, value, locale)
        case ["published"]:
            rewrite.put(entry, "publish", value if value is True else MISSING)
        case ["name"]:
            rewrite.put_text(entry, "name", value, locale)
        case ["records"]:
            _speakable(path, said=value is MISSING or _records(value) is not None)
            rewrite.put(entry, "records", value)
        case ["matrix", category]:
            steps = MISSING if value is MISSING else _steps(value)
            rewrite.put(_child(entry, "matrix"), category.upper(), steps)
        case ["thresholds", key, field]:
            _put_tier(entry.setdefault("thresholds", {}), key, field, value, locale)
        case ["output", place, field]:
            _put_output(entry, place, field, value, locale)
        case parts:
            rewrite.put(_child(entry, *parts[:-1]), parts[-1], value)


def _put_group(entry: Entry, path: Sequence[str], value: Json, locale: str) -> None:
    match path:
        case [key, *_] if value is MISSING and key not in entry["groups"]:
            pass  # the whole group is gone
        case [key, "category"] if value is MISSING:
            entry["groups"].pop(key)
        case [key, "label"]:
            rewrite.put_text(_child(entry, "groups", key), "label", value, locale)
        case [key, "rules", rule]:
            _speakable(f"groups.{key}.rules.{rule}", said=value is MISSING or "calculation" not in value)
            rewrite.put(_child(entry, "groups", key, "rules"), rule, value)
        case parts:
            rewrite.put(_child(entry, "groups", *parts[:-1]), parts[-1], value)


def _speakable(path: str, *, said: bool) -> None:
    if not said:
        summary = f"{path} is set in a way that a blueprint has no words for"
        hint = "change it in HubSpot, or take the blueprint's side"
        raise Refused([Finding("RV583", Severity.ERROR, summary, hint)], UNDECIDED)


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
