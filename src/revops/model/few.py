"""Many names in one sentence: the first of them, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

AND_MORE: Final = "{named} and {count} more"
_NAMED: Final = 3


def few(names: Sequence[object], most: int = _NAMED, and_more: Callable[..., str] = AND_MORE.format) -> str:
    """The names in a row; of more than fit, the first and the number of the others.

    Args:
        names: what to name, in order; the text of none is empty.
        most: how many are named.
        and_more: fills `named` and `count` into the wording of another language.
    """
    named, count = ", ".join(map(str, names[:most])), len(names) - most
    return and_more(named=named, count=count) if count > 0 else named
