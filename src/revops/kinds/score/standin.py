"""What is made in place of a score where HubSpot's lead scores are out of reach (dossier E4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.properties.formula import canonical, references
from revops.kinds.properties.spec import Told
from revops.kinds.score.adding import workflows
from revops.kinds.score.calculated import formula
from revops.kinds.score.computed import filled
from revops.kinds.score.losses import LANGUAGES, losses
from revops.kinds.score.outputs import KEPT, names
from revops.kinds.score.rules import Rule
from revops.kinds.score.spec import ScoreSpec, StandIn
from revops.model.address import Address
from revops.model.condition import PropertyRef
from revops.model.json import Json
from revops.model.spec import Need, Resource

_GROUPS: Final[Mapping[str, str]] = {
    "contacts": "contactinformation",
    "companies": "companyinformation",
    "deals": "dealinformation",
}
"""Where a property stands if the blueprint does not say it: HubSpot wants a group (dossier B2, N1)."""
_ITEMS: Final[Mapping[tuple[str, bool], tuple[str, str, str]]] = {
    ("en", True): (
        'Compute the score "{name}"',
        "Agree on how often the points are to follow the records, and have it run, say daily.",
        "`revops score {address}` computes the points from the records and writes them into {properties}.",
    ),
    ("en", False): (
        'Compute the score "{name}"',
        "Agree on who computes it, from the rules in the blueprint, and how often.",
        "Write the numbers into {properties} by import or through the API.",
    ),
    ("ja", True): (
        "スコア「{name}」を計算する",
        "得点をどの頻度でレコードに追従させるかを決め、毎日など定期的に実行する。",
        "`revops score {address}` がレコードから得点を計算し、{properties} に書き込む。",
    ),
    ("ja", False): (
        "スコア「{name}」を計算する",
        "ブループリントのルールをもとに、誰がどの頻度で計算するかを決める。",
        "インポートまたはAPIで {properties} に数値を書き込む。",
    ),
}
"""Title and steps of the checklist item, by language and by whether `revops score` can compute it."""


def stand_in(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> StandIn | None:
    """What the entry's `fallback:` makes, and what it costs; None where it says none or can make none."""
    if spec.fallback is None:
        return None
    sayable = {path: rule for path, rule in rules.items() if not _asks_for_sets(rule, near)}
    match spec.fallback:
        case "calculated":
            made = tuple(_calculated(key, spec, sayable, near))
        case "computed":
            made = tuple(_computed(key, spec, rules, near))
        case "workflows":
            made = tuple(_added(key, spec, rules, near))
    if not made:
        return None
    addresses = [str(resource.address) for resource in made]
    lost = {language: losses(key, spec, rules, sayable, addresses, language) for language in LANGUAGES}
    return StandIn(made, lost, near.locale)


def _asks_for_sets(rule: Rule, near: Surroundings) -> bool:
    """Whether it looks at a property that holds several options at once, which `equals` does not compare."""
    read = filters.properties(rule.asked) if rule.asked else frozenset()
    return any(near.entry("properties", one.object, one.name, "fieldType") == "checkbox" for one in read)


def _calculated(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings
) -> Iterator[Resource]:
    text = formula(spec, rules)
    if not text:
        hint = "`computed` makes a number that `revops score` fills, as far as records tell it"
        summary = "no FIT rule of the score can be said by a formula"
        near.report("RV883", summary, "scores", key, "fallback", hint=hint)
        return
    units = {"fieldType": "calculation_equation", "calculationFormula": canonical(text)}
    reads = sorted(references(text))
    needs = {need for name in reads if (need := near.provider(PropertyRef(spec.object, name)))}
    told = Told(spec.name, text, [])
    yield _property(key, spec, "fit", near, units, told, frozenset(needs))


def _computed(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> Iterator[Resource]:
    made = [place for place in names(key, spec) if place in KEPT["computed"]]
    for place in made:
        told = Told(spec.name, None, [f"checklist.{_item_name(key)}"])
        yield _property(key, spec, place, near, {"fieldType": "number"}, told)
    yield _item(key, spec, near, [name for _, name in filled(key, spec, rules)])


def _added(key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings) -> Iterator[Resource]:
    """Numbers, and the workflows that add to them."""
    flows = list(workflows(key, spec, rules, near))
    if not flows:
        hint = "`calculated` and `computed` are for rules about what records hold"
        summary = (
            "workflows add points for events of contacts, counted one by one, and no rule is about those"
        )
        near.report("RV883", summary, "scores", key, "fallback", hint=hint)
        return
    for place, name in names(key, spec).items():
        if place in KEPT["workflows"]:
            by = [str(flow.address) for number, flow in flows if number == name]
            yield _property(key, spec, place, near, {"fieldType": "number"}, Told(spec.name, None, by))
    yield from (flow for _, flow in flows)


def _property(
    key: str,
    spec: ScoreSpec,
    place: str,
    near: Surroundings,
    units: Mapping[str, Json],
    told: Told,
    needs: frozenset[Need] = frozenset(),
) -> Resource:
    group = spec.output.group
    home = frozenset({Need(Address("group", spec.object, group))}) if group else frozenset()
    label = near.text(spec.output.label or spec.name, "scores", key, "name")
    several = len(spec.categories) > 1
    return Resource(
        Address("property", spec.object, names(key, spec)[place]),
        {
            "label": f"{label} ({place.upper()})" if several else label,
            "type": "number",
            "groupName": group or _GROUPS[spec.object],
            **units,
        },
        told,
        needs=needs | home,
    )


def _item_name(key: str) -> str:
    return f"compute_{key}"


def _item(key: str, spec: ScoreSpec, near: Surroundings, computed: Sequence[str]) -> Resource:
    """The task to have it computed; where no rule can be, by whoever knows the numbers."""
    language = near.locale if (near.locale, True) in _ITEMS else "en"
    title, *steps = _ITEMS[language, bool(computed)]
    made = computed or [name for place, name in names(key, spec).items() if place in KEPT["computed"]]
    said = {
        "name": near.text(spec.name, "scores", key, "name"),
        "address": str(Address("score", spec.object, key)),
        "properties": ", ".join(f"{spec.object}.{name}" for name in made),
    }
    units = {"title": title.format(**said), "steps": [step.format(**said) for step in steps]}
    return Resource(Address("checklist", "", _item_name(key)), units)
