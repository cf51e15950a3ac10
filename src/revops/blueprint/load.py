"""From the files of a project to a blueprint: the one way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, get_args, get_origin

from revops.blueprint.expand import Expansion
from revops.blueprint.files import OVERRIDES, Finder, find, is_folder
from revops.blueprint.header import check_header
from revops.blueprint.left_out import check_left_out
from revops.blueprint.lint.allow import allowances
from revops.blueprint.moves import moves
from revops.blueprint.read import Document, Enough, read_file
from revops.blueprint.references import check_references
from revops.blueprint.sheet import Sheet
from revops.blueprint.uses import Uses, Without, addresses
from revops.blueprint.variables import put_in
from revops.kinds.base import Kind
from revops.model.address import Address, Origin
from revops.model.condition import Condition
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused
from revops.model.json import Json, digest
from revops.model.move import Move
from revops.model.spec import Resource
from revops.packs import Pack, Shelf, shipped

_ITEMS = {"variables": 1, "conditions": 1}
"""Sections that are merged as those of the kinds are."""


@dataclass(frozen=True)
class Blueprint:
    """What the files say. With errors among the findings it is what could be understood."""

    resources: tuple[Resource, ...] = ()
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    removed: Mapping[Address, Origin] = field(default_factory=dict)
    moved: tuple[Move, ...] = ()
    """New addresses of what a ledger may know by old ones, in order."""
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    """Of everything that decides about a plan; comments and the split into files do not count."""
    packs: Mapping[str, str] = field(default_factory=dict)
    """Pack -> version, in the order in which they build on each other."""
    overrides: Path = Path(OVERRIDES)
    """The file that changes what packs hold; it need not exist yet."""
    sheet: Sheet = field(default_factory=lambda: Sheet({}), compare=False, repr=False)
    """The merged document, for writing back."""
    trails: Mapping[Address, tuple[str | int, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The entry that each resource comes from."""
    asked: frozenset[str] = frozenset()
    """Names of the conditions that something uses."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_error)

    def checked(self) -> Blueprint:
        """The same blueprint, for those who go on.

        Raises:
            Refused: there are errors (exit code 3).
        """
        if self.errors:
            raise Refused(self.findings, INVALID)
        return self


def load(
    project: Path,
    paths: Sequence[str],
    kinds: Sequence[Kind],
    *,
    locale: str = "en",
    variables: Mapping[str, Json] | None = None,
    shelf: Shelf | None = None,
    uses: Sequence[str] = (),
) -> Blueprint:
    """Read, merge, check and expand; all errors at once, nothing is raised for them.

    Args:
        project: its folder; no file outside of it is read.
        paths: files and folders relative to it.
        kinds: which sections there are.
        locale: the target's language.
        variables: the target's values, which win over the defaults.
        shelf: where packs are looked for; the shipped ones by default.
        uses: packs to take besides those that files name.
    """
    finder = find(project, paths)
    try:
        named = [_using(uses)] if uses else []
        return _loaded(finder, named, project, paths, kinds, locale, variables or {}, shelf or shipped())
    except Enough as full:
        return Blueprint(findings=(*finder.findings, *full.document.findings))


def _using(packs: Sequence[str]) -> Document:
    """A file that does nothing but take packs."""
    return Document("uses", data={"revops": 1, "uses": list(packs)})


def _loaded(
    finder: Finder,
    named: Sequence[Document],
    project: Path,
    paths: Sequence[str],
    kinds: Sequence[Kind],
    locale: str,
    variables: Mapping[str, Json],
    shelf: Shelf,
) -> Blueprint:
    depths = {**_ITEMS, **{kind.section: depth(kind.section_type) for kind in kinds}}
    own = [*named, *(_own(name, path, depths) for name, path in finder.files.items())]
    uses = _uses(own, shelf)
    without = _without(own, kinds)
    overrides = _overrides(own, project, paths)
    sheet = _merged(Sheet(depths, overrides), own, uses, without)
    removed = _removed(sheet, kinds)
    expansion = Expansion.of(sheet, kinds, locale, put_in(sheet, variables), without)
    foreign = tuple(expansion.speech.told(sheet, locale, project))
    check_references(expansion, removed)
    without.check(expansion.packed())
    check_left_out(expansion)
    moved = moves(sheet.documents, kinds, expansion.resources, removed)
    removed |= {move.before: move.origin for move in moved if move.copies}
    return Blueprint(
        expansion.resources,
        expansion.conditions,
        removed,
        moved,
        (*finder.findings, *foreign, *_unallowed(sheet)),
        _digest(expansion.resources, removed, locale),
        {name: pack.manifest.version for name, pack in uses.packs.items()},
        project / overrides,
        sheet,
        expansion.trails,
        frozenset(expansion.asked),
    )


def _unallowed(sheet: Sheet) -> Iterator[Finding]:
    """What the files' comments do not allow; an error cannot be allowed."""
    allowed = {
        (document.file, one.code, one.line) for document in sheet.documents for one in allowances(document)
    }
    for finding in sheet.collected():
        if finding.is_error or (finding.origin.file, finding.code, finding.origin.line) not in allowed:
            yield finding


