"""The `associations:` section, and what HubSpot would refuse in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.json import Json
from revops.model.label import folded
from revops.model.objects import host
from revops.model.pairs import pair
from revops.model.spec import Need, Resource, Spec

KIND: Final = "association"
DEFAULT: Final = "default"
"""Key of the association without a label, which HubSpot has for every pair of objects."""
NO_LIMIT: Final = "none"
TEXTS: Final = ("label", "inverseLabel")
LIMITS: Final = ("limit", "inverseLimit")
HIGHEST: Final = 10_000
"""The highest limit that HubSpot lets people set (its knowledge base on limits for record associations)."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Limit = Annotated[int, Field(ge=1, le=HIGHEST)] | Literal["none"]


class AssociationSpec(Spec):
    """A label that connects records of two objects; under the key `default` the association without one."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=False,
        json_schema_extra={"examples": [{"label": "Decision maker", "inverseLabel": "Decides"}]},
    )

    label: Text | None = Field(None, description="What the second record is to the first")
    inverse_label: Text | None = Field(
        None, description="What the first record is to the second; the same where a new label has none"
    )
    limit: Limit | None = Field(
        None,
        description="How many records of the second object one of the first may have; `none` for any",
        examples=[5],
    )
    inverse_limit: Limit | None = Field(None, description="The same, the other way round", examples=[1])
    ref: Refs = ""


Section = Mapping[str, Mapping[str, Mapping[str, AssociationSpec]]]


@dataclass(frozen=True)
class Entry:
    """One entry, its units, and where to report."""

    spec: AssociationSpec
    ends: tuple[str, str]
    name: str
    units: Mapping[str, Json]
    near: Surroundings

    @property
    def address(self) -> Address:
        return Address(KIND, pair(*self.ends), self.name)

    @property
    def path(self) -> tuple[str, ...]:
        return ("associations", *self.ends, self.name)

    @property
    def texts(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """The text of each side with its direction; what has no inverse label is called alike from both."""
        one, other = self.ends
        label = str(self.units.get("label", ""))
        inverse = str(self.units.get("inverseLabel", label))
        return (one, other, folded(label)), (other, one, folded(inverse))

    @property
    def is_default(self) -> bool:
        return self.name == DEFAULT

    def report(self, code: str, summary: str, *path: str, hint: str = "") -> None:
        self.near.report(code, summary, *self.path, *path, hint=hint)


def is_default(address: Address) -> bool:
    """True for the association without a label, which HubSpot has for every pair of objects."""
    return (address.kind, address.name) == (KIND, DEFAULT)


def expand(section: Section, near: Surroundings) -> Iterator[Resource]:
    """The entries as resources; what HubSpot would refuse is reported."""
    entries = list(_entries(section, near))
    for entry in entries:
        _check_key(entry)
        _check_texts(entry)
        _check_limits(entry, section)
    _check_sides(entries)
    _check_names(entries)
    return map(_resource, entries)


def _entries(section: Section, near: Surroundings) -> Iterator[Entry]:
    for one, others in section.items():
        for other, associations in others.items():
            for name, spec in associations.items():
                at = ("associations", one, other, name)
                yield Entry(spec, (one, other), name, _units(spec, near, at), near)


def _units(spec: AssociationSpec, near: Surroundings, at: tuple[str, ...]) -> dict[str, Json]:
    texts = {"label": spec.label, "inverseLabel": spec.inverse_label}
    limits = {"limit": spec.limit, "inverseLimit": spec.inverse_limit}
    said: dict[str, Json] = {
        path: near.text(text, *at, path) for path, text in texts.items() if text is not None
    }
    return {**said, **{path: limit for path, limit in limits.items() if limit is not None}}


def _resource(entry: Entry) -> Resource:
    hosts = [host(end) for end in entry.ends]
    return Resource(
        entry.address,
        entry.units,
        entry.spec,
        entry.near.origin(*entry.path),
        {path: entry.near.origin(*entry.path, path) for path in entry.units},
        needs=frozenset(Need(address) for address in hosts if address),
        ref=refs(entry.spec.ref),
    )


def _check_key(entry: Entry) -> None:
    """A name begins with a letter and holds letters, digits and underscores (dossier H2)."""
    if not _NAME.fullmatch(entry.name):
        summary = f"{entry.name!r} cannot be the name of an association label"
        entry.report("RV640", summary, hint="Begin with a letter; use letters, digits and `_`.")


def _check_texts(entry: Entry) -> None:
    given = [path for path in TEXTS if path in entry.units]
    if entry.is_default:
        for path in given:
            summary = "HubSpot's own association of two objects has no label"
            entry.report("RV641", summary, path, hint="Give it limits, and labels a key of their own.")
        return
    if "label" not in given:
        entry.report("RV641", "an association label has no `label`", hint="Add `label: …`.")
    for path in given:
        if not str(entry.units[path]).strip():
            entry.report("RV641", f"the {path} of an association is empty", path)


def _check_limits(entry: Entry, section: Section) -> None:
    """A label's limit is at most that of its objects (HubSpot's changelog, 2024-07-30)."""
    one, other = entry.ends
    limits = [path for path in LIMITS if path in entry.units]
    if entry.is_default and not limits:
        entry.report("RV644", "HubSpot's own association takes nothing but limits", hint="Add `limit: …`.")
    if one == other and "inverseLimit" in limits and "inverseLabel" not in entry.units:
        summary = "between records of one object a label that is the same on both sides has one limit"
        entry.report("RV644", summary, "inverseLimit", hint="Take it out; `limit` holds both ways.")
    for path in [] if entry.is_default else limits:
        highest = _of_objects(entry, path, section)
        if highest is not None and _number(entry.units[path]) > highest:
            summary = f"a label's limit cannot be higher than that of its objects, which is {highest}"
            entry.report("RV644", summary, path, hint=f"At most {highest}.")


def _of_objects(entry: Entry, path: str, section: Section) -> int | None:
    """The limit of the default association in the same direction, where the blueprint sets one."""
    one, other = entry.ends
    turned = LIMITS[1 - LIMITS.index(path)]
    for ends, name in (((one, other), path), ((other, one), turned)):
        default = section.get(ends[0], {}).get(ends[1], {}).get(DEFAULT)
        limit = default and (default.limit if name == "limit" else default.inverse_limit)
        if isinstance(limit, int):
            return limit
    return None


def _number(limit: Json) -> int:
    """A limit as a number; `none` is within any, as the objects' own limit then holds."""
    return limit if isinstance(limit, int) else 0


