"""From the section to resources: units, understood rules, and what must exist first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.score.membership import SYMBOL, symbols
from revops.kinds.score.outputs import MATRIX, TIERS, names
from revops.kinds.score.rules import Rule
from revops.kinds.score.spec import (
    Category,
    Design,
    GroupSpec,
    OutputSpec,
    ScoreSpec,
    StepSpec,
    ThresholdSpec,
)
from revops.kinds.score.standin import stand_in
from revops.kinds.score.understand import At, rules_of
from revops.kinds.wire import refs
from revops.model.address import Address, Origin
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Need, Resource, Symbol


def expand(section: Mapping[str, ScoreSpec], near: Surroundings) -> Iterator[Resource]:
    """All scores of the section; faults are reported at their lines."""
    writers: dict[PropertyRef, str] = {}
    for key, spec in section.items():
        _require_own_names(key, spec, near, writers)
        yield _score(key, spec, near)


def _require_own_names(
    key: str, spec: ScoreSpec, near: Surroundings, writers: MutableMapping[PropertyRef, str]
) -> None:
    """HubSpot makes a score's properties itself, and refuses a name that is taken."""
    for name in names(key, spec).values():
        ref = PropertyRef(spec.object, name)
        entry = near.entry("properties", *ref)
        other = writers.setdefault(ref, key)
        if other == key and not (isinstance(entry, Mapping) and "existing" not in entry):
            continue
        whose = f"score.{spec.object}.{other}" if other != key else f"property.{spec.object}.{name}"
        told = f"the score fills the property {name!r}, which is the name of {whose}, too"
        hint = "give the score another name for it: `output: {property: NAME}`"
        near.report("RV886", told, "scores", key, hint=hint)


def _score(key: str, spec: ScoreSpec, near: Surroundings) -> Resource:
    at: At = ("scores", key)
    rules = dict(rules_of(spec, near, at))
    uses = frozenset(_uses(spec, rules))
    return Resource(
        Address("score", spec.object, key),
        _units(key, spec, rules, near),
        Design(spec, rules, _segments(uses, near), stand_in(key, spec, rules, near)),
        near.origin(*at),
        dict(_origins(spec, near, at)),
        frozenset(_needs(key, spec, rules, uses, near)),
        uses,
        refs(spec.ref),
    )


def _uses(spec: ScoreSpec, rules: Mapping[str, Rule]) -> Iterator[Symbol]:
    """Names whose ids the portal knows."""
    for rule in rules.values():
        if rule.asked:
            yield from filters.symbols(rule.asked, spec.object)
    if spec.records:
        yield from symbols([*(spec.records.include or ()), *(spec.records.exclude or ())])


def _segments(uses: Iterable[Symbol], near: Surroundings) -> dict[str, str]:
    """What people call the segments that the blueprint describes."""
    keys = [symbol.name for symbol in uses if symbol.kind == SYMBOL]
    entries = {key: near.entry("segments", key, "name") for key in keys}
    return {
        key: near.text(name, "segments", key, "name")
        for key, name in entries.items()
        if isinstance(name, str | dict)
    }


