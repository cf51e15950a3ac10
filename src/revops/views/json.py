"""Values as JSON documents: the interface that CI and other programs read (design.md, section 5)."""

from __future__ import annotations

from collections.abc import Iterable

from revops.model.change import Action, Change, UnitChange
from revops.model.consequence import Consequence
from revops.model.finding import Finding
from revops.model.json import MISSING, Json
from revops.model.outcome import Outcome, Run
from revops.model.plan import Consents, Drift, Plan

FORMAT_VERSION = 1


def plan_document(plan: Plan) -> dict[str, Json]:
    """A plan, as `revops plan --json` prints it and `--out` saves it."""
    return {
        "format_version": FORMAT_VERSION,
        "portal": portal_document(plan),
        "digest": plan.digest,
        "blueprint_digest": plan.blueprint_digest,
        "ledger_digest": plan.ledger_digest,
        "consents": consents_document(plan.consents),
        "changes": [change_document(change) for change in plan.changes],
        "findings": findings_document(plan.findings),
        "summary": {
            **{
                action.value: plan.counts.get(action.value, 0)
                for action in Action
                if action is not Action.NONE
            },
            "empty": plan.is_empty,
            "writes": plan.writes,
            "reads": plan.reads,
        },
    }


def consents_document(consents: Consents) -> dict[str, Json]:
    """What was agreed to by flag, as it is typed."""
    said = {**consents.patterns, "allow": consents.allowances}
    return {flag: list(given) for flag, given in said.items() if given}


def portal_document(plan: Plan) -> dict[str, Json]:
    portal = plan.portal
    return {
        "id": portal.id,
        "account_type": portal.account_type,
        "target": portal.target,
        "locale": portal.locale,
        "protected": portal.protected,
    }


def change_document(change: Change) -> dict[str, Json]:
    return {
        "address": str(change.address),
        "phase": change.phase.value,
        "action": change.action.value,
        "reason": change.reason,
        "ref": list(change.resource.ref) if change.resource else [],
        "consent": change.consent.value if change.consent else None,
        "approved": change.approved,
        "units": [_unit(unit) for unit in change.units],
        "calls": change.calls,
        "consequence": _consequence(change.consequence),
        "editor": change.actual.editor if change.actual else "",
    }


def _consequence(found: Consequence | None) -> Json:
    if found is None:
        return None
    return {
        "records": found.records,
        "at_most": found.at_most,
        "mails": found.mails,
        "billing": found.billing,
        "why": found.why,
    }


def _unit(unit: UnitChange) -> dict[str, Json]:
    """A side that is not there has no member, which differs from null."""
    sides = {
        name: value
        for name, value in (("before", unit.before), ("after", unit.after))
        if value is not MISSING
    }
    return {"path": unit.path, **sides, "moved_by": unit.moved_by.value}


def findings_document(findings: Iterable[Finding]) -> list[Json]:
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "address": str(finding.address) if finding.address else None,
            "file": finding.origin.file or None,
            "line": finding.origin.line or None,
            "column": finding.origin.column or None,
            "summary": finding.summary,
            "hint": finding.hint,
        }
        for finding in findings
    ]


def run_document(run: Run) -> dict[str, Json]:
    """A run: the plan's digest and one outcome per change."""
    return {
        "format_version": FORMAT_VERSION,
        "portal": portal_document(run.plan),
        "digest": run.plan.digest,
        "outcomes": [_outcome(outcome) for outcome in run.outcomes],
        "left": [change_document(change) for change in run.plan.undecided],
        "summary": {**run.counts, "complete": run.complete, "writes": run.writes, "reads": run.reads},
    }


def drift_document(drift: Drift) -> dict[str, Json]:
    """Drift: what is held, what is pending, and whether anybody can tell who moved; else no unit says it."""
    shown = _unsided if drift.two_way else change_document
    return {
        "format_version": FORMAT_VERSION,
        "portal": portal_document(drift.plan),
        "two_way": drift.two_way,
        "held": [shown(change) for change in drift.held],
        "pending": [shown(change) for change in drift.pending],
        "findings": findings_document(drift.plan.findings),
        "summary": {"held": len(drift.held), "pending": len(drift.pending), "clean": drift.is_clean},
    }


def _unsided(change: Change) -> dict[str, Json]:
    return {**change_document(change), "units": [{**_unit(unit), "moved_by": None} for unit in change.units]}


def _outcome(outcome: Outcome) -> dict[str, Json]:
    return {
        "address": str(outcome.change.address),
        "phase": outcome.change.phase.value,
        "action": outcome.change.action.value,
        "status": outcome.status.value,
        "calls": outcome.calls,
        "seconds": round(outcome.seconds, 3),
        "findings": findings_document(outcome.findings),
    }
