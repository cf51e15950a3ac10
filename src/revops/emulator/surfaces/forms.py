"""`/marketing/forms` and its v3 twin: the forms of a portal (dossier I1).

The two paths behave alike, says HubSpot's guide to the beta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import check
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.references import Subject
from revops.emulator.surfaces.form_body import create_body, filled_in, patch_body, put_body
from revops.emulator.surfaces.form_defaults import SHIPPED, TABLE, add_form, new_form_id
from revops.emulator.surfaces.form_guards import (
    check_archivable,
    check_name,
    check_unused,
    check_writable,
)
from revops.emulator.surfaces.offset_paging import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

FORM_TYPES = ("hubspot", "captured", "flow", "blog_comment", "all")
USUAL_PAGE, LARGEST_PAGE = 20, 100
"""Forms per page; neither number is published, the highest `limit` is chosen on the careful side."""


def defaults(portal: Portal) -> None:
    """The forms that a Japanese portal of the embedded kind has; HubSpot itself ships none."""
    for name in SHIPPED:
        add_form(portal, name)


def list_forms(ask: Ask) -> Reply:
    types = ask.query.get("formTypes", ["hubspot"])
    if unknown := set(types).difference(FORM_TYPES):
        raise Refusal(400, f"formTypes must be of {', '.join(FORM_TYPES)}, not {', '.join(sorted(unknown))}")
    archived = ask.flag("archived")
    found = [
        form
        for form in ask.portal.table(TABLE).values()
        if form["archived"] == archived and ("all" in types or form["formType"] in types)
    ]
    return Reply(200, page(ask, found, USUAL_PAGE, LARGEST_PAGE))


def read_form(ask: Ask) -> Reply:
    """One form; an archived one only where `archived=true` asks for it."""
    return Reply(200, _form(ask, archived=ask.flag("archived")))


def create_form(ask: Ask) -> Reply:
    """A form that gets its id and its times from HubSpot, whatever was sent for them."""
    check(ask.body, create_body(_subject(ask)))
    check_name(ask.portal, ask.body["name"])
    form_id, now = new_form_id(ask.portal, ask.body["name"]), ask.portal.now()
    form = _stored(ask, {"id": form_id, **ask.body, "createdAt": now})
    return Reply(201, form, {"Location": f"{ask.path.rstrip('/')}/{form_id}"})


def replace_form(ask: Ask) -> Reply:
    """The whole form anew; its id and the time of its making stay."""
    form = _form(ask)
    check_writable(ask.portal, form)
    check(ask.body, put_body(_subject(ask), form["id"]))
    _rename(ask, form)
    return Reply(200, _stored(ask, {**ask.body, "createdAt": form["createdAt"]}))


def update_form(ask: Ask) -> Reply:
    """The parts that were sent take the place of what was there, each as a whole."""
    form = _form(ask)
    check_writable(ask.portal, form)
    check(ask.body, patch_body(_subject(ask)))
    _rename(ask, form)
    return Reply(200, _stored(ask, {**form, **ask.body}))


def archive_form(ask: Ask) -> Reply:
    """Archives it. HubSpot keeps the id for some months, and no request brings the form back (dossier I1)."""
    form, now = _form(ask), ask.portal.now()
    check_archivable(form)
    check_unused(ask.portal, form)
    ask.portal.table(TABLE)[form["id"]] = {**form, "archived": True, "archivedAt": now, "updatedAt": now}
    return Reply(204)


def _subject(ask: Ask) -> Subject:
    return Subject(ask.portal, "0-1")


def _form(ask: Ask, *, archived: bool = False) -> dict[str, Json]:
    form: dict[str, Json] | None = ask.portal.table(TABLE).get(ask.args["form_id"])
    if form is None or form["archived"] != archived:
        raise Refusal(404, f"No form found with id {ask.args['form_id']}", "OBJECT_NOT_FOUND")
    return form


def _rename(ask: Ask, form: dict[str, Json]) -> None:
    if (name := ask.body.get("name", form["name"])) != form["name"]:
        check_name(ask.portal, name)


def _stored(ask: Ask, body: dict[str, Json]) -> dict[str, Json]:
    """Keep a form of sound content; it is live, and changed now."""
    kept = {key: value for key, value in body.items() if key != "archivedAt"}
    form = filled_in({**kept, "archived": False, "updatedAt": ask.portal.now()})
    ask.portal.table(TABLE)[form["id"]] = form
    return form


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    forms = portal.table(TABLE)
    forms.clear()
    forms.update({form["id"]: form for form in body["results"]})


LOADERS = {"/marketing/forms/<version>": _load, "/marketing/v3/forms": _load}
_TWINS = (("/marketing/forms/{version}", "2026-09-beta", True), ("/marketing/{version}/forms", "v3", False))
_OPERATIONS = (
    ("GET", "", list_forms),
    ("POST", "", create_form),
    ("GET", "/<form_id>", read_form),
    ("PUT", "/<form_id>", replace_form),
    ("PATCH", "/<form_id>", update_form),
    ("DELETE", "/<form_id>", archive_form),
)
ROUTES = tuple(
    Route(method, f"{base}{path}", handler, (version,), ("forms",), beta=beta, write=method != "GET")
    for base, version, beta in _TWINS
    for method, path, handler in _OPERATIONS
)
