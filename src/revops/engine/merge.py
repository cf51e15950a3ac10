"""The one three-way function: blueprint, last applied, portal; unit by unit (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from revops.model.change import MovedBy
from revops.model.json import MISSING, Json, Missing
from revops.model.label import reads_alike

Units = Mapping[str, Json]
_LABELS: Final = ("label", "Label", "name")
"""How the paths of units end that people read and nothing else does."""
_NUMBERS: Final = frozenset({bool, int, float})
"""Only among these may equal values differ: to Python `True` is a 1, to HubSpot it is not."""


class Side(Enum):
    """What is to be done about one unit."""

    SAME = "same"
    ALIKE = "alike"
    CATCH_UP = "catch up"
    WRITE = "write"
    HOLD = "hold"


@dataclass(frozen=True)
class Verdict:
    """`moved_by` says who left the last applied value."""

    side: Side
    moved_by: MovedBy = MovedBy.BLUEPRINT


@dataclass(frozen=True)
class Triple:
    """One unit as the three sides have it. `base` is MISSING where it was never applied."""

    path: str
    desired: Json | Missing
    base: Json | Missing
    actual: Json | Missing
    factory: Json | Missing = MISSING


def is_order(path: str) -> bool:
    """True for units that hold a sequence of keys (design.md, rule 14)."""
    return path == "order" or path.endswith(".order")


def equal(path: str, left: Json | Missing, right: Json | Missing) -> bool:
    """Equality of two values of a unit; sequences are compared by the keys that both have."""
    if type(left) is str:
        return left == right
    if is_order(path) and isinstance(left, Sequence) and isinstance(right, Sequence):
        return _common(left, right) == _common(right, left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _common(keys: Sequence[Json], other: Sequence[Json]) -> list[Json]:
    return [key for key in keys if key in other]


def is_settled(desired: Units, base: Units, actual: Units) -> bool:
    """True where all three sides say the same of every managed unit: the usual case, told at once."""
    same = (desired == base or desired.items() <= base.items()) and desired.items() <= actual.items()
    if not same or _NUMBERS.isdisjoint(map(type, desired.values())):
        return same
    numbers = [path for path, value in desired.items() if type(value) in _NUMBERS]
    return _flags(desired, numbers) == _flags(base, numbers) == _flags(actual, numbers)


def _flags(units: Units, paths: Sequence[str]) -> list[str]:
    """Which of these units are yes or no."""
    return [path for path in paths if isinstance(units[path], bool)]


def merge(unit: Triple, *, counted: bool = False) -> Verdict:
    """Decide one unit. What is counted in the portal nobody ever agreed to: it differs, or it does not.

    | last applied | portal | blueprint | verdict |
    |---|---|---|---|
    | a | a | a | same |
    | a | a | b | write |
    | a | b | a | hold, moved by the portal |
    | a | b | b | catch up |
    | a | b | c | hold, moved by both |
    | never | b | b | catch up |
    | never | nothing, or the factory value | b | write |
    | never, or b | b but for width and outer spaces | b, a label | alike |
    | never | c | b | hold, moved by the portal |

    A sequence was never applied as long as it lacks a key that both others have.
    """
    if equal(unit.path, unit.desired, unit.actual):
        same = unit.base is not MISSING and equal(unit.path, unit.base, unit.desired) and not _grown(unit)
        return Verdict(Side.SAME if same else Side.CATCH_UP)
    if counted:
        return Verdict(Side.WRITE)
    if _is_alike(unit):
        return Verdict(Side.ALIKE, MovedBy.PORTAL)
    if unit.base is MISSING:
        return _first_contact(unit)
    if equal(unit.path, unit.base, unit.actual):
        return Verdict(Side.HOLD, MovedBy.PORTAL) if _grown(unit) else Verdict(Side.WRITE)
    if equal(unit.path, unit.base, unit.desired):
        return Verdict(Side.HOLD, MovedBy.PORTAL)
    return Verdict(Side.HOLD, MovedBy.BOTH)


def _grown(unit: Triple) -> bool:
    """True where blueprint and portal share a key whose place was never agreed."""
    base, desired, actual = unit.base, unit.desired, unit.actual
    if not (isinstance(base, list) and isinstance(desired, list) and isinstance(actual, list)):
        return False
    agreed = {key for key in base if isinstance(key, str)}  # a ledger may hold anything
    return is_order(unit.path) and bool({*desired} & {*actual} - agreed)


def _is_alike(unit: Triple) -> bool:
    """True for a label that somebody spelt with other widths or spaces: nobody reads a difference."""
    if not unit.path.endswith(_LABELS) or not reads_alike(unit.desired, unit.actual):
        return False
    return unit.base is MISSING or equal(unit.path, unit.base, unit.desired)


def _first_contact(unit: Triple) -> Verdict:
    untouched = unit.actual is MISSING or (
        unit.factory is not MISSING and equal(unit.path, unit.factory, unit.actual)
    )
    return Verdict(Side.WRITE) if untouched else Verdict(Side.HOLD, MovedBy.PORTAL)


def triples(
    desired: Mapping[str, Json],
    base: Mapping[str, Json] | None,
    actual: Mapping[str, Json],
    factory: Mapping[str, Json],
) -> Iterable[Triple]:
    """The units that the blueprint manages (rule 2), in its order."""
    for path, value in desired.items():
        yield Triple(
            path,
            value,
            (base or {}).get(path, MISSING),
            actual.get(path, MISSING),
            factory.get(path, MISSING),
        )
