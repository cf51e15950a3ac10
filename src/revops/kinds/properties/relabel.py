"""A retired option whose label a new one takes over makes way under a label of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, count
from typing import Final

from revops.kinds.properties.options import split
from revops.kinds.properties.rules import MAX_LABEL
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Observed, Resource

_MAX_MARK: Final = 100
"""Characters of a stored value, which may be longer than a label, that a label shows."""


def relabelled(resource: Resource, observed: Observed) -> Mapping[str, str]:
    """Retired value -> the label that it gets, e.g. `One year (y1)`; only those that have to make way.

    HubSpot wants the labels of a property's options to differ. Whether it tells case and width apart is not
    known for options, and labels of stages are compared without (peers (f)), so neither makes a difference.
    """
    if not resource.retired:
        return {}
    shown = _labels(observed.units)
    wished = {v: label for v, label in _labels(resource.units).items() if v not in resource.retired}
    coming = {folded(label) for v, label in wished.items() if folded(label) != folded(shown.get(v, ""))}
    taken = {folded(label) for label in (*shown.values(), *wished.values())}
    found: dict[str, str] = {}
    for value in resource.retired:
        if value in shown and folded(shown[value]) in coming:
            found[value] = _free(shown[value], value, taken)
            taken.add(folded(found[value]))
    return found


def _labels(units: Mapping[str, Json]) -> dict[str, str]:
    """Stored value -> label."""
    options = ((split(path), label) for path, label in units.items())
    return {
        option[0]: label
        for option, label in options
        if option and option[1] == "label" and isinstance(label, str)
    }


def _free(label: str, value: str, taken: Collection[str]) -> str:
    """The label with its stored value behind it, no longer than HubSpot takes it and nobody's yet."""
    stored = value[:_MAX_MARK]
    marks = chain([f" ({stored})"], (f" ({stored} {number})" for number in count(2)))
    every = (label[: MAX_LABEL - len(mark)] + mark for mark in marks)
    return next(told for told in every if folded(told) not in taken)
