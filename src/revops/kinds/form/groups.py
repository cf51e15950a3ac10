"""The rows of a form: groups of fields on the wire, keys and texts in units (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Final

from revops.kinds.form import when
from revops.kinds.form.design import Design, key_of, path_of, split
from revops.kinds.form.spec import FIELD_TYPES
from revops.kinds.form.wire import Wire, members, new_field, ref_of, set_member
from revops.model.context import Context
from revops.model.json import Json

ROWS: Final = "rows"
DEPENDENTS: Final = "dependents"
_PLAIN_GROUPS: Final = ("default_group", "default", None)
"""HubSpot's own example of a list spells it `default`, its description `default_group`."""


class Groups:
    """`fieldGroups` taken apart: fields by key, which of them depend on which, and the rows."""

    def __init__(self, groups: Sequence[Mapping[str, Json]], context: Context) -> None:
        self._context = context
        self._fields: dict[str, Wire] = {}
        self._links: dict[str, list[tuple[Wire, str]]] = {}
        self._rows: list[tuple[Wire, list[str]]] = []
        for group in groups:
            head = {name: part for name, part in group.items() if name != "fields"}
            self._rows.append((head, [self._take(field) for field in group.get("fields") or []]))

    def _take(self, field: Mapping[str, Json]) -> str:
        key = key_of(ref_of(field, self._context))
        self._fields[key] = {**deepcopy(dict(field)), "dependentFields": []}
        self._links[key] = [
            (one["dependentCondition"], self._take(one["dependentField"]))
            for one in field.get("dependentFields") or []
        ]
        return key

    def units(self) -> Iterator[tuple[str, Json]]:
        """What a blueprint can say about rows and fields."""
        yield ROWS, self._told_rows()
        for key, field in self._fields.items():
            yield from ((path_of(key, member), value) for member, value in members(field).items())
            yield path_of(key, DEPENDENTS), self._told_links(key)

    def _told_rows(self) -> Json:
        heads = [head for head, _ in self._rows]
        strange = [head.get("groupType") for head in heads if not _is_plain(head)]
        strange += [one["fieldType"] for one in self._fields.values() if one["fieldType"] not in FIELD_TYPES]
        if strange:
            return {"raw": strange}
        return [[*_text_of(head), *keys] for head, keys in self._rows]

    def _told_links(self, key: str) -> Json:
        told = [(when.read(condition), child) for condition, child in self._links[key]]
        unsaid = [condition["raw"] for condition, _ in told if "raw" in condition]
        return {"raw": unsaid} if unsaid else [{"when": one, "field": child} for one, child in told]

    def put(self, units: Mapping[str, Json], design: Design) -> None:
        """Set units; a field that is in no row goes to the end, where somebody else's rows are kept."""
        parts = [(*part, value) for path, value in units.items() if (part := split(path))]
        for key, member, value in sorted(parts, key=lambda one: one[1] != "fieldType"):
            field = design.fields[key]
            if key not in self._fields:
                self._fields[key], self._links[key] = new_field(field, self._context), []
            if member == DEPENDENTS:
                self._links[key] = [(when.compiled(one["when"]), one["field"]) for one in value]
            else:
                set_member(self._fields[key], member, value, field, self._context)
        if ROWS in units:
            self._rows = [_row(cells) for cells in units[ROWS]]
        placed = {key for _, keys in self._rows for key in keys}
        placed |= {child for links in self._links.values() for _, child in links}
        touched = dict.fromkeys(key for key, _, _ in parts if key not in placed)
        self._rows.extend(_row([key]) for key in touched)

    def body(self) -> list[Json]:
        """`fieldGroups` to send."""
        return [{**head, "fields": [self._whole(key) for key in keys]} for head, keys in self._rows]

    def _whole(self, key: str) -> Wire:
        """A field with those that depend on it, which have none of their own."""
        below = [
            {"dependentCondition": condition, "dependentField": self._fields[child]}
            for condition, child in self._links[key]
            if child in self._fields
        ]
        return {**self._fields[key], "dependentFields": below}


def _is_plain(head: Mapping[str, Json]) -> bool:
    return head.get("groupType") in _PLAIN_GROUPS and head.get("richTextType", "text") == "text"


def _text_of(head: Mapping[str, Json]) -> list[Json]:
    return [{"text": head["richText"]}] if head.get("richText") else []


def _row(cells: Sequence[Json]) -> tuple[Wire, list[str]]:
    texts = [cell["text"] for cell in cells if isinstance(cell, Mapping)]
    head: Wire = {"groupType": "default_group", "richTextType": "text"}
    return {**head, **({"richText": texts[0]} if texts else {})}, [c for c in cells if isinstance(c, str)]
