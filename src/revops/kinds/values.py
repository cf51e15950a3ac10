"""Property values that are ids of the portal: stages and pipelines, by the keys of a blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.condition import PropertyRef
from revops.model.context import Names
from revops.model.spec import Symbol

NAMED: Final[Mapping[str, str]] = {
    "lifecyclestage": "lifecycle_stage",
    "dealstage": "stage",
    "hs_pipeline_stage": "stage",
    "pipeline": "pipeline",
    "hs_pipeline": "pipeline",
}
"""Property -> kind of symbol that its values stand for."""


def portal_value(ref: PropertyRef, value: str, names: Names) -> str:
    """The portal's id for a blueprint's value.

    A stage is written `stage` or, where two pipelines share the key, `pipeline/stage`. HubSpot's own stages
    are named by their ids, so a value without a known name is sent as it is (rule 14).
    """
    kind = NAMED.get(ref.name)
    if kind is None:
        return value
    if kind != "stage" or "/" in value:
        return names.ids.get(_symbol(kind, ref, value), value)
    found = {key for symbol, key in names.ids.items() if _is_stage(symbol, ref, value)}
    return found.pop() if len(found) == 1 else value


def blueprint_value(ref: PropertyRef, portal_id: str, names: Names) -> str:
    """The inverse: the shortest name that means this id, or the id itself."""
    kind = NAMED.get(ref.name)
    if kind is None:
        return portal_id
    name = names.name(kind, portal_id)
    if name is None or kind == "lifecycle_stage":
        return name or portal_id
    within = name.removeprefix(f"{ref.object}/")
    short = within.rpartition("/")[2]
    return short if portal_value(ref, short, names) == portal_id else within


def _symbol(kind: str, ref: PropertyRef, value: str) -> Symbol:
    return Symbol(kind, value if kind == "lifecycle_stage" else f"{ref.object}/{value}")


def _is_stage(symbol: Symbol, ref: PropertyRef, key: str) -> bool:
    return (
        symbol.kind == "stage"
        and symbol.name.startswith(f"{ref.object}/")
        and symbol.name.rpartition("/")[2] == key
    )
