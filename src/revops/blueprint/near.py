"""What kinds may ask of the rest of the blueprint while they expand their sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.blueprint.conditions import Conditions
from revops.blueprint.declared import Declarations
from revops.blueprint.languages import is_language, language_meant
from revops.blueprint.sheet import Sheet, holds_more
from revops.blueprint.speech import Speech
from revops.model.address import Origin
from revops.model.condition import Condition, PropertyRef
from revops.model.json import Json
from revops.model.spec import Need


@dataclass
class Near:
    """The `Surroundings` of `kinds.base`, answered from the merged document."""

    locale: str
    sheet: Sheet
    declared: Declarations
    conditions: Conditions
    speech: Speech = field(default_factory=Speech)

    def text(self, label: str | Mapping[str, str], *path: str | int) -> str:
        if isinstance(label, str):
            return label
        if self._are_languages(label, path):
            self.speech.hear(label, path, self.locale, self.sheet)
        if self.locale not in label:
            return next(iter(label.values()), "")
        return label[self.locale]

    def condition(self, name: str, *path: str | int) -> Condition | None:
        return self.conditions.named(name, path)

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        return self.conditions.parse(value, path)

    def property_type(self, ref: PropertyRef) -> str | None:
        found = self.declared.get(ref)
        return found.type if found else None

    def provider(self, ref: PropertyRef) -> Need | None:
        found = self.declared.get(ref)
        return found.need if found else None

    def entry(self, *path: str) -> Json:
        found: Json = self.sheet.data
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def origin(self, *path: str | int) -> Origin:
        return self.sheet.origin(path)

    def report(self, code: str, summary: str, *path: str | int, hint: str = "") -> None:
        self.sheet.error(code, summary, path, hint, value=not holds_more(self.sheet, path))

    def _are_languages(self, label: Mapping[str, str], path: tuple[str | int, ...]) -> bool:
        wrong = [code for code in label if not is_language(code)]
        for code in wrong:
            match = language_meant(code)
            hint = f"Did you mean {match!r}?" if match else "Write two letters, such as `ja` or `en`."
            self.sheet.error("RV127", f"{code!r} is no language", (*path, code), hint, value=False)
        return not wrong
