"""Command lines as a person types them, in a project's folder."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from command_line import CONSENTS, RUNS, run
from revops.emulator import Emulator
from sections import ENGAGEMENT, STEP_MAILS

DEALS = """\
revops: 1
groups:
  deals:
    bant: {label: {ja: BANT情報, en: BANT}}
properties:
  deals:
    # What the client can spend.
    bant_budget:
      ref: SP07
      label: {ja: 予算, en: Budget}
      type: number
      fieldType: number
      groupName: bant
    bant_timing:
      ref: SP10
      label: {ja: タイミング, en: Timing}
      type: enumeration
      fieldType: select
      groupName: bant
      options: {soon: {ja: 3か月以内, en: Soon}, later: {ja: 未定, en: Later}}
pipelines:
  deals:
    default:
      stages:
        closedwon: {label: {ja: 受注, en: Won}}
"""

AUTOMATION = f"revops: 1\n{ENGAGEMENT}{STEP_MAILS}"


@dataclass
class Project:
    """A folder in which `revops` is run. `environment` is all that it sees of HUBSPOT_* and REVOPS_*."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments, typed=None, code=None):
        """Run `revops ARGUMENTS`; with `typed`, at a terminal. The exit code must be `code` where given."""
        return run(self.folder, self.environment, arguments, typed=typed, code=code)

    def settle(self):
        """Apply with every consent until a run has nothing to write."""
        for _ in range(RUNS):
            ran = self("apply", "--yes", "--json", *CONSENTS, code=0)
            if not ran.json["summary"]["writes"]:
                return
        raise AssertionError(ran)

    def write(self, name, text):
        """Put a file into the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    @contextlib.contextmanager
    def portal(self):
        """The embedded portal, as a person in HubSpot sees it."""
        state = self.folder / ".revops" / "emulator.db"
        state.parent.mkdir(parents=True, exist_ok=True)
        emulator = Emulator(state)
        try:
            yield emulator
        finally:
            emulator.close()

    def edit(self, method, path, body):
        """What somebody changes by hand in the embedded portal; the answer's body."""
        with self.portal() as emulator:
            reply = emulator.edit(method, path, body)
        assert reply.status < 300, reply.body
        return reply.body

    def target(self, name="client", **entry):
        """Add a target to revops.yaml."""
        fields = "".join(f"    {key}: {json.dumps(value)}\n" for key, value in entry.items())
        self.write("revops.yaml", f"{self.read('revops.yaml')}\n  {name}:\n{fields}")
