"""What a portal answered and the emulator cannot work out: refusals, and lists that only a portal knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator.check import anything as whatever
from revops.emulator.check import check, integer, mapping
from revops.emulator.http import Json, Refusal, Reply, queried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.http import Ask
    from revops.emulator.portal import Portal

_TABLE: Final = "recorded"
"""`status` and `body` by path, with the query where one was asked."""
_LOWEST, _HIGHEST = 400, 499


def refuse(portal: Portal, path: str, told: Mapping[str, Json]) -> None:
    """Note that the portal refused a path; it then refuses all that lies below it, too.

    Raises:
        Refusal: 400 for what is no refusal.
    """
    try:
        check(told.get("status"), integer, "status")
        check(told.get("body"), mapping(whatever), "body")
    except Refusal as refusal:
        raise Refusal(400, f"{path}: {refusal}") from refusal
    if not (path.startswith("/") and _LOWEST <= told["status"] <= _HIGHEST):
        raise Refusal(400, f"{path}: {told['status']} is no refusal")
    portal.table(_TABLE)[path] = {"status": told["status"], "body": told["body"]}


def answered(ask: Ask) -> Reply | None:
    """What was recorded for a request; None for nothing, so that the surface answers.

    A refusal holds for the operations below its path as well, and one with a query for that query alone.
    """
    table = ask.portal.table(_TABLE)
    if not table:
        return None
    found = next((one for path, one in table.items() if _is_meant(path, one["status"], ask)), None)
    return Reply(found["status"], found["body"]) if found else None


def _is_meant(path: str, status: int, ask: Ask) -> bool:
    place, _, query = path.partition("?")
    asked = {name: ask.query.get(name) for name in queried(query)}
    if asked != queried(query):
        return False
    if status < _LOWEST or query:
        return ask.method == "GET" and ask.path == place
    return ask.path == place or ask.path.startswith(f"{place}/")


def _keep(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    portal.table(_TABLE)[args["path"]] = {"status": 200, "body": body}


LOADERS = {"/automation/<version>/action-types": _keep}
"""Actions of apps that are connected to the portal stand in no catalogue."""
