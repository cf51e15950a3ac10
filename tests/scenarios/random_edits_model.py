"""Edits of the data model by hand: groups, properties, options, lifecycle, pipelines, validation rules."""

from __future__ import annotations

from client_project import LIFECYCLE
from random_edits import UnfitError

PROPERTIES = "/crm/properties/2026-09"
PIPELINES = "/crm/pipelines/2026-09"
RULES = "/crm/property-validations/2026-09/{}/{}/rule-type/{}"
TYPE_IDS = {"contacts": "0-1", "companies": "0-2", "deals": "0-3", "tickets": "0-5"}
"""The rules are asked about by id alone."""


def group_label(page):
    path = f"{PROPERTIES}/{page.scope}/groups/{page.id}"
    page("PATCH", path, {"label": page.text(page("GET", path)["label"])})


def _property(page):
    return f"{PROPERTIES}/{page.scope}/{page.id}"


def property_label(page):
    page.needs("label")
    page("PATCH", _property(page), {"label": page.text(page("GET", _property(page))["label"])})


def property_description(page):
    page.needs("description")
    page("PATCH", _property(page), {"description": page.text()})


def property_group(page):
    page.needs("groupName")
    now = page("GET", _property(page))["groupName"]
    page("PATCH", _property(page), {"groupName": page.one(page.table(f"groups:{page.scope}").keys() - {now})})


def _options(page, edit):
    """Save what `edit` makes of the options; it is given those of the blueprint, too."""
    page.needs("options")

    def changed(options):
        return edit(options, [option for option in options if option["value"] in page.entry["options"]])

    page.options(changed, _property(page))


def option_renamed(page):
    def renamed(options, ours):
        chosen = page.one(ours)
        return [{**o, "label": page.text(o["label"])} if o is chosen else o for o in options]

    _options(page, renamed)


def option_hidden(page):
    """Whether an option is hidden counts where the blueprint says it."""

    def hidden(options, ours):
        chosen = page.one(o for o in ours if "hidden" in page.entry["options"][o["value"]])
        return [{**o, "hidden": True} if o is chosen else o for o in options]

    _options(page, hidden)


def option_removed(page):
    def fewer(options, ours):
        chosen = page.one(ours)
        return [option for option in options if option is not chosen]

    _options(page, fewer)


def option_moved(page):
    """Two neighbours among those that the blueprint names change places."""

    def swapped(options, ours):
        places = [options.index(option) for option in ours]
        first = page.one(range(len(places) - 1))
        one, other = places[first : first + 2]
        options[one], options[other] = options[other], options[one]
        return options

    _options(page, swapped)


def _lifecycle_stage(page, said):
    """The path of a stage of which the blueprint says this, and what it is now."""
    stages = [s for s in page("GET", LIFECYCLE)["stages"] if said in page.entry.get(s["id"], ())]
    stage = page.one(stages)
    return f"{LIFECYCLE}/stages/{stage['id']}", stage


def lifecycle_label(page):
    path, stage = _lifecycle_stage(page, "label")
    page.stage(path, label=page.text(stage["label"]))


def lifecycle_moved(page):
    """The blueprint has a place for a stage that it makes; where those that HubSpot ships stand is open."""
    path, _ = _lifecycle_stage(page, "after")
    page.stage(path, displayOrder=0)


def _pipeline(page):
    return f"{PIPELINES}/{page.scope}/{page.id}"


def _stage(page):
    """The path of a stage that the blueprint names, and what it is now."""
    stages = [s for s in page("GET", _pipeline(page))["stages"] if s["id"] in page.entry["stages"]]
    stage = page.one(stages)
    return f"{_pipeline(page)}/stages/{stage['id']}", stage


def pipeline_label(page):
    page.needs("label")
    page("PATCH", _pipeline(page), {"label": page.text()})


def stage_label(page):
    path, stage = _stage(page)
    page.stage(path, label=page.text(stage["label"]))


def stage_metadata(page):
    """Another probability of a deal stage; a ticket stage that is open is closed and the other way round."""
    path, stage = _stage(page)
    metadata = stage["metadata"]
    if "probability" in metadata and 0 < float(metadata["probability"]) < 1:
        page.stage(path, metadata={"probability": page.one({"0.3", "0.7"} - {metadata["probability"]})})
    elif "ticketState" in metadata:
        page.stage(path, metadata={"ticketState": page.one({"OPEN", "CLOSED"} - {metadata["ticketState"]})})
    else:
        raise UnfitError


def stage_moved(page):
    stages = sorted(page("GET", _pipeline(page))["stages"], key=lambda stage: stage["displayOrder"])
    first = next(stage for stage in stages if stage["id"] in page.entry["stages"])
    page.stage(f"{_pipeline(page)}/stages/{first['id']}", displayOrder=stages[-1]["displayOrder"] + 1)


def rule(page):
    """Another number than the rule has."""
    chosen = page.one(name for name in page.entry if name.endswith("_NUMBER"))
    (now,) = page.table("property_validations")[f"{page.scope}/{page.id}"][chosen]["ruleArguments"]
    later = str(int(now) - page.dice.randint(1, 3))
    page("PUT", RULES.format(TYPE_IDS[page.scope], page.id, chosen), {"ruleArguments": [later]})


EDITS = {
    "group label": ("group", group_label),
    "property label": ("property", property_label),
    "property description": ("property", property_description),
    "property group": ("property", property_group),
    "option renamed": ("property", option_renamed),
    "option hidden": ("property", option_hidden),
    "option removed": ("property", option_removed),
    "option moved": ("property", option_moved),
    "lifecycle label": ("lifecycle", lifecycle_label),
    "lifecycle moved": ("lifecycle", lifecycle_moved),
    "pipeline label": ("pipeline", pipeline_label),
    "stage label": ("pipeline", stage_label),
    "stage metadata": ("pipeline", stage_metadata),
    "stage moved": ("pipeline", stage_moved),
    "validation rule": ("validation", rule),
}
"""What is done -> the kind that it is done to, and how."""
