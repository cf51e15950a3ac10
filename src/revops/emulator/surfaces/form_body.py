"""Bodies of form creates, replacements and updates, and what the server fills in (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, boolean, fault, filled, object_of, one_of, text
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.surfaces.email_times import moment
from revops.emulator.surfaces.form_configuration import configuration_of
from revops.emulator.surfaces.form_consent import consent_of
from revops.emulator.surfaces.form_fields import ENUMERATED, fields_in, groups_of
from revops.emulator.surfaces.form_style import STYLE
from revops.emulator.tagged import Fields

_DISPLAY = object_of(
    {
        "renderRawHtml": boolean,
        "theme": one_of("default_style", "canvas", "linear", "round", "sharp", "legacy"),
        "submitButtonText": filled,
        "style": STYLE,
    },
    {"cssClass": text},
)


def create_body(subject: Subject) -> Checker:
    """A create: the three moments and flags that only a server can know are required all the same."""
    return object_of({**_WHOLE, **_parts(subject)}, {"archivedAt": moment})


def put_body(subject: Subject, form_id: str) -> Checker:
    """A replacement: all of the form, its own id included."""
    return object_of({"id": one_of(form_id), **_WHOLE, **_parts(subject)}, {"archivedAt": moment})


def patch_body(subject: Subject) -> Checker:
    """An update: any of the parts, each whole."""
    return object_of({}, {"archived": _not_archived, **_parts(subject)})


def filled_in(body: dict[str, Json]) -> dict[str, Json]:
    """The body with what HubSpot shows where it was left out; what exactly it adds is unverified."""
    for field in fields_in(body["fieldGroups"]):
        if field["fieldType"] in ENUMERATED:
            field.setdefault("defaultValues", [])
    body["configuration"].setdefault("embedType", "V3")
    return body


def _parts(subject: Subject) -> Fields:
    return {
        "name": filled,
        "fieldGroups": groups_of(subject),
        "configuration": configuration_of(subject),
        "displayOptions": _DISPLAY,
        "legalConsentOptions": consent_of(subject),
    }


def _not_archived(value: Json, where: str) -> Iterator[Fault]:
    """What `archived: true` does in a body is unverified, so it is refused: DELETE archives."""
    faults = list(boolean(value, where))
    yield from faults
    if not faults and value:
        yield fault(f"{where} cannot be set here: DELETE archives a form", where, "NOT_ALLOWED")


# What a form has besides its parts. Only HubSpot forms can be written, says HubSpot's guide to forms.
_WHOLE: Fields = {
    "formType": one_of("hubspot"),
    "createdAt": moment,
    "updatedAt": moment,
    "archived": _not_archived,
}
