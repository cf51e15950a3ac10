"""Default groups and properties of products and line items: a few, unverified."""

from __future__ import annotations

from revops.emulator.catalogue.rows import Row, system

PRODUCT_GROUPS = (("productinformation", "Product information"),)
LINE_ITEM_GROUPS = (("lineiteminformation", "Line item information"),)


def _sold(group: str) -> tuple[Row, ...]:
    return (
        Row("name", "Name", "string", "text", group),
        Row("description", "Product description", "string", "textarea", group),
        Row("price", "Unit price", "number", "number", group),
        Row("hs_sku", "SKU", "string", "text", group),
        *system(group),
    )


PRODUCTS = _sold("productinformation")
LINE_ITEMS = (
    *_sold("lineiteminformation"),
    Row("quantity", "Quantity", "number", "number", "lineiteminformation"),
    Row("amount", "Net price", "number", "number", "lineiteminformation"),
)
