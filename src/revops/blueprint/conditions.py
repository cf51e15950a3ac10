"""The readable form of conditions as trees, checked against property names, types and options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.causes import shown
from revops.blueprint.comparisons import shaped
from revops.blueprint.compose import Trail
from revops.blueprint.declared import PROPERTIES, Declarations, Declared
from revops.blueprint.names import meant, nearest, ring
from revops.blueprint.sheet import Sheet
from revops.blueprint.unfolding import MAX_LEVELS, Unfolding
from revops.model.condition import (
    PROPERTY_TYPES,
    WORDS,
    All,
    AnyOf,
    Condition,
    Not,
    PropertyRef,
    Submitted,
    Test,
    Word,
    words_for,
)
from revops.model.json import MISSING, Json

SECTION: Final = "conditions"
_FORMS: Final = ("all", "any", "not", "submitted", "condition", "property")


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
        if not isinstance(value, dict) or len(forms) != 1 or (len(value) != 1 and forms != ["property"]):
            self._no_condition(value, trail)
            return None
        return self._parsers()[forms[0]](value, trail)

    def _parsers(self) -> Mapping[str, Callable[[dict[str, Json], Trail], Condition | None]]:
        return {
            "all": lambda value, trail: self._group(All, value["all"], (*trail, "all")),
            "any": lambda value, trail: self._group(AnyOf, value["any"], (*trail, "any")),
            "not": lambda value, trail: self._not(value["not"], (*trail, "not")),
            "submitted": lambda value, trail: self._submitted(value["submitted"], (*trail, "submitted")),
            "condition": lambda value, trail: self._by_name(value["condition"], (*trail, "condition")),
            "property": self._test,
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
            self._error("RV211", f"`{trail[-1]}` takes a list of conditions, not {shown(parts)}", trail)
            return None
        found = [self.parse(part, (*trail, number)) for number, part in enumerate(parts)]
        whole = tuple(part for part in found if part is not None)
        return make(whole) if len(whole) == len(parts) else None

    def _not(self, part: Json, trail: Trail) -> Condition | None:
        inner = self.parse(part, trail)
        return None if inner is None else Not(inner)

    def _submitted(self, forms: Json, trail: Trail) -> Condition | None:
        if forms is True:
            return Submitted()
        names = forms if isinstance(forms, list) else [forms]
        if names and all(isinstance(name, str) and name for name in names):
            return Submitted(tuple(names))
        hint = "Write `submitted: true` for any form."
        self._error("RV211", f"`submitted` takes the names of forms, not {shown(forms)}", trail, hint)
        return None

    def _by_name(self, name: Json, trail: Trail) -> Condition | None:
        if isinstance(name, str):
            return self.named(name, trail)
        self._error("RV211", f"`condition` takes the name of a condition, not {shown(name)}", trail)
        return None

    def _test(self, value: dict[str, Json], trail: Trail) -> Condition | None:
        ref = self._ref(value["property"], (*trail, "property"))
        words = [key for key in value if key != "property"]
        if len(words) != 1:
            hint = "Write {property: OBJECT.NAME, WORD: VALUE}; join several with `all:`."
            self._error("RV211", f"a test has one word beside `property`, not {len(words)}", trail, hint)
            return None
        if ref is None:
            return None
        declared = self.declared[ref]
        word = self._word(words[0], declared, ref, (*trail, words[0]))
        return self._compared(ref, declared, word, value[word.name], (*trail, word.name)) if word else None

    def _ref(self, text: Json, trail: Trail) -> PropertyRef | None:
        try:
            ref = PropertyRef.parse(text if isinstance(text, str) else "")
        except ValueError:
            hint = "Write OBJECT.PROPERTY, e.g. contacts.email."
            self._error("RV211", f"{shown(text)} is no property", trail, hint)
            return None
        if ref in self.declared:
            return self._testable(ref, trail)
        near = nearest(str(ref), map(str, self.declared))
        way = f"Write `properties: {{{ref.object}: {{{ref.name}: {{existing: TYPE}}}}}}` to declare it."
        hint = f"Did you mean {near!r}? {way}" if near else way
        self._error("RV205", f"the blueprint does not declare the property {str(ref)!r}", trail, hint)
        return None

    def _testable(self, ref: PropertyRef, trail: Trail) -> PropertyRef | None:
        type_ = self.declared[ref].type
        if type_ in PROPERTY_TYPES:
            return ref
        if not type_ and self.sheet.is_unknown((PROPERTIES, ref.object, ref.name, "type")):
            return None
        what = f"is of type {type_}" if type_ else "has no type"
        hint = f"Conditions know the types {', '.join(PROPERTY_TYPES)}."
        self._error("RV206", f"{ref} {what}, which no condition can test", trail, hint)
        return None

    def _word(self, name: str, declared: Declared, ref: PropertyRef, trail: Trail) -> Word | None:
        legal = words_for(declared.type)
        if name in legal:
            return WORDS[name]
        what = f"{name!r} does not fit {ref}, which is of type {declared.type}"
        summary = what if name in WORDS else f"there is no word {name!r} for conditions"
        self.sheet.error("RV206", summary, trail, meant(name, legal), value=False)
        return None

    def _compared(
        self, ref: PropertyRef, declared: Declared, word: Word, value: Json, trail: Trail
    ) -> Condition | None:
        shape = word.shapes[declared.type]
        held = shaped(shape, value)
        if held is MISSING:
            self._error("RV207", f"`{word.name}` takes {shape.value}, not {shown(value)}", trail)
            return None
        if isinstance(held, list) and not self._are_options(held, declared, ref, trail):
            return None
        return Test(ref, declared.type, word.name, held, self._labels(ref, declared, held))

    def _are_options(self, values: list[str], declared: Declared, ref: PropertyRef, trail: Trail) -> bool:
        options, retired = declared.options, declared.retired
        wrong = [
            (number, value)
            for number, value in enumerate(values)
            if value in retired or (options is not None and value not in options)
        ]
        for number, value in wrong:
            place = (*trail, number)
            if value in retired:
                way = f"Use {retired[value]!r}, which its records get." if retired[value] else "Leave it out."
                self._error("RV668", f"{value!r} of {ref} is retired", place, way)
            else:
                self._error("RV208", f"{value!r} is no option of {ref}", place, meant(value, options or {}))
        return not wrong

    def _labels(self, ref: PropertyRef, declared: Declared, held: Json) -> tuple[tuple[str, str], ...]:
        """Texts for the sentence; what a text lacks is reported where the text stands."""
        texts = {str(ref): declared.label}
        if declared.options and isinstance(held, list):
            texts |= {value: declared.options[value] for value in held}
        named = {name: self._in_locale(text) for name, text in texts.items()}
        return tuple((name, label) for name, label in named.items() if label)

    def _in_locale(self, text: Json) -> str:
        found = text.get(self.locale) if isinstance(text, dict) else text
        return found if isinstance(found, str) else ""

    def _no_condition(self, value: Json, trail: Trail) -> None:
        hint = "Write a name, {property: …, WORD: …}, or one of all, any, not, submitted, condition."
        odd = [key for key in value if key not in _FORMS] if isinstance(value, dict) else []
        near = nearest(odd[0], _FORMS) if odd and "property" not in value else ""
        hint = f"Did you mean {near!r}?" if near else hint
        self._error("RV211", f"{shown(value)} here is no condition", trail, hint)

    def _error(self, code: str, summary: str, trail: Trail, hint: str = "") -> None:
        self.sheet.error(code, summary, trail, hint)
