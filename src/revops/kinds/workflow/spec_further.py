"""The rarer steps as people write them: waiting for events, editing the record, calling what is outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from revops.kinds.workflow.spec_steps import Delay, Edit, Named, PropertyName
from revops.model.spec import Spec


class WaitFor(Spec):
    """What a record waits for, and how long at most."""

    event: Annotated[str | None, Field(description="An event by its name, as in conditions")] = None
    where: Annotated[
        dict[str, Any] | list[Any] | None, Field(description="Which of them: tests of the event's properties")
    ] = None
    changed: Annotated[PropertyName | None, Field(description="A property that gets a new value")] = None
    to: Annotated[
        str | list[str] | None, Field(description="Options, of which it gets one; left out: any value")
    ] = None
    at_most: Annotated[Delay, Field(description="After so long the record goes on all the same")]

    @model_validator(mode="after")
    def _one_event(self) -> WaitFor:
        if (self.event is None) == (self.changed is None):
            raise ValueError("write either event or changed")
        if (self.where is not None and self.event is None) or (self.to is not None and self.changed is None):
            raise ValueError("`where` goes with event, `to` with changed")
        return self


class Copying(Spec):
    """Which property is copied to which."""

    source: Annotated[PropertyName, Field(alias="from", description="Where the value comes from")]
    target: Annotated[PropertyName, Field(alias="to", description="Where it goes")]


Method = Literal["GET", "POST"]
HTTPS: Final = "https://"


class Calling(Spec):
    """A web address and what it is told."""

    url: Annotated[str, Field(pattern=f"^{HTTPS}", description="An address that starts with https://")]
    method: Annotated[Method, Field(description="How it is called")] = "POST"
    query: Annotated[
        dict[str, PropertyName], Field(description="Name of a parameter -> the property that it gets")
    ] = Field(default_factory=dict)
    secret: Annotated[
        str | None, Field(description="Name of a secret in HubSpot, sent as the header Authorization")
    ] = None


class Program(Spec):
    """Code that HubSpot runs."""

    runtime: Annotated[str, Field(description="As HubSpot names it: `NODE20X`, `PYTHON39`")]
    source: Annotated[str, Field(min_length=1, description="The code")]
    secrets: Annotated[list[str], Field(description="Names of secrets in HubSpot")] = Field(
        default_factory=list
    )
    inputs: Annotated[
        dict[str, PropertyName], Field(description="Name in the code -> the property that it gets")
    ] = Field(default_factory=dict)
    outputs: Annotated[
        dict[str, list[str]], Field(description="Name in the code -> the values that it may have")
    ] = Field(default_factory=dict)


class ActionById(Spec):
    """An action of HubSpot's that has no word here."""

    type: Annotated[str, Field(pattern="^[01]-[0-9]+$", description="HubSpot's `actionTypeId`")]
    version: Annotated[
        int | None, Field(ge=0, description="HubSpot's `actionTypeVersion`; left out: the one in use")
    ] = None
    fields_: Annotated[dict[str, Any], Field(alias="fields", description="As HubSpot's API takes them")]


class WaitForStep(Named):
    """Wait until something happens."""

    wait_for: Annotated[WaitFor, Field(description="What for, and how long at most")]


class CopyStep(Edit):
    """Copy a property of the enrolled record to another."""

    copy_: Annotated[Copying, Field(alias="copy", description="Which to which")]


def _one_number(value: object) -> object:
    if isinstance(value, Mapping) and len(value) != 1:
        raise ValueError("a step changes one property")
    return value


class IncrementStep(Edit):
    """Add a number to a property."""

    increment: Annotated[
        dict[str, int | float],
        Field(min_length=1, max_length=1, description="OBJECT.PROPERTY -> what is added"),
        BeforeValidator(_one_number),
    ]


class AppendStep(Edit):
    """Add an option to those that a property has."""

    append: Annotated[
        dict[str, str],
        Field(min_length=1, max_length=1, description="OBJECT.PROPERTY -> the option"),
        BeforeValidator(_one_number),
    ]


class StampStep(Edit):
    """Write the moment of the step into a property."""

    stamp: PropertyName


class ClearStep(Edit):
    """Empty a property."""

    clear: PropertyName


class EnrolStep(Named):
    """Enrol the record in another workflow."""

    enrol_in: Annotated[str, Field(description="Key of a workflow of the blueprint")]


class MarketingStep(Named):
    """Make the contact a marketing contact, or none any more."""

    marketing: Annotated[bool, Field(description="Whether it is one")]


class WebhookStep(Named):
    """Call a web address."""

    webhook: Annotated[Calling, Field(description="Which, and with what")]


class CodeStep(Named):
    """Run code in HubSpot."""

    code: Annotated[Program, Field(description="The code and what it is given")]


class ActionStep(Named):
    """Do what has no word here."""

    action: Annotated[ActionById, Field(description="The action as HubSpot has it")]
