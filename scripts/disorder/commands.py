"""Commands of the tool in processes of their own, which may be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disorder.host import OUT


@dataclass(frozen=True)
class Ran:
    """A command that ended; the code of one that was killed is the signal's number, negative."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL

    @property
    def json(self) -> dict[str, Any]:
        """The one document of `--json`; nothing where there is none."""
        try:
            found: dict[str, Any] = json.loads(self.out)
        except ValueError:
            return {}
        return found


class Commands:
    """Runs one command after the other against a portal."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._running: Future[int] = Future()

    def run(self, folder: Path, *arguments: str) -> Ran:
        """Run `revops ARGUMENTS` in a project's folder."""
        self._running = Future()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"arguments": arguments, "folder": str(folder)}) + "\n")
        self._process.stdin.flush()
        self._running.set_result(self._number())
        code = self._number()
        out, err = ((folder / name).read_text(encoding="utf-8") for name in OUT)
        return Ran(code, out, err)

    def kill(self) -> None:
        """End the command that runs, at once; one that has ended by itself is left alone."""
        try:
            os.kill(self._running.result(), signal.SIGKILL)
        except ProcessLookupError:
            return

    def _number(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def commands(base_url: str) -> Iterator[Commands]:
    """A host of commands that find the portal at an address."""
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}
    scripts = str(Path(__file__).parents[1])
    environment = {**bare, "REVOPS_BASE_URL": base_url, "PYTHONPATH": scripts}
    program = [sys.executable, "-m", "disorder.host"]
    with subprocess.Popen(
        program, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Commands(process)
        assert process.stdin is not None
        process.stdin.close()
