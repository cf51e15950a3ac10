"""What people read beside values and in place of keys: conditions, links that open, titles of roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from revops.cli.items import role_title
from revops.cli.session import Session
from revops.kinds.checklist import deep_link
from revops.kinds.pipelines.lifecycle import conditions
from revops.model.change import Change, UnitChange
from revops.model.json import Json
from revops.model.outcome import Outcome, Run
from revops.model.plan import Plan
from revops.model.spec import Phase, Resource
from revops.views.sentence import sentence

_UNENFORCED: Final = "not enforced: needs a workflow"
_TERMINAL: Final = "en"
"""The language of everything that the terminal says; pages speak the target's."""
_ROLES: Final = ("role", "roles", "replyTo", "customReplyTo")
"""Members and last parts of units that hold roles."""


def language(session: Session, *, page: bool) -> str:
    """In which values are told."""
    return session.context.locale if page else _TERMINAL


def noted(plan: Plan, session: Session, *, page: bool) -> Plan:
    """The same plan for people.

    Args:
        plan: as it was made.
        session: what it was made in.
        page: for a page, where roles stand with their titles; elsewhere their keys can be typed.
    """
    return replace(plan, changes=tuple(_noted(change, session, page=page) for change in plan.changes))


def noted_run(run: Run, session: Session, *, page: bool) -> Run:
    """The same run for people."""
    outcomes = tuple(_noted_outcome(one, session, page=page) for one in run.outcomes)
    return replace(run, plan=noted(run.plan, session, page=page), outcomes=outcomes)


def _noted_outcome(outcome: Outcome, session: Session, *, page: bool) -> Outcome:
    change = _noted(outcome.change, session, page=page)
    return outcome if change is outcome.change else replace(outcome, change=change)


def _noted(change: Change, session: Session, *, page: bool) -> Change:
    notes, units = _notes(change, language(session, page=page)), change.units
    if notes:
        units = tuple(replace(unit, note=notes.get(unit.path, unit.note)) for unit in units)
    resource = _opened(change.resource, session) if change.resource else None
    if not page and units is change.units and resource is change.resource:
        return change  # the usual case, of thousands
    if page:
        titles = _titles(session)
        units = tuple(_of_unit(unit, titles) for unit in units)
        resource = _of_resource(resource, titles) if resource else None
    return replace(change, units=units, resource=resource)


def _notes(change: Change, locale: str) -> Mapping[str, str]:
    found = conditions(change.resource) if change.resource else {}
    retired = change.resource.retired if change.resource and change.phase is Phase.MOVE else {}
    moved = {f"options.{value}.records": f"they get {target}" for value, target in retired.items()}
    return moved | {
        f"stages.{key}.label": f"enter: {sentence(condition, locale)} ({_UNENFORCED})"
        for key, condition in found.items()
    }


def _opened(resource: Resource, session: Session) -> Resource:
    """An item of the checklist with its link into this portal."""
    if resource.address.kind != "checklist" or "link" not in resource.units:
        return resource
    link = deep_link(resource.units["link"], session.context)
    return replace(resource, units={**resource.units, "link": link})


def _titles(session: Session) -> Mapping[str, str]:
    """What people call each role of the blueprint."""
    return {role: role_title(session, role) for role in session.blueprint.sheet.data.get("roles") or ()}


def _of_unit(unit: UnitChange, titles: Mapping[str, str]) -> UnitChange:
    before, after = (_titled(value, unit.path, titles) for value in (unit.before, unit.after))
    return replace(unit, before=before, after=after)


def _of_resource(resource: Resource, titles: Mapping[str, str]) -> Resource:
    units = {path: _titled(value, path, titles) for path, value in resource.units.items()}
    return replace(resource, units=units)


def _titled(value: Json, path: str, titles: Mapping[str, str]) -> Json:
    """The value with titles where keys of roles stand, here and below."""
    if isinstance(value, Mapping):
        return {key: _titled(inner, key, titles) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_titled(inner, path, titles) for inner in value]
    holds = path.rpartition(".")[2] in _ROLES and isinstance(value, str)
    return titles.get(value, value) if holds else value
