"""Write a kind, its emulator surface and their tests, and name them where such things are named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT: Final = Path(__file__).parents[1]
TEMPLATES: Final = ROOT / "scripts" / "new_kind_templates"
NEW_FILES: Final = {
    "kind.py": "src/revops/kinds/{name}.py",
    "surface.py": "src/revops/emulator/surfaces/{plural}.py",
    "test_kind.py": "tests/kinds/test_kind_{name}.py",
    "test_surface.py": "tests/emulator/test_emulator_{plural}.py",
    "round_trip.py": "tests/scenarios/round_trips/rt_{name}.py",
}
ROW: Final = """\
    Surface(
        "{plural}",
        {{"2026-09": "/crm/{path}/2026-09"}},
        read_scopes=_READS,
        write_scopes=_WRITES,
        source="",
    ),
"""
_KINDS: Final = "src/revops/kinds/__init__.py"
_SURFACES: Final = "src/revops/emulator/surfaces/__init__.py"
LINES: Final = (
    # file, the line before which the new one goes, the new one
    (_KINDS, "from revops.kinds.base", "from revops.kinds.{name} import KIND as {NAME}\n"),
    (_KINDS, "    ChecklistKind(),", "    {NAME},\n"),
    (_SURFACES, "    account,", "    {plural},\n"),
    (_SURFACES, "    scores,\n    records", "    {plural},\n"),
    ("src/revops/hub/surfaces.py", '    Surface("account"', ROW),
)


@click.command()
@click.argument("name")
@click.option("--plural", default="", help="The section's key where it is not NAME and an s.")
def main(name: str, plural: str) -> None:
    """Write a kind NAME whose things are rows of one list per object type."""
    words = {"name": name, "plural": plural or f"{name}s", "NAME": name.upper()}
    words["path"] = words["plural"].replace("_", "-")
    targets = {template: ROOT / path.format(**words) for template, path in NEW_FILES.items()}
    refuse(name, words["plural"], list(targets.values()))
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    for template, path in targets.items():
        path.write_text(templates.get_template(f"{template}.jinja").render(words), encoding="utf-8")
    for file, before, line in LINES:
        insert(ROOT / file, before, line.format(**words))
    tidy([*targets.values(), *(ROOT / file for file, _, _ in LINES)])
    for path in targets.values():
        click.echo(f"wrote {path.relative_to(ROOT)}")
    click.echo(
        f"Next: fill in TABLE in src/revops/kinds/{name}.py, FIELDS in the surface, and the scopes' row,"
    )
    click.echo(f"then ./scripts/test tests/scenarios/test_scenario_round_trips.py -k {name}")


def refuse(name: str, plural: str, targets: list[Path]) -> None:
    """Stop before anything is written.

    Raises:
        click.ClickException: the name is no word for an address, or one of the files is there.
    """
    for word in (name, plural):
        if not re.fullmatch(r"[a-z][a-z_]*", word):
            raise click.ClickException(f"{word!r} is no name of a kind: write lower-case letters and _")
    there = [str(path.relative_to(ROOT)) for path in targets if path.exists()]
    if there:
        raise click.ClickException(f"{', '.join(there)} exists; nothing was written")


def insert(path: Path, before: str, line: str) -> None:
    """Put a line before the first one that starts so.

    Raises:
        click.ClickException: the file has no such line.
    """
    text = path.read_text(encoding="utf-8")
    place = text.find(before)
    if place < 0:
        raise click.ClickException(f"{path.name} has no line {before!r}: add {line!r} by hand")
    path.write_text(text[:place] + line + text[place:], encoding="utf-8")


def tidy(paths: list[Path]) -> None:
    """Sort imports and lay out, as the checks want it."""
    files = [str(path) for path in paths]
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--quiet", "--fix", "--select", "I,RUF022", *files], check=True, cwd=ROOT)
    subprocess.run([*ruff, "format", "--quiet", *files], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
