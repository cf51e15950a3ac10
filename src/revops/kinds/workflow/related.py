"""Edits of associated records: which association a step follows, and its names in the portal (dossier F5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.filters.associations import SYMBOL as ASSOCIATION
from revops.kinds.filters.associations import UNLABELLED, association, label_of
from revops.kinds.workflow.step import Action, Fields, Place, Step, stated
from revops.model.condition import Associated
from revops.model.json import Json
from revops.model.pairs import objects_of
from revops.model.spec import Need, Symbol

EDIT: Final = "0-5"
PRIMARY: Final = "primary"
"""HubSpot's own label of a record's main company."""
_PRIMARY: Final[Mapping[tuple[str, str], int]] = {
    ("contacts", "companies"): 1,
    ("companies", "contacts"): 2,
    ("deals", "companies"): 5,
    ("companies", "deals"): 6,
}
"""From, to -> `associationTypeId`, equal in all portals (dossier F5)."""


_FOLLOWING: Final = frozenset({"of", "create", "associate"})


def follows(step: Step) -> bool:
    """Whether a step may follow an association; most do not."""
    return not _FOLLOWING.isdisjoint(step)


def followed(step: Step, scope: str) -> Sequence[tuple[str, Associated]]:
    """The associations that a step follows, each with the object from which it does."""
    return tuple(_followed(step, scope)) if follows(step) else ()


def _followed(step: Step, scope: str) -> Iterator[tuple[str, Associated]]:
    if "of" in step and (scope, step["of"]) not in _primary(step.get("label", "")):
        yield scope, Associated(step["of"], step.get("label", ""))
    if "create" in step:
        made = step["create"]["object"]
        yield scope, Associated(made)
        if step["create"]["associate"]:
            yield made, Associated(scope)
    if "associate" in step:
        yield scope, Associated(step["associate"]["to"])


def _primary(label: str) -> Mapping[tuple[str, str], int]:
    return _PRIMARY if label == PRIMARY else {}


def symbols(step: Step, scope: str) -> Iterator[Symbol]:
    """Objects and associations whose ids differ by portal."""
    for start, association_ in followed(step, scope):
        yield from filters.symbols(association_, start)


def needs(step: Step, scope: str, near: Surroundings) -> Iterator[Need]:
    """Objects and labels that the blueprint describes itself."""
    for start, association_ in followed(step, scope):
        yield from filters.needs(association_, near, start)


def sent(action: Action, step: Step, at: Place) -> Action:
    """The action with the association that its step follows (`of`), seen from the enrolled record.

    Raises:
        Unresolved: the portal does not have the label (yet).
    """
    other, label = step["of"], step.get("label", "")
    number = _primary(label).get((at.scope, other))
    shipped = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": number}
    found = shipped if number else association(at.scope, other, label, at.names)
    return {**action, "fields": {**action["fields"], "association": found}}


def read(action: Action, at: Place) -> dict[str, str] | None:
    """`of` and `label` of an `EDIT`, nothing for one of the enrolled record; None where nobody has names."""
    found: Fields = (action.get("fields") or {}).get("association") or {}
    if not stated(found):
        return {}
    for other in _candidates(found, at):
        label = label_of(found, at.scope, other, at.names)
        if label is not None:
            return {"of": other, **({"label": label} if label else {})}
    return _read_primary(found, at.scope)


def _candidates(found: Fields, at: Place) -> Iterator[str]:
    """Objects to which the association may lead."""
    yield from (other for scope, other in UNLABELLED if scope == at.scope)
    between = at.names.name(ASSOCIATION, str(found.get("associationTypeId"))) or ""
    yield from objects_of(between.partition("/")[0])[1:]


def _read_primary(found: Fields, scope: str) -> dict[str, str] | None:
    if found.get("associationCategory") != "HUBSPOT_DEFINED":
        return None
    number: Json = found.get("associationTypeId")
    pairs = (other for (start, other), known in _PRIMARY.items() if (start, known) == (scope, number))
    other = next(pairs, None)
    return {"of": other, "label": PRIMARY} if other else None


def without(action: Action) -> Action:
    """The action as if it edited the enrolled record."""
    fields = {name: entry for name, entry in (action.get("fields") or {}).items() if name != "association"}
    return {**action, "fields": fields}
