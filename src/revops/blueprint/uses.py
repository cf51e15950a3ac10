"""`uses:` and `without:`: which packs a project takes, in which version, and what it leaves out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.names import meant, nearest_address, ring
from revops.blueprint.read import Document
from revops.model.address import Address
from revops.packs import Pack, Shelf, Unreadable

MOST_OPEN: Final = 50
"""Packs that stand on each other."""


@dataclass
class Uses:
    """Collects packs in the order in which they build on each other."""

    shelf: Shelf
    packs: dict[str, Pack] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def add(self, document: Document) -> None:
        """Take what a file names under `uses:`."""
        for number, use in enumerate(document.data.get("uses", [])):
            self._use(document, ("uses", number), use)

    def _use(self, document: Document, trail: Trail, use: str | Mapping[str, str]) -> None:
        if isinstance(use, str):
            name, _, version = use.partition("@")
            use = {"pack": name, "version": version}
        pack = self._found(document, trail, use["pack"])
        if pack is None:
            return
        version, pin = use.get("version", ""), use.get("digest", "")
        if not pack.is_version(version):
            summary = f"the pack {pack.name!r} is here in version {pack.manifest.version}, not {version}"
            _error(document, "RV302", summary, trail, f"Write {pack.label}.")
        elif pin and pin != pack.digest:
            summary = f"the content of {pack.label} is not the pinned one"
            _error(document, "RV303", summary, trail, f"Look at what changed, then pin {pack.digest}.")
        else:
            self._take(document, trail, pack)

    def _take(self, document: Document, trail: Trail, pack: Pack) -> None:
        if pack.name in self._open:
            circle = [*self._open[self._open.index(pack.name) :], pack.name]
            _error(document, "RV304", f"packs need each other in a circle: {ring(circle)}", trail, "")
        elif len(self._open) == MOST_OPEN:
            told = f"packs need each other more than {MOST_OPEN} deep"
            _error(document, "RV692", told, trail, "Name the packs that are needed under `uses:`.")
        elif pack.name not in self.packs:
            self._open.append(pack.name)
            for need in pack.manifest.needs:
                self._use(document, trail, need)
            self._open.pop()
            self.packs[pack.name] = pack

    def _found(self, document: Document, trail: Trail, name: str) -> Pack | None:
        try:
            pack = self.shelf.pack(name)
        except Unreadable as error:
            _error(document, "RV306", str(error), trail, "")
            return None
        if pack is None:
            hint = meant(name, self.shelf.names())
            _error(document, "RV301", f"there is no pack {name!r}", trail, hint)
        return pack


@dataclass
class Without:
    """The addresses under `without:`; each must name something that a pack holds."""

    wanted: list[tuple[Address, Document, Trail]]
    kinds: Mapping[str, str]
    """Kind by section."""
    met: set[Address] = field(default_factory=set)

    def leaves_out(self, trail: Trail) -> bool:
        """True where the entry at a trail is left out.

        The trail of an entry that stands right below its section does not tell the object type.
        """
        found = self.address(trail)
        if found:
            self.met.add(found)
        return found is not None

    def drops(self, address: Address) -> bool:
        """True where a resource that a pack's entry became is left out."""
        found = {one for one, _, _ in self.wanted if one == address}
        self.met |= found
        return bool(found)

    def entry(self, address: Address) -> tuple[Document, Trail]:
        """Where the files name an address that is left out."""
        return next((document, trail) for one, document, trail in self.wanted if one == address)

    def address(self, entry: Trail) -> Address | None:
        """The address by which a pack's entry is left out."""
        kind, names = self.kinds.get(str(entry[0]), ""), [str(part) for part in entry[1:]]
        return next((one for one, _, _ in self.wanted if one.kind == kind and _names(one, names)), None)

    def check(self, known: Sequence[Address]) -> None:
        """Report what named nothing."""
        for address, document, trail in self.wanted:
            if address not in self.met:
                summary = f"no pack in use holds {address}"
                match = nearest_address(address, known)
                hint = f"Did you mean {match!r}?" if match else ""
                _error(document, "RV305", summary, trail, hint)


def addresses(
    document: Document, section: str, kinds: Sequence[str]
) -> Iterator[tuple[Address, Document, Trail]]:
    """The addresses of a list such as `without:`; what is none is reported."""
    for number, text in enumerate(document.data.get(section, [])):
        trail = (section, number)
        try:
            address = Address.parse(text)
        except ValueError as error:
            _error(document, "RV215", str(error), trail, "E.g. property.contacts.tier.")
            continue
        if address.kind in kinds:
            yield address, document, trail
        else:
            _error(document, "RV215", f"there is no kind {address.kind!r}", trail, meant(address.kind, kinds))


def _names(address: Address, names: Sequence[str]) -> bool:
    return names == ([address.scope, address.name] if len(names) == 2 else [address.name])


def _error(document: Document, code: str, summary: str, trail: Trail, hint: str) -> None:
    document.error(code, summary, document.origin(trail, value=True), hint)
