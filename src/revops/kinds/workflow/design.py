"""What of a workflow is not in its units: the types behind its conditions, and what starts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from revops.kinds import filters
from revops.model.condition import All, Condition
from revops.model.context import Context
from revops.model.json import Json, canonical
from revops.model.spec import Symbol


@dataclass(frozen=True)
class Design:
    """What of a workflow is not in its units: the object type and the conditions with their types."""

    object: str
    enrol: Condition | None = None
    """None: records are enrolled by hand, or by the trigger alone."""
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    """All that its steps, its trigger and its settings ask, by canonical spelling."""
    trigger: Mapping[str, Json] = field(default_factory=dict)
    """In canonical form, as in the unit `enrol`; empty: a condition enrols, or a person."""
    picture: str = ""
    """Key of the segment of those who met the condition before, and are kept out (`newOnly`)."""

    def condition(self, spelled: Json) -> Condition:
        """The condition that a unit spells."""
        return self.conditions[canonical(spelled)]

    @property
    def asked(self) -> All:
        """Every condition of the workflow in one, for what they name together."""
        return All((*([self.enrol] if self.enrol else []), *self.conditions.values()))


def spelled(condition: Condition) -> Json:
    """One spelling per meaning, so that HubSpot's rearranging is no drift."""
    return filters.spell(filters.canonical(condition))


def reworded(
    units: Mapping[str, Json], desired: Mapping[str, Json], design: Design, context: Context
) -> Mapping[str, Json]:
    """The portal's units, with raw conditions as the blueprint has them wherever both mean the same."""
    found: Mapping[str, Json] = filters.reworded(units, desired, design.asked.of, context, design.object)
    return found


def named_in(design: Design) -> frozenset[Symbol]:
    """What the conditions name: forms, segments, e-mails and the like."""
    return filters.symbols(design.asked, design.object)
