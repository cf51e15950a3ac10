"""One field of a blueprint's form, checked against the property that it fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.form import when
from revops.kinds.form.design import Field, Property, key_of, ref_of
from revops.kinds.form.settings import FIELD_TEXTS
from revops.kinds.form.shows import CHOICES, field_types, takes
from revops.kinds.form.spec import FieldBody
from revops.kinds.rewrite import spelled
from revops.model.condition import PropertyRef, Test
from revops.model.json import Json

At = tuple[str | int, ...]
STAGE: Final = "lifecyclestage"
_NOT_SAID: Final = ("property", "dependents")


@dataclass(frozen=True)
class Asker:
    """Asks the rest of the blueprint about properties; what is wrong is reported at its place."""

    near: Surroundings

    def field(self, body: FieldBody, at: At) -> tuple[str, Field]:
        """The field, and the key under which units name it."""
        ref = ref_of(body.property)
        described, known = self._described(ref)
        said = self._said(body, at)
        found = Field(ref, said, known, described)
        self._check_property(ref, at)
        if self.near.property_type(ref) is not None:
            self._check(found, at)
        return key_of(ref), found

    def when(self, told: Mapping[str, Json], above: Field, at: At) -> dict[str, Json]:
        """The condition of a dependent field, in one spelling per meaning; empty after a report."""
        if self.near.property_type(above.ref) is None:
            return {}
        test = self.near.parse_condition({**told, "property": str(above.ref)}, *at)
        why = when.problem(test) if isinstance(test, Test) else ""
        if why:
            self.near.report("RV865", why, *at, hint=f"it can ask {', '.join(when.WORDS)}")
        return when.spelled(test) if isinstance(test, Test) and not why else {}

    def _said(self, body: FieldBody, at: At) -> dict[str, Json]:
        found = body.model_dump(by_alias=True, exclude_none=True)
        said = {name: value for name, value in found.items() if name not in _NOT_SAID}
        return {
            name: self.near.text(value, *at, name) if name in FIELD_TEXTS else value
            for name, value in said.items()
        }

    def _described(self, ref: PropertyRef) -> tuple[bool, Property]:
        """Whether the blueprint makes the property, and what it says of it."""
        entry = self.near.entry("properties", ref.object, ref.name)
        told: Mapping[str, Json] = entry if isinstance(entry, dict) else {}
        type_ = self.near.property_type(ref) or ""
        types = field_types(ref.object, ref.name, type_, str(told.get("fieldType") or ""))
        if "type" not in told or "label" not in told:
            return False, Property(types, offered=None)
        at = ("properties", ref.object, ref.name)
        label = self.near.text(told["label"], *at, "label")
        offered = told.get("formField") is True
        return True, Property(types, label, dict(self._options(told.get("options"), at)), offered)

    def _options(self, options: Json, at: At) -> list[tuple[str, str]]:
        """Those that people may choose."""
        found = []
        for value, option in (options or {}).items() if isinstance(options, dict) else ():
            described = option if isinstance(option, dict) and "label" in option else {"label": option}
            if described.get("hidden") is not True:
                found.append((spelled(value), self.near.text(described["label"], *at, "options", value)))
        return found

    def _check_property(self, ref: PropertyRef, at: At) -> None:
        if ref == PropertyRef(ref.object, STAGE):
            hint = "write `lifecycle: {contacts: STAGE, companies: STAGE}` beside `fields`"
            self.near.report("RV862", "HubSpot takes no lifecycle stage as a field", *at, hint=hint)
        elif self.near.property_type(ref) is None:
            hint = "write OBJECT.PROPERTY, and declare it (`existing:` will do)"
            self.near.report("RV860", f"the blueprint declares no property {ref}", *at, hint=hint)

    def _check(self, field: Field, at: At) -> None:
        types, chosen = field.of.types, field.said.get("fieldType")
        if not types:
            hint = "leave it out, or fill another property by the form"
            self.near.report("RV863", f"HubSpot's forms have no field for {field.ref}", *at, hint=hint)
            return
        if chosen and chosen not in types:
            hint = f"leave it out, or take one of {', '.join(types)}"
            told = f"a field of kind {chosen} does not show {field.ref}"
            self.near.report("RV863", told, *at, "fieldType", hint=hint)
        for member in field.said:
            if not any(takes(kind, member) for kind in ([chosen] if chosen else types)):
                told = f"a field of kind {field.type} has no `{member}`"
                self.near.report("RV864", told, *at, member, hint="remove it, or change `fieldType`")
        self._check_options(field, at)

    def _check_options(self, field: Field, at: At) -> None:
        """Options that are named are options of the property."""
        for member in ("options", "defaultValue"):
            value = field.said.get(member)
            if value is not None and field.type in CHOICES:
                named = [spelled(one) for one in (value if isinstance(value, list) else [value])]
                self.near.parse_condition({"property": str(field.ref), "any_of": named}, *at, member)
