"""Takes in answers that were recorded from a portal, in place of what the emulator holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from revops.emulator import object_types
from revops.emulator.check import anything, check, mapping
from revops.emulator.http import Json, Refusal, queried
from revops.emulator.loading import associations, catalogue, crm, people, recorded
from revops.emulator.loading.shapes import check_rows
from revops.emulator.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from revops.emulator.portal import Portal

FORMAT: Final = 1
"""Of a snapshot: a document that holds `answers`, and `refused` for what nobody showed."""
_VERSIONED: Final = "format_version"
_LAST: Final = "/crm/pipelines-rules/"
"""Rules of pipelines, which have to be there; all others come in the order of their paths."""
_MISSHAPEN: Final = (AttributeError, KeyError, TypeError, ValueError)
_LARGEST_ID: Final = 10**12
"""Ids above are none that a counter should go on from."""


def _loaders() -> Map:
    """By path; the parts that `loading` has win over a surface's own."""
    found = {path: take for one in SURFACES for path, take in getattr(one, "LOADERS", {}).items()}
    for part in (associations, catalogue, crm, people, recorded):
        found |= part.LOADERS
    return Map([Rule(path, endpoint=loader) for path, loader in found.items()])


_MAP: Final = _loaders()
"""Made on import, as the map of `routing`."""


def is_whole(document: Mapping[str, Json]) -> bool:
    """Whether it is a snapshot, which stands for all that a portal holds."""
    return _VERSIONED in document


def check_document(document: Json) -> None:
    """Refuse what is neither bodies by path nor a snapshot.

    Raises:
        Refusal: 400 with the place.
    """
    check(document, mapping(anything))
    if not is_whole(document):
        check(document, mapping(mapping(anything)))
        return
    if document[_VERSIONED] is True or document[_VERSIONED] != FORMAT:
        raise Refusal(400, f"{_VERSIONED} must be {FORMAT}, the only one that is known")
    check(document.get("answers"), mapping(mapping(anything)), "answers")
    check(document.get("refused"), mapping(mapping(anything)), "refused")


def load(portal: Portal, document: Mapping[str, Json], fill: Callable[[Portal], None]) -> None:
    """Replace what each path answers, or with a snapshot all that the portal holds.

    Args:
        portal: Where it goes.
        document: Raw bodies of lists or schema reads by request path, or a snapshot.
        fill: Writes HubSpot's default content, for what a snapshot does not tell.

    Raises:
        Refusal: 400 for a path that takes no recording, or a body that is not of the documented shape.
    """
    check_document(document)
    whole = is_whole(document)
    if whole:
        portal.db.execute("delete from documents where portal=?", (str(portal.id),))
        fill(portal)
        people.forget(portal)
    bodies = document["answers"] if whole else document
    for path in sorted(bodies, key=lambda path: (path.startswith(_LAST), path)):
        _take(portal, path, bodies[path])
    for path, told in sorted(document["refused"].items() if whole else ()):
        recorded.refuse(portal, path, told)
    _meet_types(portal)
    if whole:
        associations.pair_up(portal)
        people.complete(portal)
        _count_on(portal)


def _take(portal: Portal, path: str, body: Json) -> None:
    place, _, query = path.partition("?")
    try:
        loader, args = _MAP.bind("").match(place)
    except HTTPException as unknown:
        raise Refusal(400, f"no recording can be loaded for {path}") from unknown
    check_rows(path, body)
    told = {name: values[-1] for name, values in queried(query).items()}
    try:
        loader(portal, {**told, **args, "path": place}, body)
    except _MISSHAPEN as error:
        raise Refusal(400, f"{path}: the body is not of the documented shape: {error!r}") from error


def _meet_types(portal: Portal) -> None:
    """Real portals have workflows about types that no table here has; one of them must not hide the rest."""
    for table in ("flows", "lists"):
        for one in portal.table(table).values():
            object_types.meet(portal, one["objectTypeId"])


def _count_on(portal: Portal) -> None:
    """New ids begin above those that were recorded, so that none is given twice."""
    rows = portal.db.execute("select distinct key from documents where portal=?", (str(portal.id),))
    tails = (key.removeprefix("2-").rpartition("/")[2] for (key,) in rows.fetchall())
    numbers = [int(tail) for tail in tails if tail.isascii() and tail.isdecimal() and len(tail) <= 12]
    highest = max((number for number in numbers if number < _LARGEST_ID), default=0)
    counters = portal.table("counters")
    counters["id"] = max(highest, int(portal.new_id()))
