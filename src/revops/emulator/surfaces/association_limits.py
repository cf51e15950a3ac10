"""Limits on associations: how many records one record may have under a type (dossier H3, peers (f))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator import object_types
from revops.emulator.check import body_of, integer, list_of, object_of, one_of
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces import association_table as types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from revops.emulator.check import Checker
    from revops.emulator.surfaces.association_catalogue import Definition

HIGHEST: Final = 10_000
"""The highest limit that a person can set (HubSpot's knowledge base on limits for record associations)."""
_NEWEST: Final = "2026-09"
_TYPE: Final[dict[str, Checker]] = {"category": one_of(*types.CATEGORIES), "typeId": integer}
_LIMIT: Final[dict[str, Checker]] = {**_TYPE, "maxToObjectIds": integer}


def _all(ask: Ask) -> Reply:
    return _listed(ask, types.every(ask.portal))


def _of_pair(ask: Ask) -> Reply:
    """One direction only."""
    return _listed(ask, types.between(ask.portal, *types.ends(ask)))


def _listed(ask: Ask, definitions: Iterable[Definition]) -> Reply:
    """What has a limit, and nothing else: a type without one is not configured."""
    held = types.limits(ask.portal)
    return Reply(
        200,
        {"results": [_shown(ask, row) for row in definitions if _key(row) in held]},
    )


def _shown(ask: Ask, row: Definition) -> dict[str, Json]:
    limit = types.limits(ask.portal)[_key(row)]["maxToObjectIds"]
    return {**types.shown(row), "userEnforcedMaxToObjectIds": limit}


def _key(row: Definition) -> str:
    return types.key_of(row["category"], row["typeId"])


def _create(ask: Ask) -> Reply:
    """Unverified: what a create says of a limit that is there; here it is refused.

    2026-09 answers 200, the versions before it 201 (HubSpot's descriptions).
    """
    rows = _rows(ask, _LIMIT)
    taken = [row["typeId"] for row, _ in rows if _key(row) in types.limits(ask.portal)]
    if taken:
        raise Refusal(400, f"A limit for association type {taken[0]} is configured already")
    _set(ask, rows)
    return _batch(ask, [_shown(ask, row) for row, _ in rows], 200 if ask.version == _NEWEST else 201)


def _update(ask: Ask) -> Reply:
    """An update also makes a limit that is not there (peers (f)); its answer is described without labels."""
    rows = _rows(ask, _LIMIT)
    _set(ask, rows)
    shown = [_shown(ask, row) for row, _ in rows]
    return _batch(ask, [{name: one[name] for name in one if name != "label"} for one in shown], 200)


def _set(ask: Ask, rows: list[tuple[Definition, dict[str, Json]]]) -> None:
    for row, sent in rows:
        types.limits(ask.portal)[_key(row)] = {"maxToObjectIds": sent["maxToObjectIds"]}
    for row, sent in rows:
        _check_range(ask, row, sent["maxToObjectIds"])


def _purge(ask: Ask) -> Reply:
    """204 also where there was no limit: so it was seen (peers (f)), the dated descriptions say 200."""
    for row, _ in _rows(ask, _TYPE):
        types.limits(ask.portal).pop(_key(row), None)
    return Reply(204)


def _rows(ask: Ask, fields: dict[str, Checker]) -> list[tuple[Definition, dict[str, Json]]]:
    """The types that the inputs name, all of the direction in the path."""
    inputs = body_of(ask, {"inputs": list_of(object_of(fields), 1)})["inputs"]
    one, other = types.ends(ask)
    found = []
    for sent in inputs:
        row = types.find(ask.portal, one, other, sent["category"], sent["typeId"])
        if row is None:
            told = f"No association type {sent['category']} {sent['typeId']} from {one.id} to {other.id}"
            raise Refusal(400, told)
        found.append((row, sent))
    return found


def _check_range(ask: Ask, row: Definition, limit: int) -> None:
    """A label's limit is at most that of the pair of objects, whichever is set last (HubSpot's changelog)."""
    lowest, highest = 1, HIGHEST
    if row["label"] is None:
        lowest = max([lowest, *_label_limits(ask)])
    elif plain := types.unlabelled(ask.portal, *types.ends(ask)):
        highest = types.limits(ask.portal).get(_key(plain), {"maxToObjectIds": highest})["maxToObjectIds"]
    if not lowest <= limit <= highest:
        raise Refusal(400, f"The limit must be between {lowest} and {highest}, it is {limit}")


def _label_limits(ask: Ask) -> list[int]:
    """The limits of the labels in this direction."""
    held = types.limits(ask.portal)
    keys = [_key(row) for row in types.between(ask.portal, *types.ends(ask)) if row["label"] is not None]
    return [held[key]["maxToObjectIds"] for key in keys if key in held]


def _batch(ask: Ask, rows: list[dict[str, Json]], status: int) -> Reply:
    now = ask.portal.now()
    return Reply(status, {"status": "COMPLETE", "results": rows, "startedAt": now, "completedAt": now})


_ANY: Final = object_types.record_reads()
_TIER: Final = "professional"
ROUTES = tuple(
    route
    for base, versions in (
        ("/crm/associations/{version}/definitions/configurations", ("2026-09", "2026-03", "v4")),
        ("/crm/v4/associations/definitions/configurations", ("v4",)),
    )
    for pair in (f"{base}/<from_type>/<to_type>",)
    for route in (
        Route("GET", f"{base}/all", _all, versions, _ANY),
        Route("GET", pair, _of_pair, versions, _ANY),
        Route("POST", f"{pair}/batch/create", _create, versions, _ANY, tier=_TIER, write=True),
        Route("POST", f"{pair}/batch/update", _update, versions, _ANY, tier=_TIER, write=True),
        Route("POST", f"{pair}/batch/purge", _purge, versions, _ANY, tier=_TIER, write=True),
    )
)
