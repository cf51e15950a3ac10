"""Steps and starts of workflows in words, every member said, so that no two of them read the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from revops.model.json import Json, canonical
from revops.model.spelling import condition_of
from revops.views.phrases import counted, phrases
from revops.views.sentence import sentence

Value = Mapping[str, Json]
_TASK: Final = ("role", "owner", "due", "priority", "type", "body")
"""What a task says beside its subject, in this order."""
_WHOSE: Final = {"of": "of", "label": "labelled"}
"""Whose property an edit writes, in this order."""
_STARTS: Final = ("changed", "joins", "every", "date")


def is_step(value: Value) -> bool:
    """Whether it is a step; `email` asks about an e-mail where it holds more than a name."""
    return not isinstance(value.get("email"), Mapping) and not _SAID.keys().isdisjoint(value)


def step(value: Value, locale: str) -> str:
    """What a step does, and on which path.

    Raises:
        KeyError, TypeError, ValueError: it holds what nobody has words for.
    """
    told, rest = phrases(locale), dict(value)
    path, otherwise = rest.pop("path", ""), rest.pop("else", None)
    beside = [(word, rest.pop(key)) for key, word in _WHOSE.items() if key in rest]
    ((word, body),) = rest.items()
    said = _SAID[word](body, locale) + "".join(told[word].format(name=name) for word, name in beside)
    if otherwise:
        said += told["or_else"].format(said=step(otherwise, locale))
    return told["on_path"].format(path=path, said=said) if path else said


def is_start(value: Value) -> bool:
    """Whether it starts a workflow, and is no condition."""
    return not value.keys().isdisjoint(_STARTS)


def start(value: Value, locale: str) -> str:
    """What starts a workflow; raises as `step` does."""
    told, rest = phrases(locale), dict(value)
    where = rest.pop("where", None)
    said = _started(rest, locale)
    asked = "" if where is None else told["only_if"].format(said=_condition(where, locale))
    return said + asked


def _started(value: Value, locale: str) -> str:
    told = phrases(locale)
    match value:
        case {"changed": ref, "to": [*values]} if len(value) == 2:
            return told["becomes"].format(name=ref, values=_list(values))
        case {"changed": ref} if len(value) == 1:
            return told["changed"].format(name=ref)
        case {"joins": name} if len(value) == 1:
            return told["joins"].format(name=name)
        case {"every": often, "at": at, **days} if days.keys() <= {"on"}:
            return told[f"every_{often}"].format(at=at, on=_days(days.get("on", []), locale))
        case {"date": ref, "at": at, **yearly} if not yearly or yearly == {"yearly": True}:
            return told["yearly" if yearly else "on_date"].format(name=ref, at=at)
        case _:
            raise ValueError(value)


def hours(value: Value, locale: str) -> str:
    """When a workflow acts."""
    return f"{_days(value['days'], locale)} {value['from']}–{value['to']}"


def _days(days: Json, locale: str) -> str:
    told = phrases(locale)
    return _list(told.get(str(day), day) for day in ([days] if isinstance(days, str) else days))


def _list(names: Iterable[Json]) -> str:
    return ", ".join(map(str, names))


def _condition(value: Json, locale: str) -> str:
    return sentence(condition_of(value), locale)


def span(value: Value, locale: str) -> str:
    """`2 days`."""
    ((unit, amount),) = value.items()
    return counted(amount, unit.removesuffix("s"), locale)


def _plain(word: str) -> Callable[[Json, str], str]:
    """A step that names one thing."""
    return lambda name, locale: phrases(locale)[word].format(name=name)


def _pair(word: str) -> Callable[[Json, str], str]:
    """A step that gives one property something."""

    def said(value: Json, locale: str) -> str:
        ((name, text),) = value.items()
        return phrases(locale)[word].format(name=name, text=text)

    return said


def _whole(word: str) -> Callable[[Json, str], str]:
    """A step with members of HubSpot's, or a text of many lines."""
    return lambda value, locale: phrases(locale)[word].format(said=canonical(value))


def _task(value: Json, locale: str) -> str:
    rest, told = dict(value), phrases(locale)
    said = [told["task"].format(subject=rest.pop("subject"))]
    if "due" in rest:
        rest["due"] = span(rest["due"], locale)
    said += [told[name].format(value=rest.pop(name)) for name in _TASK if name in rest]
    if rest:
        raise KeyError(*rest)
    return "".join(said)


def _delay(value: Json, locale: str) -> str:
    return phrases(locale)["delay"].format(span=span(value, locale))


