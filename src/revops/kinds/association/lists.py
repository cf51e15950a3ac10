"""The lists that tell of a pair of objects: labels and limits per direction, the room for labels, and names.

A list of labels shows one direction and no names (dossier H2); names stand in the schema of either object,
up to five minutes late (peers (f)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds.association.spec import LIMITS
from revops.kinds.objects import path_word, shown_id
from revops.kinds.wire import results, segment
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.json import Json
from revops.model.objects import is_declared
from revops.model.pairs import objects_of
from revops.model.spec import Resource

USER: Final = "USER_DEFINED"
SHIPPED: Final = "HUBSPOT_DEFINED"


@dataclass(frozen=True)
class Row:
    """One type in one direction."""

    id: str
    category: str
    label: str | None

    @property
    def is_label(self) -> bool:
        return self.category == USER and self.label is not None


def ends(scope: str) -> tuple[str, str]:
    """The two objects of an address' scope.

    Raises:
        ValueError: the scope is no pair.
    """
    one, other = objects_of(scope)
    return one, other


def is_there(scope: str, context: Context) -> bool:
    """False where one of the objects is not in the portal yet, so that its paths answer 400 (peers (f))."""
    return not any(is_declared(word) and shown_id(word, context.names) == word for word in ends(scope))


def path_of(scope: str, context: Context, *, inverse: bool = False) -> str:
    """`/contacts/companies`, or the other way round."""
    words = [segment(path_word(word, context)) for word in ends(scope)]
    return "/" + "/".join(reversed(words) if inverse else words)


def is_same(scope: str) -> bool:
    """True between records of one object, which have one list for both directions."""
    one, other = ends(scope)
    return one == other


def label_calls(scope: str, context: Context) -> list[Call]:
    """The list of each direction."""
    sides = [False] if is_same(scope) else [False, True]
    return [
        Call("association_labels", "GET", f"{path_of(scope, context, inverse=side)}/labels") for side in sides
    ]


def limit_calls(scope: str, wanted: Sequence[Resource], context: Context) -> dict[str, Call]:
    """Unit -> the list of limits in its direction, where one is managed, or nobody says what is wanted."""
    managed = [unit for unit in LIMITS if not wanted or any(unit in r.units for r in wanted)]
    return {
        unit: Call("association_limits", "GET", path_of(scope, context, inverse=unit != LIMITS[0]))
        for unit in managed
    }


def room_call(scope: str, context: Context) -> Call:
    """How many labels the pair may have; whoever may not know that is told when it is too late."""
    one, other = (shown_id(word, context.names) for word in ends(scope))
    query = {"fromObjectTypeId": one, "toObjectTypeId": other}
    return Call("limits", "GET", "/associations/labels", query=query, restates=True)


def rows(answer: Answer) -> list[Row]:
    """The types of one direction.

    Raises:
        KeyError: a row lacks its category or type id.
        TypeError: a member is of another type; what cannot be read proves no absence (rule 5).
    """
    found = results(answer, "category")
    if not all(isinstance(row.get("label"), str | None) for row in found):
        raise TypeError("`label` is no text")
    return [Row(_whole(row["typeId"]), row["category"], row.get("label")) for row in found]


def limits(answer: Answer) -> dict[tuple[str, str], Json]:
    """Category and type id -> limit; a type without one is left out, or has none (dossier H3).

    Raises:
        KeyError: as `rows`.
        TypeError: as `rows`.
    """
    found = {(row["category"], _whole(row["typeId"])): row for row in results(answer, "category")}
    told = {key: row.get("userEnforcedMaxToObjectIds") for key, row in found.items()}
    return {key: int(_whole(limit)) for key, limit in told.items() if limit is not None}


def _whole(number: Json) -> str:
    """A whole number as text."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"{number!r} is no whole number")
    return str(number)


def room(answer: Answer, wanted: int) -> int:
    """How many labels more the pair may have; as many as are wanted where HubSpot does not tell.

    Unverified: a pair that has none is not listed.
    """
    for row in results(answer):
        return max(int(row["limit"]) - int(row["usage"]), 0)
    return wanted


def schema_call(scope: str, context: Context) -> Call:
    """The schema of the first object, with the names of its associations."""
    word = path_word(ends(scope)[0], context)
    return Call("schemas", "GET", f"/{segment(word)}", restates=True)


def same_name(answer: Answer, scope: str, context: Context) -> set[tuple[str, str]]:
    """Type ids of the two directions that have one name, as both sides of a label do (peers (f)).

    Between records of one object a label may be one type: its name is no other's (unverified).
    """
    one, other = (shown_id(word, context.names) for word in ends(scope))
    listed = (answer.body.get("associations") or []) if answer.ok else []
    found = [(r["fromObjectTypeId"], r["toObjectTypeId"], r.get("name"), str(r["id"])) for r in listed]
    there = [(name, type_id) for start, end, name, type_id in found if (start, end) == (one, other) and name]
    back = [(name, type_id) for start, end, name, type_id in found if (start, end) == (other, one)]
    sides = {mine: [its for said, its in back if said == name and its != mine] for name, mine in there}
    alone = {(mine, mine) for mine, others in sides.items() if is_same(scope) and not others}
    return alone | {(mine, its) for mine, others in sides.items() for its in others}
