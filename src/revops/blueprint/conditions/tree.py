"""Conditions by name and inline: `all`, `any` and `not`, and how deep they may stand in each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from revops.blueprint.causes import shown, spelt
from revops.blueprint.compose import Trail
from revops.blueprint.conditions.terms import FORMS as TERMS
from revops.blueprint.conditions.terms import Terms
from revops.blueprint.conditions.tests import Tests
from revops.blueprint.declared import Declarations
from revops.blueprint.names import meant, nearest, ring
from revops.blueprint.sheet import Sheet
from revops.blueprint.unfolding import MAX_LEVELS, Unfolding
from revops.model.condition import All, AnyOf, Condition, Not
from revops.model.json import Json

SECTION: Final = "conditions"
_JOINTS: Final = ("all", "any", "not", "condition")
_FORMS: Final = (*_JOINTS, "property", *TERMS)


@dataclass
class Conditions:
    """Parses conditions, named ones at most once. Errors go to the sheet; a faulty condition is None."""

    sheet: Sheet
    declared: Declarations
    locale: str
    broken: set[Trail]
    """Entries that are known to be faulty and already reported."""
    used: set[str] = field(default_factory=set)
    """Names that something asked for."""
    _named: dict[str, Condition | None] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _unfolding: Unfolding = field(default_factory=Unfolding)

    def named(self, name: str, trail: Trail) -> Condition | None:
        """The condition of a name; what is unknown or circular is reported at the place that asks."""
        if trail != (SECTION, name):
            self.used.add(name)
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            self._error("RV210", f"conditions name each other in a circle: {ring(circle)}", trail)
            return None
        if name not in self._named:
            self._named[name] = self._parsed(name, trail)
        return self._taken(name, trail)

    def all(self) -> dict[str, Condition]:
        """Every condition of the blueprint that has no fault."""
        names = list(self._values())
        found = {name: self.named(name, (SECTION, name)) for name in names}
        return {name: condition for name, condition in found.items() if condition is not None}

    def parse(self, value: Json, trail: Trail) -> Condition | None:
        """An inline condition, or the name of one."""
        if isinstance(value, str):
            return self.named(value, trail)
        if not self._unfolding.enter():
            self._too_much(f"conditions stand in each other more than {MAX_LEVELS} deep", trail)
            return None
        found = self._formed(value, trail)
        self._unfolding.leave()
        return found

    def _formed(self, value: Json, trail: Trail) -> Condition | None:
        forms = [key for key in value if key in _FORMS] if isinstance(value, dict) else []
        if not isinstance(value, dict) or len(forms) != 1:
            self._no_condition(value, trail)
            return None
        (form,) = forms
        if form in TERMS:
            return Terms(self.sheet, self.parse, self._tests).term(form, value, trail)
        if form != "property" and len(value) != 1:
            self._no_condition(value, trail)
            return None
        return self._parsers[form](value, trail)

    @cached_property
    def _tests(self) -> Tests:
        return Tests(self.sheet, self.declared, self.locale)

    @cached_property
    def _parsers(self) -> Mapping[str, Callable[[dict[str, Json], Trail], Condition | None]]:
        return {
            "all": lambda value, trail: self._group(All, value["all"], (*trail, "all")),
            "any": lambda value, trail: self._group(AnyOf, value["any"], (*trail, "any")),
            "not": lambda value, trail: self._not(value["not"], (*trail, "not")),
            "condition": lambda value, trail: self._by_name(value["condition"], (*trail, "condition")),
            "property": self._tests.test,
        }

    def _values(self) -> Mapping[str, Json]:
        values: Mapping[str, Json] = self.sheet.data.get(SECTION, {})
        return values

    def _parsed(self, name: str, trail: Trail) -> Condition | None:
        if (SECTION, name) in self.broken:
            return None
        if name not in self._values():
            self._error("RV209", f"there is no condition {name!r}", trail, meant(name, self._values()))
            return None
        if not self._unfolding.enter():
            self._too_much(f"conditions name each other more than {MAX_LEVELS} deep", trail)
            return None
        self._open.append(name)
        self._unfolding.begin()
        condition = self.parse(self._values()[name], (SECTION, name))
        self._unfolding.end(name)
        self._open.pop()
        self._unfolding.leave()
        return condition

    def _taken(self, name: str, trail: Trail) -> Condition | None:
        """A condition that was read, unless it makes the one around it too large."""
        why = "" if trail == (SECTION, name) or self._named[name] is None else self._unfolding.take(name)
        if why:
            self._too_much(why, trail)
            return None
        return self._named[name]

    def _too_much(self, summary: str, trail: Trail) -> None:
        self._error("RV691", summary, trail, "Write fewer conditions into each other.")

    def _group(self, make: type[All | AnyOf], parts: Json, trail: Trail) -> Condition | None:
        if not isinstance(parts, list) or not parts:
            self._error("RV211", f"`{trail[-1]}` takes a list of conditions, not {spelt(parts)}", trail)
            return None
        found = [self.parse(part, (*trail, number)) for number, part in enumerate(parts)]
        whole = tuple(part for part in found if part is not None)
        return make(whole) if len(whole) == len(parts) else None

    def _not(self, part: Json, trail: Trail) -> Condition | None:
        inner = self.parse(part, trail)
        return None if inner is None else Not(inner)

    def _by_name(self, name: Json, trail: Trail) -> Condition | None:
        if isinstance(name, str):
            return self.named(name, trail)
        self._error("RV211", f"`condition` takes the name of a condition, not {shown(name)}", trail)
        return None

    def _no_condition(self, value: Json, trail: Trail) -> None:
        hint = f"Write a name, {{property: …, WORD: …}}, or one of {', '.join((*_JOINTS, *TERMS))}."
        odd = [key for key in value if key not in _FORMS] if isinstance(value, dict) else []
        near = nearest(odd[0], _FORMS) if odd and "property" not in value else ""
        hint = f"Did you mean {near!r}?" if near else hint
        self._error("RV211", f"{shown(value)} here is no condition", trail, hint)

    def _error(self, code: str, summary: str, trail: Trail, hint: str = "") -> None:
        self.sheet.error(code, summary, trail, hint)
