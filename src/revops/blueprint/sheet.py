"""All files as one document: sections merged entry by entry, every value still knowing its file and line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.files import OVERRIDES
from revops.blueprint.letters import LONGEST, fault_of, short
from revops.blueprint.names import meant
from revops.blueprint.overlay import overlaid
from revops.blueprint.read import Document
from revops.model.address import Address, Origin
from revops.model.finding import Finding
from revops.model.json import Json

WHOLE: Final = frozenset({"conditions"})
"""Sections of which an override replaces an entry whole: half of a condition is none."""


@dataclass
class Sheet:
    """The merged document. An entry's trail is as long as its section's depth says."""

    depths: Mapping[str, int]
    """How many names lead to an entry, by section: 2 for `properties.contacts.tier`."""
    overrides: str = OVERRIDES
    """The file that changes what packs hold, in the project; it need not exist yet."""
    data: dict[str, Json] = field(default_factory=dict)
    layers: dict[Trail, list[Document]] = field(default_factory=dict)
    """Who holds an entry: the file that overrides it first, then the file that describes it."""
    documents: list[Document] = field(default_factory=list)
    moved: dict[Trail, list[int]] = field(default_factory=dict)
    """For lists that grew by variables: where each item stood before."""
    meant: dict[Trail, str] = field(default_factory=dict)
    """For keys that were read as the name that was meant: the key in the file."""
    unknown: set[Trail] = field(default_factory=set)
    """Members that were taken out because they are faulty."""
    left_out: dict[Trail, list[Trail]] = field(default_factory=dict)
    """Entries of packs that `without:` names, and the places that would need them."""
    given: dict[Trail, str] = field(default_factory=dict)
    """Where a variable stands, and who gave it its value."""

    def add(self, document: Document, left_out: Callable[[Trail], bool] = lambda _: False) -> None:
        """Merge a file in; an entry that is already there is an error that names both places."""
        self.documents.append(document)
        for trail, value in self._entries(document):
            if trail in self.layers:
                self._twice(document, trail)
            elif left_out(trail):
                self.left_out[trail] = []
            else:
                self.layers[trail] = [document]
                _put(self.data, trail, value)

    def override(self, document: Document) -> None:
        """Lay a file's entries over those of the packs."""
        self.documents.append(document)
        for trail, value in self._entries(document):
            if self._may_override(document, trail, value):
                self.layers[trail].insert(0, document)
                _put(self.data, trail, value if trail[0] in WHOLE else overlaid(at(self.data, trail), value))

    def put(self, trail: Trail, value: Json) -> None:
        """Take a new value for an entry, after it was written into its files."""
        _put(self.data, trail, value)

    def rename(self, trail: Trail, written: str) -> None:
        """Know a place by the name that was meant beside the one that is written in the files."""
        self.meant[trail] = written
        before = (*trail[:-1], written)
        below = {one: held for one, held in self.layers.items() if one[: len(before)] == before}
        self.layers |= {(*trail, *one[len(trail) :]): held for one, held in below.items()}

    def entry(self, trail: Trail) -> Trail:
        """The entry that a place belongs to."""
        return trail[: 1 + self.depths.get(str(trail[0]), 0)] if trail else trail

    def entries(self, section: str) -> list[Trail]:
        return [trail for trail in self.layers if trail[0] == section]

    def holder(self, trail: Trail) -> Document | None:
        """The file that describes the entry around a place, not the one that overrides it.

        For several entries it is one of the project's own files, unless packs hold all of them.
        """
        entry = self.entry(trail)
        if entry in self.layers:
            return self.layers[entry][-1]
        below = [held[-1] for one, held in self.layers.items() if one[: len(entry)] == entry]
        return next((one for one in below if not one.pack), below[0] if below else None)

    def origin(self, trail: Trail, *, value: bool = False) -> Origin:
        """Where a key stands, or its value; the nearest place around it where no file holds it."""
        trail = self._unmoved(trail)
        holders = self.layers.get(self.entry(trail), self.documents)
        for length in range(len(trail), 0, -1):
            for document in holders:
                if trail[:length] in document.spots:
                    return document.origin(trail[:length], value=value and length == len(trail))
        return holders[0].origin(()) if holders else Origin()

    def is_below(self, trail: Trail, trails: Collection[Trail]) -> bool:
        """True where one of the trails, as the files have them, leads to the place or around it."""
        before = self._unmoved(trail)
        return any(before[:length] in trails for length in range(len(before) + 1))

    def error(
        self,
        code: str,
        summary: str,
        trail: Trail,
        hint: str = "",
        *,
        value: bool = True,
        address: Address | None = None,
    ) -> None:
        """Report an error at a value, or at its key; not where it may follow from what was taken out."""
        if self.is_unknown(trail):
            return
        origin = self.origin(trail, value=value)
        hint = " ".join(filter(None, (hint, self._giver(trail))))
        self.document(origin.file).error(code, summary, origin, hint, address)

    def misses(self, entry: Trail, trail: Trail) -> bool:
        """True where a place needs an entry that `without:` leaves out; who wrote that is told, once."""
        if entry not in self.left_out:
            return False
        self.left_out[entry].append(trail)
        return True

    def is_unknown(self, trail: Trail) -> bool:
        """True where a faulty member would have had a say: there, around it, and beside it in an entry."""
        return any(self._beside(trail, one) or trail == one[: len(trail)] for one in self.unknown)

    def _giver(self, trail: Trail) -> str:
        """Who gave the value at a place, where a variable stands there or around it."""
        if not self.given:
            return ""
        before = self._unmoved(trail)
        return next(
            (self.given[before[:n]] for n in range(len(before), 0, -1) if before[:n] in self.given), ""
        )

    def _beside(self, trail: Trail, one: Trail) -> bool:
        """True for two members of one entry; entries say nothing about each other."""
        return trail[:-1] == one[:-1] and len(one) > len(self.entry(one))

    def document(self, file: str) -> Document:
        return next(one for one in self.documents if one.file == file)

    def collected(self) -> tuple[Finding, ...]:
        """Every finding once, in the order of files and lines."""
        found = dict.fromkeys(finding for document in self.documents for finding in document.findings)
        order = {document.file: number for number, document in enumerate(self.documents)}
        return tuple(sorted(found, key=lambda f: (order[f.origin.file], f.origin.line, f.origin.column)))

    def _entries(self, document: Document) -> Iterator[tuple[Trail, Json]]:
        for section, value in document.data.items():
            if section in self.depths:
                yield from self._below(document, (section,), value, self.depths[section])

    def _below(
        self, document: Document, trail: Trail, value: Json, depth: int
    ) -> Iterator[tuple[Trail, Json]]:
        if depth == 0:
            yield trail, value
        elif value is None and len(trail) == 1:
            return  # a section whose entries are all commented out
        elif not isinstance(value, dict):
            summary = f"`{trail[-1]}` holds a map of names"
            document.error("RV116", summary, document.origin(trail, value=True), "Write NAME: … below it.")
        else:
            for name, inner in value.items():
                if _is_name(document, (*trail, name)):
                    yield from self._below(document, (*trail, name), inner, depth - 1)

    def _twice(self, document: Document, trail: Trail) -> None:
        other = self.layers[trail][-1].origin(trail)
        summary = f"`{spelled(trail)}` is described twice: here and in {other}"
        hint = (
            f"Change a pack's item in {self.overrides}, unit by unit."
            if self.layers[trail][-1].pack
            else "Keep one."
        )
        document.error("RV201", summary, document.origin(trail), hint)

    def _may_override(self, document: Document, trail: Trail, value: Json) -> bool:
        held = self.layers.get(trail)
        origin = document.origin(trail)
        if not held:
            known = [spelled(one) for one in self.layers]
            hint = meant(spelled(trail), known)
            document.error("RV202", f"no pack in use holds `{spelled(trail)}`", origin, hint)
        elif len(held) > 1:
            document.error(
                "RV201", f"`{spelled(trail)}` is overridden twice", origin, f"See {held[0].origin(trail)}."
            )
        elif not held[0].pack:
            hint = f"Change it in {held[0].origin(trail)}."
            document.error("RV202", f"`{spelled(trail)}` is the project's own", origin, hint)
        elif value is None:
            hint = "Name its address under `without:` to leave it out."
            document.error("RV202", f"the override of `{spelled(trail)}` is empty", origin, hint)
        else:
            return True
        return False

    def _unmoved(self, trail: Trail) -> Trail:
        """The trail as the files have it, before lists grew and keys were read as what was meant."""
        if not (self.moved or self.meant):
            return trail
        before: Trail = ()
        for number, part in enumerate(trail):
            indices = self.moved.get(before)
            if indices and isinstance(part, int) and part < len(indices):
                before = (*before, indices[part])
            else:
                before = (*before, self.meant.get(trail[: number + 1], part))
        return before


def at(data: Json, trail: Trail) -> Json:
    """The value at the end of a trail."""
    for part in trail:
        data = data[part]
    return data


def holds_more(sheet: Sheet, trail: Trail) -> bool:
    """True for a map or a list, which is pointed at by its name: it may begin on a line of its own."""
    try:
        return isinstance(at(sheet.data, trail), dict | list)
    except (KeyError, IndexError, TypeError):
        return False


def spelled(trail: Trail) -> str:
    return ".".join(str(part) for part in trail)


def _put(data: dict[str, Json], trail: Trail, value: Json) -> None:
    for part in trail[:-1]:
        data = data.setdefault(str(part), {})
    data[str(trail[-1])] = value


def _is_name(document: Document, trail: Trail) -> bool:
    name = str(trail[-1])
    fault = fault_of(name)
    if not fault:
        return True
    hint = f"Use letters, digits, `_` and `-`, {LONGEST} at most."
    document.error("RV119", f"the name {short(name)!r} {fault}", document.origin(trail), hint)
    return False
