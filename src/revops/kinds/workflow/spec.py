"""The section `workflows` as people write it: one small model per step, and the workflow around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from revops.kinds.base import Refs, Text
from revops.kinds.objects import ObjectName
from revops.model.condition import Condition
from revops.model.spec import Spec

StepId = Annotated[
    str,
    Field(
        pattern="^[a-z][a-z0-9_]*$",
        description="Name of the step, never shown in HubSpot. Another name makes it another step",
    ),
]
Amount = Annotated[int, Field(ge=0)]
Value = str | int | float | bool | list[str]


class Duration(Spec):
    """A time span in one unit: `{days: 2}`."""

    minutes: Amount | None = None
    hours: Amount | None = None
    days: Amount | None = None
    weeks: Amount | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Duration:
        if len(self.model_fields_set) != 1:
            raise ValueError("write one of minutes, hours, days, weeks")
        return self


class Delay(Duration):
    """How long a record waits before the next step."""

    @model_validator(mode="after")
    def _some_time(self) -> Delay:
        if not any(self.model_dump(exclude_none=True).values()):
            raise ValueError("a delay is longer than nothing; leave the step out")
        return self


class Task(Spec):
    """A task about the enrolled record. `due` counts from the moment the step is reached."""

    subject: Text
    body: Annotated[Text | None, Field(description="HTML, or plain text")] = None
    type: Literal["TODO", "CALL", "EMAIL"] = "TODO"
    priority: Literal["NONE", "LOW", "MEDIUM", "HIGH"] = "NONE"
    role: Annotated[str | None, Field(description="Who gets it; the target maps the role to a user")] = None
    due: Duration | None = None


class TaskBody(Spec):
    """`{task: {subject: …}}`."""

    task: Task


def _one_property(value: object) -> object:
    if isinstance(value, Mapping) and len(value) != 1:
        raise ValueError("a step sets one property: write set: {contacts.PROPERTY: VALUE}")
    return value


class SetBody(Spec):
    """`{set: {contacts.lead_source_category: website}}`: one property of the record, one fixed value."""

    set: Annotated[dict[str, Value], Field(min_length=1, max_length=1), BeforeValidator(_one_property)]


class TaskStep(TaskBody):
    """Make a task."""

    id: StepId


class SetStep(SetBody):
    """Set a property."""

    id: StepId


class DelayStep(Spec):
    """Wait."""

    id: StepId
    delay: Delay


WORDS: Final = ("email", "delay", "task", "set")


def _word(value: object) -> str | None:
    """The word that says what a step does; None where there is none, or more than one."""
    named = (
        value if isinstance(value, Mapping) else type(value).model_fields if isinstance(value, Spec) else {}
    )
    found = [word for word in WORDS if word in named]
    return found[0] if len(found) == 1 else None


def _chooser(*words: str) -> Discriminator:
    told = f"write exactly one of: {', '.join(words)}"
    return Discriminator(_word, custom_error_type="workflow_step", custom_error_message=told)


Fallback = Annotated[
    Annotated[TaskBody, Tag("task")] | Annotated[SetBody, Tag("set")], _chooser("task", "set")
]


class EmailStep(Spec):
    """Send a marketing e-mail by its name; `else` is done while the portal has no such e-mail."""

    id: StepId
    email: str
    otherwise: Annotated[Fallback | None, Field(alias="else")] = None


Step = Annotated[
    Annotated[EmailStep, Tag("email")]
    | Annotated[DelayStep, Tag("delay")]
    | Annotated[TaskStep, Tag("task")]
    | Annotated[SetStep, Tag("set")],
    _chooser(*WORDS),
]


class WorkflowSpec(Spec):
    """A workflow. `enabled` left out: nobody is told whether it is to be on."""

    object: ObjectName
    name: Text
    enrol: Annotated[
        str | dict[str, Any],
        Field(description="A condition or the name of one, {submitted: FORM}, or {manual: true}"),
    ]
    steps: Annotated[list[Step], Field(min_length=1)]
    re_enrol: Annotated[bool | None, Field(alias="reEnrol")] = None
    enabled: bool | None = None
    ref: Refs = Field(default_factory=list)


@dataclass(frozen=True)
class Design:
    """What of a workflow is not in its units: the object type and the condition with its types."""

    object: str
    enrol: Condition | None = None
    """None: records are enrolled by hand."""
