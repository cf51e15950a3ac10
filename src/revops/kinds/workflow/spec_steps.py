"""Steps as people write them: one small model for each type that does one thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, Tag, model_validator

from revops.kinds.base import Text
from revops.kinds.day import Day
from revops.kinds.objects import ObjectName
from revops.kinds.workflow.words import chooser
from revops.model.spec import Spec

NAME: Final = "^[a-z][a-z0-9_]*$"
StepId = Annotated[
    str,
    Field(
        pattern=NAME,
        description="Name of the step, never shown in HubSpot. Another name makes it another step",
    ),
]
Amount = Annotated[int, Field(ge=0)]
_A_SPAN: Final = "Write one of the four units"
Value = str | int | float | bool | list[str]
TaskType = Literal["TODO", "CALL", "EMAIL"]
Priority = Literal["NONE", "LOW", "MEDIUM", "HIGH"]
PropertyName = Annotated[str, Field(description="OBJECT.PROPERTY of the enrolled record")]
Roles = Annotated[
    str | list[str],
    Field(description="Roles; the target maps each to a user or a team"),
]
Clock = Annotated[
    str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Time of day in the portal, `09:00`")
]


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


class Until(Spec):
    """Until which moment a record waits: the day that a property holds, or a fixed one."""

    property: Annotated[PropertyName | None, Field(description="A property that holds a date")] = None
    date: Annotated[Day | None, Field(description="A fixed day, `2027-04-01`")] = None
    before: Annotated[Delay | None, Field(description="So long before it")] = None
    after: Annotated[Delay | None, Field(description="So long after it")] = None
    at: Clock

    @model_validator(mode="after")
    def _one_moment(self) -> Until:
        if (self.property is None) == (self.date is None):
            raise ValueError("write either property or date")
        if self.before and self.after:
            raise ValueError("write before or after, not both")
        return self


class Task(Spec):
    """A task about the enrolled record. `due` counts from the moment the step is reached."""

    subject: Annotated[Text, Field(description="The task's title")]
    body: Annotated[
        Text | None, Field(description="Plain text, or HTML where a tag of it stands in the text")
    ] = None
    role: Annotated[str | None, Field(description="Who gets it; the target maps the role to a user")] = None
    owner: Annotated[
        PropertyName | None,
        Field(description="In place of a role, a property that holds a user: whoever it names gets it"),
    ] = None
    type: Annotated[TaskType, Field(description="What is to be done")] = "TODO"
    priority: Annotated[Priority, Field(description="How HubSpot marks it")] = "NONE"
    due: Annotated[Duration | None, Field(description="How long after the step is reached")] = None

    @model_validator(mode="after")
    def _one_person(self) -> Task:
        if self.role and self.owner:
            raise ValueError("write role or owner, not both: a task has one owner")
        return self


class Notice(Spec):
    """What is told inside the company, and to whom."""

    roles: Annotated[Roles | None, Field(description="Roles; the target maps each to a user or a team")] = (
        None
    )
    owner: Annotated[
        PropertyName | None,
        Field(description="A property that holds a user: whoever it names is told, too"),
    ] = None
    subject: Annotated[Text, Field(description="The title")]
    body: Annotated[Text, Field(description="Plain text, or HTML where a tag of it stands in the text")]

    @model_validator(mode="after")
    def _somebody(self) -> Notice:
        if not (self.roles or self.owner):
            raise ValueError("write roles or owner, so that somebody is told")
        return self


class Rotation(Spec):
    """Among whom records are shared out."""

    roles: Roles
    property: Annotated[PropertyName, Field(description="The property that names who has the record")]
    overwrite: Annotated[bool, Field(description="Whether a record that has somebody gets another")] = False


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


class Named(Spec):
    """What every step has."""

    id: StepId


class Edit(Named):
    """What every step has that writes a property: whose property it is."""

    of: Annotated[
        ObjectName | None,
        Field(description="Edit the associated records of this object; left out: the enrolled record"),
    ] = None
    label: Annotated[
        str | None,
        Field(description="Only those with this association label, or `primary`; left out: all of them"),
    ] = None

    @model_validator(mode="after")
    def _label_of_something(self) -> Edit:
        if self.label is not None and self.of is None:
            raise ValueError("`label` goes with `of`")
        return self


class TaskStep(TaskBody, Named):
    """Make a task."""


class SetStep(SetBody, Edit):
    """Set a property."""


class DelayStep(Named):
    """Wait."""

    delay: Annotated[Delay, Field(description="How long records wait")]


class UntilStep(Named):
    """Wait until a day."""

    until: Annotated[Until, Field(description="Until when records wait")]


class NotifyBody(Spec):
    """`{notify: {roles: …}}`."""

    notify: Annotated[Notice, Field(description="What is told to whom")]


class InAppBody(Spec):
    """`{in_app: {roles: …}}`."""

    in_app: Annotated[Notice, Field(description="What is told to whom")]


class NotifyStep(NotifyBody, Named):
    """Send an e-mail inside the company."""


class InAppStep(InAppBody, Named):
    """Show a notification in HubSpot."""


class RotateStep(Named):
    """Share records out, one after the other."""

    rotate: Annotated[Rotation, Field(description="Among whom")]


class AddStep(Named):
    """Put the record into a static segment."""

    add_to: Annotated[str, Field(description="A segment: its key in the blueprint, or its name in HubSpot")]


class RemoveStep(Named):
    """Take the record out of a static segment."""

    remove_from: Annotated[
        str, Field(description="A segment: its key in the blueprint, or its name in HubSpot")
    ]


Fallback = Annotated[
    Annotated[TaskBody, Tag("task")]
    | Annotated[SetBody, Tag("set")]
    | Annotated[NotifyBody, Tag("notify")]
    | Annotated[InAppBody, Tag("in_app")],
    chooser("task", "set", "notify", "in_app"),
]
"""What is done instead of a step that the portal does not have."""


class EmailStep(Named):
    """Send a marketing e-mail by its name; `else` is done while the portal has no such e-mail."""

    email: Annotated[str, Field(description="Name of a marketing e-mail of the portal")]
    otherwise: Annotated[
        Fallback | None,
        Field(alias="else", description="One step that is done instead, while there is no such e-mail"),
    ] = None
