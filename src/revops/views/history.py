"""The history for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from rich.text import Text

from revops.model.history import PastChange, PastRun
from revops.model.json import MISSING, Json, Missing, canonical
from revops.views.closing import many

_DIGEST = 12
"""Characters of a digest that are shown: as many as tell two plans apart."""

_LONGEST = 60
"""Characters of a value that are shown."""


def run_line(run: PastRun, condition: str) -> Text:
    """One run on a line: number, when, who, what, how it ended."""
    text = Text(run.id, style="bold")
    text.append(f"  {_minute(run.started)}  {run.who}  {run.command}")
    text.append(f"  {_ending(run, condition)}", style="green" if run.exit_code == 0 else "yellow")
    if run.plan:
        text.append(f"  plan {run.plan[:_DIGEST]}", style="dim")
    if run.told:
        text.append(f"  {run.told}", style="yellow")
    return text


def run_lines(run: PastRun, condition: str, changes: Sequence[PastChange]) -> Iterator[Text]:
    """One run with what it changed."""
    yield run_line(run, condition)
    yield Text(f"portal {run.portal}, target {run.target}, revops {run.version}", style="dim")
    if run.ci:
        yield Text(", ".join(f"{name}={value}" for name, value in run.ci.items()), style="dim")
    for change in changes:
        yield Text(f"{change.status:9} {change.action} {change.address} ({change.phase})")
        for unit in change.units:
            yield Text(f"    {unit.path}: {_shown(unit.before)} -> {_shown(unit.after)}", style="dim")
    yield Text(many(len(changes), "change"), style="bold")


def run_document(run: PastRun, condition: str) -> dict[str, Json]:
    """One run as JSON."""
    return {
        "id": run.id,
        "portal": run.portal,
        "target": run.target,
        "command": run.command,
        "who": run.who,
        "version": run.version,
        "ci": dict(run.ci),
        "started": _moment(run.started),
        "ended": None if run.ended is None else _moment(run.ended),
        "state": condition,
        "exit_code": run.exit_code,
        "plan": run.plan or None,
        "blueprint": run.blueprint or None,
        "counts": dict(run.counts),
        "told": run.told or None,
    }


def past_change_document(change: PastChange) -> dict[str, Json]:
    """One change of a run as JSON; a side that is not there has no member."""
    return {
        "address": change.address,
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
    }


def _ending(run: PastRun, condition: str) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in run.counts.items())
    ended = f"exit {run.exit_code}" if run.exit_code is not None else condition
    return f"{counts}, {ended}" if counts else ended


def _shown(value: Json | Missing) -> str:
    text = "nothing" if value is MISSING else canonical(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def counts_of(kinds: Mapping[str, int]) -> str:
    """`3 property, 1 group`."""
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())
