"""One unit of a change as text: what is there, what is wanted, and what is to be done by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from revops.model.change import Action, Change, UnitChange
from revops.model.json import Json
from revops.views.subject import subject_of
from revops.views.words import text_of


@dataclass(frozen=True)
class Line:
    """One unit with its values as text; empty text stands for "not there"."""

    path: str
    before: str
    after: str
    note: str = ""
    link: str = ""
    """An address that opens on a click, in what is done by hand."""
    back: bool = False
    """True on the way back from a run: what is wanted is what was there before it."""

    @property
    def compared(self) -> str:
        """Both sides in a sentence, where neither is about to be written."""
        theirs = f"HubSpot has {self.before}" if self.before else "HubSpot does not have it"
        if self.back:
            return f"{theirs}, before the run it was {self.after or 'not there'}"
        return f"{theirs}, the blueprint {f'says {self.after}' if self.after else 'does not'}"


def line_of(unit: UnitChange, locale: str, *, both: bool = False) -> Line:
    """The sides; of a sequence only what is managed, and where they are equal one, unless both are wanted."""
    before, after = unit.before, unit.after
    if unit.path.endswith("order") and isinstance(before, list | tuple) and isinstance(after, list | tuple):
        before = [key for key in before if key in after]
    told = text_of(after, locale)
    return Line(unit.path, text_of(before, locale) if both or before != after else "", told, unit.note)


def instructions(change: Change, locale: str) -> tuple[Line, ...]:
    """What the blueprint says about something that is done by hand, beside its label; a list is counted."""
    if change.action is not Action.MANUAL or not change.resource:
        return ()
    label = subject_of(change).label
    return tuple(
        _instruction(path, value, locale) for path, value in change.resource.units.items() if value != label
    )


def _instruction(path: str, value: Json, locale: str) -> Line:
    if isinstance(value, list | tuple):
        return Line(path, "", _counted(value))
    opens = path == "link" and str(value).startswith("https://")
    return Line(path, "", str(value) if opens else text_of(value, locale), link=str(value) if opens else "")


def _counted(steps: Sequence[Json]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
