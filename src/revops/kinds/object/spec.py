"""The `objects:` section, and what HubSpot would refuse in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.objects import ObjectName, role_properties
from revops.model.json import Json
from revops.model.names import is_hubspots
from revops.model.objects import TYPE_IDS, is_declared, plural_of
from revops.model.spec import Spec

PropertyNames = Annotated[list[str] | None, Field(description="Internal names of properties of this object")]


class LabelsSpec(Spec):
    """What people call one record of the object, and several."""

    singular: Text
    plural: Text


class ObjectSpec(Spec):
    """A custom object: one that the blueprint makes, or with `existing` one that it only relies on."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=False, json_schema_extra={"examples": [{"existing": True}]}
    )

    ref: Refs = ""
    existing: Literal[True] | None = Field(
        None, description="It is there already; only checked", examples=[True]
    )
    labels: LabelsSpec | None = Field(
        None,
        description="What people call one of them, and several",
        examples=[{"singular": "Car", "plural": "Cars"}],
    )
    description: Text | None = Field(None, description="What the object is for; for people")
    primary_display_property: str | None = Field(
        None, description="The property that stands for a record's name"
    )
    required_properties: PropertyNames = None
    searchable_properties: PropertyNames = None
    secondary_display_properties: PropertyNames = None
    associated_objects: list[ObjectName] | None = Field(
        None, description="Objects whose records its records can be associated with"
    )
    allows_sensitive_properties: bool | None = Field(
        None, description="Whether it may have properties for sensitive data"
    )


@dataclass(frozen=True)
class Design:
    """What of an object is not in its units: the properties that it is made with, as units by name."""

    properties: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    groupless: Mapping[str, str] = field(default_factory=dict)
    """Those whose group the blueprint does not describe, with its name: a new object does not have it."""


@dataclass(frozen=True)
class Entry:
    """One object as the blueprint writes it, and where to report."""

    name: str
    spec: ObjectSpec
    near: Surroundings

    @property
    def fields(self) -> frozenset[str]:
        """What the blueprint names, in HubSpot's spelling."""
        return frozenset(self.spec.model_dump(by_alias=True, exclude_unset=True))

    def report(self, code: str, summary: str, *path: str | int, hint: str = "") -> None:
        self.near.report(code, summary, "objects", self.name, *path, hint=hint)


_LISTS: Final = (
    "requiredProperties",
    "searchableProperties",
    "secondaryDisplayProperties",
    "associatedObjects",
)
_ONLY_CHECKED: Final = frozenset({"ref", "existing"})
_FIXED: Final = ("calculationFormula", "externalOptions")
"""Fields of properties that an object's create cannot say (dossier H1)."""


def check(entry: Entry) -> None:
    """Report everything that HubSpot would refuse about one object."""
    own = _hubspots(entry.name)
    if own:
        _not_custom(entry, own)
        return
    _name(entry)
    if entry.spec.existing:
        _only_checked(entry)
        return
    _complete(entry)
    for role, name, path in _named(entry):
        why = _unfit(entry, name)
        if why:
            summary = f"{role} names {name!r}, which {why}"
            hint = f"Describe it in full: `properties: {{{entry.name}: {{{name}: …}}}}`."
            entry.report("RV623", summary, *path, hint=hint)
    _lists(entry)


def _hubspots(name: str) -> str:
    """The plural of HubSpot's own object that a name stands for, however it is written; empty for others."""
    plain = name.lower()
    return plain if plain in TYPE_IDS else plural_of(plain)


def _not_custom(entry: Entry, own: str) -> None:
    what = "HubSpot's own object" if entry.name == own else f"HubSpot's own object {own!r}"
    summary = f"{entry.name!r} is {what}, no custom object"
    hint = f"Take it out: its things go under `{own}:` of `properties:`, `groups:` and so on."
    other = "" if entry.name == own else " For an object of your own choose another name."
    entry.report("RV621", summary, hint=hint + other)


def _name(entry: Entry) -> None:
    if not is_declared(entry.name):
        hint = "Use lower-case letters, digits and _, a letter first."
        entry.report("RV621", f"{entry.name!r} is no name for a custom object", hint=hint)


def _only_checked(entry: Entry) -> None:
    for name in sorted(entry.fields - _ONLY_CHECKED):
        summary = f"`existing` is only checked, `{name}` would have to be written"
        entry.report("RV624", summary, name, hint=f"Remove `{name}`, or remove `existing`.")


def _complete(entry: Entry) -> None:
    missing = [name for name in ("labels", "primaryDisplayProperty") if name not in entry.fields]
    if missing:
        summary = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        entry.report(
            "RV622", summary, hint="Add what is missing; with `existing: true` it is only referred to."
        )


def _named(entry: Entry) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Role, property and place of every role that is given."""
    told = entry.spec.model_dump(by_alias=True, exclude_none=True)
    for role in ("primaryDisplayProperty", *_LISTS[:3]):
        value = told.get(role, [])
        if isinstance(value, str):
            yield role, value, (role,)
        else:
            yield from ((role, name, (role, number)) for number, name in enumerate(value))


def _unfit(entry: Entry, name: str) -> str:
    """Why the object cannot be made with this property; empty where it can."""
    described = entry.near.entry("properties", entry.name, name)
    if not isinstance(described, dict):
        return "the blueprint does not describe"
    if described.get("existing"):
        return "" if is_hubspots(name) else "the blueprint only refers to"
    if any(described.get(one) for one in _FIXED):
        return "is calculated or lists users, so that no object can be made with it"
    if described.get("dataSensitivity", "non_sensitive") != "non_sensitive":
        return "is sensitive, so that no object can be made with it"
    return ""


def _lists(entry: Entry) -> None:
    told = entry.spec.model_dump(by_alias=True, exclude_none=True)
    for name in _LISTS:
        for value, count in Counter(told.get(name, [])).items():
            if count > 1:
                entry.report("RV625", f"{name} names {value!r} {count} times", name)
    if entry.name in told.get("associatedObjects", []):
        entry.report("RV625", "an object cannot be associated with itself here", "associatedObjects")


def made_with(entry: Entry) -> frozenset[str]:
    """The properties that the object's create brings along; HubSpot makes its own ones by itself."""
    told = role_properties(entry.spec.model_dump(by_alias=True, exclude_none=True))
    return frozenset(name for name in told if not is_hubspots(name))
