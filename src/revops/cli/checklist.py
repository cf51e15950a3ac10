"""`revops checklist`: what must be done by hand, and ticking it."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import DONE, console, print_json
from revops.cli.session import Session, open_session
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.change import Action, Change
from revops.model.finding import Finding, Refused, Severity
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.spec import Resource

TITLE = "title"
"""Unit that every checklist item has."""


@click.command("checklist")
@project_option
@target_option
@json_option
@click.option("--tick", multiple=True, metavar="ADDRESS", help="Mark as done.")
@click.option("--untick", multiple=True, metavar="ADDRESS", help="Open again.")
def command(
    *, project: Path, target: str | None, as_json: bool, tick: tuple[str, ...], untick: tuple[str, ...]
) -> int:
    """List what HubSpot has no API for, with the clicks to do it; tick what is done."""
    with open_session(project, target) as session:
        situation = session.look(Consents())
        items = [one for one in situation.resources if not situation.kind(one.address).writes]
        ledger = session.ledger_file.load()
        if tick or untick:
            ledger = _ticked(ledger, _chosen(items, tick), _who())
            ledger = _ticked(ledger, _chosen(items, untick), "")
            session.ledger_file.save(ledger)
        by_hand = _by_hand(situation)
        if as_json:
            told = [{"address": str(change.address), "clicks": change.reason} for change in by_hand]
            print_json({"items": [_document(item, ledger) for item in items], "by_hand": told})
        else:
            _draw(session, items, ledger, by_hand, console())
    return DONE


def _by_hand(situation: Situation) -> list[Change]:
    """What the plan leaves to a person although HubSpot tells when it is done, e.g. what no API removes."""
    plan = make_plan(situation)
    return [c for c in plan.changes if c.action is Action.MANUAL and situation.kind(c.address).writes]


def _who() -> str:
    """The name of whoever ticks; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def _chosen(items: Sequence[Resource], patterns: Sequence[str]) -> list[Resource]:
    """The items that the patterns name.

    Raises:
        Refused: a pattern names none.
    """
    unknown = [p for p in patterns if not any(item.address.matches(p) for item in items)]
    if unknown:
        told = [f"{pattern} is no item of the checklist" for pattern in unknown]
        raise Refused([Finding("RV453", Severity.ERROR, text, "revops checklist") for text in told], 64)
    return [item for item in items if any(item.address.matches(pattern) for pattern in patterns)]


def _ticked(ledger: Ledger, items: Sequence[Resource], who: str) -> Ledger:
    for item in items:
        entry = ledger.entry(item.address) or Entry()
        ledger = ledger.with_entry(item.address, replace(entry, units=dict(item.units), ticked=who))
    return ledger


def is_done(item: Resource, ledger: Ledger) -> bool:
    """True where it was ticked with the text that it has now."""
    entry = ledger.entry(item.address)
    return bool(entry and entry.ticked and entry.units == dict(item.units))


def _document(item: Resource, ledger: Ledger) -> dict[str, object]:
    entry = ledger.entry(item.address)
    done = is_done(item, ledger)
    return {
        "address": str(item.address),
        "ref": list(item.ref),
        "done": done,
        "by": entry.ticked if entry and done else "",
        **item.units,
    }


def _draw(
    session: Session,
    items: Sequence[Resource],
    ledger: Ledger,
    by_hand: Sequence[Change],
    screen: Console,
) -> None:
    opened = [item for item in items if not is_done(item, ledger)]
    for item in items:
        done = item not in opened
        head = Text(f"{'☑' if done else '☐'} {item.units[TITLE]}", style="dim" if done else "bold")
        head.append(f"  {item.address}", style="cyan")
        if item.ref:
            head.append(f"  [{', '.join(item.ref)}]", style="dim")
        screen.print(head)
        if not done:
            for line in session.clicks(item).splitlines():
                screen.print(Text(f"    {line}"))
    for change in by_hand:
        screen.print(Text(f"☐ {change.address}", style="bold"))
        screen.print(Text(f"    {change.reason}"))
        screen.print(
            Text("    nothing to tick: it goes from this list once HubSpot shows it done", style="dim")
        )
    screen.print(Text(f"{len(opened) + len(by_hand)} of {len(items) + len(by_hand)} open", style="bold"))
    if opened or by_hand:
        step = f"revops checklist --tick {opened[0].address}" if opened else "revops checklist"
        screen.print(Text(f"Next: {step}", style="dim"))
