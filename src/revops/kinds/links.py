"""Deep links into HubSpot's settings, for what people do by hand.

HubSpot documents none of these addresses, so the words of its menus stand beside each of them.
"""

from __future__ import annotations

from revops.kinds.objects import shown_id
from revops.model.context import Context


def link(context: Context, path: str) -> str:
    """An address in HubSpot's own pages; `{portal}` in the path stands for the portal's id."""
    return f"https://{context.portal.ui_domain}{path.replace('{portal}', str(context.portal.id))}"


def properties_page(context: Context, scope: str) -> str:
    return link(context, f"/property-settings/{{portal}}/properties?type={shown_id(scope, context.names)}")


def object_page(context: Context, scope: str) -> str:
    return link(context, f"/sales-products-settings/{{portal}}/object/{shown_id(scope, context.names)}")
