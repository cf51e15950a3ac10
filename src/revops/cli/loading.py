"""Snapshot files on the command line: read, refused with their path, and served by an emulator."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from revops.emulator import DEFAULT_PORTAL_ID, Emulator
from revops.emulator.http import Json, Refusal
from revops.emulator.loading.file import UnreadableError, copy_id, read_snapshot
from revops.model.envelope import clean
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.settings import Settings, Target
from revops.targets import EMULATOR


def document_of(path: Path) -> dict[str, Json]:
    """The snapshot in a file.

    Raises:
        Refused: it is none (exit code 4).
    """
    try:
        return read_snapshot(path)
    except UnreadableError as error:
        _refuse("RV630", path, str(error), "make a new one: revops snapshot --out FILE")


def portal_of(document: dict[str, Json]) -> int:
    """The id that the copy has."""
    return copy_id(document) or DEFAULT_PORTAL_ID


def fill(emulator: Emulator, document: dict[str, Json], path: Path) -> None:
    """Put a snapshot into the emulator's default portal.

    Raises:
        Refused: an answer in it is not of the documented shape (exit code 4).
    """
    try:
        emulator.load(document)
    except Refusal as refusal:
        _refuse("RV631", path, str(refusal), "take the snapshot again, or report it")


def require_fresh(state: Path | None) -> None:
    """Refuse to load into what is remembered already, which would be lost.

    Raises:
        Refused: the file is there (exit code 4).
    """
    if state and state.exists():
        hint = "leave --load out to go on with it, or name another file"
        _refuse("RV632", state, "it remembers a portal already", hint)


def stand_ins_of(settings: Settings, target: Target) -> dict[str, str]:
    """Whoever has a role here stands in as whoever has it in the emulator, so that roles stay mapped.

    Those stand for themselves, too: what was replaced once is not replaced again.
    """
    there = {name: role.email for name, role in settings.target(EMULATOR).roles.items() if role.email}
    found = {email.lower(): email for email in there.values()}
    for name, role in target.roles.items():
        if role.email and name in there:
            found.setdefault(role.email.lower(), there[name])
    return found


def _refuse(code: str, path: Path, why: str, hint: str) -> NoReturn:
    raise Refused([Finding(code, Severity.ERROR, f"{path}: {clean(why)}", hint)], UNDECIDED) from None
