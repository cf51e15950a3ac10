"""The history for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from rich.text import Text

from revops.model.history import PastChange, PastRun, moment
from revops.model.json import MISSING, Json, Missing, canonical
from revops.views.closing import many

_DIGEST = 12
"""Characters of a digest that are shown: as many as tell two plans apart."""

SHORT: Final = 8
"""Characters of a run's number that tell it from the others."""

_LONGEST = 60
"""Characters of a value that are shown."""


def run_line(run: PastRun, condition: str, by: PastRun | None) -> Text:
    """One run on a line: number, when, who, what, how it ended, and by which run it was taken back."""
    text = Text(run.id, style="bold")
    text.append(f"  {moment(run.started)}  {run.who}  {run.command}")
    if run.undoes:
        text.append(f" of {run.undoes[:SHORT]}")
    text.append(f"  {_ending(run, condition)}", style="green" if run.exit_code == 0 else "yellow")
    if by:
        text.append(f"  taken back by {by.id[:SHORT]}", style="yellow")
    if run.plan:
        text.append(f"  plan {run.plan[:_DIGEST]}", style="dim")
    if run.told:
        text.append(f"  {run.told}", style="yellow")
    return text


def run_lines(
    run: PastRun, condition: str, by: PastRun | None, changes: Sequence[PastChange]
) -> Iterator[Text]:
    """One run with what it changed."""
    yield run_line(run, condition, by)
    yield Text(f"portal {run.portal}, target {run.target}, revops {run.version}", style="dim")
    if run.ci:
        yield Text(", ".join(f"{name}={value}" for name, value in run.ci.items()), style="dim")
    for change in changes:
        was = f", was {change.was}" if change.was else ""
        yield Text(f"{change.status:9} {change.action} {change.address} ({change.phase}){was}")
        for unit in change.units:
            yield Text(f"    {unit.path}: {_shown(unit.before)} -> {_shown(unit.after)}", style="dim")
    yield Text(many(len(changes), "change"), style="bold")


def past_run_document(run: PastRun, condition: str, by: PastRun | None) -> dict[str, Json]:
    """One run as JSON."""
    return {
        "id": run.id,
        "portal": run.portal,
        "target": run.target,
        "command": run.command,
        "who": run.who,
        "version": run.version,
        "ci": dict(run.ci),
        "started": _iso(run.started),
        "ended": None if run.ended is None else _iso(run.ended),
        "state": condition,
        "exit_code": run.exit_code,
        "plan": run.plan or None,
        "blueprint": run.blueprint or None,
        "counts": dict(run.counts),
        "told": run.told or None,
        "undoes": run.undoes or None,
        "undone_by": by.id if by else None,
    }


def past_change_document(change: PastChange) -> dict[str, Json]:
    """One change of a run as JSON; a side that is not there has no member."""
    return {
        "address": change.address,
        "was": change.was or None,
        "phase": change.phase,
        "action": change.action,
        "status": change.status,
        "id": change.id or None,
        "created_before": change.created,
        "units": [
            {"path": unit.path}
            | {
                name: value
                for name, value in (("before", unit.before), ("after", unit.after))
                if value is not MISSING
            }
            for unit in change.units
        ],
        "body": dict(change.raw) or None,
    }


def _ending(run: PastRun, condition: str) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in run.counts.items())
    ended = f"exit {run.exit_code}" if run.exit_code is not None else condition
    return f"{counts}, {ended}" if counts else ended


def _shown(value: Json | Missing) -> str:
    text = "nothing" if value is MISSING else canonical(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def counts_of(kinds: Mapping[str, int]) -> str:
    """`3 property, 1 group`."""
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())
