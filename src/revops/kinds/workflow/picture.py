"""New records only: a picture of whoever meets the condition already, which `suppress` keeps out.

HubSpot's editor asks whether to enrol existing records when a workflow is switched on. Its API has no field
for the answer (HubSpot's description of Automation V4, 2026-09-beta), so they go into a snapshot segment.
Who is in a suppressed segment does not enrol, by hand neither, and leaves where it is enrolled ("Manage
unenrollment in workflows", HubSpot's knowledge base, 4 September 2025).
"""

from __future__ import annotations

from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.segment.expand import snapshot
from revops.kinds.segment.spec import Design as Segment
from revops.kinds.workflow.asking import Asking
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.starting import Starting
from revops.model.condition import AnyOf, InSegment
from revops.model.json import Json, canonical
from revops.model.spec import Resource

_NAMES: Final = {"en": "{name}: already there", "ja": "{name}:開始前からの対象"}


def picture(key: str, name: str, spec: WorkflowSpec, start: Starting, near: Surroundings) -> Resource | None:
    """The segment that a workflow's `newOnly` asks for; None where nobody enrols who was there already.

    An event, a new value, joining a segment or a person enrols from now on ("Set event enrollment triggers",
    HubSpot's knowledge base, 20 July 2024: they trigger when something occurs).

    Args:
        key: of the workflow.
        name: of the workflow, as people read it.
        spec: the entry.
        start: what enrols.
        near: of the entry.
    """
    if not spec.new_only or start.condition is None:
        return None
    at = ("workflows", key, "newOnly")
    if "date" in start.trigger:
        told = "a workflow that starts on a date enrols nobody before that day"
        near.report("RV987", told, *at, hint="take `newOnly` out; ask for other dates under `where:`")
        return None
    if start.trigger and "every" not in start.trigger:
        return None
    segment = f"{key}_already_there"
    if near.entry("segments", segment) is not None:
        told = f"the blueprint has a segment {segment!r} of its own"
        near.report("RV987", told, *at, hint="give it another key, or name it under `suppress` instead")
        return None
    text = _NAMES["ja" if near.locale == "ja" else "en"].format(name=name)
    made = Segment(spec.object, text, start.condition, picture=True)
    return snapshot(segment, made, near.origin("workflows", key), near)


def with_picture(told: Json, made: Resource, scope: str, asking: Asking) -> Json:
    """The unit `suppress` with a segment besides: by name for contacts, else as a part of the condition."""
    inside = InSegment(made.address.name)
    if scope == "contacts":
        asking.keep(inside)
        return sorted({*(told or ()), made.address.name})
    return asking.keep(AnyOf((asking.found[canonical(told)], inside)) if told else inside)
