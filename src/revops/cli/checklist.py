"""`revops checklist`: what must be done by hand, ticking it, handing it around, and the rows of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from revops.blueprint.names import nearest
from revops.cli import coverage
from revops.cli.items import by_due_day, item_document, items, role_title
from revops.cli.options import json_option, project_option, target_option, wait_option
from revops.cli.output import console, print_json
from revops.cli.remember import remembered
from revops.cli.session import Session, open_session
from revops.cli.ticking import Tick, chosen, is_ticked, provable, ticked, unticked
from revops.cli.typed import as_typed
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.exits import DONE, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.item import Item
from revops.model.ledger import Ledger
from revops.model.plan import Consents
from revops.state.kept import Locking
from revops.state.who import user
from revops.views.closing import many
from revops.views.items import brief, lines
from revops.views.vocabulary import Words


@dataclass(frozen=True)
class Asked:
    """What was typed besides the project."""

    target: str | None
    as_json: bool
    tick: tuple[str, ...]
    untick: tuple[str, ...]
    by: str
    evidence: str
    role: str
    open: bool
    xlsx: Path | None
    rows: bool
    wait: float

    def __post_init__(self) -> None:
        """Refuse what would be ignored.

        Raises:
            click.UsageError: options that do not go together.
        """
        if (self.by or self.evidence) and not self.tick:
            raise click.UsageError(
                "--by and --evidence say something about what is ticked: add --tick ADDRESS"
            )
        if self.rows and self.xlsx:
            raise click.UsageError(
                "--rows writes no workbook: that of the items names the rows of each in its first column, "
                "and --rows --json has every row"
            )
        if self.rows and (self.tick or self.untick or self.role):
            raise click.UsageError("--rows lists rows, not items: it goes with --open and --json alone")


@dataclass(frozen=True)
class Listed:
    """What is listed: items, what the plan leaves to a person, and all items that were asked about."""

    shown: Sequence[Item]
    by_hand: Sequence[Change]
    asked: Sequence[Item]


@click.command("checklist")
@project_option
@target_option
@json_option
@click.option("--tick", multiple=True, metavar="ADDRESS", help="Mark as done.")
@click.option("--untick", multiple=True, metavar="ADDRESS", help="Open again.")
@click.option("--by", default="", metavar="NAME", help="Who did it; you where it is not given.")
@click.option("--evidence", default="", metavar="TEXT", help="Where the proof is: a text or an address.")
@click.option("--role", default="", metavar="ROLE", help="Only what this role does.")
@click.option("--open", is_flag=True, help="Only what is still to be done.")
@click.option(
    "--xlsx", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write an Excel workbook."
)
@click.option("--rows", is_flag=True, help="How far every row of the operating model (`ref:`) has come.")
@wait_option
def command(*, project: Path, target: str | None, **given: Any) -> int:
    """List what HubSpot has no API for, with the clicks to do it; tick what is done."""
    asked = Asked(target, **given)
    locking = Locking("checklist", asked.wait) if asked.tick or asked.untick else None
    with open_session(project, target, locking=locking) as session:
        situation = session.look(Consents())
        if asked.rows:
            _show_rows(session, situation, asked)
        else:
            _show(session, situation, asked)
    return DONE


def _show_rows(session: Session, situation: Situation, asked: Asked) -> None:
    found, hubs = coverage.coverage(session, situation), session.grants.hubs
    rows = [row for row in found if row.is_open] if asked.open else found
    if asked.as_json:
        print_json(coverage.coverage_document(rows, hubs))
    else:
        words, names = Words(session.context.locale), coverage.names(session, situation)
        for line in coverage.Listing(hubs, words, names).lines(
            rows, "rows.none_open" if found else "rows.none"
        ):
            console().print(line)


def _show(session: Session, situation: Situation, asked: Asked) -> None:
    resources = [one for one in situation.resources if not situation.kind(one.address).writes]
    ledger = session.context.ledger
    before = list(items(session, resources, ledger))
    roles = _roles(session, before, asked.role)
    after, touched = _noted(before, ledger, session, asked)
    if after is not ledger:
        with remembered(session, ()):
            session.state.save(after)
    found = sorted(items(session, resources, after), key=by_due_day)
    meant = [one for one in found if not asked.role or one.role in roles]
    listed = Listed(
        tuple(one for one in meant if not (asked.open and one.is_done)),
        () if asked.role else tuple(_by_hand(situation)),
        tuple(meant),
    )
    noted = asked.tick or asked.untick
    answer = _answer(found, touched) if noted else _lines(listed, session.context.today)
    _print(listed, answer, session, asked)


def _noted(
    found: Sequence[Item], ledger: Ledger, session: Session, asked: Asked
) -> tuple[Ledger, Mapping[Address, str]]:
    """The ledger with what was ticked and opened again, and what is to be said of each."""
    tick = Tick(asked.by or user(), session.context.today.isoformat(), asked.evidence)
    done = provable(chosen(found, "tick", asked.tick), tick)
    again = chosen(found, "untick", asked.untick)
    opened = [item for item in again if is_ticked(ledger, item)]
    told = {item.address: "was not ticked" for item in again}
    told |= {item.address: "is open again" for item in opened}
    told |= {item.address: "" for item in done}
    changed = ticked(ledger, done, tick) if done else ledger
    return (unticked(changed, opened) if opened else changed), told


def _answer(found: Sequence[Item], touched: Mapping[Address, str]) -> Iterator[Text]:
    for item in found:
        if item.address in touched:
            yield brief(item, touched[item.address])


def _print(listed: Listed, answer: Iterable[Text], session: Session, asked: Asked) -> None:
    if asked.xlsx:
        _write(asked.xlsx, listed.shown, session)
    if asked.as_json:
        print_json(_document(listed.shown, listed.by_hand, session))
    elif asked.xlsx:
        console().print(f"{many(len(listed.shown), 'item')} written to {asked.xlsx}")
    else:
        for line in (*answer, *_closing(listed, session.context.today)):
            console().print(line)


def _by_hand(situation: Situation) -> list[Change]:
    """What the plan leaves to a person although HubSpot tells when it is done, e.g. what no API removes."""
    plan = make_plan(situation)
    return [c for c in plan.changes if c.action is Action.MANUAL and situation.kind(c.address).writes]


def _roles(session: Session, found: Sequence[Item], asked: str) -> set[str]:
    """The keys of the roles that were named, by key or by title.

    Raises:
        Refused: neither an item nor the section `roles:` has it; with the nearest and with all there are.
    """
    known = {item.role for item in found if item.role} | {*(session.blueprint.sheet.data.get("roles") or ())}
    titles = {role: role_title(session, role) for role in known}
    roles = {role for role, title in titles.items() if asked in (role, title)}
    if asked and not roles:
        match = nearest(asked, known) or nearest(asked, titles.values())
        slip = f"Did you mean {match!r}? " if match else ""
        told = ", ".join(f"{role} ({titles[role]})" for role in sorted(known))
        hint = f"{slip}Roles: {told or 'none'}."
        raise Refused([Finding("RV931", Severity.ERROR, f"there is no role {asked!r}", hint)], USAGE)
    return roles


def _write(file: Path, shown: Sequence[Item], session: Session) -> None:
    """Write the workbook; its library takes as long to load as a small plan, so it is loaded here."""
    book: bytes = import_module("revops.views.xlsx").xlsx(
        shown, session.context.today, Words(session.context.locale)
    )
    try:
        file.write_bytes(book)
    except OSError as error:
        raise click.BadParameter(f"{file} cannot be written: {error.strerror}", param_hint="--xlsx") from None


def _document(shown: Sequence[Item], by_hand: Sequence[Change], session: Session) -> dict[str, Any]:
    go_live, today = session.target.entry.go_live, session.context.today
    return {
        "go_live": go_live.isoformat() if go_live else None,
        "items": [item_document(item, today) for item in shown],
        "by_hand": [{"address": str(change.address), "clicks": change.reason} for change in by_hand],
    }


def _lines(listed: Listed, today: date) -> Iterator[Text]:
    for item in listed.shown:
        yield from lines(item, today, Words("en"))
    for change in listed.by_hand:
        yield Text(f"☐ {change.address}", style="bold")
        yield Text(f"    {change.reason}")
        yield Text("    nothing to tick: it goes from this list once HubSpot shows it done", style="dim")


def _closing(listed: Listed, today: date) -> Iterator[Text]:
    """How many are open of all that were asked about, and what to tick next."""
    opened, by_hand = [item for item in listed.asked if not item.is_done], len(listed.by_hand)
    late = sum(item.is_overdue(today) for item in opened)
    told = f"{len(opened) + by_hand} of {len(listed.asked) + by_hand} open"
    yield Text(f"{told}, {late} overdue" if late else told, style="bold")
    if opened:
        proof = " --evidence TEXT" if opened[0].evidence else ""
        yield Text(as_typed(f"Next: revops checklist --tick {opened[0].address}{proof}"), style="dim")
    elif by_hand:
        yield Text(as_typed("Next: revops checklist"), style="dim")
