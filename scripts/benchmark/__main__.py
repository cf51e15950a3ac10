"""`scripts/bench`: measures everything in one run, prints the table, and says whether a goal is missed."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from benchmark import automated, copies, creates, diffs, flows, journals, memory, page, plans, shared, starts
from benchmark.bench import Bench
from benchmark.table import Row
from benchmark.world import SEED
from revops.cli import THRESHOLDS

PAGE: Final = Path(__file__).parents[2] / "docs" / "bench.md"
WORKS: Final[Mapping[str, Callable[[Bench], list[Row]]]] = {
    "plan": plans.rows,
    "create": creates.rows,
    "automation": automated.rows,
    "copy": copies.rows,
    "diff": lambda bench: [diffs.row(bench)],
    "flows": lambda bench: [flows.row(bench)],
    "help": lambda bench: [starts.row(bench)],
    "journal": lambda bench: [journals.row(bench)],
    "memory": lambda bench: [memory.row(bench)],
    "postgres": shared.rows,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quick", is_flag=True, help="Fewer repetitions; the sizes stay.")
@click.option("--only", multiple=True, type=click.Choice(list(WORKS)), help="Only these; may be repeated.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Also write FILE.")
@click.option("--write", is_flag=True, help="Write the result into docs/bench.md.")
@click.option("--seed", default=SEED, show_default=True, help="Of the made-up properties.")
def main(*, quick: bool, only: tuple[str, ...], file: Path | None, write: bool, seed: int) -> None:
    """Measure calls, times and memory on the emulator, beside two peers. Takes about ten minutes."""
    if write and only:
        raise click.UsageError("--write needs a whole run, without --only")
    gc.set_threshold(*THRESHOLDS)
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(Bench(Path(folder), seed, quick), only or tuple(WORKS)))
    result = page.Result(rows, page.machine(), seed, quick)
    page.draw(result, Console())
    if file:
        file.write_text(json.dumps(page.document(result), ensure_ascii=False, indent=2), encoding="utf-8")
    if write:
        text = page.put_in(PAGE.read_text(encoding="utf-8"), page.markdown(result))
        PAGE.write_text(text, encoding="utf-8")
    sys.exit(0 if result.met else 1)


def _rows(bench: Bench, names: tuple[str, ...]) -> Iterator[Row]:
    for name in WORKS:
        if name in names:
            click.echo(f"measuring: {name} ...", err=True)
            yield from WORKS[name](bench)


main()
