"""Forms, as far as they can be read (dossier I1)."""

from __future__ import annotations

import uuid

import pytest

from revops.emulator.surfaces.forms import add_form

V3 = "/marketing/v3/forms"
BETA = "/marketing/forms/2026-09-beta"
REQUIRED = {
    "id", "formType", "name", "createdAt", "updatedAt", "archived",
    "fieldGroups", "configuration", "displayOptions", "legalConsentOptions",
}  # fmt: skip


@pytest.mark.parametrize("path", [V3, BETA])
def test_shipped_forms(hubspot, path):
    """A new portal has the forms that a blueprint's workflows start from, on both paths."""
    names = [form["name"] for form in hubspot("GET", path)["results"]]

    assert {"資料ダウンロード", "ウェビナー申込", "お問い合わせ"} <= set(names)


def test_form_shape(hubspot):
    """A form has every field that the API promises, down to its fields and style (dossier I1)."""
    form = hubspot("GET", V3)["results"][0]
    fields = [field for group in form["fieldGroups"] for field in group["fields"]]

    assert set(form) == REQUIRED
    assert form["formType"] == "hubspot"
    assert {field["fieldType"] for field in fields} == {"email", "phone", "single_line_text"}
    assert all(
        {"objectTypeId", "name", "label", "required", "hidden", "dependentFields"} <= set(field)
        for field in fields
    )
    assert len(form["displayOptions"]["style"]) == 12
    assert form["legalConsentOptions"] == {"type": "none"}


def test_fields_are_contact_properties(hubspot):
    """Every field of a form names a property that the portal has."""
    form = hubspot("GET", V3)["results"][0]
    for name in {field["name"] for group in form["fieldGroups"] for field in group["fields"]}:
        hubspot("GET", f"/crm/properties/2026-09/contacts/{name}")


def test_read_by_id(hubspot):
    """A form reads the same alone as in the list."""
    form = hubspot("GET", V3)["results"][0]

    assert hubspot("GET", f"{BETA}/{form['id']}") == form


def test_missing_form(hubspot):
    """An unknown id is a 404."""
    assert hubspot("GET", f"{V3}/{uuid.uuid4()}", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_ids_are_the_portals_own(make_hubspot):
    """Ids are UUIDs, the same in every run of one portal and different in another portal."""
    ids = [
        [form["id"] for form in make_hubspot(portal_id=number)("GET", V3)["results"]]
        for number in (90000001, 90000001, 90000002)
    ]

    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(ids[2])
    assert all(str(uuid.UUID(each)) == each for each in ids[0])


def test_paging(hubspot):
    """`limit` cuts the list and `after` goes on where it was cut."""
    whole = hubspot("GET", V3)["results"]
    first = hubspot("GET", f"{V3}?limit=3")
    rest = hubspot("GET", f"{V3}?limit=3&after={first['paging']['next']['after']}")

    assert first["results"] + rest["results"] == whole
    assert "paging" not in rest
    assert "paging" not in hubspot("GET", V3)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=many", "after=x", "formTypes=other", "archived=1"]
)
def test_bad_queries(hubspot, query):
    """A query out of bounds is refused."""
    hubspot("GET", f"{V3}?{query}", status=400)


@pytest.mark.parametrize(
    ("query", "count"), [("formTypes=hubspot", 4), ("formTypes=all", 4), ("formTypes=flow", 0)]
)
def test_form_types(hubspot, query, count):
    """`formTypes` chooses by kind of form; all of these are HubSpot forms."""
    assert len(hubspot("GET", f"{V3}?{query}")["results"]) == count


def test_archived_forms(hubspot):
    """An archived form shows only where `archived=true` asks for it."""
    form_id = hubspot.in_portal(lambda portal: add_form(portal, "旧フォーム", archived=True))

    assert [form["id"] for form in hubspot("GET", f"{V3}?archived=true")["results"]] == [form_id]
    hubspot("GET", f"{V3}/{form_id}", status=404)
    assert "archivedAt" in hubspot("GET", f"{V3}/{form_id}?archived=true")


def test_two_forms_of_one_name(hubspot):
    """Nothing keeps form names unique."""
    ids = hubspot.in_portal(lambda portal: {add_form(portal, "資料ダウンロード") for _ in range(2)})

    assert len(ids) == 2
    assert sum(form["name"] == "資料ダウンロード" for form in hubspot("GET", V3)["results"]) == 3


def test_scope(make_hubspot):
    """Reading forms wants the scope `forms` (dossier I1)."""
    make_hubspot(scopes=frozenset({"forms"}))("GET", V3)

    assert make_hubspot(scopes=frozenset({"content"}))("GET", V3, status=403)["category"] == "MISSING_SCOPES"


def test_beta_path_needs_betas(make_hubspot):
    """In a portal without betas only v3 answers."""
    hubspot = make_hubspot(betas=False)

    hubspot("GET", BETA, status=404)
    hubspot("GET", V3)


def test_recorded_forms_can_be_loaded(hubspot):
    """A recorded list takes the place of what is there."""
    form = {**hubspot("GET", V3)["results"][0], "id": "f0", "name": "Recorded"}
    hubspot.load({V3: {"results": [form]}})

    assert hubspot("GET", V3)["results"] == [form]
