"""Kind `property`: one list per object type to read, batches of a hundred to create, one PATCH per change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.links import properties_page
from revops.kinds.objects import ObjectName
from revops.kinds.plain import Plain
from revops.kinds.properties import copied, made, moving, options, retired, uses, write
from revops.kinds.properties.describe import describe
from revops.kinds.properties.expand import expand
from revops.kinds.properties.read import Reader, list_call
from revops.kinds.properties.spec import TEXTS, PropertySpec
from revops.kinds.wire import results, unread
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change, Consent
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.move import COPIED
from revops.model.objects import HOST
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Phase, Present, Resource

_KEPT_DAYS: Final = 90


class PropertyKind(Plain):
    """Definitions, options and formulas of properties."""

    name = "property"
    section = "properties"
    section_type: Any = dict[ObjectName, dict[str, PropertySpec]]
    after = frozenset({HOST, "group"})
    reads: tuple[str, ...] = ("properties",)
    writes: tuple[str, ...] = ("properties",)
    asks: frozenset[Consent] = frozenset({Consent.MOVE, Consent.DELETE})
    moves: tuple[str, ...] = ("records", "search")

    def expand(
        self, section: Mapping[str, Mapping[str, PropertySpec]], near: Surroundings
    ) -> Iterator[Resource]:
        return expand(section, near)

    def opening(self, scope: str, context: Context) -> Sequence[Call]:
        return (list_call(scope, context),)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        """One list per sensitivity in use, and the archived ones where something wanted is not active."""
        reader = Reader(scope, context)
        sorts = _sensitivities([*(one.units for one in wanted), *_leaving(scope, context)])
        answers = yield [list_call(scope, context, sort) for sort in sorts]
        rows = [row for answer in answers for row in results(answer, "name", "type")]
        seen = [reader.observed(row) for row in rows if not reader.names.hides(row["name"])]
        found, told = yield from retired.counted(seen, wanted, context)
        found, copies = yield from copied.counted(found, rows, wanted, context)
        told = (*told, *copies)
        known = {observed.address for observed in found}
        absent = [r for r in wanted if r.address not in known and not r.reference]
        if unread(answers) or not absent:
            return Observation(found, unread(answers), findings=told)
        sorts = _sensitivities([one.units for one in absent])
        archived = yield [list_call(scope, context, sort, archived=True) for sort in sorts]
        twins = frozenset(reader.address(row) for answer in archived for row in results(answer, "name"))
        return Observation(found, unread(archived), archived=twins - known, findings=told)

    def resolve(self, resource: Resource, seen: Observation, context: Context) -> Resource:
        """What becomes of retired options, and by `others:` of those that the blueprint does not name.

        Of a property that has another type here only the type is told: nothing else of it may be written.
        """
        presence = seen.presence(resource.address)
        if not isinstance(presence, Present):
            return resource
        wanted = resource.units.get("type", presence.observed.units["type"])
        if wanted != presence.observed.units["type"]:
            return replace(resource, units={"type": wanted})
        spelled = {
            **_others(resource, presence.observed),
            **dict(retired.units(resource, presence.observed, context)),
        }
        return replace(resource, units={**resource.units, **spelled}) if spelled else resource

    def phase(self, path: str, actual: Observed | None) -> Phase:
        if path.startswith(options.START):
            return retired.phase(path, actual)
        return Phase.MOVE if path.startswith(COPIED) else Phase.DEFINE

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        match changes[0].phase if changes else Phase.DEFINE:
            case Phase.MOVE:
                return moving.move(changes, context)
            case Phase.REMOVE if changes[0].action is Action.DELETE:
                return copied.archive(changes, context)
            case Phase.REMOVE:
                return moving.remove(changes, context)
            case _:
                return _define(changes, context)

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        if call.surface == "records":
            return [moving.settle(address, call, answer) for address in call.carries]
        return write.settle(call, answer, context)

    def hazards(self, change: Change) -> Iterable[Finding]:
        if change.action is Action.DELETE:
            summary = f"archiving hides the values on every record; HubSpot keeps them {_KEPT_DAYS} days"
            hint = "restore it in HubSpot within that time: Settings > Properties > Archived properties"
            yield Finding("RV561", Severity.WARNING, summary, hint, change.address)
            return
        if change.phase.is_counted:
            yield from retired.hazards(change) if change.action.writes else ()
            return
        gone = [options.split(unit.path) for unit in change.units if unit.after is MISSING]
        values = ", ".join(option[0] for option in gone if option and option[1] == "label")
        if values:
            summary = f"records that hold {values} keep a value that has no label any more"
            yield Finding(
                "RV562", Severity.WARNING, summary, "`others: hide` keeps the label", change.address
            )

    def by_hand(self, change: Change, context: Context) -> str:
        """Where to edit the property in HubSpot, and what to set."""
        name = change.actual.id if change.actual else change.address.name
        edits = ", ".join(
            f"{unit.path} to {unit.after!r}" for unit in change.units if unit.after is not MISSING
        )
        page = properties_page(context, change.address.scope)
        where = f"{page} (Settings > Properties) > search {name} > Edit"
        return f"{where} > set {edits}" if edits else where

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.mentions(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return describe(observed)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        option, gone = options.split(path), entry.get("retired") or {}
        if option and rewrite.key_of(gone, option[0]) in gone:
            _revive(entry, option[0])
        elif path == options.ORDER:
            rewrite.reorder(entry["options"], value)
        elif option:
            _rewrite_option(entry["options"], option, value, context.locale)
        elif path in TEXTS:
            rewrite.put_text(entry, path, value, context.locale)
        else:
            rewrite.put(entry, "existing" if path == "type" and "existing" in entry else path, value)


def _define(changes: Sequence[Change], context: Context) -> Conversation:
    """Lists of options are read again first: what a PATCH leaves out of the list is lost (dossier B2).

    So is the list of a custom object that was made just now, with some of these properties in it.
    """
    fresh: dict[str, Mapping[str, Json]] = {}
    rewriting = [c for c in changes if c.action is Action.UPDATE and options.touched(c)]
    if rewriting:
        answers = yield write.reads(rewriting, context)
        fresh = {row["name"]: row for answer in answers for row in results(answer)}
    there: dict[str, Mapping[str, Json]] = {}
    with_object = [change for change in changes if made.is_with_object(change)]
    if with_object:
        answers = yield made.reads(with_object, context)
        there = {row["name"]: row for answer in answers for row in results(answer, "name")}
    done = [c for c in with_object if write.portal_name(c.address, context) in there]
    yield [
        *write.creates([change for change in changes if change not in done], context),
        *made.completions(done, there, context),
        *write.singles(changes, fresh, context),
    ]


def _others(resource: Resource, observed: Observed) -> dict[str, Json]:
    """What becomes of options that the blueprint names neither under `options` nor under `retired`."""
    if resource.others == "leave":
        return {}
    values = dict.fromkeys(option[0] for option in map(options.split, observed.units) if option)
    named = resource.units.keys() | {f"options.{value}.label" for value in resource.retired}
    others = [value for value in values if f"options.{value}.label" not in named]
    if resource.others == "hide":
        return {f"options.{value}.hidden": True for value in others}
    return {f"options.{value}.label": MISSING for value in others}


def _revive(entry: MutableMapping[str, Any], value: str) -> None:
    """Whoever keeps HubSpot's side of a retired option wants it in use."""
    del entry["retired"][rewrite.key_of(entry["retired"], value)]
    if not entry["retired"]:
        del entry["retired"]


