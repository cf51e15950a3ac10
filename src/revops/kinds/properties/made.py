"""Properties that a new custom object brings along: what its create says of them, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.group import own_group
from revops.kinds.objects import path_word
from revops.kinds.properties.read import list_call
from revops.kinds.properties.write import definition, patched, portal_name
from revops.kinds.wire import segment
from revops.model.call import Call
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json

_INLINE: Final = frozenset(
    {
        "name",
        "label",
        "type",
        "fieldType",
        "description",
        "options",
        "hidden",
        "hasUniqueValue",
        "formField",
        "numberDisplayHint",
        "textDisplayHint",
        "showCurrencySymbol",
    }
)
"""What a custom object's create takes for each property (dossier H1); its group is made after the object."""


def is_with_object(change: Change) -> bool:
    """True for a create whose custom object this very run makes, with the property in it."""
    return change.action is Action.CREATE and any(need.makes for need in change.needs)


def inline(change: Change, context: Context) -> dict[str, Json]:
    """A property as the body of its object's create has it."""
    body = definition(change, context)
    return {field: value for field, value in body.items() if field in _INLINE}


def reads(changes: Sequence[Change], context: Context) -> list[Call]:
    """The list in which properties stand that were made with their object."""
    call = list_call(changes[0].address.scope, context)
    rows = [_row(change, context) for change in changes]
    return [Call(call.surface, call.method, call.path, call.query, rehearsal={"results": rows})]


def _row(change: Change, context: Context) -> dict[str, Json]:
    """What a rehearsal finds: the property as its object made it."""
    return {**inline(change, context), "groupName": own_group(change.address.scope)}


def completions(
    changes: Iterable[Change], there: Mapping[str, Mapping[str, Json]], context: Context
) -> Iterator[Call]:
    """A PATCH for each property that its object made otherwise than it is wanted."""
    for change in changes:
        row = there[portal_name(change.address, context)]
        body = patched(change, row, context)
        rest = {field: value for field, value in body.items() if row.get(field) != value}
        if rest:
            path = f"/{path_word(change.address.scope, context)}/{segment(row['name'])}"
            yield Call("properties", "PATCH", path, body=rest, carries=(change.address,))
