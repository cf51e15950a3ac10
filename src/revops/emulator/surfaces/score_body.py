"""Bodies of score creates and draft updates (dossier E3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import (
    Checker,
    Fault,
    boolean,
    fault,
    filled,
    list_of,
    mapping,
    number,
    object_of,
    one_of,
    text,
)
from revops.emulator.filters.times import within
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.score_rules import SEGMENTS, calculation_of
from revops.emulator.tagged import Fields, both, tagged

SCORED = ("0-1", "0-2", "0-3")
"""Contacts, companies and deals have scores."""

_CATEGORY = one_of("FIT", "INTENT")
_POSITIVE = within(1, 2**31)
_DECAY = object_of({"decayIntervalDays": _POSITIVE, "percentToDecayPerInterval": within(1, 100)})
_COLORS = one_of("BLUE", "GRAY", "GREEN", "MAGENTA", "ORANGE", "PURPLE", "RED", "YELLOW")
_TIER = object_of({"label": filled, "threshold": number}, {"color": _COLORS, "newLabel": filled})
_MATRIX_TIER = object_of({"label": filled, "threshold": number})
_OUTPUT: Fields = {
    "internalPropertyName": filled,
    "propertyLabel": filled,
    "propertyGroup": filled,
    "propertyDescription": text,
}
_OUTPUTS = tagged(
    "outputType",
    {
        "SCORE": ({"id": filled}, _OUTPUT),
        "THRESHOLD": ({"id": filled, "boundaries": list_of(_TIER, minimum=1)}, _OUTPUT),
        "MATRIX": ({"id": filled, "boundaries": mapping(list_of(_MATRIX_TIER, minimum=1))}, _OUTPUT),
    },
)


def create_body(subject: Subject) -> Checker:
    """A create: no outputs, no filter and no ids; the documents' sample adds a `maxScore` (dossier E3)."""
    required = {**_common(subject, {}), "maxScorePerCategory": _POSITIVE}
    return both(object_of(required, {"maxScore": _POSITIVE}), _categories)


def update_body(subject: Subject) -> Checker:
    """A draft update: groups and rules must carry an `id`, so says the spec.

    How a new one gets its id is unverified. Here any text will do, and one that is not in the draft is
    replaced by the server's own.
    """
    optional = {
        "maxScorePerCategory": _POSITIVE,
        "filterConfiguration": object_of(
            {"listFilterType": one_of("INCLUDES", "EXCLUDES"), "segmentIds": SEGMENTS}
        ),
        "outputConfiguration": object_of({"outputs": list_of(_OUTPUTS)}),
    }
    return both(object_of(_common(subject, {"id": filled}), optional), _categories)


def _common(subject: Subject, identity: Fields) -> Fields:
    return {
        "name": filled,
        "objectTypeId": one_of(*SCORED),
        "allowedGroupTypes": list_of(_CATEGORY, minimum=1, maximum=2),
        "groupConfigs": list_of(_group(subject, identity)),
    }


def _group(subject: Subject, identity: Fields) -> Checker:
    required = {
        **identity,
        "groupName": filled,
        "groupCategory": _CATEGORY,
        "ruleConfigurations": list_of(_rule(subject, identity)),
    }
    limits = {"minValue": number, "maxValue": number, "groupDecay": _DECAY}
    return both(object_of(required, limits), _limits("minValue", "maxValue"))


def _rule(subject: Subject, identity: Fields) -> Checker:
    calculation = object_of({"calculation": calculation_of(subject)})
    required = {**identity, "configuration": calculation, "enabled": boolean}
    limits = {"minimumValue": number, "maximumValue": number}
    return both(object_of(required, limits), _limits("minimumValue", "maximumValue"))


def _limits(low: str, high: str) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        if low in value and high in value and value[low] > value[high]:
            yield fault(f"{where}: {low} is above {high}", f"{where}.{low}", "INVALID_RANGE")

    return checker


def _categories(value: Json, _where: str) -> Iterator[Fault]:
    """Each category once, and no group of a category that the score does not have."""
    allowed = value["allowedGroupTypes"]
    if len(set(allowed)) < len(allowed):
        yield fault("allowedGroupTypes names a category twice", "allowedGroupTypes", "DUPLICATE")
    for place, group in enumerate(value["groupConfigs"]):
        if group["groupCategory"] not in allowed:
            path = f"groupConfigs[{place}].groupCategory"
            yield fault(f"{path}: {group['groupCategory']} is not in allowedGroupTypes", path, "NOT_ALLOWED")
