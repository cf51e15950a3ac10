"""Lead scores as the emulator keeps them: draft, what it falls back to, published (dossier E2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from revops.emulator.http import Json, Refusal
from revops.emulator.portal import Portal
from revops.emulator.surfaces import score_outputs, score_properties

SCORE_TYPE = "CUSTOM"
"""The one `scoreType` there is; its real values are unverified."""
DRAFT, PUBLISHED, INACTIVE = "draft", "published", "deactivated"
"""Values of `scoreStatus`; the last one's real name is unverified."""

Score = dict[str, Any]
"""`draft` and `initial` configurations, `published` or None, and the draft's `name`."""


def score_of(portal: Portal, score_id: str) -> Score:
    """One score, or 404."""
    score: Score | None = portal.table(score_outputs.SCORES).get(score_id)
    if score is None:
        raise not_found(score_id)
    return score


def not_found(score_id: str) -> Refusal:
    return Refusal(404, f"Score {score_id} does not exist", "OBJECT_NOT_FOUND")


def save(portal: Portal, score: Score) -> None:
    draft = score["draft"]
    portal.table(score_outputs.SCORES)[draft["id"]] = {**score, "name": draft["name"]}


def create(portal: Portal, body: Json) -> str:
    """A new score, a draft only; the id of it."""
    now = portal.now()
    config = {
        **body,
        "id": portal.new_id(),
        "scoreType": SCORE_TYPE,
        "scoreStatus": DRAFT,
        "createdAt": now,
        "updatedAt": now,
        "groupConfigs": [_identified(portal, group, ()) for group in body["groupConfigs"]],
    }
    config.setdefault("maxScore", config["maxScorePerCategory"] * len(config["allowedGroupTypes"]))
    config["outputConfiguration"] = {"outputs": score_outputs.outputs_for(portal, config, [])}
    save(portal, {"draft": config, "initial": config, "published": None})
    return str(config["id"])


_SETTABLE = (
    "name",
    "objectTypeId",
    "allowedGroupTypes",
    "maxScorePerCategory",
    "groupConfigs",
    "filterConfiguration",
)


def clone(portal: Portal, score: Score, name: str) -> str:
    """A new draft with another name, other ids and other properties."""
    source = score["published"] or score["draft"]
    body = {key: source[key] for key in (*_SETTABLE, "maxScore") if key in source}
    return create(portal, {**body, "name": name})


def update_draft(portal: Portal, score: Score, body: Json) -> Json:
    """Replace the draft; outputs stay but for overrides, and so does `maxScorePerCategory` if left out."""
    before = score["draft"]
    known = _ids(before)
    config = {name: value for name, value in before.items() if name not in _SETTABLE}
    config |= {"maxScorePerCategory": before["maxScorePerCategory"]}
    config |= {name: value for name, value in body.items() if name in _SETTABLE}
    config["groupConfigs"] = [_identified(portal, group, known) for group in body["groupConfigs"]]
    config["maxScore"] = config["maxScorePerCategory"] * len(config["allowedGroupTypes"])
    config |= {"scoreStatus": DRAFT, "updatedAt": portal.now()}
    outputs = score_outputs.outputs_for(portal, config, before["outputConfiguration"]["outputs"])
    config["outputConfiguration"] = {"outputs": outputs}
    overrides = body.get("outputConfiguration", {"outputs": []})["outputs"]
    published = score["published"] is not None
    config["outputConfiguration"] = {
        "outputs": score_outputs.overridden(portal, config, overrides, published=published)
    }
    save(portal, {**score, "draft": config})
    return config


def _ids(config: Json) -> tuple[str, ...]:
    groups = config["groupConfigs"]
    rules = [rule for group in groups for rule in group["ruleConfigurations"]]
    return tuple(entry["id"] for entry in [*groups, *rules])


def _identified(portal: Portal, group: Json, known: tuple[str, ...]) -> Json:
    """A group whose own id and whose rules' ids are the server's: known ones stay, others are given."""
    rules = [_with_id(portal, rule, known) for rule in group["ruleConfigurations"]]
    return {**_with_id(portal, group, known), "ruleConfigurations": rules}


def _with_id(portal: Portal, entry: Json, known: tuple[str, ...]) -> Json:
    return entry if entry.get("id") in known else {**entry, "id": portal.new_id()}


def publish(portal: Portal, score: Score) -> Json:
    """The draft becomes what is published; its properties appear or follow."""
    now = portal.now()
    config = {**score["draft"], "scoreStatus": PUBLISHED, "publishedAt": now, "updatedAt": now}
    score_outputs.publish(portal, config)
    save(portal, {"draft": config, "initial": config, "published": config})
    return config


def deactivate(portal: Portal, score: Score) -> Json:
    """Stop scoring; a draft with changes of its own stays."""
    config = {**score["published"], "scoreStatus": INACTIVE, "updatedAt": portal.now()}
    draft = config if score["draft"] == score["published"] else score["draft"]
    save(portal, {"draft": draft, "initial": config, "published": config})
    return config


def reset_draft(portal: Portal, score: Score) -> None:
    """Drop the draft's changes: back to what is published, or to what was created."""
    save(portal, {**score, "draft": score["initial"]})


def load(portal: Portal, _args: Mapping[str, str], config: Json) -> None:
    """Take in one recorded score; one that is not a draft counts as published."""
    published = None if config["scoreStatus"] == DRAFT else config
    save(portal, {"draft": config, "initial": config, "published": published})


def remove(portal: Portal, score: Score) -> None:
    """Delete a score and the properties it published."""
    del portal.table(score_outputs.SCORES)[score["draft"]["id"]]
    if score["published"]:
        for output in score["published"]["outputConfiguration"]["outputs"]:
            score_properties.remove(portal, score["draft"]["objectTypeId"], output)


def listed(score: Score) -> Json:
    """What a list says of a score."""
    config = score["draft"]
    return {
        "id": config["id"],
        "name": config["name"],
        "scoreType": config["scoreType"],
        "scoredObjectTypeId": config["objectTypeId"],
        "lastConfigurationChangeTimestamp": config["updatedAt"],
    }
