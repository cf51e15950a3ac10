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
    agreed: str = ""
    """The flag by which it was agreed to."""
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
        findings=tuple(finding for finding in plan.findings if finding.code not in _ROWS_TELL),
        summary=summary_of(plan),
        next_step=_next(plan),
    )


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
        agreed=f"--{change.consent.value}" if change.consent and change.runs else "",
    )


def _line(unit: UnitChange, locale: str) -> Line:
    """Both sides; of a sequence only what is managed, and one side where they are equal."""
    before, after = unit.before, unit.after
    if unit.path.endswith("order") and isinstance(before, list | tuple) and isinstance(after, list | tuple):
        before = [key for key in before if key in after]
    told = text_of(after, locale)
    return Line(unit.path, text_of(before, locale) if before != after else "", told, unit.note)


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


_DIFFERENT = (Action.HOLD, Action.WAITING, Action.BLOCKED)
_EQUAL = "No changes: the portal is as the blueprint says"
_NOT_EQUAL = "Nothing to apply, but the portal is not as the blueprint says"


def many(count: int, thing: str) -> str:
    """`1 write`, `2 writes`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def summary_of(plan: Plan) -> str:
    """The counts in one sentence."""
    counts = plan.counts
    parts = [f"{counts[action.value]} {word}" for action, word in _WORDS if counts.get(action.value)]
    if plan.is_empty:
        aside = f" ({', '.join(parts)})" if parts else ""
        told = _EQUAL if not any(counts.get(action.value) for action in _DIFFERENT) else _NOT_EQUAL
        return f"{told}{aside}. {many(plan.reads, 'read')}, 0 writes."
    unasked = sum(1 for change in plan.changes if change.action.counts and not change.approved)
    asks = f"; {unasked} of these ask first" if unasked else ""
    writes = f"{many(plan.writes, 'request')} to write"
    return f"{', '.join(parts)}{asks}. {writes}."


def _next(plan: Plan) -> str:
    if plan.runnable:
        return "revops apply"
    if not plan.is_empty:
        asked = dict.fromkeys(_asks(change) for change in plan.changes if change.action.counts)
        return f"revops apply {' '.join(asked)}"
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
    aside = sum(drift.plan.counts.get(action.value, 0) for action in (Action.WAITING, Action.BLOCKED))
    found += f" {aside} waiting or blocked: revops plan tells why." if aside else ""
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
    sections = (
        *(Section(title, _outcomes(run.outcomes, status)) for status, title in _STATUS.items()),
        Section("For a person to decide", tuple(_undecided(change) for change in run.plan.undecided)),
    )
    counts = ", ".join(f"{run.counts[s.value]} {s.value}" for s in Status if run.counts.get(s.value))
    return Outline(
        title=_title(run.plan),
        sections=tuple(section for section in sections if section.rows),
        summary=f"{counts or 'nothing to do'}. {many(run.writes, 'write')}, {many(run.reads, 'read')}.",
        next_step=_next_after(run),
    )


def _undecided(change: Change) -> Row:
    """A change that was left alone, without its units: the plan above shows them."""
    return Row(
        change.action.glyph,
        change.action.value,
        str(change.address),
        reason=change.reason,
        asks=_asks(change),
    )


def _next_after(run: Run) -> str:
    if not run.complete:
        return "revops plan shows what is missing; revops apply completes it"
    asked = dict.fromkeys(_asks(change) for change in run.plan.undecided if change.action.counts)
    return f"revops apply {' '.join(asked)}" if asked else ""


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
