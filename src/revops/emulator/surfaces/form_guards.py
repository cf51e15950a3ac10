"""When a form that is sound in itself is refused: its name is taken, it is locked, or something uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Json, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.portal import Portal

# Where a form's id can stand (dossier E3, F3, G3).
_USERS = ("flows", "lists", "scores")


def check_name(portal: Portal, name: str) -> None:
    """A new name is expected to be unique (HubSpot's description); a taken one is a 409 (its v2 documents).

    Whether v3 answers so is unverified: with the variant `shared-names` it takes the name. People's forms may
    have shared one all along.
    """
    live = (form for form in portal.table("forms").values() if not form["archived"])
    taken = any(form["name"] == name for form in live)
    if taken and not portal.has("shared-names"):
        raise Refusal(409, f"A form named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")


def check_writable(portal: Portal, form: dict[str, Json]) -> None:
    """Only HubSpot forms can be edited, says its guide; what `editable: false` means here is unverified.

    Raises:
        Refusal: 400 for another type of form or a locked one; with the variant `new-editor-forms-locked` also
            for one of the new editor, as the public issue hubspot-api-python#431 reports.
    """
    if form["formType"] != "hubspot":
        raise Refusal(400, f"A form of type {form['formType']} cannot be edited")
    if not form["configuration"]["editable"]:
        raise Refusal(400, f"The form {form['id']} is not editable")
    if form["configuration"].get("embedType") == "V4" and portal.has("new-editor-forms-locked"):
        raise Refusal(400, f"The form {form['id']} was made in the new editor and cannot be edited here")


def check_archivable(form: dict[str, Json]) -> None:
    if form["formType"] != "hubspot" or not form["configuration"]["archivable"]:
        raise Refusal(400, f"The form {form['id']} cannot be archived")


def check_unused(portal: Portal, form: dict[str, Json]) -> None:
    """With the variant `used-forms-stay` a form that something names is not archived; no source tells."""
    users = list(_users(portal, form["id"])) if portal.has("used-forms-stay") else []
    if users:
        raise Refusal(400, f"The form {form['id']} is used by {', '.join(users)} and cannot be archived")


def _users(portal: Portal, form_id: str) -> Iterator[str]:
    for table in _USERS:
        for key, body in portal.table(table).items():
            if not body.get("archived") and _names(body, form_id):
                yield f"{table} {body.get('name', key)}"


def _names(value: Json, form_id: str) -> bool:
    if isinstance(value, list):
        return any(_names(part, form_id) for part in value)
    if isinstance(value, dict):
        return any(_names(part, form_id) for part in value.values())
    return bool(value == form_id)
