"""Consent: what may run, asked by address; and the stricter ways of protected targets (rule 7)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from revops.cli.advice import heeded
from revops.cli.options import typed
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.change import Change, Consent
from revops.model.finding import Finding, Refused, Severity
from revops.model.plan import Consents, Plan
from revops.model.spec import Phase
from revops.views.visible import visible


@dataclass(frozen=True)
class Answers:
    """What was said on the command line. `named`: the target was given by name."""

    yes: bool = False
    approve: str | None = None
    quiet: bool = False
    named: bool = False

    @property
    def can_ask(self) -> bool:
        return not self.quiet and sys.stdin.isatty()


_QUESTIONS = {
    Consent.CREATE: "Create {address}? ({reason})",
    Consent.DELETE: "Delete {address}? This tool made it; HubSpot keeps it archived for 90 days at most.",
    Consent.MOVE: "Move the records of {address}, {units}? ({reason})",
    Consent.PUBLISH: "Publish {address}? Records that will be scored again: not counted.",
    Consent.ENABLE: (
        "Switch {address} on? Records that would enrol: not counted; mails that would go out: not counted."
    ),
}


_REMOVE = "Remove from {address} what no record holds, {units}? ({reason})"


def agree(situation: Situation, plan: Plan, answers: Answers) -> tuple[Situation, Plan]:
    """The plan that was agreed to, with consents given at the prompt.

    Raises:
        Refused: nobody agreed, exit code 4.
    """
    if answers.approve is not None:
        _require_digest(plan, answers.approve)
    if plan.is_empty:
        return situation, plan
    if plan.portal.protected:
        _protected(plan, answers)
    elif answers.approve is None and not answers.yes and any(change.runs for change in plan.changes):
        _confirm(plan, answers)
    if answers.can_ask:
        situation = _ask_rest(situation, plan.changes)
        plan = make_plan(situation)
    return situation, plan


def _confirm(plan: Plan, answers: Answers) -> None:
    if not answers.can_ask:
        raise _refused("RV460", "nobody is there to agree; nothing was applied", _typed(plan, answers))
    if not click.confirm(f"Apply {len(plan.runnable)} changes to portal {plan.portal.id}?"):
        raise _refused("RV460", "nothing was applied", "revops plan")


def _typed(plan: Plan, answers: Answers) -> str:
    """What to type instead, with the consents that are still to be given."""
    given = typed(plan.portal.target if answers.named else None, heeded(plan))
    asking = (c for c in plan.changes if c.action.counts and not c.approved and c.consent)
    flags = " ".join(f"--{c.consent.value} {c.address}" for c in asking if c.consent)
    more = f"; to agree to the rest too, add {flags}" if flags else ""
    return f"revops apply{given} --yes{more}"


def _protected(plan: Plan, answers: Answers) -> None:
    """A protected portal is named and its id typed back; programs approve a digest."""
    given = typed(plan.portal.target or "NAME", heeded(plan))
    if not answers.named:
        told = f"portal {plan.portal.id} is protected, so its target must be named"
        raise _refused("RV461", told, f"revops apply{given}")
    if answers.approve is not None:
        return
    if not answers.can_ask:
        hint = f"Look at the plan, then: revops apply{given} --approve {plan.digest}"
        raise _refused("RV461", f"portal {plan.portal.id} is protected; --yes alone is not enough", hint)
    answer = click.prompt(
        f"Portal {plan.portal.id} is protected. Type its id to go on", default="", show_default=False
    )
    if answer.strip() != str(plan.portal.id):
        raise _refused("RV461", "that is not the portal's id; nothing was applied", "revops plan")


def _require_digest(plan: Plan, approved: str) -> None:
    if approved != plan.digest:
        told = f"the approved plan {approved[:12]} is not this plan {plan.digest[:12]}: something moved"
        raise _refused("RV451", told, "Look at `revops plan --json` again and approve its digest.")


def _question(change: Change, consent: Consent) -> str:
    asked = _REMOVE if change.phase is Phase.REMOVE else _QUESTIONS[consent]
    units = ", ".join(f"{one.path}: {one.before}" for one in change.units if one.path.endswith(".records"))
    return asked.format(address=change.address, reason=change.reason, units=units)


def _ask_rest(situation: Situation, changes: Sequence[Change]) -> Situation:
    """Ask for each change that nobody agreed to yet, by address."""
    given = {flag: tuple(patterns) for flag, patterns in situation.consents.patterns.items()}
    refused: set[str] = set()
    for change in changes:
        if change.approved or not change.action.counts or change.consent is None:
            continue
        address, flag = str(change.address), change.consent.value
        question = _question(change, change.consent)
        if address in refused or not click.confirm(visible(question)):
            refused.add(address)
        else:
            given[flag] = (*given.get(flag, ()), address)
    return situation.consenting(Consents(given))


def _refused(code: str, summary: str, hint: str) -> Refused:
    return Refused([Finding(code, Severity.ERROR, summary, hint)], 4)
