"""Object types in blueprints and on the wire: `contacts` or `0-1`, `contract`, `p123_contract` or `2-7`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from revops.kinds.wire import Binding
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.objects import HOST, NAMES, TYPE_IDS, is_declared, is_id, plural_of
from revops.model.spec import Symbol

DECLARED = "objects"
"""Key of the validation context: the names of the custom objects that the blueprint declares."""


def _known(name: str, info: ValidationInfo) -> str:
    """The name itself.

    HubSpot takes `contact` for `contacts`, too; here one object has one name, or it would be managed twice.
    Where nobody tells what the blueprint declares, a name that could be declared passes.

    Raises:
        PydanticCustomError: it is neither a plural name nor declared, nor the id of an object without a name.
    """
    told: Iterable[str] | None = (info.context or {}).get(DECLARED)
    if name in TYPE_IDS or (is_id(name) and name not in NAMES):
        return name
    if is_declared(name) if told is None else name in told:
        return name
    summary = "{name} is no object: write HubSpot's plural name, a custom object's id (2-123) or full name,"
    summary += " or describe it under `objects:`"
    expected = plural_of(name) or ", ".join([*TYPE_IDS, *sorted(told or ())])
    raise PydanticCustomError("object_name", summary, {"name": repr(name), "expected": expected})


ObjectName = Annotated[str, AfterValidator(_known)]
"""An object type as blueprints name it: `contacts`, `contract` (under `objects:`), `2-123`, `p123_car`."""


def path_word(scope: str, context: Context) -> str:
    """The object type as paths of this portal have it: `contacts`, `p123_contract`.

    A custom object's bare name is a 400 (peers (f)); its full name is known before the object exists. A
    target may bind the object to another name, or to a type id.
    """
    if not is_declared(scope):
        return scope
    bound = Binding.of(HOST, "", context).portal(scope)
    return bound if is_id(bound) else f"p{context.portal.id}_{bound}"


def type_id(scope: str, names: Names) -> str:
    """`0-1` for `contacts`, this portal's `2-7` for `contract`; an id stands for itself.

    Raises:
        Unresolved: the portal does not have the custom object (yet).
    """
    return names.id(HOST, scope) if is_declared(scope) else TYPE_IDS.get(scope, scope)


def shown_id(scope: str, names: Names) -> str:
    """The type id for people and their links; the name where the portal does not have the object yet."""
    return names.ids.get(Symbol(HOST, scope), TYPE_IDS.get(scope, scope))


def scope_of(object_type_id: str, names: Names, wanted: str = "") -> str:
    """`contacts` for `0-1`, `contract` for its id here; the id itself where nobody has a name for it.

    `wanted` is the blueprint's word, which stays where it means this id.
    """
    if wanted and shown_id(wanted, names) == object_type_id:
        return wanted
    return NAMES.get(object_type_id) or names.name(HOST, object_type_id) or object_type_id


ROLES = (
    "primaryDisplayProperty",
    "requiredProperties",
    "searchableProperties",
    "secondaryDisplayProperties",
)
"""What a property can be to its custom object (dossier H1)."""


def role_properties(entry: Json) -> frozenset[str]:
    """The properties that an entry of `objects:` gives a role to; the entry need not be checked yet."""
    if not isinstance(entry, dict):
        return frozenset()
    told = [entry.get(role) for role in ROLES]
    named = [name for role in told for name in (role if isinstance(role, list) else [role])]
    return frozenset(name for name in named if isinstance(name, str))
