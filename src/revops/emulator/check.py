"""Strict checks of request bodies: what is unknown, missing or of the wrong type is refused, all at once.

HubSpot answers such a body with 400 `VALIDATION_ERROR` and one `errors[]` entry per fault (dossier L2). The
`code` of an entry is the emulator's own word, as HubSpot publishes none for most of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast

from revops.emulator.http import Ask, Json, Refusal

Fault = dict[str, Json]
Checker = Callable[[Json, str], Iterator[Fault]]
"""Yields one entry of `errors[]` per fault of a value; the second argument is where the value stands."""


def fault(message: str, where: str, code: str, **context: list[str]) -> Fault:
    """One entry of `errors[]`: `in` is the path inside the body, such as `options[2].label`."""
    entry: Fault = {"message": message, "in": where, "code": code}
    return {**entry, "context": context} if context else entry


def refusal_of(faults: list[Fault]) -> Refusal:
    """The 400 that carries these faults; its message names the first ones."""
    said = "; ".join(str(entry["message"]) for entry in faults[:3])
    return Refusal(400, f"Invalid input JSON: {said}", errors=faults)


def check(value: Json, checker: Checker, where: str = "") -> None:
    """Refuse `value` with 400 if `checker` finds a fault in it."""
    if faults := list(checker(value, where)):
        raise refusal_of(faults)


def body_of(
    ask: Ask, required: Mapping[str, Checker] | None = None, optional: Mapping[str, Checker] | None = None
) -> dict[str, Json]:
    """The body of a request as an object with exactly these fields; anything else is a 400."""
    check(ask.body, object_of(required or {}, optional or {}))
    return cast("dict[str, Json]", ask.body)


def whole_number(written: str) -> int | None:
    """A whole number that is written as text, None for anything else and for more than 18 digits."""
    return int(written) if re.fullmatch("[0-9]{1,18}", written) else None


def _typed(kind: str, *types: type) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        # A JSON boolean is an int to Python, never to HubSpot.
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            yield fault(f"{where or 'body'} must be {kind}", where, "INVALID_TYPE")

    return checker


text = _typed("a string", str)
integer = _typed("an integer", int)
number = _typed("a number", int, float)
boolean = _typed("a boolean", bool)


def anything(_value: Json, _where: str) -> Iterator[Fault]:
    """Accepts any JSON: for parts that HubSpot keeps without looking into them."""
    return iter(())


def nullable(checker: Checker) -> Checker:
    """A value that may also be null; what null means is the surface's affair."""
    return lambda value, where: iter(()) if value is None else checker(value, where)


def filled(value: Json, where: str) -> Iterator[Fault]:
    """A string with something in it besides blanks."""
    yield from text(value, where)
    if isinstance(value, str) and not value.strip():
        yield fault(f"{where} must not be blank", where, "BLANK")


def one_of(*allowed: str) -> Checker:
    """A string out of a closed list."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in allowed:
            yield fault(
                f"{where} must be one of: {', '.join(allowed)}",
                where,
                "INVALID_OPTION",
                allowed=list(allowed),
            )

    return checker


def list_of(item: Checker, minimum: int = 0, maximum: int | None = None) -> Checker:
    """A list whose items all pass, of a length within the bounds (both inclusive)."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield fault(f"{where or 'body'} must be a list", where, "INVALID_TYPE")
            return
        if len(value) < minimum or (maximum is not None and len(value) > maximum):
            yield fault(f"{where or 'body'} has {len(value)} items", where, "INVALID_LENGTH")
        for place, entry in enumerate(value):
            yield from item(entry, f"{where}[{place}]")

    return checker


def mapping(item: Checker) -> Checker:
    """An object with free keys whose values all pass."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield fault(f"{where or 'body'} must be an object", where, "INVALID_TYPE")
            return
        for key, entry in value.items():
            yield from item(entry, _under(where, key))

    return checker


def object_of(required: Mapping[str, Checker], optional: Mapping[str, Checker] | None = None) -> Checker:
    """An object with exactly these fields."""
    known = {**(optional or {}), **required}

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield fault(f"{where or 'body'} must be an object", where, "INVALID_TYPE")
            return
        for name in required:
            if name not in value:
                path = _under(where, name)
                yield fault(f"Some required fields were not set: [{path}]", path, "REQUIRED_FIELD")
        for name, entry in value.items():
            path = _under(where, name)
            if name not in known:
                yield fault(f'Unrecognized field "{path}"', path, "UNKNOWN_FIELD")
            else:
                yield from known[name](entry, path)

    return checker


def _under(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
