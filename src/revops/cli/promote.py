"""`revops promote`: take what a sandbox has shown to production, as a plan like any other."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.text import Text

from revops.cli import apply
from revops.cli.advice import advised, heeded
from revops.cli.editors import with_editors
from revops.cli.items import items
from revops.cli.notes import language, noted
from revops.cli.options import (
    consent_options,
    consents_of,
    examples,
    json_option,
    project_option,
    typed,
)
from revops.cli.output import console, print_json
from revops.cli.plan import save
from revops.cli.session import Session, open_session
from revops.cli.typed import about, outlined
from revops.cli.view import full_option
from revops.engine.promotion import Proof, unproven
from revops.model.exits import DONE, ERROR, UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.plan import Consents, Plan
from revops.views.json import plan_document
from revops.views.outline import outline_plan
from revops.views.terminal import draw


@dataclass(frozen=True)
class _Seen:
    """The sandbox, as far as it is asked about."""

    proof: Proof
    portal: int
    hubs: Mapping[str, str]


@click.command(
    "promote",
    epilog=examples(
        "promote sandbox production", "promote sandbox production --create 'workflow.*' --out production.json"
    ),
)
@click.argument("sandbox")
@click.argument("production")
@project_option
@json_option
@full_option
@consent_options
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Save the plan for `revops apply FILE`."
)
def command(
    *,
    sandbox: str,
    production: str,
    project: Path,
    as_json: bool,
    full: bool,
    out: Path | None,
    **consents: tuple[str, ...],
) -> int:
    """Plan for PRODUCTION the blueprint that is applied in SANDBOX; both are targets of revops.yaml.

    Refused until the sandbox's plan is empty and its checklist is done. Nothing that was agreed to there
    counts here: consents on this command line are for production.

    At a terminal it asks whether to apply. Elsewhere it sends nothing: `--out FILE` saves the plan.
    """
    if sandbox == production:
        raise click.UsageError(f"both are {sandbox!r}; name two targets of revops.yaml: SANDBOX PRODUCTION")
    about(sandbox)
    seen = _seen(project, sandbox)
    about(production)
    wanted = consents_of(consents)
    with open_session(project, production, wanted) as session:
        told = _unproven(seen, session)
        situation, counted = session.counted(session.look(wanted))
        if out:
            save(advised(counted, session), out)
        _, named = with_editors(session, situation, counted)
        plan = advised(named, session)
        if as_json:
            print_json({"sandbox": sandbox, "unproven": told, "plan": plan_document(plan)})
        else:
            _draw(session, plan, told, _next(plan, production, out), full=full)
    if plan.errors:
        return ERROR
    asks = plan.runnable and not (as_json or out) and sys.stdin.isatty()
    if asks and click.confirm(f"Apply to {production}?"):
        return _applied(project, production, consents)
    return DONE


def _seen(project: Path, sandbox: str) -> _Seen:
    """The sandbox's plan and checklist.

    Raises:
        Refused: there is something to do first (exit code 4).
    """
    with open_session(project, sandbox) as session:
        situation, plan = session.counted(session.look(Consents()))
        by_hand = [one for one in situation.resources if one.address.kind == "checklist"]
        found = tuple(items(session, by_hand, session.context.ledger))
        portal = session.context.portal
        proof = Proof(sandbox, portal.account_type, plan, found)
        if proof.missing:
            raise Refused(proof.missing, UNDECIDED)
        return _Seen(proof, portal.id, _hubs(session))


def _hubs(session: Session) -> dict[str, str]:
    return {str(name): str(tier) for name, tier in session.target.entry.hubs.items()}


def _unproven(seen: _Seen, session: Session) -> list[str]:
    """What is to be told before the plan.

    Raises:
        Refused: both targets are one portal (exit code 4).
    """
    if session.context.portal.id == seen.portal:
        told = f"{seen.proof.target} and {session.target.name} are one portal, {seen.portal}"
        hint = "correct `portal:` of one of the targets in revops.yaml"
        raise Refused([Finding("RV977", Severity.ERROR, told, hint)], UNDECIDED)
    return list(unproven(seen.proof, session.blueprint.resources, (seen.hubs, _hubs(session))))


def _next(plan: Plan, target: str, out: Path | None) -> str:
    if out and plan.runnable:
        return f"revops apply {shlex.quote(str(out))}{typed(target)}"
    return f"revops apply{typed(target, heeded(plan))}" if plan.runnable else ""


def _draw(session: Session, plan: Plan, told: list[str], step: str, *, full: bool) -> None:
    screen = console()
    if told:
        screen.print(Text("What the sandbox does not show", style="bold underline"))
        for sentence in told:
            screen.print(Text(f"  · {sentence}"))
        screen.print()
    spoken = language(session, page=False)
    drawn = outline_plan(noted(plan, session, page=False), full=full, locale=spoken)
    draw(outlined(replace(drawn, next_step=step)), screen)


def _applied(project: Path, target: str, consents: Mapping[str, Json]) -> int:
    """`revops apply` for production, which asks what it always asks."""
    given = {name: value for name, value in consents.items() if value}
    code = click.get_current_context().invoke(apply.command, project=project, target=target, **given)
    return code if isinstance(code, int) else DONE