def _check_sides(entries: list[Entry]) -> None:
    """One label stands once, from whichever side: two could not be told apart in the portal."""
    labels: dict[tuple[str, str, str], Entry] = {}
    sides: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        if not (entry.is_default or "label" in entry.units):
            continue
        mine, others = (_default_ends(entry),) * 2 if entry.is_default else entry.texts
        twin = labels.get(mine) or sides.get(mine) or labels.get(others)
        if twin:
            summary = f"{entry.address} and {twin.address} ({entry.near.origin(*twin.path)}) are the same"
            entry.report("RV642", summary, hint=_apart(entry, twin))
        labels.setdefault(mine, entry)
        sides.setdefault(others, entry)


def _default_ends(entry: Entry) -> tuple[str, str, str]:
    one, other = sorted(entry.ends)
    return (one, other, "")


def _check_names(entries: list[Entry]) -> None:
    """A name is unique in the portal (dossier H2)."""
    known: dict[str, Entry] = {}
    for entry in entries:
        twin = known.setdefault(entry.name, entry)
        if twin is not entry and not entry.is_default:
            summary = f"{twin.address} ({entry.near.origin(*twin.path)}) has the key {entry.name!r}, too"
            entry.report("RV643", summary, hint=_renamed(entry, twin))


def _renamed(entry: Entry, twin: Entry) -> str:
    """The key is the label's name, one in the whole portal; the other side of a label needs no entry."""
    if entry.ends == twin.ends[::-1] and entry.ends != twin.ends:
        return _from_one_side(entry, twin)
    return f"Give one of them another key, e.g. `{entry.name}_{entry.ends[1]}`; the label may stay."


def _apart(entry: Entry, twin: Entry) -> str:
    """What to do about two entries that HubSpot would take for one label."""
    if twin.ends == entry.ends:
        return "Give each a label of its own; a label is one for both directions."
    if entry.is_default:
        return f"Put the limits of both sides into {twin.address}: `limit:` and `inverseLimit:`."
    return _from_one_side(entry, twin)


def _from_one_side(entry: Entry, twin: Entry) -> str:
    """The one entry that says both sides, with what this one says of its own."""
    text = entry.units.get("label")
    mine = f"inverseLabel: {text}" if isinstance(text, str) and text.strip() else "inverseLabel: …"
    return f"Take this entry out and write its side into {twin.address}: `{mine}`."
