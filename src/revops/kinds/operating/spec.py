"""The entries of the operating model: departments, goals, KPIs, words, roles, rights and training."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from revops.kinds.base import Refs, Text
from revops.kinds.due import Due
from revops.model.hubs import HubName
from revops.model.spec import Spec

Role = Annotated[str, Field(description="Key of a role")]

Unit = Literal["count", "percent", "currency", "days", "months", "score"]
Cadence = Literal["week", "month", "quarter"]
Level = Literal["admin", "editor", "viewer"]


class DepartmentSpec(Spec):
    """A department that works in HubSpot, and the hub that it works with."""

    ref: Refs = ""
    title: Text = Field(description="What the department is called")
    mission: Text | None = Field(None, description="What it is there for")
    hub: HubName | None = Field(None, description="The hub that it works with")
    features: list[Text] = Field(default_factory=list, description="What of the hub it uses")


class GoalSpec(Spec):
    """What the company wants to reach with HubSpot."""

    ref: Refs = ""
    title: Text = Field(description="The goal in a few words")
    why: Text | None = Field(None, description="What is to become better")
    measured_by: list[str] = Field(default_factory=list, description="Keys of the KPIs that tell")


class KpiSpec(Spec):
    """A number that the company steers by, defined once for all departments."""

    ref: Refs = ""
    title: Text = Field(description="What the number is called")
    definition: Text | None = Field(None, description="How it is counted")
    department: str | None = Field(None, description="Key of the department that it belongs to")
    owner: Role | None = Field(None, description="Key of the role that answers for it")
    unit: Unit | None = Field(None, description="What it is counted in")
    cadence: Cadence | None = Field(None, description="How often somebody looks at it")
    target: float | None = Field(None, description="The value to reach, in the unit")
    report: str | None = Field(None, description="Row id of the report that shows it, e.g. MR01")
    viewers: list[Role] = Field(default_factory=list, description="Keys of the roles that see it")


class TermSpec(Spec):
    """A word that all departments use in the same sense."""

    ref: Refs = ""
    term: Text = Field(description="The word")
    definition: Text = Field(description="What it means")
    condition: str | None = Field(None, description="Name of the condition that says it exactly")
    stage: str | None = Field(None, description="Key of the lifecycle stage of those who are it")
    property: str | None = Field(None, description="The property that holds it, e.g. contacts.tier")


class RoleSpec(Spec):
    """Who does what. Targets say which person or team has the role."""

    ref: Refs = ""
    title: Text = Field(description="What the role is called")
    department: str | None = Field(None, description="Key of its department")
    duties: list[Text] = Field(default_factory=list, description="What it answers for")


class RightSpec(Spec):
    """What some roles may do in HubSpot."""

    ref: Refs = ""
    roles: list[Role] = Field(min_length=1, description="Keys of the roles that have the right")
    level: Level = Field(description="What they may do")
    of: list[Text] = Field(default_factory=list, description="What they may do it with")


class TrainingSpec(Spec):
    """What people learn so that HubSpot is used, and what they can do afterwards."""

    ref: Refs = ""
    title: Text = Field(description="What the training is called")
    audience: list[Role] = Field(default_factory=list, description="Keys of the roles that take part")
    outcome: Text | None = Field(None, description="What they can do afterwards")
    steps: list[Text] = Field(default_factory=list, description="What it goes through")
    due: Due | None = Field(None, description="When it has taken place, counted from go-live")
