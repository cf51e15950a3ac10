"""Kind `validation`: one list per object type to read, one PUT per rule to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import properties_page
from revops.kinds.objects import ObjectName, type_id
from revops.kinds.plain import Plain
from revops.kinds.validation.arguments import FORMS, canonical, said, sent
from revops.kinds.validation.check import RANGES, Entry, above, check
from revops.kinds.validation.spec import ValidationSpec
from revops.kinds.wire import Binding, refs, results, segment, settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.reference import Mention, Thing
from revops.model.spec import Need, Observation, Observed, Resource

_SURFACE: Final = "property_validations"


class ValidationKind(Plain):
    """The rules of one property are one resource, each rule a unit of it."""

    name = "validation"
    section = "validations"
    section_type: Any = dict[ObjectName, dict[str, ValidationSpec]]
    after = frozenset({"property", "score"})
    reads: tuple[str, ...] = (_SURFACE,)
    writes: tuple[str, ...] = (_SURFACE,)
    deletes = False

    def expand(
        self, section: Mapping[str, Mapping[str, ValidationSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        for scope, specs in section.items():
            for name, spec in specs.items():
                ref, at = PropertyRef(scope, name), ("validations", scope, name)
                check(Entry(spec.rules, ref, near))
                yield Resource(
                    Address("validation", scope, name),
                    {rule: canonical(rule, value) for rule, value in spec.rules.items()},
                    spec,
                    near.origin(*at),
                    {rule: near.origin(*at, rule) for rule in spec.rules},
                    frozenset({near.provider(ref) or Need(Address("property", scope, name))}),
                    ref=refs(spec.ref),
                )

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        return (Call(_SURFACE, "GET", f"/{type_id(scope, context.names)}"),)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        """The list holds the properties that have rules; one that is not in it has none."""
        answers = yield self.opening(scope, context)
        names = Binding.of("property", scope, context)
        rows = [row for row in results(answers[0], "propertyName") if row["propertyValidationRules"] != []]
        found = tuple(_observed(scope, row, names) for row in rows if not names.hides(row["propertyName"]))
        return Observation(found, unread(answers))

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield [call for change in changes for call in _puts(change, context)]

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        for address in call.carries:
            page = properties_page(context, address.scope)
            hint = f"a rule goes with the type and the field type of its property: {page}"
            yield settled(address, call, answer, hint=hint)

    def by_hand(self, change: Change, context: Context) -> str:
        """Where to set or clear the rules: HubSpot's API has no request that takes one back (dossier D6)."""
        scope = change.address.scope
        name = Binding.of("property", scope, context).portal(change.address.name)
        where = f"{properties_page(context, scope)} (Settings > Properties) > search {name} > Rules"
        wanted = [f"set {unit.path} to {unit.after!r}" for unit in change.units if unit.after is not MISSING]
        cleared = [f"clear {unit.path}" for unit in change.units if unit.after is MISSING]
        return " > ".join([where, *wanted, *cleared])

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        yield Mention(Thing("property", observed.address.scope, observed.id), "validation")

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return dict(observed.units)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewrite.put(entry, path, value)


def _observed(scope: str, row: Mapping[str, Json], names: Binding) -> Observed:
    """Rules of types that are not known here are left out: no blueprint can name them."""
    name = row["propertyName"]
    units = {
        rule["ruleType"]: said(rule["ruleType"], rule["ruleArguments"])
        for rule in row["propertyValidationRules"]
        if rule["ruleType"] in FORMS
    }
    return Observed(Address("validation", scope, names.blueprint(name)), id=name, units=units, raw=row)


def _puts(change: Change, context: Context) -> Iterator[Call]:
    """One request per rule; none for a rule that is to go."""
    scope, after = change.address.scope, change.after()
    name = Binding.of("property", scope, context).portal(change.address.name)
    for rule in _sequence(change):
        path = f"/{type_id(scope, context.names)}/{segment(name)}/rule-type/{rule}"
        units = frozenset({rule}) if len(after) > 1 else None
        body = {"ruleArguments": sent(rule, after[rule]), **_normalization(rule, change)}
        yield Call(_SURFACE, "PUT", path, body=body, carries=(change.address,), units=units)


def _normalization(rule: str, change: Change) -> dict[str, Json]:
    """A PUT replaces the rule: what a person chose in HubSpot besides the arguments goes with it."""
    now = change.actual.raw["propertyValidationRules"] if change.actual else []
    told = next((one.get("shouldApplyNormalization") for one in now if one["ruleType"] == rule), None)
    return {} if told is None else {"shouldApplyNormalization": told}


def _sequence(change: Change) -> list[str]:
    """An upper limit goes first where the new lower one would pass the old upper one on the way."""
    after, now = change.after(), change.actual.units if change.actual else {}
    found = list(after)
    for low, high in RANGES:
        said = low in after and high in after and not isinstance(now.get(high), Mapping | None)
        if said and above(after[low], now[high]):
            found.remove(high)
            found.insert(found.index(low), high)
    return found
