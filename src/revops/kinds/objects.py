"""Object types: `contacts` in a blueprint, `0-1` where HubSpot's API wants the id (dossier N8)."""

from __future__ import annotations

from typing import Final

_TYPE_IDS: Final = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tickets": "0-5",
    "products": "0-7",
    "line_items": "0-8",
    "quotes": "0-14",
    "invoices": "0-53",
    "orders": "0-123",
    "leads": "0-136",
    "services": "0-162",
    "courses": "0-410",
    "listings": "0-420",
    "appointments": "0-421",
}
_SCOPES: Final = {type_id: scope for scope, type_id in _TYPE_IDS.items()}


def type_id(scope: str) -> str:
    """`0-1` for `contacts`; a custom object's id stands for itself."""
    return _TYPE_IDS.get(scope, scope)


def scope_of(object_type_id: str) -> str:
    """`contacts` for `0-1`; the id itself where the blueprint has no name for it."""
    return _SCOPES.get(object_type_id, object_type_id)
