"""How an outline ends: the counts in one sentence, and what to type next."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable
from typing import Final

from revops.model.change import Action, Change, Consent, is_taken
from revops.model.outcome import Run, Status
from revops.model.plan import Drift, Plan
from revops.model.spec import Phase

_WORDS: Final = (
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

_ASIDE: Final = (
    (Action.BLOCKED, "revops auth where a scope is missing; revops plan, once what blocks is mended"),
    (Action.WAITING, "make what is waited for in HubSpot; then revops plan"),
)
"""What to type where nothing can be applied, the most pressing first."""

_TYPED: Final = 4
"""Flags that a line to type names one by one."""

COMMIT: Final = "commit .revops/ledger"
"""Of a ledger that is a file: whoever clones the repository is to know what was applied."""

_SWITCHES: Final = (Phase.PUBLISH, Phase.ENABLE)

_DIFFERENT: Final = (Action.HOLD, Action.WAITING, Action.BLOCKED)
_EQUAL: Final = "No changes: the portal is as the blueprint says"
_NOT_EQUAL: Final = "Nothing to apply, but the portal is not as the blueprint says"
_AS_BEFORE: Final = "No changes: of what can come back nothing is left"
_NOT_AS_BEFORE: Final = "Nothing goes back, but the portal is not as it was before the run"


def many(count: int, thing: str) -> str:
    """`1 write`, `2 writes`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def asks(change: Change) -> str:
    """The flag to type where the change needs consent that was not given."""
    if change.action is Action.HOLD and change.units:
        return f"--take {change.address}"
    if change.consent is None or change.approved or not change.action.counts:
        return ""
    return f"--{change.consent.value} {change.address}"


def summary_of(plan: Plan) -> str:
    """The counts of a plan in one sentence."""
    counts, parts = plan.counts, _parts(plan)
    if plan.is_empty:
        aside = f" ({', '.join(parts)})" if parts else ""
        equal, different = (_AS_BEFORE, _NOT_AS_BEFORE) if plan.undoing else (_EQUAL, _NOT_EQUAL)
        told = equal if not any(counts.get(action.value) for action in _DIFFERENT) else different
        return f"{told}{aside}. {many(plan.reads, 'read')}, 0 writes."
    unasked = sum(1 for change in plan.changes if change.action.counts and not change.approved)
    first = f"; {unasked} of these ask first" if unasked else ""
    writes = f"{many(plan.writes, 'request')} to write"
    return f"{', '.join(parts)}{first}. {writes}."


def _parts(plan: Plan) -> list[str]:
    """How many of each action; what is updated, too, is no other thing for being adopted in part."""
    updated = {change.address for change in plan.changes if change.action is Action.UPDATE}
    adopted = [change.address for change in plan.changes if change.action is Action.ADOPT]
    partly = sum(1 for address in adopted if address in updated)
    counts = {**plan.counts, Action.ADOPT.value: len(adopted) - partly}
    words = dict(_WORDS) | ({Action.UPDATE: f"to update ({partly} adopted in part)"} if partly else {})
    return [f"{counts[action.value]} {word}" for action, word in words.items() if counts.get(action.value)]


def after_plan(plan: Plan) -> str:
    """What to type next: apply, with the consents that are missing where nothing runs without them."""
    if plan.runnable:
        return "revops apply"
    if not plan.is_empty:
        return _agreeing(asks(change) for change in plan.changes if change.action.counts)
    if plan.counts.get(Action.HOLD.value):
        return "revops drift --keep ADDRESS, or revops apply --take ADDRESS"
    asides = (step for action, step in _ASIDE if plan.counts.get(action.value))
    return next(asides, _by_hand(plan))


def _by_hand(plan: Plan) -> str:
    """What HubSpot has no API for comes last."""
    count = plan.counts.get(Action.MANUAL.value)
    return f"revops checklist ({count} by hand)" if count else ""


def _agreeing(flags: Iterable[str]) -> str:
    """`revops apply` with the flags that are missing; where these are many, with what it takes and asks."""
    asked = tuple(dict.fromkeys(flags))
    if len(asked) <= _TYPED:
        return f"revops apply {listed(asked)}"
    return f"revops apply; it asks about each of the {len(asked)} steps, or takes {listed(asked)}"


