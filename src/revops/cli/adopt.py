"""`revops adopt`: bind what a portal has under a name of its own to what the blueprint would make anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from revops.blueprint.edit import Edit, edited
from revops.blueprint.emit import write_text
from revops.blueprint.files import SETTINGS
from revops.blueprint.overlay import difference
from revops.blueprint.read import read_file
from revops.cli.options import json_option, project_option, target_option, wait_option
from revops.cli.output import console, print_json
from revops.cli.session import Session, open_session
from revops.cli.typed import as_typed
from revops.engine.likeness import Proposal, proposals
from revops.model.exits import DONE, UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.plan import Consents
from revops.state.kept import Locking
from revops.views.visible import visible


@click.command("adopt")
@project_option
@target_option
@json_option
@click.option("--yes", is_flag=True, help="Bind every exact match without asking; nothing else.")
@wait_option
def command(*, project: Path, target: str | None, as_json: bool, yes: bool, wait: float) -> int:
    """Bind what a portal has of its own to the blueprint's entries, so that nothing is made twice.

    Proposes pairs of every kind, and of stages, by label, type and options, asks one by one, and
    writes `bind:` of the target into revops.yaml. Nothing is sent to HubSpot.
    """
    with open_session(project, target, locking=Locking("adopt", wait)) as session:
        found = proposals(session.look(Consents()))
        chosen = _chosen(found, yes=yes, can_ask=not as_json and sys.stdin.isatty())
        if chosen:
            bind(session, chosen)
    if as_json:
        print_json({"proposals": [_document(one, bound=one in chosen) for one in found]})
    else:
        _draw(session, found, chosen, console())
        left = [one for one in found if one not in chosen]
        console().print(Text(f"Next: {as_typed(_next(left))}", style="dim"), soft_wrap=True)
    return UNDECIDED if len(chosen) < len(found) and not _answered(as_json=as_json) else DONE


def _answered(*, as_json: bool) -> bool:
    """True where a person was asked, and may have said no."""
    return not as_json and sys.stdin.isatty()


def _chosen(found: Sequence[Proposal], *, yes: bool, can_ask: bool) -> list[Proposal]:
    chosen = [one for one in found if yes and one.exact]
    for one in found if can_ask else []:
        if one in chosen:
            continue
        mine, theirs = one.labels
        click.echo(visible(f"{one.name} {mine!r} and {one.portal_id} {theirs!r}: {one.told}"))
        if click.confirm(visible(f"Is {one.name} called {one.portal_id} here?")):
            chosen.append(one)
    return chosen


def bind(session: Session, chosen: Sequence[Proposal]) -> None:
    """Write the pairs into the target's `bind:`; comments and everything else in the file stay.

    Raises:
        Refused: revops.yaml does not hold the target, so there is nowhere to write (exit code 4).
    """
    path, name = session.settings.project / SETTINGS, session.target.name
    data = read_file(path, SETTINGS).data if path.exists() else {}
    entry = (data or {}).get("targets", {}).get(name)
    if entry is None:
        told = f"{SETTINGS} has no target {name!r} to write `bind:` into"
        raise Refused([Finding("RV475", Severity.ERROR, told, "Make one with `revops init`.")], UNDECIDED)
    pairs = {one.name: one.portal_id for one in chosen}
    entry = {**entry, "bind": {**entry.get("bind", {}), **pairs}}
    bound = {**data, "targets": {**data["targets"], name: entry}}
    change = difference(data, bound)
    if change is not MISSING:
        write_text(path, edited(path.read_text(encoding="utf-8"), Edit((), change, data, bound)))


def _document(one: Proposal, *, bound: bool) -> dict[str, Json]:
    (have, wanted), (label, portal_label) = one.options, one.labels
    return {
        "address": one.name,
        "label": label,
        "portal_name": one.portal_id,
        "portal_label": portal_label,
        "likeness": round(one.likeness, 2),
        "same_type": one.same_type,
        "options": {"have": have, "wanted": wanted, "clashes": list(one.clashes)},
        "twin": str(one.twin.address) if one.twin else None,
        "exact": one.exact,
        "bound": bound,
    }


def _draw(session: Session, found: Sequence[Proposal], chosen: Sequence[Proposal], screen: Console) -> None:
    if not found:
        screen.print("Nothing to bind: the portal has nothing like what the blueprint would make.")
        return
    for one in found:
        sign = "bound" if one in chosen else "left"
        text = Text(f"{sign:6}", style="green" if one in chosen else "yellow")
        text.append(f"{one.name} = {one.portal_id}", style="bold")
        screen.print(text.append(f"  {one.told}", style="dim"))
    for one in found:
        if one.twin:
            told = f"One entry too many once it is bound: take {one.twin.address} out of {one.twin.origin}"
            screen.print(Text(told, style="yellow"))
    if len(chosen) < len(found):
        _draw_lines(session, [one for one in found if one not in chosen], screen)


def _draw_lines(session: Session, left: Sequence[Proposal], screen: Console) -> None:
    """What to write by hand for those that nobody bound."""
    screen.print("")
    screen.print(f"To bind what was left, add to targets.{session.target.name} in {SETTINGS}:")
    screen.print("    bind:")
    for one in left:
        screen.print(f"      {one.name}: {one.portal_id}")


def _next(left: Sequence[Proposal]) -> str:
    """What to type: bind the exact matches that are left, else go on to the plan."""
    if any(one.exact for one in left) and not sys.stdin.isatty():
        return "revops adopt --yes binds the exact matches; revops plan"
    return "revops plan"
