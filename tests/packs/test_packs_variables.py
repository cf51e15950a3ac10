"""Variables of the packs: each says what it is for, and no text says a number that a variable changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

PACKS = Path(__file__).parents[2] / "blueprints"
FILES = sorted(path for path in PACKS.glob("*/*.yaml") if path.name != "pack.yaml")
NAMES = sorted(path.name for path in PACKS.iterdir() if path.is_dir())
CREDIBLE = 10
"""Letters without which a text tells nothing."""


def read(path: Path) -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_variable_says_what_it_is_for(path: Path) -> None:
    """In a comment on its line, or right above it where its value takes several lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    places = {
        name: lines.index(line) for name in read(path).get("variables") or {} for line in named(lines, name)
    }
    told = {
        name: f"{lines[at]}{lines[at - 1] if is_comment(lines[at - 1]) else ''}"
        for name, at in places.items()
    }

    assert places.keys() == (read(path).get("variables") or {}).keys()
    assert [name for name, text in told.items() if len(text.partition("#")[2]) < CREDIBLE] == []


def named(lines: list[str], name: str) -> list[str]:
    return [line for line in lines if line.startswith(f"  {name}:")][:1]


def is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def defaults() -> Mapping[str, set[str]]:
    """Numbers in the default of each variable of all packs."""
    return {
        name: set(re.findall(r"\d+", json.dumps(value)))
        for path in FILES
        for name, value in (read(path).get("variables") or {}).items()
    }


def entries(section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in FILES:
        yield from (read(path).get(section) or {}).items()


def used(entry: Any, conditions: Mapping[str, Any]) -> set[str]:
    """Variables in an entry, and in the conditions that it names."""
    text, seen = json.dumps(entry, ensure_ascii=False), set[str]()
    while more := {name for name in conditions.keys() - seen if f'"{name}"' in text}:
        seen |= more
        text += "".join(json.dumps(conditions[name], ensure_ascii=False) for name in more)
    return set(re.findall(r'"\$(\w+)"', text))


def test_no_description_says_a_number_that_a_variable_changes() -> None:
    """Whoever sets the variable would have a text that is not true any more."""
    numbers, conditions = defaults(), dict(entries("conditions"))
    said = {
        (name, number)
        for name, flow in entries("workflows")
        for variable in used(flow, conditions)
        for number in numbers[variable]
        & set(re.findall(r"\d+", json.dumps(flow.get("description"), ensure_ascii=False)))
    }

    assert said == set()
    assert {"lost_survey_pause", "nps_gap_days"} <= {
        v for _, w in entries("workflows") for v in used(w, conditions)
    }
