"""The section `scores` as people write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from revops.kinds.base import Refs, Text
from revops.kinds.events import EVENTS
from revops.kinds.score.rules import Rule
from revops.model.json import Json
from revops.model.spec import Spec

Category = Literal["FIT", "INTENT"]
Color = Literal["BLUE", "GRAY", "GREEN", "MAGENTA", "ORANGE", "PURPLE", "RED", "YELLOW"]
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
Points = Annotated[int | float, Field(description="Points; a negative number takes away")]
Enabled = Annotated[bool, Field(description="False: the rule stays and counts nothing")]
Count = Annotated[int, Field(ge=1)]


class Times(Spec):
    """How often it must have happened: one of the three."""

    at_least: Count | None = None
    exactly: Count | None = None
    between: Annotated[list[Count], Field(min_length=2, max_length=2)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Times:
        if len(self.model_fields_set) != 1:
            raise ValueError("write one of at_least, exactly, between")
        return self


class EventRule(Spec):
    """Points for what a contact did: `{event: page_visited, add: 5}`."""

    event: Annotated[str, Field(json_schema_extra={"enum": list(EVENTS)})]
    add: Points
    times: Times | None = None
    within_days: Annotated[Count | None, Field(description="Only what happened in the last days")] = None
    url: Annotated[Json, Field(description="HubSpot's API has no limit of a rule to pages: refused")] = None
    enabled: Enabled = True


class ConditionRule(Spec):
    """Points where a condition holds: `{if: {property: contacts.jobtitle, contains: [部長]}, add: 10}`."""

    if_: Annotated[Json, Field(alias="if", description="A condition, or the name of one")]
    add: Points
    enabled: Enabled = True


class MatchRule(Spec):
    """Points by the value of one property: `{property: …, match: [{any_of: [a], add: 5}], else: 0}`."""

    property: str
    match: Annotated[
        list[dict[str, Json]],
        Field(min_length=1, description="A word of the condition language each, and `add`"),
    ]
    else_: Annotated[Points | None, Field(alias="else")] = None
    enabled: Enabled = True


def _shape(value: Any) -> str:
    """Which of the three a rule is, told by the key that only it has."""
    known: Mapping[str, str] = {"event": "event", "property": "match", "match": "match"}
    keys = value if isinstance(value, Mapping) else getattr(value, "model_fields_set", ())
    return next((shape for key, shape in known.items() if key in keys), "if")


RuleSpec = Annotated[
    Annotated[EventRule, Tag("event")]
    | Annotated[ConditionRule, Tag("if")]
    | Annotated[MatchRule, Tag("match")],
    Discriminator(_shape),
]


class Decay(Spec):
    """Points fade: `percent` of them every `days`."""

    days: Count
    percent: Annotated[int, Field(ge=1, le=100)]


class GroupSpec(Spec):
    """Rules that share a limit."""

    label: Annotated[Text | None, Field(description="Shown in HubSpot; the key where it is left out")] = None
    category: Annotated[Category | None, Field(description="The score's category where left out")] = None
    max: int | float | None = None
    min: int | float | None = None
    decay: Decay | None = None
    rules: dict[Key, RuleSpec] = Field(default_factory=dict)


class ThresholdSpec(Spec):
    """A tier: from how many points on, how it is called, in which colour it is shown."""

    from_: Annotated[int | float, Field(alias="from")]
    label: Text | None = None
    color: Color | None = None


class OutputSpec(Spec):
    """The properties that HubSpot makes for the score when it is published."""

    property: Annotated[Key | None, Field(description="Internal name; the score's key where left out")] = None
    label: Text | None = None
    group: Annotated[str | None, Field(description="Property group")] = None


class ScoreSpec(Spec):
    """A lead score."""

    ref: Refs = ""
    object: Literal["contacts", "companies", "deals"]
    name: Text
    category: Annotated[Category, Field(description="FIT: who they are; INTENT: what they do")]
    max: Annotated[Count | None, Field(description="Highest score in each category")] = None
    thresholds: dict[Key, int | float | ThresholdSpec] = Field(default_factory=dict)
    groups: dict[Key, GroupSpec] = Field(default_factory=dict)
    publish: Annotated[Literal[True] | None, Field(description="Left out: it stays as it is")] = None
    output: OutputSpec = OutputSpec()

    @property
    def categories(self) -> list[Category]:
        """The categories in use, in HubSpot's order."""
        used = {group.category or self.category for group in self.groups.values()} or {self.category}
        return sorted(used)


@dataclass(frozen=True)
class Design:
    """What a score's resource carries beside its units: the rules with their conditions understood."""

    spec: ScoreSpec
    rules: Mapping[str, Rule]
    """By unit path."""
