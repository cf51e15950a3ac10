"""Options that are retired: hidden first, the records that hold them counted, removed when none does."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds.objects import path_word
from revops.kinds.properties.options import split
from revops.kinds.properties.relabel import relabelled
from revops.kinds.search import how_many, total
from revops.kinds.wire import why_refused
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING, Json
from revops.model.spec import Observed, Phase, Resource

RECORDS: Final = "records"
"""Last part of the unit that says how many records hold an option's value."""


def _uses(address: Address) -> str:
    return f"revops impact {address} shows what uses it"


def unit(value: str, field: str) -> str:
    """The path of an option's unit."""
    return f"options.{value}.{field}"


@dataclass(frozen=True)
class Retiring:
    """One retired value that the portal still has as an option. `target` is None where records keep it."""

    address: Address
    value: str
    target: str | None
    row: Mapping[str, Json]
    objects: str
    """The object type as paths of this portal have it."""

    @property
    def uncountable(self) -> str:
        """Why the records that hold the value cannot be found; empty where they can."""
        if self.row.get("fieldType") == "checkbox":
            return "its records may hold several values, and no source says how a search finds one of them"
        return ""

    @property
    def immovable(self) -> str:
        """Why the records cannot get another value; empty where they can."""
        return unwritable(self.row)

    @property
    def filters(self) -> Sequence[Json]:
        """What a search asks for the records that hold the value."""
        return [holding(self.row["name"], self.value)]

    @property
    def rehearsed(self) -> Mapping[str, Json]:
        """What such a record holds."""
        return {self.row["name"]: self.value}

    def gets(self, held: Mapping[str, Json]) -> Mapping[str, Json]:
        """What is written into a record: nothing where it holds another value by now."""
        name = self.row["name"]
        return {name: self.target} if held.get(name) == self.value else {}

    def waits(self, observed: Observed, context: Context) -> bool:
        """Whether the new option is not there and no plan writes it by itself.

        One that was applied before was removed in HubSpot, which is held (rule 4); one that HubSpot did not
        keep is not sent again (rule 10).
        """
        entry = context.ledger.entry(self.address)
        if self.target is None or entry is None:
            return False
        path = unit(self.target, "label")
        return path not in observed.units and (path in entry.units or path in entry.unkept)

    def told(self, count: int, *, waits: bool) -> Finding | None:
        """How many records hold the value, and what becomes of them."""
        if not count:
            return None
        told = f"{many(count)} {self._named}"
        if self.target is None:
            return self._finding(
                "RV661", Severity.INFO, f"{told}, so the option stays, hidden", _uses(self.address)
            )
        if self.immovable:
            hint = "write `null` behind the value to keep the option hidden"
            return self._finding("RV664", Severity.WARNING, f"{told} and keep it: {self.immovable}", hint)
        if waits:
            told = f"{told} and wait for `{self.target}`, which HubSpot does not have any more"
            hint = f"--take '{self.address}#{unit(self.target, 'label')}' writes the option; then plan again"
            return self._finding("RV660", Severity.WARNING, told, hint)
        hint = f"--move {self.address} gives it to them; without it the option stays, hidden"
        return self._finding("RV660", Severity.INFO, f"{told} and are to get `{self.target}`", hint)

    def uncounted(self, why: str) -> Finding:
        """The count is not known, so nothing but hiding is done."""
        code = "RV663" if self.uncountable else "RV662"
        told = f"nobody counts the records that hold {self._named}: {why}"
        hint = "the option stays, hidden; look for its records in HubSpot (filter the list by the property)"
        return self._finding(code, Severity.WARNING, told, hint)

    def _finding(self, code: str, severity: Severity, told: str, hint: str) -> Finding:
        return Finding(code, severity, told, hint, self.address)

    @property
    def _named(self) -> str:
        """The value; with its property, or two of these findings could read the same and count as one."""
        return f"`{self.value}` of {self.address.scope}.{self.address.name}"


def unwritable(row: Mapping[str, Json]) -> str:
    """Why nobody may write the values of a property; empty where they may be written (dossier B2)."""
    allowed = row.get("modificationMetadata") or {}
    if row.get("calculated") or allowed.get("readOnlyValue"):
        return "HubSpot sets its values and lets nobody else write them"
    return ""


def many(count: int) -> str:
    """`1 record holds`, `312 records hold`."""
    return "1 record holds" if count == 1 else f"{count} records hold"


def holding(name: str, value: str) -> Json:
    """The filter that is met by records with exactly this value (dossier J2)."""
    return {"propertyName": name, "operator": "EQ", "value": value}


def retiring(resource: Resource, observed: Observed, context: Context) -> list[Retiring]:
    """The retired values of a property that are still options of it."""
    objects = path_word(resource.address.scope, context)
    return [
        Retiring(resource.address, value, target, observed.raw, objects)
        for value, target in resource.retired.items()
        if unit(value, "label") in observed.units
    ]


