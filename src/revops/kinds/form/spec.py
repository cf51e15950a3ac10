"""The section `forms` as people write it: HubSpot's fields in HubSpot's spelling, rows as lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Text
from revops.model.spec import Spec

FieldType = Literal[
    "datepicker",
    "dropdown",
    "email",
    "file",
    "mobile_phone",
    "multi_line_text",
    "multiple_checkboxes",
    "number",
    "phone",
    "radio",
    "single_checkbox",
    "single_line_text",
]
"""Kinds of fields (dossier I1); payment links are none that a property answers."""
FIELD_TYPES: Final = get_args(FieldType)
Theme = Literal["canvas", "default_style", "legacy", "linear", "round", "sharp"]
Language = Literal[
    "af", "ar-eg", "bg", "bn", "ca-es", "cs", "da", "de", "el", "en", "en-gb", "es", "es-mx", "fi", "fr",
    "fr-ca", "he-il", "hr", "hu", "id", "it", "ja", "ko", "lt", "ms", "nl", "no-no", "pl", "pt", "pt-br",
    "ro", "ru", "sk", "sl", "sv", "th", "tl", "tr", "uk", "vi", "zh-cn", "zh-hk", "zh-tw",
]  # fmt: skip
"""Languages of forms, as HubSpot's API description of forms lists them."""
Scalar = str | bool | int | float
_MOST_IN_ROW: Final = 3


class _Camel(Spec):
    """Keys are HubSpot's, in its spelling."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False)


class FieldBody(_Camel):
    """A field. What is left out is HubSpot's usual when it is made, and not managed afterwards."""

    property: str = Field(description="OBJECT.PROPERTY, or the name alone of a property of contacts")
    label: Text | None = Field(
        None, description="Shown above the field; the property's label where it is left out"
    )
    description: Text | None = Field(None, description="Help text below the label")
    placeholder: Text | None = Field(None, description="Shown in the field while it is empty")
    required: bool | None = Field(None, description="True: nobody can send the form without it")
    hidden: bool | None = Field(None, description="True: nobody sees it, its `defaultValue` is sent")
    field_type: FieldType | None = Field(
        None, description="Another kind of field than the property's own, where HubSpot has one"
    )
    default_value: Scalar | list[str] | None = Field(
        None, description="Filled in, and sent unless somebody changes it; a list for several options"
    )
    options: list[str] | None = Field(
        None, min_length=1, description="Stored values that are offered, in this order; all where left out"
    )
    blocked_email_domains: list[str] | None = Field(None, description="E-mail addresses that are refused")
    use_default_block_list: bool | None = Field(None, description="True: no free e-mail providers")
    use_country_code_select: bool | None = Field(None, description="True: a list of country codes beside it")
    min_allowed_digits: int | None = Field(None, ge=0, description="Fewest digits of a phone number")
    max_allowed_digits: int | None = Field(None, ge=1, description="Most digits of a phone number")
    allow_multiple_files: bool | None = Field(None, description="True: several files at once")


class Dependent(Spec):
    """A field that shows only where the answer above it says so."""

    when: dict[str, Any] = Field(
        description="One word of the condition language and its value, about the field above",
        examples=[{"any_of": ["website"]}],
    )
    field: Annotated[
        Annotated[str, Tag("name")] | Annotated[FieldBody, Tag("field")],
        Discriminator(lambda value: "name" if isinstance(value, str) else "field"),
        Field(description="What is asked then: OBJECT.PROPERTY, or a field"),
    ]


class FieldSpec(FieldBody):
    """A field of a row, and those that depend on it."""

    dependents: list[Dependent] = Field(default_factory=list, description="Fields that show by its answer")


class TextBlock(Spec):
    """`{text: "<p>…</p>"}`: formatted text between the fields."""

    text: Annotated[Text, Field(description="HTML")]


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return "name"
    return "text" if isinstance(value, TextBlock) or (_keys(value) and "text" in value) else "field"


def _keys(value: Any) -> bool:
    return isinstance(value, Mapping)


Cell = Annotated[
    Annotated[str, Tag("name")] | Annotated[TextBlock, Tag("text")] | Annotated[FieldSpec, Tag("field")],
    Discriminator(_cell),
]
Row = Annotated[
    Annotated[list[Cell], Field(min_length=1, max_length=_MOST_IN_ROW), Tag("row")]
    | Annotated[Cell, Tag("cell")],
    Discriminator(lambda value: "row" if isinstance(value, list) else "cell"),
]
"""One field, or up to three side by side (dossier I1)."""


class Then(Spec):
    """What people see after they sent it: one of the two."""

    message: Text | None = Field(None, description="A text of thanks")
    redirect: str | None = Field(None, description="The address of a page", pattern="^https?://")

    @model_validator(mode="after")
    def _one(self) -> Then:
        if (self.message is None) == (self.redirect is None):
            raise ValueError("write one of message, redirect")
        return self


