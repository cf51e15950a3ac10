"""A process that loads `revops` once and forks for every command line, so that each is measured alone.

It reads one order per line from stdin and answers with one line: what was printed, how it ended, its cost.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from unittest.mock import patch

CPU_SECONDS = 2.0
"""After which a command line counts as hanging. Processor time: a busy machine fails nobody."""
WALL_SECONDS = 60.0
"""After which one that waits for something, such as a FIFO, is ended."""
ADDRESS_SPACE = 1_500_000_000
"""Bytes; what runs away meets a MemoryError before it hurts the machine."""


def main():
    """Answer orders until stdin ends."""
    _warm()
    for line in sys.stdin:
        print(json.dumps(_measured(json.loads(line))), flush=True)  # noqa: T201 - the protocol


def _warm():
    """Import and build everything that the orders need, before the first fork, and have it left in place."""
    import revops.cli.apply
    import revops.cli.plan
    import revops.cli.validate
    import revops.emulator
    import revops.kinds  # noqa: F401 - to have it loaded

    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        _told({"runs": [["validate", "--json"], ["validate"]], "environment": {}, "units": False})
        os.chdir(home)
    gc.freeze()


def _measured(order):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        child = os.fork()
        if child == 0:
            _child(order, report)
        _, status, usage = os.wait4(child, 0)
        told = json.loads(report.read_text()) if report.exists() else {"runs": [], "units": {}}
    ended = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else ""
    return {**told, "signal": ended, "megabytes": usage.ru_maxrss / 1024}


def _child(order, report):
    """Carry the order out in this process, which then ends."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
        os.chdir(order["folder"])
        report.write_text(json.dumps(_told(order)))
        code = 0
    finally:
        os._exit(code)


def _told(order):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}
    with patch.dict(os.environ, {**kept, **order["environment"]}, clear=True), _shelved(order):
        runs = [_run(arguments) for arguments in order["runs"]]
        valid = order["units"] and runs[0]["code"] == 0
        return {"runs": runs, "units": _units() if valid else {}}


def _shelved(order):
    """With `packs/` of the project as the shelf, where it has one."""
    shelf = Path("packs")
    if not shelf.is_dir():
        return contextlib.nullcontext()
    from revops.packs import Shelf

    return patch("revops.blueprint.load.shipped", lambda: Shelf(shelf.resolve()))


def _run(arguments):
    from revops.cli import run

    out, err = io.StringIO(), io.StringIO()
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = run(arguments)
        except BaseException:  # noqa: BLE001 - whatever comes out here is a crash to be told
            traceback.print_exc()
            code = -1
    signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - started
    return {"code": code, "out": out.getvalue(), "err": err.getvalue(), "seconds": seconds}


def _units():
    """What the blueprint was read as: address -> unit -> value."""
    from revops.cli.session import open_blueprint

    _, blueprint = open_blueprint(Path(), None)
    return {str(one.address): dict(one.units) for one in blueprint.resources}


if __name__ == "__main__":
    main()
