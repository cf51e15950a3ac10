"""The section `scores` as people write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from revops.kinds.base import Refs, Text
from revops.kinds.events import EVENTS
from revops.kinds.objects import ObjectName
from revops.kinds.score.rules import Rule
from revops.model.json import Json
from revops.model.spec import Resource, Spec

Category = Literal["FIT", "INTENT"]
Rollup = Literal["AVG", "MAX", "MIN", "SUM"]
Fallback = Literal["calculated", "computed", "workflows"]
Color = Literal["BLUE", "GRAY", "GREEN", "MAGENTA", "ORANGE", "PURPLE", "RED", "YELLOW"]
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
Points = Annotated[int | float, Field(description="Points; a negative number takes away")]
Enabled = Annotated[bool, Field(description="False: the rule stays and counts nothing")]
Count = Annotated[int, Field(ge=1)]


class Times(Spec):
    """How often it must have happened: one of the three."""

    at_least: Annotated[Count | None, Field(description="So often or more")] = None
    exactly: Annotated[Count | None, Field(description="Just so often")] = None
    between: Annotated[
        Annotated[list[Count], Field(min_length=2, max_length=2)] | None,
        Field(description="From so often to so often"),
    ] = None

    @model_validator(mode="after")
    def _one(self) -> Times:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("write one of at_least, exactly, between")
        return self


class Limited(Spec):
    """What every rule may say beside what it counts."""

    max: Annotated[int | float | None, Field(description="Most points that the rule gives")] = None
    min: Annotated[int | float | None, Field(description="Fewest points that the rule gives")] = None
    enabled: Enabled = True


class EventPoints(Spec):
    """Points for what happened: `{event: page_visited, add: 5}`."""

    event: Annotated[str, Field(description="What they did", json_schema_extra={"enum": list(EVENTS)})]
    add: Points
    times: Annotated[Times | None, Field(description="Only if it happened so often")] = None
    within_days: Annotated[Count | None, Field(description="Only what happened in the last days")] = None
    url: Annotated[Json, Field(description="HubSpot's API has no limit of a rule to pages: refused")] = None


class ConditionPoints(Spec):
    """Points where a condition holds: `{if: {property: contacts.jobtitle, contains: [部長]}, add: 10}`."""

    if_: Annotated[
        Json,
        Field(alias="if", description="A condition of properties, or of segments; or the name of one"),
    ]
    add: Points


class MatchPoints(Spec):
    """Points by the value of one property: `{property: …, match: [{any_of: [a], add: 5}], else: 0}`."""

    property: Annotated[str, Field(description="OBJECT.PROPERTY whose value counts")]
    match: Annotated[
        list[dict[str, Json]],
        Field(min_length=1, description="A word of the condition language each, and `add`"),
    ]
    else_: Annotated[Points | None, Field(alias="else", description="Points where nothing matches")] = None


def _shape(value: Any) -> str:
    """Which shape a rule has, told by the key that only it has."""
    known: Mapping[str, str] = {
        "associated": "associated",
        "event": "event",
        "property": "match",
        "match": "match",
    }
    keys = value if isinstance(value, Mapping) else getattr(value, "model_fields_set", ())
    return next((shape for key, shape in known.items() if key in keys), "if")


PointsSpec = Annotated[
    Annotated[EventPoints, Tag("event")]
    | Annotated[ConditionPoints, Tag("if")]
    | Annotated[MatchPoints, Tag("match")],
    Discriminator(_shape),
]


class EventRule(Limited, EventPoints):
    """Points for what happened: `{event: page_visited, add: 5}`."""


class ConditionRule(Limited, ConditionPoints):
    """Points where a condition holds: `{if: {property: contacts.jobtitle, contains: [部長]}, add: 10}`."""


class MatchRule(Limited, MatchPoints):
    """Points by the value of one property: `{property: …, match: [{any_of: [a], add: 5}], else: 0}`."""


class AssociatedPoints(Spec):
    """What records that belong to the scored one give."""

    associated: Annotated[ObjectName, Field(description="Whose records count")]
    rollup: Annotated[Rollup, Field(description="How the points of several records become one number")]
    only: Annotated[
        Json, Field(description="A condition of their properties: which of the records count")
    ] = None
    rule: Annotated[PointsSpec, Field(description="What gives points to each of the records")]


class AssociatedRule(Limited, AssociatedPoints):
    """Points of associated records: `{associated: companies, rollup: MAX, rule: {if: …, add: 10}}`."""


RuleSpec = Annotated[
    Annotated[EventRule, Tag("event")]
    | Annotated[ConditionRule, Tag("if")]
    | Annotated[MatchRule, Tag("match")]
    | Annotated[AssociatedRule, Tag("associated")],
    Discriminator(_shape),
]


class Decay(Spec):
    """Points fade: `percent` of them every `days`."""

    days: Annotated[Count, Field(description="Days after which points fade")]
    percent: Annotated[int, Field(ge=1, le=100, description="How much of them fades each time")]


class GroupSpec(Spec):
    """Rules that share a limit."""

    label: Annotated[Text | None, Field(description="Shown in HubSpot; the key where it is left out")] = None
    category: Annotated[Category | None, Field(description="The score's category where left out")] = None
    max: Annotated[int | float | None, Field(description="Most points that the group gives")] = None
    min: Annotated[int | float | None, Field(description="Fewest points that the group gives")] = None
    decay: Annotated[Decay | None, Field(description="Points fade with time")] = None
    rules: Annotated[dict[Key, RuleSpec], Field(description="Name -> what gives points")] = Field(
        default_factory=dict
    )


class ThresholdSpec(Spec):
    """A tier: from how many points on, how it is called, in which colour it is shown."""

    from_: Annotated[int | float, Field(alias="from", description="The tier's fewest points")]
    label: Annotated[Text | None, Field(description="Shown in HubSpot; the key where left out")] = None
    color: Annotated[Color | None, Field(description="Colour of the tier in HubSpot")] = None


class StepSpec(Spec):
    """A step of a matrix: from how many points on, how it is called."""

    from_: Annotated[int | float, Field(alias="from", description="The step's fewest points")]
    label: Annotated[Text | None, Field(description="Shown in HubSpot; the key where left out")] = None


StepKey = Annotated[str, Field(pattern="^[a-z0-9_]+$")]


class RecordsSpec(Spec):
    """Who is scored: members of at least one segment, or everybody else; one of the two."""

    include: Annotated[
        Annotated[list[str], Field(min_length=1)] | None, Field(description="Only members of these segments")
    ] = None
    exclude: Annotated[
        Annotated[list[str], Field(min_length=1)] | None, Field(description="Nobody of these segments")
    ] = None

    @model_validator(mode="after")
    def _one(self) -> RecordsSpec:
        if (self.include is None) == (self.exclude is None):
            raise ValueError("write one of include, exclude")
        return self


class OutputSpec(Spec):
    """The properties that HubSpot makes for the score when it is published."""

    property: Annotated[Key | None, Field(description="Internal name; the score's key where left out")] = None
    label: Annotated[Text | None, Field(description="Of the property; the score's name where left out")] = (
        None
    )
    group: Annotated[str | None, Field(description="Property group that it is listed in")] = None


class ScoreSpec(Spec):
    """A lead score."""

    ref: Refs = ""
    object: Annotated[
        Literal["contacts", "companies", "deals"], Field(description="Whose records are scored")
    ]
    name: Annotated[Text, Field(description="What people read in HubSpot")]
    category: Annotated[Category, Field(description="FIT: who they are; INTENT: what they do")]
    max: Annotated[Count | None, Field(description="Highest score in each category")] = None
    thresholds: Annotated[
        dict[Key, int | float | ThresholdSpec],
        Field(description="Tier -> from how many points on, e.g. {hot: 60, warm: 30}"),
    ] = Field(default_factory=dict)
    matrix: Annotated[
        dict[Category, dict[StepKey, int | float | StepSpec]] | None,
        Field(description="Steps of each of two categories, e.g. {FIT: {a: 60}, INTENT: {high: 50}}"),
    ] = None
    records: Annotated[RecordsSpec | None, Field(description="Who is scored; everybody where left out")] = (
        None
    )
    output: Annotated[OutputSpec, Field(description="How the score's properties are called")] = OutputSpec()
    groups: Annotated[dict[Key, GroupSpec], Field(description="Rules that share a limit, by name")] = Field(
        default_factory=dict
    )
    fallback: Annotated[
        Fallback | None,
        Field(
            description="What is made where HubSpot's lead scores are out of reach: `calculated`, a formula"
            " of the FIT rules about properties; `computed`, numbers that `revops score` fills;"
            " `workflows`, numbers to which a workflow for each event adds"
        ),
    ] = None
    publish: Annotated[Literal[True] | None, Field(description="Left out: it stays as it is")] = None

    @property
    def categories(self) -> list[Category]:
        """The categories in use, in HubSpot's order."""
        used = {group.category or self.category for group in self.groups.values()} or {self.category}
        return sorted(used)


@dataclass(frozen=True)
class StandIn:
    """What is made in place of a score that is out of reach, and what that costs, in words."""

    resources: tuple[Resource, ...]
    lost: Mapping[str, str]
    """By language."""
    locale: str
    """The target's language."""


@dataclass(frozen=True)
class Design:
    """What a score's resource carries beside its units: the rules with their conditions understood."""

    spec: ScoreSpec
    rules: Mapping[str, Rule]
    """By unit path."""
    segments: Mapping[str, str] = field(default_factory=dict)
    """Key in the blueprint -> what people read in HubSpot, of the segments that the score uses."""
    stand_in: StandIn | None = None
