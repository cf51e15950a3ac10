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
    """Collects the texts that have a map of languages."""

    _heard: dict[Trail, tuple[str, ...]] = field(default_factory=dict)

    def hear(self, label: Mapping[str, str], trail: Trail) -> None:
        self._heard[trail] = tuple(label)

    def told(self, sheet: Sheet, locale: str, project: Path) -> Iterator[Finding]:
        """Report what lacks the language; what all texts of the packs or of the project lack is yielded."""
        for owner in ("packs", "project"):
            heard = {trail: found for trail, found in self._heard.items() if _owner(sheet, trail) == owner}
            lacking = [trail for trail, found in heard.items() if locale not in found]
            if len(lacking) == len(heard) and len(lacking) > _FEW:
                spoken = sorted({language for found in heard.values() for language in found})
                yield _foreign(owner, locale, spoken, project)
            else:
                for trail in lacking:
                    _missing(sheet, locale, trail, self._heard[trail])


def _owner(sheet: Sheet, trail: Trail) -> str:
    return "packs" if sheet.document(sheet.origin(trail).file).pack else "project"


def _foreign(owner: str, locale: str, spoken: list[str], project: Path) -> Finding:
    way = "in overrides.yaml" if owner == "packs" else "where it stands"
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
