"""The portal's workflow in a blueprint file: whole for `pull`, unit by unit for `--keep`."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any, Final

from revops.kinds.rewrite import put, put_text
from revops.kinds.sequence import refilled
from revops.kinds.workflow.steps import BY_WORD
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observed

Entry = MutableMapping[str, Any]
_TEXTS: Final = ("subject", "body")


def described(observed: Observed) -> dict[str, Json]:
    """The entry of a workflow; what has no words stands as `{raw: …}`, which a blueprint refuses."""
    units = observed.units
    steps = [{"id": name, **units[f"steps.{name}"]} for name in units["steps.order"]]
    again = {"reEnrol": True} if units["reEnrol"] else {}
    named = {key: units[key] for key in ("object", "name", "enrol")}
    return {**named, **again, "steps": steps, "enabled": units["enabled"]}


def rewrite(entry: Entry, path: str, value: Json, locale: str) -> None:
    """Put one unit of the portal into an entry, in place.

    Raises:
        Refused: RV595, a step or condition that only HubSpot's editor can express.
    """
    match path.split("."):
        case ["name"]:
            put_text(entry, "name", value, locale)
        case ["steps", "order"]:
            _reorder(entry["steps"], value)
        case ["steps", "extra"]:
            _insert(entry["steps"], value)
        case ["steps", name]:
            _step(entry["steps"], name, value, locale)
        case _:
            _speakable(path, value)
            put(entry, path, value)


def _speakable(path: str, value: Json) -> None:
    """Refuse what names things by a portal's ids: a blueprint holds none (design.md, rule 1)."""
    parts = [value, *value.values()] if isinstance(value, Mapping) else []
    told = [word for part in parts if isinstance(part, Mapping) for word in ("raw", "owner") if word in part]
    if not told:
        return
    why = "somebody who has no role" if told[0] == "owner" else "settings that a blueprint has no words for"
    hint = (
        "map the person to a role"
        if told[0] == "owner"
        else "change it in HubSpot, or take the blueprint's side"
    )
    raise Refused([Finding("RV595", Severity.ERROR, f"{path} uses {why}", hint)], 4)


def _step(steps: MutableSequence[Entry], name: str, value: Json, locale: str) -> None:
    place = next((place for place, step in enumerate(steps) if step["id"] == name), None)
    _speakable(f"steps.{name}", value)
    if place is None:
        return
    if value is MISSING:
        del steps[place]
        return
    ((word, found),) = value.items()
    _say(_speaker(steps[place], word), word, found, locale)


def _speaker(step: Entry, word: str) -> Entry:
    """The map that says what was done: the step, or its `else`; else the step is made to say it."""
    otherwise = step.get("else")
    if word not in step and otherwise and word in otherwise:
        return otherwise  # type: ignore[no-any-return]  # an entry of a file
    if word not in step:
        for old in ("else", *BY_WORD):
            step.pop(old, None)
    return step


def _say(entry: Entry, word: str, found: Json, locale: str) -> None:
    """Write a value in place, member by member, so that comments and other languages stay."""
    old = entry.get(word)
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


def _reorder(steps: MutableSequence[Entry], order: Sequence[str]) -> None:
    by_name = {step["id"]: step for step in steps}
    _replace(steps, [by_name[name] for name in refilled(list(by_name), order)])


def _insert(steps: MutableSequence[Entry], extra: Sequence[Mapping[str, Json]]) -> None:
    """Take in steps that were made in HubSpot, each after the one that it follows there."""
    for made in extra:
        step = {name: entry for name, entry in made.items() if name not in ("id", "after")}
        _speakable(f"steps.{made['id']}", step)
        steps.insert(_slot(steps, made["after"]), {"id": made["id"], **step})


def _slot(steps: Sequence[Entry], after: str) -> int:
    return next(
        (place for place, step in enumerate(steps, 1) if step["id"] == after), 0 if not after else len(steps)
    )


def _replace(steps: MutableSequence[Entry], found: Sequence[Entry]) -> None:
    for place, step in enumerate(found):
        steps[place] = step
