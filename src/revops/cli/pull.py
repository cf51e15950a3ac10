"""`revops pull`: write what a portal has as blueprint files, and note that both agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Final

import click

from revops.blueprint.write import write_new
from revops.cli.choice import SCOPES, USUAL, Choice
from revops.cli.harvest import Harvest, gather
from revops.cli.options import Named, json_option, project_option, target_option, wait_option
from revops.cli.output import busy, console, print_json
from revops.cli.remember import remembered
from revops.cli.session import Session, open_session
from revops.cli.trial import Proven, Trial
from revops.cli.typed import as_typed, hinted
from revops.cli.unpulled import unpulled
from revops.engine.observe import Reader
from revops.model.exits import DONE, UNDECIDED, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.state.kept import Locking
from revops.views.json import findings_document
from revops.views.terminal import draw_findings

_FOLDER: Final = "pulled"
_THERE: Final = "RV121"
"""Code of a file that would be overwritten."""


@click.command("pull")
@project_option
@target_option
@json_option
@click.option("--all", "everything", is_flag=True, help="Also what HubSpot ships and nobody changed.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the project for the files; where not given `pulled` in the first blueprint folder, or "
    "`pulled_2` and so on where there is one already.",
)
@click.option("--kind", "kinds", multiple=True, type=Named([*SCOPES]), help="Only this kind.")
@click.option("--object", "objects", multiple=True, metavar="OBJECT", help="Only this object, e.g. deals.")
@wait_option
def command(
    *,
    project: Path,
    target: str | None,
    as_json: bool,
    everything: bool,
    out: Path | None,
    kinds: tuple[str, ...],
    objects: tuple[str, ...],
    wait: float,
) -> int:
    """Write what a portal has as blueprint files; nothing is overwritten, nothing is sent.

    What the project's files name already is left out. The ledger notes the rest as adopted, so that the
    next plan has nothing to do about it.
    """
    choice = Choice(frozenset(kinds or USUAL), objects, everything)
    with open_session(project, target, locking=Locking("pull", wait)) as session:
        folder = _folder(session, out)
        reader = Reader(session.hub)
        harvest = gather(session, choice, reader)
        harvest.findings.extend([] if kinds or objects else unpulled(session, reader))
        proven = _proven(Trial(session, folder, reader), harvest, out)
        with busy("writing files and ledger"):
            written = _write(session, folder, proven)
    if as_json:
        print_json(
            {
                "files": written,
                "resources": sorted({str(piece.address) for piece in proven.pieces}),
                "findings": findings_document(harvest.findings),
            }
        )
    else:
        _tell(written, proven, harvest)
    return UNDECIDED if harvest.broken else DONE


def _folder(session: Session, out: Path | None) -> PurePosixPath:
    """Where to write, relative to the project; unless it is told a folder of its own for every pull.

    Raises:
        Refused: it is not among the project's blueprints, where no plan would find it (exit code 64).
    """
    project = session.settings.project.resolve()
    blueprints = session.settings.file.blueprints
    usual = _unused(project / blueprints[0] / _FOLDER)
    wanted = usual if out is None else (Path.cwd() / out).resolve()
    if not any(wanted.is_relative_to((project / path).resolve()) for path in blueprints):
        told = f"{wanted.name} is not in a blueprint folder of this project ({', '.join(blueprints)})"
        hint = "name a folder inside, or add it to `blueprints:` in revops.yaml"
        raise Refused([Finding("RV472", Severity.ERROR, told, hint)], USAGE)
    return PurePosixPath(wanted.relative_to(project).as_posix())


def _unused(folder: Path) -> Path:
    """The folder, or the first one of that name with a number that is not there yet."""
    numbered = (folder.with_name(f"{folder.name}_{number}") for number in count(2))
    return next(one for one in chain([folder], numbered) if not one.exists())


def _proven(trial: Trial, harvest: Harvest, out: Path | None) -> Proven:
    """What may be written there.

    Raises:
        Refused: one of the files is there already (exit code 4), with a folder in which none is; or the
            project's own files have errors (exit code 3).
    """
    try:
        return trial.prove(harvest)
    except Refused as refused:
        (first, *_) = refused.findings
        if first.code != _THERE or out is None:
            raise
        hint = f"The same command with --out {_unused(out)} writes what is new beside it."
        raise Refused([replace(first, hint=hint)], refused.exit_code) from None


def _write(session: Session, folder: PurePosixPath, proven: Proven) -> list[str]:
    """The files, then the ledger. A file that is there already comes first: refusing writes nothing."""
    places = {session.settings.project / folder / name: text for name, text in proven.texts.items()}
    for path in sorted(places, key=lambda path: not path.exists()):
        write_new(path, places[path])
    if places:
        with remembered(session, ()):
            session.state.save(proven.ledger)
    return [str(folder / name) for name in proven.texts]


def _tell(written: Sequence[str], proven: Proven, harvest: Harvest) -> None:
    draw_findings(hinted(harvest.findings), console())
    counts = Counter(str(PurePosixPath(piece.file)) for piece in proven.pieces)
    for file in written:
        count = counts[PurePosixPath(file).name]
        click.echo(f"wrote {file}: {count} {'entry' if count == 1 else 'entries'}")
    if not written:
        click.echo("Nothing to write: what was found is HubSpot's own, or in the project's files already.")
        return
    click.echo("The ledger notes them as adopted; nothing was sent.")
    click.echo(as_typed("Next: revops plan"))
