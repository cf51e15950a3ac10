"""A condition as a sentence that a person reads aloud, in Japanese and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    Raw,
    Refinement,
    Submitted,
    Subscribed,
    Test,
    Viewed,
)
from revops.model.json import Json, canonical
from revops.views.tongues import TONGUES, Tongue


def sentence(condition: Condition, locale: str) -> str:
    """The condition in words; labels come from the tests. Another locale than `ja` reads as English."""
    return _say(condition, TONGUES.get(locale, TONGUES["en"]))


def _say(condition: Condition, tongue: Tongue) -> str:
    match condition:
        case All(parts):
            return tongue.every.join(_grouped(part, tongue) for part in parts)
        case AnyOf(parts):
            return tongue.either.join(_grouped(part, tongue) for part in parts)
        case Not(of):
            return tongue.negation.format(_say(of, tongue))
        case Test():
            return _test(condition, tongue)
        case Submitted() | Viewed() | Event() | EmailEvent():
            return _happened(condition, tongue)
        case Associated():
            return _associated(condition, tongue)
        case Raw(body):
            return tongue.terms["raw"].format(canonical(body))
        case _:
            return _state(condition, tongue)


def _grouped(part: Condition, tongue: Tongue) -> str:
    said = _say(part, tongue)
    several = isinstance(part, All | AnyOf) or (isinstance(part, Submitted) and len(part.forms) > 1)
    return tongue.group.format(said) if several else said


def _state(state: Subscribed | Consent | InSegment, tongue: Tongue) -> str:
    match state:
        case Subscribed(subscription, out):
            return tongue.terms["unsubscribed" if out else "subscribed"].format(subscription)
        case Consent(word):
            return tongue.terms[f"consent.{word}"]
        case InSegment(segment):
            return tongue.terms["in_segment"].format(segment)


def _happened(happened: Submitted | Viewed | Event | EmailEvent, tongue: Tongue) -> str:
    refined = _refined(happened.refine, tongue)
    match happened:
        case Submitted(forms, page):
            refined["page"] = tongue.terms["on_page"].format(page) if page else ""
            named = [tongue.terms["submitted"].format(form=form, **refined) for form in forms]
            return tongue.either.join(named) or tongue.terms["submitted.any"].format(**refined)
        case Viewed(word, url):
            return tongue.terms[f"viewed.{word}"].format(url=url, **refined)
        case EmailEvent(word, email):
            return tongue.terms[f"email.{word}"].format(email=email, **refined)
        case Event(name, where):
            told = tongue.every.join(_test(test, tongue) for test in where)
            refined["where"] = tongue.terms["event.where"].format(told) if told else ""
            return tongue.terms["event"].format(event=name, **refined)


def _refined(refine: Refinement, tongue: Tongue) -> dict[str, str]:
    """How often and when, each empty where it does not matter."""
    return {"times": _times(refine, tongue), "within": _within(refine, tongue)}


def _times(refine: Refinement, tongue: Tongue) -> str:
    low, high = refine.at_least, refine.at_most
    if not refine.is_counted:
        return ""
    if low == high:
        return tongue.terms["times.exactly"].format(low)
    if high is None:
        return tongue.terms["times.at_least"].format(low)
    return tongue.terms["times.between"].format(low, high)


def _within(refine: Refinement, tongue: Tongue) -> str:
    if refine.last_days is not None:
        return tongue.terms["within.last_days"].format(refine.last_days)
    if refine.since and refine.until:
        return tongue.terms["within.between"].format(refine.since, refine.until)
    if refine.since:
        return tongue.terms["within.since"].format(refine.since)
    return tongue.terms["within.until"].format(refine.until) if refine.until else ""


def _associated(of: Associated, tongue: Tongue) -> str:
    named = tongue.objects.get(of.object, of.object)
    label = tongue.terms["label"].format(of.label) if of.label else ""
    if of.where is None:
        return tongue.terms["associated.any"].format(object=named, label=label)
    said = _say(of.where, tongue)
    return tongue.terms["associated"].format(object=named, label=label, where=said)


def _test(test: Test, tongue: Tongue) -> str:
    labels = dict(test.labels)
    name = labels.get(str(test.property), test.property.name)
    return tongue.words[test.word].format(p=name, v=_value(test, labels, tongue))


def _value(test: Test, labels: Mapping[str, str], tongue: Tongue) -> str:
    if isinstance(test.value, bool):
        return tongue.truth[test.value]
    if test.word in ("between", "not_between"):
        return tongue.span.format(*test.value)
    if test.word.startswith(("in_", "not_in_")):
        return _period(test.value, tongue)
    if test.word.endswith("_property"):
        return labels.get(test.value, test.value.rpartition(".")[2])
    values: Sequence[Json] = test.value if isinstance(test.value, list | tuple) else [test.value]
    return tongue.comma.join(labels.get(str(value), str(value)) for value in values)


def _period(value: Json, tongue: Tongue) -> str:
    if isinstance(value, str):
        return tongue.periods[value][0]
    ((unit, count),) = value.items()
    return tongue.periods[unit][1].format(count)
