"""The only walk over changes: a plan, a run or a drift as sections of rows, which every view then draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from revops.model.change import Action, Change
from revops.model.consequence import Consequence
from revops.model.finding import Finding
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift, Plan, PortalFacts
from revops.model.spec import Phase
from revops.views.brief import FEW, brief, is_obvious
from revops.views.closing import (
    after_drift,
    after_plan,
    after_run,
    asks,
    differs,
    summary_of,
    summary_of_drift,
    summary_of_run,
)
from revops.views.lines import Line, instructions, line_of
from revops.views.subject import Subject, subject_of

_ROWS_TELL = ("RV402", "RV403")
"""Findings that programs read, and that for people stand in the rows of what is blocked and waiting."""
_DRIFT_TELLS = ("RV405",)
"""Edits by hand that are left alone without being held."""


@dataclass(frozen=True)
class Row:
    """One change (or outcome) with its units."""

    glyph: str
    action: str
    address: str
    phase: str = Phase.DEFINE.value
    status: str = ""
    """What became of it, in a run."""
    subject: Subject = field(default_factory=Subject)
    lines: tuple[Line, ...] = ()
    more: int = 0
    """Units that a short view leaves out."""
    compares: bool = False
    """True where both sides stand as they are and neither is about to be written."""
    reason: str = ""
    obvious: bool = False
    """True where the reason says no more than what stands beside it."""
    consequence: Consequence | None = None
    """What it sets off at once."""
    ref: str = ""
    asks: str = ""
    """The flag to type where the change needs consent that was not given."""
    agreed: str = ""
    """The flag by which it was agreed to."""
    findings: tuple[Finding, ...] = ()

    @property
    def state(self) -> str:
        """What people look for: how it ended, or what is to happen."""
        return self.status or self.action


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...] = ()
    more: int = 0
    """Rows that a short view leaves out."""
    listed: int = 0
    """Rows at the end that `revops checklist` lists, so that a terminal only counts them."""


@dataclass(frozen=True)
class Outline:
    """What there is to show, top to bottom. `about` is plan, run or drift."""

    title: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    summary: str = ""
    next_step: str = ""
    about: str = "plan"
    portal: PortalFacts = field(default_factory=lambda: PortalFacts(0))
    digest: str = ""
    at: str = ""
    """When it was made, in the words of the caller; empty: it is not told."""


_ASIDE = {
    Action.ADOPT: "Adopted: portal and blueprint agree, nothing is sent",
    Action.HOLD: "Held: the portal was changed by hand, or a person must decide",
    Action.WAITING: "Waiting",
    Action.BLOCKED: "Blocked",
}
_PHASE = {
    Phase.DEFINE: "Define",
    Phase.DRAFT: "Draft",
    Phase.MOVE: "Move records",
    Phase.PUBLISH: "Publish",
    Phase.ENABLE: "Enable",
    Phase.REMOVE: "Remove",
}


def outline_plan(plan: Plan, *, full: bool = False, locale: str = "") -> Outline:
    """A plan by phases, then what does not run.

    Args:
        plan: the plan.
        full: with every unit.
        locale: in which values are told; the target's where it is empty.
    """
    locale = locale or plan.portal.locale
    written = [change for change in plan.changes if change.action.writes]
    sections = [
        _section(title, (c for c in written if c.phase is phase), locale, full=full)
        for phase, title in _PHASE.items()
    ]
    sections += [
        _section(title, (c for c in plan.changes if c.action is action), locale, full=full)
        for action, title in _ASIDE.items()
    ]
    sections.append(_by_hand(plan, locale, full=full))
    findings = tuple(finding for finding in plan.findings if finding.code not in _ROWS_TELL)
    return _outline(plan, "plan", sections, findings, (summary_of(plan), after_plan(plan)))


def _outline(
    plan: Plan,
    about: str,
    sections: Iterable[Section],
    findings: tuple[Finding, ...],
    closing: tuple[str, str],
) -> Outline:
    """Sections without rows are left out; `closing` is the summary and the next step."""
    portal = plan.portal
    named = f"{portal.target}, " if portal.target else ""
    title = f"Portal {portal.id} ({named}{portal.account_type}), labels in {portal.locale}"
    shown = tuple(_going_back(one) if plan.undoing else one for one in sections if one.rows)
    return Outline(title, shown, findings, *closing, about=about, portal=portal, digest=plan.digest)


def _going_back(section: Section) -> Section:
    """The same, in which no side is the blueprint's."""
    rows = (replace(row, lines=tuple(replace(one, back=True) for one in row.lines)) for row in section.rows)
    return replace(section, rows=tuple(rows))


def _section(title: str, changes: Iterable[Change], locale: str, *, full: bool) -> Section:
    """Rows of changes; of what agrees anyway a short view shows only some."""
    rows = tuple(_row(change, locale, full=full) for change in changes)
    agreeing = all(row.action == Action.ADOPT.value for row in rows)
    shown = rows[:FEW] if agreeing and not full else rows
    return Section(title, shown, len(rows) - len(shown))


