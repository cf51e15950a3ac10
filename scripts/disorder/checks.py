"""What must hold once a disturbed journey is over; each check says what does not."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from disorder.journeys import Wanted
from disorder.portal import UnrulyPortal
from disorder.project import Project

COUNTED: Final = frozenset(("create", "update", "replace", "delete", "adopt"))
"""Actions that a plan must not have to be empty (design.md, section 5)."""

AGREED: Final = frozenset(("adopt", "none", "manual"))
"""Actions of a plan without a ledger, where the ledger said what is in the portal."""


def duplicates(portal: UnrulyPortal, wanted: Wanted) -> list[str]:
    """What is in the portal more often than an undisturbed run makes it, by kind and by name or label."""
    found = portal.names()
    return [
        f"{count} of {place} {name!r}"
        for (place, name), count in found.items()
        if count > max(1, wanted.names[place, name])
    ]


def lost(portal: UnrulyPortal, wanted: Wanted) -> list[str]:
    """Where the portal is not what an undisturbed run makes of it."""
    return list(_differences("portal", wanted.content, portal.content()))


def planned(project: Project, held: Collection[str]) -> list[str]:
    """What a plan still has to do, and what it holds without a person's edit."""
    found = project.plan()
    if "changes" not in found:
        return ["there is no plan"]
    left = [one for one in found["changes"] if one["action"] in COUNTED or _is_held(one, held)]
    return [f"{one['action']} {one['address']}: {one['reason']}" for one in left]


def forgotten(project: Project, held: Collection[str]) -> list[str]:
    """What differs from the blueprint for a plan without the ledger; with it nothing does."""
    found = project.plan()
    if "changes" not in found:
        return ["without the ledger: there is no plan"]
    odd = [one for one in found["changes"] if one["action"] not in AGREED and one["address"] not in held]
    return [f"without the ledger: {one['action']} {one['address']}: {one['reason']}" for one in odd]


def _is_held(change: Mapping[str, Any], held: Collection[str]) -> bool:
    return change["action"] in ("hold", "waiting", "blocked") and change["address"] not in held


def ledger(project: Project, wanted: Wanted, held: Collection[str]) -> list[str]:
    """Where the ledger is not what an undisturbed run leaves, besides ids and proofs."""
    found = project.ledger()
    return [
        difference
        for address in sorted(found.keys() | wanted.ledger.keys())
        if address not in held
        for difference in _differences(
            f"ledger {address}", _bare(wanted.ledger.get(address)), _bare(found.get(address))
        )
    ]


def unproven(project: Project, wanted: Wanted) -> int:
    """How many resources the tool made and the ledger cannot prove to be its own, so that none is deleted."""
    found = project.ledger()
    return sum(
        bool(entry.get("created")) and not found.get(address, {}).get("created")
        for address, entry in wanted.ledger.items()
    )


def _bare(entry: Mapping[str, Any] | None) -> Any:
    return entry and {key: value for key, value in entry.items() if key not in ("id", "keys", "created")}


def _differences(place: str, wanted: Any, found: Any) -> Iterator[str]:
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in sorted(wanted.keys() | found.keys()):
            yield from _differences(f"{place}/{key}", wanted.get(key), found.get(key))
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for number, (before, after) in enumerate(zip(wanted, found, strict=True)):
            yield from _differences(f"{place}/{number}", before, after)
    elif wanted != found:
        yield f"{place}: {_short(found)} instead of {_short(wanted)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) < 400 else f"{text[:400]} …"
