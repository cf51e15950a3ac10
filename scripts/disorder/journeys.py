"""From what to what a run goes, and what an undisturbed one makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from disorder.commands import Commands
from disorder.edits import Edit
from disorder.portal import UnrulyPortal
from disorder.project import Project


class Unfinished(Exception):  # noqa: N818 - what it says is its name
    """There is something left to do, run after run."""


UNREAD: Final = "RV433"
"""What could not be read back, of which nothing is here."""

MOST_APPLIES: Final = 6
"""Within so many undisturbed runs nothing may be left to write."""


@dataclass(frozen=True)
class Start:
    """A project and its portal, to begin from; the project is copied, the portal put back."""

    project: Project
    portal: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Wanted:
    """What there is after an undisturbed journey, and what it took."""

    content: Mapping[str, Any]
    names: Counter[tuple[str, str]]
    ledger: Mapping[str, Mapping[str, Any]]
    requests: int
    writes: int


@dataclass
class Journeys:
    """Every start, made once, and every undisturbed journey, gone once."""

    folder: Path
    portal: UnrulyPortal
    commands: Commands
    _starts: dict[str, Start] = field(default_factory=dict)
    _wanted: dict[tuple[str, str, str], Wanted] = field(default_factory=dict)
    _folders: int = 0

    def begin(self, start: str, edition: str) -> Project:
        """A project that is about to apply an edition; `start` is the edition applied before, or nothing."""
        found = self._starts.get(start) or self._made(start)
        self.portal.put_back(found.portal)
        project = found.project.copy(self.new_folder())
        project.write(edition)
        return project

    def wanted(self, start: str, edition: str, edit: Edit | None = None) -> Wanted:
        """What an undisturbed journey makes, where a person made an edit before."""
        key = (start, edition, edit.address if edit else "")
        if key not in self._wanted:
            self._wanted[key] = self._gone(start, edition, edit)
        return self._wanted[key]

    def new_folder(self) -> Path:
        """The path of a folder that is not there yet."""
        self._folders += 1
        return self.folder / str(self._folders)

    def _made(self, start: str) -> Start:
        if start:
            project = self.begin("", start)
            finish(project)
        else:
            project = Project.fresh(self.new_folder(), self.commands)
        self._starts[start] = Start(project, self.portal.save())
        return self._starts[start]

    def _gone(self, start: str, edition: str, edit: Edit | None) -> Wanted:
        project = self.begin(start, edition)
        if edit:
            edit.make(self.portal, ids(project))
        ran = project.apply()
        if ran.code not in (0, 4) or UNREAD in ran.out:
            raise Unfinished(f"an undisturbed run did not go well: {ran.code} {ran.out[-3000:]}")
        logged = self.portal.log.entries()
        finish(project)
        if edit and not edit.stands(self.portal):
            raise Unfinished(f"an undisturbed run overwrote {edit.address}")
        writes = sum(entry.write for entry in logged)
        return Wanted(self.portal.content(), self.portal.names(), project.ledger(), len(logged), writes)


def finish(project: Project, *arguments: str) -> int:
    """Apply until a run has nothing to write; how many runs that took.

    Raises:
        Unfinished: there is always something left.
    """
    for count in range(1, MOST_APPLIES + 1):
        ran = project.apply(*arguments)
        if ran.code in (0, 4) and not ran.json["summary"]["writes"]:
            return count
    raise Unfinished(
        f"after {MOST_APPLIES} runs, the last one: {ran.code} {ran.out[-3000:]}{ran.err[-2000:]}"
    )


def ids(project: Project) -> dict[str, str]:
    """The portal's ids, by address."""
    return {address: str(entry.get("id", "")) for address, entry in project.ledger().items()}
