"""Steps with paths as entries of a file: written from units, found again, and changed in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, MutableSequence
from typing import Any, Final

from revops.kinds.rewrite import put_text
from revops.kinds.workflow.forks import ELSE, THEN
from revops.kinds.workflow.steps import paths, said
from revops.kinds.workflow.tree import TOP, order_unit
from revops.model.json import Json

Entry = MutableMapping[str, Any]
Steps = MutableSequence[Entry]
_FORKED: Final = ("branch", "by_value", "split", "happened")


_BESIDE: Final = {"branch": (ELSE,), "by_value": (ELSE,), "happened": (THEN, ELSE)}
"""Paths that stand beside the word."""


def is_forked(word: str) -> bool:
    """Whether a step of this word has paths."""
    return word in _FORKED


def entries(units: Mapping[str, Json], path: str = TOP) -> list[dict[str, Json]]:
    """The steps of a path as a file holds them, those of their own paths in them."""
    return [_entry(name, units) for name in units.get(order_unit(path), ())]


def _entry(name: str, units: Mapping[str, Json]) -> dict[str, Json]:
    step = {word: part for word, part in units[f"steps.{name}"].items() if word != "path"}
    below = {key: entries(units, f"{name}.{key}") for key in paths(step)}
    return {"id": name, **_filled(new_entry(step), below)}


def new_entry(step: Mapping[str, Json]) -> dict[str, Json]:
    """A step without its name, its paths still empty."""
    word, value = said(step)
    match word:
        case "branch":
            ways = {way["path"]: {"name": way["name"], "when": way["when"], "steps": []} for way in value}
            return {"branch": ways, ELSE: []}
        case "by_value":
            return {"by_value": value["property"], "cases": {case: [] for case in value["cases"]}, ELSE: []}
        case "split":
            return {"split": {way["path"]: {"percentage": way["percentage"], "steps": []} for way in value}}
        case "happened":
            return {"happened": value, THEN: [], ELSE: []}
        case _:
            return dict(step)


def _filled(entry: dict[str, Json], below: Mapping[str, list[dict[str, Json]]]) -> dict[str, Json]:
    for key, steps in below.items():
        if key in _BESIDE.get(said_word(entry), ()):
            entry[key] = steps
        elif "cases" in entry:
            entry["cases"][key] = steps
        else:
            entry[said_word(entry)][key]["steps"] = steps
    return {name: part for name, part in entry.items() if name != ELSE or part}


def said_word(entry: Mapping[str, Json]) -> str:
    """The word of a step with paths, as its entry has it."""
    return next((word for word in _FORKED if word in entry), "")


def _ways(entry: Entry) -> Iterator[tuple[str, Steps]]:
    """The paths of an entry with their steps; what is not there is made on the way."""
    word = said_word(entry)
    if word in ("branch", "split"):
        for key, way in entry[word].items():
            yield key, way.setdefault("steps", [])
    elif word == "by_value":
        yield from ((str(key), steps) for key, steps in entry["cases"].items())
    for key in _BESIDE.get(word, ()):
        yield key, entry.setdefault(key, [])


def each_list(entry: Entry) -> Iterator[tuple[str, Steps]]:
    """All lists of steps of a workflow's entry, each with its path."""
    yield from _below(TOP, entry["steps"])


def _below(path: str, steps: Steps) -> Iterator[tuple[str, Steps]]:
    yield path, steps
    for step in steps:
        for key, below in list(_ways(step)):
            yield from _below(f"{step['id']}.{key}", below)


def list_at(entry: Entry, path: str) -> Steps | None:
    """The steps of one path."""
    return next((steps for known, steps in each_list(entry) if known == path), None)


def path_of(entry: Entry, steps: Steps) -> str:
    """The path of a list of steps."""
    return next(path for path, known in each_list(entry) if known is steps)


def located(entry: Entry, name: str) -> tuple[Steps, int] | None:
    """The list in which a step stands, and its place there."""
    for _, steps in each_list(entry):
        for place, step in enumerate(steps):
            if step["id"] == name:
                return steps, place
    return None


def put_fork(entry: Entry, word: str, value: Json, locale: str) -> None:
    """Write conditions, values or shares in place; the steps of paths that stay are kept."""
    if word not in entry:
        kept = {"id": entry["id"]}
        entry.clear()
        entry.update({**kept, **new_entry({word: value})})
    elif word == "happened":
        entry[word] = value
    elif word == "by_value":
        entry[word] = value["property"]
        _same_keys(entry["cases"], {case: [] for case in value["cases"]})
    else:
        _same_keys(entry[word], {way["path"]: {} for way in value})
        for way in value:
            _put_way(entry[word][way["path"]], way, locale)


def _same_keys(ways: Entry, wanted: Mapping[str, Json]) -> None:
    for key in [key for key in ways if str(key) not in wanted]:
        del ways[key]
    for key, empty in wanted.items():
        ways.setdefault(key, empty)
    for key in wanted:
        ways[key] = ways.pop(key)


def _put_way(way: Entry, told: Mapping[str, Json], locale: str) -> None:
    for member, value in told.items():
        if member == "name" and (value != told["path"] or "name" in way):
            put_text(way, "name", value, locale)
        elif member not in ("path", "name"):
            way[member] = value
