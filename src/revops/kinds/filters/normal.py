"""One spelling per meaning: a condition as alternatives of leaves, which is the shape HubSpot stores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from revops.model import json
from revops.model.condition import WORDS, All, AnyOf, Condition, Not, PropertyRef, Shape, Submitted, Test
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.spec import Symbol

MOST_FILTERS = 250
"""Filters that one enrolment takes (dossier, F8)."""


@dataclass(frozen=True)
class Leaf:
    """A test or a form submission; `negated` stays only where no other word says the opposite."""

    of: Test | Submitted
    negated: bool = False

    @property
    def condition(self) -> Condition:
        return Not(self.of) if self.negated else self.of

    @property
    def unsaid(self) -> bool:
        """True for what no operator says, such as "does not start with"."""
        return self.negated and isinstance(self.of, Test) and not WORDS[self.of.word].opposite


Alternatives = tuple[tuple[Leaf, ...], ...]
"""At least one of the outer holds, every one of the inner: HubSpot's root `OR` over `AND` branches."""


def alternatives(condition: Condition) -> Alternatives:
    """A condition as alternatives, negations pushed into the leaves (De Morgan).

    Raises:
        Refused: RV281 where that takes more filters than HubSpot allows.
    """
    return _normal(condition, negated=False)


def _normal(condition: Condition, *, negated: bool) -> Alternatives:
    match condition:
        case Not(of):
            return _normal(of, negated=not negated)
        case All(parts):
            return _join([_normal(part, negated=negated) for part in parts], every=not negated)
        case AnyOf(parts):
            return _join([_normal(part, negated=negated) for part in parts], every=negated)
        case Submitted(forms) if len(forms) > 1:
            return _normal(AnyOf(tuple(Submitted((form,)) for form in forms)), negated=negated)
        case Test() | Submitted():
            return ((_leaf(condition, negated=negated),),)


def _join(parts: Sequence[Alternatives], *, every: bool) -> Alternatives:
    if not every:
        return tuple(branch for part in parts for branch in part)
    if prod(len(part) for part in parts) > MOST_FILTERS:
        raise Refused((_too_wide(),), exit_code=3)
    return tuple(tuple(leaf for branch in branches for leaf in branch) for branches in product(*parts))


def _too_wide() -> Finding:
    return Finding(
        "RV281",
        Severity.ERROR,
        f"written out as HubSpot stores it, the condition takes more than {MOST_FILTERS} filters",
        hint="Split it: set a property by a workflow for one half and test that property here.",
    )


def _leaf(of: Test | Submitted, *, negated: bool) -> Leaf:
    if not negated or isinstance(of, Submitted):
        return Leaf(of, negated)
    opposite = WORDS[of.word].opposite
    exact = opposite and WORDS[of.word].negative != WORDS[opposite].negative
    return Leaf(replace(of, word=opposite)) if exact else Leaf(of, negated=True)


def canonical(condition: Condition) -> Condition:
    """The same meaning in one spelling: alternatives in a fixed order, nothing twice, no labels or types."""
    branches = {_spelling(branch): branch for branch in map(_tidy_branch, alternatives(condition))}
    found = [_one(All, [leaf.condition for leaf in branches[key]]) for key in sorted(branches)]
    return _one(AnyOf, found)


def _tidy_branch(branch: Sequence[Leaf]) -> tuple[Leaf, ...]:
    tidied = {_spelling((leaf,)): leaf for leaf in map(_tidy, branch)}
    return tuple(tidied[key] for key in sorted(tidied))


def _tidy(leaf: Leaf) -> Leaf:
    if isinstance(leaf.of, Submitted):
        return leaf
    return replace(leaf, of=replace(leaf.of, type="", labels=(), value=_tidy_value(leaf.of)))


def _tidy_value(test: Test) -> Json:
    if Shape.TEXTS in WORDS[test.word].shapes.values() and isinstance(test.value, list | tuple):
        return sorted(set(test.value))
    if isinstance(test.value, tuple):
        return list(test.value)
    if isinstance(test.value, float) and test.value.is_integer():
        return int(test.value)
    return test.value


def _one(joint: type[All | AnyOf], parts: Sequence[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else joint(tuple(parts))


def _spelling(branch: Sequence[Leaf]) -> str:
    return json.canonical([spell(leaf.condition) for leaf in branch])


def spell(condition: Condition) -> Json:
    """The condition as a blueprint writes it."""
    match condition:
        case All(parts):
            return {"all": [spell(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [spell(part) for part in parts]}
        case Not(of):
            return {"not": spell(of)}
        case Submitted(forms):
            return {"submitted": list(forms) or True}
        case Test():
            return {"property": str(condition.property), condition.word: condition.value}


def leaves(condition: Condition) -> Iterator[Test | Submitted]:
    """Every test and submission, wherever it stands."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(of):
            yield from leaves(of)
        case Test() | Submitted():
            yield condition


def properties(condition: Condition) -> frozenset[PropertyRef]:
    """The properties that must exist before the condition can be written."""
    return frozenset(leaf.property for leaf in leaves(condition) if isinstance(leaf, Test))


def symbols(condition: Condition) -> frozenset[Symbol]:
    """The names that must be resolved to the portal's ids before the condition can be written."""
    forms = (leaf.forms for leaf in leaves(condition) if isinstance(leaf, Submitted))
    return frozenset(Symbol("form", form) for named in forms for form in named)
