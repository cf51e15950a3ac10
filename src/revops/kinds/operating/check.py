"""Checks that the sections of the operating model share: texts in the locale, keys of other sections."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from revops.kinds.base import Surroundings
from revops.kinds.pipelines.shipped import LIFECYCLE
from revops.kinds.slips import slip
from revops.model.condition import PropertyRef
from revops.model.few import few
from revops.model.json import Json
from revops.model.spec import Spec

_SHOWN = 12


@dataclass(frozen=True)
class Spot:
    """One entry of a section, and what the rest of the blueprint says."""

    section: str
    key: str
    near: Surroundings

    def texts(self, spec: Spec) -> None:
        """Report texts that lack the target's language; what else an entry holds speaks none."""
        for name, value in spec:
            if isinstance(value, list):
                for number, one in enumerate(value):
                    self._text(one, name, number)
            else:
                self._text(value, name)

    def _text(self, value: object, *below: str | int) -> None:
        if isinstance(value, Mapping):
            self.near.text(value, self.section, self.key, *below)

    def named(self, wanted: str | None, section: str, name: str, *below: int) -> None:
        """Report a key that another section does not have."""
        self._known(wanted, self._keys(section), section, name, *below)

    def stage(self, wanted: str | None) -> None:
        """Report a lifecycle stage that neither HubSpot ships nor the blueprint makes."""
        known = dict.fromkeys([*LIFECYCLE.stages, *self._keys("lifecycle")])
        self._known(wanted, known, "lifecycle", "stage")

    def declared(self, wanted: str | None) -> None:
        """Report what is no declared property."""
        if wanted is None or self._is_declared(wanted):
            return
        scope, _, name = wanted.partition(".")
        known = [f"{scope}.{one}" for one in _names(self.near.entry("properties", scope))]
        summary = f"the blueprint does not declare the property {wanted!r}"
        written = f"`properties: {{{scope}: {{{name or 'NAME'}: {{existing: TYPE}}}}}}`"
        hint = slip(wanted, known) or f"Write {written} to declare it."
        self.near.report("RV921", summary, self.section, self.key, "property", hint=hint)

    def _is_declared(self, wanted: str) -> bool:
        scope, _, name = wanted.partition(".")
        return bool(name) and self.near.property_type(PropertyRef(scope, name)) is not None

    def _known(
        self, wanted: str | None, known: Collection[str], section: str, name: str, *below: int
    ) -> None:
        if wanted is None or wanted in known:
            return
        summary = f"{section} has no entry {wanted!r}" if known else f"there is no section `{section}:`"
        hint = slip(wanted, known) or _all(known) or f"Write `{section}: {{{wanted}: …}}`."
        self.near.report("RV921", summary, self.section, self.key, name, *below, hint=hint)

    def _keys(self, section: str) -> list[str]:
        return _names(self.near.entry(section))


def _names(entries: Json) -> list[str]:
    return list(entries) if isinstance(entries, Mapping) else []


def _all(known: Collection[str]) -> str:
    return f"Known: {few(list(known), _SHOWN)}." if known else ""