def listed(flags: Iterable[str]) -> str:
    """The flags, each once; where these are many, which there are and how they are given for several."""
    asked = tuple(dict.fromkeys(flags))
    if len(asked) <= _TYPED:
        return " ".join(asked)
    *first, last = dict.fromkeys(flag.partition(" ")[0] for flag in asked)
    names = f"{', '.join(first)} and {last}" if first else last
    kinds = Counter(flag.partition(" ")[2].partition(".")[0] for flag in asked)
    pattern = f"{kinds.most_common(1)[0][0]}.*"
    return f"{names} ADDRESS (patterns such as '{pattern}' work)"


def differs(change: Change) -> bool:
    """True for what a person has to change in HubSpot; an item of the checklist differs from nothing."""
    return change.action is Action.MANUAL and change.actual is not None


_MOVED: Final = ("changed in HubSpot", "not applied yet")
_OPEN: Final = ("different in HubSpot", "in the blueprint and not in a ledger")
_REBUILD: Final = "revops state rebuild, then revops drift; or revops apply where nothing was applied yet"


def summary_of_drift(drift: Drift) -> str:
    """How much moved in HubSpot, how much nobody applied yet, and what cannot be told."""
    notes = "No ledger here, so nobody can tell which side moved. " if drift.two_way else ""
    held, pending = _OPEN if drift.two_way else _MOVED
    found = f"{len(drift.held)} {held}, {len(drift.pending)} {pending}."
    found = "No drift." if drift.is_clean else found
    aside = sum(drift.plan.counts.get(action.value, 0) for action in (Action.WAITING, Action.BLOCKED))
    found += f" {aside} waiting or blocked: revops plan tells why." if aside else ""
    return notes + found


def after_drift(drift: Drift) -> str:
    """The two commands by which a person takes a side, with the first address; else what a plan says.

    Without a ledger what is equal tells more than either side: it is noted as applied first.
    """
    if drift.two_way and drift.plan.counts.get(Action.ADOPT.value):
        return _REBUILD
    if not drift.held:
        return after_plan(drift.plan)
    address, more = drift.held[0].address, len(drift.held) - 1
    flags = " ".join(f"--{flag} {address}" for flag in ("take", *(one.value for one in drift.also)))
    sides = f"revops drift --keep {address} (HubSpot's value) or revops apply {flags} (the blueprint's)"
    return f"{sides}; {more} more held" if more else sides


def summary_of_run(run: Run) -> str:
    """How many changes ended how, and what it took."""
    counts = ", ".join(f"{run.counts[s.value]} {s.value}" for s in Status if run.counts.get(s.value))
    return f"{counts or 'nothing to do'}. {many(run.writes, 'write')}, {many(run.reads, 'read')}."


def after_run(run: Run) -> str:
    """What completes the run, or agrees to the rest of it."""
    if not run.complete:
        return "revops plan shows what is missing; revops apply completes it"
    asked = [asks(change) for change in run.plan.undecided if change.action.counts]
    if asked:
        return _agreeing(asked).replace("revops apply", f"revops apply{_taking(run.plan)}", 1)
    if any(_goes_on(outcome.change) for outcome in run.outcomes):
        return "revops plan; it shows what can be removed now"
    if not any(outcome.status is Status.DONE for outcome in run.outcomes):
        return after_plan(run.plan)
    if _releases(run):
        return "revops plan; it shows what waited for this run"
    waits = run.plan.counts.get(Action.WAITING.value)
    return "revops plan; it shows what is left" if waits or run.plan.undecided else _last(run)


def _releases(run: Run) -> bool:
    """True where something waited until what the run has published or switched on was so."""
    done = {(one.change.address, one.change.phase) for one in run.outcomes if one.status is Status.DONE}
    waiting = [change for change in run.plan.changes if change.action is Action.WAITING]
    needs = {(need.address, need.phase) for change in waiting for need in change.needs}
    return any(phase in _SWITCHES for _, phase in needs & done)


def _taking(plan: Plan) -> str:
    """The sides that were taken and are still to be written; without them all of it is held again."""
    left = [change for change in plan.undecided if change.action.counts]
    return "".join(
        f" --take {shlex.quote(pattern)}"
        for pattern in plan.consents.of(Consent.TAKE.value)
        if any(is_taken(change, pattern) for change in left)
    )


def _last(run: Run) -> str:
    """After a run that left nothing to decide."""
    return "; ".join(filter(None, [_by_hand(run.plan), COMMIT if run.in_files else ""]))


def _goes_on(change: Change) -> bool:
    """True for a step of retiring an option: the next one is known when HubSpot shows this one."""
    retired = change.resource.retired if change.resource else {}
    return change.phase is Phase.MOVE or (change.phase is Phase.DEFINE and bool(retired))
