"""`revops ARGUMENTS` with a clock inside: seconds from the command's first line to its last go into a file.

`python -m benchmark.timed FILE COMMAND [ARGUMENTS]`
"""

from __future__ import annotations

import gc
import sys
import time
from importlib import import_module
from pathlib import Path

from revops.cli import THRESHOLDS, run


def main(file: str, *arguments: str) -> int:
    """Import what the command imports, then run it; the exit code is the command's."""
    gc.set_threshold(*THRESHOLDS)
    import_module(f"revops.cli.{arguments[0]}")
    started = time.perf_counter()
    code = run(arguments)
    Path(file).write_text(str(time.perf_counter() - started), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