class Checkbox(Spec):
    """Consent to one kind of e-mails."""

    subscription: Annotated[str, Field(description="Name of a subscription type of the portal")]
    label: Annotated[Text, Field(description="Beside the box")]
    required: bool = Field(False, description="True: nobody can send the form without it")


class LegitimateInterest(_Camel):
    """Nobody is asked; a text tells why the data may be used."""

    lawful_basis: Literal["client", "lead", "other"] | None = Field(None, description="HubSpot's reason")
    subscriptions: list[str] | None = Field(None, description="Names of subscription types of the portal")
    privacy_text: Text = Field(description="Why the data is used, and how it is protected")


class ImplicitConsent(_Camel):
    """To send the form is to consent."""

    privacy_text: Text = Field(description="Why the data is used, and how it is protected")
    communication_consent_text: Text | None = Field(None, description="Above the boxes for e-mails")
    consent_to_process_text: Text | None = Field(None, description="What people consent to")
    checkboxes: list[Checkbox] | None = Field(None, description="One box per subscription type")


class ExplicitConsent(ImplicitConsent):
    """People consent by a box."""

    consent_to_process_checkbox_label: Text | None = Field(None, description="Beside the box")
    consent_to_process_footer_text: Text | None = Field(None, description="Below the box")


class Consent(Spec):
    """On what ground the data is used: one of the three, or `none`."""

    legitimate_interest: LegitimateInterest | None = Field(
        None, description="A text tells why the data may be used; nobody is asked"
    )
    implicit: ImplicitConsent | None = Field(None, description="To send the form is to consent")
    explicit: ExplicitConsent | None = Field(None, description="People consent by a box")

    @model_validator(mode="after")
    def _one(self) -> Consent:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("write one of legitimate_interest, implicit, explicit")
        return self


class LifecycleStages(Spec):
    """The stage that records get; HubSpot wants both objects or none (dossier I1)."""

    contacts: Annotated[str, Field(description="Key of a lifecycle stage")]
    companies: Annotated[str, Field(description="Key of a lifecycle stage")]


class Notify(Spec):
    """Who gets an e-mail about each submission; who is not named stays as HubSpot has it."""

    roles: list[str] = Field(default_factory=list, description="The target maps each to a user")
    owner: bool | None = Field(None, description="True: the contact's owner, too")


class Style(_Camel):
    """Colours and sizes as in HubSpot, e.g. `#ff7a59` and `12px`."""

    background_width: str | None = Field(None, description="How wide the form is, e.g. `100%`")
    font_family: str | None = Field(None, description="Name of the typeface")
    help_text_color: str | None = Field(None, description="Colour of help texts")
    help_text_size: str | None = Field(None, description="Size of help texts")
    label_text_color: str | None = Field(None, description="Colour of labels")
    label_text_size: str | None = Field(None, description="Size of labels")
    legal_consent_text_color: str | None = Field(None, description="Colour of the consent texts")
    legal_consent_text_size: str | None = Field(None, description="Size of the consent texts")
    submit_alignment: Literal["center", "left", "right"] | None = Field(
        None, description="Where the button stands"
    )
    submit_color: str | None = Field(None, description="Colour of the button")
    submit_font_color: str | None = Field(None, description="Colour of the text on the button")
    submit_size: str | None = Field(None, description="Size of the button")


class FormSpec(_Camel):
    """A form. It has no draft: it is live as soon as it is made."""

    ref: Refs = ""
    name: Text = Field(description="What people read in HubSpot; each form has its own")
    fields: Annotated[list[Row], Field(min_length=1, description="Rows from top to bottom")]
    submit: Text | None = Field(None, description="Text on the button")
    then: Then | None = Field(None, description="What follows: {message: …} or {redirect: https://…}")
    consent: Literal["none"] | Consent | None = Field(None, description="Legal consent, or `none`")
    lifecycle: Literal["none"] | LifecycleStages | None = Field(
        None, description="{contacts: STAGE, companies: STAGE}, or `none` for the portal's usual one"
    )
    notify: Notify | None = Field(None, description="E-mails about submissions; asks before it is set")
    language: Language | None = Field(None, description="Of HubSpot's own words; the target's when made")
    create_new_contact_for_new_email: bool | None = Field(
        None, description="True: another e-mail address is another contact, whatever the cookie says"
    )
    pre_populate_known_values: bool | None = Field(None, description="True: what is known is filled in")
    allow_link_to_reset_known_values: bool | None = Field(None, description="True: a link empties it again")
    recaptcha_enabled: bool | None = Field(None, description="True: a test against robots")
    cloneable: bool | None = Field(None, description="False: nobody copies it in HubSpot")
    editable: bool | None = Field(None, description="False: nobody changes it in HubSpot")
    archivable: bool | None = Field(None, description="False: nobody archives it in HubSpot")
    theme: Theme | None = Field(None, description="How its inputs look")
    style: Style | None = Field(None, description="Colours and sizes")
    css_class: str | None = Field(None, description="Class names for your own style sheets")
    render_raw_html: bool | None = Field(None, description="True: part of the page, not in a frame")
