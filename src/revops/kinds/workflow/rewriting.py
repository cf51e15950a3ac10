"""The portal's workflow in a blueprint file: whole for `pull`, unit by unit for `--keep`."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any, Final

from revops.kinds.raw import holds_raw
from revops.kinds.rewrite import put, put_text
from revops.kinds.sequence import refilled
from revops.kinds.workflow.nesting import (
    entries,
    is_forked,
    list_at,
    located,
    new_entry,
    path_of,
    put_fork,
)
from revops.kinds.workflow.persons import ALSO, spread
from revops.kinds.workflow.records import without_role
from revops.kinds.workflow.reenrolment import BY_CONDITION, TRIGGERS
from revops.kinds.workflow.steps import BESIDE, BY_WORD, said
from revops.kinds.workflow.tree import TOP
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observed

Entry = MutableMapping[str, Any]
_TEXTS: Final = ("subject", "body", "message", "explanation")


def described(observed: Observed) -> dict[str, Json]:
    """The entry of a workflow; what has no words stands as `{raw: …}`, which a blueprint refuses."""
    units = observed.units
    named = {key: units[key] for key in ("object", "name")}
    unsaid = ("reEnrol",) if units.get(TRIGGERS) != BY_CONDITION else ()
    told = {key: units[key] for key in _PLAIN if units.get(key) and key not in unsaid}
    leaving = {key: units[f"unEnrol.{key}"] for key in ("unmet", "others") if units.get(f"unEnrol.{key}")}
    beside = {"unEnrol": leaving} if leaving else {}
    return {**named, **told, **beside, "steps": entries(units), "enabled": units["enabled"]}


_PLAIN: Final = ("description", "enrol", "reEnrol", "suppress", "goal", "hours", "blockedDates")


def rewrite(entry: Entry, path: str, value: Json, locale: str) -> None:
    """Put one unit of the portal into an entry, in place.

    Raises:
        Refused: RV595, a step or condition that only HubSpot's editor can express.
    """
    match path.partition(".")[0], path.rpartition(".")[2]:
        case ("name" | "description") as key, _:
            put_text(entry, key, value, locale)
        case "reEnrol", "triggers":
            _repeated(value)
        case "unEnrol", key:
            _speakable(path, value)
            put(entry.setdefault("unEnrol", {}), key, value)
        case (("steps" | "paths"), "order"):
            _reorder(entry, path, value)
        case "steps", "extra":
            _insert(entry, value)
        case "steps", name:
            _step(entry, name, value, locale)
        case _:
            _speakable(path, value)
            put(entry, path, value)


def _speakable(path: str, value: Json) -> None:
    """Refuse what names things by a portal's ids: a blueprint holds none (design.md, rule 1)."""
    said = value if isinstance(value, Mapping) else {}
    parts = [part for part in (said, said.get("else")) if isinstance(part, Mapping)]
    if holds_raw(value):
        raise _wordless(path)
    if any(without_role(part["task"]) for part in parts if "task" in part):
        told = f"{path} uses somebody who has no role"
        raise Refused([Finding("RV595", Severity.ERROR, told, "map the person to a role")], UNDECIDED)


def _wordless(path: str) -> Refused:
    told = f"{path} uses settings that a blueprint has no words for"
    hint = "change it in HubSpot, or take the blueprint's side"
    return Refused([Finding("RV595", Severity.ERROR, told, hint)], UNDECIDED)


def _repeated(value: Json) -> None:
    """What a blueprint means by `reEnrol` is in its condition: nothing is written; others it cannot say."""
    if value is not MISSING and value != BY_CONDITION:
        raise _wordless(TRIGGERS)


def _step(entry: Entry, name: str, value: Json, locale: str) -> None:
    _speakable(f"steps.{name}", value)
    found = located(entry, name)
    if found is None:
        return
    steps, place = found
    if value is MISSING:
        del steps[place]
        return
    home = path_of(entry, steps)
    step = {word: part for word, part in value.items() if word != "path"}
    word, told = said(step)
    told = spread(told) if isinstance(told, Mapping) and ALSO in told else told
    if is_forked(word):
        put_fork(steps[place], word, told, locale)
    else:
        speaker = _speaker(steps[place], word)
        _say(speaker, word, told, locale)
        for beside in ("of", "label"):
            put(speaker, beside, value.get(beside, MISSING))
    target = list_at(entry, value.get("path", TOP))
    if target is not None and value.get("path", TOP) != home:
        target.append(steps.pop(place))


def _speaker(step: Entry, word: str) -> Entry:
    """The map that says what was done: the step, or its `else`; else the step is made to say it."""
    otherwise = step.get("else")
    if word not in step and otherwise and word in otherwise:
        return otherwise  # type: ignore[no-any-return]  # an entry of a file
    if word not in step:
        for old in (*BESIDE, *BY_WORD):
            step.pop(old, None)
    return step


def _say(entry: Entry, word: str, found: Json, locale: str) -> None:
    """Write a value in place, member by member, so that comments and other languages stay."""
    old = entry.get(word)
    if word == "note":
        put_text(entry, word, found, locale)
        return
    if not isinstance(found, Mapping) or not isinstance(old, MutableMapping):
        entry[word] = found
        return
    for key in [key for key in old if key not in found]:
        del old[key]
    for key, value in found.items():
        if key in _TEXTS:
            put_text(old, key, value, locale)
        else:
            old[key] = value


def _reorder(entry: Entry, unit: str, order: Sequence[str]) -> None:
    steps = list_at(entry, unit.removeprefix("steps.order").removeprefix("paths.").removesuffix(".order"))
    if steps is None:
        return
    by_name = {step["id"]: step for step in steps}
    _replace(steps, [by_name[name] for name in refilled(list(by_name), order)])


def _insert(entry: Entry, extra: Sequence[Mapping[str, Json]]) -> None:
    """Take in steps that were made in HubSpot, each after the one that it follows there."""
    for made in extra:
        step = {word: part for word, part in made.items() if word not in ("id", "after", "path")}
        _speakable(f"steps.{made['id']}", step)
        steps = list_at(entry, made.get("path", TOP))
        if steps is not None:
            steps.insert(_slot(steps, made["after"]), {"id": made["id"], **new_entry(step)})


def _slot(steps: Sequence[Entry], after: str) -> int:
    return next(
        (place for place, step in enumerate(steps, 1) if step["id"] == after), 0 if not after else len(steps)
    )


def _replace(steps: MutableSequence[Entry], found: Sequence[Entry]) -> None:
    for place, step in enumerate(found):
        steps[place] = step
