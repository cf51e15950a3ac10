"""Schemas, rules of pipelines and folders of segments as a portal told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.http import Refusal
from revops.emulator.loading import associations
from revops.emulator.surfaces import list_folders, properties, schema_table
from revops.emulator.surfaces.list_table import ROOT, lists
from revops.emulator.surfaces.pipeline_rules_body import RULES, keep
from revops.emulator.surfaces.pipeline_rules_stages import PERMISSIONS
from revops.emulator.surfaces.pipeline_shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from revops.emulator.http import Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

_MEMBERS: Final = (
    *("name", "labels", "description", "primaryDisplayProperty", "requiredProperties"),
    *("searchableProperties", "secondaryDisplayProperties", "allowsSensitiveProperties"),
    *("archived", "createdAt", "updatedAt", "createdByUserId", "updatedByUserId"),
)
_BARE: Final[Mapping[str, Json]] = {
    "requiredProperties": [],
    "searchableProperties": [],
    "secondaryDisplayProperties": [],
    "allowsSensitiveProperties": False,
    "archived": False,
}
_properties: Final = properties.LOADERS["/crm-object-schemas/<version>/schemas/<object_type>"]
_WITHOUT: Final = "includePropertyDefinitions"


def _schemas(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """The list of custom objects, active or archived; what they are associated with comes with it."""
    archived = args.get("archived") == "true"
    table = schema_table.bin_of(portal) if archived else schema_table.live(portal)
    for row in body["results"]:
        labels = {"singular": row["name"], "plural": row["name"], **row["labels"]}
        told = {name: row[name] for name in _MEMBERS if name in row}
        bare = {**_BARE, "createdAt": portal.now(), "updatedAt": portal.now()}
        table[row["objectTypeId"]] = {**bare, **told, "labels": labels, "archived": archived}
    for row in () if archived else body["results"]:
        activities = associations.of_schema(portal, row["objectTypeId"], row.get("associations") or [])
        table[row["objectTypeId"]] = {**table[row["objectTypeId"]], "activities": activities}
        if row.get("properties"):
            _properties(portal, {"object_type": row["objectTypeId"]}, row)


def _schema(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """One object: its properties, or where these were not asked for the names of its associations."""
    if args.get(_WITHOUT) != "false":
        _properties(portal, args, body)
        return
    kind = object_types.resolve(portal, args["object_type"])
    associations.of_schema(portal, kind.id, body.get("associations") or [])


def _rules(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    keep(portal, RULES, *_pipeline(portal, args), body)


def _permissions(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    stages = {stage["pipelineStageId"]: stage for stage in body["stages"]}
    now = portal.now()
    times = {name: body.get(name, now) for name in ("createdAt", "updatedAt")}
    kept = {"id": body.get("id") or portal.new_id(), "stages": stages, **times}
    keep(portal, PERMISSIONS, *_pipeline(portal, args), kept)


def _pipeline(portal: Portal, args: Mapping[str, str]) -> tuple[ObjectType, Json]:
    kind = object_types.resolve(portal, args["object_type"])
    found = Shelf(portal, kind).find(args["pipeline_id"])
    if found is None:
        raise Refusal(400, f"{args['path']}: no pipeline {args['pipeline_id']} was recorded")
    return kind, found


def _folders(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """The tree under the root; one folder alone tells only which segments lie in it."""
    if "folderId" not in args:
        list_folders.folders(portal).clear()
        for folder, parent in _tree(body["folder"]):
            own = {name: value for name, value in folder.items() if name not in ("childNodes", "childLists")}
            known = {**own, "id": str(folder["id"]), "parentFolderId": parent}
            list_folders.folders(portal)[str(folder["id"])] = known
    for folder, _ in [(body["folder"], ROOT), *_tree(body["folder"])]:
        for list_id in map(str, folder.get("childLists") or ()):
            _put(portal, list_id, str(folder["id"]))
    if "folderId" not in args:
        _put_by_name(portal)


def _tree(folder: Json, parent: str = ROOT) -> Iterator[tuple[Json, str]]:
    """Every folder below one, after the one that it is in."""
    for child in folder.get("childNodes") or ():
        yield child, parent
        yield from _tree(child, str(child["id"]))


def _put(portal: Portal, list_id: str, folder_id: str) -> None:
    if list_id in lists(portal):
        lists(portal)[list_id] = {**lists(portal)[list_id], "folderId": folder_id}


def _put_by_name(portal: Portal) -> None:
    """HubSpot's tree tells the segments of the root only (its reference); a search tells a folder's name."""
    named: dict[str, list[str]] = {}
    for folder in list_folders.folders(portal).values():
        named.setdefault(str(folder.get("name")), []).append(folder["id"])
    for list_id, one in list(lists(portal).items()):
        found = named.get(str((one.get("additionalProperties") or {}).get("hs_folder_name")), [])
        if len(found) == 1:
            _put(portal, list_id, found[0])


def _conversion(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """When a segment is to become static, of one that was recorded."""
    time = body.get("requestedConversionTime")
    if time:
        list_id = args["list_id"]
        lists(portal)[list_id] = {**lists(portal)[list_id], "conversion": time}


_RULES = "/crm/pipelines-rules/<version>/<object_type>/<pipeline_id>"
LOADERS = {
    "/crm-object-schemas/<version>/schemas": _schemas,
    "/crm/v3/schemas": _schemas,
    "/crm-object-schemas/<version>/schemas/<object_type>": _schema,
    _RULES: _rules,
    f"{_RULES}/stage-edit-permissions": _permissions,
    "/crm/lists/<version>/folders": _folders,
    "/crm/lists/<version>/<list_id>/schedule-conversion": _conversion,
}
