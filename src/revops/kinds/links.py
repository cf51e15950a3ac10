"""Deep links into HubSpot's settings, for what people do by hand."""

from __future__ import annotations

from typing import Final

from revops.model.context import Context

OBJECT_TYPE_IDS: Final = {
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
"""Object type ids (dossier N8)."""


def link(context: Context, path: str) -> str:
    """An address in HubSpot's own pages; `{portal}` in the path stands for the portal's id."""
    return f"https://{context.portal.ui_domain}{path.replace('{portal}', str(context.portal.id))}"


def properties_page(context: Context, scope: str) -> str:
    return link(context, f"/property-settings/{{portal}}/properties?type={OBJECT_TYPE_IDS.get(scope, scope)}")


def object_page(context: Context, scope: str) -> str:
    return link(context, f"/sales-products-settings/{{portal}}/object/{OBJECT_TYPE_IDS.get(scope, scope)}")
