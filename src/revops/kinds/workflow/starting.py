"""What enrols, and what else stands around the steps, as units (dossier F2, F3, F6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds import filters
from revops.kinds.base import Surroundings
from revops.kinds.workflow.asking import Asking, At, check_workflow
from revops.kinds.workflow.calendar import in_week
from revops.kinds.workflow.checks import contacts_alone, of_property
from revops.kinds.workflow.say import DATES
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.spec_frame import Changed, Every, Joins, OnDate
from revops.kinds.workflow.spec_further import WaitFor
from revops.kinds.workflow.step import span
from revops.kinds.workflow.triggers import changed_test, enrolling
from revops.model.condition import EVER, Condition, Event, InSegment
from revops.model.json import Json

Trigger = Mapping[str, Json]
_THEIRS: Final = "HubSpot's API has this for workflows of contacts"
"""Dossier F2."""


class Starting:
    """The unit `enrol` of one workflow, and the condition and the trigger behind it."""

    def __init__(self, spec: WorkflowSpec, near: Surroundings, asking: Asking, at: At) -> None:
        self._near, self._asking, self._scope = near, asking, spec.object
        self.condition: Condition | None = None
        self.trigger: Trigger = {}
        self.unit: Json = self._read(spec, at)

    def _read(self, spec: WorkflowSpec, at: At) -> Json:
        match spec.enrol:
            case Changed() as told:
                self.trigger = self._changed(told, at)
            case Joins() as told:
                self.trigger = {"joins": told.joins, **self._where(told.where, at)}
                self._asking.keep(InSegment(told.joins))
            case Every() as told:
                self.trigger = self._every(told, at)
            case OnDate() as told:
                self.trigger = self._on_date(told, at)
            case {"manual": True}:
                return {"manual": True}
            case told:
                return self._asked(told, at)
        return dict(self.trigger)

    def _asked(self, told: Json, at: At) -> Json:
        """A bare event is the trigger; as a part of a condition it is a filter like any other."""
        self.condition = self._asking.condition(told, at)
        if self.condition is None:
            return {}
        is_event = isinstance(told, dict) and "event" in told
        if is_event and isinstance(self.condition, Event) and self.condition.refine == EVER:
            self.trigger = self._asking.keep(self.condition)
            return dict(self.trigger)
        return enrolling(filters.canonical(self.condition))

    def _where(self, told: Json, at: At) -> dict[str, Json]:
        if told is None:
            return {}
        self.condition = self._asking.condition(told, (*at, "where"))
        return {"where": self._asking.keep(self.condition)} if self.condition else {}

    def _changed(self, told: Changed, at: At) -> Trigger:
        changed = changing(told.changed, told.to, self._scope, self._near, self._asking, at)
        return {**changed, **self._where(told.where, at)}

    def _every(self, told: Every, at: At) -> Trigger:
        on: Json = told.on
        if isinstance(told.on, list):
            on = in_week(on) if told.every == "week" else sorted(set(on))
        days = {} if on is None else {"on": on}
        return {"every": told.every, **days, "at": told.at, **self._where(told.where, at)}

    def _on_date(self, told: OnDate, at: At) -> Trigger:
        kind = of_property(told.date, self._scope, self._near, (*at, "date"))
        if kind is not None and kind not in DATES:
            summary = f"{told.date} holds no date, its type is {kind}"
            self._near.report("RV833", summary, *at, "date", hint="name a property of type date or datetime")
        yearly = {"yearly": True} if told.yearly else {}
        trigger = {"date": told.date, **yearly, "at": told.at, **self._where(told.where, at)}
        if told.where is None and kind in DATES:
            self.condition = self._near.parse_condition({"property": told.date, "known": True}, *at, "date")
        return trigger


def changing(
    changed: str, to: str | list[str] | None, scope: str, near: Surroundings, asking: Asking, at: At
) -> Trigger:
    """The trigger of a new value, after a check of the property and its options."""
    kind = of_property(changed, scope, near, (*at, "changed"))
    values = [to] if isinstance(to, str) else sorted(set(to or []))
    trigger: dict[str, Json] = {"changed": changed, **({"to": values} if values else {})}
    if values and kind not in (None, "enumeration"):
        summary = f"{changed} has no options, so its new value cannot be asked for"
        near.report("RV834", summary, *at, "to", hint="leave `to` out, and ask under `where`")
    elif kind:
        found = near.parse_condition(changed_test(trigger), *at, "to" if values else "changed")
        if found:
            asking.keep(found)
    return trigger


def awaited(told: WaitFor, scope: str, near: Surroundings, asking: Asking, at: At) -> Json:
    """What a step waits for."""
    ((unit, amount),) = told.at_most.model_dump(exclude_none=True).items()
    most = {"at_most": span(amount, unit.upper())}
    if told.changed is not None:
        return {**changing(told.changed, told.to, scope, near, asking, at), **most}
    where = {} if told.where is None else {"where": told.where}
    return {**asking.unit({"event": told.event, **where}, at), **most}


def around(spec: WorkflowSpec, near: Surroundings, asking: Asking, at: At) -> dict[str, Json]:
    """What stands around the steps, as far as the entry says it."""
    return dict(_around(spec, near, asking, at))


def _around(spec: WorkflowSpec, near: Surroundings, asking: Asking, at: At) -> Iterator[tuple[str, Json]]:
    if spec.description is not None:
        yield "description", near.text(spec.description, *at, "description")
    if spec.re_enrol is not None:
        yield "reEnrol", spec.re_enrol
    if spec.un_enrol and spec.un_enrol.unmet is not None:
        yield "unEnrol.unmet", spec.un_enrol.unmet
    if spec.un_enrol and spec.un_enrol.others is not None:
        others = spec.un_enrol.others
        contacts_alone(_THEIRS, spec.object, near, (*at, "unEnrol", "others"))
        for name in [] if isinstance(others, str) else others:
            check_workflow(name, near, (*at, "unEnrol", "others"))
        yield "unEnrol.others", others if isinstance(others, str) else sorted(set(others))
    if spec.suppress is not None:
        yield "suppress", _suppressed(spec, near, asking, (*at, "suppress"))
    if spec.goal is not None:
        contacts_alone(_THEIRS, spec.object, near, (*at, "goal"))
        yield "goal", asking.unit(spec.goal, (*at, "goal"))
    if spec.hours is not None:
        yield "hours", [{"days": in_week(one.days), "from": one.start, "to": one.end} for one in spec.hours]
    if spec.blocked_dates is not None:
        yield "blockedDates", sorted(set(spec.blocked_dates))


def _suppressed(spec: WorkflowSpec, near: Surroundings, asking: Asking, at: At) -> Json:
    told = spec.suppress
    if isinstance(told, list) != (spec.object == "contacts"):
        wanted = "segments" if spec.object == "contacts" else "a condition"
        like = "`suppress: [SEGMENT]`" if spec.object == "contacts" else "`suppress: {condition: NAME}`"
        summary = f"what keeps {spec.object} out of a workflow is {wanted}"
        near.report("RV836", summary, *at, hint=f"write it like {like}")
        return []
    if isinstance(told, list):
        for name in told:
            asking.keep(InSegment(name))
        return sorted(set(told))
    return asking.unit(told, at)
