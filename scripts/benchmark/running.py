"""Commands as processes of their own: how long each took, and how much memory it had at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

_PATH: Final = {"PYTHONPATH": str(Path(__file__).parents[1])}
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""Linux tells the resident set in kilobytes, macOS in bytes."""


@dataclass(frozen=True)
class Ran:
    """A process that ended. `mb` is its peak resident set in 10^6 bytes."""

    seconds: float
    mb: float
    out: str
    inside: float = 0.0
    """Of `revops`: from the command's first line to its last, without the start of Python and imports."""


class Broken(Exception):  # noqa: N818 - what it says is its name
    """A command that has to succeed did not; nothing that it measured counts."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run one command to its end.

    Raises:
        Broken: its exit code is not 0.
    """
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read().decode(errors="replace")
    if process.returncode:
        raise Broken(f"{' '.join(command)} ended with {process.returncode}:\n{told[-2000:]}")
    return Ran(seconds, usage.ru_maxrss * _UNIT / 1e6, told)


def revops(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run `revops ARGUMENTS` in a project's folder."""
    with tempfile.NamedTemporaryFile() as file:
        ran = run(_program("timed", file.name, *arguments), folder, {**environment, **_PATH})
        return replace(ran, inside=float(Path(file.name).read_text(encoding="utf-8")))


def peer(name: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run a peer of this folder as a program."""
    return run(_program(name, *arguments), folder, {**environment, **_PATH})


def _program(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"benchmark.{name}", *arguments]
