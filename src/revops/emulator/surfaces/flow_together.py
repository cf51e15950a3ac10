"""Rules over several fields of one catalogue action (dossier F5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json, Refusal
from revops.emulator.references import Subject

Rule = Callable[[Json, str, Subject], Iterator[Fault]]


def unexpected() -> Refusal:
    """The 500 with which HubSpot answers some invalid bodies (dossier F8.9); nothing was stored."""
    return Refusal(500, "There was an unexpected error", category="INTERNAL_ERROR")


def together(kind: Json, value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    """Faults of the `fields` of an action of this type, each of which is sound by itself."""
    rule = _RULES.get(kind)
    if rule is not None:
        yield from rule(value, where, subject)


def _task(value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    if "owner_assignment" in value:
        yield from _owner(value["owner_assignment"]["value"], f"{where}.owner_assignment.value", subject)


def _edit(value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    if value.get("association"):
        return
    name = value["property_name"]
    yield from subject.has_property(name, f"{where}.property_name")
    if (subject.declared(name) or {}).get("referencedObjectType") == "OWNER":
        yield from _owner(value["value"], f"{where}.value", subject)


def _owner(value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    """A fixed owner must be one, by the owner's id and not the user's."""
    if value["type"] == "STATIC_VALUE":
        yield from subject.has_owner(value["staticValue"], f"{where}.staticValue")


def _rotation(value: Json, _where: str, _subject: Subject) -> Iterator[Fault]:
    """Reported of incomplete fields: a 500 that says nothing."""
    if not (value.get("user_ids") or value.get("team_ids")):
        raise unexpected()
    yield from ()


def _record(value: Json, where: str, subject: Subject) -> Iterator[Fault]:
    made = subject.of(value["object_type_id"])
    for place, entry in enumerate(value["properties"]):
        yield from made.has_property(entry["targetProperty"], f"{where}.properties[{place}].targetProperty")


def _enrolment(value: Json, where: str, _subject: Subject) -> Iterator[Fault]:
    """The field is called `flow_id` or `workflow_id`; no source confirms one of them."""
    if len(value) != 1:
        yield fault(f"{where} must have one of: flow_id, workflow_id", where, "REQUIRED_FIELD")


_RULES: Mapping[str, Rule] = {
    "0-3": _task,
    "0-5": _edit,
    "0-11": _rotation,
    "0-14": _record,
    "0-15": _enrolment,
}
