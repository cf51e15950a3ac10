"""Steps that edit the enrolled record otherwise than by a fixed value, or its marketing status (F5)."""

from __future__ import annotations

from collections.abc import Mapping

from revops.kinds.workflow.step import ENROLLED, Fields, Place, Single, stated
from revops.model.json import Json


class _Edit(Single):
    """The action of `set`, with another kind of value (dossier F4)."""

    action = "0-5"
    kind: str
    """The `type` of the value."""

    def value(self, fields: Fields, at: Place) -> Json | None:
        source = fields.get("value") or {}
        if fields.keys() != {"property_name", "value"} or source.get("type") != self.kind:
            return None
        return self.told(str(at.property(fields["property_name"], at.edited)), source, at)

    def told(self, ref: str, source: Mapping[str, Json], at: Place) -> Json | None:
        """The value in a blueprint, from the property and HubSpot's value object."""
        raise TypeError(type(self))


def _edited(ref: str, at: Place, kind: str, **source: Json) -> dict[str, Json]:
    return {"property_name": at.internal(ref), "value": {"type": kind, **source}}


class Copy(_Edit):
    """Copy one property of the record to another."""

    word, kind = "copy", "OBJECT_PROPERTY"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return _edited(value["to"], at, self.kind, propertyName=at.internal(value["from"]))

    def told(self, ref: str, source: Mapping[str, Json], at: Place) -> Json | None:
        return {"from": str(at.property(source["propertyName"])), "to": ref}


class _Added(_Edit):
    """What is added, by the name of the property."""

    holds: str
    """The member of HubSpot's value object that says how much, or what."""

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        ((ref, added),) = value.items()
        return _edited(ref, at, self.kind, **{self.holds: added})

    def told(self, ref: str, source: Mapping[str, Json], at: Place) -> Json | None:
        return {ref: source[self.holds]}


class Increment(_Added):
    """Add a number to a property."""

    word, kind, holds = "increment", "INCREMENT", "incrementAmount"


class Append(_Added):
    """Add an option to those that a property has."""

    word, kind, holds = "append", "STATIC_APPEND_VALUE", "staticAppendValue"


class Stamp(_Edit):
    """Write the moment of the step into a property."""

    word, kind = "stamp", "TIMESTAMP"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return _edited(value, at, self.kind, timestampType="EXECUTION_TIME")

    def told(self, ref: str, source: Mapping[str, Json], at: Place) -> Json | None:
        return ref if source.get("timestampType") == "EXECUTION_TIME" else None


class Clear(Single):
    """Empty a property: it gets a value that is empty, as in a workflow that somebody published.

    HubSpot's documents do not tell the form (unverified), so a value that is left out is read alike.
    """

    word, action = "clear", "0-5"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return _edited(value, at, "STATIC_VALUE", staticValue="")

    def value(self, fields: Fields, at: Place) -> Json | None:
        source = fields.get("value") or {}
        if fields.keys() != {"property_name", "value"} or stated(source) != {"type": "STATIC_VALUE"}:
            return None
        return str(at.property(fields["property_name"], at.edited))


class Marketing(Single):
    """Make the contact a marketing contact, or none any more."""

    word, action = "marketing", "0-31"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {"targetContact": ENROLLED, "marketableType": "MARKETABLE" if value else "NON_MARKETABLE"}

    def value(self, fields: Fields, at: Place) -> Json | None:
        if fields.keys() != {"targetContact", "marketableType"} or fields["targetContact"] != ENROLLED:
            return None
        return {"MARKETABLE": True, "NON_MARKETABLE": False}.get(str(fields["marketableType"]))
