"""A form as the blueprint means it: its fields with what is known of their properties, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.kinds.form.shows import CHOICES
from revops.model.condition import PropertyRef
from revops.model.json import Json


@dataclass(frozen=True)
class Property:
    """What must be known of a property to show it in a form."""

    types: tuple[str, ...] = ()
    """Kinds of fields that can show it, the usual one first."""
    label: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """Stored value -> label, of those that people may choose."""
    offered: bool | None = None
    """HubSpot's `formField`; None where nobody tells."""


@dataclass(frozen=True)
class Field:
    """One field; `said` are the members that the blueprint names, in unit spelling."""

    ref: PropertyRef
    said: Mapping[str, Json]
    of: Property
    described: bool
    """True where the blueprint makes the property, so that its label and options are the blueprint's."""

    @property
    def type(self) -> str:
        return str(self.said.get("fieldType") or (self.of.types or ("single_line_text",))[0])

    @property
    def units(self) -> dict[str, Json]:
        """Member -> value, of what is managed: what is said, and what the blueprint's property says."""
        found: dict[str, Json] = {"fieldType": self.type}
        if self.described:
            found["label"] = self.of.label
            if self.type in CHOICES:
                found["options"] = [*self.of.options]
        found |= self.said
        if "defaultValue" in found:
            found["defaultValue"] = default_value(self.type, found["defaultValue"])
        return found


@dataclass(frozen=True)
class Design:
    """What a form's resource carries beside its units: fields by key."""

    fields: Mapping[str, Field] = field(default_factory=dict)


def key_of(ref: PropertyRef) -> str:
    """How units name a field: `email`; of another object than contacts `companies.name`."""
    return ref.name if ref.object == "contacts" else str(ref)


def ref_of(text: str) -> PropertyRef:
    """The property that `email`, `contacts.email` or `companies.name` names."""
    scope, dot, name = text.partition(".")
    return PropertyRef(scope, name) if dot else PropertyRef("contacts", text)


def path_of(key: str, member: str) -> str:
    return f"fields.{key}.{member}"


def split(path: str) -> tuple[str, str] | None:
    """(key, member) of a field's unit; None for other units."""
    if not path.startswith("fields."):
        return None
    key, _, member = path.removeprefix("fields.").rpartition(".")
    return key, member


def default_value(field_type: str, value: Json) -> Json:
    """As HubSpot keeps it: texts, and a list of them where there are options."""
    several = value if isinstance(value, list) else [value]
    found = [str(one).lower() if isinstance(one, bool) else str(one) for one in several if one is not None]
    if field_type in CHOICES:
        return found
    return ";".join(found)
