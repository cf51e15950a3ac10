"""The table of step types, and steps as actions and back (dossier F4, F5)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from typing import Final

from revops.kinds.workflow import related
from revops.kinds.workflow.created import Associate, Create, Note
from revops.kinds.workflow.edits import Append, Clear, Copy, Increment, Marketing, Stamp
from revops.kinds.workflow.forks import FORKS, Fork
from revops.kinds.workflow.graph import bare
from revops.kinds.workflow.mails import Email, InApp, Notify, Rotate
from revops.kinds.workflow.outreach import Sequence, Slack, Subscribe, Unsubscribe
from revops.kinds.workflow.outside import ById, Code, Webhook
from revops.kinds.workflow.records import AddTo, EnrolIn, RemoveFrom, SetProperty, Task
from revops.kinds.workflow.step import Action, Place, Single, Step, StepType
from revops.kinds.workflow.waits import Delay, Until, WaitFor
from revops.model.json import Json
from revops.model.spec import Symbol

_BY_ID: Final = ById()
STEP_TYPES: Final[tuple[StepType, ...]] = (
    *(Email(), Notify(), InApp(), Rotate()),
    *(Delay(), Until(), WaitFor()),
    *(Task(), SetProperty(), AddTo(), RemoveFrom(), EnrolIn()),
    *(Copy(), Increment(), Append(), Stamp(), Clear(), Marketing()),
    *(Create(), Associate(), Note()),
    *(Slack(), Sequence(), Subscribe(), Unsubscribe()),
    *(Webhook(), Code(), _BY_ID),
    *FORKS,
)
BY_WORD: Final[Mapping[str, StepType]] = {step.word: step for step in STEP_TYPES}
_OTHERS: Final = tuple(step for step in STEP_TYPES if not isinstance(step, Single))
_READERS: Final[Mapping[str, tuple[StepType, ...]]] = {
    single.action: tuple(one for one in STEP_TYPES if getattr(one, "action", single.action) == single.action)
    for single in STEP_TYPES
    if isinstance(single, Single)
}
"""Who may know an action, by its `actionTypeId`; all others none but `_OTHERS` may."""
_FORKS: Final[Mapping[str, Fork]] = {fork.word: fork for fork in FORKS}
BESIDE: Final = ("else", "path", "of", "label")
"""Members of a step beside its word."""


def write(step: Step, action_id: str, at: Place) -> Action:
    """A canonical step as an action without connections.

    Raises:
        Unresolved: the portal lacks a name that the step uses.
    """
    word, value = said(step)
    action = BY_WORD[word].write(value, at)
    action["actionId"] = action_id
    return related.sent(action, step, at) if "of" in step else action


def read(action: Action, at: Place, like: Step | None = None) -> Step:
    """An action as a canonical step, `{raw: …}` where the blueprint has no words for it.

    `like` is what the step was before, or should be: the names of its paths are taken from there.
    """
    named = _BY_ID.like(action, like[_BY_ID.word]) if like and _BY_ID.word in like else None
    if named is not None:
        return {_BY_ID.word: named}
    beside = related.read(action, at) if action.get("actionTypeId") == related.EDIT else {}
    if beside:
        word = _read(related.without(action), replace(at, other=beside["of"]), like)
        return {**word, **beside} if word else _raw(action)
    return (_read(action, at, like) if beside is not None else {}) or _raw(action)


def _read(action: Action, at: Place, like: Step | None) -> Step:
    """Nothing where there are no words."""
    for known in _READERS.get(str(action.get("actionTypeId")), _OTHERS):
        value = known.read(action, at)
        if value is not None:
            fork = _FORKS.get(known.word)
            return {known.word: fork.named(value, (like or {}).get(known.word)) if fork else value}
    return {}


def _raw(action: Action) -> Step:
    return {"raw": {name: entry for name, entry in bare(action).items() if name != "actionId"}}


def said(step: Step) -> tuple[str, Json]:
    """The word of a step, and the value behind it."""
    for word, value in step.items():
        if word not in BESIDE:
            return word, value
    raise ValueError(f"a step without a word: {step}")


def paths(step: Step) -> list[str]:
    """The names of a step's paths, one for each edge of its action; none where it has words and one edge."""
    if not is_fork(step):
        return []
    word, value = said(step)
    return _FORKS[word].paths(value)


def is_fork(step: Step) -> bool:
    """Whether a step has paths."""
    return not _FORKS.keys().isdisjoint(step)


def symbols_of(step: Step, scope: str) -> Iterator[Symbol]:
    """Names that a step in a workflow of this object uses, those of its `else` included."""
    if related.follows(step):
        yield from related.symbols(step, scope)
    for word, value in step.items():
        if word == "else":
            yield from symbols_of(value, scope)
        elif word in BY_WORD:
            yield from BY_WORD[word].symbols(value)


def chosen(step: Step, known: Container[Symbol]) -> Step:
    """A step without its `else`, which is taken where a name that the step uses is not among the known."""
    if "else" not in step:
        return step
    place = {"path": step["path"]} if "path" in step else {}
    word, value = said(step)
    is_there = all(symbol in known for symbol in BY_WORD[word].symbols(value))
    return {**({word: value} if is_there else step["else"]), **place}
