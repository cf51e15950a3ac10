"""Workflows: `/automation/2026-09-beta/...` and its v4 twin (dossier F1 to F8; peers (f), "Workflows").

Where sources leave a question open, a variant gives the other answer: `stale-revision-400`, `flows-unlisted`,
`flows-unreadable`, `flows-canonical`, `flows-omit-fields`, `deal-list-branch-refused`, `slack-connected`,
`apps-connected`.
"""

from __future__ import annotations

from collections.abc import Callable

from revops.emulator.check import check, fault, one_of, refusal_of, whole_number
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page
from revops.emulator.portal import Portal
from revops.emulator.references import Subject
from revops.emulator.surfaces import flow_records
from revops.emulator.surfaces.flow_access import listed, refuse_hidden, refuse_sensitive
from revops.emulator.surfaces.flow_action_types import described
from revops.emulator.surfaces.flow_batch import read_flows, read_workflow_ids
from revops.emulator.surfaces.flow_body import create_body, filled_in, put_body
from revops.emulator.surfaces.flow_campaigns import campaigns, note_campaigns
from revops.emulator.surfaces.flow_catalogue import actions_of
from revops.emulator.surfaces.flow_enabling import refuse_incomplete

KINDS = ("CONTACT_FLOW", "PLATFORM_FLOW")
MOST_FLOWS = {"professional": 300, "enterprise": 1000}
"""Workflows of one portal by tier (dossier F8.8)."""


def _list(ask: Ask) -> Reply:
    """Those that the token sees (see `flow_access`)."""
    every = ask.portal.table(flow_records.FLOWS).values()
    flows = [flow_records.listed(flow) for flow in every if listed(ask.portal, flow)]
    return Reply(200, page(ask, flows, most=100))


def _create(ask: Ask) -> Reply:
    body = filled_in(ask.body)
    subject = _subject(ask.portal, body)
    check(body, create_body(subject, _kind(body)))
    refuse_sensitive(ask.portal, body)
    refuse_incomplete(body, subject)
    _refuse_overflow(ask.portal)
    flow = flow_records.create(ask.portal, body)
    note_campaigns(ask.portal, flow)
    return Reply(201, flow_records.shown(ask.portal, flow))


def _subject(portal: Portal, body: Json) -> Subject:
    """Whose properties the body is about; a body without a sound `objectTypeId` is refused at once."""
    named = body.get("objectTypeId") if isinstance(body, dict) else None
    if named is None:
        return Subject(portal, "")
    check(named, Subject(portal, "").has_object_type, "objectTypeId")
    return Subject(portal, named)


def _kind(body: Json) -> str:
    kind = body.get("type") if isinstance(body, dict) else None
    if kind is None:
        raise refusal_of([fault("Some required fields were not set: [type]", "type", "REQUIRED_FIELD")])
    check(kind, one_of(*KINDS), "type")
    return str(kind)


def _refuse_overflow(portal: Portal) -> None:
    limit = MOST_FLOWS.get(portal.traits.tier_of(), 0)
    if len(portal.table(flow_records.FLOWS)) >= limit:
        raise Refusal(400, f"This account has reached its limit of {limit} workflows")


def _read(ask: Ask) -> Reply:
    flow = flow_records.flow_of(ask.portal, ask.args["flow_id"])
    refuse_hidden(ask.portal, flow)
    return Reply(200, flow_records.shown(ask.portal, flow))


def _replace(ask: Ask) -> Reply:
    before = flow_records.flow_of(ask.portal, ask.args["flow_id"])
    body = filled_in(ask.body)
    subject = Subject(ask.portal, before["objectTypeId"])
    check(body, put_body(subject, before["type"], before["dataSources"]))
    _refuse_stale(ask.portal, before, body["revisionId"])
    refuse_sensitive(ask.portal, {**body, "objectTypeId": before["objectTypeId"]})
    refuse_incomplete(body, subject)
    flow = flow_records.replace(ask.portal, before, body)
    note_campaigns(ask.portal, flow)
    return Reply(200, flow_records.shown(ask.portal, flow))


