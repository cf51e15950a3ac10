"""Stages on the wire: reading them as units, and the calls that change them; never a PUT (dossier D1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from revops.kinds import parts
from revops.kinds.sequence import placed, refilled
from revops.kinds.wire import segment
from revops.model.address import Address
from revops.model.call import Call
from revops.model.change import Change
from revops.model.json import MISSING, Json
from revops.model.label import folded

ORDER: Final = "stages.order"
_START: Final = "stages."
Row = Mapping[str, Json]
Metadata = Callable[[Row, Row], dict[str, str]]
"""A stage's metadata as it is, and the fields to set -> the metadata to send."""


def split(path: str) -> tuple[str, str] | None:
    """(stage key, field) of a stage's unit; None for other units."""
    return parts.split(path, _START)


def in_order(stages: Iterable[Row]) -> list[Row]:
    """As HubSpot shows them: by `displayOrder`, ties by label (dossier D1); the list itself is not sorted."""
    return sorted(
        stages, key=lambda stage: (stage["displayOrder"] < 0, stage["displayOrder"], stage["label"])
    )


def claim(ids: Collection[str], *rounds: Mapping[str, str]) -> dict[str, str]:
    """Key -> portal id. Each round proposes ids; the first that is there and free wins."""
    found: dict[str, str] = {}
    for proposals in rounds:
        for key, portal_id in proposals.items():
            if key not in found and portal_id in ids and portal_id not in found.values():
                found[key] = portal_id
    return found


