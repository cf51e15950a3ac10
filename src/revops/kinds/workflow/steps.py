"""The table of step types, and steps as actions and back (dossier F4, F5)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

from revops.kinds.lookup import AUTOMATED
from revops.kinds.workflow.edits import Append, Copy, Increment, Marketing, Stamp
from revops.kinds.workflow.forks import FORKS, Fork
from revops.kinds.workflow.graph import bare
from revops.kinds.workflow.mails import Email, InApp, Notify, Rotate
from revops.kinds.workflow.outside import ById, Code, Webhook
from revops.kinds.workflow.records import AddTo, EnrolIn, RemoveFrom, SetProperty, Task
from revops.kinds.workflow.step import Action, Place, Step, StepType
from revops.kinds.workflow.waits import Delay, Until, WaitFor
from revops.model.json import Json
from revops.model.spec import Symbol

_BY_ID: Final = ById()
STEP_TYPES: Final[tuple[StepType, ...]] = (
    *(Email(), Notify(), InApp(), Rotate()),
    *(Delay(), Until(), WaitFor()),
    *(Task(), SetProperty(), AddTo(), RemoveFrom(), EnrolIn()),
    *(Copy(), Increment(), Append(), Stamp(), Marketing()),
    *(Webhook(), Code(), _BY_ID),
    *FORKS,
)
BY_WORD: Final[Mapping[str, StepType]] = {step.word: step for step in STEP_TYPES}
_FORKS: Final[Mapping[str, Fork]] = {fork.word: fork for fork in FORKS}
_BESIDE: Final = ("else", "path")
"""Members of a step beside its word."""


def write(step: Step, action_id: str, at: Place) -> Action:
    """A canonical step as an action without connections.

    Raises:
        Unresolved: the portal lacks a name that the step uses.
    """
    word, value = said(step)
    return {**BY_WORD[word].write(value, at), "actionId": action_id}


def read(action: Action, at: Place, like: Step | None = None) -> Step:
    """An action as a canonical step, `{raw: …}` where the blueprint has no words for it.

    `like` is what the step was before, or should be: the names of its paths are taken from there.
    """
    named = _BY_ID.like(action, like[_BY_ID.word]) if like and _BY_ID.word in like else None
    if named is not None:
        return {_BY_ID.word: named}
    for known in STEP_TYPES:
        value = known.read(action, at)
        if value is not None:
            fork = _FORKS.get(known.word)
            return {known.word: fork.named(value, (like or {}).get(known.word)) if fork else value}
    return {"raw": {name: entry for name, entry in bare(action).items() if name != "actionId"}}


def said(step: Step) -> tuple[str, Json]:
    """The word of a step, and the value behind it."""
    ((word, value),) = ((word, value) for word, value in step.items() if word not in _BESIDE)
    return word, value


def paths(step: Step) -> list[str]:
    """The names of a step's paths, one for each edge of its action; none where it has words and one edge."""
    word, value = said(step)
    return _FORKS[word].paths(value) if word in _FORKS else []


def symbols_of(step: Step) -> Iterable[Symbol]:
    """Names that a step uses, those of its `else` included."""
    for word, value in step.items():
        if word == "else":
            yield from symbols_of(value)
        elif word in BY_WORD:
            yield from BY_WORD[word].symbols(value)


def chosen(step: Step, known: Container[Symbol]) -> Step:
    """A step without its `else`, which is taken where the e-mail is not among the known names."""
    if "else" not in step:
        return step
    place = {"path": step["path"]} if "path" in step else {}
    taken = {"email": step["email"]} if Symbol(AUTOMATED, step["email"]) in known else step["else"]
    return {**taken, **place}
