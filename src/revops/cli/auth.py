"""`revops auth`: the scopes that this blueprint needs, what the tokens hold, and how to get the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from revops.cli.needs import Requirement, Scopes, requirements
from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import console, print_json
from revops.cli.session import Session, open_blueprint, open_session
from revops.cli.typed import as_typed, hinted
from revops.engine.survey import Probe
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.model.exits import DONE, UNDECIDED
from revops.model.finding import Finding, Refused
from revops.model.json import Json
from revops.settings import TOKENS, Target
from revops.views.json import findings_document
from revops.views.terminal import draw_findings

_HOW: Final = {
    "data": "a Service Key (HubSpot: Development > Keys > Service keys) with these scopes:",
    "automation": (
        "Service Keys do not reach workflows: the token of a static-token app, or of a private app made "
        "before 2026-10-26, with these scopes:"
    ),
}
"""What to ask HubSpot for, by credential."""

_SIGNS: Final = {True: ("ok", "green"), False: ("missing", "bold red"), None: ("not told", "yellow")}


@dataclass(frozen=True)
class Held:
    """What is known of the tokens. Without one, only the findings say why."""

    scopes: Scopes = field(default_factory=dict)
    portal: int | None = None
    closed: frozenset[str] = frozenset()
    """Surfaces that refused a write-shaped question."""
    findings: tuple[Finding, ...] = ()

    def judge(self, need: Requirement) -> bool | None:
        """Whether the need is met; None where nobody tells."""
        if self.portal is None:
            return False
        return False if need.write and need.surface in self.closed else need.held(self.scopes)


@click.command("auth")
@project_option
@target_option
@json_option
def command(*, project: Path, target: str | None, as_json: bool) -> int:
    """Show the scopes this blueprint needs, what the tokens hold, and what is missing.

    Works without a token too: then it says what to request.
    """
    chosen, blueprint = open_blueprint(project, target)
    needs = requirements(blueprint.checked(), {kind.name: kind for kind in KINDS})
    held = read_held(project, target, needs)
    if as_json:
        print_json(_document(chosen, needs, held))
    else:
        _draw(chosen, needs, held, console())
    return UNDECIDED if any(held.judge(need) is False for need in needs) else DONE


def read_held(project: Path, target: str | None, needs: Sequence[Requirement]) -> Held:
    """Ask HubSpot what the tokens may do.

    Raises:
        Refused: for another reason than that there is no token, or not the right one.
    """
    try:
        with open_session(project, target) as session:
            return held_by(session, needs, session.probe)
    except Refused as refused:
        if refused.exit_code != UNDECIDED:
            raise
        return Held(findings=refused.findings)


def held_by(session: Session, needs: Sequence[Requirement], probe: Probe) -> Held:
    """Scopes as HubSpot tells them; where it does not, or Service Keys may not reach it, a probe tells."""
    scopes = session.grants.scopes
    asked = {
        (need.surface, need.object)
        for need in needs
        if need.write and (scopes.get(need.credential) is None or not SURFACES[need.surface].service_key)
    }
    closed = {surface for surface, scope in sorted(asked) if probe(surface, scope) is False}
    return Held(scopes, session.context.portal.id, frozenset(closed))


def missing(needs: Iterable[Requirement], held: Held) -> list[Requirement]:
    return [need for need in needs if held.judge(need) is False]


def _request(needs: Iterable[Requirement], held: Held) -> dict[str, list[str]]:
    """The whole list to tick in HubSpot, by credential."""
    found: dict[str, set[str]] = {}
    for need in needs:
        found.setdefault(need.credential, set()).add(need.wanted(held.scopes))
    return {credential: sorted(found[credential]) for credential in sorted(found, reverse=True)}


def variables(target: Target, credential: str) -> str:
    """The variables that hold a credential of this target, for people."""
    if target.entry.emulator:
        return "the emulator's own token"
    named = target.entry.credentials
    if named is None:
        return TOKENS[credential]
    given = named.automation or named.data if credential == "automation" else named.data
    return given if isinstance(given, str) else ", ".join(given.model_dump().values())


def _document(target: Target, needs: Sequence[Requirement], held: Held) -> dict[str, Json]:
    return {
        "target": target.name,
        "portal": held.portal,
        "needs": [_need_document(need, held) for need in needs],
        "request": _request(needs, held),
        "missing": sorted({need.wanted(held.scopes) for need in missing(needs, held)}),
        "findings": findings_document(held.findings),
    }


def _need_document(need: Requirement, held: Held) -> dict[str, Json]:
    return {
        "credential": need.credential,
        "surface": need.surface,
        "object": need.object,
        "access": need.access,
        "why": need.why,
        "any_of": list(need.any_of),
        "held": held.judge(need),
    }


def _draw(target: Target, needs: Sequence[Requirement], held: Held, screen: Console) -> None:
    where = f"portal {held.portal}" if held.portal else "no portal was reached"
    screen.print(Text(f"Target {target.name}, {where}: what this blueprint needs", style="bold"))
    screen.print(_table(needs, held))
    draw_findings(hinted(held.findings), screen)
    lacking = missing(needs, held)
    screen.print(Text(_verdict(needs, held), style="bold"))
    if not lacking:
        return
    for credential, scopes in _request(lacking, held).items():
        screen.print(Text(f"\n{variables(target, credential)}: {_HOW[credential]}"))
        for scope in scopes:
            screen.print(Text(f"  {scope}", style="cyan"))
    if held.portal is None:
        screen.print(
            Text(as_typed("\nPut the tokens into .env (see .env.example), then: revops auth"), style="dim")
        )


def _verdict(needs: Sequence[Requirement], held: Held) -> str:
    """One sentence that counts the table's rows."""
    signs = [held.judge(need) for need in _merged(needs, held)]
    if False in signs:
        return f"{signs.count(False)} of these {len(signs)} are missing. To get them:"
    if None in signs:
        told = f"HubSpot does not tell of {signs.count(None)} of these {len(signs)}. Next: revops plan"
        return as_typed(told)
    return as_typed("Nothing is missing. Next: revops plan")


def _table(needs: Sequence[Requirement], held: Held) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("credential", "access", "scope", "held"):
        table.add_column(title, no_wrap=True)
    table.add_column("for")
    for need, places in _merged(needs, held).items():
        sign, style = _SIGNS[held.judge(need)]
        scope = Text(need.wanted(held.scopes), style="cyan")
        table.add_row(need.credential, need.access, scope, Text(sign, style=style), ", ".join(places))
    return table


def _merged(needs: Sequence[Requirement], held: Held) -> Mapping[Requirement, list[str]]:
    """One row for what the same scopes allow, as far as it is held alike."""
    rows: dict[tuple[str, bool, tuple[str, ...], bool | None], tuple[Requirement, list[str]]] = {}
    for need in needs:
        row = rows.setdefault((need.credential, need.write, need.any_of, held.judge(need)), (need, []))
        row[1].append(_place(need))
    return dict(rows.values())


def _place(need: Requirement) -> str:
    """The surface as people read it, and what it is for where that does not go without saying."""
    of = f" of {need.object}" if need.object else ""
    return f"{need.surface}{of}{f' {need.why}' if need.why else ''}"
