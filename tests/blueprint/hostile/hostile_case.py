"""One hostile project, what must become of it, and the process that tries it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MAIN = "blueprints/main.yaml"
HEAD = "revops: 1\n"
MEGABYTES = 300
"""What one command line may take at most, the interpreter and all modules included."""


@dataclass(frozen=True)
class Case:
    """Files of a project and the findings or values that they must give.

    `place` is (code, file, line, column) of a finding; a line or column of 0 is any. None: it is read, and
    `reads` tells as what: address -> unit -> value.
    """

    name: str
    files: Mapping[str, str | bytes | Callable[[], str | bytes]] = field(default_factory=dict)
    place: tuple[str, str, int, int] | None = None
    reads: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    code: int = 3
    """The exit code of a refusal."""
    build: Callable[[Path], None] | None = None
    """Makes what is no plain file."""
    run: tuple[str, ...] = ("validate",)
    says: str = ""
    """Words of its summary or hint."""

    @property
    def is_large(self):
        """Where only the outcome counts, and what is printed for people is like that of a small one."""
        return any(map(callable, self.files.values())) and "characters" not in self.name


def refused(name, content, code, line, column=0, *, file=MAIN, says=""):
    """A blueprint file that is refused at a place."""
    return Case(name, {MAIN: content}, (code, file, line, column), says=says)


def read(name, content, reads):
    """A blueprint file that has a right reading."""
    return Case(name, {MAIN: content}, reads=reads)


@dataclass(frozen=True)
class Ran:
    """What became of one project: with `--json` and for people."""

    json: dict
    text: dict
    units: dict
    signal: str
    megabytes: float

    @property
    def findings(self):
        return json.loads(self.json["out"])["findings"]


class Worker:
    """Tries one project after the other."""

    def __init__(self):
        command = [sys.executable, str(Path(__file__).with_name("hostile_worker.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.seconds = self.megabytes = 0.0
        """The most that anything took."""

    def __call__(self, folder, run=("validate",), environment=None, *, units=False, text=True):
        """Run `revops RUN --json`, and with `text` `revops RUN`, in a folder."""
        runs = [[*run, "--json"], [*run]] if text else [[*run, "--json"]]
        order = {"folder": str(folder), "runs": runs, "environment": environment or {}, "units": units}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert not told["signal"], f"it hung: {told['signal']}"
        ran = Ran(told["runs"][0], told["runs"][-1], told["units"], told["signal"], told["megabytes"])
        self.megabytes = max(self.megabytes, ran.megabytes)
        self.seconds = max(self.seconds, ran.json["seconds"], ran.text["seconds"])
        assert ran.megabytes < MEGABYTES, f"{ran.megabytes:.0f} MB"
        return ran

    def close(self):
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


def make(case, folder):
    """Write a case's files below a folder."""
    (folder / "blueprints").mkdir(parents=True)
    for name, given in case.files.items():
        content = given() if callable(given) else given
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    if case.build:
        case.build(folder)
