"""The `properties:` section: HubSpot's fields in HubSpot's spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

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
    description: Text | None = Field(None, description="Help text of the option")
    hidden: bool | None = Field(None, description="True: records keep it, forms and people cannot choose it")


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


def _into_none(value: object) -> object:
    """`false` is "into no option" where null would take the entry away, which is so in `overrides.yaml`."""
    if not isinstance(value, Mapping):
        return value
    return {name: None if target is False else target for name, target in value.items()}


class PropertySpec(Spec):
    """A property: one that the blueprint makes, or with `existing` one that it only relies on."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=False,
        json_schema_extra={"examples": [{"existing": "string"}]},
    )

    ref: Refs = ""
    existing: PropertyType | None = Field(
        None, description="The type of a property that is there already; only checked", examples=["string"]
    )
    label: Text | None = Field(None, description="What people read in HubSpot; at most 255 characters")
    description: Text | None = Field(None, description="Help text that HubSpot shows beside the field")
    type: PropertyType | None = Field(
        None, description="What the values are; the tool never changes it afterwards"
    )
    field_type: FieldType | None = Field(
        None, description="How HubSpot's forms and records show it; goes with the type"
    )
    number_display_hint: NumberHint | None = Field(None, description="How HubSpot writes a number")
    text_display_hint: TextHint | None = Field(None, description="How HubSpot writes a text")
    show_currency_symbol: bool | None = Field(
        None, description="Write the currency beside the number; the portal's, unless a property names one"
    )
    currency_property_name: str | None = Field(
        None, description="The property that holds the currency of this one"
    )
    calculation_formula: str | None = Field(
        None, description="HubSpot calculates the value by it; with fieldType calculation_equation"
    )
    external_options: bool | None = Field(
        None, description="True: HubSpot supplies the options, here the portal's users"
    )
    referenced_object_type: Literal["OWNER"] | None = Field(
        None, description="Where the options come from; goes with externalOptions"
    )
    has_unique_value: bool | None = Field(
        None, description="True: no two records share a value; ten per object, and for ever"
    )
    data_sensitivity: Literal["non_sensitive", "sensitive", "highly_sensitive"] | None = Field(
        None, description="Sensitive data, which HubSpot keeps apart; for ever"
    )
    form_field: bool | None = Field(None, description="True: forms may ask for it")
    hidden: bool | None = Field(None, description="True: HubSpot does not offer it to people")
    group_name: str | None = Field(None, description="The property group that it is listed in")
    filled_by: list[str] = Field(
        default_factory=list, description="Who or what writes the values", examples=[["sales", "form"]]
    )
    others: Literal["leave", "hide", "remove"] = Field(
        "leave", description="What becomes of options that are not named here; hide and remove ask first"
    )
    options: Annotated[dict[str, Option] | None, BeforeValidator(_no_list)] = Field(
        None, description="Stored value -> label, in the order shown", examples=[{"gold": "Gold"}]
    )
    retired: Annotated[dict[str, str | None] | None, BeforeValidator(_into_none)] = Field(
        None,
        description="Stored value no longer used -> option that its records get; null: they keep the value",
        examples=[{"old_value": "new_value", "rare_value": None}],
    )

    @property
    def said(self) -> frozenset[str]:
        """What the blueprint names, in HubSpot's spelling; null says nothing."""
        return frozenset(_SPELLINGS[one] for one in self.model_fields_set if getattr(self, one) is not None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan still asks of an entry whose units are made; the spec itself is many times larger."""

    label: str | dict[str, str] | None
    """In every language: people of the portal may have written either."""
    calculation_formula: str | None
    """As its author spelled it."""
    filled_by: list[str]


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

ATTRIBUTES: Final = {to_camel(name): name for name in PropertySpec.model_fields}
"""HubSpot's spelling of a field -> the attribute that holds it."""

_SPELLINGS: Final = {name: spelling for spelling, name in ATTRIBUTES.items()}
