"""A record as conditions see it: what it holds and held, what happened to it, and what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Version:
    """A value that a property once had; empty for none."""

    at: datetime
    value: str


@dataclass(frozen=True)
class Happening:
    """Something that a record did, or that was done to it.

    `name` is a form's name, a page's address, an event's name or an e-mail's name. `details` are the event's
    properties, the `page` of a submission, and `event` of an e-mail: `sent`, `opened` and so on.
    """

    kind: Literal["form", "page", "event", "email"]
    name: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """An associated record, and the labels of the association."""

    record: Record
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Record:
    """One record; names are those of the blueprint."""

    object: str
    values: Mapping[str, str] = field(default_factory=dict)
    """Property -> value as HubSpot stores it; several options are joined by semicolons."""
    history: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """Property -> its values so far, the present one last. Without one it was never updated."""
    happenings: tuple[Happening, ...] = ()
    segments: frozenset[str] = frozenset()
    subscriptions: Mapping[str, bool] = field(default_factory=dict)
    """Subscription type -> opted in or out; neither for one that is not named."""
    consents: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Clock:
    """The moment of asking, and the zone in which days begin."""

    now: datetime
    """With a zone of its own."""
    zone: ZoneInfo
