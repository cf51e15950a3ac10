"""The only walk over changes: a plan, a run or a drift as sections of rows, which every view then draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from revops.model.change import Action, Change, UnitChange
from revops.model.finding import Finding
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift, Plan
from revops.model.spec import Phase
from revops.views.words import text_of

FEW = 4
"""Units of a create that a short view shows."""

_ROWS_TELL = ("RV402", "RV403")
"""Findings that programs read, and that for people stand in the rows of what is blocked and waiting."""


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


def outline_plan(plan: Plan, *, full: bool = False) -> Outline:
    """A plan by phases, then what does not run."""
    locale = plan.portal.locale
    written = [change for change in plan.changes if change.action.writes]
    sections = [
        Section(title, _rows((c for c in written if c.phase is phase), locale, full=full))
        for phase, title in _PHASE.items()
    ]
    sections += [
        Section(title, _rows((c for c in plan.changes if c.action is action), locale, full=full))
        for action, title in _ASIDE.items()
    ]
    return Outline(
        title=_title(plan),
        sections=tuple(section for section in sections if section.rows),
        findings=distinct(finding for finding in plan.findings if finding.code not in _ROWS_TELL),
        summary=summary_of(plan),
        next_step=_next(plan),
    )


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once: two changes of one resource may bring the same."""
    return tuple({(f.code, f.address, f.summary): f for f in findings}.values())


def _title(plan: Plan) -> str:
    portal = plan.portal
    named = f"{portal.target}, " if portal.target else ""
    return f"Portal {portal.id} ({named}{portal.account_type}), labels in {portal.locale}"


def _rows(changes: Iterable[Change], locale: str, *, full: bool) -> tuple[Row, ...]:
    return tuple(_row(change, locale, full=full) for change in changes)


def _row(change: Change, locale: str, *, full: bool) -> Row:
    units = change.units
    short = change.action in (Action.CREATE, Action.ADOPT, Action.DELETE) and not full
    shown = units[: 0 if change.action is Action.ADOPT else FEW] if short else units
    return Row(
        glyph=change.action.glyph,
        word=change.action.value,
        address=str(change.address),
        lines=tuple(_line(unit, locale) for unit in shown),
        more=len(units) - len(shown),
        reason=change.reason,
        ref=", ".join(change.resource.ref) if change.resource else "",
        asks=_asks(change),
    )


def _line(unit: UnitChange, locale: str) -> Line:
    return Line(unit.path, text_of(unit.before, locale), text_of(unit.after, locale), unit.note)


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
    locale = drift.plan.portal.locale
    sections = (
        Section(
            "Changed by hand in HubSpot, or left to a person", tuple(_moved(c, locale) for c in drift.held)
        ),
        Section("In the blueprint, not applied yet", _rows(drift.pending, locale, full=False)),
    )
    notes = "No ledger here, so nobody can tell which side moved. " if drift.two_way else ""
    held, pending = len(drift.held), len(drift.pending)
    found = "No drift." if drift.is_clean else f"{held} changed in HubSpot, {pending} not applied yet."
    return Outline(
        title=_title(drift.plan),
        sections=tuple(section for section in sections if section.rows),
        findings=tuple(f for f in drift.plan.findings if f.is_error),
        summary=notes + found,
        next_step=_sides(drift),
    )


def _moved(change: Change, locale: str) -> Row:
    """Both sides of every unit in words; of what is gone there is nothing to compare."""
    units = change.units if change.actual else ()
    lines = tuple(Line(unit.path, "", _both(unit, locale)) for unit in units)
    ref = ", ".join(change.resource.ref) if change.resource else ""
    return Row(change.action.glyph, change.action.value, str(change.address), lines, 0, change.reason, ref)


def _both(unit: UnitChange, locale: str) -> str:
    theirs, ours = text_of(unit.before, locale), text_of(unit.after, locale)
    told = f"HubSpot has {theirs}" if theirs else "HubSpot does not have it"
    return f"{told}, the blueprint {f'says {ours}' if ours else 'does not'}"


def _sides(drift: Drift) -> str:
    """The two commands by which a person takes a side, with the first address as an example."""
    if not drift.held:
        return "revops apply" if drift.pending else ""
    address = drift.held[0].address
    return (
        f"revops drift --keep {address} (HubSpot's value) or revops apply --take {address} (the blueprint's)"
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
