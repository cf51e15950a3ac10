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
_A_SPAN: Final = "Write one of the four units"
Value = str | int | float | bool | list[str]


class Duration(Spec):
    """A time span in one unit: `{days: 2}`."""

    minutes: Annotated[Amount | None, Field(description=_A_SPAN)] = None
    hours: Annotated[Amount | None, Field(description=_A_SPAN)] = None
    days: Annotated[Amount | None, Field(description=_A_SPAN)] = None
    weeks: Annotated[Amount | None, Field(description=_A_SPAN)] = None

    @model_validator(mode="after")
    def _one_unit(self) -> Duration:
        if len(self.model_dump(exclude_none=True)) != 1:
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

    subject: Annotated[Text, Field(description="The task's title")]
    body: Annotated[Text | None, Field(description="HTML, or plain text")] = None
    role: Annotated[str | None, Field(description="Who gets it; the target maps the role to a user")] = None
    type: Annotated[Literal["TODO", "CALL", "EMAIL"], Field(description="What is to be done")] = "TODO"
    priority: Annotated[
        Literal["NONE", "LOW", "MEDIUM", "HIGH"], Field(description="How HubSpot marks it")
    ] = "NONE"
    due: Annotated[Duration | None, Field(description="How long after the step is reached")] = None


class TaskBody(Spec):
    """`{task: {subject: …}}`."""

    task: Annotated[Task, Field(description="The task to make")]


def _one_property(value: object) -> object:
    if isinstance(value, Mapping) and len(value) != 1:
        raise ValueError("a step sets one property: write set: {contacts.PROPERTY: VALUE}")
    return value


class SetBody(Spec):
    """`{set: {contacts.lead_source_category: website}}`: one property of the record, one fixed value."""

    set: Annotated[
        dict[str, Value],
        Field(min_length=1, max_length=1, description="OBJECT.PROPERTY -> the value that it gets"),
        BeforeValidator(_one_property),
    ]


class _Named(Spec):
    """What every step has."""

    id: StepId


class TaskStep(TaskBody, _Named):
    """Make a task."""


class SetStep(SetBody, _Named):
    """Set a property."""


class DelayStep(Spec):
    """Wait."""

    id: StepId
    delay: Annotated[Delay, Field(description="How long records wait")]


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
    email: Annotated[str, Field(description="Name of a marketing e-mail of the portal")]
    otherwise: Annotated[
        Fallback | None,
        Field(alias="else", description="A task or a `set` instead, while there is no such e-mail"),
    ] = None


Step = Annotated[
    Annotated[EmailStep, Tag("email")]
    | Annotated[DelayStep, Tag("delay")]
    | Annotated[TaskStep, Tag("task")]
    | Annotated[SetStep, Tag("set")],
    _chooser(*WORDS),
]


class WorkflowSpec(Spec):
    """A workflow. `enabled` left out: nobody is told whether it is to be on."""

    ref: Refs = Field(default_factory=list)
    object: Annotated[ObjectName, Field(description="Whose records are enrolled")]
    name: Annotated[Text, Field(description="What people read in HubSpot")]
    enrol: Annotated[
        str | dict[str, Any],
        Field(description="A condition or the name of one, {submitted: FORM}, or {manual: true}"),
    ]
    re_enrol: Annotated[
        bool | None, Field(alias="reEnrol", description="Whether records may enter again")
    ] = None
    enabled: Annotated[bool | None, Field(description="Whether it is on; switching on asks first")] = None
    steps: Annotated[list[Step], Field(min_length=1, description="What happens, one after the other")]


@dataclass(frozen=True)
class Design:
    """What of a workflow is not in its units: the object type and the condition with its types."""

    object: str
    enrol: Condition | None = None
    """None: records are enrolled by hand."""
