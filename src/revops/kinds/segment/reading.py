"""A segment of the portal in the words of the blueprint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from revops.kinds import filters
from revops.kinds.objects import scope_of
from revops.kinds.segment.spec import DYNAMIC, NEVER, ROOT, SNAPSHOT, STATIC
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observed, Resource

Row = Mapping[str, Json]
TYPES: Final[Mapping[str, str]] = {DYNAMIC: "DYNAMIC", STATIC: "MANUAL", SNAPSHOT: "SNAPSHOT"}
"""The blueprint's word -> `processingType`."""
UNITS: Final[Mapping[str, str]] = {"days": "DAY", "weeks": "WEEK", "months": "MONTH"}
_WORDS: Final = {wire: word for word, wire in TYPES.items()}
_SPANS: Final = {wire: word for word, wire in UNITS.items()}

_FACTORY: Final = {"folder": ROOT, "convert": NEVER}
"""What a segment is like where nobody said otherwise; a blueprint that begins to say it may."""


@dataclass(frozen=True)
class Reader:
    """Rows into units, with the wanted segments at hand: their words for ids and objects come first."""

    wanted: Sequence[Resource]
    context: Context

    def brief(self, row: Row, address: Address) -> Observed:
        """What the search tells."""
        return Observed(address, str(row["listId"]), self._head(row, address), raw=_counts(row))

    def full(
        self, row: Row, shown: Row, address: Address, folder: str | None, planned: Answer | None
    ) -> Observed:
        """With the condition, and what of folder and conversion was read."""
        units = self._head({**row, **shown}, address)
        branch = shown.get("filterBranch")
        if branch and units["type"] != STATIC:
            units["where"] = self._where(branch, units["object"], address)
        if folder is not None:
            units["folder"] = folder
        if planned is not None and (planned.ok or planned.status == 404):
            units["convert"] = read_conversion(planned.body if planned.ok else None)
        return Observed(
            address,
            str(row["listId"]),
            units,
            factory=_FACTORY,
            locked=_locked(units["type"]),
            another=_another(units["type"], _counts(row)["size"]),
            raw={**_counts(row), "filterBranch": branch},
        )

    def _head(self, row: Row, address: Address) -> dict[str, Json]:
        desired = self._wanted(address)
        scope = scope_of(str(row["objectTypeId"]), self.context.names, desired.spec.object if desired else "")
        kind = _WORDS.get(str(row.get("processingType")), str(row.get("processingType")))
        return {"object": scope, "type": kind, "name": str(row["name"])}

    @cached_property
    def _by_address(self) -> Mapping[Address, Resource]:
        return {one.address: one for one in self.wanted}

    def _wanted(self, address: Address) -> Resource | None:
        return self._by_address.get(address)

    def _where(self, branch: Row, scope: str, address: Address) -> Json:
        """An id reads as the name that the wanted segment uses; `{raw: …}` where nobody has words."""
        desired = self._wanted(address)
        context = self.context.preferring(desired.uses if desired else ())
        condition = filters.decompile(branch, context, scope)
        held = filters.spell(condition) if condition else {"raw": branch}
        if desired is None or desired.spec.where is None:
            return held
        return filters.reworded(held, desired.units.get("where"), [desired.spec.where], context, scope)


def _counts(row: Row) -> dict[str, Json]:
    """Members and uses, as the search tells them in texts."""
    told = row.get("additionalProperties") or {}
    return {"size": told.get("hs_list_size"), "uses": told.get("hs_list_reference_count")}


def _locked(kind: str) -> dict[str, str]:
    """What no request changes (dossier G1)."""
    found = {name: f"HubSpot never changes the {name} of a segment" for name in ("object", "type")}
    if kind == SNAPSHOT:
        found["where"] = "HubSpot never changes the condition of a snapshot"
    if kind == STATIC:
        found["where"] = "a static segment has no condition"
    return found


def _another(kind: str, size: Json) -> str:
    """What is lost where another one is made in its place."""
    members = f"its {size} members" if size else "its members"
    told = "another one is made in its place, with a new id"
    return told if kind == DYNAMIC else f"{told}, and {members} are lost"


def read_conversion(body: Json) -> Json:
    """The unit `convert` of an answer; what HubSpot plans in a way that is not known here stays as it is."""
    planned = (body or {}).get("requestedConversionTime")
    match planned:
        case None:
            return NEVER
        case {"conversionType": "CONVERSION_DATE", "year": year, "month": month, "day": day}:
            return {"on": f"{year:04}-{month:02}-{day:02}"}
        case {"conversionType": "INACTIVITY", "offset": offset, "timeUnit": unit} if unit in _SPANS:
            return {"inactive": {_SPANS[unit]: offset}}
        case _:
            return {"raw": planned}
