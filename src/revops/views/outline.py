"""The only walk over changes: a plan, a run or a drift as sections of rows, which every view then draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Finding
from revops.model.json import MISSING, Json, Missing, canonical
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift, Plan
from revops.model.spec import Phase

FEW = 4
"""Units of a create that a short view shows."""


@dataclass(frozen=True)
class Line:
    """One unit with its values as text; empty text stands for "not there"."""

    path: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One change (or outcome) with its units."""

    glyph: str
    word: str
    address: str
    lines: tuple[Line, ...] = ()
    more: int = 0
    """Units that a short view leaves out."""
    reason: str = ""
    ref: str = ""
    asks: str = ""
    """The flag to type where the change needs consent that was not given."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Outline:
    """What there is to show, top to bottom."""

    title: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: str = ""
    next_step: str = ""


_ASIDE = {
    Action.ADOPT: "Adopted: portal and blueprint agree, nothing is sent",
    Action.HOLD: "Held: the portal was changed by hand, or a person must decide",
    Action.WAITING: "Waiting",
    Action.BLOCKED: "Blocked",
    Action.MANUAL: "By hand in HubSpot",
}
_PHASE = {
    Phase.DEFINE: "Define",
    Phase.DRAFT: "Draft",
    Phase.PUBLISH: "Publish",
    Phase.ENABLE: "Enable",
}


def text_of(value: Json | Missing) -> str:
    """A value for people: text in quotes, yes and no, lists with commas."""
    if value is MISSING:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(str(item) for item in value) or "none"
    return canonical(value) if isinstance(value, dict | list | tuple) else str(value)


def outline_plan(plan: Plan, *, full: bool = False) -> Outline:
    """A plan by phases, then what does not run."""
    written = [change for change in plan.changes if change.action.writes]
    sections = [
        Section(title, _rows((c for c in written if c.phase is phase), full=full))
        for phase, title in _PHASE.items()
    ]
    sections += [
        Section(title, _rows((c for c in plan.changes if c.action is action), full=full))
        for action, title in _ASIDE.items()
    ]
    return Outline(
        title=_title(plan),
        sections=tuple(section for section in sections if section.rows),
        findings=plan.findings,
        summary=summary_of(plan),
        next_step=_next(plan),
    )


def _title(plan: Plan) -> str:
    portal = plan.portal
    named = f"{portal.target}, " if portal.target else ""
    return f"Portal {portal.id} ({named}{portal.account_type}), labels in {portal.locale}"


def _rows(changes: Iterable[Change], *, full: bool) -> tuple[Row, ...]:
    return tuple(_row(change, full=full) for change in changes)


def _row(change: Change, *, full: bool) -> Row:
    units = change.units
    short = change.action in (Action.CREATE, Action.ADOPT, Action.DELETE) and not full
    shown = units[: 0 if change.action is Action.ADOPT else FEW] if short else units
    return Row(
        glyph=change.action.glyph,
        word=change.action.value,
        address=str(change.address),
        lines=tuple(_line(unit) for unit in shown),
        more=len(units) - len(shown),
        reason=change.reason,
        ref=", ".join(change.resource.ref) if change.resource else "",
        asks=_asks(change),
    )


def _line(unit: UnitChange) -> Line:
    return Line(unit.path, text_of(unit.before), text_of(unit.after), unit.note)


def _asks(change: Change) -> str:
    if change.action is Action.HOLD and change.units:
        return f"--take {change.address}"
    if change.consent is None or change.approved or not change.action.counts:
        return ""
    return f"--{change.consent.value} {change.address}"


_WORDS = (
    (Action.CREATE, "to create"),
    (Action.UPDATE, "to update"),
    (Action.REPLACE, "to replace"),
    (Action.DELETE, "to delete"),
    (Action.ADOPT, "to adopt"),
    (Action.HOLD, "held"),
    (Action.WAITING, "waiting"),
    (Action.BLOCKED, "blocked"),
    (Action.MANUAL, "by hand"),
)


def summary_of(plan: Plan) -> str:
    """The counts in one sentence."""
    counts = plan.counts
    parts = [f"{counts[action.value]} {word}" for action, word in _WORDS if counts.get(action.value)]
    if plan.is_empty:
        aside = f" ({', '.join(parts)})" if parts else ""
        return f"No changes: the portal is as the blueprint says{aside}. {plan.reads} reads, 0 writes."
    unasked = sum(1 for change in plan.changes if change.action.counts and not change.approved)
    asks = f"; {unasked} of these ask first" if unasked else ""
    return f"{', '.join(parts)}{asks}. {plan.writes} requests will write."


def _next(plan: Plan) -> str:
    if any(change.action.counts for change in plan.changes):
        return "revops apply"
    if any(change.action is Action.HOLD for change in plan.changes):
        return "revops drift --keep ADDRESS, or revops apply --take ADDRESS"
    return ""


def outline_drift(drift: Drift) -> Outline:
    """What moved in HubSpot first, then what nobody applied yet."""
    sections = (
        Section(_ASIDE[Action.HOLD], _rows(drift.held, full=True)),
        Section("Pending: in the blueprint, not applied yet", _rows(drift.pending, full=False)),
    )
    notes = "no ledger here: blueprint and portal are compared two-way; " if drift.two_way else ""
    held, pending = len(drift.held), len(drift.pending)
    found = "No drift." if drift.is_clean else f"{held} changed in HubSpot, {pending} pending."
    return Outline(
        title=_title(drift.plan),
        sections=tuple(section for section in sections if section.rows),
        findings=tuple(f for f in drift.plan.findings if f.is_error),
        summary=notes + found,
        next_step="revops drift --keep ADDRESS, or revops apply --take ADDRESS" if drift.held else "",
    )


_STATUS = {
    Status.FAILED: "Failed",
    Status.AMBIGUOUS: "Ambiguous: something is there, and it is not what was sent",
    Status.UNKNOWN: "Unknown: nobody can tell whether it happened",
    Status.SKIPPED: "Skipped",
    Status.LEFT: "Left to a person",
    Status.DONE: "Done",
}


def outline_run(run: Run) -> Outline:
    """A run by what became of the changes, the bad news first."""
    sections = tuple(Section(title, _outcomes(run.outcomes, status)) for status, title in _STATUS.items())
    counts = ", ".join(f"{run.counts[s.value]} {s.value}" for s in Status if run.counts.get(s.value))
    next_step = "" if run.complete else "revops plan shows what is missing; revops apply completes it"
    return Outline(
        title=_title(run.plan),
        sections=tuple(section for section in sections if section.rows),
        summary=f"{counts or 'nothing to do'}. {run.writes} writes, {run.reads} reads.",
        next_step=next_step,
    )


def _outcomes(outcomes: Sequence[Outcome], status: Status) -> tuple[Row, ...]:
    return tuple(
        Row(
            glyph=outcome.change.action.glyph,
            word=f"{outcome.change.action.value} {outcome.change.phase.value}",
            address=str(outcome.change.address),
            findings=outcome.findings,
        )
        for outcome in outcomes
        if outcome.status is status
    )
