"""Object types: HubSpot's by their plural names, custom objects by the names that a blueprint declares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from revops.model.address import Address

HOST: Final = "object"
"""The kind whose resources are custom objects: what stands on one is there only while the object is."""

CUSTOM: Final = "custom"
"""The word for every custom object in the names of scopes (dossier B8)."""

TYPE_IDS: Final[Mapping[str, str]] = {
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
"""HubSpot's own object types: plural name -> id (dossier N8)."""

NAMES: Final[Mapping[str, str]] = {type_id: name for name, type_id in TYPE_IDS.items()}

_ID: Final = re.compile(r"0-\d+|2-\d+|p\d+_\w+")
_DECLARED: Final = re.compile(r"[a-z][a-z0-9_]*")


def is_id(scope: str) -> bool:
    """True for a type id or a custom object's fully qualified name (peers (f), "Names in paths")."""
    return bool(_ID.fullmatch(scope))


def plural_of(name: str) -> str:
    """HubSpot's plural of a singular that its paths take, too (peers (f)): `contacts` for `contact`."""
    plurals = (f"{name}s", f"{name.removesuffix('y')}ies")
    return next((one for one in plurals if one in TYPE_IDS), "")


def is_declared(scope: str) -> bool:
    """True for what can only be the name of a custom object under `objects:`."""
    return bool(_DECLARED.fullmatch(scope)) and scope not in TYPE_IDS and not is_id(scope)


def is_custom(scope: str) -> bool:
    """True for a custom object, by whatever name."""
    return is_declared(scope) or (is_id(scope) and not scope.startswith("0-"))


def host(scope: str) -> Address | None:
    """The custom object on which something of this scope stands; None for HubSpot's own objects."""
    return Address(HOST, "", scope) if is_declared(scope) else None
