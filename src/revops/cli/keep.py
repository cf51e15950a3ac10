"""`revops drift --keep`: HubSpot's value goes into the blueprint files and the ledger; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from revops.blueprint.load import Blueprint
from revops.blueprint.write import keep as write_back
from revops.cli.output import print_json
from revops.cli.remember import remembered
from revops.cli.session import Session
from revops.cli.typed import as_typed
from revops.engine.execute import execute
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.change import Action, Change, UnitChange
from revops.model.exits import DONE, UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents, Plan
from revops.views.visible import visible

Chosen = Sequence[tuple[Change, UnitChange]]

_NOWHERE: Final = "the ledger; the files said so already"


def keep(session: Session, plan: Plan, patterns: Sequence[str], *, as_json: bool) -> int:
    """Keep what the patterns (ADDRESS or ADDRESS#UNIT, globs allowed) name among the held units.

    All of it or nothing: where one value cannot be kept, files and ledger stay as they were. The portal is
    read again at the end, to make sure that blueprint and portal agree now.

    Raises:
        Refused: a pattern names nothing that is held, or what is held has no value that a blueprint could
            say (exit code 4).
    """
    chosen = _chosen(plan, patterns)
    with _all_or_nothing(session.blueprint):
        kept = {f"{change.address}#{unit.path}": _write(session, change, unit) for change, unit in chosen}
        after = session.reread(_agreed(session.context.ledger, chosen))
        _require_valid(after.blueprint)
        situation = after.look(Consents())
        _require_equal(chosen, make_plan(situation))
        with remembered(session, {change.key: change for change, _ in chosen}.values()):
            after.state.save(after.context.ledger)
            _adopt(after, situation, chosen)
    if as_json:
        print_json({"kept": kept})
        return DONE
    for unit_address, file in kept.items():
        click.echo(visible(f"kept {unit_address} in {file or _NOWHERE}"))
    click.echo(as_typed("Next: revops plan"))
    return DONE


def _chosen(plan: Plan, patterns: Sequence[str]) -> Chosen:
    """The units that the patterns name; those that name nothing, or what has no value, are refused."""
    findings: list[Finding] = []
    chosen: dict[tuple[str, str], tuple[Change, UnitChange]] = {}
    for pattern in patterns:
        address, _, path = pattern.partition("#")
        named = [c for c in plan.changes if c.action is Action.HOLD and c.address.matches(address)]
        units = [(c, unit) for c in named for unit in c.units if path in ("", unit.path)]
        valueless = [c for c in named if c.actual is None or not c.units]
        findings += [_valueless(change) for change in valueless] or ([] if units else [_nothing(pattern)])
        chosen |= {(str(change.address), unit.path): (change, unit) for change, unit in units}
    if findings:
        raise Refused([*findings, *_rest(patterns, plan)], UNDECIDED)
    return list(chosen.values())


def _rest(patterns: Sequence[str], plan: Plan) -> Iterator[Finding]:
    """How to keep the others, where only some of what was named has no value."""
    others = {
        f"{change.address}{mark}{path}": None
        for address, mark, path in (pattern.partition("#") for pattern in patterns)
        for change in plan.changes
        if change.action is Action.HOLD and change.actual and change.address.matches(address)
        if any(path in ("", unit.path) for unit in change.units)
    }
    if others:
        typed = " ".join(f"--keep {one}" for one in others)
        hint = f"leave out what is named above: revops drift {typed}"
        yield Finding("RV456", Severity.ERROR, "nothing was kept, of the others neither", hint)


def _nothing(pattern: str) -> Finding:
    summary = f"{pattern} names nothing that is held"
    return Finding("RV452", Severity.ERROR, summary, "revops drift lists what is held")


def _valueless(change: Change) -> Finding:
    """What was removed, or cannot be seen: a person deletes the entry, or has it made again."""
    resource = change.resource
    summary = f"HubSpot has no value of {change.address} to keep: {change.reason}"
    if resource is None:
        hint = "take it out of `removed:`"
    elif resource.pack:
        hint = f"to let it go, add {change.address} to `without:` in a file of yours"
    else:
        hint = f"to let it go, delete its entry at {resource.origin.file}:{resource.origin.line}"
    again = f"to have it in HubSpot again: revops apply --take {change.address} --create {change.address}"
    return Finding("RV456", Severity.ERROR, summary, f"{hint}; {again}", change.address)


@contextmanager
def _all_or_nothing(blueprint: Blueprint) -> Iterator[None]:
    """Put the project's files back as they were where something goes wrong."""
    paths = {d.path for d in blueprint.sheet.documents if d.path and not d.pack} | {blueprint.overrides}
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            _restore(path, content)
        raise


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != content:
        path.write_bytes(content)


def _write(session: Session, change: Change, unit: UnitChange) -> str:
    """Write one unit back; the file as the project's people call it, empty where none had to change."""
    kind, context = session.kinds[change.address.kind], session.context
    file = write_back(session.blueprint, change.address, unit.path, unit.before, kind, context)
    folder = session.settings.project.resolve()
    return str(file.resolve().relative_to(folder)) if file else ""


def _agreed(ledger: Ledger, chosen: Chosen) -> Ledger:
    """The ledger with the portal's values as the last agreed ones."""
    for change, unit in chosen:
        ledger = ledger.with_entry(change.address, _kept(ledger.entry(change.address), change, unit))
    return ledger


def _kept(entry: Entry | None, change: Change, unit: UnitChange) -> Entry:
    entry = entry or Entry(
        id=change.actual.id if change.actual else "", keys=change.actual.keys if change.actual else {}
    )
    units = {path: value for path, value in entry.units.items() if path != unit.path}
    if unit.before is not MISSING:
        units[unit.path] = unit.before
    return replace(entry, units=units, unkept={p: v for p, v in entry.unkept.items() if p != unit.path})


def _require_valid(blueprint: Blueprint) -> None:
    if not blueprint.errors:
        return
    summary = "with HubSpot's values the blueprint would not be valid any more; nothing was kept"
    finding = Finding(
        "RV457", Severity.ERROR, summary, "take the blueprint's side, or change the files by hand"
    )
    raise Refused([finding, *blueprint.errors], UNDECIDED)


def _require_equal(chosen: Chosen, plan: Plan) -> None:
    """Refuse where the files cannot say what HubSpot has."""
    left = {(c.address, unit.path) for c in plan.changes if c.action is not Action.ADOPT for unit in c.units}
    findings = [
        Finding(
            "RV458",
            Severity.ERROR,
            f"a blueprint has no words for {unit.path} as HubSpot has it; nothing was kept",
            f"change it in HubSpot, or take the blueprint's side: revops apply --take {change.address}",
            change.address,
        )
        for change, unit in chosen
        if (change.address, unit.path) in left
    ]
    if findings:
        raise Refused(findings, UNDECIDED)


def _adopt(session: Session, situation: Situation, chosen: Chosen) -> None:
    """Note what came into the files with a kept unit, e.g. a step that was made in HubSpot."""
    kept = {change.address for change, _ in chosen}
    plan = make_plan(situation)
    news = tuple(c for c in plan.changes if c.action is Action.ADOPT and c.address in kept)
    list(execute(replace(plan, changes=news), session.run(situation)))
