"""Lists of scores and workflows, which tell of things that nobody may be allowed to read, and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.surfaces import flow_access, flow_records
from revops.emulator.surfaces.email_defaults import TABLE as EMAILS
from revops.emulator.surfaces.email_writes import BUFFERS
from revops.emulator.surfaces.score_outputs import SCORES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Json
    from revops.emulator.portal import Portal


def _flows(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """What the list shows; a flow that was not shown itself stays a name, and is not found in a batch."""
    flow_access.show(portal, "", listed=True, readable=True)
    for row in body["results"]:
        flow_access.show(portal, row["id"], listed=True, readable=False)
        portal.table(flow_records.FLOWS)[row["id"]] = {"actions": [], **row}


def _flow(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """One flow; after a list that did not have it, it is one that lists leave out."""
    listed = flow_access.was_listed(portal, body["id"])
    flow_access.show(portal, body["id"], listed=listed, readable=True)
    flow_records.load(portal, args, body)


def _scores(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """What the list shows; each score's own answers come after it."""
    for row in body["results"]:
        draft = {
            "id": row["id"],
            "name": row["name"],
            "objectTypeId": row["scoredObjectTypeId"],
            "scoreType": row.get("scoreType"),
            "updatedAt": row["lastConfigurationChangeTimestamp"],
            "outputConfiguration": {"outputs": []},
        }
        portal.table(SCORES)[row["id"]] = {
            "draft": draft,
            "initial": draft,
            "published": None,
            "name": row["name"],
        }


def _draft(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    known = portal.table(SCORES).get(args["score_id"]) or {}
    published = known.get("published")
    portal.table(SCORES)[args["score_id"]] = {
        "draft": body,
        "initial": published or body,
        "published": published,
        "name": body["name"],
    }


def _email(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    portal.table(EMAILS)[args["email_id"]] = body


def _waiting(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """What an e-mail's draft has and the e-mail has not."""
    email = portal.table(EMAILS).get(args["email_id"]) or {}
    waiting = {name: value for name, value in body.items() if email.get(name) != value}
    if waiting:
        portal.table(BUFFERS)[args["email_id"]] = waiting


_SCORES = "/marketing/lead-scoring/<version>/scores"
_EMAIL = "/marketing/emails/<version>/<email_id>"
LOADERS = {
    "/automation/<version>/flows": _flows,
    "/automation/<version>/flows/<flow_id>": _flow,
    _SCORES: _scores,
    f"{_SCORES}/<score_id>/draft": _draft,
    _EMAIL: _email,
    f"{_EMAIL}/draft": _waiting,
}