def depth(section_type: Any) -> int:
    """How many names lead to an entry of a section: one per map around it."""
    origin, arguments = get_origin(section_type), get_args(section_type)
    if origin is Annotated:
        return depth(arguments[0])
    return 1 + depth(arguments[1]) if origin in (dict, Mapping) else 0


def _uses(own: Sequence[Document], shelf: Shelf) -> Uses:
    uses = Uses(shelf)
    for document in own:
        uses.add(document)
    return uses


def _overrides(own: Sequence[Document], project: Path, paths: Sequence[str]) -> str:
    """Where overrides stand, or would stand: in the first folder of blueprints."""
    there = next((document.file for document in own if document.overrides and document.path), None)
    folders = (path for path in paths if is_folder(project / path))
    return there or PurePosixPath(next(folders, ""), OVERRIDES).as_posix()


def _own(name: str, path: Path, depths: Mapping[str, int]) -> Document:
    document = read_file(path, name)
    document.overrides = path.name == OVERRIDES
    check_header(document, depths)
    return document


def _packed(pack: Pack, depths: Mapping[str, int]) -> list[Document]:
    documents = [read_file(path, f"{pack.label}/{name}", pack.name) for name, path in pack.files.items()]
    for document in documents:
        check_header(document, depths)
    return documents


def _merged(sheet: Sheet, own: Sequence[Document], uses: Uses, without: Without) -> Sheet:
    """Packs first, then the project, then what overrides the packs."""
    for pack in uses.packs.values():
        for document in _packed(pack, sheet.depths):
            sheet.add(document, without.leaves_out)
    for document in own:
        if not document.overrides:
            sheet.add(document)
    for document in own:
        if document.overrides:
            sheet.override(document)
    return sheet


def _without(own: Sequence[Document], kinds: Sequence[Kind]) -> Without:
    names = [kind.name for kind in kinds]
    wanted = [one for document in own for one in addresses(document, "without", names)]
    return Without(wanted, {kind.section: kind.name for kind in kinds})


def _removed(sheet: Sheet, kinds: Sequence[Kind]) -> dict[Address, Origin]:
    names = [kind.name for kind in kinds]
    found = [one for document in sheet.documents for one in addresses(document, "removed", names)]
    return {address: document.origin(trail) for address, document, trail in found}


def _described(one: Resource) -> Json:
    return [dict(one.units), list(one.units), one.reference, one.others, dict(one.retired)]


def _digest(resources: Iterable[Resource], removed: Iterable[Address], locale: str) -> str:
    described = {str(one.address): digest(_described(one)) for one in resources}
    return digest({"resources": described, "removed": sorted(map(str, removed)), "locale": locale})
