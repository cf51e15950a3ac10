"""From the section to resources: units, understood rules, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.events import EVENTS
from revops.kinds.score import spec as written
from revops.kinds.score.outputs import TIERS, names
from revops.kinds.score.rules import ConditionRule, EventRule, MatchRule, Rule
from revops.kinds.score.spec import Design, GroupSpec, OutputSpec, RuleSpec, ScoreSpec, ThresholdSpec
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.condition import Condition, PropertyRef, Submitted, Test
from revops.model.json import Json
from revops.model.spec import Need, Resource

At = tuple[str | int, ...]


def expand(section: Mapping[str, ScoreSpec], near: Surroundings) -> Iterator[Resource]:
    """All scores of the section; faults are reported at their lines."""
    for key, spec in section.items():
        yield _score(key, spec, near)


def _score(key: str, spec: ScoreSpec, near: Surroundings) -> Resource:
    at: At = ("scores", key)
    rules = dict(_rules(spec, near, at))
    return Resource(
        Address("score", spec.object, key),
        _units(key, spec, rules, near),
        Design(spec, rules),
        near.origin(*at),
        dict(_origins(spec, near, at)),
        frozenset(_needs(key, spec, rules, near)),
        ref=refs(spec.ref),
    )


def _units(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> dict[str, Json]:
    """In a sequence that does not hang on the file's: points add up in any."""
    at: At = ("scores", key)
    found: dict[str, Json] = {"name": near.text(spec.name, *at, "name"), "max": spec.max}
    for name, group in sorted(spec.groups.items()):
        found |= _group_units(name, group, spec, near, (*at, "groups", name))
    for name, tier in sorted(spec.thresholds.items()):
        found |= _tier_units(name, tier, spec, near, (*at, "thresholds", name))
    found |= {path: rule.spell() for path, rule in sorted(rules.items())}
    found |= {f"output.{place}.property": name for place, name in names(key, spec).items()}
    found |= _output_units(spec, near, (*at, "output"))
    found["published"] = spec.publish
    return {path: value for path, value in found.items() if value is not None}


def _group_units(name: str, group: GroupSpec, spec: ScoreSpec, near: Surroundings, at: At) -> dict[str, Json]:
    path = f"groups.{name}"
    return {
        f"{path}.label": near.text(group.label, *at, "label") if group.label else name,
        f"{path}.category": group.category or spec.category,
        f"{path}.max": group.max,
        f"{path}.min": group.min,
        f"{path}.decay": group.decay.model_dump() if group.decay else None,
    }


def _tier_units(
    name: str, tier: float | ThresholdSpec, spec: ScoreSpec, near: Surroundings, at: At
) -> dict[str, Json]:
    full = tier if isinstance(tier, ThresholdSpec) else ThresholdSpec(from_=tier)
    most = spec.max * len(spec.categories) if spec.max else None
    if most is not None and full.from_ > most:
        near.report("RV289", f"no score reaches {full.from_}: its highest is {most}", *at)
    return {
        f"thresholds.{name}.from": full.from_,
        f"thresholds.{name}.label": near.text(full.label, *at, "label") if full.label else name,
        f"thresholds.{name}.color": full.color,
    }


def _output_units(spec: ScoreSpec, near: Surroundings, at: At) -> dict[str, Json]:
    output: OutputSpec = spec.output
    label = near.text(output.label, *at, "label") if output.label else None
    single = len(spec.categories) == 1
    found: dict[str, Json] = {}
    for category in spec.categories:
        path = f"output.{category.lower()}"
        found[f"{path}.label"] = label if single or label is None else f"{label} ({category})"
        found[f"{path}.group"] = output.group
    return found | ({f"output.{TIERS}.group": output.group} if spec.thresholds else {})


def _origins(spec: ScoreSpec, near: Surroundings, at: At) -> Iterator[tuple[str, Origin]]:
    yield "name", near.origin(*at, "name")
    for name, group in spec.groups.items():
        yield f"groups.{name}", near.origin(*at, "groups", name)
        for rule in group.rules:
            yield f"groups.{name}.rules.{rule}", near.origin(*at, "groups", name, "rules", rule)
    for name in spec.thresholds:
        yield f"thresholds.{name}", near.origin(*at, "thresholds", name)


def _needs(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> Iterator[Need]:
    """Properties that rules look at, and the group that the score's own property stands in."""
    own = {PropertyRef(spec.object, name) for name in names(key, spec).values()}
    for ref in sorted({ref for rule in rules.values() for ref in rule.properties} - own):
        need = near.provider(ref)
        if need:
            yield need
    if spec.output.group:
        yield Need(Address("group", spec.object, spec.output.group))


def _rules(spec: ScoreSpec, near: Surroundings, at: At) -> Iterator[tuple[str, Rule]]:
    for name, group in spec.groups.items():
        for key, rule in group.rules.items():
            found = _rule(rule, spec.object, near, (*at, "groups", name, "rules", key))
            if found:
                yield f"groups.{name}.rules.{key}", found


def _rule(rule: RuleSpec, scope: str, near: Surroundings, at: At) -> Rule | None:
    match rule:
        case written.EventRule():
            return _event(rule, near, at)
        case written.ConditionRule():
            condition = near.parse_condition(rule.if_, *at, "if")
            if condition is None or not _conjunction(condition, scope, near, (*at, "if")):
                return None
            return ConditionRule(condition, rule.add, rule.enabled)
        case written.MatchRule():
            return _match(rule, scope, near, at)


def _event(rule: written.EventRule, near: Surroundings, at: At) -> EventRule | None:
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
    return EventRule(rule.event, rule.add, times, rule.within_days, rule.enabled)


def _conjunction(condition: Condition, scope: str, near: Surroundings, at: At) -> bool:
    """Whether a score can ask for it: tests of the record's own properties, all of which must hold (E3)."""
    problem = filters.problem(condition, scope)
    if problem:
        near.report(problem.code, problem.summary, *at, hint=problem.hint)
        return False
    told, hint = _too_much(filters.alternatives(condition))
    if told:
        near.report("RV287", told, *at, hint=hint)
    return not told


def _too_much(branches: filters.Alternatives) -> tuple[str, str]:
    leaves = [leaf for branch in branches for leaf in branch]
    if any(isinstance(leaf.of, Submitted) for leaf in leaves):
        return "a score's condition cannot ask for a form", "count `event: form_submitted`"
    if len(branches) > 1:
        return "a score's condition joins tests by `all` only", "write one rule for each alternative"
    if any(leaf.unsaid for leaf in leaves):
        return "HubSpot has no operator for the negation of starts_with, ends_with and more_than_days", ""
    return "", ""


def _match(rule: written.MatchRule, scope: str, near: Surroundings, at: At) -> MatchRule | None:
    cases = [_case(rule.property, case, scope, near, (*at, "match", n)) for n, case in enumerate(rule.match)]
    known = tuple(case for case in cases if case is not None)
    if len(known) < len(cases):
        return None
    return MatchRule(known[0][0].property, known, rule.else_, rule.enabled)


def _case(
    property_name: str, case: Mapping[str, Json], scope: str, near: Surroundings, at: At
) -> tuple[Test, float] | None:
    add = case.get("add")
    if isinstance(add, bool) or not isinstance(add, int | float):
        near.report("RV288", "a case of `match` says with `add` how many points it gives", *at)
        return None
    test = {"property": property_name, **{word: value for word, value in case.items() if word != "add"}}
    condition = near.parse_condition(test, *at)
    if not isinstance(condition, Test) or not _conjunction(condition, scope, near, at):
        return None
    return condition, add
