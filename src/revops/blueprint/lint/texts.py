"""What people in HubSpot read: descriptions, widths and lengths, both languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from revops.blueprint.lint.subject import AGREED, Hit, Subject, Told
from revops.blueprint.width import columns

_WIDEST: Final = 80
"""Columns of a label; a Japanese character takes two. HubSpot takes more, people do not."""

_ODD: Final = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]+")
"""Full-width digits and letters, half-width kana. Full-width punctuation is good Japanese."""

_SCRIPTS: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
"""Scripts whose letters pass for each other."""


def no_description(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.made("properties"):
        if not entry.get("description"):
            yield Hit(trail, f"nobody can read what {trail[-1]!r} is for")


def no_filler(subject: Subject) -> Iterator[Hit]:
    for trail, entry in subject.made("properties"):
        if not (entry.get("filledBy") or entry.get("calculationFormula")):
            yield Hit(trail, f"nothing says who or what fills {trail[-1]!r}")


def odd_width(subject: Subject) -> Iterator[Hit]:
    for told in _short(subject):
        for language, text in told.by_language.items():
            plain = _ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
            even = re.sub(" {2,}", " ", plain.strip())
            if even != text:
                yield Hit(_way(told, language), f"{text!r} has unusual widths or blanks", f"Write {even!r}.")


def too_long(subject: Subject) -> Iterator[Hit]:
    for told in _short(subject):
        for language, text in told.by_language.items():
            wide = columns(text)
            if wide > _WIDEST:
                yield Hit(_way(told, language), f"the text takes {wide} columns; {_WIDEST} are easy to read")


def untranslated(subject: Subject) -> Iterator[Hit]:
    for told in subject.texts:
        languages = told.by_language
        if len(languages) > 1 and len(set(languages.values())) == 1:
            yield Hit(told.trail, f"{' and '.join(languages)} have the same text")


def missing_language(subject: Subject) -> Iterator[Hit]:
    stray = _stray(subject)
    common = [language for language in _spoken(subject) if language not in stray]
    for told in subject.texts:
        lacking = [language for language in common if language not in told.by_language]
        if lacking and not isinstance(told.text, str):
            yield Hit(told.trail, f"other texts speak {', '.join(lacking)}, too")


def stray_language(subject: Subject) -> Iterator[Hit]:
    """One hit for the language: a note at each text that lacks it would bury the slip."""
    spoken, number = _spoken(subject), _translated(subject)
    for language, first in _stray(subject).items():
        speak = f"{spoken[language]} of {number} translated texts"
        most = ", ".join(one for one, count in spoken.items() if 2 * count >= number)
        told = f"{speak} {'speaks' if spoken[language] == 1 else 'speak'} {language}"
        told += f"; most speak {most}" if most else ""
        yield Hit((*first.trail, language), told)


def _stray(subject: Subject) -> dict[str, Told]:
    """Languages that fewer than half of the translated texts speak, each with the first that does."""
    spoken, number = _spoken(subject), _translated(subject)
    rare = {language for language, count in spoken.items() if 2 * count < number}
    found: dict[str, Told] = {}
    for told in subject.texts:
        for language in rare & told.by_language.keys():
            found.setdefault(language, told)
    return found


def _spoken(subject: Subject) -> Counter[str]:
    """In how many texts each language is spoken."""
    return Counter(language for told in subject.texts for language in told.by_language if language)


def _translated(subject: Subject) -> int:
    return sum(not isinstance(told.text, str) for told in subject.texts)


def look_alikes(subject: Subject) -> Iterator[Hit]:
    for told in subject.texts:
        is_option = told.trail[-2:-1] == ("options",)
        stored = {"": str(told.trail[-1])} if is_option else {}
        for language, text in [*told.by_language.items(), *stored.items()]:
            for word in re.findall(r"\w+", text):
                if len(_scripts(word)) > 1:
                    yield Hit(_way(told, language), f"{word!r} mixes letters that look alike")


def _short(subject: Subject) -> Iterator[Told]:
    """Texts that stand on one line in HubSpot."""
    long = ("description", "body")
    return (told for told in subject.texts if told.trail[-1] not in long and told.trail[0] not in AGREED)


def _way(told: Told, language: str) -> tuple[str | int, ...]:
    return (*told.trail, language) if language else told.trail


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & _SCRIPTS
