"""The `properties:` section: HubSpot's fields in HubSpot's spelling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Text
from revops.model.spec import Spec

PropertyType = Literal["bool", "date", "datetime", "enumeration", "number", "phone_number", "string"]
"""What a blueprint can make (dossier B3)."""

FieldType = Literal[
    "booleancheckbox",
    "calculation_equation",
    "checkbox",
    "date",
    "file",
    "html",
    "number",
    "phonenumber",
    "radio",
    "select",
    "text",
    "textarea",
]

NumberHint = Literal["currency", "duration", "formatted", "percentage", "probability", "unformatted"]
TextHint = Literal[
    "domain_name",
    "email",
    "ip_address",
    "multi_line",
    "phone_number",
    "physical_address",
    "postal_code",
    "unformatted_single_line",
]


class OptionSpec(Spec):
    """An option with more than a label."""

    label: Text
    description: Text | None = None
    hidden: bool | None = None


def _shape(value: Any) -> str:
    """No language is called `label`, so a map that has one describes an option."""
    described = isinstance(value, OptionSpec) or (isinstance(value, Mapping) and "label" in value)
    return "option" if described else "text"


Option = Annotated[
    Annotated[OptionSpec, Tag("option")] | Annotated[Text, Tag("text")],
    Discriminator(_shape),
    Field(description="The option's label, or {label, description, hidden}"),
]


def _no_list(value: object) -> object:
    """HubSpot's API lists options, so people do, too."""
    if not isinstance(value, list):
        return value
    first = next((one for one in value if isinstance(one, str)), "gold")
    label = first.capitalize()
    raise ValueError(
        f"a map is expected, not a list: write {{{first}: {label}}} or {{{first}: {{label: {label}}}}}"
    )


class PropertySpec(Spec):
    """A property: one that the blueprint makes, or with `existing` one that it only relies on."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False)

    ref: Refs = ""
    existing: str | None = Field(
        None, description="The type of a property that is there already; only checked"
    )
    label: Text | None = None
    type: PropertyType | None = None
    field_type: FieldType | None = None
    group_name: str | None = None
    description: Text | None = None
    options: Annotated[dict[str, Option] | None, BeforeValidator(_no_list)] = Field(
        None, description="Stored value -> label, in the order shown"
    )
    others: Literal["leave", "hide", "remove"] = Field(
        "leave", description="What becomes of options that are not named here; hide and remove ask first"
    )
    calculation_formula: str | None = None
    has_unique_value: bool | None = None
    data_sensitivity: Literal["non_sensitive", "sensitive", "highly_sensitive"] | None = None
    external_options: bool | None = None
    referenced_object_type: Literal["OWNER"] | None = None
    number_display_hint: NumberHint | None = None
    text_display_hint: TextHint | None = None
    show_currency_symbol: bool | None = None
    currency_property_name: str | None = None
    form_field: bool | None = None
    hidden: bool | None = None
    filled_by: list[str] = Field(default_factory=list, description="Who or what writes the values")


TEXTS = ("label", "description")
"""Fields that speak a language."""

PLAIN = (
    "type",
    "fieldType",
    "groupName",
    "hasUniqueValue",
    "dataSensitivity",
    "externalOptions",
    "referencedObjectType",
    "numberDisplayHint",
    "textDisplayHint",
    "showCurrencySymbol",
    "currencyPropertyName",
    "formField",
    "hidden",
)
"""Fields that are sent and compared as they stand."""
