"""Edits one entry of a YAML text in place: comments, quotes and everything around it stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml.error import YAMLError

from revops.blueprint.compose import Trail
from revops.blueprint.emit import dumped, round_trip, spelled_out
from revops.blueprint.items import rearranged
from revops.blueprint.overlay import difference
from revops.blueprint.read import Document, read_yaml
from revops.blueprint.sheet import at
from revops.blueprint.splice import spliced
from revops.kinds.rewrite import key_of, spelled
from revops.model.json import MISSING, Json

Node = MutableMapping[Any, Any]


class Unwritable(Exception):  # noqa: N818 - it says what the change is
    """The text cannot be edited so that exactly the change comes out."""


@dataclass(frozen=True)
class Edit:
    """A change to the entry at a trail, as `overlay.difference` tells it, and the entry before and after."""

    trail: Trail
    change: Mapping[str, Json]
    before: Mapping[str, Json]
    wanted: Mapping[str, Json]
    nulls: bool = False
    """True where null is written to take a key of another file away; else the key itself goes."""

    def nested(self) -> Edit:
        """The same edit seen from the top of the document."""
        edit = self
        for part in reversed(self.trail):
            name = str(part)
            edit = replace(
                edit, change={name: edit.change}, before={name: edit.before}, wanted={name: edit.wanted}
            )
        return replace(edit, trail=())

    def inside(self, name: str) -> Edit:
        """The part of the edit below one of its keys."""
        before = self.before.get(name, {})
        wanted = self.wanted.get(name, {})
        return Edit((*self.trail, name), self.change[name], before, wanted, self.nulls)


def edited(text: str, edit: Edit) -> str:
    """The text with the edit made.

    Raises:
        Unwritable: what would come out is not the change and nothing but the change.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    document = read_yaml(plain, "")
    edit = _narrowed(document, edit)
    expected = _expected(document, edit)
    for result in _attempts(plain, document, edit):
        if result is not None and read_yaml(result, "").data == expected:
            ended = result if plain.endswith("\n") else result.rstrip("\n")
            return mark + ended.replace("\n", ends)
    raise Unwritable


def _narrowed(document: Document, edit: Edit) -> Edit:
    """The edit at the innermost map of the text that holds all of it."""
    while len(edit.change) == 1:
        [(name, value)] = edit.change.items()
        trail = (*edit.trail, name)
        if not (isinstance(value, dict) and value and _is_map(document, trail)):
            return edit
        edit = edit.inside(name)
    return edit


def _is_map(document: Document, trail: Trail) -> bool:
    return trail in document.spots and isinstance(at(document.data, trail), dict)


def lay(node: Node, edit: Edit, spell: Callable[[Json], Any]) -> None:
    """Make the change to a map, in place and in the order that is wanted."""
    for name, value in edit.change.items():
        key = key_of(node, name)
        if value is None and not edit.nulls:
            node.pop(key, None)
        elif isinstance(value, dict) and isinstance(node.get(key), MutableMapping):
            lay(node[key], edit.inside(name), spell)
        elif not (isinstance(value, list) and _lay_items(node.get(key), edit.inside(name), spell)):
            node[key] = spell(value if edit.nulls else edit.wanted[name])
    _reorder(node, edit.wanted)


def _lay_items(nodes: Any, edit: Edit, spell: Callable[[Json], Any]) -> bool:
    """Change the items of a list in place where they are the same by their `id`; False where they are not."""
    before, wanted = _by_id(edit.before), _by_id(edit.wanted)
    if edit.nulls or not before or not wanted or _ids(nodes) != list(before):
        return False
    kept = dict(zip(before, nodes, strict=True))
    for name in before.keys() & wanted.keys():
        change = difference(before[name], wanted[name])
        if change is not MISSING:
            lay(kept[name], Edit((), change, before[name], wanted[name]), spell)
    if list(before) != list(wanted):
        nodes[:] = [kept[name] if name in kept else spell(item) for name, item in wanted.items()]
    return True


def _by_id(items: Json) -> dict[str, dict[str, Json]]:
    """Items by their id, nothing where one has none."""
    ids = _ids(items)
    return dict(zip(ids, items, strict=True)) if ids and len(set(ids)) == len(ids) else {}


