"""Filters that do not look as documented: they have no words, and break nothing around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Read = TypeVar("Read")


def unless_odd(read: Callable[Asked, Read], *args: Asked.args, **more: Asked.kwargs) -> Read | None:
    """What `read` finds; None where a member is missing, or is not of the type that it should have."""
    try:
        return read(*args, **more)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None
