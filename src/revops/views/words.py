"""Values of units in words: conditions as sentences, workflow steps and score rules as people say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from revops.model.json import MISSING, Json, Missing, canonical
from revops.model.spelling import condition_of
from revops.views.phrases import counted, phrases
from revops.views.sentence import sentence
from revops.views.steps import hours, is_start, is_step, start, step


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
        case {"id": str(name), "after": str(before), **body}:
            said = _said(body, locale)
            return told["step" if before else "first_step"].format(name=name, before=before, said=said)
        case {"days": [*_], "from": _, "to": _} if len(value) == 3:
            return hours(value, locale)
        case {"include": [*names]} | {"exclude": [*names]} if len(value) == 1:
            side = "exclude" if "exclude" in value else "include"
            return told[side].format(names=", ".join(map(str, names)))
        case {"days": days, "percent": percent} if len(value) == 2:
            return told["decay"].format(percent=percent, span=counted(days, "day", locale))
        case {"add": _} | {"match": _} | {"associated": str(), "rule": _}:
            return "".join(_rule(value, locale))
        case _ if is_start(value):
            return start(value, locale)
        case _ if is_step(value):
            return step(value, locale)
        case _:
            return sentence(condition_of(value), locale)


def _only(value: Mapping[str, Json], *names: str) -> Json:
    """The value of the first name; nothing but these names may be there."""
    if value.keys() - set(names):
        raise KeyError(*value)
    return value[names[0]]


def _rule(rule: Mapping[str, Json], locale: str) -> Iterator[str]:
    """A score rule: points, what for, its limits."""
    rest, told = dict(rule), phrases(locale)
    enabled = rest.pop("enabled", True)
    bounds = [(word, rest.pop(word)) for word in ("max", "min") if word in rest]
    match rest:
        case {"event": str(event), "add": add, **limits}:
            yield told["for_event"].format(add=add, event=event)
            yield from _limits(limits, locale)
        case {"if": Mapping() as condition, "add": add} if len(rest) == 2:
            yield told["if"].format(add=add, said=sentence(condition_of(condition), locale))
        case {"property": str(ref), "match": [*cases], **otherwise}:
            yield "; ".join(_case(ref, case, locale) for case in cases)
            yield told["else"].format(add=_only(otherwise, "else")) if otherwise else ""
        case {"associated": str(other), "rollup": rollup, "rule": Mapping() as inner, **only}:
            said = "".join(_rule(inner, locale))
            yield told["of_associated"].format(other=other, rollup=rollup, said=said)
            yield told["only"].format(said=_condition(only, "only", locale)) if only else ""
        case _:
            raise ValueError(rule)
    yield from (told[f"at_{word}"].format(points=points) for word, points in bounds)
    yield "" if enabled else told["off"]


def _condition(holder: Mapping[str, Json], name: str, locale: str) -> str:
    return sentence(condition_of(_only(holder, name)), locale)


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
