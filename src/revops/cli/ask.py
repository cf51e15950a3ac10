"""Consent: what may run, asked by address; and the stricter ways of protected targets (rule 7)."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from revops.cli.advice import heeded
from revops.cli.guarding import allowing, ask_guards, deletes, stopped, undeleted
from revops.cli.options import typed
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change, Consent
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.plan import Plan, PortalFacts
from revops.model.spec import Phase, Unknown
from revops.views.closing import asks, listed
from revops.views.visible import visible


@dataclass(frozen=True)
class Answers:
    """What was said on the command line. `named`: the target was named; `saved`: the file of a plan."""

    yes: bool = False
    approve: str | None = None
    quiet: bool = False
    named: bool = False
    saved: Path | None = None

    @property
    def can_ask(self) -> bool:
        return not self.quiet and sys.stdin.isatty()


_QUESTIONS = {
    Consent.CREATE: "Create {address}? ({reason})",
    Consent.DELETE: "Delete {address}? This tool made it; HubSpot keeps it archived for 90 days at most.",
    Consent.MOVE: "Move the records of {address}, {units}? ({reason})",
    Consent.PUBLISH: "Publish {address}?{told}",
    Consent.ENABLE: "Switch {address} on?{told}",
}
_OFF = "Switch {address} off? ({reason})"


_UNSEEN = "Create {address}? ({reason}: if somebody made one by hand, there are two afterwards)"
_BULK = (Consent.CREATE, Consent.PUBLISH, Consent.ENABLE)
"""What one answer may agree to for several addresses; what deletes or overwrites is asked one by one."""

_CHOICES = click.Choice(["y", "n", "all", "none"], case_sensitive=False)

_Sort = tuple[Consent | None, str, bool]
"""Consent and kind of a question, and whether it is about switching off."""

_LIVE = "Change {address}, which is on?{told}"
_REMOVE = "Remove from {address} what no record holds, {units}? ({reason})"


def agree(situation: Situation, plan: Plan, answers: Answers) -> tuple[Situation, Plan]:
    """The plan that was agreed to, with consents given at the prompt.

    Raises:
        Refused: nobody agreed, exit code 4.
    """
    if answers.approve is not None:
        _require_digest(plan, answers, answers.approve)
    if plan.is_empty:
        return situation, plan
    _require_agreed(situation, plan, answers)
    if plan.portal.protected:
        _protected(plan, answers)
    elif answers.approve is None and not answers.yes and any(change.runs for change in plan.changes):
        _confirm(plan, answers)
    if answers.can_ask:
        situation = _ask_rest(situation, plan.changes)
        situation = ask_guards(situation, make_plan(situation))
        plan = make_plan(situation)
    return situation, plan


def _require_agreed(situation: Situation, plan: Plan, answers: Answers) -> None:
    """Refuse what a program cannot agree to, or has not: deletes, and guards.

    Raises:
        Refused: exit code 4, with what to type instead.
    """
    alone = plan.portal.protected and not answers.can_ask
    if deletes(plan) and (alone or answers.approve is not None):
        raise undeleted(plan, _to_delete(plan, answers))
    if plan.stopping and not answers.can_ask:
        agreed = make_plan(allowing(situation, plan))
        raise stopped(plan, _to_allow(agreed, answers))


def _to_delete(plan: Plan, answers: Answers) -> str:
    if plan.portal.protected:
        return f"A person at a terminal types: {_apply(plan, answers)}"
    return f"Without --approve: {_apply(plan, answers)}{'' if answers.saved else ' --yes'}"


def _to_allow(plan: Plan, answers: Answers) -> str:
    """The line for a plan whose guards are agreed to."""
    if answers.saved:
        saving = f"--out {shlex.quote(str(answers.saved))}"
        return f"{_planned(plan, answers)} {saving}; then {_apply(plan, answers)}"
    if plan.portal.protected or answers.approve is not None:
        return f"Look at the plan, then: {_apply(plan, answers)} --approve {plan.digest}"
    return _typed(plan, answers)


def _confirm(plan: Plan, answers: Answers) -> None:
    if not answers.can_ask:
        raise _refused("RV460", "nobody is there to agree; nothing was applied", _typed(plan, answers))
    if not click.confirm(f"Apply {len(plan.runnable)} changes to portal {plan.portal.id}?"):
        raise _refused("RV460", "nothing was applied", "revops plan")


def _typed(plan: Plan, answers: Answers) -> str:
    """What to type instead, with the consents that are still to be given."""
    flags = listed(flag for c in plan.changes if c.action.counts and (flag := asks(c)))
    more = f"; to agree to the rest too, add {flags}" if flags else ""
    return f"{_apply(plan, answers)} --yes{more}"


def _planned(plan: Plan, answers: Answers) -> str:
    """The command that shows the same plan."""
    return f"revops plan{typed(plan.portal.target if answers.named else None, heeded(plan))}"


def _apply(plan: Plan, answers: Answers) -> str:
    """The command for the same plan; a saved one has its consents inside, a protected portal is named."""
    named = answers.named or plan.portal.protected
    target = (plan.portal.target or "NAME") if named else None
    if answers.saved:
        return f"revops apply {shlex.quote(str(answers.saved))}{typed(target)}"
    return f"revops apply{typed(target, heeded(plan))}"


def _protected(plan: Plan, answers: Answers) -> None:
    require_typed_back(plan.portal, answers, _apply(plan, answers), plan.digest)


def require_typed_back(portal: PortalFacts, answers: Answers, line: str, digest: str) -> None:
    """A protected portal is named and its id typed back; programs approve a digest.

    Args:
        portal: the protected one.
        answers: what was typed.
        line: the command to type, with the target's name.
        digest: what a program approves.

    Raises:
        Refused: it is not named, nobody is there to type its id, or the id is another one; exit code 4.
    """
    if not answers.named:
        told = f"portal {portal.id} is protected, so its target must be named"
        raise _refused("RV461", told, line)
    if answers.approve is not None:
        return
    if not answers.can_ask:
        told = f"portal {portal.id} is protected, and nobody is there to type its id; nothing was applied"
        hint = f"At a terminal: {line}; in CI look at the plan, then: {line} --approve {digest}"
        raise _refused("RV461", told, hint)
    answer = click.prompt(
        f"Portal {portal.id} is protected. Type its id to go on", default="", show_default=False
    )
    if answer.strip() != str(portal.id):
        told = f"that is not {portal.id}, the portal's id; nothing was applied"
        raise _refused("RV461", told, line)


def _require_digest(plan: Plan, answers: Answers, approved: str) -> None:
    if approved == plan.digest:
        return
    told = f"the approved plan {approved[:12]} is not this plan {plan.digest[:12]}: something moved"
    if answers.saved:
        raise _refused("RV451", told, f"Look at {answers.saved} again and approve its digest.")
    raise _refused("RV451", told, f"Look at `{_planned(plan, answers)} --json` again and approve its digest.")


def _question(change: Change, consent: Consent, situation: Situation) -> str:
    asked = _wording(change, consent, situation)
    units = ", ".join(f"{one.path}: {one.before}" for one in change.units if one.path.endswith(".records"))
    return asked.format(address=change.address, reason=change.reason, units=units, told=_told(change))


def _wording(change: Change, consent: Consent, situation: Situation) -> str:
    if change.phase is Phase.REMOVE and change.resource:
        return _REMOVE
    if change.consent in (Consent.PUBLISH, Consent.ENABLE) and _switches_off(change):
        return _OFF
    if _is_live(change):
        return _LIVE
    if consent is Consent.CREATE and isinstance(situation.presence(change.address), Unknown):
        return _UNSEEN
    return _QUESTIONS[consent]


def _switches_off(change: Change) -> bool:
    """True for a change that turns switches off and does nothing else."""
    return all(unit.after is False for unit in change.units)


def _is_live(change: Change) -> bool:
    """True for a change of something that is on, where no switch is turned on."""
    return change.phase is Phase.ENABLE and not any(unit.after is True for unit in change.units)


def _told(change: Change) -> str:
    """What it sets off at once, and how that was counted."""
    found = change.consequence
    if found is None:
        return ""
    return f" {found.told[:1].upper()}{found.told[1:]}{f' ({found.why})' if found.why else ''}."


class _Asking:
    """The questions of one run, each about one address; an answer for the rest of a kind is kept."""

    def __init__(self, changes: Sequence[Change], situation: Situation) -> None:
        self._changes = changes
        self._situation = situation
        self._asked: Counter[_Sort] = Counter()
        self._rest: dict[_Sort, bool] = {}

    def agrees(self, number: int, consent: Consent) -> bool:
        """Whether a person agrees to the change of this number, here or for the rest of its kind."""
        change = self._changes[number]
        sort, question = _sort(change), visible(_question(change, consent, self._situation))
        if not self._in_bulk(change):
            return click.confirm(question)
        if sort not in self._rest and self._asked[sort] and self._follow(number):
            told = f"{question} (all, none: also for the other --{consent.value} {sort[1]}.*)"
            answer = click.prompt(told, type=_CHOICES, default="n")
            if answer in ("all", "none"):
                self._rest[sort] = answer == "all"
            return answer in ("y", "all")
        self._asked[sort] += 1
        return self._rest[sort] if sort in self._rest else click.confirm(question)

    def _in_bulk(self, change: Change) -> bool:
        """What loses nothing, and sets off no more than a pattern may agree to."""
        found = change.consequence
        return change.consent in _BULK and (found is None or found.within(self._situation.enrol_cap))

    def _follow(self, number: int) -> bool:
        """Whether another question of the sort comes after this one."""
        sort = _sort(self._changes[number])
        return any(_sort(one) == sort and self._in_bulk(one) for one in self._changes[number + 1 :])


def _sort(change: Change) -> _Sort:
    return change.consent, change.address.kind, _switches_off(change)


def _ask_rest(situation: Situation, changes: Sequence[Change]) -> Situation:
    """Ask for each change that nobody agreed to yet; the consents that are given are the addresses."""
    given = {flag: tuple(patterns) for flag, patterns in situation.consents.patterns.items()}
    open_ones = [c for c in changes if c.action.counts and c.consent and not c.approved]
    asking, decided = _Asking(open_ones, situation), set[Address]()
    for number, change in enumerate(open_ones):
        consent = change.consent
        if consent is None or change.address in decided:
            continue
        agreed = asking.agrees(number, consent)
        if agreed:
            given[consent.value] = (*given.get(consent.value, ()), str(change.address))
        if agreed is (change.action is Action.DELETE):  # what stays although it was to go is switched off
            decided.add(change.address)
    return situation.consenting(replace(situation.consents, patterns=given))


def _refused(code: str, summary: str, hint: str) -> Refused:
    return Refused([Finding(code, Severity.ERROR, summary, hint)], UNDECIDED)
