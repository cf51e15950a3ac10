"""The shape of a ledger's entry: what is read back is data of a stranger until it passed here."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from revops.model.json import Json
from revops.model.ledger import Entry

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


_SHAPES: Final = TypeAdapter(dict[str, EntryShape])


def entries_of(documents: Json) -> dict[str, Entry]:
    """Entries by address, from documents by address.

    Raises:
        ValueError: something in them is not of the shape that the tool writes.
    """
    return {text: Entry(**vars(shape)) for text, shape in _SHAPES.validate_python(documents).items()}
