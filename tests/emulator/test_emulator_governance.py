"""Pipeline rules, stage permissions and approvals of the emulator (dossier D5)."""

from __future__ import annotations

import pytest

RULES = "/crm/pipelines-rules/2026-09-beta"
SALES = f"{RULES}/0-3/default"
STAGES = f"{SALES}/stage-edit-permissions"
DEALS = "/crm/objects/2026-09/deals"
OFF = {"enabledForAllStages": False, "pipelineStageIds": []}
REP = "1006"
"""A user who is no super admin."""


def rules(skipping=OFF, backwards=OFF, creation=()):
    return {
        "noSkippingStagesRule": skipping,
        "noBackwardsMovementRule": backwards,
        "objectCreationRule": {"pipelineStageIds": list(creation)},
    }


def sequence(*stages):
    return {"enabledForAllStages": False, "pipelineStageIds": list(stages)}


ALL_STAGES = {"enabledForAllStages": True, "pipelineStageIds": []}
APPROVAL = {"pipelineStageId": "contractsent", "approverUserIds": ["1002"], "approvalMode": "ANY"}


def put(hubspot, path=SALES, approval=None, **more):
    body = {"governanceValidationRules": rules(**more)}
    return hubspot.send("PUT", path, body if approval is None else {**body, "approvalStage": approval})


def codes(response):
    assert response.status_code == 400, response.text
    return [entry["code"] for entry in response.get_json()["errors"]]


def test_a_pipeline_without_rules(hubspot, make_hubspot):
    """Unverified, so both ways: nothing is there, or rules of which none is on (variant)."""
    for method in ("GET", "DELETE"):
        hubspot(method, SALES, status=404)
    hubspot("PATCH", SALES, {"noSkippingStagesRule": ALL_STAGES}, status=404)

    other = make_hubspot(variants=frozenset({"pipeline-rules-empty"}))
    assert other("GET", SALES)["governanceValidationRules"] == rules()
    patched = other("PATCH", SALES, {"noSkippingStagesRule": ALL_STAGES})
    assert patched["governanceValidationRules"] == rules(skipping=ALL_STAGES)


def test_a_put_replaces_the_rules(hubspot):
    """What was put is read back; a second put keeps id and creation and drops the approval it leaves out."""
    made = put(hubspot, skipping=ALL_STAGES, approval=APPROVAL).get_json()
    again = put(hubspot, creation=["appointmentscheduled"]).get_json()

    assert (made["objectTypeId"], made["pipelineId"]) == ("0-3", "default")
    assert made["approvalStage"] == APPROVAL
    assert again["governanceValidationRules"] == rules(creation=["appointmentscheduled"])
    assert "approvalStage" not in again
    assert (again["id"], again["createdAt"]) == (made["id"], made["createdAt"])
    assert hubspot("GET", SALES) == again


def test_a_patch_changes_what_it_names(hubspot):
    """The other rules stay; an approval of null is taken away."""
    put(hubspot, skipping=ALL_STAGES, approval=APPROVAL)

    patched = hubspot("PATCH", SALES, {"objectCreationRule": {"pipelineStageIds": ["qualifiedtobuy"]}})
    assert patched["governanceValidationRules"] == rules(skipping=ALL_STAGES, creation=["qualifiedtobuy"])
    assert patched["approvalStage"] == APPROVAL
    assert "approvalStage" not in hubspot("PATCH", SALES, {"approvalStage": None})


def test_a_delete_takes_them_away(hubspot):
    """204, and they are gone."""
    put(hubspot)

    hubspot("DELETE", SALES, status=204)

    hubspot("GET", SALES, status=404)


def test_rules_go_with_their_pipeline(hubspot):
    """A new pipeline under the id of a deleted one has none of its rules."""
    stages = [
        {"label": label, "displayOrder": place, "stageId": label, "metadata": {"probability": "0.5"}}
        for place, label in enumerate(("due", "done"))
    ]
    renewal = {"label": "Renewal", "displayOrder": 1, "pipelineId": "renewal", "stages": stages}
    pipelines, path = "/crm/pipelines/2026-09/deals", f"{RULES}/0-3/renewal"
    hubspot("POST", pipelines, renewal)
    put(hubspot, path, skipping=sequence("due"))
    hubspot("DELETE", f"{pipelines}/renewal")

    hubspot("GET", path, status=404)
    hubspot("POST", pipelines, renewal)
    assert hubspot.send("GET", path).get_json()["category"] == "OBJECT_NOT_FOUND"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"skipping": sequence("nowhere")}, "UNKNOWN_REFERENCE"),
        ({"skipping": sequence("closedwon", "closedwon")}, "DUPLICATE_ID"),
        ({"skipping": {"pipelineStageIds": []}}, "REQUIRED_FIELD"),
        ({"backwards": {**OFF, "enabled": True}}, "UNKNOWN_FIELD"),
        ({"creation": [1]}, "INVALID_TYPE"),
        ({"approval": {**APPROVAL, "approverUserIds": ["2002"]}}, "UNKNOWN_REFERENCE"),
        ({"approval": {**APPROVAL, "approverUserIds": []}}, "INVALID_LENGTH"),
        ({"approval": {**APPROVAL, "approvalMode": "MOST"}}, "INVALID_OPTION"),
        ({"approval": {**APPROVAL, "pipelineStageId": "1"}}, "UNKNOWN_REFERENCE"),
        ({"approval": {**APPROVAL, "conditionalApprovalFilterBranch": {}}}, "REQUIRED_FIELD"),
    ],
)
def test_what_a_put_refuses(hubspot, change, code):
    """Stages are those of the pipeline, approvers users of the portal, and nothing is unknown or missing."""
    assert code in codes(put(hubspot, **change))
    hubspot("GET", SALES, status=404)


