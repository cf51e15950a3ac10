"""Reads one YAML file into a document: its data, its lines, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from revops.blueprint.compose import Composer, Stop, Trail
from revops.blueprint.spots import Spots
from revops.blueprint.text import decoded, lines_of, raw
from revops.model.address import Address, Origin
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json

MOST_FINDINGS: Final = 100
"""Of one file and severity; whoever has more has one cause for many of them, and reads no further."""


class Enough(Exception):  # noqa: N818 - no fault of the program
    """A file has so many errors that the rest of them is not looked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__(document.file)


@dataclass
class Document:
    """One file. `file` is its name for people; `pack` the pack that holds it, empty for the project's own."""

    file: str
    pack: str = ""
    path: Path | None = None
    """Where it is on disk, for writing back."""
    overrides: bool = False
    """True where it changes what packs hold."""
    data: Json = None
    spots: Spots = field(default_factory=Spots)
    text: str = field(default="", repr=False)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.text)

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    def origin(self, trail: Trail, *, value: bool = False) -> Origin:
        """Where a key stands, or its value; the nearest place around it where the file does not hold it."""
        for length in range(len(trail), 0, -1):
            spot = self.spots.get(trail[:length])
            if spot:
                exact = value and length == len(trail)
                return Origin(self.file, *(spot[2:] if exact else spot[:2]))
        return Origin(self.file, 1, 1)

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def error(
        self,
        code: str,
        summary: str,
        origin: Origin,
        hint: str = "",
        address: Address | None = None,
    ) -> None:
        self._add(Severity.ERROR, code, summary, origin, hint, address)

    def warn(self, code: str, summary: str, origin: Origin, hint: str, address: Address) -> None:
        self._add(Severity.WARNING, code, summary, origin, hint, address)

    def _add(
        self, severity: Severity, code: str, summary: str, origin: Origin, hint: str, address: Address | None
    ) -> None:
        before = sum(finding.severity is severity for finding in self.findings)
        if before >= MOST_FINDINGS:
            return
        self.findings.append(Finding(code, severity, summary, hint, address, origin, self.line(origin.line)))
        if severity is Severity.ERROR and before == MOST_FINDINGS - 1:
            told = f"the file has {MOST_FINDINGS} errors or more; no others are looked for"
            self.findings.append(
                Finding("RV690", Severity.ERROR, told, "Mend these first.", origin=Origin(self.file, 1, 1))
            )
            raise Enough(self)


def read_yaml(text: str, file: str, pack: str = "") -> Document:
    """The document that a text is; errors are in its `findings`, and `data` is None after a fatal one."""
    document = Document(file, pack, text=text)

    def report(code: str, summary: str, line: int, column: int, hint: str) -> None:
        document.error(code, summary, Origin(file, line, column), hint)

    composer = Composer(text, report)
    try:
        document.data = composer.document()
        document.spots = composer.spots
    except (Stop, Enough):
        document.data = None
    return document


def read_bytes(content: bytes, file: str, pack: str = "") -> Document:
    """The document that the content of a file is."""
    try:
        return read_yaml(decoded(content, file), file, pack)
    except Refused as refused:
        return Document(file, pack, findings=list(refused.findings))


def read_file(path: Path, file: str, pack: str = "") -> Document:
    """The document that a file on disk holds; `file` is the name that findings show."""
    try:
        document = read_bytes(raw(path, file), file, pack)
    except Refused as refused:
        document = Document(file, pack, findings=list(refused.findings))
    document.path = path
    return document
