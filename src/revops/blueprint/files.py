"""Finds the blueprint files of a project; what leads outside of it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from revops.blueprint.letters import short
from revops.model.address import Origin
from revops.model.finding import Finding, Severity

SUFFIXES: Final = (".yaml", ".yml")
OVERRIDES: Final = "overrides.yaml"
"""The file that changes what packs hold, unit by unit."""

SETTINGS: Final = "revops.yaml"
"""The project's settings; never a blueprint, even where the blueprint path is the project itself."""


_WAYS_OUT: Final = {
    "RV112": "Copy the file into the project.",
    "RV113": "Blueprint paths are set in revops.yaml.",
    "RV791": "Name blueprint files or their folder; `revops doctor` checks the settings.",
}


class Finder:
    """Collects files below the given paths, each once, in the order of their names."""

    def __init__(self, project: Path) -> None:
        self._root = project.resolve()
        self._seen: set[Path] = set()
        self.files: dict[str, Path] = {}
        """Name relative to the project -> where it is."""
        self.findings: list[Finding] = []

    def add(self, given: str) -> None:
        """Take a file, or every YAML file of a folder."""
        path = self._root / given
        if not self._inside(path, given):
            return
        before = len(self.files)
        self._take(path, given, wanted=True)
        if len(self.files) == before and path.is_dir():
            self._refuse("RV113", "the folder holds no .yaml or .yml file", given)

    def _take(self, path: Path, shown: str, *, wanted: bool = False) -> None:
        if not self._inside(path, shown) or path.resolve() in self._seen:
            return
        self._seen.add(path.resolve())
        if path.is_dir():
            self._folder(path)
        elif wanted or self._is_blueprint(path):
            self._file(path, shown)

    def _folder(self, folder: Path) -> None:
        for path in sorted(folder.iterdir()):
            if not path.name.startswith("."):
                self._take(path, self._shown(path))

    def _file(self, path: Path, shown: str) -> None:
        if not path.exists():
            self._refuse("RV113", "there is no such file or folder", shown)
        elif not path.is_file():
            self._refuse("RV113", "this is neither a file nor a folder", shown)
        elif path == self._root / SETTINGS:
            self._refuse("RV791", "these are the settings of the project, no blueprint", shown)
        else:
            self.files[self._shown(path)] = path

    def _is_blueprint(self, path: Path) -> bool:
        return path.suffix.lower() in SUFFIXES and path != self._root / SETTINGS

    def _inside(self, path: Path, shown: str) -> bool:
        try:
            inside = path.resolve().is_relative_to(self._root)
            path.is_dir()
        except OSError as error:
            return self._refuse("RV113", f"the path cannot be followed, {error.strerror}", shown)
        except (RuntimeError, ValueError):
            return self._refuse("RV113", "the path cannot be followed", shown)
        if not inside:
            return self._refuse("RV112", "the path leads outside of the project", shown)
        return True

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()

    def _refuse(self, code: str, summary: str, shown: str) -> bool:
        """Report a path; it is not inside, for those who asked."""
        told = f"{summary}: {short(shown)}"
        self.findings.append(Finding(code, Severity.ERROR, told, _WAYS_OUT[code], origin=Origin(shown, 1, 1)))
        return False


def is_folder(path: Path) -> bool:
    """False also where nobody can tell, as for names that are too long."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def find(project: Path, paths: Iterable[str]) -> Finder:
    """All blueprint files below the paths, which are relative to the project."""
    finder = Finder(project)
    for path in paths:
        finder.add(path)
    return finder