def test_which_objects_have_which_rules(hubspot):
    """Any object with pipelines has the three rules, lifecycle stages too; approvals are of deals alone."""
    tickets = f"{RULES}/tickets/0"

    assert put(hubspot, tickets, skipping=sequence("2")).get_json()["objectTypeId"] == "0-5"
    lifecycle = f"{RULES}/0-1/contacts-lifecycle-pipeline"
    assert put(hubspot, lifecycle, backwards=sequence("lead")).status_code == 200
    approval = {**APPROVAL, "pipelineStageId": "2"}
    assert codes(put(hubspot, tickets, approval=approval)) == ["UNSUPPORTED_OBJECT_TYPE"]
    hubspot("GET", f"{RULES}/products/default", status=400)
    hubspot("GET", f"{RULES}/0-3/nowhere", status=404)


def test_every_stage_is_open_at_first(hubspot):
    """Of a pipeline of which nothing was said each stage is told, by its label, open to all."""
    answer = hubspot("GET", STAGES)

    assert (answer["objectTypeId"], answer["pipelineId"]) == ("0-3", "default")
    assert [(stage["pipelineStageId"], stage["permissionMode"]) for stage in answer["stages"]][:2] == [
        ("appointmentscheduled", "OPEN"),
        ("qualifiedtobuy", "OPEN"),
    ]
    assert answer["stages"][0]["label"] == "Appointment Scheduled"


def permissions(hubspot, path=STAGES, **closed):
    """Every stage as it is, but for those that are named."""
    stages = hubspot("GET", path)["stages"]
    bare = [{key: stage[key] for key in stage if key != "label"} for stage in stages]
    changed = [{**stage, **closed.get(stage["pipelineStageId"], {})} for stage in bare]
    return hubspot.send("PUT", path, {"stages": changed})


def test_a_stage_is_restricted(hubspot):
    """Users and teams of the portal are let in, and read back."""
    only = {"permissionMode": "RESTRICTED", "superAdmin": True, "teamIds": ["3002"], "userIds": ["1002"]}

    assert permissions(hubspot, closedwon=only).status_code == 200
    (kept,) = [one for one in hubspot("GET", STAGES)["stages"] if one["pipelineStageId"] == "closedwon"]
    assert kept == {"pipelineStageId": "closedwon", "label": "Closed Won", **only}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"userIds": ["7"]}, "UNKNOWN_REFERENCE"),
        ({"teamIds": ["7"]}, "UNKNOWN_REFERENCE"),
        ({"permissionMode": "CLOSED"}, "INVALID_OPTION"),
        ({"label": "Won"}, "UNKNOWN_FIELD"),
        ({"pipelineStageId": "closedlost"}, "DUPLICATE_ID"),
        ({"pipelineStageId": "closedlost"}, "MISSING_STAGE"),
    ],
)
def test_what_permissions_refuse(hubspot, change, code):
    """People and modes that there are, and every stage once."""
    assert code in codes(permissions(hubspot, closedwon=change))


def test_only_stages_of_deals_are_restricted(hubspot):
    """Other objects read their stages and leave them open."""
    tickets = f"{RULES}/0-5/0/stage-edit-permissions"

    assert permissions(hubspot, tickets).status_code == 200
    refused = permissions(hubspot, tickets, **{"1": {"permissionMode": "RESTRICTED"}})
    assert codes(refused) == ["UNSUPPORTED_OBJECT_TYPE"]


def deal(hubspot, stage="qualifiedtobuy"):
    sent = {"dealname": "Acme", "pipeline": "default", "dealstage": stage}
    return hubspot("POST", DEALS, {"properties": sent})["id"]


def moved(hubspot, deal_id, stage, user_id=REP):
    """What a person's move of a deal is answered with."""
    body = {"properties": {"dealstage": stage}}
    return hubspot.emulator.edit(
        "PATCH", f"{DEALS}/{deal_id}", body, portal_id=hubspot.portal_id, user_id=user_id
    )


