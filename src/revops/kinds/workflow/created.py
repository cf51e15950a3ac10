"""Steps that make records, associations and notes (dossier F5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.kinds.filters.associations import association
from revops.kinds.objects import scope_of, type_id
from revops.kinds.values import blueprint_value, portal_value
from revops.kinds.workflow.step import Fields, Place, Single
from revops.model.condition import PropertyRef
from revops.model.json import Json


class Create(Single):
    """Make a record with some values. An association is seen from the new record, as in HubSpot's example."""

    word, action = "create", "0-14"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        properties = [_sent(ref, told, at) for ref, told in value["properties"].items()]
        made = {"object_type_id": type_id(value["object"], at.names), "properties": properties}
        return {**made, **_associated(value["object"], at, associate=value["associate"])}

    def value(self, fields: Fields, at: Place) -> Json | None:
        if not fields.keys() <= {"object_type_id", "properties", "associations", "use_explicit_associations"}:
            return None
        made = scope_of(str(fields.get("object_type_id")), at.names)
        associations = fields.get("associations") or []
        expected = _associated(made, at, associate=bool(associations))
        told = [_read(entry, made, at) for entry in fields.get("properties") or []]
        if associations != expected["associations"] or None in told or not told:
            return None
        values = {ref: value for one in told if one for ref, value in one.items()}
        return {"object": made, "properties": values, "associate": bool(associations)}


def _associated(made: str, at: Place, *, associate: bool) -> dict[str, Json]:
    """`true` and no association: HubSpot makes none by itself (unverified)."""
    target = {"target": association(made, at.scope, "", at.names)} if associate else {}
    found = [{**target, "value": {"type": "ENROLLED_OBJECT"}}] if associate else []
    return {"associations": found, "use_explicit_associations": "true"}


def _sent(ref: str, told: Json, at: Place) -> Json:
    written = PropertyRef.parse(ref)
    if isinstance(told, Mapping):
        value = {"type": "OBJECT_PROPERTY", "propertyName": at.internal(told["from"])}
    else:
        value = {"type": "STATIC_VALUE", "staticValue": portal_value(written, told, at.names)}
    return {"targetProperty": at.internal(ref), "value": value}


def _read(entry: Mapping[str, Json], made: str, at: Place) -> dict[str, Json] | None:
    ref = at.property(entry.get("targetProperty"), made)
    match entry.get("value"):
        case {"type": "OBJECT_PROPERTY", "propertyName": str(name)}:
            return {str(ref): {"from": str(at.property(name))}}
        case {"type": "STATIC_VALUE", "staticValue": str(text)}:
            return {str(ref): blueprint_value(ref, text, at.names)}
        case _:
            return None


class Associate(Single):
    """Associate the enrolled record with those that hold the same value; none is made where there is none."""

    word, action = "associate", "0-63189541"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        one, other = type_id(at.scope, at.names), type_id(value["to"], at.names)
        match = value["match"]
        return {
            "fromObjectType": one,
            "toObjectType": other,
            "createAssociationOnly": "true",
            "matchBy": _MATCH,
            "enrolledObjectPropertyNameToMatch": f"{one}/{at.internal(match['from'])}",
            "associatedObjectPropertyNameToMatch": f"{other}/{at.internal(match['to'])}",
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        other = scope_of(str(fields.get("toObjectType")), at.names)
        start, source = _split(fields.get("enrolledObjectPropertyNameToMatch"))
        end, target = _split(fields.get("associatedObjectPropertyNameToMatch"))
        if not source or not target or scope_of(start, at.names, at.scope) != at.scope:
            return None
        if scope_of(end, at.names, other) != other:
            return None
        match = {"from": str(at.property(source)), "to": str(at.property(target, other))}
        told = {"to": other, "match": match}
        return told if dict(fields) == {**self.fields(told, at)} else None


_MATCH: Final = "fromAndToObjects"


def _split(told: Json) -> tuple[str, str]:
    """Type id and name of `0-2/domain`."""
    type_, _, name = str(told or "").partition("/")
    return type_, name


class Note(Single):
    """Put a note on the enrolled record. One that is pinned only HubSpot's editor makes."""

    word, action = "note", "0-169425243"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {"note_body": value, "pin_note": "false"}

    def value(self, fields: Fields, at: Place) -> Json | None:
        rest = {name: entry for name, entry in fields.items() if (name, entry) != ("pin_note", "false")}
        return rest["note_body"] if rest.keys() == {"note_body"} else None
