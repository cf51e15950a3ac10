"""Labels that people take for each other, among things that stand in one list of HubSpot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Final

from revops.blueprint.lint.subject import Hit, Subject, Told
from revops.model.label import folded

_LISTED: Final = {
    "groups": "label",
    "properties": "label",
    "associations": "label",
    "pipelines": "label",
    "scores": "name",
}
"""Section -> the field by which HubSpot lists its entries, for each object type or pair of them."""

_SHORTEST: Final = 6
"""Characters from which one letter makes a slip rather than another word."""

_WORDS: Final = re.compile("[a-z]{5,}|[\u3041-\u309f\u30a1-\u30ff]{4,}")
"""Words in which one letter is a slip; `Ads A` and `Ads B` or one kanji are meant to differ."""

_JOINED: Final = re.compile(r"ー(?![\u30a1-\u30fa])|[\W_]+")
"""A long vowel at the end of a word, blanks and punctuation: people write them or leave them out."""


def same_but_for_spelling(subject: Subject) -> Iterator[Hit]:
    yield from _hits(subject, _same, "reads like")


def one_letter_apart(subject: Subject) -> Iterator[Hit]:
    yield from _hits(subject, _neighbours, "is one letter away from")


def _hits(subject: Subject, pairs: Callable[[Texts], Iterable[tuple[int, int]]], how: str) -> Iterator[Hit]:
    for labels in _lists(subject):
        found: dict[int, Hit] = {}
        for language in dict.fromkeys(one for label in labels for one in label.by_language):
            texts = [_in(label, language) for label in labels]
            for first, second in pairs(texts):
                summary = f"{texts[second]!r} {how} {texts[first]!r} of {_name(labels[first])!r}"
                found.setdefault(second, Hit(labels[second].trail, summary))
        yield from (found[number] for number in sorted(found))


Texts = list[str]
"""The labels of one list in one language; empty where one does not speak it."""


def _lists(subject: Subject) -> Iterator[list[Told]]:
    """Labels by the list in which people see them."""
    lists: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for told in subject.texts:
        section, *names = told.trail
        if len(names) == subject.blueprint.sheet.depths[str(section)] + 1 and names[-1] == _LISTED.get(
            str(section)
        ):
            lists[(section, *names[:-2])].append(told)
        elif section == "workflows" and names[1:] == ["name"]:
            lists[(section,)].append(told)
        elif "options" in names or "stages" in names:
            lists[_around(told)].append(told)
    return iter(lists.values())


def _around(told: Told) -> tuple[object, ...]:
    """The map of options or stages that a label stands in; its description is in no list."""
    for part in ("options", "stages"):
        if part in told.trail:
            cut = told.trail.index(part) + 1
            return (*told.trail[:cut], *told.trail[cut + 1 :])
    return told.trail


def _same(texts: Texts) -> Iterator[tuple[int, int]]:
    seen: dict[str, int] = {}
    for number, text in enumerate(texts):
        key = _JOINED.sub("", folded(text))
        if key and seen.setdefault(key, number) != number:
            yield seen[key], number


def _neighbours(texts: Texts) -> Iterator[tuple[int, int]]:
    """Pairs with one letter more, less, changed or swapped; found by what is left without one letter."""
    plain: dict[str, int] = {}
    for number, text in enumerate(texts):
        plain.setdefault(folded(text), number)
    without: dict[str, list[str]] = defaultdict(list)
    for text in plain:
        for variant in {text, *_shortened(text)} if len(text) >= _SHORTEST else ():
            without[variant].append(text)
    pairs = {pair for alike in without.values() for pair in combinations(alike, 2)}
    yield from sorted((plain[first], plain[second]) for first, second in pairs if _is_slip(first, second))


def _shortened(text: str) -> Iterator[str]:
    for found in _WORDS.finditer(text):
        yield from (text[:at] + text[at + 1 :] for at in range(*found.span()))


def _is_slip(first: str, second: str) -> bool:
    start = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    left, right = first[start:], second[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if max(len(left), len(right)) > 1 and not (len(left) == 2 and left == right[::-1]):
        return False
    changed = [text for text, part in ((first, left), (second, right)) if part]
    return bool(changed) and all(_in_word(text, start) for text in changed)


def _in_word(text: str, at: int) -> bool:
    return any(found.start() <= at < found.end() for found in _WORDS.finditer(text))


def _in(label: Told, language: str) -> str:
    languages = label.by_language
    return languages.get(language, languages.get("", ""))


def _name(label: Told) -> str:
    """The name of what has the label."""
    return str(label.trail[-2] if label.trail[-1] in ("label", "name") else label.trail[-1])
