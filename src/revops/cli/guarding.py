"""What a whole plan has to be agreed to for: its guards, by their numbers, and its deletes, by a person."""

from __future__ import annotations

from dataclasses import replace

import click

from revops.engine.situation import Situation
from revops.model.change import Consent
from revops.model.exits import UNDECIDED
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.plan import Plan
from revops.views.visible import visible


def allowing(situation: Situation, plan: Plan) -> Situation:
    """The same situation, as if the plan's guards were agreed to."""
    agreed = {guard.code: guard.count for guard in plan.stopping}
    allowed = {**situation.consents.allowed, **agreed}
    return situation.consenting(replace(situation.consents, allowed=allowed))


def stopped(plan: Plan, hint: str) -> Refused:
    """Every guard with its number; `hint` is the line that agrees to all of them, and stands at the last."""
    first = plan.stopping[:-1]
    hints = (*(f"{one.way_out} {one.flag} agrees to it.".strip() for one in first), hint)
    told = zip(plan.stopping, hints, strict=True)
    return Refused([Finding(one.code, Severity.ERROR, one.summary, way) for one, way in told], UNDECIDED)


def ask_guards(situation: Situation, plan: Plan) -> Situation:
    """Let the number of each guard be typed; the situation in which that is agreed to.

    Raises:
        Refused: another number was typed.
    """
    for guard in plan.stopping:
        told = visible(f"{guard.summary[:1].upper()}{guard.summary[1:]}. {guard.way_out}".strip())
        answer = click.prompt(f"{told}\nType {guard.count} to go on", default="", show_default=False)
        if answer.strip() != str(guard.count):
            summary = f"that is not {guard.count}; nothing was applied"
            raise Refused([Finding(guard.code, Severity.ERROR, summary, "revops plan")], UNDECIDED)
    return allowing(situation, plan)


def deletes(plan: Plan) -> list[str]:
    """Addresses of what would be deleted, or lose options."""
    return list(dict.fromkeys(str(one.address) for one in plan.runnable if one.consent is Consent.DELETE))


def undeleted(plan: Plan, hint: str) -> Refused:
    """Why a digest, or a program, does not delete."""
    gone = deletes(plan)
    told = f"no approved digest covers a delete, and this plan has {len(gone)}: {few(gone)}"
    return Refused([Finding("RV992", Severity.ERROR, told, hint)], UNDECIDED)
