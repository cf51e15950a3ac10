"""Changes of scores as requests: create, draft update, publish, delete (dossier, E2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from revops.kinds.score.config import bind
from revops.kinds.score.draft import Draft, empty
from revops.kinds.score.outputs import MATRIX, TIERS, names
from revops.kinds.score.spec import Design
from revops.kinds.wire import segment
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.spec import Phase

_LATER = ("output.", "thresholds.", "matrix.", "records")
"""Units that a create cannot say: its body has no filter and no outputs, whose ids are the draft's."""

_OUTPUT_TYPES = {TIERS: "THRESHOLD", MATRIX: "MATRIX"}


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """First all writes that need nothing; then, for new scores, their drafts are read and completed.

    A created score answers no body but its `Location`, so the draft is read for the ids of its outputs.
    """
    answers = yield tuple(_call(change, context) for change in changes)
    new = [
        (change, score_id)
        for change, answer in zip(changes, answers, strict=True)
        if change.action is Action.CREATE and answer.ok and (score_id := created_id(answer))
    ]
    if not new:
        return
    drafts = yield tuple(_draft_call(change, score_id, context) for change, score_id in new)
    completions = [
        Call("scores", "PUT", _path(score_id, "/draft"), body=body, carries=(change.address,))
        for (change, score_id), draft in zip(new, drafts, strict=True)
        if draft.ok and (body := _completed(change, draft.body, context)) is not None
    ]
    if completions:
        yield completions


def created_id(answer: Answer) -> str:
    """The id at the end of the `Location`, a path or a whole address, or in a body; empty where neither is.

    HubSpot's description names no answer of this create but an error, its guide a `Location` (dossier E2).
    """
    location = answer.headers.get("location", "")
    body = answer.body if isinstance(answer.body, Mapping) else {}
    return location.partition("?")[0].rstrip("/").rpartition("/")[2] or str(body.get("id") or "")


def _path(score_id: str, rest: str = "") -> str:
    return f"/scores/{segment(score_id)}{rest}"


def _call(change: Change, context: Context) -> Call:
    carries = (change.address,)
    if change.action is Action.CREATE:
        body = _drafted(change, context).create_body()
        location = {"location": f"/scores/{change.address.name}"}
        said = frozenset(path for path in change.after() if not path.startswith(_LATER))
        return Call(
            "scores", "POST", "/scores", body=body, carries=carries, units=said, rehearsal_headers=location
        )
    known = change.actual.id if change.actual else context.names.id("score", change.address.name)
    if change.action is Action.DELETE:
        return Call("scores", "DELETE", _path(known), carries=carries)
    if change.phase is Phase.PUBLISH:
        off = change.after().get("published") is False
        return Call(
            "scores", "POST", _path(known, "/deactivate" if off else "/draft/publish"), carries=carries
        )
    return Call("scores", "PUT", _path(known, "/draft"), body=_updated(change, context), carries=carries)


def _design(change: Change) -> Design:
    design = change.resource.spec if change.resource else None
    if not isinstance(design, Design):
        raise TypeError(f"{change.address} has no design to write from")
    return design


def _drafted(change: Change, context: Context) -> Draft:
    design = _design(change)
    config = empty(change.address.scope, design.spec.categories, context)
    return Draft(config, {}, design.rules, context).put(change.after())


def _updated(change: Change, context: Context) -> dict[str, Json]:
    """The observed draft with the change put into it: what the blueprint does not manage stays as it is."""
    if change.actual is None:
        raise TypeError(f"{change.address} cannot be updated unseen")
    draft = Draft(change.actual.raw["draft"], change.actual.keys, _design(change).rules, context)
    gone = [unit.path for unit in change.units if unit.after is MISSING]
    return draft.put(change.after()).without(gone).update_body()


def _completed(change: Change, config: Mapping[str, Json], context: Context) -> dict[str, Json] | None:
    """The draft of a new score with its outputs as wanted; None where HubSpot made them so already."""
    units = {path: value for path, value in change.after().items() if path.startswith(_LATER)}
    keys = bind(config, change.resource.units if change.resource else {}, {}, context)
    plain = Draft(config, keys, {}, context).update_body()
    draft = Draft(config, {}, {}, context)
    if _design(change).spec.thresholds:
        draft = draft.without_tiers()
    body = draft.put(units).update_body()
    return body if body != plain else None


def _draft_call(change: Change, score_id: str, context: Context) -> Call:
    return Call("scores", "GET", _path(score_id, "/draft"), rehearsal=_obliging(change, context))


def _obliging(change: Change, context: Context) -> dict[str, Json]:
    """The draft that a portal would answer for a create: its own ids, one output for each property."""
    design, body = _design(change), _drafted(change, context).update_body()
    outputs = [
        {
            "id": f"<{place}>",
            "outputType": _OUTPUT_TYPES.get(place, "SCORE"),
            "categories": body["allowedGroupTypes"] if place in _OUTPUT_TYPES else [place.upper()],
            "propertyName": "",
            "propertyLabel": body["name"],
        }
        for place in names(change.address.name, design.spec)
    ]
    body.pop("filterConfiguration", None)
    return {**body, "id": change.address.name, "outputConfiguration": {"outputs": outputs}}
