"""Files that are not written yet, tried out: they must load, and a plan of them must have nothing to do."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from revops.blueprint.fresh import new_file
from revops.blueprint.layout.members import top
from revops.blueprint.load import Blueprint, load
from revops.blueprint.read import Document
from revops.blueprint.write import write_new
from revops.cli.harvest import Harvest, Piece
from revops.cli.output import busy
from revops.cli.session import Session
from revops.cli.spoken import references_of
from revops.engine.execute import execute
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.run import Run
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.condition import PropertyRef
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused
from revops.model.json import Json
from revops.model.ledger import Ledger
from revops.model.plan import Consents
from revops.settings import Settings

_MOST_VALUES: Final = 50_000
"""Of a file; the reader takes twice as many."""
Files = Mapping[str, Mapping[str, Json]]
"""File name -> its sections."""


@dataclass(frozen=True)
class Proven:
    """What may be written: files, and the ledger with which the next plan is empty."""

    pieces: tuple[Piece, ...]
    texts: Mapping[str, str]
    """File name -> what was tried, to the letter."""
    ledger: Ledger


class Trial:
    """Tries pieces out next to the project's own files, in a folder of its own.

    Args:
        session: the open target; nothing is written to its portal or ledger.
        folder: where the files will stand, relative to the project.
        reader: has the portal's answers: what was gathered and what is compared is one state of it.
    """

    def __init__(self, session: Session, folder: PurePosixPath, reader: Reader) -> None:
        self._session, self._folder, self._reader = session, folder, reader
        self._style = top(KINDS)
        self._told: dict[str, tuple[Json, str]] = {}
        """File name -> the sections that it was made of, and its text."""

    def prove(self, harvest: Harvest) -> Proven:
        """As many pieces as load and agree with the portal; the others are left out with their reasons.

        Raises:
            Refused: the project's own files have errors (exit code 3).
        """
        pieces = tuple(_parted(harvest.pieces))
        if not pieces:
            self._session.blueprint.checked()
            return Proven((), {}, self._session.context.ledger)
        while True:
            pieces, written, blueprint = self._loaded(pieces, harvest)
            changes, ledger = self._adopted(pieces, blueprint)
            for address, why in changes.items():
                harvest.leave(address, why)
            if not changes:
                return Proven(written, self._texts(written), ledger)
            pieces = tuple(piece for piece in pieces if piece.address not in changes)

    def _loaded(
        self, pieces: tuple[Piece, ...], harvest: Harvest
    ) -> tuple[tuple[Piece, ...], tuple[Piece, ...], Blueprint]:
        """Load until nothing that was pulled is faulty; also tells the pieces with all they refer to."""
        while True:
            with busy("trying the files out"):
                written = (*pieces, *self._referred(pieces, harvest))
                blueprint = self._load(written)
                faulty = self._faulty(pieces, blueprint)
            if not faulty:
                return pieces, written, blueprint.checked()
            for address, finding in faulty.items():
                harvest.leave(address, finding.summary)
            pieces = tuple(piece for piece in pieces if piece.address not in faulty)

    def _load(self, pieces: Sequence[Piece]) -> Blueprint:
        settings, entry = self._session.settings, self._session.target.entry
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            paths = copied(settings, folder)
            for file, text in self._texts(pieces).items():
                write_new(folder / self._folder / file, text)
            covered = any(self._folder.is_relative_to(path) for path in paths)
            wanted = paths if covered or not pieces else [*paths, str(self._folder)]
            return load(folder, wanted, KINDS, locale=entry.locale, variables=entry.variables)

    def _texts(self, pieces: Iterable[Piece]) -> dict[str, str]:
        """The text of each file; only those of which something was left out since are told again."""
        files = files_of(pieces)
        for file, sections in files.items():
            if self._told.get(file, (None,))[0] != sections:
                self._told[file] = sections, new_file(self._style.sorted(sections))
        return {file: self._told[file][1] for file in files}

    def _faulty(self, pieces: Iterable[Piece], blueprint: Blueprint) -> dict[Address, Finding]:
        """Addresses of pieces with errors.

        Raises:
            Refused: an error stands in another file.
        """
        found: dict[Address, Finding] = {}
        documents = blueprint.sheet.documents if blueprint.errors else ()
        placed = {document.file: self._placed(document, pieces) for document in documents}
        for finding in blueprint.errors:
            lines = placed.get(finding.origin.file, {})
            above = [line for line in lines if line <= finding.origin.line]
            if not above:
                raise Refused(blueprint.errors, INVALID)
            found.setdefault(lines[max(above)].address, finding)
        return found

    def _placed(self, document: Document, pieces: Iterable[Piece]) -> dict[int, Piece]:
        """Where the entries of a file begin: line -> piece."""
        file = PurePosixPath(document.file)
        if file.parent != self._folder:
            return {}
        own = [piece for piece in pieces if piece.file == file.name]
        return {spot.key_line: piece for piece in own if (spot := document.spots.get(piece.trail))}

    def _adopted(self, pieces: Sequence[Piece], blueprint: Blueprint) -> tuple[dict[Address, str], Ledger]:
        """What a second plan would still do about the pieces, and the ledger after the first."""
        mine = {piece.address for piece in pieces}
        session = replace(self._session, blueprint=blueprint)
        ledger = session.context.ledger
        for _ in range(2):
            situation = replace(session, ahead=[self._reader]).look(Consents())
            with busy("comparing the files with the portal"):
                plan = make_plan(situation)
            changes = [change for change in plan.changes if change.address in mine]
            adopting = tuple(change for change in changes if change.action is Action.ADOPT)
            others = (change for change in changes if change.action is not Action.ADOPT)
            left = {change.address: _reason(change) for change in others}
            if left or not adopting:
                return left, ledger
            run = Run(situation, session.hub, lambda _: None, session.hub.lag)
            with busy("noting what both agree on"):
                list(execute(replace(plan, changes=adopting), run))
            ledger = run.context.ledger
            session = replace(session, context=replace(session.context, ledger=ledger))
        return {change.address: "it does not settle" for change in adopting}, ledger

    def _referred(self, pieces: Sequence[Piece], harvest: Harvest) -> list[Piece]:
        """`existing: TYPE` for every property that the pieces speak of and nobody declares."""
        known = {one.address for one in self._session.blueprint.resources}
        known |= {piece.address for piece in pieces}
        outputs = {str(piece.entry.get("output", {}).get("property")) for piece in pieces if _is_score(piece)}
        wanted = sorted(ref for ref in references_of(pieces) if ref in harvest.types)
        return [
            _reference(ref, harvest.types[ref])
            for ref in wanted
            if Address("property", ref.object, ref.name) not in known
            and ref.name.removesuffix("_threshold") not in outputs
        ]


def _parted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces in files that a blueprint may have: 300 long workflows are more than one may hold."""
    sizes: Counter[str] = Counter()
    for piece in pieces:
        yield replace(piece, part=1 + sizes[piece.file] // _MOST_VALUES)
        sizes[piece.file] += _values(piece.entry)


def _values(entry: Json) -> int:
    if isinstance(entry, Mapping):
        return 1 + sum(1 + _values(value) for value in entry.values())
    return 1 + sum(map(_values, entry)) if isinstance(entry, list | tuple) else 1


def files_of(pieces: Iterable[Piece]) -> Files:
    """The sections of each file."""
    files: dict[str, dict[str, Json]] = {}
    for piece in pieces:
        node = files.setdefault(piece.file, {})
        for part in piece.trail[:-1]:
            node = node.setdefault(str(part), {})
        node[str(piece.trail[-1])] = piece.entry
    return files


def _is_score(piece: Piece) -> bool:
    return piece.address.kind == "score"


def _reference(ref: PropertyRef, type_: str) -> Piece:
    trail = ("properties", ref.object, ref.name)
    return Piece(Address("property", ref.object, ref.name), trail, {"existing": type_})


def _reason(change: Change) -> str:
    paths = ", ".join(unit.path for unit in change.units)
    told = f"read back it would be {change.action.value}"
    return f"{told} ({paths})" if paths else f"{told}: {change.reason}"


def copied(settings: Settings, folder: Path) -> list[str]:
    """Copy a project's blueprint into another folder; the paths of it that there are."""
    paths = [path for path in settings.file.blueprints if (settings.project / path).exists()]
    for path in paths:
        _copy(settings.project / path, folder / path)
    return paths


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
