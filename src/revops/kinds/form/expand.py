"""From the section to resources: rows, fields with their properties, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from revops.kinds.base import Surroundings
from revops.kinds.form.asked import Asker
from revops.kinds.form.design import Design, Field, path_of
from revops.kinds.form.groups import DEPENDENTS, ROWS
from revops.kinds.form.said import settings_units, uses
from revops.kinds.form.spec import FieldBody, FieldSpec, FormSpec, LifecycleStages, TextBlock
from revops.kinds.pipelines.lifecycle import ADDRESS as LIFECYCLE
from revops.kinds.pipelines.shipped import LIFECYCLE as SHIPPED
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.json import Json
from revops.model.objects import host
from revops.model.spec import Need, Resource

At = tuple[str | int, ...]


@dataclass
class _Sheet:
    """What is known of one form while its rows are read."""

    asker: Asker
    fields: dict[str, Field] = field(default_factory=dict)
    units: dict[str, Json] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)


def expand(section: Mapping[str, FormSpec], near: Surroundings) -> Iterator[Resource]:
    """All forms of the section; faults are reported at their lines."""
    for name, spec in section.items():
        yield _form(name, spec, near)


def _form(name: str, spec: FormSpec, near: Surroundings) -> Resource:
    at: At = ("forms", name)
    sheet = _Sheet(Asker(near))
    rows = [_row(cells, sheet, place) for cells, place in _cells(spec, at)]
    settings = settings_units(spec, near, at)
    _check_stages(spec, near, at)
    return Resource(
        Address("form", "", name),
        {**settings, ROWS: rows, **sheet.units},
        Design(sheet.fields),
        near.origin(*at),
        {**{key: near.origin(*at, key) for key in ("name", "fields")}, **sheet.origins},
        frozenset(_needs(spec, sheet, near)),
        uses(spec),
        refs(spec.ref),
    )


def _cells(spec: FormSpec, at: At) -> Iterator[tuple[list[str | TextBlock | FieldSpec], list[At]]]:
    """Every row as a list, with the place of each of its cells."""
    for number, row in enumerate(spec.fields):
        where = (*at, "fields", number)
        if isinstance(row, list):
            yield row, [(*where, place) for place in range(len(row))]
        else:
            yield [row], [where]


def _row(cells: list[str | TextBlock | FieldSpec], sheet: _Sheet, places: list[At]) -> list[Json]:
    """The texts of a row stand above its fields, as HubSpot shows them."""
    texts, keys = [], []
    for cell, at in zip(cells, places, strict=True):
        if isinstance(cell, TextBlock):
            texts.append(sheet.asker.near.text(cell.text, *at, "text"))
        else:
            body = FieldSpec.model_validate({"property": cell}) if isinstance(cell, str) else cell
            keys.append(_field(body, sheet, at))
    return [*([{"text": "".join(texts)}] if texts else []), *keys]


def _field(body: FieldBody, sheet: _Sheet, at: At) -> str:
    """Read a field and those below it; the key under which units name it."""
    key, made = sheet.asker.field(body, at)
    if key in sheet.fields:
        hint = "keep one of them: HubSpot takes a property once per form"
        sheet.asker.near.report("RV861", f"the form asks for {made.ref} twice", *at, hint=hint)
    sheet.fields[key], sheet.origins[f"fields.{key}"] = made, sheet.asker.near.origin(*at)
    sheet.units |= {path_of(key, member): value for member, value in made.units.items()}
    if isinstance(body, FieldSpec):
        sheet.units[path_of(key, DEPENDENTS)] = [
            _dependent(one.when, one.field, made, sheet, (*at, DEPENDENTS, place))
            for place, one in enumerate(body.dependents)
        ]
    return key


def _dependent(
    told: Mapping[str, Json], body: str | FieldBody, above: Field, sheet: _Sheet, at: At
) -> dict[str, Json]:
    when = sheet.asker.when(told, above, (*at, "when"))
    below = FieldBody.model_validate({"property": body}) if isinstance(body, str) else body
    return {"when": when, "field": _field(below, sheet, (*at, "field"))}


def _check_stages(spec: FormSpec, near: Surroundings, at: At) -> None:
    stages = spec.lifecycle.model_dump() if isinstance(spec.lifecycle, LifecycleStages) else {}
    for scope, stage in stages.items():
        if stage not in SHIPPED.stages and near.entry("lifecycle", stage) is None:
            known = [*SHIPPED.stages, *(near.entry("lifecycle") or ())]
            hint = f"one of {', '.join(dict.fromkeys(known))}"
            near.report("RV862", f"there is no lifecycle stage {stage!r}", *at, "lifecycle", scope, hint=hint)


def _needs(spec: FormSpec, sheet: _Sheet, near: Surroundings) -> Iterator[Need]:
    for one in sheet.fields.values():
        need = near.provider(one.ref)
        if need:
            yield need
        found = host(one.ref.object)
        if found:
            yield Need(found)
    if isinstance(spec.lifecycle, LifecycleStages) and near.entry("lifecycle") is not None:
        yield Need(LIFECYCLE)
