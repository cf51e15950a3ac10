"""`revops fmt`: a file's text in the one style, proved to say what it said before."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import yaml
from ruamel.yaml.error import YAMLError
from yamlcore import CCoreLoader

from revops.blueprint.comments import Comment, comments
from revops.blueprint.header import check_header
from revops.blueprint.layout.align import aligned
from revops.blueprint.layout.arrange import Arranger
from revops.blueprint.layout.emit import laid_out
from revops.blueprint.layout.members import Place
from revops.blueprint.layout.spacing import spaced
from revops.blueprint.read import Document, read_yaml
from revops.model.address import Origin
from revops.model.json import Json

_MOST = 4
"""Times that a result is laid out again until nothing moves any more."""


def formatted(document: Document, place: Place, sections: Collection[str]) -> str | None:
    """The text of a file in the one style; None where it has errors, which are in its findings then.

    Args:
        document: as it was read, before anything is known about its sections.
        place: the top of a file, with the sequence of sections and members.
        sections: the sections of the kinds.
    """
    copy = read_yaml(document.text, document.file)
    check_header(copy, sections)
    if copy.has_errors:
        document.findings = copy.findings
        return None
    unsorted = Place(place.schema, ())
    for sequence in (place, unsorted):
        result = _stable(document, sequence)
        if result is not None:
            return result
    _refuse(document)
    return None


def _refuse(document: Document) -> None:
    lost = next(_in_brackets(document.text), None)
    if lost:
        place, hint = Origin(document.file, lost.line, lost.column), "Put the comment above the brackets."
        document.error("RV740", "a comment within brackets would be lost", place, hint)
    else:
        place, hint = Origin(document.file, 1, 1), "Look for tags, `? key`, or an alias above its anchor."
        document.error("RV740", "the file cannot be laid out anew and say the same", place, hint)


def _in_brackets(text: str) -> Iterator[Comment]:
    """Comments that stand between the brackets of a list or a map of several lines."""
    spans: list[tuple[int, int]] = []
    open_lines: list[int] = []
    for event in yaml.parse(text, CCoreLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            start: Any = event.start_mark
            open_lines.append(start.line + 1 if event.flow_style else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            end: Any = event.end_mark
            spans.append((open_lines.pop(), end.line + 1))
    for one in comments(text):
        if any(first and first <= one.line < last for first, last in spans):
            yield one


def _stable(document: Document, place: Place) -> str | None:
    text = document.text
    for _ in range(_MOST):
        result = _once(read_yaml(text, document.file), place)
        if result is None or not _says_the_same(document, result, place):
            return None
        if result == text:
            return result
        text = result
    return None


def _once(document: Document, place: Place) -> str | None:
    try:
        text = aligned(document, read_yaml(laid_out(document.text, place), document.file))
    except (YAMLError, ValueError, TypeError, AttributeError, NotImplementedError):
        return None
    if text is None:
        return None
    result = read_yaml(Arranger(read_yaml(text, document.file)).arranged(place), document.file)
    return None if result.has_errors else spaced(result)


def _says_the_same(document: Document, text: str, place: Place) -> bool:
    """True where values, names in their sequence, and comments are as before."""
    after = read_yaml(text, document.file)
    told = [sorted(one.text for one in comments(one_text)) for one_text in (document.text, text)]
    return (
        not after.has_errors
        and told[0] == told[1]
        and _spelled(place.sorted(document.data)) == _spelled(place.sorted(after.data))
    )


def _spelled(value: Json) -> str:
    return json.dumps(value)
