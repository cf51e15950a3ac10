"""Forms that the API makes, changes and archives (dossier I1)."""

from __future__ import annotations

import uuid

import pytest
from form_bodies import (
    BETA,
    CONFIGURATION,
    CONTACTS,
    EMAIL,
    FORM,
    V3,
    configured,
    dependent,
    field,
    form,
    group,
)

from revops.emulator.surfaces.form_defaults import add_form

REQUIRED = (
    "formType", "name", "createdAt", "updatedAt", "archived",
    "fieldGroups", "configuration", "displayOptions", "legalConsentOptions",
)  # fmt: skip


@pytest.fixture
def made(hubspot):
    """A form that the API made."""
    return hubspot("POST", V3, form(), status=201)


@pytest.mark.parametrize("path", [V3, BETA])
def test_create(hubspot, path):
    """A create answers with what was sent, the id and the times being HubSpot's own."""
    answer = hubspot("POST", path, form(), status=201)

    assert str(uuid.UUID(answer["id"])) == answer["id"]
    assert answer["createdAt"] != FORM["createdAt"]
    assert answer["fieldGroups"] == FORM["fieldGroups"]
    assert answer["displayOptions"] == FORM["displayOptions"]
    assert hubspot("GET", f"{path}/{answer['id']}") == answer


def test_server_defaults(made):
    """What was left out and HubSpot fills in is there on read."""
    assert made["configuration"] == {**CONFIGURATION, "embedType": "V3"}


@pytest.mark.parametrize("name", REQUIRED)
def test_required_on_create(hubspot, name):
    """Each of the nine parts is required, also those that only a server can know (dossier I1)."""
    body = {key: value for key, value in form().items() if key != name}
    answer = hubspot("POST", V3, body, status=400)

    assert [(one["in"], one["code"]) for one in answer["errors"]] == [(name, "REQUIRED_FIELD")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "x"),
        ("formType", "captured"),
        ("name", " "),
        ("createdAt", "today"),
        ("updatedAt", "2026-11-22T09:00:00"),
        ("updatedAt", "2026-02-30T09:00:00Z"),
        ("archived", True),
        ("archived", "no"),
        ("fieldGroups", []),
        ("configuration", {}),
        ("displayOptions", {}),
        ("legalConsentOptions", {"type": "some"}),
        ("colour", "red"),
    ],
)
def test_refused_on_create(hubspot, name, value):
    """What is unknown or wrong is a 400."""
    assert hubspot("POST", V3, form(**{name: value}), status=400)["category"] == "VALIDATION_ERROR"


def test_replace(hubspot, made):
    """A PUT is the whole form anew; its birthday stays."""
    body = {**form(name="Renamed"), "id": made["id"], "createdAt": "2020-01-01T00:00:00Z"}
    answer = hubspot("PUT", f"{V3}/{made['id']}", body, status=200)

    assert answer["name"] == "Renamed"
    assert answer["createdAt"] == made["createdAt"]
    assert hubspot("GET", f"{V3}/{made['id']}") == answer


def test_a_replacement_is_whole(hubspot, made):
    """A PUT without a part, or with another form's id, is refused."""
    whole = {**form(), "id": made["id"]}
    hubspot("PUT", f"{V3}/{made['id']}", form(), status=400)
    hubspot("PUT", f"{V3}/{made['id']}", {**whole, "id": str(uuid.uuid4())}, status=400)
    for name in REQUIRED:
        body = {key: value for key, value in whole.items() if key != name}
        hubspot("PUT", f"{V3}/{made['id']}", body, status=400)


def test_update(hubspot, made):
    """A PATCH changes the part that it names and leaves the others."""
    answer = hubspot("PATCH", f"{BETA}/{made['id']}", {"name": "Renamed"})
    changed = {key for key in answer if answer[key] != made[key]}

    assert answer["name"] == "Renamed"
    assert changed <= {"name", "updatedAt"}


@pytest.mark.parametrize(
    "body",
    [
        {"configuration": {"language": "en"}},
        {"displayOptions": {"theme": "linear"}},
        {"formType": "hubspot"},
        {"createdAt": "2026-11-22T09:00:00Z"},
        {"archived": True},
        {"fieldGroups": None},
        [],
        None,
    ],
)
def test_a_part_is_updated_as_a_whole(hubspot, made, body):
    """A part that is not whole, or that an update does not have, is refused."""
    hubspot("PATCH", f"{V3}/{made['id']}", body, status=400)


