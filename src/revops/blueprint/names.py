"""What somebody probably meant: the nearest valid name, and the names there are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from revops.blueprint.letters import LONGEST, strangers
from revops.model.address import Address
from revops.model.few import few

_SHOWN: Final = 12
_MOST: Final = 2_000
"""Names that are compared; among more than these nobody looks for a slip."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known name that is most like the word, or `` where none is as like as `likeness` (0 to 1)."""
    folded = {name.lower(): name for name in islice(known, _MOST + 1)}
    if len(folded) > _MOST or len(word) > LONGEST:
        return ""
    matches = get_close_matches(word.lower(), folded, n=1, cutoff=likeness)
    return folded[matches[0]] if matches else ""


def nearest_address(address: Address, known: Iterable[Address]) -> str:
    """The known address that was probably meant, or ``.

    Long addresses of one kind are alike in all but their names, so names are compared.
    """
    others = sorted(known)
    siblings = {one.name: one for one in others if (one.kind, one.scope) == (address.kind, address.scope)}
    match = nearest(address.name, siblings)
    if match:
        return str(siblings[match])
    same = [str(one) for one in others if one.name == address.name]
    return nearest(str(address), same)


def meant(word: str, known: Iterable[str]) -> str:
    """A hint: the nearest name, else the first names there are."""
    names = sorted(set(islice(known, _MOST + 1)))
    if len(names) > _MOST:
        return ""
    match = nearest(word, names)
    if match:
        odd = strangers(word) if match.isascii() else ""
        return f"Did you mean {match!r}?" + (f" The one that is written holds {odd}." if odd else "")
    return f"Known: {few(names, _SHOWN)}." if names else ""


def ring(names: Iterable[str]) -> str:
    """A circle as people read it: `a -> b -> a`."""
    return " -> ".join(names)
