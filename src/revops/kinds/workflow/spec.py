"""The section `workflows` as people write it: steps, paths with steps of their own, the workflow around."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, Tag

from revops.kinds.base import Refs, Text
from revops.kinds.day import CalendarDay
from revops.kinds.objects import ObjectName
from revops.kinds.workflow.spec_frame import WHEN, Enrol, Hours, Leaving
from revops.kinds.workflow.spec_further import (
    ActionStep,
    AppendStep,
    ClearStep,
    CodeStep,
    CopyStep,
    EnrolStep,
    IncrementStep,
    MarketingStep,
    StampStep,
    WaitForStep,
    WebhookStep,
)
from revops.kinds.workflow.spec_steps import (
    NAME,
    AddStep,
    DelayStep,
    EmailStep,
    InAppStep,
    Named,
    NotifyStep,
    PropertyName,
    RemoveStep,
    RotateStep,
    SetStep,
    StepId,
    TaskStep,
    UntilStep,
)
from revops.kinds.workflow.spec_wider import (
    AssociateStep,
    CreateStep,
    NoteStep,
    SequenceStep,
    SlackStep,
    SubscribeStep,
    UnsubscribeStep,
)
from revops.kinds.workflow.words import WORDS, chooser
from revops.model.spec import Spec

PathName = Annotated[str, Field(pattern=NAME)]


class Path(Spec):
    """One way on: whom it is for, and what happens to them."""

    name: Annotated[Text | None, Field(description="What people read in HubSpot; else the path's key")] = None
    when: Annotated[str | dict[str, Any], Field(description=WHEN)]
    steps: Annotated[list[Step], Field(description="What happens on it; may be empty")] = Field(
        default_factory=list
    )


class Share(Spec):
    """One way of a test, and how many records take it."""

    percentage: Annotated[int, Field(ge=1, le=99, description="All shares together are 100")]
    steps: Annotated[list[Step], Field(description="What happens on it")] = Field(default_factory=list)


class BranchStep(Named):
    """Ways on by condition: a record takes the first whose condition holds."""

    branch: Annotated[
        dict[PathName, Path], Field(min_length=1, max_length=20, description="Ways by name, tried in order")
    ]
    otherwise: Annotated[list[Step], Field(alias="else", description="What happens to all others")] = Field(
        default_factory=list
    )


class ByValueStep(Named):
    """Ways on by the value of one property."""

    by_value: PropertyName
    cases: Annotated[
        dict[str, list[Step]],
        Field(min_length=1, max_length=250, description="Value -> what happens; may be empty"),
    ]
    otherwise: Annotated[list[Step], Field(alias="else", description="What happens to all others")] = Field(
        default_factory=list
    )


class SplitStep(Named):
    """Ways on by chance."""

    split: Annotated[dict[PathName, Share], Field(min_length=2, description="Ways by name")]


class HappenedStep(Named):
    """Ways on after `wait_for`: it happened, or the time was over."""

    happened: Annotated[StepId, Field(description="The step that waited")]
    then: Annotated[list[Step], Field(description="What happens where it did")] = Field(default_factory=list)
    otherwise: Annotated[list[Step], Field(alias="else", description="What happens where not")] = Field(
        default_factory=list
    )


Step = Annotated[
    Annotated[EmailStep, Tag("email")]
    | Annotated[NotifyStep, Tag("notify")]
    | Annotated[InAppStep, Tag("in_app")]
    | Annotated[DelayStep, Tag("delay")]
    | Annotated[UntilStep, Tag("until")]
    | Annotated[TaskStep, Tag("task")]
    | Annotated[SetStep, Tag("set")]
    | Annotated[RotateStep, Tag("rotate")]
    | Annotated[AddStep, Tag("add_to")]
    | Annotated[RemoveStep, Tag("remove_from")]
    | Annotated[BranchStep, Tag("branch")]
    | Annotated[ByValueStep, Tag("by_value")]
    | Annotated[SplitStep, Tag("split")]
    | Annotated[HappenedStep, Tag("happened")]
    | Annotated[WaitForStep, Tag("wait_for")]
    | Annotated[CopyStep, Tag("copy")]
    | Annotated[IncrementStep, Tag("increment")]
    | Annotated[AppendStep, Tag("append")]
    | Annotated[StampStep, Tag("stamp")]
    | Annotated[MarketingStep, Tag("marketing")]
    | Annotated[EnrolStep, Tag("enrol_in")]
    | Annotated[WebhookStep, Tag("webhook")]
    | Annotated[CodeStep, Tag("code")]
    | Annotated[ActionStep, Tag("action")]
    | Annotated[ClearStep, Tag("clear")]
    | Annotated[SlackStep, Tag("slack")]
    | Annotated[SequenceStep, Tag("sequence")]
    | Annotated[CreateStep, Tag("create")]
    | Annotated[AssociateStep, Tag("associate")]
    | Annotated[NoteStep, Tag("note")]
    | Annotated[SubscribeStep, Tag("subscribe")]
    | Annotated[UnsubscribeStep, Tag("unsubscribe")],
    chooser(*WORDS),
]
LeafStep = (
    EmailStep
    | NotifyStep
    | InAppStep
    | DelayStep
    | UntilStep
    | TaskStep
    | SetStep
    | RotateStep
    | AddStep
    | RemoveStep
    | WaitForStep
    | CopyStep
    | IncrementStep
    | AppendStep
    | StampStep
    | MarketingStep
    | EnrolStep
    | WebhookStep
    | CodeStep
    | ActionStep
    | ClearStep
    | SlackStep
    | SequenceStep
    | CreateStep
    | AssociateStep
    | NoteStep
    | SubscribeStep
    | UnsubscribeStep
)
"""Those without paths."""
for _model in (Path, Share, BranchStep, ByValueStep, SplitStep, HappenedStep):
    _model.model_rebuild()


class WorkflowSpec(Spec):
    """A workflow. `enabled` left out: nobody is told whether it is to be on."""

    ref: Refs = Field(default_factory=list)
    object: Annotated[ObjectName, Field(description="Whose records are enrolled")]
    name: Annotated[Text, Field(description="What people read in HubSpot")]
    description: Annotated[Text | None, Field(description="What it is for, for people in HubSpot")] = None
    enrol: Annotated[
        Enrol,
        Field(
            description="A condition or the name of one, {manual: true}, or what starts it: {event: NAME}, "
            "{changed: PROPERTY}, {joins: SEGMENT}, {every: day, …}, {date: PROPERTY, …}"
        ),
    ]
    re_enrol: Annotated[
        bool | None, Field(alias="reEnrol", description="Whether records may enter again")
    ] = None
    un_enrol: Annotated[
        Leaving | None, Field(alias="unEnrol", description="Who leaves early, and what is left")
    ] = None
    suppress: Annotated[
        list[str] | str | dict[str, Any] | None,
        Field(
            description="Who never enters: segments in a workflow of contacts, else a condition or its name"
        ),
    ] = None
    new_only: Annotated[
        bool,
        Field(
            alias="newOnly",
            description="Keeps out for good whoever meets the condition already: a snapshot of them, "
            "`segment.NAME_already_there`, is made and suppressed",
        ),
    ] = False
    goal: Annotated[
        str | dict[str, Any] | None, Field(description="A condition; contacts that meet it are done")
    ] = None
    hours: Annotated[list[Hours] | None, Field(description="When it acts; an empty list: always")] = None
    blocked_dates: Annotated[
        list[CalendarDay] | None,
        Field(alias="blockedDates", description="Days on which it does nothing: `2027-01-01`, `12-31`"),
    ] = None
    enabled: Annotated[bool | None, Field(description="Whether it is on; switching on asks first")] = None
    steps: Annotated[list[Step], Field(min_length=1, description="What happens, one after the other")]
