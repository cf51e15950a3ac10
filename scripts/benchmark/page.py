"""The table for people, for programs, and for the documentation."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmark.served import LATENCY_MS, RATE
from benchmark.table import Counts, Row

BEGIN: Final = "<!-- bench: begin -->"
END: Final = "<!-- bench: end -->"


@dataclass(frozen=True)
class Result:
    """Everything that one run found."""

    rows: Sequence[Row]
    machine: str
    seed: int
    quick: bool

    @property
    def met(self) -> bool:
        return all(row.met for row in self.rows)

    @property
    def conditions(self) -> str:
        part = " Quick: fewer repetitions." if self.quick else ""
        return f"Emulator: {LATENCY_MS} ms latency, {RATE}. Seed {self.seed}.{part}"


def machine() -> str:
    """Cores, memory, system, Python and date."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    made = f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}"
    return f"{made}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"


def _processor() -> str:
    """The model's name where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def draw(result: Result, console: Console) -> None:
    """The table, then the requests by name."""
    table = Table(title="revops bench", show_lines=True)
    for title in ("Work", "Ours", "Goal", "Peers"):
        table.add_column(title, overflow="fold")
    for row in result.rows:
        table.add_row(row.work, row.ours, _goals(row), "\n".join(_peers(row)))
    console.print(table)
    for counts in _counted(result):
        calls = Table(title=f"{counts.work}: {counts.total} calls, floor {counts.least}")
        for title in ("Request", "Floor", "Ours"):
            calls.add_column(title, justify="left" if title == "Request" else "right")
        for name in counts.names:
            calls.add_row(name, str(counts.floor.get(name, 0)), str(counts.calls.get(name, 0)))
        console.print(calls)
    console.print(f"{result.machine}. {result.conditions}")


def _goals(row: Row) -> str:
    colours = {True: "green", False: "bold red"}
    return "\n".join(f"{one.told}: [{colours[one.met]}]{one.verdict}[/]" for one in row.goals)


def _peers(row: Row) -> list[str]:
    return [f"{name}: {told}" for name, told in row.peers.items()] or ["-"]


def _counted(result: Result) -> Iterable[Counts]:
    return (counts for row in result.rows for counts in row.counts)


def document(result: Result) -> dict[str, Any]:
    """The same as one JSON document."""
    rows = [{**asdict(row), "met": row.met} for row in result.rows]
    run = {"machine": result.machine, "seed": result.seed, "quick": result.quick, "met": result.met}
    return {**run, "latency_ms": LATENCY_MS, "rate": RATE, "rows": rows}


def markdown(result: Result) -> str:
    """The generated part of the page."""
    lines = [
        f"{result.machine}. {result.conditions}",
        "",
        "| Work | Ours | Goal | Peers |",
        "| --- | --- | --- | --- |",
    ]
    for row in result.rows:
        goals = "<br>".join(f"{one.told}: {one.verdict}" for one in row.goals)
        lines.append(f"| {row.work} | {row.ours} | {goals} | {'<br>'.join(_peers(row))} |")
    for counts in _counted(result):
        lines += ["", f"### {counts.work[0].upper()}{counts.work[1:]}", ""]
        lines += ["| Request | Floor | Ours |", "| --- | ---: | ---: |"]
        lines += [f"| {n} | {counts.floor.get(n, 0)} | {counts.calls.get(n, 0)} |" for n in counts.names]
        lines.append(f"| **all** | **{counts.least}** | **{counts.total}** |")
    return "\n".join(lines)


def put_in(page: str, generated: str) -> str:
    """The page with another generated part.

    Raises:
        ValueError: the page lacks the marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page needs the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{generated}\n\n{END}{after}"
