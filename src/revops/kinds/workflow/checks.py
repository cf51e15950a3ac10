"""What steps ask of the blueprint around them: properties, options, objects."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from revops.kinds.base import Surroundings
from revops.kinds.segment.spec import DYNAMIC
from revops.kinds.values import NAMED
from revops.kinds.workflow.asking import At
from revops.kinds.workflow.spec_steps import Value
from revops.model.condition import PropertyRef


def of_property(ref: str, scope: str, near: Surroundings, at: At, hint: str = "") -> str | None:
    """The type of a property of this object; None after a report that it is none."""
    target, _, name = ref.partition(".")
    kind = near.property_type(PropertyRef(target, name)) if target == scope and name else None
    if kind is None:
        summary = f"{ref} is no property of {scope} that the blueprint declares"
        declare = f"write {scope}.PROPERTY, and declare it (`existing:` will do)"
        near.report("RV293", summary, *at, hint=f"{_slip(name or target, scope, near)}{declare}{hint}")
    return kind


def _slip(name: str, scope: str, near: Surroundings) -> str:
    """The property of the object that was probably meant; empty where no declared name is like it."""
    declared = near.entry("properties", scope)
    close = get_close_matches(name, declared, 1) if isinstance(declared, Mapping) else []
    return f"did you mean {scope}.{close[0]}? Else " if close else ""


def edited(ref: str, of: str | None, scope: str, near: Surroundings, at: At) -> str | None:
    """The type of a property that a step writes, in the enrolled record or in those that it says."""
    target, dot, _ = ref.partition(".")
    other = "" if of or not dot or target == scope else f"; associated records are edited with `of: {target}`"
    return of_property(ref, of or scope, near, at, other)


def check_value(ref: str, value: Value, scope: str, near: Surroundings, at: At) -> None:
    """The property is this object's own and declared; an option of a list is one of its options."""
    _fits(of_property(ref, scope, near, at), ref, value, near, at)


def check_set(ref: str, value: Value, of: str | None, scope: str, near: Surroundings, at: At) -> None:
    """As `check_value`, of the enrolled record or of those that the step says."""
    kind = edited(ref, of, scope, near, at)
    if text(value):
        _fits(kind, ref, value, near, at)
    else:
        near.report("RV841", f"an empty value would clear {ref}", *at, hint=f"write clear: {ref}")


def _fits(kind: str | None, ref: str, value: Value, near: Surroundings, at: At) -> None:
    if kind == "enumeration" and ref.partition(".")[2] not in NAMED:
        options = value if isinstance(value, list) else [text(value)]
        near.parse_condition({"property": ref, "any_of": options}, *at)


def text(value: Value) -> str:
    """A value as HubSpot stores it: lower-case booleans, several options joined by `;`."""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)


def check_members(segment: str, near: Surroundings, at: At) -> None:
    """Whom a step puts into a segment of the blueprint: HubSpot keeps the members of dynamic ones itself."""
    entry = near.entry("segments", segment)
    if not isinstance(entry, dict) or entry.get("existing") or entry.get("type", DYNAMIC) != DYNAMIC:
        return
    told = f"the segment {segment!r} is dynamic: its condition alone says who is in it"
    near.report("RV842", told, *at, hint="name one with `type: static`, or change its condition")


def contacts_alone(why: str, scope: str, near: Surroundings, at: At) -> None:
    """A report where a workflow has what HubSpot knows for contacts only."""
    if scope != "contacts":
        near.report("RV835", f"{why}, this workflow is about {scope}", *at, hint="take it out")
