"""Segments that a workflow names: they must be there when it is switched on (dossier F8.4)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.list_table import DYNAMIC, lists

_BY_HAND = ("0-63809083", "0-63863438")
"""Actions that put a record into a segment and take it out: not into one that fills itself."""


def list_faults(flow: Json, subject: Subject) -> Iterator[Fault]:
    """Faults of the segments that a structurally sound flow names."""
    table = lists(subject.portal)
    for where, name in _named(flow, ""):
        if name not in table:
            yield fault(f"{where}: there is no segment '{name}'", where, "UNKNOWN_REFERENCE")
    for place, action in enumerate(flow["actions"]):
        if action.get("actionTypeId") in _BY_HAND:
            found = table.get(action["fields"]["listId"], {})
            yield from _by_hand(found, f"actions[{place}].fields.listId", subject)


def _by_hand(found: Json, where: str, subject: Subject) -> Iterator[Fault]:
    if found.get("processingType") == DYNAMIC:
        yield fault(f"{where}: the segment is a dynamic one", where, "INVALID_LIST_TYPE")
    if found.get("objectTypeId", subject.object_type) != subject.object_type:
        yield fault(f"{where}: the segment is of other records", where, "INVALID_OBJECT_TYPE")


def _named(value: Json, where: str) -> Iterator[tuple[str, str]]:
    """Every segment id in the flow, with where it stands; one with `metadata` is none of the portal's."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from _named(part, f"{where}[{place}]")
    if not isinstance(value, dict):
        return
    for name, part in value.items():
        path = f"{where}.{name}" if where else name
        if name == "listId" and "metadata" not in value:
            yield path, str(part)
        elif name == "suppressionListIds":
            yield from ((f"{path}[{place}]", str(entry)) for place, entry in enumerate(part))
        else:
            yield from _named(part, path)
