"""The properties that a score writes: which there are, what they are called and how a draft overrides them.

After a create there is one `SCORE` output per category and one `THRESHOLD` over all. That they exist at
once, their names and their default tiers are the emulator's choice: an override needs the `id` of an output
and the create knows none (dossier E3), so a real portal must have made them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from revops.emulator.check import Fault, check, fault, refusal_of
from revops.emulator.http import Json
from revops.emulator.portal import Portal
from revops.emulator.references import Subject
from revops.emulator.surfaces import score_properties

SCORES = "scores"
_TIERS = (("High", 2, "GREEN"), ("Medium", 1, "YELLOW"), ("Low", 0, "GRAY"))


def outputs_for(portal: Portal, config: Json, before: list[Json]) -> list[Json]:
    """The outputs of a configuration: those of `before` whose categories are still right, else new ones."""
    categories = config["allowedGroupTypes"]
    wanted = [("SCORE", [category]) for category in categories] + [("THRESHOLD", categories)]
    return [
        _kept(kind, of, before) or _new(portal, config, kind, of, single=len(categories) == 1)
        for kind, of in wanted
    ]


def _kept(kind: str, categories: list[str], before: list[Json]) -> Json:
    same = [output for output in before if (output["outputType"], output["categories"]) == (kind, categories)]
    return same[0] if same else None


def _new(portal: Portal, config: Json, kind: str, categories: list[str], *, single: bool) -> Json:
    suffix = "threshold" if kind == "THRESHOLD" else "" if single else categories[0].lower()
    output = {
        "id": portal.new_id(),
        "outputType": kind,
        "categories": categories,
        "propertyName": _free_name(portal, config, suffix),
        "propertyLabel": f"{config['name']} {suffix}".strip(),
    }
    return {**output, "boundaries": _tiers(config)} if kind == "THRESHOLD" else output


def _tiers(config: Json) -> list[Json]:
    most = config["maxScorePerCategory"] * len(config["allowedGroupTypes"])
    return [
        {"label": label, "threshold": most * third // 3, "color": color} for label, third, color in _TIERS
    ]


def _free_name(portal: Portal, config: Json, suffix: str) -> str:
    """The score's name as a property name; one without Latin letters is called after the score's id."""
    slug = re.sub(r"[^a-z0-9]+", "_", config["name"].lower()).strip("_")
    base = slug if re.match(r"[a-z]", slug) else f"score_{config['id']}"
    name = "_".join(filter(None, (base, suffix)))
    return f"{name}_{config['id']}" if _taken(portal, config, name) else name


def _taken(portal: Portal, config: Json, name: str) -> bool:
    object_type = config["objectTypeId"]
    others = [
        output["propertyName"]
        for score in portal.table(SCORES).values()
        if score["draft"]["id"] != config["id"] and score["draft"]["objectTypeId"] == object_type
        for output in score["draft"]["outputConfiguration"]["outputs"]
    ]
    return name in others or Subject(portal, object_type).declared(name) is not None


def overridden(portal: Portal, config: Json, overrides: list[Json], *, published: bool) -> list[Json]:
    """The outputs with the overrides of a draft update; 400 for an override that fits no output."""
    outputs = {output["id"]: output for output in config["outputConfiguration"]["outputs"]}
    if faults := list(_misfits(portal, config, overrides, outputs, published=published)):
        raise refusal_of(faults)
    for override in overrides:
        outputs[override["id"]] = _apply(outputs[override["id"]], override)
    return list(outputs.values())


def _misfits(
    portal: Portal, config: Json, overrides: list[Json], outputs: dict[str, Json], *, published: bool
) -> Iterator[Fault]:
    for place, override in enumerate(overrides):
        where = f"outputConfiguration.outputs[{place}]"
        output = outputs.get(override["id"], {})
        if override["outputType"] != output.get("outputType"):
            yield fault(
                f"{where}: there is no {override['outputType']} output {override['id']}",
                f"{where}.id",
                "UNKNOWN_OUTPUT",
            )
            continue
        yield from _bad_name(portal, config, override, output, where, published=published)
        yield from _bad_tiers(override, output, where)
        if "propertyGroup" in override:
            check(override["propertyGroup"], Subject(portal, config["objectTypeId"]).has_group, where)


def _bad_name(
    portal: Portal, config: Json, override: Json, output: Json, where: str, *, published: bool
) -> Iterator[Fault]:
    """A new name must be a legal and free one; a published property keeps its own (unverified)."""
    name = override.get("internalPropertyName", output["propertyName"])
    path = f"{where}.internalPropertyName"
    if name == output["propertyName"]:
        return
    if published:
        yield fault(f"{path}: the property is published already", path, "READ_ONLY")
    elif not re.fullmatch(r"[a-z][a-z0-9_]{0,99}", name) or _taken(portal, config, name):
        yield fault(f"{path}: '{name}' cannot be used", path, "INVALID_NAME")


def _bad_tiers(override: Json, output: Json, where: str) -> Iterator[Fault]:
    tiers = override.get("boundaries", [])
    path = f"{where}.boundaries"
    labels = [tier.get("newLabel", tier["label"]) for tier in tiers]
    if len(set(labels)) < len(labels):
        yield fault(f"{path}: a label is used twice", path, "DUPLICATE")
    if len({tier["threshold"] for tier in tiers}) < len(tiers):
        yield fault(f"{path}: a threshold is used twice", path, "DUPLICATE")
    known = [tier["label"] for tier in output.get("boundaries", [])]
    for tier in tiers:
        if "newLabel" in tier and tier["label"] not in known:
            yield fault(f"{path}: there is no tier {tier['label']} to rename", path, "UNKNOWN_TIER")


def _apply(output: Json, override: Json) -> Json:
    renamed = {"internalPropertyName": "propertyName"}
    changed = {
        renamed.get(name, name): value for name, value in override.items() if name not in ("id", "boundaries")
    }
    if "boundaries" in override:
        changed["boundaries"] = [_tier(tier) for tier in override["boundaries"]]
    return {**output, **changed}


def _tier(tier: Json) -> Json:
    rest = {name: value for name, value in tier.items() if name != "newLabel"}
    return {**rest, "label": tier.get("newLabel", tier["label"])}


def publish(portal: Portal, config: Json) -> None:
    """Make or update the properties that the outputs stand for."""
    for output in config["outputConfiguration"]["outputs"]:
        score_properties.write(portal, config["objectTypeId"], output)
