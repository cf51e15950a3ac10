"""A process that has everything imported and forks once for each command, so that a command is cheap to kill.

`python -m disorder.host` reads a job per line, `{"arguments": [...], "folder": "..."}`. It answers with the
number of the process that carries the command out, and when that has ended with the status that it left.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Final

from disorder.clock import rush
from revops.cli import THRESHOLDS, run

OUT: Final = ("out.txt", "err.txt")
"""What the last command wrote, in the project's folder."""


def main() -> None:
    """Until there are no more jobs."""
    rush()
    gc.set_threshold(*THRESHOLDS)
    for name in ("apply", "plan", "drift"):
        import_module(f"revops.cli.{name}")
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        process = os.fork()
        if not process:
            _carry_out(job["arguments"], Path(job["folder"]))
        _tell(process)
        _tell(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))


def _carry_out(arguments: list[str], folder: Path) -> None:
    """Be the command, and end."""
    code = 1
    try:
        os.chdir(folder)
        for number, name in enumerate(OUT, 1):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - the fork must not go on as the host
        traceback.print_exc()
    finally:
        os._exit(code)


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
