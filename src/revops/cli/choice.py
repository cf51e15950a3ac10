"""What `revops pull` looks for: kinds and objects, by name or as usual, and the custom objects among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Final

from revops.blueprint.names import meant
from revops.hub.surfaces import OBJECTS
from revops.model.address import Address
from revops.model.exits import USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.objects import HOST, NAMES, TYPE_IDS, is_declared, is_id, plural_of
from revops.model.pairs import objects_of, pair
from revops.model.spec import Observed

SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    HOST: ("",),
    "group": OBJECTS,
    "property": OBJECTS,
    "validation": OBJECTS,
    "lifecycle": ("",),
    "pipeline": ("deals", "tickets"),
    "team": ("",),
    "pipeline_rules": ("deals", "tickets"),
    "stage_permissions": ("deals",),
    "association": tuple(pair(*ends) for ends in combinations_with_replacement(OBJECTS, 2)),
    "score": ("contacts", "companies", "deals"),
    "form": ("",),
    "campaign": ("",),
    "email": ("",),
    "segment": ("",),
    "workflow": ("",),
}
"""Where each kind is looked for, unless objects are named."""
USUAL: Final = frozenset(SCOPES) - {HOST, "team", "pipeline_rules", "stage_permissions", "campaign", "email"}
"""Kinds that are looked for unless others are named.

Custom objects take Enterprise, campaigns and e-mails scopes of their own; the others are betas.
"""
ON_OBJECTS: Final = ("group", "property", "validation", "pipeline", "pipeline_rules", "stage_permissions")


@dataclass(frozen=True)
class Choice:
    """What is to be pulled. No objects: all that are looked at by default."""

    kinds: frozenset[str]
    objects: tuple[str, ...] = ()
    everything: bool = False
    """True: also what HubSpot ships and nobody changed."""
    custom: tuple[str, ...] = ()
    """The custom objects that were found."""
    others: tuple[str, ...] = ()
    """Custom objects that the project's files describe: labels may lead to them."""
    turned: frozenset[str] = frozenset()
    """Pairs of objects of which the files describe labels, in their direction."""

    @property
    def wants_custom(self) -> bool:
        """True where custom objects are asked for, all of them or some by name."""
        return HOST in self.kinds or any(is_declared(one) for one in self.objects)

    def finding(self, objects: Mapping[Address, Observed], described: Collection[Address]) -> Choice:
        """The same choice, now that custom objects are known."""
        return replace(
            self,
            custom=tuple(one.name for one in objects if self.covers(objects[one])),
            others=tuple(one.name for one in objects if one in described),
            turned=frozenset(one.scope for one in described if one.kind == "association"),
        )

    def scopes(self, kind: str) -> tuple[str, ...]:
        usual = SCOPES[kind]
        if kind == "association":
            return tuple(self._pairs())
        if usual == ("",) or not self.objects:
            return (*usual, *(self.custom if kind in ON_OBJECTS else ()))
        named = (one for one in self.objects if not is_declared(one) or one in self.custom)
        return tuple(one for one in named if one in usual or kind in ON_OBJECTS)

    def _pairs(self) -> Iterator[str]:
        """Every two objects, as the files turn them; of custom ones those that a blueprint can name."""
        chosen = {*self.objects} if self.objects else {*OBJECTS, *self.custom}
        known = dict.fromkeys((*OBJECTS, *self.custom, *self.others))
        for one, other in combinations_with_replacement(known, 2):
            if chosen & {one, other}:
                turned = pair(other, one)
                yield turned if turned in self.turned else pair(one, other)

    def covers(self, observed: Observed) -> bool:
        """Whether it is of an object that was asked for."""
        if observed.address.kind == "lifecycle":
            return not self.objects or bool({"contacts", "companies"} & set(self.objects))
        if observed.address.kind == HOST:
            return not self.objects or observed.address.name in self.objects
        scopes = objects_of(observed.address.scope) or (observed.units.get("object"),)
        return not self.objects or bool(set(scopes) & set(self.objects))

    def check_names(self) -> None:
        """Refuse what no object can be called, before anything is read.

        Raises:
            Refused: a singular, the id of an object that has a name, or no name at all (exit code 64).
        """
        for one in self.objects:
            usual = plural_of(one) or NAMES.get(one, "")
            if usual:
                raise _unknown(one, f"Did you mean {usual!r}?")
            if not (one in TYPE_IDS or is_declared(one) or is_id(one)):
                raise _unknown(one, meant(one, TYPE_IDS))

    def check_found(self, objects: Iterable[Address]) -> None:
        """Refuse custom objects that the portal does not have.

        Raises:
            Refused: one of them is not there (exit code 64).
        """
        names = [one.name for one in objects]
        for one in self.objects:
            if is_declared(one) and one not in names:
                raise _unknown(one, meant(one, [*TYPE_IDS, *names]))


def _unknown(name: str, hint: str) -> Refused:
    told = f"{name!r} is no object of this portal"
    return Refused([Finding("RV782", Severity.ERROR, told, hint)], USAGE)