def _until(value: Json, locale: str) -> str:
    told, rest = phrases(locale), dict(value)
    at = rest.pop("at")
    day = rest.pop("property") if "property" in rest else rest.pop("date")
    for word in ("before", "after"):
        if word in rest:
            day = told[word].format(span=span(rest.pop(word), locale), day=day)
    if rest:
        raise KeyError(*rest)
    return told["until"].format(day=day, at=at)


def _notice(word: str) -> Callable[[Json, str], str]:
    def said(value: Json, locale: str) -> str:
        rest = dict(value)
        owner = [rest.pop("owner")] if "owner" in rest else []
        people = _list([*rest.pop("roles", []), *owner])
        return phrases(locale)[word].format(people=people, **rest)

    return said


def _rotate(value: Json, locale: str) -> str:
    told = phrases(locale)
    again = told["also_taken"] if value["overwrite"] else ""
    return told["rotate"].format(people=_list(value["roles"]), name=value["property"]) + again


def _wait_for(value: Json, locale: str) -> str:
    rest = dict(value)
    most = span(rest.pop("at_most"), locale)
    said = start(rest, locale) if is_start(rest) else _condition(rest, locale)
    return phrases(locale)["wait_for"].format(said=said, span=most)


def _copy(value: Json, locale: str) -> str:
    return phrases(locale)["copy"].format(source=value["from"], target=value["to"])


def _marketing(value: Json, locale: str) -> str:
    return phrases(locale)["marketing" if value else "no_marketing"]


def _members(word: str) -> Callable[[Json, str], str]:
    """A step whose members all stand in its phrase."""
    return lambda value, locale: phrases(locale)[word].format(**value)


def _sequence(value: Json, locale: str) -> str:
    told = phrases(locale)
    sender = told["by_owner"] if value["sender"] == "contact_owner" else value["sender"]
    zone = told["by_contacts_clock"] if value.get("contact_time_zone") else ""
    return told["sequence"].format(name=value["name"], sender=sender) + zone


def _create(value: Json, locale: str) -> str:
    told = phrases(locale)
    values = _list(_given(name, part, locale) for name, part in value["properties"].items())
    alone = "" if value["associate"] else told["unassociated"]
    return told["create"].format(object=value["object"], values=values) + alone


def _given(name: str, part: Json, locale: str) -> str:
    told = phrases(locale)
    if isinstance(part, Mapping):
        return told["with_copy"].format(name=name, text=part["from"])
    return told["with_value"].format(name=name, text=part)


def _associate(value: Json, locale: str) -> str:
    source, target = value["match"]["from"], value["match"]["to"]
    return phrases(locale)["associate"].format(object=value["to"], source=source, target=target)


def _webhook(value: Json, locale: str) -> str:
    rest, told = dict(value), phrases(locale)
    said = told["webhook"].format(method=rest.pop("method"), url=rest.pop("url"))
    return said + (told["with"].format(said=canonical(rest)) if rest else "")


def _branch(value: Json, locale: str) -> str:
    told = phrases(locale)
    ways = [
        told["way"].format(path=way["path"], name=way["name"], said=_condition(way["when"], locale))
        for way in value
    ]
    return told["branch"].format(ways="; ".join(ways))


def _by_value(value: Json, locale: str) -> str:
    return phrases(locale)["by_value"].format(name=value["property"], cases=_list(value["cases"]))


def _split(value: Json, locale: str) -> str:
    shares = [f"{way['path']} {way['percentage']}%" for way in value]
    return phrases(locale)["split"].format(shares=_list(shares))


_SAID: Final[Mapping[str, Callable[[Json, str], str]]] = {
    **{word: _plain(word) for word in ("email", "add_to", "remove_from", "enrol_in", "stamp", "happened")},
    **{word: _plain(word) for word in ("clear", "note")},
    **{word: _pair(word) for word in ("set", "increment", "append")},
    **{word: _whole(word) for word in ("code", "action")},
    **{word: _notice(word) for word in ("notify", "in_app")},
    "task": _task,
    "delay": _delay,
    "until": _until,
    "rotate": _rotate,
    "wait_for": _wait_for,
    "copy": _copy,
    "marketing": _marketing,
    "webhook": _webhook,
    **{word: _members(word) for word in ("slack", "subscribe", "unsubscribe")},
    "sequence": _sequence,
    "create": _create,
    "associate": _associate,
    "branch": _branch,
    "by_value": _by_value,
    "split": _split,
}
