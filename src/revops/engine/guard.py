"""Guards: what is odd about a plan as a whole, counted, so that nobody waves it through.

All of them look at what would run: what waits for a consent by address does not count yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from revops.engine.consenting import is_exact
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change, Consent
from revops.model.guard import Guard
from revops.model.json import MISSING
from revops.model.spec import Phase

SHARE: Final = 30
"""Per cent of the managed resources that may change without a question."""

FEW: Final = 10
"""Changes that are never a large share; octoDNS, too, looks at shares from ten records on (peers (a))."""

_PLAIN: Final = (Phase.DEFINE, Phase.DRAFT)
"""Phases whose updates ask for no consent of their own."""

_PIPELINE: Final = "pipeline"
_SEVERAL: Final = "checkbox"
"""The field whose records may hold several values, joined by `;` (dossier B3)."""

_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "create": ("create", "creates"),
    "update": ("update", "updates"),
    "replace": ("replacement", "replacements"),
    "delete": ("delete", "deletes"),
}


def guards(changes: Sequence[Change], situation: Situation) -> Iterator[Guard]:
    """Every rule that the changes of a plan meet, with whether somebody agreed to its number."""
    running = [change for change in changes if change.runs and change.action.writes]
    found = [rule(running, situation) for rule in _RULES]
    for guard in filter(None, [*found, _types(changes)]):
        agreed = situation.consents.allows(guard.code, guard.count)
        yield replace(guard, agreed=agreed) if agreed else guard


def _share(running: Sequence[Change], situation: Situation) -> Guard | None:
    """How much of what this tool applied here moves at once.

    Whole: the entries of the ledger. Part: those that are defined or drafted anew, replaced or deleted. What
    is made for the first time is in neither, nor is what a run that was cut off may have made; publishing and
    switching on have a consent and a count of their own.
    """
    entries = situation.context.ledger.entries.items()
    managed = {address for address, entry in entries if not (entry.ticked or entry.maybe)}
    moved = _addresses(c for c in running if _is_capped(c) and c.address in managed)
    if len(moved) <= FEW or 100 * len(moved) <= SHARE * len(managed):
        return None
    part = f"{len(moved)} of the {len(managed)} resources that were applied here"
    told = f"{part} would change at once, {100 * len(moved) // len(managed)} %"
    return Guard("RV990", len(moved), told, moved, way_out="Look at what they have in common.")


def _is_capped(change: Change) -> bool:
    """Later phases have a consent and a count of their own; what is archived after a rename is deleted."""
    return change.phase in _PLAIN or change.action is Action.DELETE


def _caps(running: Sequence[Change], situation: Situation) -> Guard | None:
    """How many changes there are of an action whose number the target caps."""
    beyond: dict[str, list[Address]] = {}
    for action, cap in situation.caps.items():
        mine = _addresses(c for c in running if c.action.value == action and _is_capped(c))
        if len(mine) > cap:
            beyond[action] = mine
    if not beyond:
        return None
    parts = [
        f"{_many(len(mine), *_NOUNS[action])}, where the target's cap is {situation.caps[action]}"
        for action, mine in beyond.items()
    ]
    addresses = [address for mine in beyond.values() for address in mine]
    way_out = "`caps:` of the target may say another number."
    return Guard("RV991", len(addresses), "; ".join(parts), addresses, way_out=way_out)


def _options(running: Sequence[Change], _situation: Situation) -> Guard | None:
    """Options that the blueprint does not name and that go, or are hidden (`others: remove` or `hide`)."""
    gone = [(c.address, path) for c in running for path in _removed_options(c)]
    hidden = [(c.address, path) for c in running for path in _hidden_options(c)]
    if not (gone or hidden):
        return None
    parts = [
        f"{_many(len(found), 'option', 'options')} that the blueprint does not name would be {become}"
        for found, become in ((gone, "removed"), (hidden, "hidden"))
        if found
    ]
    addresses = list(dict.fromkeys(address for address, _ in (*gone, *hidden)))
    way_out = "Records may hold them; under `retired:` they are counted and moved first."
    return Guard("RV993", len(gone) + len(hidden), "; ".join(parts), addresses, way_out=way_out)


def _removed_options(change: Change) -> Iterator[str]:
    """Without those that are retired: they go in a phase that asks, and only when no record holds them."""
    if change.action is Action.UPDATE and change.phase is Phase.DEFINE:
        for unit in change.units:
            if _is_option(unit.path, "label") and unit.after is MISSING:
                yield unit.path


def _hidden_options(change: Change) -> Iterator[str]:
    named = change.resource.units if change.resource else {}
    retired = change.resource.retired if change.resource else {}
    if change.action is Action.UPDATE:
        for unit in change.units:
            value = unit.path.removeprefix("options.").removesuffix(".hidden")
            unnamed = f"options.{value}.label" not in named and value not in retired
            if _is_option(unit.path, "hidden") and unit.after is True and unnamed:
                yield unit.path


def _is_option(path: str, field: str) -> bool:
    return path.startswith("options.") and path.endswith(f".{field}")


def _types(changes: Sequence[Change]) -> Guard | None:
    """Types that differ, which are never written, and fields that change, which are.

    Where records may hold several values and the new field takes one, that stops the run.
    """
    properties = [change for change in changes if change.address.kind == "property"]
    blocked = [c for c in properties if c.action is Action.BLOCKED and "type" in _paths(c)]
    moved = [c for c in properties if c.runs and c.action is Action.UPDATE and "fieldType" in _paths(c)]
    if not (blocked or moved):
        return None
    narrowed = any(unit.path == "fieldType" and unit.before == _SEVERAL for c in moved for unit in c.units)
    parts = [
        f"{_many(len(blocked), 'type', 'types')} would change, which is left alone" if blocked else "",
        f"the field of {_many(len(moved), 'property', 'properties')} would change" if moved else "",
        "records that hold several values would not fit any more" if narrowed else "",
    ]
    addresses = _addresses((*blocked, *moved))
    return Guard("RV994", len(addresses), "; ".join(filter(None, parts)), addresses, stops=narrowed)


def _stages(running: Sequence[Change], situation: Situation) -> Guard | None:
    """Stages that go with their pipelines; whoever named each pipeline exactly has agreed to it."""
    gone = {change.address: _gone(change) for change in running if change.address.kind == _PIPELINE}
    count = sum(len(paths) for paths in gone.values())
    if not count:
        return None
    addresses = [address for address, paths in gone.items() if paths]
    exact = {one for one in situation.consents.of(Consent.DELETE.value) if is_exact(one)}
    stages, pipelines = _many(count, "stage", "stages"), _many(len(addresses), "pipeline", "pipelines")
    told = f"{stages} of {pipelines} would be deleted for good, with the dates that records passed them"
    return Guard("RV995", count, told, addresses, stops=not {str(one) for one in addresses} <= exact)


def _gone(change: Change) -> list[str]:
    return [
        unit.path
        for unit in change.units
        if unit.path.startswith("stages.") and unit.path.endswith(".label") and unit.after is MISSING
    ]


def _forecast(running: Sequence[Change], _situation: Situation) -> Guard | None:
    """Deal stages whose chance to win is another one: every amount that is weighted by it moves."""
    moved = {
        change.address: [unit.path for unit in change.units if _is_moved_probability(unit.path, unit.before)]
        for change in _edited(running)
        if change.address.scope == "deals"
    }
    count = sum(len(paths) for paths in moved.values())
    if not count:
        return None
    stages = _many(count, "deal stage", "deal stages")
    told = f"the probability of {stages} would change, which moves the forecast"
    return Guard("RV996", count, told, [address for address, paths in moved.items() if paths])


def _is_moved_probability(path: str, before: object) -> bool:
    return path.endswith(".probability") and before is not MISSING


def _dates(running: Sequence[Change], _situation: Situation) -> Guard | None:
    """Reported of deals, once, and not seen on a portal of ours (peers (c), 13)."""
    addresses = _addresses(c for c in _edited(running) if c.address.scope == "deals" and _written(c))
    if not addresses:
        return None
    pipelines = _many(len(addresses), "deal pipeline", "deal pipelines")
    told = f"stages of {pipelines} would be edited; HubSpot may set the modified date of every deal there"
    way_out = "Reports and integrations that look at the modified date may take all of them for changed."
    return Guard("RV997", len(addresses), told, addresses, stops=False, way_out=way_out)


def _requirements(running: Sequence[Change], situation: Situation) -> Guard | None:
    """Properties that people made required for a stage: no API tells them (dossier D5).

    Stages are written one by one and with all of their metadata, never as a whole pipeline; but the report
    of the loss does not say which way it came about (dossier D1).
    """
    written = {change.address: _written(change) for change in _edited(running)}
    count = sum(len(keys) for keys in written.values())
    if not count:
        return None
    stages = _many(count, "stage that is there", "stages that are there")
    told = f"{stages} would be written; properties that HubSpot requires in them may be lost"
    addresses = [address for address, keys in written.items() if keys]
    way_out = "No API tells them: note them in HubSpot before (Settings > Objects > Pipelines > a stage)."
    protected = situation.context.portal.protected
    return Guard("RV998", count, told, addresses, stops=protected, way_out=way_out)


def _edited(running: Sequence[Change]) -> Iterator[Change]:
    """Updates of pipelines."""
    return (c for c in running if c.address.kind == _PIPELINE and c.action is Action.UPDATE)


def _written(change: Change) -> set[str]:
    """Keys of the stages that the portal has and that are written; a new sequence may write all of them."""
    there = change.actual.units if change.actual else {}
    known = {path.removesuffix(".label") for path in there if path.endswith(".label")}
    paths = _paths(change)
    if "stages.order" in paths:
        return known
    return {path.rpartition(".")[0] for path in paths} & known


def _paths(change: Change) -> list[str]:
    return [unit.path for unit in change.units]


def _addresses(changes: Iterator[Change] | Sequence[Change]) -> list[Address]:
    """Each address once, in the order of the plan."""
    return list(dict.fromkeys(change.address for change in changes))


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


_RULES: Final[tuple[Callable[[Sequence[Change], Situation], Guard | None], ...]] = (
    _share,
    _caps,
    _options,
    _stages,
    _forecast,
    _dates,
    _requirements,
)
