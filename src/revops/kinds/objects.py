"""Object types: `contacts` in a blueprint, `0-1` where HubSpot's API wants the id (dossier N8)."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_TYPE_IDS: Final = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tickets": "0-5",
    "products": "0-7",
    "line_items": "0-8",
    "quotes": "0-14",
    "tasks": "0-27",
    "notes": "0-46",
    "meetings": "0-47",
    "calls": "0-48",
    "emails": "0-49",
    "invoices": "0-53",
    "marketing_events": "0-54",
    "subscriptions": "0-69",
    "goal_targets": "0-74",
    "users": "0-115",
    "orders": "0-123",
    "leads": "0-136",
    "carts": "0-142",
    "services": "0-162",
    "courses": "0-410",
    "listings": "0-420",
    "appointments": "0-421",
    "projects": "0-970",
}
_SCOPES: Final = {type_id: scope for scope, type_id in _TYPE_IDS.items()}
_ID: Final = re.compile(r"^(0-\d+|2-\d+|p\d+_\w+)$")
"""A type id, or a custom object's fully qualified name (peers (f), "Names in paths")."""


def _known(name: str) -> str:
    """The name itself.

    HubSpot takes `contact` for `contacts`, too; here one object has one name, or it would be managed twice.

    Raises:
        PydanticCustomError: it is neither a plural name nor the id of an object that has none.
    """
    if name in _TYPE_IDS or (_ID.match(name) and name not in _SCOPES):
        return name
    told = "{name} is no object: write HubSpot's plural name, or a custom object's id (2-123) or full name"
    raise PydanticCustomError("object_name", told, {"name": repr(name), "expected": ", ".join(_TYPE_IDS)})


ObjectName = Annotated[str, AfterValidator(_known)]
"""An object type as blueprints name it: `contacts`, `2-123`, `p123_car`."""


def type_id(scope: str) -> str:
    """`0-1` for `contacts`; a custom object's id stands for itself."""
    return _TYPE_IDS.get(scope, scope)


def scope_of(object_type_id: str) -> str:
    """`contacts` for `0-1`; the id itself where the blueprint has no name for it."""
    return _SCOPES.get(object_type_id, object_type_id)
