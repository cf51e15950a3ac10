"""Rules of a score as the blueprint writes them, with their conditions understood; faults at their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.events import EVENTS
from revops.kinds.filters.associations import UNLABELLED
from revops.kinds.score import spec as written
from revops.kinds.score.membership import membership
from revops.kinds.score.rules import (
    AssociatedRule,
    ConditionRule,
    Counted,
    EventRule,
    MatchRule,
    OnRecord,
    Rule,
    SegmentRule,
)
from revops.kinds.score.spec import PointsSpec, RuleSpec, ScoreSpec
from revops.model.condition import Condition, InSegment, Test
from revops.model.json import Json

At = tuple[str | int, ...]


def rules_of(spec: ScoreSpec, near: Surroundings, at: At) -> Iterator[tuple[str, Rule]]:
    """Unit path and rule; one that is faulty is reported and left out."""
    for name, group in spec.groups.items():
        for key, rule in group.rules.items():
            here = (*at, "groups", name, "rules", key)
            found = _counted(rule, spec.object, near, here)
            if rule.min is not None and rule.max is not None and rule.min > rule.max:
                near.report("RV881", f"min {rule.min} is above max {rule.max}", *here, "min")
            if found:
                yield f"groups.{name}.rules.{key}", Rule(found, rule.max, rule.min, rule.enabled)


def _counted(rule: RuleSpec, scope: str, near: Surroundings, at: At) -> Counted | None:
    if isinstance(rule, written.AssociatedRule):
        return _associated(rule, scope, near, at)
    return _on_record(rule, scope, near, at)


def _on_record(rule: PointsSpec, scope: str, near: Surroundings, at: At) -> OnRecord | None:
    match rule:
        case written.EventPoints():
            return _event(rule, near, at)
        case written.ConditionPoints():
            return _condition(rule, scope, near, at)
        case written.MatchPoints():
            return _match(rule, scope, near, at)


def _condition(
    rule: written.ConditionPoints, scope: str, near: Surroundings, at: At
) -> ConditionRule | SegmentRule | None:
    condition = near.parse_condition(rule.if_, *at, "if")
    if condition is None or _is_refused(condition, scope, near, (*at, "if")):
        return None
    members = membership(condition)
    if members:
        return SegmentRule(members, rule.add)
    return ConditionRule(condition, rule.add) if _conjunction(condition, near, (*at, "if")) else None


def _associated(
    rule: written.AssociatedRule, scope: str, near: Surroundings, at: At
) -> AssociatedRule | None:
    other = rule.associated
    if not {(scope, other), (other, scope)} <= UNLABELLED.keys():
        summary = f"no source tells the ids of associations between {scope} and {other}"
        hint = "copy what counts to the scored record by a workflow, and test it there"
        near.report("RV882", summary, *at, "associated", hint=hint)
        return None
    counted = _on_record(rule.rule, other, near, (*at, "rule"))
    only = near.parse_condition(rule.only, *at, "only") if rule.only is not None else None
    if rule.only is not None and (only is None or not _tests(only, other, near, (*at, "only"))):
        return None
    return AssociatedRule(scope, other, rule.rollup, counted, only) if counted else None


def _tests(condition: Condition, scope: str, near: Surroundings, at: At) -> bool:
    """Whether it is a conjunction of tests."""
    refused = _is_refused(condition, scope, near, at)
    return not refused and _conjunction(condition, near, at)


def _event(rule: written.EventPoints, near: Surroundings, at: At) -> EventRule | None:
    if rule.url is not None:
        summary = "HubSpot's API does not say how a score's rule is limited to pages"
        hint = (
            "leave `url` out to count every page, or make it a checklist item and narrow the rule in HubSpot"
        )
        near.report("RV285", summary, *at, "url", hint=hint)
    if rule.event not in EVENTS:
        close = get_close_matches(rule.event, EVENTS, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(EVENTS)}"
        near.report("RV286", f"there is no event {rule.event!r}", *at, "event", hint=hint)
    if rule.url is not None or rule.event not in EVENTS:
        return None
    times = rule.times.model_dump(exclude_none=True) if rule.times else {}
    return EventRule(rule.event, rule.add, times, rule.within_days)


def _is_refused(condition: Condition, scope: str, near: Surroundings, at: At) -> bool:
    """Whether no filter of the object could ask for it, told at its line."""
    problem = filters.problem(condition, scope)
    if problem:
        near.report(problem.code, problem.summary, *at, hint=problem.hint)
    return problem is not None


def _conjunction(condition: Condition, near: Surroundings, at: At) -> bool:
    """Whether a score can ask for it: tests of the record's own properties, all of which must hold (E3)."""
    told, hint = _too_much(filters.alternatives(condition))
    if told:
        near.report("RV287", told, *at, hint=hint)
    return not told


def _too_much(branches: filters.Alternatives) -> tuple[str, str]:
    leaves = [leaf for branch in branches for leaf in branch]
    if any(isinstance(leaf.of, InSegment) for leaf in leaves):
        told = "a score's rule is about members of any, all or none of some segments, and nothing else beside"
        return told, "write one rule about segments, and another one about properties"
    if not all(isinstance(leaf.of, Test) for leaf in leaves):
        told = "a score's condition tests properties of the record and nothing else"
        return told, "count what happened by `event:`, and associated records by `associated:` beside `rule:`"
    if len(branches) > 1:
        return "a score's condition joins tests by `all` only", "write one rule for each alternative"
    if any(leaf.unsaid for leaf in leaves):
        return "HubSpot has no operator for the negation of starts_with, ends_with and more_than_days", ""
    return "", ""


def _match(rule: written.MatchPoints, scope: str, near: Surroundings, at: At) -> MatchRule | None:
    cases = [_case(rule.property, case, scope, near, (*at, "match", n)) for n, case in enumerate(rule.match)]
    known = tuple(case for case in cases if case is not None)
    if len(known) < len(cases):
        return None
    return MatchRule(known[0][0].property, known, rule.else_)


def _case(
    property_name: str, case: Mapping[str, Json], scope: str, near: Surroundings, at: At
) -> tuple[Test, float] | None:
    add = case.get("add")
    if isinstance(add, bool) or not isinstance(add, int | float):
        near.report("RV288", "a case of `match` says with `add` how many points it gives", *at)
        return None
    test = {"property": property_name, **{word: value for word, value in case.items() if word != "add"}}
    condition = near.parse_condition(test, *at)
    if not isinstance(condition, Test) or not _tests(condition, scope, near, at):
        return None
    return condition, add
