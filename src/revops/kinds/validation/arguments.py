"""A rule's value in a blueprint and its `ruleArguments` on the wire, both ways.

The formats are those of HubSpot's guide to property validations (March 2026); the API's description only
says that arguments are texts (dossier D6).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final

from revops.model.json import Json

DAYS: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_MS: Final = 1000


@dataclass(frozen=True)
class Form:
    """How one sort of argument is written and read."""

    sent: Callable[[Json], list[str]]
    said: Callable[[Sequence[str]], Json]


def sent(rule: str, value: Json) -> list[str]:
    """The arguments of a rule; those that no blueprint can say go back as they came."""
    if isinstance(value, Mapping) and "raw" in value:
        return list(value["raw"])
    return FORMS[rule].sent(value)


def said(rule: str, arguments: Sequence[str]) -> Json:
    """A rule as a blueprint says it; `{raw: [...]}` where it has no words for the arguments."""
    try:
        value = FORMS[rule].said(arguments)
        whole = len(sent(rule, value)) >= len(arguments)
    except (ArithmeticError, LookupError, OSError, TypeError, ValueError):
        whole = False
    return value if whole else {"raw": list(arguments)}


def canonical(rule: str, value: Json) -> Json:
    """The one spelling of a blueprint's value, so that equal rules compare as equal."""
    return said(rule, sent(rule, value))


def moment(text: str) -> datetime:
    """A date, meant as its first moment in UTC, or a time with its zone.

    Raises:
        ValueError: it is neither.
    """
    found = datetime.fromisoformat(text)
    if len(text) == len("2026-01-31"):
        return datetime.combine(found, time(), UTC)
    if found.tzinfo is None:
        raise ValueError("a time needs its zone: 2026-01-31T09:00:00+09:00")
    return found


def _nothing(arguments: Sequence[str]) -> Json:
    if arguments:
        raise ValueError("it takes no argument")
    return True


def _number(text: str) -> int | float:
    """One number per value: `10` and `10.0` are 10.

    Raises:
        ValueError: it is no finite number.
    """
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None
    if not found.is_finite():
        raise ValueError(f"{text!r} is no number")
    return int(found) if found == found.to_integral_value() else float(found)


def _print(value: float) -> str:
    """Without an exponent."""
    return f"{Decimal(str(value)):f}"


def _epoch(text: str) -> list[str]:
    return [str(round(moment(text).timestamp() * _MS))]


def _date(arguments: Sequence[str]) -> Json:
    text = _time(arguments)
    return text.removesuffix("T00:00:00Z")


def _time(arguments: Sequence[str]) -> str:
    found = datetime.fromtimestamp(int(arguments[0]) / _MS, UTC)
    return found.isoformat().replace("+00:00", "Z")


_SWITCH: Final = Form(lambda _: [], _nothing)
_WORD: Final = Form(lambda value: [value], lambda arguments: arguments[0])
_WHOLE: Final = Form(lambda value: [str(value)], lambda arguments: int(arguments[0]))
_NUMBER: Final = Form(lambda value: [_print(value)], lambda arguments: _number(arguments[0]))
_DATE: Final = Form(_epoch, _date)
_DATETIME: Final = Form(_epoch, _time)
_DOMAINS: Final = Form(sorted, sorted)
_DAYS: Final = Form(
    lambda value: sorted(value, key=DAYS.index), lambda arguments: sorted(arguments, key=DAYS.index)
)
_BLANKS: Final = Form(lambda value: [value], lambda arguments: arguments[0] if arguments else "ALL")
"""No argument means `ALL`."""
_PHONE: Final = Form(
    lambda value: [] if value is True else [value], lambda arguments: arguments[0] if arguments else True
)
_REGEX: Final = Form(
    lambda value: [value["pattern"], value["message"]],
    lambda arguments: {"pattern": arguments[0], "message": arguments[1]},
)

FORMS: Final[Mapping[str, Form]] = {
    "MIN_NUMBER": _NUMBER,
    "MAX_NUMBER": _NUMBER,
    "DECIMAL": _WHOLE,
    "MIN_LENGTH": _WHOLE,
    "MAX_LENGTH": _WHOLE,
    "ALPHANUMERIC": _WORD,
    "FORMAT": _WORD,
    "SPECIAL_CHARACTERS": _WORD,
    "WHITESPACE": _BLANKS,
    "REGEX": _REGEX,
    "EMAIL": _SWITCH,
    "EMAIL_ALLOWED_DOMAINS": _DOMAINS,
    "EMAIL_BLOCKED_DOMAINS": _DOMAINS,
    "URL": _SWITCH,
    "URL_ALLOWED_DOMAINS": _DOMAINS,
    "URL_BLOCKED_DOMAINS": _DOMAINS,
    "DOMAIN": _SWITCH,
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": _PHONE,
    "START_DATE": _DATE,
    "END_DATE": _DATE,
    "AFTER_DURATION": _WORD,
    "BEFORE_DURATION": _WORD,
    "START_DATETIME": _DATETIME,
    "END_DATETIME": _DATETIME,
    "AFTER_DATETIME_DURATION": _WORD,
    "BEFORE_DATETIME_DURATION": _WORD,
    "DAYS_OF_WEEK": _DAYS,
}
"""By rule type."""
