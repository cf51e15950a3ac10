"""The default content of a new portal, in the emulator's own form (dossier C, D4, N)."""

from __future__ import annotations

from revops.emulator.catalogue import companies, contacts, deals, leads, products, tickets

OBJECTS = {
    "contacts": (contacts.GROUPS, contacts.PROPERTIES),
    "companies": (companies.GROUPS, companies.PROPERTIES),
    "deals": (deals.GROUPS, deals.PROPERTIES),
    "tickets": (tickets.GROUPS, tickets.PROPERTIES),
    "leads": (leads.GROUPS, leads.PROPERTIES),
    "products": (products.PRODUCT_GROUPS, products.PRODUCTS),
    "line_items": (products.LINE_ITEM_GROUPS, products.LINE_ITEMS),
}
"""Object type, its groups (name, label) and its properties."""
