"""`revops validate`: check the blueprint files, offline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from revops.blueprint.bound import unformulable
from revops.blueprint.lint.run import linted
from revops.blueprint.lint.subject import Elsewhere
from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import console, print_json
from revops.cli.schema import lay_schema
from revops.cli.session import open_blueprint
from revops.cli.typed import hinted
from revops.cli.watch import changes
from revops.model.address import Address
from revops.model.exits import DONE, INVALID
from revops.model.finding import Finding, Refused, Severity
from revops.targets import RoleEntry, TargetEntry, read_project_file
from revops.views.json import findings_document
from revops.views.problems import problems
from revops.views.terminal import draw_findings

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@click.command("validate")
@project_option
@target_option
@json_option
@click.option("--problems", "as_problems", is_flag=True, help="One line per finding, for editors and CI.")
@click.option("--strict", is_flag=True, help="Exit 3 on warnings, too.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
def command(
    *, project: Path, target: str | None, as_json: bool, as_problems: bool, strict: bool, watch: bool
) -> int:
    """Check the blueprint files: all errors at once, or what could be better. Needs no portal.

    A comment allows a warning or a note on its line or the next one:
    `# revops: allow RV716 because REASON`.
    """
    if as_json and (as_problems or watch):
        raise click.UsageError("--json prints one document; leave out --problems and --watch")
    lay_schema(project)
    if watch:
        _watch(project, target, as_problems=as_problems)
        return DONE
    try:
        checked = _check(project, target)
    except Refused as refused:
        if as_problems:
            _show(_Checked(refused.findings, 0), as_problems=True)
            return refused.exit_code
        raise
    if as_json:
        print_json({"findings": findings_document(checked.findings), "resources": checked.resources})
    else:
        _show(checked, as_problems=as_problems)
    return checked.code(strict=strict)


@dataclass(frozen=True)
class _Checked:
    """What a look at the files told."""

    findings: tuple[Finding, ...]
    resources: int

    def code(self, *, strict: bool) -> int:
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return INVALID if any(finding.severity in bad for finding in self.findings) else DONE

    @property
    def summary(self) -> str:
        count = Counter(finding.severity for finding in self.findings)
        told = [_number(count[severity], word) for severity, word in _WORDS.items() if count[severity]]
        valid = [] if count[Severity.ERROR] else ["valid"]
        return ", ".join([_number(self.resources, "resource"), *valid, *told])


def _check(project: Path, target: str | None) -> _Checked:
    used, blueprint = open_blueprint(project, target)
    targets = read_project_file(project).targets
    others = {name: one.bind for name, one in targets.items() if name != used.name}
    found = (*linted(blueprint, _told(targets.values())), *unformulable(blueprint, project, others))
    return _Checked(found, len(blueprint.resources))


def _told(targets: Collection[TargetEntry]) -> Elsewhere:
    """What any of the targets says about names: the files are the same for all of them."""
    roles = {name: one for target in targets for name, one in target.roles.items()}
    return Elsewhere(
        frozenset(Address.parse(text.partition("#")[0]) for target in targets for text in target.bind),
        frozenset(roles),
        frozenset(one.team for one in roles.values() if isinstance(one, RoleEntry) and one.team),
    )


def _show(checked: _Checked, *, as_problems: bool) -> None:
    if as_problems:
        click.echo(problems(checked.findings), nl=False)
        return
    draw_findings(hinted(checked.findings), console())
    click.echo(checked.summary)


def _watch(project: Path, target: str | None, *, as_problems: bool) -> None:
    """Check, and check again; two lines around each check tell an editor where it begins and ends."""
    with suppress(KeyboardInterrupt):
        for _ in changes(project):
            click.clear()
            click.echo("checking the blueprints")
            try:
                _show(_check(project, target), as_problems=as_problems)
            except Refused as refused:
                _show(_Checked(refused.findings, 0), as_problems=as_problems)
            click.echo("waiting for changes (Ctrl-C ends)")


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