def _ids(items: Any) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, MutableMapping) for item in items):
        return []
    ids = [item.get("id") for item in items]
    return ids if all(isinstance(name, str) for name in ids) else []


def _reorder(node: Node, wanted: Mapping[str, Json]) -> None:
    names = {spelled(key): key for key in node}
    order = [name for name in wanted if name in names]
    if order != [name for name in names if name in wanted]:
        for name in [*order, *(name for name in names if name not in wanted)]:
            _move_to_end(node, names[name])


def _move_to_end(node: Node, key: Any) -> None:
    """Move a key without touching the comments that ruamel keeps beside the map."""
    if hasattr(node, "move_to_end"):
        node.move_to_end(key)
    else:
        node[key] = node.pop(key)


def _expected(document: Document, edit: Edit) -> Json:
    """What the reader must find; aliases are copied out, so that an edit through one is noticed."""
    data = json.loads(json.dumps(document.data or {}))
    lay(data, edit.nested(), _read_back)
    return data


def _read_back(value: Json) -> Json:
    """A value as the reader sees what `spelled_out` wrote, that is with `$` doubled."""
    return json.loads(json.dumps(spelled_out(value)))


def _attempts(plain: str, document: Document, edit: Edit) -> Iterator[str | None]:
    """As little of the text as possible first, since a round trip may lay out anew what it reads."""
    yield _in_list(document, edit)
    yield spliced(plain, document, edit.trail, edit.before, edit.wanted)
    yield _in_block(document, edit)
    yield _changed(plain, edit)


def _in_list(document: Document, edit: Edit) -> str | None:
    """Where the items of one list come, go or move, and nothing else."""
    if len(edit.change) != 1 or edit.nulls:
        return None
    (name,) = edit.change
    part = edit.inside(name)
    before, wanted = _by_id(part.before), _by_id(part.wanted)
    if not before or list(before) == list(wanted) or len(before) != len(at(document.data, part.trail)):
        return None
    last = _extent(document, part.trail)[1]
    return rearranged(document, part.trail, last, before, wanted)


def _in_block(document: Document, edit: Edit) -> str | None:
    """Round-trip only the lines of the smallest block around the entry."""
    length = _block(document, edit.trail)
    if not length:
        return None
    trail = edit.trail[:length]
    first, last = _extent(document, trail)
    indent = document.spots[trail].key_column - 1
    lines = [
        line[indent:] if not line[:indent].strip() else line for line in document.lines[first - 1 : last]
    ]
    changed = _changed("\n".join(lines) + "\n", replace(edit, trail=edit.trail[length - 1 :]))
    if changed is None:
        return None
    block = [" " * indent + line if line else line for line in changed.rstrip("\n").split("\n")]
    return "\n".join([*document.lines[: first - 1], *block, *document.lines[last:]])


def _changed(text: str, edit: Edit) -> str | None:
    try:
        yaml_ = round_trip(text)
        node = yaml_.load(text)
        if not isinstance(node, MutableMapping):
            return None
        lay(node, edit.nested(), spelled_out)
        return dumped(yaml_, node)
    except (YAMLError, ValueError, TypeError, AttributeError, NotImplementedError):
        return None


def _block(document: Document, trail: Trail) -> int:
    """How much of the trail leads to the innermost map whose key begins its line; 0 for none."""
    for length in range(len(trail), 0, -1):
        if _is_map(document, trail[:length]) and _begins_line(document, trail[:length]):
            return length
    return 0


def _begins_line(document: Document, trail: Trail) -> bool:
    spot = document.spots[trail]
    return not document.line(spot.key_line)[: spot.key_column - 1].strip(" ")


def _extent(document: Document, trail: Trail) -> tuple[int, int]:
    """First and last line of a key and all below it, without the blank and comment lines that follow."""
    first = document.spots[trail].key_line
    after = [
        spot.key_line
        for other, spot in document.spots.items()
        if spot.key_line > first and other[: len(trail)] != trail
    ]
    last = min(after, default=len(document.lines) + 1) - 1
    while last > first and re.fullmatch(r"\s*(#.*)?|\.\.\.|---", document.line(last)):
        last -= 1
    return first, last
