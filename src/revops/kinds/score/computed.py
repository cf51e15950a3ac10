"""What of a score can be computed from records alone, and what cannot (dossier E3, J1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.score.outputs import names
from revops.kinds.score.rules import AssociatedRule, EventRule, Rule
from revops.kinds.score.spec import ScoreSpec
from revops.model.condition import Condition, Test

EVENTS, ASSOCIATED, PAST = "events", "associated", "past"
_PAST: Final = ("ever_", "never_", "updated_", "not_updated_")
"""Words about former values, or about the moment of a change: a record's page tells neither (dossier J1)."""


def reason(rule: Rule) -> str:
    """Why a rule is not computed, as one of the words above; empty for one that is."""
    match rule.counted:
        case EventRule():
            return EVENTS
        case AssociatedRule():
            return ASSOCIATED
        case counted:
            return PAST if counted.asked and _asks_for_past(counted.asked) else ""


def _asks_for_past(condition: Condition) -> bool:
    leaves = [leaf.of for branch in filters.alternatives(condition) for leaf in branch]
    return any(isinstance(one, Test) and one.word.startswith(_PAST) for one in leaves)


def computable(rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """Rules that count and can be computed, by unit path."""
    return {path: rule for path, rule in rules.items() if rule.enabled and not reason(rule)}


def left_out(rules: Mapping[str, Rule]) -> dict[str, str]:
    """Rules that would count and are not computed, by unit path: why."""
    return {path: why for path, rule in rules.items() if rule.enabled and (why := reason(rule))}


def filled(key: str, spec: ScoreSpec, rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    """Category and property that are computed: those with at least one rule that can be."""
    groups = {group_of(path) for path in computable(rules)}
    used = {(spec.groups[group].category or spec.category) for group in groups}
    made = names(key, spec)
    for category in spec.categories:
        if category in used:
            yield category, made[category.lower()]


def group_of(path: str) -> str:
    """The group of a rule's unit path: `groups.who.rules.title` is of `who`."""
    return path.split(".")[1]


def short(path: str) -> str:
    """A rule as people are told it: `who.title` for `groups.who.rules.title`."""
    return path.removeprefix("groups.").replace(".rules.", ".")
