"""HubSpot's object types: the names a path accepts for them, and their scopes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revops.emulator.http import Refusal

if TYPE_CHECKING:
    from revops.emulator.http import Ask
    from revops.emulator.portal import Portal

CUSTOM = "object_types"
"""The table of a portal's custom objects by type id (`2-N`): `name`, `labels` with singular and plural."""

_OTHERS = "other_object_types"
"""The table of types of HubSpot's own of which no more is known than the id."""


@dataclass(frozen=True)
class ObjectType:
    """One object type; `name` is the one under which the emulator keeps everything about it."""

    name: str
    id: str
    singular: str
    plural: str

    @property
    def custom(self) -> bool:
        return self.id.startswith("2-")

    @property
    def scope(self) -> str:
        """The word for this object in a scope's name."""
        return "custom" if self.custom else self.name


# Ids: dossier N8. Labels as HubSpot prints them in its limits (dossier, B4).
_ROWS = (
    ("contacts", "0-1", "Contact", "Contacts"),
    ("companies", "0-2", "Company", "Companies"),
    ("deals", "0-3", "Deal", "Deals"),
    ("tickets", "0-5", "Ticket", "Tickets"),
    ("products", "0-7", "Product", "Products"),
    ("line_items", "0-8", "Line item", "Line items"),
    ("quotes", "0-14", "Quote", "Quotes"),
    ("tasks", "0-27", "Task", "Tasks"),
    ("notes", "0-46", "Note", "Notes"),
    ("meetings", "0-47", "Meeting", "Meetings"),
    ("calls", "0-48", "Call", "Calls"),
    ("emails", "0-49", "Email", "Emails"),
    ("invoices", "0-53", "Invoice", "Invoices"),
    ("subscriptions", "0-69", "Subscription", "Subscriptions"),
    ("goal_targets", "0-74", "Goal target", "Goal targets"),
    ("users", "0-115", "User", "Users"),
    ("orders", "0-123", "Order", "Orders"),
    ("leads", "0-136", "Lead", "Leads"),
    ("carts", "0-142", "Cart", "Carts"),
    ("services", "0-162", "Service", "Services"),
    ("courses", "0-410", "Course", "Courses"),
    ("listings", "0-420", "Listing", "Listings"),
    ("appointments", "0-421", "Appointment", "Appointments"),
    ("projects", "0-970", "Project", "Projects"),
)
STANDARD = tuple(ObjectType(*row) for row in _ROWS)
_BY_NAME = {
    key: kind for kind in STANDARD for key in (kind.name, kind.id, kind.singular.lower().replace(" ", "_"))
}


def resolve(portal: Portal, text: str) -> ObjectType:
    """The object type a path names: singular, plural, any case, or a type id (peers (f), "Names in paths").

    A custom object answers to its type id and its fully qualified name (`p90000001_cars`) only; its bare name
    is a 400 like any unknown one.
    """
    if kind := _BY_NAME.get(text.lower()) or _custom(portal, text) or _recorded(portal, text):
        return kind
    raise Refusal(400, f"Unable to infer object type from: {text}")


def _custom(portal: Portal, text: str) -> ObjectType | None:
    custom = portal.table(CUSTOM)
    named = re.fullmatch(r"[pP](\d+)_(.+)", text)
    for type_id, body in custom.items():
        mine = named is not None and named[1] == str(portal.id) and named[2].lower() == body["name"].lower()
        if text == type_id or mine:
            return ObjectType(type_id, type_id, body["labels"]["singular"], body["labels"]["plural"])
    return None


def meet(portal: Portal, type_id: str) -> None:
    """Note a type that a recorded workflow or segment is about and that stands in no table here."""
    if type_id.lower() not in _BY_NAME and _custom(portal, type_id) is None:
        portal.table(_OTHERS)[type_id] = {}


def _recorded(portal: Portal, text: str) -> ObjectType | None:
    return ObjectType(text, text, text, text) if text in portal.table(_OTHERS) else None


def of(ask: Ask) -> ObjectType:
    """The object type in the path of a request, from its part `object_type`."""
    return resolve(ask.portal, ask.args["object_type"])


_WRITE = {
    "tickets": ("tickets", "crm.schemas.tickets.write"),
    "products": ("e-commerce",),
    "line_items": ("e-commerce",),
    "users": ("crm.objects.users.write",),
}


def schema_read(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to read definitions: the schema's, or any of the records' (dossier B8)."""
    name = of(ask).scope
    extra = {"tickets": ("tickets",), "products": ("e-commerce",), "line_items": ("e-commerce",)}
    return (
        f"crm.schemas.{name}.read",
        f"crm.objects.{name}.read",
        f"crm.objects.{name}.write",
        *extra.get(name, ()),
    )


def schema_write(ask: Ask) -> tuple[str, ...]:
    """Scopes of which one suffices to write definitions (dossier B8)."""
    name = of(ask).scope
    return _WRITE.get(name, (f"crm.schemas.{name}.write",))


def sensitive_write(kind: ObjectType, level: str) -> tuple[str, ...]:
    """Scopes of which one suffices to create such a property; token info adds `.v2` to them."""
    if kind.name == "tickets":
        return (f"tickets.{level}", f"tickets.{level}.v2")
    return (f"crm.objects.{kind.scope}.{level}.write", f"crm.objects.{kind.scope}.{level}.write.v2")


def record_reads() -> tuple[str, ...]:
    """Any one record scope: what Limits Tracking asks for (peers (f), "Limits, keys")."""
    words = [kind.name for kind in STANDARD] + ["custom"]
    return tuple(f"crm.objects.{word}.{verb}" for word in words for verb in ("read", "write"))
