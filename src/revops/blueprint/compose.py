"""One YAML 1.2 text as plain data, with the place of every key and value; what is unsafe is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Never

import yaml
from yamlcore import CCoreLoader

from revops.blueprint import spots
from revops.blueprint.spots import LARGE, Spot, Spots
from revops.blueprint.ways_out import way_out
from revops.model.json import Json

MAX_DEPTH: Final = 50
MAX_NODES: Final = 100_000
"""Keys and values after every alias is unfolded; 3,500 properties in two languages have some 90,000."""

_TAG: Final = "tag:yaml.org,2002:"
_SCALAR_TAGS: Final = ("str", "int", "float", "bool", "null")

_TYPED: Final = frozenset(("", *"~+-.0123456789nNtTfF"))
"""What a value can begin with that is not text by the core schema."""

Trail = spots.Trail

Report = Callable[[str, str, int, int, str], None]
"""Takes code, summary, line and column (from 1), and the way out."""


class Stop(Exception):  # noqa: N818 - not a fault of the program: nothing after this place can be read
    """The rest of the text means nothing after what was reported."""


@dataclass
class _Anchor:
    value: Json
    nodes: int
    open: bool = True


class Composer:
    """Walks the parser's events. The parser's own `compose` recurses in C and overflows on deep nesting."""

    def __init__(self, text: str, report: Report, *, whole: bool = False) -> None:
        self._loader: Any = CCoreLoader(text)
        self._next: Callable[[], Any] = self._loader.get_event
        self._report = report
        self._anchors: dict[str, _Anchor] = {}
        self._nodes = 0
        self._texts: dict[str, str] = {}
        """Each text once: the same keys and words stand in every entry."""
        self.spots = Spots(None if whole or len(text) < LARGE else lambda: _all_spots(text))

    def document(self) -> Json:
        """The only document of the text, or None where there is none.

        Raises:
            Stop: after reporting something that cannot be read past.
        """
        try:
            return self._only_document()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError as error:
            self._stop("RV104", f"this is not YAML: {error}", 1, 1, way_out(""))

    def _only_document(self) -> Json:
        self._next()
        if self._loader.check_event(yaml.StreamEndEvent):
            return None
        self._next()
        value = self._node(self._next(), ())
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._stop(
                "RV111", "a second document starts here", *_start(event), "One file holds one document."
            )
        return value

    def _node(self, event: Any, trail: Trail) -> Json:
        self._count(1, event)
        if len(trail) > MAX_DEPTH:
            told = f"values are nested more than {MAX_DEPTH} deep"
            self._stop("RV109", told, *_start(event), "Close brackets and braces, or nest less.")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor is None:
            return self._value(event, trail)
        anchor, before = self._opened(event), self._nodes
        anchor.value = self._value(event, trail)
        anchor.nodes, anchor.open = self._nodes - before + 1, False
        return anchor.value

    def _value(self, event: Any, trail: Trail) -> Json:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        is_map = isinstance(event, yaml.MappingStartEvent)
        if event.tag not in (None, "!", _TAG + ("map" if is_map else "seq")):
            self._unknown_tag(event)
        return self._map(trail) if is_map else self._list(trail)

    def _list(self, trail: Trail) -> list[Json]:
        items: list[Json] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            here = (*trail, len(items))
            self.spots.put(here, event.start_mark, event.start_mark)
            items.append(self._node(event, here))
        return items

    def _map(self, trail: Trail) -> dict[str, Json]:
        entries: dict[str, Json] = {}
        while not isinstance(key := self._next(), yaml.MappingEndEvent):
            name = self._key(key, trail)
            event = self._next()
            if not name:
                self._skip(event, trail)
                continue
            here = (*trail, name)
            if name in entries:
                self._duplicate(name, key, self.spots[here])
                self._skip(event, trail)
                continue
            self.spots.put(here, key.start_mark, event.start_mark)
            entries[name] = self._node(event, here)
        return entries

    def _skip(self, event: Any, trail: Trail) -> None:
        """Read past the value of a refused key, so that its places do not hide the first one's."""
        kept, self.spots = self.spots, Spots()
        self._node(event, (*trail, ""))
        self.spots = kept

    def _duplicate(self, name: str, key: Any, first: Spot) -> None:
        summary = f"the key {name!r} stands twice: on line {first.key_line} and on line {_start(key)[0]}"
        self._report("RV105", summary, *_start(key), "Keep one of the two.")

    def _key(self, event: Any, trail: Trail) -> str:
        """The key's text, empty where it was refused."""
        if not isinstance(event, yaml.ScalarEvent):
            hint = "Write the key as text."
            self._report("RV110", "a key is text, not a list, a map or an alias", *_start(event), hint)
            self._skip(event, trail)
            return ""
        self._nodes += 1
        if event.value == "<<" and event.implicit[0]:
            hint = "Write the keys out, or use a variable; to change a pack's item use overrides.yaml."
            self._report("RV106", "merge keys (`<<`) are not part of YAML 1.2", *_start(event), hint)
            return ""
        if not event.value:
            self._report("RV110", "the key is empty", *_start(event), "Write a name before the colon.")
        if event.tag not in (None, "!", _TAG + "str"):
            self._unknown_tag(event)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(event.value, 1, open=False)
        return self._once(event.value)

    def _once(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def _scalar(self, event: Any) -> Json:
        text = self._once(event.value)
        if event.tag in ("!", _TAG + "str") or (event.tag is None and not event.implicit[0]):
            return text
        if event.tag is None and text[:1] not in _TYPED:
            return text
        resolved = self._loader.resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_TAG)
        if event.tag is not None and event.tag.removeprefix(_TAG) != resolved:
            self._unknown_tag(event)
            return text
        return _typed(resolved, text)

    def _unknown_tag(self, event: Any) -> None:
        known = event.tag.removeprefix(_TAG) in (*_SCALAR_TAGS, "map", "seq")
        name = event.tag.replace(_TAG, "!!")
        summary = f"the value is not what the tag {name} says" if known else f"the tag {name} is not allowed"
        self._report("RV107", summary, *_start(event), "Remove the tag; put text in quotes to keep it text.")

    def _opened(self, event: Any) -> _Anchor:
        self._anchors[event.anchor] = anchor = _Anchor(None, 0)
        return anchor

    def _alias(self, event: Any) -> Json:
        anchor = self._anchors.get(event.anchor)
        if anchor is None:
            told = f"the alias *{event.anchor} names no anchor above it"
            self._stop("RV108", told, *_start(event), "Put text that begins with `*` in quotes.")
        if anchor.open:
            told = f"the alias *{event.anchor} stands inside of what it names"
            self._stop("RV108", told, *_start(event), "Write the value out.")
        self._count(anchor.nodes, event)
        return anchor.value

    def _count(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            hint = "Write less into one file, and repeat no long lists by alias."
            self._stop("RV108", f"the file unfolds to more than {MAX_NODES:,} values", *_start(event), hint)

    def _syntax(self, error: yaml.MarkedYAMLError) -> Never:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = str(error.problem)
        context = f" {error.context}" if error.context else ""
        self._stop("RV104", f"{problem}{context}", *place, way_out(problem))

    def _stop(self, code: str, summary: str, line: int, column: int, hint: str = "") -> Never:
        self._report(code, summary, line, column, hint)
        raise Stop


def _all_spots(text: str) -> Spots:
    """Every place of a text that was read before; what is wrong with it was told then."""
    composer = Composer(text, lambda *_: None, whole=True)
    with suppress(Stop):
        composer.document()
    return composer.spots


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _typed(tag: str, written: str) -> Json:
    """The value by YAML's core schema.

    Numbers that JSON cannot hold stay text, and so does `012`: as an option's value its zero counts.
    """
    if tag == "null":
        return None
    if tag == "bool":
        return written.lower() == "true"
    if tag == "int":
        return _whole(written)
    if tag == "float":
        number = float(written) if not written.lstrip("+-").startswith((".i", ".I", ".n", ".N")) else math.inf
        return number if math.isfinite(number) else written
    return written


def _whole(written: str) -> int | str:
    digits = written.lstrip("+-")
    if len(digits) > 18:
        return written
    if digits.startswith(("0x", "0o")):
        return int(written, 0)
    return written if digits.startswith("0") and digits != "0" else int(written)
