"""`revops fmt`: blueprint files in the one style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

import click

from revops.blueprint.emit import write_text
from revops.blueprint.files import find
from revops.blueprint.layout.members import Place, top
from revops.blueprint.layout.run import formatted
from revops.blueprint.read import Document, read_file
from revops.cli.options import project_option
from revops.cli.output import console, worst
from revops.cli.typed import hinted
from revops.kinds import KINDS
from revops.model.exits import DONE, ERROR, INVALID
from revops.settings import Settings
from revops.views.terminal import draw_findings
from revops.views.visible import visible


@click.command("fmt")
@click.argument("paths", nargs=-1)
@project_option
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(*, paths: tuple[str, ...], project: Path, check: bool, diff: bool) -> int:
    """Lay out blueprint files in the one style: PATHS, or all of the project.

    Values, comments and anchors stay. A file with errors is left as it is.
    """
    finder = find(project, paths or Settings.load(project).file.blueprints)
    place = top(KINDS)
    documents = [read_file(path, name) for name, path in finder.files.items()]
    changed = [(document, text) for document in documents for text in _changed(document, place)]
    for document, text in changed:
        if diff:
            click.echo(visible(_diff(document, text)), nl=False)
        elif not check and document.path:
            write_text(document.path, text)
    _tell([document.file for document, _ in changed], check=check, diff=diff)
    findings = [*finder.findings, *(one for document in documents for one in document.findings)]
    draw_findings(hinted(findings), console())
    return worst(INVALID if findings else DONE, ERROR if check and changed else DONE)


def _changed(document: Document, place: Place) -> Iterator[str]:
    """The new text, where it is another one than the file has."""
    if document.has_errors:
        return
    text = formatted(document, place, [kind.section for kind in KINDS])
    if text is not None and document.path and document.path.read_bytes() != text.encode():
        yield text


def _tell(files: Sequence[str], *, check: bool, diff: bool) -> None:
    for file in files:
        click.echo(f"{'would change' if check or diff else 'changed'} {file}", err=diff)


def _diff(document: Document, text: str) -> str:
    before = document.text.splitlines(keepends=True)
    after = text.splitlines(keepends=True)
    return "".join(
        unified_diff(before, after, f"{document.file} (as it is)", f"{document.file} (in the style)")
    )
