"""What stays of pipelines: deletes and what refuses them, 404s, audit rows, mirrored options."""

from __future__ import annotations

import pytest
from pipeline_bodies import DEALS, SALES, TICKETS, renewal, stage, ticket_stage


def test_delete_is_a_purge(hubspot):
    """A deleted pipeline is gone: its id, label and stage ids are free at once (peers (f))."""
    hubspot("POST", DEALS, renewal(), status=201)
    hubspot("DELETE", f"{DEALS}/renewal", status=204)

    assert hubspot("GET", f"{DEALS}/renewal", status=404) is None
    hubspot("POST", DEALS, renewal(), status=201)


@pytest.mark.parametrize(
    "flags", ["", "?validateReferencesBeforeDelete=false&validateDealStageUsagesBeforeDelete=false"]
)
def test_stages_in_use_are_kept(hubspot, flags):
    """A stage with a record refuses DELETE, pipeline DELETE and PUT without it, flags or none (peers (f))."""
    hubspot("POST", DEALS, renewal(), status=201)
    hubspot.portal_table("records_in_stage", {"deals/due": {"ids": ["22901690010"]}})
    hubspot.portal_table("records_in_stage", {"deals/renewed": {"ids": ["5"]}})
    less = {"label": "Renewal", "displayOrder": 1, "stages": [stage("Churned", 0, stageId="churned")]}
    one = hubspot("DELETE", f"{DEALS}/renewal/stages/due{flags}", status=400)
    whole = hubspot("DELETE", f"{DEALS}/renewal{flags}", status=400)
    put = hubspot("PUT", f"{DEALS}/renewal{flags}", less, status=400)

    assert one["message"] == "Stage IDs: [due] are being referenced by object IDs: [22901690010]"
    assert one["context"] == {"stageIds": ["[due]"], "objectIds": ["[22901690010]"]}
    assert {each["subCategory"] for each in (one, whole, put)} == {"PipelineError.STAGE_ID_IN_USE"}
    assert whole["context"] == {"stageIds": ["[due, renewed]"], "objectIds": ["[22901690010, 5]"]}
    assert len(hubspot("GET", f"{DEALS}/renewal")["stages"]) == 3


@pytest.mark.parametrize(
    ("base", "flags", "status"),
    [
        ("/crm/v3/pipelines/deals", "", 204),
        ("/crm/v3/pipelines/deals", "?validateReferencesBeforeDelete=true", 400),
        ("/crm/pipelines/2026-09-beta/deals", "", 400),
        (
            "/crm/pipelines/2026-09-beta/deals",
            "?validateReferencesBeforeDelete=false&validateDealStageUsagesBeforeDelete=false",
            204,
        ),
    ],
)
def test_flags_work_on_other_versions(hubspot, base, flags, status):
    """v3 checks for records only when told to, the beta unless told not to (dossier A4)."""
    hubspot.portal_table("records_in_stage", {"deals/qualifiedtobuy": {"ids": ["7"]}})

    hubspot("DELETE", f"{base}/default/stages/qualifiedtobuy{flags}", status=status)


def test_flags_are_booleans(hubspot):
    """A validate flag that is neither true nor false is refused."""
    hubspot("DELETE", f"{SALES}/stages/closedwon?validateReferencesBeforeDelete=yes", status=400)


@pytest.mark.parametrize(
    "path", ["default/stages/nothing", "nothing/stages/nothing", "renewal/stages/closedwon"]
)
def test_stage_delete_of_anything_missing(hubspot, path):
    """A stage DELETE answers 204 for what is not there, and for a stage of another pipeline (peers (f))."""
    hubspot("POST", DEALS, renewal(), status=201)
    hubspot("DELETE", f"{DEALS}/{path}", status=204)

    assert len(hubspot("GET", SALES)["stages"]) == 7


