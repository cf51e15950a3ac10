"""A project's folder and the commands that are run in it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from disorder.blueprints import blueprint
from disorder.commands import Commands, Ran

CONSENTS: Final = ("--create", "workflow.*", "--publish", "*", "--enable", "*", "--allow", "RV990=99")
"""What a person says yes to; the second edition changes most of what is there."""


@dataclass(frozen=True)
class Project:
    """A client's folder; the portal is where the commands find it."""

    folder: Path
    commands: Commands

    @classmethod
    def fresh(cls, folder: Path, commands: Commands) -> Project:
        """Without anything remembered, with a subscription to everything."""
        folder.mkdir()
        project = cls(folder, commands)
        project.run("init", "--locale", "en", "--no-packs")
        settings = folder / "revops.yaml"
        settings.write_text(settings.read_text("utf-8").replace("professional", "enterprise"), "utf-8")
        return project

    def copy(self, folder: Path, *, remembering: bool = True) -> Project:
        """The same elsewhere, with or without what the tool remembers of the portal."""
        left_out = None if remembering else shutil.ignore_patterns(".revops")
        return Project(Path(shutil.copytree(self.folder, folder, ignore=left_out)), self.commands)

    def write(self, edition: str) -> None:
        """Have the blueprint of an edition."""
        (self.folder / "blueprints" / "portal.yaml").write_text(blueprint(edition), "utf-8")

    def run(self, *arguments: str) -> Ran:
        """Run a command to its end."""
        return self.commands.run(self.folder, *arguments)

    def apply(self, *arguments: str) -> Ran:
        """Apply with every consent but one: no side is taken."""
        return self.run("apply", "--yes", "--json", *CONSENTS, *arguments)

    def plan(self) -> dict[str, Any]:
        """What a plan with every consent says."""
        return self.run("plan", "--json", *CONSENTS).json

    def ledger(self) -> dict[str, dict[str, Any]]:
        """Address -> what the ledger holds of it."""
        (path,) = (self.folder / ".revops" / "ledger").glob("*.json")
        found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["entries"]
        return found
