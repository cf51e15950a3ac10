"""Placeholders in texts that people get, for properties that the blueprint does not declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from revops.blueprint.declared import Declarations, declarations
from revops.blueprint.lint.steps import bodies
from revops.blueprint.lint.subject import Hit, Subject, Told
from revops.blueprint.names import meant
from revops.model.json import Json

_TOKEN: Final = re.compile(r"{{-?\s*(\w+)\.(\w+)\s*[|}-]")
"""`{{ contact.firstname }}`, also with a filter behind it."""

_OBJECTS: Final = {"contact": "contacts", "company": "companies", "deal": "deals", "ticket": "tickets"}
"""HubSpot's word in marketing e-mails; `enrolled_object` is the record of a workflow (dossier F4)."""
_ENROLLED: Final = "enrolled_object"
_SHIPPED: Final = {
    "contacts": frozenset({"firstname", "lastname", "email", "phone", "mobilephone", "company", "jobtitle"}),
    "companies": frozenset({"name", "domain", "phone", "website", "industry"}),
    "deals": frozenset({"dealname", "amount", "closedate", "dealstage", "pipeline"}),
    "tickets": frozenset({"subject", "content"}),
}
"""What every portal has and texts name most, so that nobody has to declare it for them."""
_IN_STEPS: Final = ("task", "notify", "in_app", "slack", "note")
_IN_EMAILS: Final = ("subject", "preview", "body")


def undeclared(subject: Subject) -> Iterator[Hit]:
    declared = declarations(subject.blueprint.sheet.data)
    for told, enrolled in (*_of_workflows(subject), *_of_emails(subject)):
        for language, text in told.by_language.items():
            where = (*told.trail, language) if language else told.trail
            yield from (Hit(where, *fault) for fault in _faults(text, enrolled, declared))


def _faults(text: str, enrolled: str, declared: Declarations) -> Iterator[tuple[str, str]]:
    """What is wrong, and the nearest name."""
    for word, name in dict.fromkeys(_TOKEN.findall(text)):
        scope = enrolled if word == _ENROLLED else _OBJECTS.get(word, "")
        known = {one.name for one in declared if one.object == scope}
        known |= _SHIPPED.get(scope, frozenset())
        if scope and name not in known and not name.startswith("hs_"):
            yield f"the blueprint declares no property {scope}.{name}", meant(name, known)


def _of_workflows(subject: Subject) -> Iterator[tuple[Told, str]]:
    for trail, entry in subject.entries("workflows"):
        for way, step in bodies(entry["steps"], (*trail, "steps")):
            for word in _IN_STEPS:
                for told in _texts(step.get(word), (*way, word)):
                    yield told, str(entry["object"])


def _of_emails(subject: Subject) -> Iterator[tuple[Told, str]]:
    for trail, entry in subject.entries("emails"):
        for key in _IN_EMAILS:
            for told in _texts(entry.get(key), (*trail, key)):
                yield told, ""


def _texts(value: Json, trail: tuple[str | int, ...]) -> Iterator[Told]:
    """A text, a text by language, or the texts among the fields of a step."""
    if isinstance(value, str):
        yield Told(trail, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*trail, key))
