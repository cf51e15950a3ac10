"""Names for what people made in HubSpot, so that no portal's ids stand in a blueprint (design.md, rule 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

from revops.kinds.pipelines import stages
from revops.model.json import Json
from revops.model.spec import Observed

_MADE_UP: Final = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]+|.*[^a-z0-9_-].*")
"""Ids that HubSpot gives out, and names that a blueprint cannot spell."""

_PLACES: Final = ("fit", "intent", "threshold")


def slug(label: str) -> str:
    """A label as a name; empty where nothing of it can be spelled."""
    plain = unicodedata.normalize("NFKC", label).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


class Namer:
    """Gives every resource and stage a name of its own."""

    def __init__(self) -> None:
        self._taken: dict[str, set[str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        """How far a name was numbered: all below are taken, however many things are called alike."""

    def reserve(self, space: str, names: Iterable[str]) -> None:
        """Names that are somebody's already."""
        self._taken.setdefault(space, set()).update(names)

    def unused(self, space: str, wanted: str) -> str:
        taken = self._taken.setdefault(space, set())
        for number in count(self._numbers.get((space, wanted), 1)):
            found = wanted if number == 1 else f"{wanted}_{number}"
            if found not in taken:
                break
        self._numbers[space, wanted] = number
        taken.add(found)
        return found

    def portable(self, observed: Observed) -> Observed:
        """The same thing under names that another portal could have, too."""
        match observed.address.kind:
            case "pipeline":
                return self._pipeline(observed)
            case "lifecycle":
                return self._stages(observed, "lifecycle", "stage")
            case "score":
                return self._renamed(observed, "score", _output(observed.units) or observed.address.name)
            case "segment" | "team" | "workflow" as kind:
                return self._slugged(observed, kind)
            case "association" if _MADE_UP.fullmatch(observed.address.name):
                return self._association(observed)
            case _:
                return observed

    def _renamed(self, observed: Observed, space: str, wanted: str) -> Observed:
        name = self.unused(space, wanted)
        return replace(observed, address=observed.address._replace(name=name))

    def _slugged(self, observed: Observed, kind: str) -> Observed:
        if observed.unreadable or observed.id not in observed.address.name:
            return observed
        return self._renamed(observed, kind, slug(str(observed.units["name"])) or kind)

    def _association(self, observed: Observed) -> Observed:
        wanted = slug(str(observed.units.get("label", ""))) or "label"
        return self._renamed(observed, f"association {observed.address.scope}", wanted)

    def _pipeline(self, observed: Observed) -> Observed:
        """Pipeline ids are unique across deals and tickets, stage ids per object (peers (f))."""
        name = observed.address.name
        if not observed.shipped and _MADE_UP.fullmatch(name):
            name = slug(str(observed.units["label"])) or "pipeline"
        named = observed if observed.shipped else self._renamed(observed, "pipeline", name)
        return self._stages(named, f"stages of {observed.address.scope}", f"{named.address.name}_stage")

    def _stages(self, observed: Observed, space: str, fallback: str) -> Observed:
        order = observed.units[stages.ORDER]
        kept = {key for key in order if f"stages.{key}.label" in observed.factory}
        self.reserve(space, kept)
        names = {key: key if key in kept else self._stage(observed, key, space, fallback) for key in order}
        return replace(
            observed,
            units={_moved(path, names): _order(path, value, names) for path, value in observed.units.items()},
            keys={_moved(path, names): portal_id for path, portal_id in observed.keys.items()},
            locked={_moved(path, names): why for path, why in observed.locked.items()},
        )

    def _stage(self, observed: Observed, key: str, space: str, fallback: str) -> str:
        label = slug(str(observed.units[f"stages.{key}.label"]))
        return self.unused(space, (label or fallback) if _MADE_UP.fullmatch(key) else key)


def _moved(path: str, names: Mapping[str, str]) -> str:
    """A unit path, or the prefix of one, with the stage under its new name."""
    first, _, rest = path.partition(".")
    key = next((key for key in names if rest == key or rest.startswith(f"{key}.")), None)
    return path if first != "stages" or key is None else f"stages.{names[key]}{rest[len(key) :]}"


def _order(path: str, value: Json, names: Mapping[str, str]) -> Json:
    return [names[key] for key in value] if path == stages.ORDER else value


def _output(units: Mapping[str, Json]) -> str:
    """The name that a score's properties have in common: a better key than one made of a label."""
    named = [(place, units.get(f"output.{place}.property")) for place in _PLACES]
    found = [str(name).removesuffix(f"_{place}") for place, name in named if name]
    return found[0] if found and re.fullmatch("[a-z][a-z0-9_]*", found[0]) else ""
