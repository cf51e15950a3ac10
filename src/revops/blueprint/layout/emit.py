"""A YAML text laid out anew by ruamel.yaml: indentation, blanks in lists and maps; nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.anchor import Anchor
from ruamel.yaml.nodes import MappingNode, SequenceNode
from yamlcore import CCoreLoader

from revops.blueprint.layout.members import Place
from revops.blueprint.width import columns

WIDEST: Final = 120
"""Columns; a list or map in brackets that is wider is written below its key."""

_NEVER: Final = 1_000_000
"""Texts are never wrapped: where a line of Japanese may break is for people to say."""


def laid_out(text: str, place: Place) -> str:
    """The text with two blanks per level, lists below their key, one blank in `{a: b, c: d}`.

    Raises:
        YAMLError: ruamel.yaml cannot read the text.
    """
    result = _emitted(text, place, frozenset())
    while wide := _wide(result):
        result = _emitted(result, place, wide)
    return result


def _emitted(text: str, place: Place, opened: frozenset[int]) -> str:
    """The text anew; what stands in brackets on the lines `opened` is written below its key."""
    writer = YAML()
    writer.width = _NEVER
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    node: Any = writer.compose(text)
    for one, where in _nodes(node, place, set()):
        if one.anchor:
            one.anchor = _anchor(one.anchor)
        if isinstance(one, MappingNode) and one.flow_style:
            _sort(one, where)
    for one in _in_brackets(node):
        if one.start_mark.line in opened:
            one.flow_style = False
    stream = StringIO()
    writer.serialize(node, stream)
    return stream.getvalue()


def _wide(text: str) -> frozenset[int]:
    """Lines, from 0, that are too wide and begin something in brackets that can be opened."""
    wide = {number for number, line in enumerate(text.split("\n")) if columns(line) > WIDEST}
    found = _in_brackets(yaml.compose(text, CCoreLoader)) if wide else ()
    return frozenset(one.start_mark.line for one in found if one.value and one.start_mark.line in wide)


def _nodes(node: Any, place: Place, seen: set[int]) -> Iterator[tuple[Any, Place]]:
    """Every node once, with its place; an alias is the node that it names."""
    if id(node) in seen:
        return
    seen.add(id(node))
    yield node, place
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _nodes(value, place.below(str(key.value)), seen)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield from _nodes(item, place.below(number), seen)


def _in_brackets(node: Any) -> Iterator[Any]:
    """The outermost nodes that are written in brackets."""
    if isinstance(node.value, str):
        return
    if node.flow_style:
        yield node
        return
    for one in node.value:
        yield from _in_brackets(one[1] if isinstance(one, tuple) else one)


def _sort(node: Any, place: Place) -> None:
    entries = {str(key.value): (key, value) for key, value in node.value}
    if len(entries) == len(node.value):
        node.value = [entries[name] for name in place.sequence(entries)]


def _anchor(name: str) -> Any:
    """The anchor under its own name, also where no alias names it."""
    anchor: Any = Anchor()
    anchor.value, anchor.always_dump = name, True
    return anchor
