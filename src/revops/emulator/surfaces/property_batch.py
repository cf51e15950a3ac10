"""Properties in batches of up to 100: create, read and archive; there is no batch update (dossier B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import boolean, check, list_of, object_of, one_of, text
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.properties import BASES, READ, WRITE, archive, create, shown
from revops.emulator.surfaces.property_rules import CREATE, SENSITIVITIES
from revops.emulator.surfaces.property_tables import active

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 100
_NAMED = object_of({"name": text})


def _create(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    check(ask.body, object_of({"inputs": list_of(CREATE, 1, _MOST)}))
    return _answered(ask, lambda sent: create(ask.portal, kind, sent), complete=201)


def _read(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    fields = {"archived": boolean, "dataSensitivity": one_of(*SENSITIVITIES)}
    check(ask.body, object_of({**fields, "inputs": list_of(_NAMED, 1, _MOST)}))
    level, in_bin = ask.body["dataSensitivity"], ask.body["archived"]
    return _answered(
        ask, lambda sent: shown(ask.portal, kind, sent["name"], level, in_bin=in_bin), complete=200
    )


def _answered(ask: Ask, work: Callable[[dict[str, Json]], Json], complete: int) -> Reply:
    """Every input on its own: `complete` if all went well, 207 with `errors` if some did not (dossier B1).

    An entry of `errors` does not say which input it is about, other than in its message: no source shows that
    HubSpot does.
    """
    started = ask.portal.now()
    results: list[Json] = []
    errors: list[Json] = []
    for sent in ask.body["inputs"]:
        try:
            results.append(work(sent))
        except Refusal as refusal:
            errors.append(_standard(refusal))
    body = {"status": "COMPLETE", "results": results, "startedAt": started, "completedAt": ask.portal.now()}
    if not errors:
        return Reply(complete, body)
    return Reply(207, {**body, "numErrors": len(errors), "errors": errors})


def _standard(refusal: Refusal) -> dict[str, Json]:
    """An error inside a batch: no correlation id of its own (dossier L2, `StandardError`)."""
    kept = {key: value for key, value in refusal.body.items() if key != "correlationId"}
    return {"errors": [], "context": {}, "links": {}, **kept}


def _archive(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    check(ask.body, object_of({"inputs": list_of(_NAMED, 1, _MOST)}))
    for sent in ask.body["inputs"]:
        if sent["name"] in active(ask.portal, kind):
            archive(ask.portal, kind, sent["name"])
    return Reply(204)


ROUTES = tuple(
    route
    for base, versions in BASES
    for route in (
        Route("POST", f"{base}/batch/create", _create, versions, WRITE, write=True),
        Route("POST", f"{base}/batch/read", _read, versions, READ),
        Route("POST", f"{base}/batch/archive", _archive, versions, WRITE, write=True),
    )
)
