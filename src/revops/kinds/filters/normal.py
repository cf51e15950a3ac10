"""One spelling per meaning: a condition as alternatives of leaves, which is the shape HubSpot stores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import NamedTuple

from revops.kinds.filters.saying import is_said, tidy
from revops.model import json
from revops.model.condition import (
    All,
    AnyOf,
    Associated,
    Condition,
    Event,
    Not,
    Submitted,
    Term,
    Test,
)
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused, Severity
from revops.model.spelling import spell
from revops.model.words import WORDS

MOST_FILTERS = 250
"""Filters that one enrolment takes (dossier, F8)."""


class Leaf(NamedTuple):
    """A term; `negated` stays only where no other word says the opposite."""

    of: Term
    negated: bool = False

    @property
    def condition(self) -> Condition:
        return Not(self.of) if self.negated else self.of

    @property
    def unsaid(self) -> bool:
        """True for what no operator says, such as "does not start with"."""
        return self.negated and not is_said(self.of)


Alternatives = tuple[tuple[Leaf, ...], ...]
"""At least one of the outer holds, every one of the inner: HubSpot's root `OR` over `AND` branches."""


def alternatives(condition: Condition) -> Alternatives:
    """A condition as alternatives, negations pushed into the leaves (De Morgan).

    Raises:
        Refused: RV281 where that takes more filters than HubSpot allows.
    """
    return _normal(condition, negated=False)


def _normal(condition: Condition, *, negated: bool) -> Alternatives:
    if type(condition) is Test:
        return ((_leaf(condition, negated=negated),),)
    match condition:
        case Not(of):
            return _normal(of, negated=not negated)
        case All(parts):
            return _join([_normal(part, negated=negated) for part in parts], every=not negated)
        case AnyOf(parts):
            return _join([_normal(part, negated=negated) for part in parts], every=negated)
        case Submitted(forms) if len(forms) > 1:
            single = tuple(replace(condition, forms=(form,)) for form in forms)
            return _normal(AnyOf(single), negated=negated)
        case Event(refine=refine) if negated and refine.is_counted:
            return _normal(_other_counts(condition), negated=False)
        case Associated(where=where) if where:
            return _associated(condition, alternatives(where), negated=negated)
        case _:
            return ((_leaf(condition, negated=negated),),)


def _other_counts(event: Event) -> Condition:
    """Never, too seldom or too often: an event branch stands in no branch that would deny it."""
    low, high = event.refine.at_least, event.refine.at_most
    never = replace(event, refine=replace(event.refine, at_least=1, at_most=None))
    found: list[Condition] = [Not(never)]
    if low > 1:
        found.append(replace(event, refine=replace(event.refine, at_least=1, at_most=low - 1)))
    if high is not None:
        found.append(replace(event, refine=replace(event.refine, at_least=high + 1, at_most=None)))
    return AnyOf(tuple(found))


def _associated(of: Associated, branches: Alternatives, *, negated: bool) -> Alternatives:
    """A record for which this or that holds is one for which this holds, or one for which that holds."""
    parts = [replace(of, where=_one(All, [leaf.condition for leaf in branch])) for branch in branches]
    leaves = [((Leaf(part, negated),),) for part in parts]
    return _join(leaves, every=negated)


def _join(parts: Sequence[Alternatives], *, every: bool) -> Alternatives:
    if not every:
        return tuple(branch for part in parts for branch in part)
    if prod(len(part) for part in parts) > MOST_FILTERS:
        raise Refused((_too_wide(),), INVALID)
    return tuple(tuple(leaf for branch in branches for leaf in branch) for branches in product(*parts))


def _too_wide() -> Finding:
    return Finding(
        "RV281",
        Severity.ERROR,
        f"written out as HubSpot stores it, the condition takes more than {MOST_FILTERS} filters",
        hint="Split it: set a property by a workflow for one half and test that property here.",
    )


def _leaf(of: Term, *, negated: bool) -> Leaf:
    if not negated or not isinstance(of, Test):
        return Leaf(of, negated)
    opposite = WORDS[of.word].opposite
    exact = opposite and WORDS[of.word].negative != WORDS[opposite].negative
    return Leaf(replace(of, word=opposite)) if exact else Leaf(of, negated=True)


def canonical(condition: Condition) -> Condition:
    """The same meaning in one spelling: alternatives in a fixed order, nothing twice, no labels or types."""
    branches = alternatives(condition)
    if len(branches) == len(branches[0]) == 1:
        return _tidy(branches[0][0]).condition  # as most are, with nothing to sort
    spelled = dict(map(_spelled, branches))
    return _one(AnyOf, [_one(All, spelled[text]) for text in sorted(spelled)])


def _spelled(branch: Sequence[Leaf]) -> tuple[str, list[Condition]]:
    """The text by which a branch is sorted, and its conditions: each once, sorted by their own."""
    conditions = [_tidy(leaf).condition for leaf in branch]
    spelled = {json.canonical(spell(condition)): condition for condition in conditions}
    texts = sorted(spelled)
    return f"[{','.join(texts)}]", [spelled[text] for text in texts]


def _tidy(leaf: Leaf) -> Leaf:
    if isinstance(leaf.of, Associated) and leaf.of.where:
        return leaf._replace(of=replace(leaf.of, where=canonical(leaf.of.where)))
    return Leaf(tidy(leaf.of), leaf.negated)


def _one(joint: type[All | AnyOf], parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else joint(tuple(parts))


def terms(condition: Condition) -> Iterator[Term]:
    """Every term, wherever it stands; those about associated records are not looked into."""
    ahead = [condition]
    while ahead:
        one = ahead.pop()
        if isinstance(one, All | AnyOf):
            ahead.extend(reversed(one.of))
        elif isinstance(one, Not):
            ahead.append(one.of)
        else:
            yield one


def whole(condition: Condition) -> Iterator[Term]:
    """Every term, those about associated records among them."""
    for term in terms(condition):
        yield term
        if isinstance(term, Associated) and term.where:
            yield from whole(term.where)


def weight(branches: Alternatives) -> int:
    """How many filters they take."""
    return sum(_filters(leaf.of) for branch in branches for leaf in branch)


def _filters(term: Term) -> int:
    match term:
        case Associated(where=where) if where:
            return weight(alternatives(where))
        case Event(where=where):
            return max(1, len(where))
        case _:
            return 1
