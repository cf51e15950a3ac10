"""What is checked before a write to pipelines: may anybody write there, which ids it gives, what it drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Refusal
from revops.emulator.surfaces.pipeline_objects import asked, check_tier, lifecycle_id
from revops.emulator.surfaces.pipeline_refusals import in_use, read_only, uncategorised
from revops.emulator.surfaces.pipeline_shelf import READ_ONLY_VARIANT, Shelf

if TYPE_CHECKING:
    from revops.emulator.http import Ask, Json
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

SERVER_IDS_VARIANT = "server-stage-ids"
"""The other answer to dossier P2: ids sent on create are ignored, for stages and pipelines alike."""
LEADS_READ_ONLY_VARIANT = "lead-pipelines-read-only"
LONGEST_PIPELINE_ID, LONGEST_STAGE_ID = 36, 100
_FREE = "CRM_PERMISSIONS_ENFORCEMENT"


def writable(ask: Ask) -> tuple[ObjectType, Shelf]:
    """The object type and its shelf, for a write.

    Whether lifecycle stages can be written is open (dossier P3): a published integration does it on contacts
    (dossier C1), peers only ever read them. Here the contacts route writes, the companies route refuses, and
    the variant `lifecycle-read-only` refuses both. No source writes lead pipelines: they are written like
    others, and the variant `lead-pipelines-read-only` refuses them.
    """
    kind = asked(ask)
    check_tier(ask, kind)
    closed = kind.name == "leads" and ask.portal.has(LEADS_READ_ONLY_VARIANT)
    if closed or (lifecycle_id(kind) and ask.portal.has(READ_ONLY_VARIANT)):
        raise read_only(f"The pipeline of {kind.name}")
    if kind.name == "companies":
        raise Refusal(400, "Lifecycle stages of companies are those of contacts and are written there")
    return kind, Shelf(ask.portal, kind)


def writable_whole(ask: Ask) -> tuple[ObjectType, Shelf]:
    """The same for a write to a whole pipeline: objects with lifecycle stages have one fixed pipeline."""
    kind, shelf = writable(ask)
    if lifecycle_id(kind):
        raise Refusal(400, f"The pipelines of {kind.name} cannot be created, changed or deleted")
    return kind, shelf


def given_id(portal: Portal, sent: str | None, longest: int) -> str:
    """The id of something new: the one sent, kept verbatim, or a number.

    Raises:
        Refusal: 500 for an id that is too long, as HubSpot answers (peers (f)).
    """
    if sent is None or portal.has(SERVER_IDS_VARIANT):
        return portal.new_id()
    if len(sent) > longest:
        raise uncategorised("internal error", 500)
    return sent


def check_droppable(ask: Ask, shelf: Shelf, stages: list[Json]) -> None:
    """Refuse to lose stages that records are in, or that HubSpot keeps for itself.

    On 2026-09 the flags that skip the first check have no effect (peers (f)). The beta checks unless told not
    to, v3 only when told to (dossier A4); 2026-03 is taken to be like v3.
    """
    for stage in stages:
        check_free(stage)
    wanted = checked_first(ask)
    held = shelf.records(stages)
    if held and (ask.version == "2026-09" or wanted):
        raise in_use(held, [record for ids in held.values() for record in ids])


def checked_first(ask: Ask) -> bool:
    """Whether one of the flags asks for a check of uses; a PATCH takes them too and drops nothing."""
    flags = ("validateReferencesBeforeDelete", "validateDealStageUsagesBeforeDelete")
    asked = [ask.flag(name, default=ask.version == "2026-09-beta") for name in flags]
    return any(asked)


def check_free(stage: Json) -> None:
    """Refuse to change a stage whose `writePermissions` are READ_ONLY or INTERNAL_ONLY (dossier D1)."""
    if stage["writePermissions"] != _FREE:
        raise read_only(f"Stage {stage['id']}")


def new_stage(ask: Ask, sent: Json, metadata: dict[str, str]) -> Json:
    """A stage that did not exist before, with the metadata that is kept of it."""
    now = ask.portal.now()
    return {
        "id": given_id(ask.portal, sent.get("stageId"), LONGEST_STAGE_ID),
        "label": sent["label"],
        "displayOrder": sent["displayOrder"],
        "metadata": metadata,
        "createdAt": now,
        "updatedAt": now,
        "archived": False,
        "writePermissions": _FREE,
    }
