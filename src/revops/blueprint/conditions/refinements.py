"""`times:` and `within:`, which stand beside what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revops.blueprint.causes import shown
from revops.blueprint.compose import Trail
from revops.blueprint.names import meant
from revops.blueprint.sheet import Sheet
from revops.model.condition import Refinement
from revops.model.json import MISSING, Json
from revops.model.shapes import shaped
from revops.model.spelling import REFINEMENTS


@dataclass(frozen=True)
class Refinements:
    """Errors go to the sheet; a faulty refinement is None."""

    sheet: Sheet

    def read(self, value: Mapping[str, Json], trail: Trail) -> Refinement | None:
        """What stands beside a term; that it happened ever where nothing does."""
        parts = [self._part(name, value[name], (*trail, name)) for name in REFINEMENTS if name in value]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        if len(known) == len(REFINEMENTS):
            hint = "Leave one of them out, or set a property by a workflow that counts."
            summary = "HubSpot looks at how often, or at when, and not at both"
            self.sheet.error("RV813", summary, (*trail, "within"), hint)
            return None
        refine = Refinement(**{word: told for part in known for word, told in part.items()})
        return refine if self._is_ordered(refine, trail) else None

    def _part(self, name: str, value: Json, trail: Trail) -> dict[str, Json] | None:
        shapes = REFINEMENTS[name]
        if not isinstance(value, dict) or not value:
            self._error(f"`{name}` takes {', '.join(shapes)}, not {shown(value)}", trail)
            return None
        for word in value:
            if word not in shapes:
                summary = f"there is no word {word!r} for `{name}`"
                self.sheet.error("RV206", summary, (*trail, word), meant(word, shapes), value=False)
                return None
        held = {word: shaped(shapes[word], told) for word, told in value.items()}
        for word in [word for word, told in held.items() if told is MISSING]:
            self._error(f"`{word}` takes {shapes[word].value}, not {shown(value[word])}", (*trail, word))
        return None if MISSING in held.values() else held

    def _is_ordered(self, refine: Refinement, trail: Trail) -> bool:
        if refine.at_most is not None and refine.at_most < refine.at_least:
            self._error("`at_most` is below `at_least`", (*trail, "times", "at_most"))
            return False
        if refine.last_days and (refine.since or refine.until):
            self._error("write `last_days`, or `since` and `until`", (*trail, "within"))
            return False
        if refine.since and refine.until and refine.until < refine.since:
            self._error("`until` comes before `since`", (*trail, "within", "until"))
            return False
        return True

    def _error(self, summary: str, trail: Trail) -> None:
        self.sheet.error("RV207", summary, trail)