@pytest.mark.parametrize(
    ("change", "stage", "status"),
    [
        ({"skipping": ALL_STAGES}, "presentationscheduled", 200),
        ({"skipping": ALL_STAGES}, "contractsent", 400),
        ({"skipping": sequence("decisionmakerboughtin")}, "contractsent", 400),
        ({"skipping": sequence("contractsent")}, "contractsent", 200),
        ({"backwards": ALL_STAGES}, "appointmentscheduled", 400),
        ({"backwards": ALL_STAGES}, "contractsent", 200),
        ({"backwards": sequence("closedwon")}, "appointmentscheduled", 200),
        ({"creation": ["appointmentscheduled"]}, "contractsent", 200),
    ],
)
def test_rules_hold_for_people(hubspot, change, stage, status):
    """From the second stage: nothing in between is jumped over, nothing goes back to where it may not."""
    deal_id = deal(hubspot)
    put(hubspot, **change)

    assert moved(hubspot, deal_id, stage).status == status


def test_rules_do_not_hold_for_super_admins(hubspot):
    """Neither for a token of theirs, on whose behalf it writes."""
    put(hubspot, skipping=ALL_STAGES, backwards=ALL_STAGES, creation=["appointmentscheduled"])
    deal_id = deal(hubspot, "contractsent")

    assert moved(hubspot, deal_id, "appointmentscheduled", user_id="1002").status == 200
    hubspot("PATCH", f"{DEALS}/{deal_id}", {"properties": {"dealstage": "closedwon"}}, status=200)


def test_records_start_where_they_may(hubspot):
    """A person makes a deal in a stage of the rule, or is refused."""
    put(hubspot, creation=["appointmentscheduled"])

    def made(stage):
        sent = {"properties": {"dealname": "Acme", "pipeline": "default", "dealstage": stage}}
        return hubspot.emulator.edit("POST", DEALS, sent, portal_id=hubspot.portal_id, user_id=REP).status

    assert (made("appointmentscheduled"), made("qualifiedtobuy")) == (201, 400)


@pytest.mark.parametrize(("change", "status"), [({"teamIds": ["3002"]}, 200), ({"teamIds": ["3001"]}, 403)])
def test_a_restricted_stage_keeps_people_out(hubspot, change, status):
    """Who is not let in cannot edit a deal that is in the stage."""
    deal_id = deal(hubspot)
    permissions(hubspot, qualifiedtobuy={"permissionMode": "RESTRICTED", **change})

    assert moved(hubspot, deal_id, "contractsent").status == status


def test_an_approval_is_started_once(hubspot):
    """It is pending from then on; before, nothing applies, and without an approval stage none starts."""
    deal_id, start = deal(hubspot), f"{SALES}/approvals/start"
    hubspot("POST", start, {"objectId": int(deal_id)}, status=400)
    put(hubspot, approval=APPROVAL)

    assert hubspot("GET", f"{SALES}/approvals/{deal_id}")["approvalStatus"] == "NOT_APPLICABLE"
    begun = hubspot("POST", start, {"objectId": int(deal_id)}, status=200)
    assert (begun["approvalStatus"], begun["pipelineStageId"]) == ("PENDING", "contractsent")
    assert hubspot("POST", start, {"objectId": int(deal_id)}) == begun
    assert hubspot("GET", f"{SALES}/approvals/{deal_id}") == begun
    hubspot("POST", start, {"objectId": 7}, status=404)


@pytest.mark.parametrize(
    ("path", "reading", "writing"),
    [
        (SALES, "crm-pipelines-governance-read", "crm-pipelines-governance-write"),
        (STAGES, "crm-pipelines-locked-stages-access", "crm-pipelines-locked-stages-write"),
        (STAGES, "pipeline-level-permissions-access", "pipeline-level-permissions-write"),
    ],
)
def test_scopes(make_hubspot, path, reading, writing):
    """Reads and writes have scopes of their own."""
    reader, writer = make_hubspot(scopes=frozenset({reading})), make_hubspot(scopes=frozenset({writing}))

    assert reader.send("GET", path).status_code in (200, 404)
    assert reader("PUT", path, {}, status=403)["category"] == "MISSING_SCOPES"
    assert writer("GET", path, status=403)["category"] == "MISSING_SCOPES"
    writer("PUT", path, {}, status=400)


def test_tiers_and_betas(make_hubspot):
    """Rules need Professional, approvals Enterprise, both the betas."""
    assert put(make_hubspot(tier="starter")).status_code == 403
    professional = make_hubspot(tier="professional")
    assert put(professional).status_code == 200
    assert codes(put(professional, approval=APPROVAL)) == ["UNSUPPORTED_TIER"]
    professional("GET", f"{SALES}/approvals/1", status=403)
    make_hubspot(betas=False)("GET", STAGES, status=404)
