"""Records in batches of up to 100: create, read, update, upsert and archive (J1)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import check, list_of, object_of, text
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.record_table import (
    binned,
    existing,
    holding,
    identified,
    require_unique,
    shown,
)
from revops.emulator.surfaces.record_values import VALUES, check_values
from revops.emulator.surfaces.records import (
    BASES,
    archive,
    create,
    no_associations,
    read_scopes,
    update,
    write_scopes,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from revops.emulator.check import Checker
    from revops.emulator.object_types import ObjectType
    from revops.emulator.surfaces.record_table import Record

    Sent = dict[str, Json]

_MOST = 100
_TRACED: dict[str, Checker] = {"objectWriteTraceId": text}
_CREATE = object_of({"properties": VALUES}, {"associations": no_associations, **_TRACED})
_CHANGE = object_of({"id": text, "properties": VALUES}, {"idProperty": text, **_TRACED})
_NAMED = object_of({"id": text})
_READING: dict[str, Checker] = {
    "properties": list_of(text),
    "propertiesWithHistory": list_of(text, maximum=0),
    "idProperty": text,
}


def _inputs(ask: Ask, item: Checker, optional: dict[str, Checker] | None = None) -> list[Sent]:
    check(ask.body, object_of({"inputs": list_of(item, 1, _MOST)}, optional))
    inputs: list[Sent] = ask.body["inputs"]
    return inputs


def _create(ask: Ask) -> Reply:
    """All or none; results do not come in the order of the inputs (J1)."""
    kind, inputs = object_types.of(ask), _inputs(ask, _CREATE)
    check_values(ask.portal, kind, [sent["properties"] for sent in inputs])
    made = [_traced(sent, create(ask.portal, kind, sent["properties"])) for sent in inputs]
    return Reply(201, _body(ask, made[::-1]))


def _read(ask: Ask) -> Reply:
    kind, names = object_types.of(ask), ask.body.get("properties", []) if isinstance(ask.body, dict) else []
    inputs = _inputs(ask, _NAMED, _READING)
    by, archived = ask.body.get("idProperty", ""), ask.flag("archived")

    def work(sent: Sent) -> Record:
        if archived:
            return shown(kind, binned(ask.portal, kind, sent["id"]), names)
        return shown(kind, identified(ask.portal, kind, sent["id"], by), names)

    return _each(ask, inputs, work)


def _update(ask: Ask) -> Reply:
    """An unknown id is an error beside the results of the others (J1: 207); a bad value refuses them all."""
    kind, inputs = object_types.of(ask), _inputs(ask, _CHANGE)
    _refuse_twins(inputs)
    check_values(ask.portal, kind, [sent["properties"] for sent in inputs])

    def work(sent: Sent) -> Record:
        record = identified(ask.portal, kind, sent["id"], sent.get("idProperty", ""))
        return _traced(
            sent, shown(kind, update(ask.portal, kind, record, sent["properties"]), sent["properties"])
        )

    return _each(ask, inputs, work)


def _upsert(ask: Ask) -> Reply:
    """Found by a unique property it is updated, else made with that value."""
    kind, inputs = object_types.of(ask), _inputs(ask, _CHANGE)
    _refuse_twins(inputs)
    check_values(ask.portal, kind, [sent["properties"] for sent in inputs])
    return _each(ask, inputs, lambda sent: _traced(sent, _upserted(ask, kind, sent)))


def _upserted(ask: Ask, kind: ObjectType, sent: Sent) -> Record:
    by, values = sent.get("idProperty", ""), sent["properties"]
    if not by or by == "hs_object_id":
        return {**update(ask.portal, kind, existing(ask.portal, kind, sent["id"]), values), "new": False}
    require_unique(ask.portal, kind, by)
    found = holding(ask.portal, kind, by, sent["id"])
    if found:
        return {**update(ask.portal, kind, found, values), "new": False}
    return {**create(ask.portal, kind, {**values, by: sent["id"]}), "new": True}


def _archive(ask: Ask) -> Reply:
    kind = object_types.of(ask)
    for sent in _inputs(ask, _NAMED):
        archive(ask.portal, kind, sent["id"])
    return Reply(204)


def _refuse_twins(inputs: list[Sent]) -> None:
    twice = [name for name, count in Counter(sent["id"] for sent in inputs).items() if count > 1]
    if twice:
        raise Refusal(400, f"Duplicate IDs found in batch input: {twice}")


def _traced(sent: Sent, record: Record) -> Record:
    """With the caller's own mark on it, by which results are told apart (J1)."""
    mark = sent.get("objectWriteTraceId")
    return {**record, "objectWriteTraceId": mark} if mark else record


def _each(ask: Ask, inputs: list[Sent], work: Callable[[Sent], Record]) -> Reply:
    """Every input on its own: 200 where all went well, 207 with `errors` where some did not."""
    results: list[Record] = []
    errors: list[Json] = []
    for sent in inputs:
        try:
            results.append(work(sent))
        except Refusal as refusal:
            errors.append(_standard(refusal, sent["id"]))
    body = _body(ask, results)
    return Reply(207, {**body, "numErrors": len(errors), "errors": errors}) if errors else Reply(200, body)


def _standard(refusal: Refusal, record_id: str) -> dict[str, Json]:
    """An error inside a batch (dossier L2, `StandardError`); its context names the record."""
    kept = {key: value for key, value in refusal.body.items() if key != "correlationId"}
    return {"errors": [], "links": {}, **kept, "context": {"ids": [record_id]}}


def _body(ask: Ask, results: list[Record]) -> dict[str, Json]:
    now = ask.portal.now()
    return {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}


ROUTES = tuple(
    route
    for base, versions in BASES
    for route in (
        Route("POST", f"{base}/batch/create", _create, versions, write_scopes, write=True),
        Route("POST", f"{base}/batch/read", _read, versions, read_scopes),
        Route("POST", f"{base}/batch/update", _update, versions, write_scopes, write=True),
        Route("POST", f"{base}/batch/upsert", _upsert, versions, write_scopes, write=True),
        Route("POST", f"{base}/batch/archive", _archive, versions, write_scopes, write=True),
    )
)
