"""What stands around the steps, as people write it: what starts a workflow, when it acts, who leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from revops.kinds.day import Yearly
from revops.kinds.workflow.calendar import RELATIVE
from revops.kinds.workflow.spec_steps import Clock, PropertyName
from revops.model.spec import Spec

WHEN: Final = "A condition, or the name of one"
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Changed(Spec):
    """Enrols a record when a property gets a new value."""

    changed: PropertyName
    to: Annotated[
        str | list[str] | None, Field(description="Options, of which it gets one; left out: any value")
    ] = None
    where: Annotated[str | dict[str, Any] | None, Field(description=WHEN)] = None


class Joins(Spec):
    """Enrols a record when it becomes a member of a segment."""

    joins: Annotated[str, Field(description="A segment: its key in the blueprint, or its name in HubSpot")]
    where: Annotated[str | dict[str, Any] | None, Field(description=WHEN)] = None


class Every(Spec):
    """Enrols, again and again, the records for which a condition holds."""

    every: Annotated[Literal["day", "week", "month", "year"], Field(description="How often it looks")]
    on: Annotated[
        list[Weekday] | list[DayOfMonth] | Literal["first_monday", "last_day"] | Yearly | None,
        Field(description="Days of the week or of the month, `first_monday`, `last_day`, or `04-01`"),
    ] = None
    at: Clock
    where: Annotated[str | dict[str, Any], Field(description=WHEN)]

    @model_validator(mode="after")
    def _days(self) -> Every:
        if not isinstance(self.on, str) and self.on is not None and not self.on:
            raise ValueError("name a day")
        if self.every not in _fitting(self.on):
            raise ValueError(_ON[self.every])
        return self


_ON: Final = {
    "day": "every day has no `on`",
    "week": "write on: [monday, …]",
    "month": "write on: [1, 15], or first_monday, or last_day",
    "year": "write on: 04-01",
}


def _fitting(on: list[Any] | str | None) -> tuple[str, ...]:
    """How often there are such days."""
    if on is None:
        return ("day",)
    if isinstance(on, list):
        return ("week",) if isinstance(on[0], str) else ("month",)
    return ("month",) if on in RELATIVE else ("year",)


class OnDate(Spec):
    """Enrols a record on the day that one of its properties holds."""

    date: PropertyName
    at: Clock
    yearly: Annotated[bool, Field(description="On that day of every year")] = False
    where: Annotated[str | dict[str, Any] | None, Field(description=WHEN)] = None

    @model_validator(mode="before")
    @classmethod
    def _that_day_itself(cls, value: Any) -> Any:
        """No source tells whether a positive `daysDelta` is before or after (dossier F6)."""
        if isinstance(value, Mapping) and {"before", "after"} & value.keys():
            raise ValueError(_OFFSET)
        return value


_OFFSET: Final = (
    "no source tells how HubSpot's API writes a start before or after a date; look every day instead: "
    "`{every: day, at: …, where: {property: …, within_next_days: 90}}`, or let the first step wait: "
    "`until: {property: …, before: {days: 90}, at: …}`"
)


def _trigger(value: object) -> str:
    if isinstance(value, Spec):
        return type(value).__name__.lower()
    named = value if isinstance(value, Mapping) else {}
    found = (name for word, name in _TRIGGERS.items() if word in named)
    return next(found, "condition")


def _any_of(schema: dict[str, Any]) -> None:
    """What starts a workflow looks like a condition to a schema, so several may fit."""
    schema["anyOf"] = schema.pop("oneOf", [])


_TRIGGERS: Final = {"changed": "changed", "joins": "joins", "every": "every", "date": "ondate"}
Enrol = Annotated[
    Annotated[Changed, Tag("changed")]
    | Annotated[Joins, Tag("joins")]
    | Annotated[Every, Tag("every")]
    | Annotated[OnDate, Tag("ondate")]
    | Annotated[str | dict[str, Any], Tag("condition")],
    Discriminator(_trigger),
    Field(json_schema_extra=_any_of),
]


class Hours(Spec):
    """When a workflow acts."""

    days: Annotated[list[Weekday], Field(min_length=1, description="Days of the week")]
    start: Annotated[Clock, Field(alias="from", description="From this time on")]
    end: Annotated[
        Clock | Literal["24:00"],
        Field(alias="to", description="Until this time; `24:00` is the end of the day"),
    ]

    @model_validator(mode="after")
    def _forwards(self) -> Hours:
        if self.start == self.end:
            raise ValueError(f"hours from {self.start} to {self.end} are none; write a later `to`")
        if self.start > self.end:
            raise ValueError(_OVER_NIGHT.format(start=self.start, end=self.end))
        return self


_OVER_NIGHT: Final = (
    "hours end after they start, on the same day; for a night write two entries: "
    '`{{days: […], from: "{start}", to: "24:00"}}` and, of the days after, '
    '`{{days: […], from: "00:00", to: "{end}"}}`'
)


class Leaving(Spec):
    """When records leave the workflow early, and which other workflows they leave when they enter."""

    unmet: Annotated[
        bool | None, Field(description="Whether those leave for which the condition no longer holds")
    ] = None
    others: Annotated[
        Literal["all"] | list[str] | None,
        Field(description="`all` other workflows, or some by their keys, which a contact leaves"),
    ] = None
