"""Whether a condition holds for a record, as HubSpot would evaluate it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

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
from revops.simulate.moments import end_of, shifted, start_of, today
from revops.simulate.record import Clock, Happening, Record
from revops.simulate.tests import Holder, passes


class UntoldError(ValueError):
    """A raw filter or a foreign pattern, of which only HubSpot knows whether it holds."""


def holds(condition: Condition, record: Record, clock: Clock) -> bool:
    """Whether the record meets the condition.

    Raises:
        UntoldError: the answer hangs on a raw filter, or on a pattern that is none to Python.
    """
    match condition:
        case All(parts):
            return all(holds(part, record, clock) for part in parts)
        case AnyOf(parts):
            return any(holds(part, record, clock) for part in parts)
        case Not(of):
            return not holds(of, record, clock)
        case Test():
            return passes(condition, Holder(record.values, record, clock))
        case Submitted() | Viewed() | Event():
            moments = [one.at for one in record.happenings if _is_meant(condition, one, clock)]
            return _counts(condition.refine, moments, clock)
        case EmailEvent():
            return _mailed(condition, record, clock)
        case Associated():
            return _associated(condition, record, clock)
        case Raw(body):
            raise UntoldError(f"only HubSpot knows whether this holds: {body!r}")
        case _:
            return _state(condition, record)


def _state(state: Subscribed | Consent | InSegment, record: Record) -> bool:
    match state:
        case Subscribed(subscription, out):
            return record.subscriptions.get(subscription) is (not out)
        case Consent(word):
            return word in record.consents
        case InSegment(segment):
            return segment in record.segments


def _associated(of: Associated, record: Record, clock: Clock) -> bool:
    """Every label stands beside the association itself, so without one any record will do."""
    there = (
        link.record
        for link in record.links
        if link.record.object == of.object and (not of.label or of.label in link.labels)
    )
    return any(of.where is None or holds(of.where, other, clock) for other in there)


def _is_meant(happened: Submitted | Viewed | Event, one: Happening, clock: Clock) -> bool:
    match happened:
        case Submitted(forms, page):
            named = not forms or one.name in forms
            return one.kind == "form" and named and page in ("", one.details.get("page"))
        case Viewed(word, url):
            return one.kind == "page" and _is_at(word, url, one.name)
        case Event(name, where):
            holder = Holder(one.details, None, clock)
            met = all(passes(test, holder) for test in where)
            return one.kind == "event" and one.name == name and met


def _is_at(word: str, url: str, address: str) -> bool:
    if word == "matches":
        return _matches(url, address)
    return address == url if word == "equals" else url in address


def _matches(pattern: str, address: str) -> bool:
    try:
        return re.search(pattern, address) is not None
    except re.error:
        raise UntoldError(f"only HubSpot knows what this matches: {pattern!r}") from None


def _mailed(event: EmailEvent, record: Record, clock: Clock) -> bool:
    """`opened_not_clicked` is both: opened in these days, and not clicked in them."""
    done, _, not_done = event.word.partition("_not_")
    happened = _counts(event.refine, list(_mails(event.email, done, record)), clock)
    return happened and not (
        not_done and _counts(event.refine, list(_mails(event.email, not_done, record)), clock)
    )


def _mails(email: str, what: str, record: Record) -> Iterator[datetime]:
    for one in record.happenings:
        if (one.kind, one.name, one.details.get("event")) == ("email", email, what):
            yield one.at


def _counts(refine: Refinement, moments: list[datetime], clock: Clock) -> bool:
    """Whether it happened often enough, and not too often, in the days that count."""
    count = sum(_is_within(refine, at, clock) for at in moments)
    return refine.at_least <= count and (refine.at_most is None or count <= refine.at_most)


def _is_within(refine: Refinement, at: datetime, clock: Clock) -> bool:
    """Whether it counts; what is still to come has not happened."""
    if at > clock.now:
        return False
    if refine.last_days is not None:
        return at >= shifted(today(clock), "days", -refine.last_days)
    begun = not refine.since or at >= start_of(refine.since, clock)
    return begun and (not refine.until or at <= end_of(refine.until, clock))
