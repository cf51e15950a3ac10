"""Values of units in words: conditions as sentences, workflow steps and score rules as people say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.model.condition import WORDS, All, AnyOf, Condition, Not, PropertyRef, Submitted, Test
from revops.model.json import MISSING, Json, Missing, canonical
from revops.views.sentence import sentence

_MEMBERS: Final = {
    "role": " for {}",
    "owner": " for owner {}",
    "due": ", due in {}",
    "priority": ", priority {}",
    "type": ", type {}",
    "body": ', saying "{}"',
}
"""What a task says beside its subject."""


def text_of(value: Json | Missing, locale: str = "en") -> str:
    """A value for people: text in quotes, yes and no, lists with commas, everything else in words.

    What there are no words for stands as canonical JSON, so that two values never read the same.
    """
    if value is MISSING:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(str(item) for item in value) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(text_of(item, locale) for item in value)
    return _map(value, locale) if isinstance(value, Mapping) else str(value)


def _map(value: Mapping[str, Json], locale: str) -> str:
    try:
        return _said(value, locale)
    except (KeyError, TypeError, ValueError):
        return canonical(value)


def _said(value: Mapping[str, Json], locale: str) -> str:
    """A step, a rule or a condition; raises what `_map` catches where it is none."""
    match value:
        case {"manual": True}:
            return "by hand"
        case {"id": str(name), "after": str(before), **step}:
            return f"{name}{f' after {before}' if before else ''}: {_said(step, locale)}"
        case {"email": str(name), **more}:
            return f"e-mail {name}" + _fallback(more, locale)
        case {"delay": span} if len(value) == 1:
            return f"wait {_span(span)}"
        case {"task": Mapping() as task} if len(value) == 1:
            return _task(task)
        case {"set": Mapping() as pair} if len(value) == 1:
            ((name, text),) = pair.items()
            return f'set {name} to "{text}"'
        case {"days": days, "percent": percent} if len(value) == 2:
            return f"{percent}% every {_count(days, 'day')}"
        case {"add": _} | {"match": _}:
            return "".join(_rule(value, locale))
        case _:
            return sentence(condition_of(value), locale)


def _fallback(more: Mapping[str, Json], locale: str) -> str:
    return f", or else {_said(_only(more, 'else'), locale)}" if more else ""


def _only(value: Mapping[str, Json], *names: str) -> Json:
    """The value of the first name; nothing but these names may be there."""
    if value.keys() - set(names):
        raise KeyError(*value)
    return value[names[0]]


def _count(number: Json, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _span(span: Mapping[str, Json]) -> str:
    ((unit, amount),) = span.items()
    return _count(amount, unit.removesuffix("s"))


def _task(task: Mapping[str, Json]) -> str:
    """Every member is said, so that a change of any of them shows."""
    rest = dict(task)
    said = [f'task "{rest.pop("subject")}"']
    if "due" in rest:
        rest["due"] = _span(rest["due"])
    said += [told.format(rest.pop(name)) for name, told in _MEMBERS.items() if name in rest]
    if rest:
        raise KeyError(*rest)
    return "".join(said)


def _rule(rule: Mapping[str, Json], locale: str) -> Iterator[str]:
    """A score rule: points, what for, its limits."""
    rest = dict(rule)
    enabled = rest.pop("enabled", True)
    match rest:
        case {"event": str(event), "add": add, **limits}:
            yield f"{add:+} for {event}"
            yield from _limits(limits)
        case {"if": Mapping() as condition, "add": add} if len(rest) == 2:
            yield f"{add:+} if {sentence(condition_of(condition), locale)}"
        case {"property": str(ref), "match": [*cases], **otherwise}:
            told = (f"{case['add']:+} if {_case(ref, case, locale)}" for case in cases)
            yield "; ".join(told)
            yield f"; else {_only(otherwise, 'else'):+}" if otherwise else ""
        case _:
            raise ValueError(rule)
    yield "" if enabled else " (off)"


def _limits(limits: Mapping[str, Json]) -> Iterator[str]:
    rest = dict(limits)
    for word, value in (rest.pop("times", None) or {}).items():
        number = " to ".join(map(str, value)) if isinstance(value, list) else value
        yield f", {word.replace('_', ' ')} {number} times"
    if "within_days" in rest:
        yield f", within {_count(rest.pop('within_days'), 'day')}"
    if rest:
        raise KeyError(*rest)


def _case(ref: str, case: Mapping[str, Json], locale: str) -> str:
    test = {name: value for name, value in case.items() if name != "add"}
    return sentence(condition_of({"property": ref, **test}), locale)


def condition_of(value: Json) -> Condition:
    """A condition as units spell it, as a tree.

    Raises:
        ValueError: it is none.
    """
    match value:
        case {"property": str(ref), **test} if len(test) == 1 and test.keys() <= WORDS.keys():
            word = next(iter(test))
            return Test(PropertyRef.parse(ref), "", str(word), test[word])
        case {"submitted": True} if len(value) == 1:
            return Submitted()
        case {"submitted": [*forms]} if len(value) == 1:
            return Submitted(tuple(map(str, forms)))
        case {"not": part} if len(value) == 1:
            return Not(condition_of(part))
        case {"all": [*parts]} if len(value) == 1:
            return All(tuple(map(condition_of, parts)))
        case {"any": [*parts]} if len(value) == 1:
            return AnyOf(tuple(map(condition_of, parts)))
    raise ValueError(f"no condition: {value!r}")