Counting = Generator[Sequence[Call], Sequence[Answer], tuple[tuple[Observed, ...], tuple[Finding, ...]]]


def counted(found: Sequence[Observed], wanted: Sequence[Resource], context: Context) -> Counting:
    """What was found, with a count for every retired option that is still there; one search each.

    That an option is not hidden is HubSpot's own value: whoever retires it by name may hide it, and take its
    label for another option (rule 4).
    """
    resources = {resource.address: resource for resource in wanted if resource.retired}
    open_ = [r for one in found if (wish := resources.get(one.address)) for r in retiring(wish, one, context)]
    asked = [one for one in open_ if not one.uncountable]
    calls = [replace(how_many(one.objects, one.filters), restates=True) for one in asked]
    answers = (yield calls) if calls else ()
    counts = {one: total(answer) for one, answer in zip(_keys(asked), answers, strict=True)}
    whys = dict(zip(_keys(asked), map(why_refused, answers), strict=True))
    waiting = _waiting(open_, found, context)
    findings = [
        one.uncounted(one.uncountable or whys[key])
        if counts.get(key) is None
        else one.told(counts[key] or 0, waits=key in waiting)
        for one, key in zip(open_, _keys(open_), strict=True)
    ]
    told = tuple(finding for finding in findings if finding)
    return tuple(_with(one, resources.get(one.address), counts) for one in found), told


Key = tuple[Address, str]


def _keys(every: Sequence[Retiring]) -> list[Key]:
    return [(one.address, one.value) for one in every]


def _waiting(open_: Sequence[Retiring], found: Sequence[Observed], context: Context) -> set[Key]:
    """The values whose records cannot be moved yet."""
    seen = {observed.address: observed for observed in found}
    return {(one.address, one.value) for one in open_ if one.waits(seen[one.address], context)}


def _with(observed: Observed, resource: Resource | None, counts: Mapping[Key, int | None]) -> Observed:
    """No count is told while it is 0 and the option has to make way: it is removed after that."""
    values = [v for v in resource.retired if unit(v, "label") in observed.units] if resource else []
    if not (resource and values):
        return observed
    labels = {
        unit(value, "label"): observed.units[unit(value, "label")] for value in relabelled(resource, observed)
    }
    known = {
        unit(value, RECORDS): count
        for value in values
        if (count := counts.get((observed.address, value))) is not None
        and (count or unit(value, "label") not in labels)
    }
    shown = {unit(value, "hidden"): False for value in values}
    return replace(
        observed, units={**observed.units, **known}, factory={**observed.factory, **shown, **labels}
    )


def units(resource: Resource, observed: Observed, context: Context) -> Iterator[tuple[str, Json]]:
    """What is wanted of every retired option: hidden, its label free, without records, and then gone."""
    for value, label in relabelled(resource, observed).items():
        yield unit(value, "label"), label
    for one in retiring(resource, observed, context):
        count = observed.units.get(unit(one.value, RECORDS))
        if count == 0 and observed.units.get(unit(one.value, "hidden")) is True:
            yield from ((path, MISSING) for path in _of(one.value, observed))
            continue
        yield unit(one.value, "hidden"), True
        if count and one.target is not None and not (one.immovable or one.waits(observed, context)):
            yield unit(one.value, RECORDS), 0


def _of(value: str, observed: Observed) -> list[str]:
    """The units of an option that say something."""
    return [
        path for path, held in observed.units.items() if held != "" and (split(path) or ("",))[0] == value
    ]


def phase(path: str, actual: Observed | None) -> Phase:
    """Moving while records hold the value, removing once none does; everything else defines."""
    option = split(path) if actual else None
    if option is None or actual is None:
        return Phase.DEFINE
    value, field = option
    count = actual.units.get(unit(value, RECORDS))
    if field == RECORDS and count:
        return Phase.MOVE
    return Phase.REMOVE if count == 0 and actual.units.get(unit(value, "hidden")) is True else Phase.DEFINE


def hazards(change: Change) -> Iterator[Finding]:
    """What moving and removing bring about besides."""
    if change.phase is Phase.MOVE:
        count = sum(one.before for one in change.units if isinstance(one.before, int))
        records = "1 record" if count == 1 else f"{count} records"
        told = f"moving writes {records}, which no command takes back; workflows that are on may enrol them"
        yield Finding("RV670", Severity.WARNING, told, _uses(change.address), change.address)
    else:
        values = ", ".join(
            f"`{option[0]}`" for one in change.units if (option := split(one.path)) and option[1] == "label"
        )
        told = f"no record was found to hold {values}; what else uses it loses it"
        yield Finding("RV671", Severity.WARNING, told, _uses(change.address), change.address)
