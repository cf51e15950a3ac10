"""Values of units in words: conditions as sentences, workflow steps and score rules as people say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.model.json import MISSING, Json, Missing, canonical
from revops.model.spelling import condition_of
from revops.views.phrases import counted, phrases
from revops.views.sentence import sentence

_MEMBERS: Final = ("role", "owner", "due", "priority", "type", "body")
"""What a task says beside its subject, in this order."""


def text_of(value: Json | Missing, locale: str = "en") -> str:
    """A value for people: text in quotes, yes and no, lists with commas, everything else in words.

    What there are no words for stands as canonical JSON, so that two values never read the same.
    """
    if value is MISSING:
        return ""
    if isinstance(value, bool):
        return phrases(locale)["yes" if value else "no"]
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(str(item) for item in value) or phrases(locale)["none"]
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
    told = phrases(locale)
    match value:
        case {"manual": True}:
            return told["manual"]
        case {"id": str(name), "after": str(before), **step}:
            said = _said(step, locale)
            return told["step" if before else "first_step"].format(name=name, before=before, said=said)
        case {"email": str(name), **more}:
            return told["email"].format(name=name) + _fallback(more, locale)
        case {"delay": span} if len(value) == 1:
            return told["delay"].format(span=_span(span, locale))
        case {"task": Mapping() as task} if len(value) == 1:
            return _task(task, locale)
        case {"set": Mapping() as pair} if len(value) == 1:
            ((name, text),) = pair.items()
            return told["set"].format(name=name, text=text)
        case {"days": days, "percent": percent} if len(value) == 2:
            return told["decay"].format(percent=percent, span=counted(days, "day", locale))
        case {"add": _} | {"match": _}:
            return "".join(_rule(value, locale))
        case _:
            return sentence(condition_of(value), locale)


def _fallback(more: Mapping[str, Json], locale: str) -> str:
    if not more:
        return ""
    return phrases(locale)["or_else"].format(said=_said(_only(more, "else"), locale))


def _only(value: Mapping[str, Json], *names: str) -> Json:
    """The value of the first name; nothing but these names may be there."""
    if value.keys() - set(names):
        raise KeyError(*value)
    return value[names[0]]


def _span(span: Mapping[str, Json], locale: str) -> str:
    ((unit, amount),) = span.items()
    return counted(amount, unit.removesuffix("s"), locale)


def _task(task: Mapping[str, Json], locale: str) -> str:
    """Every member is said, so that a change of any of them shows."""
    rest, told = dict(task), phrases(locale)
    said = [told["task"].format(subject=rest.pop("subject"))]
    if "due" in rest:
        rest["due"] = _span(rest["due"], locale)
    said += [told[name].format(value=rest.pop(name)) for name in _MEMBERS if name in rest]
    if rest:
        raise KeyError(*rest)
    return "".join(said)


def _rule(rule: Mapping[str, Json], locale: str) -> Iterator[str]:
    """A score rule: points, what for, its limits."""
    rest, told = dict(rule), phrases(locale)
    enabled = rest.pop("enabled", True)
    match rest:
        case {"event": str(event), "add": add, **limits}:
            yield told["for_event"].format(add=add, event=event)
            yield from _limits(limits, locale)
        case {"if": Mapping() as condition, "add": add} if len(rest) == 2:
            yield told["if"].format(add=add, said=sentence(condition_of(condition), locale))
        case {"property": str(ref), "match": [*cases], **otherwise}:
            yield "; ".join(_case(ref, case, locale) for case in cases)
            yield told["else"].format(add=_only(otherwise, "else")) if otherwise else ""
        case _:
            raise ValueError(rule)
    yield "" if enabled else told["off"]


def _limits(limits: Mapping[str, Json], locale: str) -> Iterator[str]:
    rest, told = dict(limits), phrases(locale)
    for word, value in (rest.pop("times", None) or {}).items():
        number = told["to"].join(map(str, value)) if isinstance(value, list) else value
        yield told["times"].format(word=word.replace("_", " "), number=number)
    if "within_days" in rest:
        yield told["within"].format(span=counted(rest.pop("within_days"), "day", locale))
    if rest:
        raise KeyError(*rest)


def _case(ref: str, case: Mapping[str, Json], locale: str) -> str:
    test = {name: value for name, value in case.items() if name != "add"}
    said = sentence(condition_of({"property": ref, **test}), locale)
    return phrases(locale)["if"].format(add=case["add"], said=said)
