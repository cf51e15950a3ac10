"""Two object types as the scope of an address: `contacts-companies`."""

from __future__ import annotations

import re
from typing import Final

_OBJECT: Final = r"(?:[a-z]\w*|\d+-\d+)"
"""A name, a full name (`p123_car`), or a type id, which holds a hyphen of its own."""
_PAIR: Final = re.compile(rf"({_OBJECT})-({_OBJECT})", re.ASCII)


def pair(one: str, other: str) -> str:
    """The scope of what connects two objects, in this direction."""
    return f"{one}-{other}"


def objects_of(scope: str) -> tuple[str, ...]:
    """The objects of a scope: both of a pair, one of any other, none of the empty one."""
    found = _PAIR.fullmatch(scope)
    if found:
        return found[1], found[2]
    return (scope,) if scope else ()
