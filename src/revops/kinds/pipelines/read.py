"""Which pipeline of the portal is which of the blueprint, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from revops.kinds.pipelines import stages
from revops.kinds.pipelines.objects import pipelined
from revops.kinds.pipelines.shipped import shipped
from revops.kinds.wire import Binding, bound_parts
from revops.model.address import Address
from revops.model.context import Context
from revops.model.json import Json
from revops.model.label import folded
from revops.model.ledger import Entry
from revops.model.spec import Observed, Resource, Symbol

Row = Mapping[str, Json]


def observed(
    rows: Sequence[Row], scope: str, wanted: Iterable[Resource], context: Context
) -> tuple[Observed, ...]:
    """Every pipeline of an object type."""
    resources = {resource.address.name: resource for resource in wanted}
    names = _names(rows, scope, resources, context)
    return tuple(_pipeline(row, scope, names[row["id"]], resources, context) for row in rows)


def _names(
    rows: Sequence[Row], scope: str, wanted: Mapping[str, Resource], context: Context
) -> dict[str, str]:
    """Blueprint name by portal id: bound by the target, by the ledger, by id, by label."""
    ledger = {
        address.name: entry.id
        for address, entry in context.ledger.entries.items()
        if (address.kind, address.scope) == ("pipeline", scope)
    }
    by_label = {folded(row["label"]): row["id"] for row in rows}
    labelled = {
        name: by_label.get(folded(resource.units["label"]), "")
        for name, resource in wanted.items()
        if "label" in resource.units
    }
    found = stages.claim(
        [row["id"] for row in rows],
        Binding.of("pipeline", scope, context).to_portal,
        ledger,
        {name: name for name in wanted},
        labelled,
    )
    return {row["id"]: row["id"] for row in rows} | {portal_id: name for name, portal_id in found.items()}


def _pipeline(row: Row, scope: str, name: str, wanted: Mapping[str, Resource], context: Context) -> Observed:
    address = Address("pipeline", scope, name)
    entry = context.ledger.entry(address) or Entry()
    labels = stages.labels(wanted[name].units) if name in wanted else {}
    keys = stages.bind(row["stages"], labels, {**entry.keys, **bound_parts(address, context)})
    there, kind = shipped(scope, row["id"]), pipelined(scope)
    field = kind.field if kind else ""
    return Observed(
        address,
        id=row["id"],
        units={"label": row["label"], **dict(stages.units(row["stages"], keys, field))},
        keys={f"stages.{key}": portal_id for key, portal_id in keys.items()},
        factory=there.units if there else {},
        locked=stages.locks(row["stages"], keys),
        shipped=there is not None,
        raw=row,
    )


def symbols(address: Address, portal_id: str, keys: Mapping[str, str]) -> dict[Symbol, str]:
    """The names by which others know a pipeline and its stages."""
    path = f"{address.scope}/{address.name}"
    found = {
        Symbol("stage", f"{path}/{at.removeprefix('stages.')}"): stage_id
        for at, stage_id in keys.items()
        if at.startswith("stages.")
    }
    return {**found, **({Symbol("pipeline", path): portal_id} if portal_id else {})}
