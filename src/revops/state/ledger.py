"""The ledger as one canonical JSON file per portal, which teams keep in their repository."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, Final, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from revops.model.address import Address, Origin
from revops.model.exits import UNDECIDED
from revops.model.finding import Code, Finding, Refused, Severity
from revops.model.json import Json, is_whole, parsed, shared
from revops.model.ledger import Entry, Ledger
from revops.state.shapes import EntryShape
from revops.state.text import FORMAT, entry_text, spelled

CODES: Final[Mapping[str, Code]] = {
    "RV601": Code(
        "The ledger cannot be read or written.",
        "Permissions, a full disk, or a value that is no JSON.",
        "Do what the finding says, then run again.",
    ),
    "RV602": Code(
        "The ledger is no JSON.",
        "The file was cut, or a merge left its marks.",
        "Restore it from the repository's history.",
    ),
    "RV603": Code(
        "The ledger is not of the shape that the tool writes.",
        "The file was edited by hand.",
        "Restore it from the repository's history.",
    ),
    "RV604": Code(
        "The ledger is of a newer format.", "A newer version of the tool wrote it.", "Update `revops`."
    ),
    "RV605": Code(
        "The ledger belongs to another portal.",
        "The file was copied or renamed.",
        "Restore it from the repository's history, or remove it to start without one.",
    ),
}
"""Code -> meaning of everything that a ledger can be refused for."""

_RESTORE = "restore the file from your repository's history; `revops plan` shows what differs without it"
_MOST_FAULTS = 20
_LONGEST: Final = 200
"""Characters of an address that are shown."""

_MOST_BYTES: Final = 32_000_000
"""20,000 properties have some 10 MB."""


class _FileShape(BaseModel):
    """The whole file. Its entries are data of a stranger until they passed this."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format_version: Annotated[int, Field(ge=FORMAT, le=FORMAT)]
    portal: int
    entries: dict[str, EntryShape]


def ledger_path(project: Path, portal: int) -> Path:
    """Where a project keeps the ledger of a portal (design.md, section 4)."""
    return project / ".revops" / "ledger" / f"{portal}.json"


class LedgerFile:
    """One portal's ledger on disk.

    Args:
        path: of the file; it and its folder need not exist yet.
        portal: id that the file must be about.
    """

    def __init__(self, path: Path, portal: int) -> None:
        self.path = path
        self.portal = portal
        self._said: dict[Address, tuple[Entry, str, bytes]] = {}
        """Entry, name and text as written last: a run saves after every answer, and few entries move."""

    def exists(self) -> bool:
        """Whether this portal was ever written down here."""
        return self.path.exists()

    def load(self) -> Ledger:
        """The ledger, empty where there is no file yet.

        Raises:
            Refused: the file cannot be read, is damaged, newer, or another portal's.
        """
        try:
            return self._ledger(self._document(self._content()))
        except FileNotFoundError:
            return Ledger(self.portal)
        except OSError as error:
            self._refuse("RV601", f"the ledger cannot be read: {error.strerror}", "check its permissions")

    def save(self, ledger: Ledger) -> None:
        """Replace the file in one step: a crash leaves the old ledger or the new one, never half of one.

        Raises:
            Refused: the ledger is another portal's, holds what is no JSON, or the disk does not take it.
        """
        if ledger.portal != self.portal:
            self._other_portal(ledger.portal)
        try:
            _replace(self.path, spelled(ledger.portal, self._texts(ledger)))
        except OSError as error:
            hint = "make room or correct the permissions, then run again: what was applied is read back"
            self._refuse("RV601", f"the ledger cannot be written: {error.strerror}", hint)
        except ValueError as error:
            hint = "HubSpot shows a value that is no JSON; correct it there, then run again"
            self._refuse("RV601", f"the ledger cannot be written: {error}", hint)

    def _content(self) -> bytes:
        """What the file holds; what is no file might have no end."""
        if not S_ISREG(self.path.stat().st_mode):
            self._refuse("RV601", "the ledger is no file", _RESTORE)
        if self.path.stat().st_size > _MOST_BYTES:
            self._refuse("RV602", f"the ledger has more than {_MOST_BYTES:,} bytes", _RESTORE)
        return self.path.read_bytes()

    def _texts(self, ledger: Ledger) -> list[bytes]:
        """The texts of all entries, sorted by name."""
        for address, entry in ledger.entries.items():
            known = self._said.get(address)
            if known is None or known[0] is not entry:
                self._said[address] = (entry, str(address), entry_text(address, entry))
        return [text for _, text in sorted(self._said[address][1:] for address in ledger.entries)]

    def _document(self, content: bytes) -> Json:
        try:
            document = _whole(parsed(content.decode(), _distinct))
        except ValueError as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            merge = b"\n<<<<<<< " in b"\n" + content
            hint = "resolve the merge conflict in it" if merge else _RESTORE
            self._refuse("RV602", f"the ledger is no JSON: {_reason(error)}", hint, line)
        return document

    def _ledger(self, document: Json) -> Ledger:
        version = document.get("format_version") if isinstance(document, dict) else None
        if isinstance(version, int) and version > FORMAT:
            hint = "update revops to the version that wrote it"
            self._refuse("RV604", f"the ledger has format {version}, this revops knows {FORMAT}", hint)
        try:
            shape = _FileShape.model_validate(document)
        except ValidationError as error:
            raise self._misshapen(error) from None
        if shape.portal != self.portal:
            self._other_portal(shape.portal)
        return Ledger(shape.portal, self._entries(shape.entries))

    def _entries(self, shapes: Mapping[str, EntryShape]) -> dict[Address, Entry]:
        entries: dict[Address, Entry] = {}
        for text, shape in shapes.items():
            try:
                entries[Address.parse(text)] = Entry(**vars(shape))
            except ValueError:
                self._refuse("RV603", f"the ledger holds {text[:_LONGEST]!r}, which is no address", _RESTORE)
        return entries

    def _misshapen(self, error: ValidationError) -> Refused:
        faults = error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
        return Refused(
            (
                self._finding("RV603", f"the ledger's {_where(fault['loc'])}: {fault['msg'].lower()}")
                for fault in faults
            ),
            UNDECIDED,
        )

    def _other_portal(self, portal: int) -> NoReturn:
        hint = f"the ledger of portal {self.portal} belongs here; check the target's portal id"
        self._refuse("RV605", f"the ledger is about portal {portal}, not {self.portal}", hint)

    def _refuse(self, code: str, summary: str, hint: str, line: int = 0) -> NoReturn:
        raise Refused([self._finding(code, summary, hint, line)], UNDECIDED) from None

    def _finding(self, code: str, summary: str, hint: str = _RESTORE, line: int = 0) -> Finding:
        return Finding(code, Severity.ERROR, summary, hint, origin=Origin(str(self.path), line))


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes the file private; a ledger is as readable as the rest of the project.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _distinct(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object; a key that stands twice would silently lose one of its values."""
    found = shared(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return found


def _whole(document: Json) -> Json:
    if not is_whole(document):
        raise ValueError("a text holds half a character")
    return document


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} on line {error.lineno}"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _where(trail: Iterable[int | str]) -> str:
    return " > ".join(str(part)[:_LONGEST] for part in trail) or "content"
