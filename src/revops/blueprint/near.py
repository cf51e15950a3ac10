"""What kinds may ask of the rest of the blueprint while they expand their sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revops.blueprint.conditions import Conditions
from revops.blueprint.declared import Declarations
from revops.blueprint.sheet import Sheet, at
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

    def text(self, label: str | Mapping[str, str], *path: str | int) -> str:
        if isinstance(label, str):
            return label
        if self.locale not in label:
            there = f"there is {', '.join(label)}" if label else "it holds no language"
            summary = f"the text is missing in the target's language, {self.locale}; {there}"
            self.report(
                "RV204", summary, *path, hint=f"Add `{self.locale}: …`, or write one text for all languages."
            )
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
        self.sheet.error(code, summary, path, hint, value=not self._holds_more(path))

    def _holds_more(self, path: tuple[str | int, ...]) -> bool:
        """True for a map or a list, which is pointed at by its name: it may begin on a line of its own."""
        try:
            return isinstance(at(self.sheet.data, path), dict | list)
        except (KeyError, IndexError, TypeError):
            return False
