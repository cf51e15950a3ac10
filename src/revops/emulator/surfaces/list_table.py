"""Where segments are kept, `lists` by id and `deleted_lists` for those in the bin, and how they look (G1).

HubSpot says segment in its screens and list in its API; the code says list where a name is the API's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from revops.emulator.admission import granted, missing_scopes
from revops.emulator.filters.canonical import respelled
from revops.emulator.http import Ask, Json, Refusal, Reply, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from revops.emulator.portal import Portal, Table

    Handler = Callable[[Ask], Reply]

Segment = dict[str, Json]

REWRITES: Final = "rewrites-filters"
"""Variant: filters come back spelled otherwise than they were sent (dossier P7)."""
MANUAL, DYNAMIC, SNAPSHOT = PROCESSING_TYPES = ("MANUAL", "DYNAMIC", "SNAPSHOT")
ROOT: Final = "0"
"""The folder in which all others are."""
READ: Final = ("crm.lists.read",)
WRITE: Final = ("crm.lists.write", "cms.membership.access_groups.write")
BASES: Final = (("/crm/lists/{version}", ("2026-09", "2026-03")), ("/crm/v3/lists", ("v3",)))
"""The twins of this API and their versions (dossier A3)."""

_SHOWN: Final = (
    "listId",
    "listVersion",
    "createdAt",
    "updatedAt",
    "filtersUpdatedAt",
    "processingStatus",
    "createdById",
    "updatedById",
    "processingType",
    "objectTypeId",
    "name",
    "deletedAt",
)


def lists(portal: Portal) -> Table:
    return portal.table("lists")


def deleted(portal: Portal) -> Table:
    return portal.table("deleted_lists")


def every(portal: Portal, lag_ms: float = 0) -> dict[str, Segment]:
    """All segments by id, in one query; with a lag, as they were then."""
    at = (str(portal.id), "lists")
    rows = portal.db.execute("select key, body from documents where portal=? and name=? order by rowid", at)
    found: dict[str, str | None] = dict(rows.fetchall())
    if lag_ms:
        past = portal.db.execute(
            "select key, body from past where portal=? and name=? and at > julianday('now') - ?"
            " order by id desc",
            (*at, lag_ms / 86_400_000),
        )
        found.update(past.fetchall())
    return {key: json.loads(body) for key, body in found.items() if body is not None}


def column(portal: Portal, member: str) -> list[tuple[str, str]]:
    """Id and one member of each segment: for what is asked of all of them at every create."""
    rows = portal.db.execute(
        "select key, json_extract(body, '$.' || ?) from documents where portal=? and name='lists'",
        (member, str(portal.id)),
    )
    found: list[tuple[str, str]] = rows.fetchall()
    return found


def existing(portal: Portal, list_id: str) -> Segment:
    """The segment that is not deleted, or HubSpot's 404."""
    found: Segment | None = lists(portal).get(list_id)
    if found is None:
        raise missing(f"id {list_id}")
    return found


def missing(what: str) -> Refusal:
    return Refusal(404, f"There is no list with {what}", "OBJECT_NOT_FOUND")


def refuse_taken(portal: Portal, name: str, own_id: str = "") -> None:
    """A name is given once in a portal, whatever the object; that case does not tell two apart is unverified.

    Raises:
        Refusal: 400 `ILS.DUPLICATE_LIST_NAMES`, the sub-category that several programs on GitHub look for.
    """
    for list_id, other in column(portal, "name"):
        if other.lower() == name.lower() and list_id != own_id:
            raise Refusal(
                400, f"A list named '{name}' already exists.", sub_category="ILS.DUPLICATE_LIST_NAMES"
            )


def change(portal: Portal, body: Segment, **changes: Json) -> Segment:
    """Store a segment with these values put in, as changed now."""
    changed = {**body, **changes, "updatedAt": portal.now(), "updatedById": portal.user_id}
    lists(portal)[body["listId"]] = changed
    return changed


def header(body: Segment) -> Segment:
    """What every answer says of a segment."""
    return {name: body[name] for name in _SHOWN if name in body}


def shown(portal: Portal, body: Segment, *, filters: bool) -> Segment:
    """A segment as answers about it alone have it; its filters only where they were asked for (O7)."""
    whole = {name: body[name] for name in ("listPermissions", "membershipSettings")}
    if filters and "filterBranch" in body:
        branch = body["filterBranch"]
        whole["filterBranch"] = respelled(branch) if portal.has(REWRITES) else branch
    return {**header(body), **whole}


def _reading_too(handler: Handler) -> Handler:
    """A write that asks for the scope to read as well (HubSpot's description of segments, 2026-09)."""

    def work(ask: Ask) -> Reply:
        if not granted(ask.portal.traits, READ):
            raise missing_scopes(READ)
        return handler(ask)

    return work


def reads(rows: Iterable[tuple[str, str, Handler]]) -> tuple[Route, ...]:
    """Operations that change nothing, by method, rest of the path and handler, in every version."""
    return tuple(
        Route(method, f"{base}{rest}", handler, versions, READ)
        for base, versions in BASES
        for method, rest, handler in rows
    )


def writes(rows: Iterable[tuple[str, str, Handler]]) -> tuple[Route, ...]:
    """Operations that change something, likewise; all but the create ask for both scopes."""
    return tuple(
        Route(
            method, f"{base}{rest}", _reading_too(handler) if rest else handler, versions, WRITE, write=True
        )
        for base, versions in BASES
        for method, rest, handler in rows
    )
