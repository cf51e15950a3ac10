"""The condition language: one small typed tree, used by lifecycle stages, scores, workflows and segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from revops.model.json import Json


class PropertyRef(NamedTuple):
    """A property in a condition: `contacts.engagement`; a tuple, as `Address` is."""

    object: str
    """Empty for a property of an event."""
    name: str

    def __str__(self) -> str:
        return f"{self.object}.{self.name}" if self.object else self.name

    @classmethod
    def parse(cls, text: str) -> PropertyRef:
        """Read `OBJECT.PROPERTY`.

        Raises:
            ValueError: there is no dot, or a part is empty.
        """
        scope, dot, name = text.partition(".")
        if not (dot and scope and name):
            raise ValueError(f"{text!r} is no property: write OBJECT.PROPERTY, e.g. contacts.email")
        return cls(scope, name)


@dataclass(frozen=True)
class All:
    """Every part holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    of: Condition


@dataclass(frozen=True)
class Test:
    """A property against a value; `word` is the operator as the blueprint writes it."""

    property: PropertyRef
    type: str
    """The property's `type` (dossier, B3), which decides the operators that are legal."""
    word: str
    value: Json = None
    labels: tuple[tuple[str, str], ...] = ()
    """Labels in the target's locale: of option values, and of properties under `object.name`."""


@dataclass(frozen=True)
class Refinement:
    """Which of the things that happened count: how many of them, and in which days."""

    at_least: int = 1
    at_most: int | None = None
    last_days: int | None = None
    """Since the first moment of the day so many days ago."""
    since: str = ""
    """The first day, `YYYY-MM-DD`."""
    until: str = ""
    """The last day."""

    @property
    def is_counted(self) -> bool:
        return (self.at_least, self.at_most) != (1, None)

    @property
    def is_dated(self) -> bool:
        return bool(self.last_days or self.since or self.until)


EVER = Refinement()
"""It happened once or more, whenever."""


@dataclass(frozen=True)
class Submitted:
    """A form was filled out; `forms` are names, none means any form."""

    forms: tuple[str, ...] = ()
    page: str = ""
    """Name of the page on which it stood; empty for any."""
    refine: Refinement = EVER


@dataclass(frozen=True)
class Viewed:
    """A page was viewed whose address `equals`, `contains` or `matches` (a regular expression) a text."""

    word: str
    url: str
    refine: Refinement = EVER


@dataclass(frozen=True)
class Event:
    """Something of HubSpot's event types happened, of which every test of its properties holds."""

    name: str
    """A name of `kinds.events`, or an event type id, which is the same in every portal."""
    where: tuple[Test, ...] = ()
    refine: Refinement = EVER


@dataclass(frozen=True)
class EmailEvent:
    """What became of a marketing e-mail, by its name: `opened`, `clicked`, ..."""

    word: str
    email: str
    refine: Refinement = EVER


@dataclass(frozen=True)
class Subscribed:
    """A contact opted in to a subscription type, or (`out`) out of it."""

    subscription: str
    out: bool = False


@dataclass(frozen=True)
class Consent:
    """What a contact said to the cookie banner: `approved`, `declined` or `revoked`."""

    word: str


@dataclass(frozen=True)
class InSegment:
    """A member of a segment, by its key in the blueprint or its name in the portal."""

    segment: str


@dataclass(frozen=True)
class Associated:
    """At least one record of another object is associated, for which a condition holds."""

    object: str
    label: str = ""
    """Key of the association label in the blueprint; empty for any association."""
    where: Condition | None = None


@dataclass(frozen=True)
class Raw:
    """A filter or a branch of HubSpot's, as HubSpot has it: what the language has no words for."""

    body: Json

    @property
    def is_branch(self) -> bool:
        return "filterBranchType" in self.body


Term = Test | Submitted | Viewed | Event | EmailEvent | Subscribed | Consent | InSegment | Associated | Raw
"""What is not made of conditions with `all`, `any` and `not`."""

Condition = All | AnyOf | Not | Term
