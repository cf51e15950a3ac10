"""What a value should look like: the example of its field as YAML, or what the given value nearly is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from revops.blueprint.compose import Trail
from revops.blueprint.places import examples_at
from revops.model.json import Json

_PLAIN: Final = re.compile(r"[^\W\d](?:[\w ./@-]*[\w])?")
"""Text that is text to every reader of YAML."""
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def shape_hint(schema: Mapping[str, Any], trail: Trail, given: Json, wanted: str) -> str:
    """The right shape as a sentence; empty where nothing is known of it.

    Args:
        schema: JSON Schema of the whole.
        trail: where the value stands in it.
        given: the value that stands there.
        wanted: what is expected, in the words of `causes`.
    """
    return next(chain(_plainly(given, wanted), _example(schema, trail), _listed(given, wanted)), "")


def _plainly(given: Json, wanted: str) -> Iterator[str]:
    """A number or a truth value in quotes needs nothing but to lose them."""
    if not isinstance(given, str):
        return
    if "number" in wanted and _NUMBER.fullmatch(given):
        yield f"Write {given} without quotes."
    if wanted == "true" and given.lower() == "true":
        yield "Write true without quotes."
    if wanted == "true or false" and given.lower() in ("true", "false"):
        yield f"Write {given.lower()} without quotes."


def _example(schema: Mapping[str, Any], trail: Trail) -> Iterator[str]:
    name = next((part for part in reversed(trail) if isinstance(part, str)), "")
    for example in examples_at(schema, trail):
        yield f"Write it like `{name}: {written(example)}`."


def _listed(given: Json, wanted: str) -> Iterator[str]:
    if "a list" in wanted and isinstance(given, str | int | float):
        yield f"Write [{written(given)}], also for one."


def written(value: Json) -> str:
    """A short value as YAML on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written(key)}: {written(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
