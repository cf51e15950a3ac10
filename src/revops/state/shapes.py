"""The shapes of entries, runs and changes: what is read back is data of a stranger until it passed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, InstanceOf, TypeAdapter

from revops.model.change import UnitChange
from revops.model.history import Ending, PastChange, PastRun
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry
from revops.state.arrived import PLANNED

_NOTHING: Final[dict[str, Any]] = {}


def _none() -> dict[str, Any]:
    """The map of an entry that says nothing there; most entries say nothing in two of theirs."""
    return _NOTHING


def _day(text: str) -> str:
    """A day as the tool writes it, or nothing.

    Raises:
        ValueError: it is neither.
    """
    if text:
        date.fromisoformat(text)
    return text


class EntryShape(BaseModel):
    """One entry, wherever it is kept; what is left out has its default."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = ""
    units: dict[str, Any] = Field(default_factory=_none)
    keys: dict[str, str] = Field(default_factory=_none)
    created: bool = False
    maybe: bool = False
    unkept: dict[str, Any] = Field(default_factory=_none)
    ticked: str = ""
    ticked_on: Annotated[str, AfterValidator(_day)] = ""
    evidence: str = ""


class _UnitShape(BaseModel):
    """One unit of a change; a side that is left out is not there. Its path may hold half a character."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: InstanceOf[str]
    before: Any = MISSING
    after: Any = MISSING


class _ChangeShape(BaseModel):
    """One change of a run, as it was planned."""

    model_config = ConfigDict(extra="forbid", strict=True)

    address: str
    phase: str
    action: str
    units: list[_UnitShape]
    id: str = ""
    created: bool = False
    raw: InstanceOf[dict[str, Any]] = Field(default_factory=_none)
    was: str = ""

    def past(self) -> PastChange:
        units = tuple(UnitChange(**vars(unit)) for unit in self.units)
        return PastChange(**{**vars(self), "status": PLANNED, "units": units})


_SHAPES: Final = TypeAdapter(dict[str, EntryShape])
_CHANGES: Final = TypeAdapter(Annotated[list[_ChangeShape], Field(min_length=1)])
_ENDINGS: Final = TypeAdapter(list[tuple[str, str] | None])
_RUN: Final = TypeAdapter(PastRun)


def entries_of(documents: Json) -> dict[str, Entry]:
    """Entries by address, from documents by address.

    Raises:
        ValueError: something in them is not of the shape that the tool writes.
    """
    return {text: Entry(**vars(shape)) for text, shape in _SHAPES.validate_python(documents).items()}


def run_of(document: Mapping[str, Json]) -> PastRun:
    """A run, from its columns.

    Raises:
        ValueError: one of them is not of the shape that the tool writes.
    """
    return _RUN.validate_python(document)


def changes_of(planned: Json, ended: Json) -> Iterator[PastChange]:
    """Changes, each with what became of it; nothing became of those that `ended` does not reach.

    Raises:
        ValueError: something in them is not of the shape that the tool writes.
    """
    found, endings = _CHANGES.validate_python(planned), _ENDINGS.validate_python(ended)
    if len(endings) > len(found):
        raise ValueError("more has ended than was planned")
    for shape, became in zip_longest(found, endings):
        change = shape.past()
        yield replace(change, **Ending(*became)._asdict()) if became else change
