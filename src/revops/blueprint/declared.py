"""What the blueprint says about properties, as far as conditions must know it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from revops.kinds.score.outputs import outputs
from revops.kinds.score.spec import ScoreSpec
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Need, Phase

PROPERTIES: Final = "properties"
SCORES: Final = "scores"


@dataclass(frozen=True)
class Declared:
    """One property; `options` maps stored values to labels, None where the blueprint does not list them."""

    type: str
    need: Need
    label: Json = None
    options: Mapping[str, Json] | None = None
    retired: Mapping[str, Json] = field(default_factory=dict)
    """Stored values that are no longer used -> what their records get."""


Declarations = Mapping[PropertyRef, Declared]
"""All properties that the blueprint declares."""


def declarations(data: Mapping[str, Json]) -> Declarations:
    """Read them from sections that are not checked yet: a faulty entry is declared all the same."""
    scores = dict(_scores(_map(data.get(SCORES))))
    return scores | dict(_properties(_map(data.get(PROPERTIES))))


def _properties(section: Mapping[str, Json]) -> Iterator[tuple[PropertyRef, Declared]]:
    for scope, entries in section.items():
        for name, entry in _map(entries).items():
            values = _map(entry)
            need = Need(Address("property", scope, name))
            type_ = str(values.get("existing") or values.get("type") or "")
            retired = _map(values.get("retired"))
            declared = Declared(type_, need, values.get("label"), _options(values), retired)
            yield PropertyRef(scope, name), declared


def _scores(section: Mapping[str, Json]) -> Iterator[tuple[PropertyRef, Declared]]:
    """The properties that a score writes once it is published; a faulty score at least has its own name."""
    for name, entry in section.items():
        for ref, type_ in _outputs(name, entry):
            yield ref, Declared(type_, Need(Address("score", ref.object, name), Phase.PUBLISH))


def _outputs(name: str, entry: Json) -> list[tuple[PropertyRef, str]]:
    try:
        return list(outputs(name, ScoreSpec.model_validate_json(json.dumps(entry))))
    except ValidationError:
        return [(PropertyRef(str(_map(entry).get("object", "")), name), "number")]


def _options(values: Mapping[str, Json]) -> Mapping[str, Json] | None:
    options = values.get("options")
    if not isinstance(options, dict):
        return None
    return {
        value: option.get("label", option) if isinstance(option, dict) else option
        for value, option in options.items()
    }


def _map(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}
