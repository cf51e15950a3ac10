"""Texts that lack the target's language: each one told, or all at once where none speaks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.files import SETTINGS
from revops.blueprint.read import read_file
from revops.blueprint.sheet import Sheet, holds_more
from revops.model.address import Origin
from revops.model.finding import Finding, Severity

_FEW: Final = 3
"""Texts that lack a language and are told one by one; more than these have one cause."""


@dataclass
class Speech:
    """Collects the texts that lack the language; of all others only who wrote one, as there are so many."""

    _lacking: dict[Trail, tuple[str, ...]] = field(default_factory=dict)
    _speakers: set[str] = field(default_factory=set)

    def hear(self, label: Mapping[str, str], trail: Trail, locale: str, sheet: Sheet) -> None:
        """Take note of a text that has a map of languages."""
        if locale in label:
            self._speakers.add(_owner(sheet, trail))
        else:
            self._lacking[trail] = tuple(label)

    def told(self, sheet: Sheet, locale: str, project: Path) -> Iterator[Finding]:
        """Report what lacks the language; what all texts of the packs or of the project lack is yielded."""
        for owner in ("packs", "project"):
            lacking = {
                trail: found for trail, found in self._lacking.items() if _owner(sheet, trail) == owner
            }
            if owner not in self._speakers and len(lacking) > _FEW:
                spoken = sorted({language for found in lacking.values() for language in found})
                way = f"in {sheet.overrides}" if owner == "packs" else "where it stands"
                yield _foreign(owner, way, locale, spoken, project)
            else:
                for trail, found in lacking.items():
                    _missing(sheet, locale, trail, found)


def _owner(sheet: Sheet, trail: Trail) -> str:
    """Who describes the entry, whoever overrides it."""
    holder = sheet.holder(trail)
    return "packs" if holder and holder.pack else "project"


def _foreign(owner: str, way: str, locale: str, spoken: list[str], project: Path) -> Finding:
    known = f"Known: {', '.join(spoken)}."
    hint = f"{known} Take one of them as the target's `locale:`, or add {locale} to each {way}."
    summary = f"no text of the {owner} speaks {locale}, the target's language"
    return Finding("RV128", Severity.ERROR, summary, hint, origin=_locale_in_settings(locale, project))


def _locale_in_settings(locale: str, project: Path) -> Origin:
    """Where a target asks for the language; the file as a whole where no line does."""
    document = read_file(project / SETTINGS, SETTINGS)
    with suppress(AttributeError, KeyError, TypeError):
        for name, target in document.data["targets"].items():
            if target.get("locale") == locale:
                return document.origin(("targets", name, "locale"), value=True)
    return Origin(SETTINGS, 1, 1)


def _missing(sheet: Sheet, locale: str, trail: Trail, found: tuple[str, ...]) -> None:
    there = f"there is {', '.join(found)}" if found else "it holds no language"
    summary = f"the text is missing in the target's language, {locale}; {there}"
    hint = f"Add `{locale}: …`, or write one text for all languages."
    sheet.error("RV204", summary, trail, hint, value=not holds_more(sheet, trail))
