"""Which scores are computed in this portal, from what, and by which rules; no request is sent here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.engine.situation import Situation
from revops.kinds import filters
from revops.kinds.score import computed
from revops.kinds.score.membership import symbols
from revops.kinds.score.rules import ConditionRule, MatchRule, SegmentRule
from revops.kinds.score.rules import Rule as Written
from revops.kinds.score.spec import Design, ScoreSpec
from revops.kinds.wire import Binding
from revops.model.address import Address
from revops.model.change import Consent
from revops.model.condition import PropertyRef
from revops.model.finding import Finding, Severity
from revops.model.json import Json, digest
from revops.model.spec import Absent, Present, Resource, Symbol
from revops.simulate.points import Limits, Rule, Scoring

COMPUTED: Final = "computed"
_WHY: Final[Mapping[str, str]] = {
    computed.EVENTS: "records do not tell what people do",
    computed.ASSOCIATED: "associated records are not read",
    computed.PAST: "records tell neither former values nor the days of changes",
}


@dataclass(frozen=True)
class Output:
    """A number that is computed: where it stands, and how many points a record gets."""

    score: Address
    name: str
    """The portal's name of the property."""
    scoring: Scoring
    include: frozenset[str] = frozenset()
    """Segments of which a record must be a member of one, by the blueprint's names; empty for everybody."""
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Score:
    """One score that is computed, and what of it is not."""

    resource: Resource
    outputs: tuple[Output, ...]
    reads: Mapping[str, PropertyRef]
    """The portal's name of each property that a rule looks at -> the blueprint's."""
    segments: frozenset[Symbol]

    @property
    def address(self) -> Address:
        return self.resource.address

    @property
    def objects(self) -> str:
        return self.address.scope

    @property
    def left_out(self) -> dict[str, str]:
        """Rules that are not counted, as people are told them: why."""
        left = computed.left_out(self.resource.spec.rules)
        return {computed.short(path): _WHY[why] for path, why in left.items()}

    @property
    def told(self) -> Iterator[Finding]:
        """What the points leave out, up front."""
        left = self.left_out
        for why in dict.fromkeys(left.values()):
            named = ", ".join(rule for rule, reason in left.items() if reason == why)
            yield _note("RV950", f"not counted: {named} ({why})", self.address)
        fading = [name for name, group in self.resource.spec.spec.groups.items() if group.decay]
        if fading:
            yield _note("RV950", f"points do not fade in {', '.join(fading)}", self.address)


def candidates(resources: Iterable[Resource]) -> dict[Address, Resource]:
    """Scores of the blueprint that ask to be computed by this tool where HubSpot cannot."""
    return {one.address: one for one in resources if _is_candidate(one)}


def _is_candidate(resource: Resource) -> bool:
    return isinstance(resource.spec, Design) and resource.spec.spec.fallback == COMPUTED


def resolved(resource: Resource, situation: Situation) -> Score | Finding:
    """The score as it is computed here, or why it is not."""
    address, design = resource.address, resource.spec
    if address in {one.address for one in situation.resources}:
        return _note("RV952", "HubSpot's lead scores are open to this token and compute it", address)
    made = dict(computed.filled(address.name, design.spec, design.rules))
    if not made:
        told = "records tell none of its rules, so that its numbers are left to whoever fills them"
        return _note("RV952", told, address)
    homes = [Address("property", address.scope, name) for name in made.values()]
    missing = next((why for home in homes if (why := _lacks(home, situation))), "")
    reads = _reads(resource, situation)
    absent = [str(ref) for ref in reads.values() if _is_absent(ref, situation)]
    if missing or absent:
        told = missing or f"the portal has no property {', '.join(absent)}, which its rules ask about"
        return Finding("RV954", Severity.WARNING, told, "revops plan", address)
    if foreign := [home for home in homes if not _is_ours(home, situation)]:
        return _foreign(foreign, address)
    return Score(resource, tuple(_outputs(resource, made, situation)), reads, _segments(design))