def test_archive_is_final(hubspot, made):
    """An archived form is in no list of live ones, and nothing brings it back (dossier I1)."""
    path = f"{V3}/{made['id']}"
    hubspot("DELETE", path, status=204)

    assert made["id"] not in {one["id"] for one in hubspot("GET", V3)["results"]}
    assert hubspot("GET", f"{path}?archived=true")["archived"] is True
    hubspot("DELETE", path, status=404)
    hubspot("PATCH", path, {"archived": False}, status=404)
    hubspot("PUT", path, {**form(), "id": made["id"]}, status=404)


def test_taken_name(hubspot, made):
    """A live form's name is a 409 for another one; its own, and that of an archived one, are not."""
    hubspot("POST", V3, form(), status=409)
    hubspot("PATCH", f"{V3}/{made['id']}", {"name": made["name"]})
    hubspot("DELETE", f"{V3}/{made['id']}")
    again = hubspot("POST", V3, form(), status=201)

    assert again["id"] != made["id"]
    hubspot("PATCH", f"{V3}/{again['id']}", {"name": "お問い合わせ"}, status=409)


def test_shared_names(make_hubspot):
    """With the variant a name may be taken twice."""
    hubspot = make_hubspot(variants=frozenset({"shared-names"}))

    assert len({hubspot("POST", V3, form())["id"] for _ in range(2)}) == 2


def test_forms_of_one_name_can_be_changed(hubspot):
    """People's forms that share a name since ever are no hindrance to another change."""
    form_id = hubspot.in_portal(lambda portal: add_form(portal, "資料ダウンロード"))

    hubspot("PATCH", f"{V3}/{form_id}", {"legalConsentOptions": {"type": "none"}}, status=200)


def test_locked_forms(hubspot):
    """A form that says it is not editable or not archivable is not."""
    made = hubspot("POST", V3, configured(editable=False, archivable=False))

    hubspot("PATCH", f"{V3}/{made['id']}", {"name": "Other"}, status=400)
    hubspot("DELETE", f"{V3}/{made['id']}", status=400)


def test_other_types_are_read_only(hubspot):
    """Only HubSpot forms can be written (HubSpot's guide)."""
    pop_up = {**hubspot("GET", V3)["results"][0], "formType": "flow"}
    hubspot.portal_table("forms", {pop_up["id"]: pop_up})

    hubspot("PATCH", f"{V3}/{pop_up['id']}", {"name": "Other"}, status=400)
    hubspot("DELETE", f"{V3}/{pop_up['id']}", status=400)


def test_new_editor_variant(make_hubspot):
    """With the variant forms of the new editor cannot be changed, those that the API made can."""
    hubspot = make_hubspot(variants=frozenset({"new-editor-forms-locked"}))
    peoples = hubspot("GET", V3)["results"][0]
    own = hubspot("POST", V3, form())

    hubspot("PATCH", f"{V3}/{peoples['id']}", {"name": "Other"}, status=400)
    hubspot("PATCH", f"{V3}/{own['id']}", {"name": "Other"}, status=200)


def test_used_forms(hubspot, make_hubspot):
    """A form that a workflow names is archived; with the variant it is not."""
    for portal, status in ((hubspot, 204), (make_hubspot(variants=frozenset({"used-forms-stay"})), 400)):
        used, unused = portal("GET", V3)["results"][:2]
        portal.portal_table("flows", {"1": {"id": "1", "name": "W", "actions": [{"formId": used["id"]}]}})
        portal("DELETE", f"{V3}/{used['id']}", status=status)
        portal("DELETE", f"{V3}/{unused['id']}", status=204)


def test_property_in_use(hubspot):
    """A property that a form asks for, also in a dependent field, stays until the form is archived."""
    body = {"label": "X", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
    hubspot("POST", CONTACTS, {**body, "name": "plan"})
    plan = dependent(field("plan", "single_line_text"), "is_not_empty")
    made = hubspot("POST", V3, form(fieldGroups=[group({**EMAIL, "dependentFields": [plan]})]))
    refused = hubspot("DELETE", f"{CONTACTS}/plan", status=400)

    assert refused["subCategory"] == "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"
    assert refused["errors"][0]["context"] == {"parentType": ["FORM"], "parentName": ["Trial"]}
    hubspot("DELETE", f"{V3}/{made['id']}")
    hubspot("DELETE", f"{CONTACTS}/plan", status=204)


def test_scope(make_hubspot):
    """Writing wants the same scope as reading (dossier I1)."""
    make_hubspot(scopes=frozenset({"forms"}), tier="free")("POST", V3, form(), status=201)

    refused = make_hubspot(scopes=frozenset({"content"}))("POST", V3, form(), status=403)
    assert refused["category"] == "MISSING_SCOPES"
