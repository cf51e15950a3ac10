"""Command lines as a person types them, in a project's folder."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest

from revops.cli import main
from revops.emulator import Emulator

CONSENTS = ("--create", "workflow.*", "--publish", "*", "--enable", "*")
RUNS = 5
"""Runs after which nothing may be left to write, however long the chain of what waits for what."""


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

AUTOMATION = """\
revops: 1
scores:
  engagement:
    object: contacts
    name: Engagement
    category: INTENT
    max: 100
    thresholds: {hot: 60, warm: 30}
    groups: {web: {label: Web, rules: {form: {event: form_submitted, add: 15}}}}
    publish: true
workflows:
  step_mails:
    object: contacts
    name: Step mails
    enrol: {manual: true}
    enabled: true
    steps: [{id: pause, delay: {days: 1}}]
"""


class Terminal(io.StringIO):
    """What a person types, as if at a terminal."""

    def isatty(self):
        return True


@dataclass(frozen=True)
class Ran:
    """One command line that ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one document on stdout."""
        return json.loads(self.out)


@dataclass
class Project:
    """A folder in which `revops` is run. `environment` is all that it sees of HUBSPOT_* and REVOPS_*."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments, typed=None, code=None):
        """Run `revops ARGUMENTS`; with `typed`, at a terminal. The exit code must be `code` where given."""
        out, err = io.StringIO(), io.StringIO()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}
        with (
            patch.dict(os.environ, {**kept, **self.environment}, clear=True),
            patch.object(sys, "argv", ["revops", *arguments]),
            patch.object(sys, "stdin", io.StringIO() if typed is None else Terminal(typed)),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        ran = Ran(ended.value.code, out.getvalue(), err.getvalue())
        assert code is None or ran.code == code, ran
        return ran

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
