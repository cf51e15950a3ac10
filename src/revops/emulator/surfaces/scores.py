"""Lead scores: `/marketing/lead-scoring/2026-09-beta/...` and its 2027-03-beta twin (dossier E1 to E3).

What a read of a score answers before its first publish is unverified: 404 here, the draft in the variant
`score-get-draft`. The `Location` of a created score is a path; in the variant `score-location-absolute` it
is a whole address. Not served: score history, as the emulator scores no record.
"""

from __future__ import annotations

from collections.abc import Callable

from revops.emulator.check import body_of, check, fault, filled, refusal_of
from revops.emulator.http import ORIGIN, Ask, Json, Refusal, Reply, Route
from revops.emulator.paging import page
from revops.emulator.references import Subject
from revops.emulator.surfaces import score_records
from revops.emulator.surfaces.score_body import create_body, update_body
from revops.emulator.surfaces.score_outputs import SCORES

_BASE = "/marketing/lead-scoring/{version}/scores"
_VERSIONS = ("2026-09-beta", "2027-03-beta")


def _list(ask: Ask) -> Reply:
    scores = [score_records.listed(score) for score in ask.portal.table(SCORES).values()]
    return Reply(200, page(ask, scores, most=100, default=10))


def _create(ask: Ask) -> Reply:
    check(ask.body, create_body(_subject(ask)))
    return _created(ask, score_records.create(ask.portal, ask.body))


def _subject(ask: Ask) -> Subject:
    """Whose properties the rules are about; without a sound `objectTypeId` no property is looked up."""
    named = ask.body.get("objectTypeId") if isinstance(ask.body, dict) else None
    return Subject(ask.portal, named if isinstance(named, str) else "")


def _created(ask: Ask, score_id: str) -> Reply:
    """201 with a `Location` and no body (dossier E2)."""
    path = f"{_BASE.format(version=ask.version)}/{score_id}"
    host = ORIGIN if ask.portal.has("score-location-absolute") else ""
    return Reply(201, None, {"Location": host + path})


def _score(ask: Ask) -> score_records.Score:
    return score_records.score_of(ask.portal, ask.args["score_id"])


def _read(ask: Ask) -> Reply:
    score = _score(ask)
    draft = score["draft"] if ask.portal.has("score-get-draft") else None
    config = score["published"] or draft
    if config is None:
        raise score_records.not_found(ask.args["score_id"])
    return Reply(200, config)


def _delete(ask: Ask) -> Reply:
    score_records.remove(ask.portal, _score(ask))
    return Reply(204)


def _clone(ask: Ask) -> Reply:
    score = _score(ask)
    name = body_of(ask, {"scoreName": filled})["scoreName"]
    return _created(ask, score_records.clone(ask.portal, score, name))


def _deactivate(ask: Ask) -> Reply:
    score = _score(ask)
    if score["published"] is None or score["published"]["scoreStatus"] != score_records.PUBLISHED:
        raise Refusal(400, f"Score {ask.args['score_id']} is not published")
    return Reply(200, score_records.deactivate(ask.portal, score))


def _read_draft(ask: Ask) -> Reply:
    return Reply(200, _score(ask)["draft"])


def _update_draft(ask: Ask) -> Reply:
    score = _score(ask)
    object_type = score["draft"]["objectTypeId"]
    check(ask.body, update_body(Subject(ask.portal, object_type)))
    _refuse_move(ask.body, object_type)
    return Reply(200, score_records.update_draft(ask.portal, score, ask.body))


def _refuse_move(body: Json, object_type: str) -> None:
    if body["objectTypeId"] != object_type:
        message = f"objectTypeId is {object_type} and cannot be changed"
        raise refusal_of([fault(message, "objectTypeId", "READ_ONLY")])


def _publish(ask: Ask) -> Reply:
    return Reply(200, score_records.publish(ask.portal, _score(ask)))


def _reset(ask: Ask) -> Reply:
    score_records.reset_draft(ask.portal, _score(ask))
    return Reply(204)


def _route(method: str, path: str, handler: Callable[[Ask], Reply]) -> Route:
    write = method != "GET"
    return Route(
        method,
        _BASE + path,
        handler,
        _VERSIONS,
        ("mh-lead-scoring-edit" if write else "mh-lead-scoring-view",),
        beta=True,
        tier="professional",
        hubs=("marketing", "sales"),  # dossier E1
        write=write,
    )


ROUTES: tuple[Route, ...] = (
    _route("GET", "", _list),
    _route("POST", "", _create),
    _route("GET", "/<score_id>", _read),
    _route("DELETE", "/<score_id>", _delete),
    _route("POST", "/<score_id>/clone", _clone),
    _route("POST", "/<score_id>/deactivate", _deactivate),
    _route("GET", "/<score_id>/draft", _read_draft),
    _route("PUT", "/<score_id>/draft", _update_draft),
    _route("POST", "/<score_id>/draft/publish", _publish),
    _route("POST", "/<score_id>/draft/reset", _reset),
)


LOADERS = {"/marketing/lead-scoring/<version>/scores/<score_id>": score_records.load}