def _refuse_stale(portal: Portal, flow: Json, revision: str) -> None:
    """Status of a stale revision: unverified, 409 by default, 400 by variant (dossier F2, P5)."""
    if revision == flow["revisionId"]:
        return
    message = f"revisionId {revision} is stale, the flow is at {flow['revisionId']}"
    if portal.has("stale-revision-400"):
        raise Refusal(400, message)
    raise Refusal(409, message, "CONFLICT")


def _delete(ask: Ask) -> Reply:
    flow = flow_records.flow_of(ask.portal, ask.args["flow_id"])
    flow_records.remove(ask.portal, flow["id"])
    return Reply(204)


def _revision(ask: Ask) -> Reply:
    flow_id, revision = ask.args["flow_id"], ask.args["revision_id"]
    flow = flow_records.flow_of(ask.portal, flow_id)
    refuse_hidden(ask.portal, flow)
    kept = ask.portal.table(flow_records.REVISIONS).get(f"{flow_id}/{revision}")
    if kept is None:
        raise Refusal(404, f"Flow {flow_id} has no revision {revision}", "OBJECT_NOT_FOUND")
    body = flow_records.shown(ask.portal, kept["flow"])
    created = kept["revisionCreatedAt"]
    return Reply(200, {"id": flow_id, "revisionId": revision, "revisionCreatedAt": created, "flow": body})


_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_PERFORMANCE = {"bucketType": ("DAY", "WEEK", "MONTH"), "firstDay": _DAYS}
"""Closed lists of its query (HubSpot's description of v4)."""


def _performance(ask: Ask) -> Reply:
    """Of v4 alone: nothing enrols in the emulator, so there is no bucket with a count (dossier F1)."""
    flow_records.flow_of(ask.portal, ask.args["flow_id"])
    for name, allowed in _PERFORMANCE.items():
        if sent := ask.one(name):
            check(sent, one_of(*allowed), name)
    for name in ("start", "end"):
        if (sent := ask.one(name)) and whole_number(sent) is None:
            raise Refusal(400, f"{name} must be milliseconds since 1970")
    return Reply(200, {"results": []})


def _action_types(ask: Ask) -> Reply:
    wanted = ask.one("objectTypeId")
    if wanted:
        check(wanted, Subject(ask.portal, "").has_object_type, "objectTypeId")
    found = [
        described(kind, known)
        for kind, known in actions_of(ask.portal).items()
        if not wanted or not known.objects or wanted in known.objects
    ]
    return Reply(200, {"results": found})


Handler = Callable[[Ask], Reply]

_SCOPES = ("automation",)
_BETA = "/automation/{version}"


def _both(method: str, path: str, handler: Handler, *, write: bool = False) -> tuple[Route, Route]:
    """The operation of the beta and its v4 twin, which serves portals without betas too."""
    return _beta(method, path, handler, write=write), _v4(method, path, handler, write=write)


def _v4(method: str, path: str, handler: Handler, *, write: bool = False) -> Route:
    return Route(method, _BETA + path, handler, ("v4",), _SCOPES, tier="professional", write=write)


def _beta(method: str, path: str, handler: Handler, *, write: bool = False) -> Route:
    return Route(
        method,
        _BETA + path,
        handler,
        ("2026-09-beta",),
        _SCOPES,
        beta=True,
        tier="professional",
        write=write,
    )


ROUTES: tuple[Route, ...] = (
    *_both("GET", "/flows", _list),
    *_both("POST", "/flows", _create, write=True),
    *_both("POST", "/flows/batch/read", read_flows),
    *_both("GET", "/flows/email-campaigns", campaigns),
    *_both("GET", "/flows/<flow_id>", _read),
    *_both("PUT", "/flows/<flow_id>", _replace, write=True),
    *_both("DELETE", "/flows/<flow_id>", _delete, write=True),
    *_both("POST", "/workflow-id-mappings/batch/read", read_workflow_ids),
    _beta("GET", "/flows/<flow_id>/revisions/<revision_id>", _revision),
    _beta("GET", "/action-types", _action_types),
    _v4("GET", "/flows/performance/<flow_id>", _performance),
)


LOADERS = {"/automation/<version>/flows/<flow_id>": flow_records.load}
