"""Entries of an action's `fields`: how each is checked and described (dossier F4, F5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from revops.emulator.check import (
    Checker,
    Fault,
    anything,
    fault,
    filled,
    list_of,
    mapping,
    object_of,
    one_of,
    text,
)
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.flow_values import ASSOCIATION, TIME_OF_DAY, value_of


@dataclass(frozen=True)
class Input:
    """One entry of an action's `fields`."""

    checker: Callable[[Subject], Checker]
    type: str = "string"
    """As `inputFieldDefinitions` call it."""
    required: bool = True
    options: tuple[str, ...] = ()
    """Not empty: an `ENUM` with these values."""


@dataclass(frozen=True)
class Action:
    """One built-in action."""

    name: str
    group: str
    inputs: Mapping[str, Input] = field(default_factory=dict)
    versions: tuple[int, ...] = (0,)
    """Values of `actionTypeVersion` seen in real flows (dossier F4); empty: none was, so any is taken."""
    objects: tuple[str, ...] = ()
    """Object types that have it; empty: all."""
    confirmed: bool = True
    """False where no source tells the names of its fields (dossier F5): whatever is sent is kept."""


def plain(checker: Checker, type_: str = "string") -> Input:
    return Input(lambda _subject: checker, type_)


def choice(*options: str) -> Input:
    return Input(lambda _subject: one_of(*options), "enumeration", options=options)


def maybe(known: Input) -> Input:
    return Input(known.checker, known.type, required=False, options=known.options)


def digits(value: Json, where: str) -> Iterator[Fault]:
    """A whole number written as a string, as every number in `fields` is."""
    if not isinstance(value, str) or not re.fullmatch(r"-?\d+", value):
        yield fault(f"{where} must be a whole number in a string", where, "INVALID_NUMBER")


def amount(value: Json, where: str) -> Iterator[Fault]:
    faults = list(digits(value, where))
    yield from faults
    if not faults and int(value) <= 0:
        yield fault(f"{where} must be above zero", where, "OUT_OF_RANGE")


def association_or_none(value: Json, where: str) -> Iterator[Fault]:
    """`{}` means the enrolled record itself."""
    yield from iter(()) if value == {} else ASSOCIATION(value, where)


TEXT, FILLED = plain(text), plain(filled)
USERS = Input(lambda subject: list_of(subject.has_user), "enumeration", required=False)
TEAMS = Input(lambda subject: list_of(subject.has_team), "enumeration", required=False)
FLAG = choice("true", "false")
VALUE = Input(value_of, "json")
PROPERTY = Input(lambda subject: subject.has_property)
UNIT = choice("MINUTES", "HOURS", "DAYS", "WEEKS")
ENROLLED = choice("{{ enrolled_object }}")
CLOCK = plain(TIME_OF_DAY, "json")
PEOPLE = {
    "user_ids": USERS,
    "team_ids": TEAMS,
    "owner_properties": Input(lambda subject: list_of(subject.has_property), "enumeration", required=False),
}
ASSIGNMENT = Input(
    lambda subject: object_of({"type": one_of("CUSTOM"), "value": value_of(subject)}), "json", required=False
)
FLOW = Input(lambda subject: subject.has_flow)
NEW_PROPERTIES = Input(
    lambda subject: list_of(object_of({"targetProperty": filled, "value": value_of(subject)})), "json"
)
LISTED = {"listId": plain(digits), "targetObject": ENROLLED}


def fields_of(known: Action, subject: Subject) -> Checker:
    """The `fields` of an action of this type."""
    if not known.confirmed:
        return mapping(anything)
    required = {name: entry.checker(subject) for name, entry in known.inputs.items() if entry.required}
    optional = {name: entry.checker(subject) for name, entry in known.inputs.items() if not entry.required}
    return object_of(required, optional)