def _by_hand(plan: Plan, locale: str, *, full: bool) -> Section:
    """What differs from the blueprint first; of the items of the checklist a terminal shows some."""
    changes = [change for change in plan.changes if change.action is Action.MANUAL]
    changes.sort(key=differs, reverse=True)
    items = sum(1 for change in changes if not differs(change))
    section = _section("By hand in HubSpot", changes, locale, full=full)
    return section if full else replace(section, listed=max(0, items - FEW))


def _row(change: Change, locale: str, *, full: bool) -> Row:
    shown, more = (change.units, 0) if full else brief(change)
    held = change.action is Action.HOLD
    lines = tuple(line_of(unit, locale, both=held) for unit in shown)
    return _bare(
        change,
        lines=lines or (instructions(change, locale) if full else ()),
        more=more,
        asks=asks(change),
        agreed=f"--{change.consent.value}" if change.consent and change.runs else "",
    )


def _bare(change: Change, **more: Any) -> Row:
    """The change without its units and without what it asks, unless more is said."""
    facts: dict[str, Any] = {
        "glyph": change.action.glyph,
        "action": change.action.value,
        "address": str(change.address),
        "phase": change.phase.value,
        "subject": subject_of(change),
        "compares": change.action is Action.HOLD,
        "reason": change.reason,
        "obvious": is_obvious(change),
        "consequence": change.consequence,
        "ref": ", ".join(change.resource.ref) if change.resource else "",
    }
    return Row(**facts | more)


_KNOWN = ("Changed by hand in HubSpot, or left to a person", "In the blueprint, not applied yet")
_UNKNOWN = ("Different in HubSpot, changed on either side", "In the blueprint, not in a ledger")
"""What moved and what is to be applied, with a ledger and without one."""


def outline_drift(drift: Drift, *, full: bool = False, locale: str = "") -> Outline:
    """What moved in HubSpot first, then what nobody applied yet; `locale` as for a plan."""
    plan = drift.plan
    locale = locale or plan.portal.locale
    moved = tuple(_moved(change, locale) for change in drift.held)
    held, pending = _UNKNOWN if drift.two_way else _KNOWN
    sections = (Section(held, moved), _section(pending, drift.pending, locale, full=full))
    findings = tuple(one for one in plan.findings if one.is_error or one.code in _DRIFT_TELLS)
    return _outline(plan, "drift", sections, findings, (summary_of_drift(drift), after_drift(drift)))


def _moved(change: Change, locale: str) -> Row:
    """Both sides of every unit; of what is gone there is nothing to compare."""
    units = change.units if change.actual else ()
    return _bare(change, lines=tuple(line_of(unit, locale, both=True) for unit in units))


_MANY = 20
"""Changes that went as the plan above said, beyond which nobody reads them again."""

_STATUS = {
    Status.FAILED: "Failed",
    Status.AMBIGUOUS: "Ambiguous: something is there, and it is not what was sent",
    Status.UNKNOWN: "Unknown: nobody can tell whether it happened",
    Status.SKIPPED: "Skipped",
    Status.LEFT: "Left to a person",
    Status.DONE: "Done",
}


def outline_run(run: Run, *, full: bool = False, locale: str = "") -> Outline:
    """A run by what became of the changes, the bad news first; its units only in a full view."""
    locale = locale or run.plan.portal.locale
    sections = [_ended(title, run.outcomes, status, locale, full=full) for status, title in _STATUS.items()]
    undecided = (_left(change, locale, full=full) for change in run.plan.undecided)
    sections.append(Section("For a person to decide", tuple(undecided)))
    return _outline(run.plan, "run", sections, (), (summary_of_run(run), after_run(run)))


def _left(change: Change, locale: str, *, full: bool) -> Row:
    """A change that was left alone, by default without its units: the plan above shows them."""
    row = _row(change, locale, full=True) if full else _bare(change, asks=asks(change))
    return replace(row, status=Status.LEFT.value if change.action.counts else "")


def _ended(title: str, outcomes: Sequence[Outcome], status: Status, locale: str, *, full: bool) -> Section:
    """Of many changes that are done a short view shows the first, and those that something is said about."""
    mine = [outcome for outcome in outcomes if outcome.status is status]
    whole = full or status is not Status.DONE
    shown = [one for place, one in enumerate(mine) if whole or place < _MANY or one.findings]
    rows = tuple(_outcome(outcome, locale, full=full) for outcome in shown)
    return Section(title, rows, len(mine) - len(rows))


def _outcome(outcome: Outcome, locale: str, *, full: bool) -> Row:
    """What became of a change; why it was wanted does not matter any more."""
    lines = tuple(line_of(unit, locale) for unit in outcome.change.units) if full else ()
    told = {"lines": lines, "findings": outcome.findings, "status": outcome.status.value}
    return _bare(outcome.change, reason="", consequence=None, **told)
