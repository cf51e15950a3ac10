"""Tests of properties: a property that is declared, a word of its type, a value of the word's shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from revops.blueprint.causes import shown, spelt
from revops.blueprint.compose import Trail
from revops.blueprint.declared import PROPERTIES, SCORES, Declarations, Declared
from revops.blueprint.names import meant, nearest
from revops.blueprint.sheet import Sheet
from revops.model.condition import PropertyRef, Test
from revops.model.day import no_day
from revops.model.json import MISSING, Json
from revops.model.shapes import DATE, shaped
from revops.model.words import EVENT_WORDS, PROPERTY_TYPES, WORDS, Shape, Word, words_for

_GUESSED: Final = ("number", "bool", "enumeration", "datetime", "string")
"""Types that a property of an event can have, in the order in which its value tells them."""


@dataclass(frozen=True)
class Tests:
    """Errors go to the sheet; a faulty test is None."""

    sheet: Sheet
    declared: Declarations
    locale: str
    _sound: dict[str, Test] = field(default_factory=dict)
    """By how it is written: blueprints ask the same again and again."""

    def test(self, value: dict[str, Json], trail: Trail) -> Test | None:
        """`{property: OBJECT.NAME, WORD: VALUE}`."""
        written = repr(value)
        if written not in self._sound:
            found = self._tested(value, trail)
            if found is None:
                return None
            self._sound[written] = found
        return self._sound[written]

    def _tested(self, value: dict[str, Json], trail: Trail) -> Test | None:
        ref = self._ref(value["property"], (*trail, "property"))
        name = self._only_word(value, trail)
        if ref is None or name is None:
            if name is not None and name not in WORDS:
                self._no_word(name, sorted(WORDS), (*trail, name))
            return None
        declared = self.declared[ref]
        word = self._word(name, declared, ref, (*trail, name))
        return self._compared(ref, declared, word, value[name], (*trail, name)) if word else None

    def event_test(self, value: Json, trail: Trail) -> Test | None:
        """`{property: NAME, WORD: VALUE}` about a property of an event, whose type the value tells."""
        if not isinstance(value, dict) or not isinstance(value.get("property"), str):
            hint = "Write {property: NAME, WORD: VALUE} with the internal name of the event's property."
            self._error("RV211", f"{shown(value)} here is no test of an event's property", trail, hint)
            return None
        name = self._only_word(value, trail)
        if name is None:
            return None
        if name not in EVENT_WORDS:
            known = sorted(EVENT_WORDS)
            summary = f"HubSpot does not test properties of events by {name!r}"
            self.sheet.error("RV206", summary, (*trail, name), meant(name, known), value=False)
            return None
        return self._guessed(PropertyRef("", value["property"]), WORDS[name], value[name], (*trail, name))

    def _guessed(self, ref: PropertyRef, word: Word, value: Json, trail: Trail) -> Test | None:
        shapes = {type_: word.shapes[type_] for type_ in _GUESSED if type_ in word.shapes}
        for type_, shape in shapes.items():
            held = shaped(shape, value)
            if held is not MISSING:
                return Test(ref, type_, word.name, held)
        told = " or ".join(dict.fromkeys(shape.value for shape in shapes.values()))
        self._error("RV207", f"`{word.name}` takes {told}, not {shown(value)}", trail)
        return None

    def _only_word(self, value: dict[str, Json], trail: Trail) -> str | None:
        words = [key for key in value if key != "property"]
        if len(words) == 1:
            return words[0]
        hint = "Write {property: OBJECT.NAME, WORD: VALUE}; join several with `all:`."
        self._error("RV211", f"a test has one word beside `property`, not {len(words)}", trail, hint)
        return None

    def _ref(self, text: Json, trail: Trail) -> PropertyRef | None:
        try:
            ref = PropertyRef.parse(text if isinstance(text, str) else "")
        except ValueError:
            hint = "Write OBJECT.PROPERTY, e.g. contacts.email."
            self._error("RV211", f"{shown(text)} is no property", trail, hint)
            return None
        if ref in self.declared:
            return self._testable(ref, trail)
        if any(
            self.sheet.misses(way, trail) for way in ((PROPERTIES, ref.object, ref.name), (SCORES, ref.name))
        ):
            return None
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
        if name in WORDS:
            what = f"{name!r} does not fit {ref}, which is of type {declared.type}"
            self.sheet.error("RV206", what, trail, meant(name, legal), value=False)
        else:
            self._no_word(name, legal, trail)
        return None

    def _no_word(self, name: str, legal: Iterable[str], trail: Trail) -> None:
        summary = f"there is no word {name!r} for conditions"
        self.sheet.error("RV206", summary, trail, meant(name, legal), value=False)

    def _compared(
        self, ref: PropertyRef, declared: Declared, word: Word, value: Json, trail: Trail
    ) -> Test | None:
        shape = word.shapes[declared.type]
        held = shaped(shape, value)
        if held is MISSING:
            told = f"`{word.name}` takes {shape.value}, not {spelt(value)}"
            self._error("RV207", told, trail, _no_days(shape, value))
            return None
        if shape is Shape.PROPERTY and not self._is_like(value, ref, word, trail):
            return None
        if isinstance(held, list) and not self._are_options(held, declared, ref, trail):
            return None
        return Test(ref, declared.type, word.name, held, self._labels(ref, declared, held))

    def _is_like(self, value: str, ref: PropertyRef, word: Word, trail: Trail) -> bool:
        """A property is compared with another one of the same records, both of types that the word fits."""
        other = self._ref(value, trail)
        if other is None:
            return False
        if other.object == ref.object and word.name in words_for(self.declared[other].type):
            return True
        told = f"{other} is a property of {other.object}, of type {self.declared[other].type}"
        types = ", ".join(word.shapes) if len(word.shapes) < len(PROPERTY_TYPES) else "any type"
        hint = f"`{word.name}` takes a property of {ref.object}, of {types}."
        self._error("RV815", f"{ref} cannot be compared with it: {told}", trail, hint)
        return False

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

    def _error(self, code: str, summary: str, trail: Trail, hint: str = "") -> None:
        self.sheet.error(code, summary, trail, hint)


def _no_days(shape: Shape, value: Json) -> str:
    """What is wrong with dates that have the right form and are no days."""
    if shape not in (Shape.DATE, Shape.DATES):
        return ""
    texts = value if isinstance(value, list) else [value]
    dates = [text for text in texts if isinstance(text, str) and DATE.fullmatch(text)]
    return "; ".join(filter(None, map(no_day, dates)))