def bind(stages: Sequence[Row], labels: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Which stage of the portal a key means: the ledger's id, the id of that name, the label.

    Args:
        stages: the portal's stages of one pipeline.
        labels: wanted label by key.
        known: unit path prefix -> id, from the ledger.

    Returns:
        Portal id by key, for every stage: one that no key means goes by its id.
    """
    ids = [str(stage["id"]) for stage in stages]
    by_label = {folded(stage["label"]): str(stage["id"]) for stage in stages}
    ledger = {path.removeprefix("stages."): i for path, i in known.items() if path.startswith("stages.")}
    labelled = {key: by_label.get(folded(label), "") for key, label in labels.items()}
    found = claim(ids, ledger, {key: key for key in labels}, labelled)
    return {**found, **{i: i for i in ids if i not in found.values()}}


def labels(units: Mapping[str, Json]) -> dict[str, str]:
    """Wanted label by stage key; empty where the blueprint leaves it to HubSpot."""
    found: dict[str, str] = {}
    for path, value in units.items():
        part = split(path)
        if part:
            found.setdefault(part[0], "")
            if part[1] == "label" and value is not MISSING:
                found[part[0]] = value
    return found


def units(stages: Sequence[Row], keys: Mapping[str, str], field: str = "") -> Iterator[tuple[str, Json]]:
    """Every stage in the words of the blueprint.

    Args:
        stages: the portal's stages of one pipeline.
        keys: portal id by stage key.
        field: the metadata that a blueprint can manage; what else there is stays HubSpot's own.
    """
    named = {portal_id: key for key, portal_id in keys.items()}
    shown = in_order(stages)
    for stage in shown:
        path = f"stages.{named[stage['id']]}"
        yield f"{path}.label", stage["label"]
        metadata = stage.get("metadata") or {}
        if field in metadata:
            value = metadata[field]
            yield f"{path}.{field}", number(value) if field == "probability" else value
    yield ORDER, [named[stage["id"]] for stage in shown]


def number(value: str | float) -> float:
    """A probability as one number per value: `0.20`, `"0.2"` and `"1.0"` are 0.2, 0.2 and 1.

    Raises:
        ValueError: it is no finite number.
    """
    found = float(value)
    if not isfinite(found):
        raise ValueError(f"{value!r} is no probability")
    return int(found) if found.is_integer() else found


def locks(stages: Iterable[Row], keys: Mapping[str, str], way_out: str = "") -> dict[str, str]:
    """Stages that HubSpot keeps to itself (`writePermissions`, dossier D1)."""
    named = {portal_id: key for key, portal_id in keys.items()}
    return {
        f"stages.{named[stage['id']]}": f"HubSpot's API does not let this stage be changed{way_out}"
        for stage in stages
        if stage.get("writePermissions") in ("READ_ONLY", "INTERNAL_ONLY")
    }


def audits(path: str, change: Change) -> list[Call]:
    """Audits of the pipeline at a path, if its own units moved, and of each stage that did (dossier D1)."""
    keys = change.actual.keys if change.actual else {}
    parts = [split(unit.path) for unit in change.units]
    ids = dict.fromkeys(keys.get(f"stages.{part[0]}", "") for part in parts if part)
    found = [f"{path}/stages/{segment(stage_id)}" for stage_id in ids if stage_id]
    own = [path] if any(unit.path == "label" for unit in change.units) else []
    return [Call("pipelines", "GET", f"{each}/audit", restates=True) for each in (*own, *found)]


@dataclass(frozen=True)
class Edits:
    """What one change does to the stages of one pipeline."""

    fields: Mapping[str, Mapping[str, Json]]
    """Fields to set, by stage key."""
    removed: tuple[str, ...]
    order: Sequence[str]
    """The sequence to bring about; empty where it stays as it is."""
    wanted: Sequence[str]
    """The blueprint's sequence, for the place of new stages."""

    @classmethod
    def of(cls, change: Change) -> Edits:
        fields, removed = parts.edits(change.units, _START)
        wanted = change.resource.units.get(ORDER, []) if change.resource else []
        return cls(fields, removed, change.after().get(ORDER, []), wanted)

    def target(self, current: Sequence[str]) -> list[str]:
        """The sequence afterwards, with new stages, before any is removed."""
        new = [key for key, told in self.fields.items() if key not in current and "label" in told]
        found = placed(current, new, self.order or self.wanted)
        return refilled(found, self.order) if self.order else found


@dataclass(frozen=True)
class Desk:
    """Writes the stages of one pipeline as the portal has it now."""

    path: str
    """Of the pipeline, e.g. `/deals/default`."""
    stages: Sequence[Row]
    keys: Mapping[str, str]
    """Portal id by stage key."""
    metadata: Metadata
    carries: tuple[Address, ...]
    surface: str = "pipelines"

    def calls(self, edits: Edits) -> Iterator[Call]:
        """New and changed stages, then the removals.

        The last stage comes first: should the run break off, no stage has passed one that it shall not pass.
        """
        rows = {self._key(stage): stage for stage in in_order(self.stages)}
        target = edits.target(list(rows))
        numbers = _numbers(list(rows), target, self.stages)
        for key in reversed(target):
            if key not in rows:
                yield self._post(key, edits.fields[key], numbers[key])
            elif key in edits.fields or key in numbers:
                yield self._patch(rows[key], edits.fields.get(key, {}), numbers.get(key))
        for key in edits.removed:
            if key in rows:
                yield Call(self.surface, "DELETE", self._stage(rows[key]["id"]), carries=self.carries)

    def _key(self, stage: Row) -> str:
        return next((key for key, portal_id in self.keys.items() if portal_id == stage["id"]), stage["id"])

    def _stage(self, portal_id: str) -> str:
        return f"{self.path}/stages/{segment(portal_id)}"

    def _post(self, key: str, fields: Row, place: int) -> Call:
        body = stage_input(key, fields, place, self.metadata)
        return Call(self.surface, "POST", f"{self.path}/stages", body=body, carries=self.carries)

    def _patch(self, stage: Row, fields: Row, place: int | None) -> Call:
        body: dict[str, Json] = {"metadata": self.metadata(stage.get("metadata") or {}, fields)}
        if "label" in fields:
            body["label"] = fields["label"]
        if place is not None:
            body["displayOrder"] = place
        return Call(self.surface, "PATCH", self._stage(stage["id"]), body=body, carries=self.carries)


def stage_input(key: str, fields: Row, place: int, metadata: Metadata) -> dict[str, Json]:
    """A new stage; its key is sent as its id, which HubSpot keeps (peers (f))."""
    return {
        "stageId": key,
        "label": fields["label"],
        "displayOrder": place,
        "metadata": metadata({}, fields),
    }


def _numbers(current: Sequence[str], target: Sequence[str], stages: Iterable[Row]) -> dict[str, int]:
    """`displayOrder` for every stage from the first that is out of place.

    Numbers above all others are free, and a free one moves no other stage, while a taken one renumbers the
    pipeline (peers (f)); so the sequence holds whatever the portal does with ties.
    """
    first = next((i for i, key in enumerate(target) if i >= len(current) or current[i] != key), len(target))
    top = max((stage["displayOrder"] for stage in stages), default=-1)
    return {key: top + 1 + i for i, key in enumerate(target[first:])}