def _leaving(scope: str, context: Context) -> Iterator[Mapping[str, Json]]:
    """What the ledger holds of the properties that are to go: the blueprint describes them no more."""
    for address in context.removed:
        entry = context.ledger.entry(address)
        if entry and (address.kind, address.scope) == (PropertyKind.name, scope):
            yield entry.units


def _sensitivities(told: Iterable[Mapping[str, Json]]) -> list[str]:
    """Lists to ask for, by the units of what they are to show; the one without sensitive ones always."""
    found = {str(units.get("dataSensitivity", "non_sensitive")) for units in told}
    return ["non_sensitive", *sorted(found - {"non_sensitive"})]


def _rewrite_option(
    entry: MutableMapping[str, Any], option: tuple[str, str], value: Json, locale: str
) -> None:
    """An option that is only a label grows into a map where more is to be said."""
    name, field = option
    key = rewrite.key_of(entry, name)
    if value is MISSING and (field == "label" or key not in entry):
        entry.pop(key, None)
        return
    described = isinstance(entry.get(key), MutableMapping) and "label" in entry[key]
    if field == "label" and not described:
        rewrite.put_text(entry, key, value, locale)
        return
    if not described:
        entry[key] = {"label": entry.get(key, name)}
    if field == "hidden":
        rewrite.put(entry[key], field, value)
    else:
        rewrite.put_text(entry[key], field, value, locale)
