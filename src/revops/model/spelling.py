"""Conditions as a blueprint and the units of a plan spell them, and such spellings as conditions again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.condition import (
    All,
    AnyOf,
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    Not,
    PropertyRef,
    Raw,
    Refinement,
    Submitted,
    Subscribed,
    Test,
    Viewed,
)
from revops.model.json import MISSING, Json
from revops.model.shapes import shaped
from revops.model.words import WORDS, Shape

RAW_TYPES: Final = ("filterType", "filterBranchType")
"""One of these stands in whatever HubSpot takes in a branch."""
REFINEMENTS: Final[Mapping[str, Mapping[str, Shape]]] = {
    "times": {"at_least": Shape.COUNT, "at_most": Shape.COUNT},
    "within": {"last_days": Shape.DAYS, "since": Shape.DATE, "until": Shape.DATE},
}
"""What says how often or when something happened: name -> its words, each with the shape of its value."""
_REFINED: Final = tuple(REFINEMENTS)
_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "submitted": ("on_page", *_REFINED),
    "viewed_page": _REFINED,
    "email": _REFINED,
    "event": ("where", *_REFINED),
}
"""Form of what happened -> what may stand beside its key."""
_LINKED: Final = {"label", "where"}
"""What may stand beside the object of associated records."""


def spell(condition: Condition) -> Json:
    """The condition as a blueprint writes it."""
    match condition:
        case All(parts):
            return {"all": [spell(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [spell(part) for part in parts]}
        case Not(of):
            return {"not": spell(of)}
        case Test():
            return {"property": str(condition.property), condition.word: condition.value}
        case Submitted() | Viewed() | Event() | EmailEvent():
            return {**_done(condition), **_refined(condition.refine)}
        case Associated(other, label, where):
            return {"associated": _associated(other, label, where)}
        case Raw(body):
            return {"raw": body}
        case _:
            return _held(condition)


def _held(state: Subscribed | Consent | InSegment) -> dict[str, Json]:
    match state:
        case Subscribed(subscription, out):
            return {"unsubscribed" if out else "subscribed": subscription}
        case Consent(word):
            return {"consent": word}
        case InSegment(segment):
            return {"in_segment": segment}


def _done(happened: Submitted | Viewed | Event | EmailEvent) -> dict[str, Json]:
    match happened:
        case Submitted(forms, page):
            return {"submitted": list(forms) or True, **({"on_page": page} if page else {})}
        case Viewed(word, url):
            return {"viewed_page": {word: url}}
        case Event(name, where):
            return {"event": name, **({"where": [spell(test) for test in where]} if where else {})}
        case EmailEvent(word, email):
            return {"email": {word: email}}


def _associated(other: str, label: str, where: Condition | None) -> dict[str, Json]:
    named = {"label": label} if label else {}
    return {"object": other, **named, **({"where": spell(where)} if where else {})}


def _refined(refine: Refinement) -> dict[str, Json]:
    times = {"at_least": refine.at_least if refine.at_least > 1 else None, "at_most": refine.at_most}
    within = {"last_days": refine.last_days, "since": refine.since, "until": refine.until}
    parts: dict[str, dict[str, Json]] = {"times": times, "within": within}
    said = {name: {key: value for key, value in part.items() if value} for name, part in parts.items()}
    return {name: part for name, part in said.items() if part}


def condition_of(value: Json) -> Condition:
    """A condition as `spell` writes it, as a tree; tests know no types and no labels.

    Raises:
        ValueError: it is none.
    """
    match value:
        case {"not": part} if len(value) == 1:
            return Not(condition_of(part))
        case {"all": [*parts]} if len(value) == 1:
            return All(tuple(map(condition_of, parts)))
        case {"any": [*parts]} if len(value) == 1:
            return AnyOf(tuple(map(condition_of, parts)))
        case {"property": str(ref)} if len(value) == 2:
            return _test(PropertyRef.parse(ref), value)
        case {"associated": {"object": _, **beside} as told} if len(value) == 1 and beside.keys() <= _LINKED:
            where = condition_of(told["where"]) if "where" in told else None
            return Associated(_text(told["object"], value), _text(told.get("label", ""), value), where)
        case {"raw": dict(body)} if len(value) == 1 and any(name in body for name in RAW_TYPES):
            return Raw(body)
        case {"submitted": _} | {"viewed_page": _} | {"email": _} | {"event": _}:
            return _happened(value)
        case _:
            return _state(value)


def _state(value: Json) -> Condition:
    match value:
        case {"in_segment": str(name)} if len(value) == 1:
            return InSegment(name)
        case {"consent": str(word)} if len(value) == 1:
            return Consent(word)
        case {"subscribed": str(name)} | {"unsubscribed": str(name)} if len(value) == 1:
            return Subscribed(name, out="unsubscribed" in value)
        case _:
            raise _none(value)


def _none(value: Json) -> ValueError:
    return ValueError(f"no condition: {value!r}")


def _test(ref: PropertyRef, value: Mapping[str, Json]) -> Test:
    word = next((word for word in value if word != "property"), "")
    if word not in WORDS:
        raise _none(value)
    return Test(ref, "", word, value[word])


def _happened(value: Mapping[str, Json]) -> Condition:
    form = next(form for form in _BESIDE if form in value)
    if value.keys() - {form, *_BESIDE[form]}:
        raise _none(value)
    refine = _refinement(value)
    match value:
        case {"submitted": True | [*_] as told}:
            forms = () if told is True else tuple(_text(form, value) for form in told)
            return Submitted(forms, _text(value.get("on_page", ""), value), refine)
        case {"viewed_page": dict(told)} if len(told) == 1:
            ((word, url),) = told.items()
            return Viewed(word, _text(url, value), refine)
        case {"email": dict(told)} if len(told) == 1:
            ((word, email),) = told.items()
            return EmailEvent(word, _text(email, value), refine)
        case {"event": str(name)}:
            return Event(name, _event_tests(value.get("where", [])), refine)
        case _:
            raise _none(value)


def _text(told: Json, value: Json) -> str:
    if not isinstance(told, str):
        raise _none(value)
    return told


def _event_tests(tests: Json) -> tuple[Test, ...]:
    if not isinstance(tests, list):
        raise _none(tests)
    return tuple(map(_event_test, tests))


def _event_test(test: Json) -> Test:
    match test:
        case {"property": str(name)} if len(test) == 2:
            return _test(PropertyRef("", name), test)
        case _:
            raise _none(test)


def _refinement(value: Mapping[str, Json]) -> Refinement:
    """An empty one is none, as HubSpot's own interface leaves it."""
    said: dict[str, Json] = {}
    for name in _REFINED:
        part = value.get(name) or {}
        if not isinstance(part, dict) or not _has_shape(part, REFINEMENTS[name]):
            raise _none(value)
        said |= part
    return Refinement(**said)


def _has_shape(part: Mapping[str, Json], shapes: Mapping[str, Shape]) -> bool:
    known = not part.keys() - shapes.keys()
    return known and all(shaped(shapes[word], told) is not MISSING for word, told in part.items())
