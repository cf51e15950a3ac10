"""Row about starting: the help of the command line against the library that it is made with."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import Final

from benchmark.bench import Bench
from benchmark.running import run
from benchmark.served import bare
from benchmark.table import Goal, Row

MOST: Final = 1.5


def row(bench: Bench) -> Row:
    """Both take turns, many times, so that what else the machine does hits both."""
    ours = [str(Path(sys.executable).with_name("revops")), "--help"]
    theirs = [sys.executable, "-c", "import click"]
    took: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(bench.repetitions(40, 15)):
        took["ours"].append(run(ours, bench.folder, bare()).seconds)
        took["theirs"].append(run(theirs, bench.folder, bare()).seconds)
    help_, click = median(took["ours"]), median(took["theirs"])
    told = f"{help_ * 1000:.0f} ms, `import click` {click * 1000:.0f} ms: ratio {help_ / click:.2f}"
    numbers = {"help": help_, "click": click, "ratio": help_ / click}
    return Row("revops --help", told, (Goal.under(help_ / click, MOST, "x `import click`"),), numbers=numbers)
