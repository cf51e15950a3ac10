"""Commands as processes of their own: how long each took, and how much memory it had at most."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

_PATH: Final = {"PYTHONPATH": str(Path(__file__).parents[1])}


@dataclass(frozen=True)
class Ran:
    """A process that ended."""

    seconds: float
    out: str
    inside: float = 0.0
    """Of `revops`: seconds from the command's first line to its last, without Python's start and imports."""
    mb: float = 0.0
    """Of `revops`: peak resident set in 10^6 bytes."""


class Broken(Exception):  # noqa: N818 - what it says is its name
    """A command that has to succeed did not; nothing that it measured counts."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run one command to its end.

    Raises:
        Broken: its exit code is not 0.
    """
    started = time.perf_counter()
    told, joined = subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=told, stderr=joined, text=True, check=False
    )
    if done.returncode:
        raise Broken(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return Ran(time.perf_counter() - started, done.stdout)


def revops(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run `revops ARGUMENTS` in a project's folder."""
    return _timed("timed", arguments, folder, environment)


def journalling(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """The same with the journal, and without history."""
    return _timed("forgetful", arguments, folder, environment, "journal")


def forgetful(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """The same without both."""
    return _timed("forgetful", arguments, folder, environment, "nothing")


def _timed(
    name: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], *kept: str
) -> Ran:
    with tempfile.NamedTemporaryFile() as file:
        ran = run(_program(name, *kept, file.name, *arguments), folder, {**environment, **_PATH})
        inside, mb = json.loads(Path(file.name).read_text(encoding="utf-8"))
    return replace(ran, inside=inside, mb=mb)


def peer(name: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ran:
    """Run a peer of this folder as a program."""
    return run(_program(name, *arguments), folder, {**environment, **_PATH})


def _program(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"benchmark.{name}", *arguments]