def test_shapes_of_404(hubspot):
    """Reads and PATCHes answer an empty 404, a stage list one without category, a DELETE JSON (peers (f))."""
    assert hubspot("GET", f"{DEALS}/nothing", status=404) is None
    assert hubspot("GET", f"{SALES}/stages/nothing", status=404) is None
    assert hubspot("PATCH", f"{DEALS}/nothing", {}, status=404) is None
    assert hubspot("PATCH", f"{SALES}/stages/nothing", {"metadata": {}}, status=404) is None
    assert "category" not in hubspot("GET", f"{DEALS}/nothing/stages", status=404)
    assert hubspot("DELETE", f"{DEALS}/nothing", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_the_default_deal_pipeline_stays(hubspot):
    """`default` cannot be deleted, other pipelines or not (dossier D1)."""
    hubspot("POST", DEALS, renewal(), status=201)

    hubspot("DELETE", SALES, status=400)


def test_the_last_ticket_pipeline_stays(hubspot):
    """An object keeps one pipeline; `0` may go once there is another (dossier D1)."""
    hubspot("DELETE", f"{TICKETS}/0", status=400)
    body = {"label": "Onboarding", "displayOrder": 1, "stages": [ticket_stage("Done", 0, "CLOSED")]}
    hubspot("POST", TICKETS, body, status=201)

    hubspot("DELETE", f"{TICKETS}/0", status=204)


def test_read_only_stages(hubspot):
    """A stage whose `writePermissions` are READ_ONLY cannot be changed or deleted (dossier D1, O6)."""
    kept = hubspot("GET", SALES)
    kept["stages"][0]["writePermissions"] = "READ_ONLY"
    hubspot.portal_table("pipelines", {"deals/default": kept})

    hubspot("PATCH", f"{SALES}/stages/appointmentscheduled", {"label": "Mine", "metadata": {}}, status=403)
    hubspot("DELETE", f"{SALES}/stages/appointmentscheduled", status=403)


def test_audit_rows(hubspot):
    """Every change leaves a row that says who, when and what, newest first (dossier D1)."""
    hubspot("POST", DEALS, renewal(), status=201)
    hubspot("PATCH", f"{DEALS}/renewal/stages/due", {"label": "Due soon", "metadata": {}})
    hubspot("PATCH", f"{DEALS}/renewal", {"label": "Renewals"})
    pipeline = hubspot("GET", f"{DEALS}/renewal/audit")["results"]
    due = hubspot("GET", f"{DEALS}/renewal/stages/due/audit")["results"]

    assert [row["action"] for row in pipeline] == ["UPDATE", "CREATE"]
    assert [(row["action"], row["rawObject"]["label"]) for row in due] == [
        ("UPDATE", "Due soon"),
        ("CREATE", "Due"),
    ]
    assert {row["identifier"] for row in due} == {"due"}
    assert due[0]["portalId"] == hubspot.portal_id
    assert due[0]["fromUserId"] == 1001
    assert due[0]["timestamp"]


def test_audit_of_what_was_always_there(hubspot):
    """Shipped pipelines have no rows, missing ones no audit."""
    assert hubspot("GET", f"{SALES}/audit") == {"results": []}
    hubspot("GET", f"{DEALS}/nothing/audit", status=404)


def test_stages_appear_as_options(hubspot):
    """Pipelines and stages are the options of `pipeline` and `dealstage` at once (dossier O6)."""
    hubspot("POST", DEALS, renewal(), status=201)

    assert options(hubspot, "deals", "pipeline") == [("default", "Sales Pipeline"), ("renewal", "Renewal")]
    assert options(hubspot, "deals", "dealstage")[6:8] == [("closedlost", "Closed Lost"), ("due", "Due")]

    hubspot("DELETE", f"{DEALS}/renewal", status=204)
    assert len(options(hubspot, "deals", "dealstage")) == 7


def test_ticket_stages_appear_as_options(hubspot):
    """A renamed ticket stage shows in `hs_pipeline_stage` (dossier O6)."""
    hubspot("PATCH", f"{TICKETS}/0/stages/1", {"label": "新規", "metadata": {}})

    assert options(hubspot, "tickets", "hs_pipeline_stage")[0] == ("1", "新規")
    assert options(hubspot, "tickets", "hs_pipeline") == [("0", "Support Pipeline")]


def options(hubspot, object_type, name):
    found = hubspot("GET", f"/crm/properties/2026-09/{object_type}/{name}")["options"]
    return [(one["value"], one["label"]) for one in found]
