"""`revops` as a person types it, in this process: with a folder, an environment, and perhaps a terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from dataclasses import dataclass
from unittest.mock import patch

import pytest

from revops.cli import main

CONSENTS = ("--create", "workflow.*", "--publish", "*", "--enable", "*")
"""What a person says yes to for all that the packs hold."""
RUNS = 5
"""Runs after which nothing may be left to write, however long the chain of what waits for what."""


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
        """The one document of `--json`."""
        return json.loads(self.out)


def bare():
    """The environment without HUBSPOT_* and REVOPS_*."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}


def run(folder, environment, arguments, *, typed=None, code=None):
    """Run `revops ARGUMENTS` in a folder; with `typed`, at a terminal.

    Args:
        folder: where it is run.
        environment: all that it sees of HUBSPOT_* and REVOPS_*.
        arguments: of the command line.
        typed: what a person types.
        code: the exit code that it must have, where given.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, {**bare(), **environment}, clear=True),
        patch.object(sys, "argv", ["revops", *arguments]),
        patch.object(sys, "stdin", io.StringIO() if typed is None else Terminal(typed)),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    ran = Ran(ended.value.code, out.getvalue(), err.getvalue())
    assert code is None or ran.code == code, ran
    return ran
