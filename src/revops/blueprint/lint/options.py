"""Options: their sequence, their number and their stored values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.lint.subject import Hit, Subject
from revops.model.json import Json
from revops.model.label import folded

_MANY: Final = 100
"""Nobody reads further in a list; HubSpot takes 5,000 (RV225)."""
_FEW: Final = 3
_REST: Final = frozenset({"other", "others", "その他", "none of the above", "該当なし"})
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def numbers_out_of_order(subject: Subject) -> Iterator[Hit]:
    for trail, options in _options(subject):
        numbers = [_number(key, option) for key, option in options.items()]
        known = [one for one in numbers if one is not None]
        if len(known) < _FEW or len(known) < len(numbers):
            continue
        if known not in (sorted(known), sorted(known, reverse=True)):
            yield Hit(trail, "the options are numbers that neither rise nor fall")


def rest_not_last(subject: Subject) -> Iterator[Hit]:
    for trail, options in _options(subject):
        for key in list(options)[:-1]:
            if _REST & {folded(text) for text in (key, *_labels(options[key]))}:
                yield Hit((*trail, key), f"{key!r} takes what is left and is not the last option")


def too_many(subject: Subject) -> Iterator[Hit]:
    for trail, options in _options(subject):
        if len(options) > _MANY:
            yield Hit(trail, f"{len(options)} options; {_MANY} are a long list already")


def only_one(subject: Subject) -> Iterator[Hit]:
    for trail, options in _options(subject):
        if len(options) == 1:
            yield Hit(trail, f"{next(iter(options))!r} is the only option")


def mixed_case(subject: Subject) -> Iterator[Hit]:
    for trail, options in _options(subject):
        cased = [key for key in options if key.upper() != key.lower()]
        upper = [key for key in cased if key != key.lower()]
        if upper and len(upper) < len(cased):
            yield Hit((*trail, upper[0]), f"the stored value {upper[0]!r} has capitals, others have none")


def _options(subject: Subject) -> Iterator[tuple[Trail, Mapping[str, Json]]]:
    """Options of properties that the blueprint makes."""
    for trail, entry in subject.made("properties"):
        if isinstance(entry.get("options"), dict):
            yield (*trail, "options"), entry["options"]


def _number(key: str, option: Json) -> float | None:
    """The first number of a label, else of the stored value."""
    found = (_NUMBER.search(folded(text).replace(",", "")) for text in (*_labels(option), key))
    return next((float(one[0]) for one in found if one), None)


def _labels(option: Json) -> tuple[str, ...]:
    text = option.get("label", option) if isinstance(option, dict) else option
    return tuple(text.values()) if isinstance(text, dict) else (str(text),)
