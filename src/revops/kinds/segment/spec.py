"""The section `segments` as people write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, model_validator

from revops.kinds.base import Refs, Text
from revops.kinds.day import Day
from revops.kinds.objects import ObjectName
from revops.model.condition import Condition
from revops.model.spec import Spec

DYNAMIC, STATIC, SNAPSHOT = "dynamic", "static", "snapshot"
NEVER: Final = "never"
ROOT: Final = "/"
"""The folder in which all others are."""


Amount = Annotated[int | None, Field(ge=1, description="Write one of the three units")]


class Inactive(Spec):
    """A time without a new member, in one unit: `{months: 3}`."""

    days: Amount = None
    weeks: Amount = None
    months: Amount = None

    @model_validator(mode="after")
    def _one_unit(self) -> Inactive:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("write one of days, weeks, months")
        return self


class Conversion(Spec):
    """When a dynamic segment becomes static: `{on: 2027-03-31}` or `{inactive: {months: 3}}`."""

    on: Annotated[Day | None, Field(description="The day, YYYY-MM-DD")] = None
    inactive: Annotated[
        Inactive | None, Field(description="How long its members must have stayed the same")
    ] = None

    @model_validator(mode="after")
    def _one_time(self) -> Conversion:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("write one of on, inactive")
        return self


class SegmentSpec(Spec):
    """A segment. What is left out of `folder` and `convert` nobody touches."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "object": "contacts",
                    "name": "Newsletter",
                    "where": {"property": "contacts.email", "known": True},
                }
            ]
        }
    )

    ref: Refs = Field(default_factory=list)
    existing: Annotated[
        bool, Field(description="True: one of the portal's, by object and name; only referred to")
    ] = False
    object: Annotated[ObjectName, Field(description="Whose records belong to it")]
    name: Annotated[Text, Field(description="What people read in HubSpot; one name per portal")]
    type: Annotated[
        Literal["dynamic", "static", "snapshot"],
        Field(
            description="`dynamic`: who fulfils the condition; `static`: whom somebody puts in;"
            " `snapshot`: who fulfilled the condition when it was made"
        ),
    ] = "dynamic"
    where: Annotated[
        str | dict[str, Any] | None, Field(description="A condition or the name of one; not for `static`")
    ] = None
    folder: Annotated[
        Text | None,
        Field(
            description="Path of the folder, e.g. Marketing/Nurture, made where it is missing; `/` for none"
        ),
    ] = None
    convert: Annotated[
        Conversion | Literal["never"] | None,
        Field(description="When it becomes static; `never` takes it back"),
    ] = None


@dataclass(frozen=True)
class Design:
    """What of a segment is not in its units: the condition with its types, and how a reference is found."""

    object: str
    name: str
    where: Condition | None = None
    picture: bool = False
    """True: a snapshot that something else asks for; once it is there nobody takes it again."""
