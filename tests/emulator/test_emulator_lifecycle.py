"""Lifecycle stages as the stages of a pipeline that contacts and companies share (dossier C1, C2, P3)."""

from __future__ import annotations

import pytest

CONTACTS = "/crm/pipelines/2026-09/contacts/contacts-lifecycle-pipeline"
COMPANIES = "/crm/pipelines/2026-09/companies/companies-lifecycle-pipeline"
CHURNED = {"label": "Churned", "displayOrder": 6, "metadata": {"isClosed": "false", "state": "OPEN"}}


def stage_ids(hubspot, path):
    stages = hubspot("GET", path)["stages"]
    return [one["id"] for one in sorted(stages, key=lambda one: one["displayOrder"])]


@pytest.mark.parametrize("name", ["contacts", "companies"])
def test_default_stages(hubspot, name):
    """Contacts and companies each list one pipeline with the eight shipped stages (dossier C1, C2)."""
    (pipeline,) = hubspot("GET", f"/crm/pipelines/2026-09/{name}")["results"]
    rows = [(one["displayOrder"], one["id"], one["label"]) for one in pipeline["stages"]]

    assert (pipeline["id"], pipeline["label"]) == (f"{name}-lifecycle-pipeline", "Lifecycle Stage Pipeline")
    assert rows == [
        (0, "subscriber", "Subscriber"),
        (1, "lead", "Lead"),
        (2, "marketingqualifiedlead", "Marketing Qualified Lead"),
        (3, "salesqualifiedlead", "Sales Qualified Lead"),
        (4, "opportunity", "Opportunity"),
        (5, "customer", "Customer"),
        (6, "evangelist", "Evangelist"),
        (7, "other", "Other"),
    ]
    assert {tuple(sorted(one["metadata"].items())) for one in pipeline["stages"]} == {
        (("isClosed", "false"), ("state", "OPEN"))
    }


def test_the_other_objects_id_is_missing(hubspot):
    """Each object answers to its own pipeline id alone."""
    hubspot("GET", "/crm/pipelines/2026-09/contacts/companies-lifecycle-pipeline", status=404)


@pytest.mark.parametrize("base", ["/crm/pipelines/2026-09", "/crm/v3/pipelines"])
def test_a_custom_stage_gets_a_number(hubspot, base):
    """A stage made without an id gets a numeric one, on the dated and on the v3 path (dossier C1)."""
    path = f"{base}/contacts/contacts-lifecycle-pipeline"
    made = hubspot("POST", f"{path}/stages", CHURNED, status=201)

    assert made["id"].isdigit()
    assert stage_ids(hubspot, path)[7] == made["id"]


def test_one_configuration_for_both_objects(hubspot):
    """A stage written through contacts shows on companies under the same id (dossier C1)."""
    made = hubspot("POST", f"{CONTACTS}/stages", CHURNED, status=201)
    hubspot("PATCH", f"{CONTACTS}/stages/marketingqualifiedlead", {"label": "MQL", "metadata": {}})

    assert made["id"] in stage_ids(hubspot, COMPANIES)
    assert hubspot("GET", f"{COMPANIES}/stages/marketingqualifiedlead")["label"] == "MQL"
    assert stage_ids(hubspot, CONTACTS) == stage_ids(hubspot, COMPANIES)


@pytest.mark.parametrize("name", ["contacts", "companies"])
def test_stages_are_values_of_lifecyclestage(hubspot, name):
    """A new stage is an option of `lifecyclestage` on both objects, in its place (dossier O6, C1)."""
    made = hubspot("POST", f"{CONTACTS}/stages", CHURNED, status=201)
    options = hubspot("GET", f"/crm/properties/2026-09/{name}/lifecyclestage")["options"]

    assert [one["value"] for one in options][6:] == ["evangelist", made["id"], "other"]
    assert options[7]["label"] == "Churned"


def test_a_stage_can_be_deleted(hubspot):
    """A custom stage goes again, and with it the option."""
    made = hubspot("POST", f"{CONTACTS}/stages", CHURNED, status=201)
    hubspot("DELETE", f"{CONTACTS}/stages/{made['id']}", status=204)

    assert made["id"] not in stage_ids(hubspot, COMPANIES)


@pytest.mark.parametrize("holder", ["contacts", "companies"])
def test_a_stage_with_records_stays(hubspot, holder):
    """Records of either object keep a stage from being deleted (peers (f))."""
    hubspot.portal_table("records_in_stage", {f"{holder}/evangelist": {"ids": ["11"]}})
    refused = hubspot("DELETE", f"{CONTACTS}/stages/evangelist", status=400)

    assert refused["context"] == {"stageIds": ["[evangelist]"], "objectIds": ["[11]"]}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", f"{COMPANIES}/stages", CHURNED),
        ("PATCH", f"{COMPANIES}/stages/lead", {"label": "Prospect", "metadata": {}}),
        ("DELETE", f"{COMPANIES}/stages/other", None),
    ],
)
def test_companies_do_not_write(hubspot, method, path, body):
    """The emulator takes lifecycle writes on contacts alone; what HubSpot does on companies is unverified."""
    hubspot(method, path, body, status=400)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        (
            "POST",
            "/crm/pipelines/2026-09/contacts",
            {"label": "Mine", "displayOrder": 1, "stages": [CHURNED]},
        ),
        ("PATCH", CONTACTS, {"label": "Mine"}),
        ("PUT", CONTACTS, {"label": "Mine", "displayOrder": 0, "stages": [CHURNED]}),
        ("DELETE", CONTACTS, None),
    ],
)
def test_the_pipeline_itself_is_fixed(hubspot, method, path, body):
    """Stages can be written one by one, the lifecycle pipeline as a whole cannot."""
    hubspot(method, path, body, status=400)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", f"{CONTACTS}/stages", CHURNED),
        ("PATCH", f"{CONTACTS}/stages/lead", {"label": "Prospect", "metadata": {}}),
        ("PUT", f"{CONTACTS}/stages/lead", {"label": "Prospect", "displayOrder": 1, "metadata": {}}),
        ("DELETE", f"{CONTACTS}/stages/other", None),
        ("POST", f"{COMPANIES}/stages", CHURNED),
    ],
)
def test_read_only_variant(make_hubspot, method, path, body):
    """The other answer to dossier P3: lifecycle stages are read only, and say so (peers (f))."""
    hubspot = make_hubspot(variants=frozenset({"lifecycle-read-only"}))
    hubspot(method, path, body, status=403)

    assert {one["writePermissions"] for one in hubspot("GET", CONTACTS)["stages"]} == {"READ_ONLY"}
    assert hubspot("GET", f"{CONTACTS}/stages/lead")["label"] == "Lead"


def test_deals_stay_writable_in_that_variant(make_hubspot):
    """The variant is about lifecycle stages alone."""
    hubspot = make_hubspot(variants=frozenset({"lifecycle-read-only"}))

    hubspot("PATCH", "/crm/pipelines/2026-09/deals/default", {"label": "Sales"})


def test_scopes(make_hubspot):
    """Writing lifecycle stages wants the schema scope of contacts (dossier C1)."""
    make_hubspot(scopes=frozenset({"crm.schemas.contacts.write"}))(
        "POST", f"{CONTACTS}/stages", CHURNED, status=201
    )
    refused = make_hubspot(scopes=frozenset({"crm.schemas.contacts.read"}))(
        "POST", f"{CONTACTS}/stages", CHURNED, status=403
    )

    assert refused["category"] == "MISSING_SCOPES"
