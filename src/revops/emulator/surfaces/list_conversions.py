"""When a dynamic segment is to become static (dossier G1, HubSpot's guide to segments).

The day is kept and told; that it comes, the emulator leaves out, as no source says which processing type the
segment has then.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from revops.emulator.check import Fault, check, fault, integer, one_of
from revops.emulator.filters.times import within
from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.surfaces.list_table import DYNAMIC, change, existing, reads, writes
from revops.emulator.tagged import both, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.surfaces.list_table import Segment

UNSCHEDULED: Final = "unscheduled-conversion-200"
"""Variant: asked for a conversion that there is none of, HubSpot answers without one. Else it is a 404."""
_MOST: Final = 2**31 - 1


def _in_future(value: Json, where: str) -> Iterator[Fault]:
    """The day must come yet, and be one (HubSpot's guide)."""
    if value["conversionType"] != "CONVERSION_DATE":
        return
    try:
        day = date(value["year"], value["month"], value["day"])
    except (ValueError, OverflowError):
        yield fault("there is no such day", where, "INVALID_DATE")
        return
    if day <= datetime.now(UTC).date():
        yield fault(f"{day} is not in the future", where, "INVALID_DATE")


_TIME = both(
    tagged(
        "conversionType",
        {
            "CONVERSION_DATE": ({"year": integer, "month": integer, "day": integer}, {}),
            "INACTIVITY": ({"offset": within(1, _MOST), "timeUnit": one_of("DAY", "WEEK", "MONTH")}, {}),
        },
    ),
    _in_future,
)


def _answer(body: Segment) -> Reply:
    return Reply(200, {"listId": body["listId"], "requestedConversionTime": body["conversion"]})


def _read(ask: Ask) -> Reply:
    body = existing(ask.portal, ask.args["list_id"])
    if "conversion" not in body and ask.portal.has(UNSCHEDULED):
        return Reply(200, {"listId": body["listId"]})
    return _answer(_scheduled(body))


def _scheduled(body: Segment) -> Segment:
    if "conversion" not in body:
        raise Refusal(404, f"List {body['listId']} has no scheduled conversion", "OBJECT_NOT_FOUND")
    return body


def _schedule(ask: Ask) -> Reply:
    body = existing(ask.portal, ask.args["list_id"])
    check(ask.body, _TIME)
    if body["processingType"] != DYNAMIC:
        raise Refusal(400, f"Only DYNAMIC lists are converted; {body['listId']} is {body['processingType']}")
    return _answer(change(ask.portal, body, conversion=ask.body))


def _cancel(ask: Ask) -> Reply:
    body = _scheduled(existing(ask.portal, ask.args["list_id"]))
    change(ask.portal, {name: part for name, part in body.items() if name != "conversion"})
    return Reply(204)


_PATH: Final = "/<list_id>/schedule-conversion"
ROUTES = (
    *reads([("GET", _PATH, _read)]),
    *writes([("PUT", _PATH, _schedule), ("DELETE", _PATH, _cancel)]),
)