def approval(scores: Sequence[Score], portal: int) -> str:
    """The digest by which a program approves these rules for these properties of this portal."""
    rules: Json = {str(one.address): [one.resource.units, [o.name for o in one.outputs]] for one in scores}
    return digest([portal, rules])


def _is_ours(home: Address, situation: Situation) -> bool:
    """True for a number that this tool made, or whose values a person agreed to overwrite."""
    entry = situation.context.ledger.entry(home)
    taken = any(home.matches(one) for one in situation.consents.of(Consent.TAKE.value))
    return taken or bool(entry and entry.created)


def _foreign(homes: Sequence[Address], address: Address) -> Finding:
    named = ", ".join(map(str, homes))
    told = f"{named} was adopted and not made by this tool: what records hold there may be somebody's own"
    typed = " ".join(f"--take {home}" for home in homes)
    return Finding("RV985", Severity.WARNING, told, f"revops score {typed} overwrites it", address)


def _lacks(home: Address, situation: Situation) -> str:
    """Why there is no number to write into; empty where there is one that this tool made or adopted."""
    presence = situation.presence(home)
    if not isinstance(presence, Present):
        return f"{home} is not in the portal"
    units = presence.observed.units
    if (units.get("type"), units.get("fieldType")) != ("number", "number"):
        return f"{home} is no plain number in the portal"
    if situation.context.ledger.entry(home) is None:
        return f"{home} is in the portal, but this tool neither made nor adopted it"
    return ""


def _is_absent(ref: PropertyRef, situation: Situation) -> bool:
    return isinstance(situation.presence(Address("property", ref.object, ref.name)), Absent)


def _reads(resource: Resource, situation: Situation) -> dict[str, PropertyRef]:
    binding = Binding.of("property", resource.address.scope, situation.context)
    rules = computed.computable(resource.spec.rules).values()
    refs = {ref for rule in rules if rule.asked for ref in filters.own_properties(rule.asked)}
    return {binding.portal(ref.name): ref for ref in sorted(refs)}


def _segments(design: Design) -> frozenset[Symbol]:
    rules = computed.computable(design.rules).values()
    asked = [rule.counted.membership for rule in rules if isinstance(rule.counted, SegmentRule)]
    named = [segment for one in asked for segment in one.segments]
    records = design.spec.records
    scored = [*(records.include or ()), *(records.exclude or ())] if records else []
    return frozenset(symbols([*named, *scored]))


def _outputs(resource: Resource, made: Mapping[str, str], situation: Situation) -> Iterator[Output]:
    spec, records = resource.spec.spec, resource.spec.spec.records
    binding = Binding.of("property", resource.address.scope, situation.context)
    for category, name in made.items():
        yield Output(
            resource.address,
            binding.portal(name),
            _scoring(spec, computed.computable(resource.spec.rules), category),
            frozenset(records.include or ()) if records else frozenset(),
            frozenset(records.exclude or ()) if records else frozenset(),
        )


def _scoring(spec: ScoreSpec, rules: Mapping[str, Written], category: str) -> Scoring:
    """The groups of a category; `max` of a score limits each category (`maxScorePerCategory`, dossier E3)."""
    groups = {
        name: group for name, group in spec.groups.items() if (group.category or spec.category) == category
    }
    return Scoring(
        [
            (
                [_rule(rule) for path, rule in sorted(rules.items()) if computed.group_of(path) == name],
                Limits(group.min, group.max),
            )
            for name, group in sorted(groups.items())
        ],
        Limits(None, spec.max),
    )


def _rule(rule: Written) -> Rule:
    limits = Limits(rule.least, rule.most)
    match rule.counted:
        case ConditionRule(condition, add):
            return Rule([(condition, add)], limits=limits)
        case SegmentRule(membership, add):
            return Rule([(membership.condition, add)], limits=limits)
        case MatchRule(_, cases, otherwise):
            return Rule(cases, otherwise or 0, limits)
        case other:
            raise TypeError(f"{other} is not told by records")


def _note(code: str, told: str, address: Address) -> Finding:
    return Finding(code, Severity.INFO, told, address=address)
