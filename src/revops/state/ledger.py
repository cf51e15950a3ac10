"""The ledger as one canonical JSON file per portal, which teams keep in their repository."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from revops.model.address import Address, Origin
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json, no_constant
from revops.model.ledger import Entry, Ledger

FORMAT: Final = 1

CODES: Final[Mapping[str, str]] = {
    "RV601": "The ledger cannot be read or written.",
    "RV602": "The ledger is no JSON.",
    "RV603": "The ledger is not of the shape that the tool writes.",
    "RV604": "The ledger is of a newer format.",
    "RV605": "The ledger belongs to another portal.",
}
"""Code -> meaning of everything that a ledger can be refused for."""

_RESTORE = "restore the file from your repository's history; `revops plan` shows what differs without it"
_MOST_FAULTS = 20
_DEFAULTS: Final = asdict(Entry())


class _EntryShape(BaseModel):
    """One entry in the file; what is left out has its default."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = ""
    units: dict[str, Any] = {}
    keys: dict[str, str] = {}
    created: bool = False
    maybe: bool = False
    unkept: dict[str, Any] = {}
    ticked: str = ""


class _FileShape(BaseModel):
    """The whole file. Its entries are data of a stranger until they passed this."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format_version: Literal[1]
    portal: int
    entries: dict[str, _EntryShape]


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

    def exists(self) -> bool:
        """Whether this portal was ever written down here."""
        return self.path.exists()

    def load(self) -> Ledger:
        """The ledger, empty where there is no file yet.

        Raises:
            Refused: the file cannot be read, is damaged, newer, or another portal's.
        """
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return Ledger(self.portal)
        except OSError as error:
            self._refuse("RV601", f"the ledger cannot be read: {error.strerror}", "check its permissions")
        return self._ledger(self._document(text))

    def save(self, ledger: Ledger) -> None:
        """Replace the file in one step: a crash leaves the old ledger or the new one, never half of one.

        Raises:
            Refused: the ledger is another portal's, holds what is no JSON, or the disk does not take it.
        """
        if ledger.portal != self.portal:
            self._other_portal(ledger.portal)
        try:
            _replace(self.path, dumps(ledger).encode())
        except OSError as error:
            hint = "make room or correct the permissions, then run again: what was applied is read back"
            self._refuse("RV601", f"the ledger cannot be written: {error.strerror}", hint)
        except ValueError as error:
            hint = "HubSpot shows a value that is no JSON; correct it there, then run again"
            self._refuse("RV601", f"the ledger cannot be written: {error}", hint)

    def _document(self, text: bytes) -> Json:
        try:
            return json.loads(text, object_pairs_hook=_distinct, parse_constant=no_constant)
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
            merge = b"\n<<<<<<< " in b"\n" + text
            hint = "resolve the merge conflict in it" if merge else _RESTORE
            self._refuse("RV602", f"the ledger is no JSON: {_reason(error)}", hint, line)

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

    def _entries(self, shapes: Mapping[str, _EntryShape]) -> dict[Address, Entry]:
        entries: dict[Address, Entry] = {}
        for text, shape in shapes.items():
            try:
                entries[Address.parse(text)] = Entry(**vars(shape))
            except ValueError:
                self._refuse("RV603", f"the ledger holds {text!r}, which is no address", _RESTORE)
        return entries

    def _misshapen(self, error: ValidationError) -> Refused:
        faults = error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
        return Refused(
            (
                self._finding("RV603", f"the ledger's {_where(fault['loc'])}: {fault['msg'].lower()}")
                for fault in faults
            ),
            4,
        )

    def _other_portal(self, portal: int) -> NoReturn:
        hint = f"the ledger of portal {self.portal} belongs here; check the target's portal id"
        self._refuse("RV605", f"the ledger is about portal {portal}, not {self.portal}", hint)

    def _refuse(self, code: str, summary: str, hint: str, line: int = 0) -> NoReturn:
        raise Refused([self._finding(code, summary, hint, line)], 4) from None

    def _finding(self, code: str, summary: str, hint: str = _RESTORE, line: int = 0) -> Finding:
        return Finding(code, Severity.ERROR, summary, hint, origin=Origin(str(self.path), line))


def dumps(ledger: Ledger) -> str:
    """The canonical text of a ledger: sorted, one value per line, defaults left out, for small diffs."""
    entries = {str(address): _sparse(entry) for address, entry in ledger.entries.items()}
    document = {"format_version": FORMAT, "portal": ledger.portal, "entries": entries}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def _sparse(entry: Entry) -> dict[str, Json]:
    """The entry without the fields that hold their default."""
    return {name: value for name in _DEFAULTS if (value := _plain(getattr(entry, name))) != _DEFAULTS[name]}


def _plain(value: Json) -> Json:
    return dict(value) if isinstance(value, Mapping) else value


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


def _distinct(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    """An object; a key that stands twice would silently lose one of its values."""
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the key {name!r} stands twice")
        found[name] = value
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} on line {error.lineno}"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _where(trail: Iterable[int | str]) -> str:
    return " > ".join(str(part) for part in trail) or "content"