def _units(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> dict[str, Json]:
    """In a sequence that does not hang on the file's: points add up in any."""
    at: At = ("scores", key)
    found: dict[str, Json] = {"name": near.text(spec.name, *at, "name"), "max": spec.max}
    for name, group in sorted(spec.groups.items()):
        found |= _group_units(name, group, spec, near, (*at, "groups", name))
    _distinct(spec.thresholds, near, (*at, "thresholds"))
    for category, steps in (spec.matrix or {}).items():
        _distinct(steps, near, (*at, "matrix", category))
    for name, tier in sorted(spec.thresholds.items()):
        found |= _tier_units(name, tier, spec, near, (*at, "thresholds", name))
    found |= _matrix_units(spec, near, (*at, "matrix"))
    found |= {path: rule.spell() for path, rule in sorted(rules.items())}
    found |= {f"output.{place}.property": name for place, name in names(key, spec).items()}
    found |= _output_units(spec, near, (*at, "output"))
    found["records"] = _records(spec)
    found["published"] = spec.publish
    return {path: value for path, value in found.items() if value is not None}


def _distinct(levels: Mapping[str, float | StepSpec | ThresholdSpec], near: Surroundings, at: At) -> None:
    """Of two tiers or steps that begin at one number, nobody is ever in one."""
    first: dict[float, str] = {}
    for key, level in levels.items():
        start = level if isinstance(level, int | float) else level.from_
        twin = first.setdefault(start, key)
        if twin != key:
            told = f"{twin!r} and {key!r} both begin at {start}, so nobody would be in one of them"
            near.report("RV844", told, *at, key, hint="give one of them another number")


def _group_units(name: str, group: GroupSpec, spec: ScoreSpec, near: Surroundings, at: At) -> dict[str, Json]:
    path = f"groups.{name}"
    return {
        f"{path}.label": near.text(group.label, *at, "label") if group.label else name,
        f"{path}.category": group.category or spec.category,
        f"{path}.max": group.max,
        f"{path}.min": group.min,
        f"{path}.decay": group.decay.model_dump() if group.decay else None,
    }


def _matrix_units(spec: ScoreSpec, near: Surroundings, at: At) -> dict[str, Json]:
    """One unit for each category: label -> fewest points."""
    if spec.matrix and len(spec.categories) == 1:
        near.report("RV880", "a matrix is of two categories, and this score has one", *at)
    return {
        f"{MATRIX}.{category.lower()}": dict(
            _step(category, key, step, near, at) for key, step in steps.items()
        )
        for category, steps in sorted((spec.matrix or {}).items())
    }


def _step(
    category: Category, key: str, step: float | StepSpec, near: Surroundings, at: At
) -> tuple[str, Json]:
    if not isinstance(step, StepSpec):
        return key, step
    label = near.text(step.label, *at, category, key, "label") if step.label else key
    return label, step.from_


def _records(spec: ScoreSpec) -> Json:
    told = spec.records.model_dump(exclude_none=True) if spec.records else {}
    return {side: sorted(set(segments)) for side, segments in told.items()} or None


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
    found |= {f"output.{TIERS}.group": output.group} if spec.thresholds else {}
    return found | ({f"output.{MATRIX}.group": output.group} if spec.matrix else {})


def _origins(spec: ScoreSpec, near: Surroundings, at: At) -> Iterator[tuple[str, Origin]]:
    yield "name", near.origin(*at, "name")
    for name, group in spec.groups.items():
        yield f"groups.{name}", near.origin(*at, "groups", name)
        for rule in group.rules:
            yield f"groups.{name}.rules.{rule}", near.origin(*at, "groups", name, "rules", rule)
    for category in spec.matrix or ():
        yield f"{MATRIX}.{category.lower()}", near.origin(*at, "matrix", category)
    if spec.records:
        yield "records", near.origin(*at, "records")
    for name in spec.thresholds:
        yield f"thresholds.{name}", near.origin(*at, "thresholds", name)


def _needs(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], uses: Iterable[Symbol], near: Surroundings
) -> Iterator[Need]:
    """What rules ask about, segments of the blueprint, and the group that the score's property stands in."""
    own = {PropertyRef(spec.object, name) for name in names(key, spec).values()}
    asked = [rule.asked for rule in rules.values() if rule.asked]
    for ref in sorted({ref for condition in asked for ref in filters.properties(condition)} - own):
        need = near.provider(ref)
        if need:
            yield need
    for symbol in sorted(uses, key=str):
        if symbol.kind == SYMBOL and near.entry("segments", symbol.name) is not None:
            yield Need(Address(SYMBOL, "", symbol.name))
    if spec.output.group:
        yield Need(Address("group", spec.object, spec.output.group))
