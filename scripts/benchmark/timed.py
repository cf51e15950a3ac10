"""`revops ARGUMENTS` with a clock inside.

Seconds from the command's first line to its last, and the peak resident set in 10^6 bytes, go into a file.

`python -m benchmark.timed FILE COMMAND [ARGUMENTS]`
"""

from __future__ import annotations

import gc
import json
import re
import resource
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
    seconds = time.perf_counter() - started
    Path(file).write_text(json.dumps([seconds, peak_mb()]), encoding="utf-8")
    return code


def peak_mb() -> float:
    """What Linux tells of this program alone; `getrusage` counts in what the process was before `exec`."""
    status = Path("/proc/self/status")
    if status.exists():
        told = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="utf-8"))
        return int(told[1]) * 1024 / 1e6 if told else 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
