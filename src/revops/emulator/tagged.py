"""Checks of unions: the shape of an object is told by one of its fields (`type`, `filterType`, ...)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from revops.emulator.check import Checker, Fault, fault, object_of, one_of
from revops.emulator.http import Json

Fields = Mapping[str, Checker]
Shape = tuple[Fields, Fields]
"""Required and optional fields of one member of a union, the tag left out."""


def tagged(tag: str, shapes: Mapping[str, Shape]) -> Checker:
    """An object whose field `tag` names one of `shapes` and that has exactly the fields of that shape."""
    return union(tag, {name: member(tag, name, shape) for name, shape in shapes.items()})


def member(tag: str, name: str, shape: Shape) -> Checker:
    """One member of a union by itself, its tag included."""
    required, optional = shape
    return object_of({tag: one_of(name), **required}, optional)


def union(tag: str, members: Mapping[str, Checker]) -> Checker:
    """An object that is checked by the member its field `tag` names."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield fault(f"{where or 'body'} must be an object", where, "INVALID_TYPE")
        elif tag not in value:
            path = f"{where}.{tag}" if where else tag
            yield fault(f"Some required fields were not set: [{path}]", path, "REQUIRED_FIELD")
        elif isinstance(value[tag], str) and value[tag] in members:
            yield from members[value[tag]](value, where)
        else:
            yield from one_of(*members)(value[tag], f"{where}.{tag}" if where else tag)

    return checker


def both(*checkers: Checker) -> Checker:
    """Every checker in turn; a later one looks only at what the earlier ones found sound."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        for step in checkers:
            if faults := list(step(value, where)):
                yield from faults
                return

    return checker


def lazily(make: Callable[[], Checker]) -> Checker:
    """A checker that is built when it is first needed: for shapes that contain themselves."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        yield from make()(value, where)

    return checker
