"""Pipelines of deals, tickets and other objects: content, names, ids, labels, bodies, scopes."""

from __future__ import annotations

import pytest
from pipeline_bodies import DEALS, ORDERS, SALES, TICKETS, renewal, stage, ticket_stage


def test_default_deal_pipeline(hubspot):
    """A new portal has the sales pipeline with its seven stages and their probabilities (dossier D4)."""
    (pipeline,) = hubspot("GET", DEALS)["results"]
    rows = [
        (one["id"], one["label"], one["metadata"]["probability"], one["metadata"]["isClosed"])
        for one in pipeline["stages"]
    ]

    assert (pipeline["id"], pipeline["label"]) == ("default", "Sales Pipeline")
    assert rows == [
        ("appointmentscheduled", "Appointment Scheduled", "0.2", "false"),
        ("qualifiedtobuy", "Qualified To Buy", "0.4", "false"),
        ("presentationscheduled", "Presentation Scheduled", "0.6", "false"),
        ("decisionmakerboughtin", "Decision Maker Bought-In", "0.8", "false"),
        ("contractsent", "Contract Sent", "0.9", "false"),
        ("closedwon", "Closed Won", "1.0", "true"),
        ("closedlost", "Closed Lost", "0.0", "true"),
    ]


def test_default_ticket_pipeline(hubspot):
    """A new portal has the support pipeline, its last stage closed (dossier D4)."""
    (pipeline,) = hubspot("GET", TICKETS)["results"]
    rows = [(one["id"], one["label"], one["metadata"]["ticketState"]) for one in pipeline["stages"]]

    assert (pipeline["id"], pipeline["label"]) == ("0", "Support Pipeline")
    assert rows == [
        ("1", "New", "OPEN"),
        ("2", "Waiting on contact", "OPEN"),
        ("3", "Waiting on us", "OPEN"),
        ("4", "Closed", "CLOSED"),
    ]


def test_default_lead_pipeline(hubspot):
    """Leads have the pipeline whose ids stay while labels are renamed (dossier D4)."""
    (pipeline,) = hubspot("GET", "/crm/pipelines/2026-09/0-136")["results"]

    assert pipeline["id"] == "lead-pipeline-id"
    assert [one["id"] for one in pipeline["stages"]] == [
        "new-stage-id",
        "attempting-stage-id",
        "connected-stage-id",
        "qualified-stage-id",
        "unqualified-stage-id",
    ]


LEADS = "/crm/pipelines/2026-09/leads"


def test_default_order_pipeline(hubspot):
    """Orders have the pipeline whose ids public code of several portals has alike."""
    (pipeline,) = hubspot("GET", ORDERS)["results"]

    assert pipeline["id"] == "14a2e10e-5471-408a-906e-c51f3b04369e"
    assert [(one["label"], one["metadata"]["state"]) for one in pipeline["stages"]] == [
        ("Open", "OPEN"),
        ("Processed", "OPEN"),
        ("Shipped", "OPEN"),
        ("Delivered", "CLOSED"),
        ("Cancelled", "CLOSED"),
    ]


def test_lead_pipelines_are_written_like_others(make_hubspot):
    """No source names the scope: it is taken to be that of lead records, as reading asks for theirs."""
    hubspot = make_hubspot(scopes=frozenset({"crm.objects.leads.read", "crm.objects.leads.write"}))
    new = {"label": "Nurture", "displayOrder": 9, "metadata": {}, "stageId": "nurture"}

    hubspot("POST", f"{LEADS}/lead-pipeline-id/stages", new, status=201)

    assert hubspot("GET", f"{LEADS}/lead-pipeline-id")["stages"][-1]["id"] == "nurture"
    make_hubspot(scopes=frozenset({"crm.objects.leads.read"}))(
        "POST", f"{LEADS}/lead-pipeline-id/stages", new, status=403
    )


def test_lead_pipelines_may_be_read_only(make_hubspot):
    """The other answer: nobody but HubSpot's own pages writes them."""
    hubspot = make_hubspot(variants=frozenset({"lead-pipelines-read-only"}))

    hubspot("PATCH", f"{LEADS}/lead-pipeline-id", {"label": "Mine"}, status=403)
    hubspot("PATCH", SALES, {"label": "Mine"})


def test_lead_pipelines_need_professional(make_hubspot):
    """Below it there are no leads (dossier D3)."""
    hubspot = make_hubspot(tier="starter")

    assert hubspot("GET", LEADS) == {"results": []}
    hubspot("POST", LEADS, renewal(), status=403)


@pytest.mark.parametrize(("name", "property_"), [("deals", "dealstage"), ("leads", "hs_pipeline_stage")])
def test_stages_are_mirrored_in_the_records_property(hubspot, name, property_):
    """What a record's stage can be is what its object's stages are (dossier O6)."""
    (pipeline,) = hubspot("GET", f"/crm/pipelines/2026-09/{name}")["results"]
    shown = hubspot("GET", f"/crm/properties/2026-09/{name}/{property_}")["options"]

    assert [(one["value"], one["label"]) for one in shown] == [
        (one["id"], one["label"]) for one in pipeline["stages"]
    ]


@pytest.mark.parametrize(
    ("name", "most"), [("orders", 30), ("leads", 30), ("services", 30), ("projects", 100), ("tickets", 100)]
)
def test_how_many_stages_a_pipeline_may_have(hubspot, name, most):
    """30 for some objects, 100 for the others (guide to pipelines)."""
    states = {"metadata": {"ticketState": "CLOSED"} if name == "tickets" else {}}

    def body(count):
        stages = [{"label": f"S{n}", "displayOrder": n, **states} for n in range(count)]
        return {"label": f"Of {count}", "displayOrder": 1, "stages": stages}

    hubspot("POST", f"/crm/pipelines/2026-09/{name}", body(most + 1), status=400)
    hubspot("POST", f"/crm/pipelines/2026-09/{name}", body(most), status=201)


def test_stage_shape(hubspot):
    """A stage holds exactly the documented fields; a default one was created at epoch 0 (dossier D1)."""
    one = hubspot("GET", f"{SALES}/stages/closedwon")

    assert set(one) == {
        "id", "label", "displayOrder", "metadata", "writePermissions", "createdAt", "updatedAt", "archived",
    }  # fmt: skip
    assert one["createdAt"] == "1970-01-01T00:00:00Z"
    assert one["writePermissions"] == "CRM_PERMISSIONS_ENFORCEMENT"


@pytest.mark.parametrize(
    "base", ["/crm/pipelines/2026-03", "/crm/pipelines/2026-09-beta", "/crm/v3/pipelines"]
)
@pytest.mark.parametrize("name", ["deals", "deal", "DEALS", "0-3"])
def test_versions_and_names(hubspot, base, name):
    """Every version serves the same pipelines under singular, plural, any case and type id (peers (f))."""
    assert hubspot("GET", f"{base}/{name}") == hubspot("GET", DEALS)


def test_beta_needs_betas(make_hubspot):
    """The beta twin is not there in a portal without betas."""
    make_hubspot(betas=False)("GET", "/crm/pipelines/2026-09-beta/deals", status=404)


@pytest.mark.parametrize("name", ["products", "0-7", "nothing"])
def test_objects_without_pipelines(hubspot, name):
    """An object type that has no pipelines, or does not exist, is a 400."""
    hubspot("GET", f"/crm/pipelines/2026-09/{name}", status=400)


def test_list_ignores_limit_and_archived(hubspot):
    """The list has no paging and answers the same to `archived=true` (peers (f))."""
    hubspot("POST", DEALS, renewal())

    assert len(hubspot("GET", f"{DEALS}?limit=1")["results"]) == 2
    assert hubspot("GET", f"{DEALS}?archived=true") == hubspot("GET", DEALS)


def test_list_is_not_sorted(hubspot):
    """Pipelines come in the order of their making, not of displayOrder (peers (f))."""
    hubspot("PATCH", SALES, {"displayOrder": 5})
    hubspot("POST", DEALS, renewal(displayOrder=0))

    assert [one["id"] for one in hubspot("GET", DEALS)["results"]] == ["default", "renewal"]


def test_ids_are_kept_verbatim(hubspot):
    """Ids sent on create are what every read returns, capitals, dots and spaces included (peers (f))."""
    body = renewal(pipelineId="Renewal.A b", stages=[stage("Due", 0, stageId="Due Date-1.x")])
    hubspot("POST", DEALS, body, status=201)

    found = hubspot("GET", f"{DEALS}/Renewal.A b")
    assert (found["id"], found["stages"][0]["id"]) == ("Renewal.A b", "Due Date-1.x")


def test_ids_not_sent_are_numbers(hubspot):
    """HubSpot numbers what comes without an id (dossier D4)."""
    body = {"label": "Other", "displayOrder": 3, "stages": [stage("One", 0), stage("Two", 1)]}
    made = hubspot("POST", DEALS, body, status=201)
    ids = [made["id"], *(one["id"] for one in made["stages"])]

    assert all(each.isdigit() for each in ids)
    assert len(set(ids)) == 3


def test_server_stage_ids_variant(make_hubspot):
    """The other answer to dossier P2: ids sent on create are ignored for pipelines and stages."""
    hubspot = make_hubspot(variants=frozenset({"server-stage-ids"}))
    made = hubspot("POST", DEALS, renewal(), status=201)
    one = hubspot("POST", f"{DEALS}/{made['id']}/stages", stage("Later", 9, stageId="closedwon"), status=201)

    assert made["id"].isdigit()
    assert all(each["id"].isdigit() for each in [*made["stages"], one])


@pytest.mark.parametrize(("length", "status"), [(36, 201), (37, 500)])
def test_longest_pipeline_id(hubspot, length, status):
    """A pipeline id has up to 36 characters; a longer one is a 500 that creates nothing (peers (f))."""
    hubspot("POST", DEALS, renewal(pipelineId="p" * length), status=status)

    assert len(hubspot("GET", DEALS)["results"]) == (2 if status == 201 else 1)


@pytest.mark.parametrize(("length", "status"), [(100, 201), (101, 500)])
def test_longest_stage_id(hubspot, length, status):
    """A stage id has up to 100 characters; a longer one is a 500 that creates nothing (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage("Long", 20, stageId="s" * length), status=status)

    assert len(hubspot("GET", SALES)["stages"]) == (8 if status == 201 else 7)


def test_pipeline_id_taken_on_the_same_object(hubspot):
    """A pipeline id of the same object is a 400 that names it (peers (f))."""
    refused = hubspot("POST", DEALS, renewal(pipelineId="default"), status=400)

    assert refused["message"] == "There's another pipeline in this portal with pipelineId (default)."
    assert refused["category"] == "VALIDATION_ERROR"


def test_pipeline_ids_are_unique_across_deals_and_tickets(hubspot):
    """A pipeline id that tickets hold is a 409 that speaks of stages (peers (f))."""
    refused = hubspot("POST", DEALS, renewal(pipelineId="0"), status=409)

    assert refused["category"] == "OBJECT_ALREADY_EXISTS"
    assert refused["subCategory"] == "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE"


def test_stage_ids_are_unique_within_the_object(hubspot):
    """A stage id of another pipeline is a 409 for a pipeline, a bare 400 for a stage (peers (f))."""
    taken = [stage("Won", 0, "1.0", stageId="closedwon")]
    refused = hubspot("POST", DEALS, renewal(stages=taken), status=409)
    hubspot("POST", DEALS, renewal(), status=201)
    alone = hubspot("POST", f"{DEALS}/renewal/stages", stage("Won", 5, stageId="closedwon"), status=400)

    assert refused["subCategory"] == "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE"
    assert alone["message"].endswith("is already using stage id closedwon")
    assert "category" not in alone


def test_stage_ids_may_repeat_on_another_object(hubspot):
    """A ticket stage may reuse the id of a deal stage (peers (f))."""
    hubspot("POST", f"{TICKETS}/0/stages", ticket_stage("Won", 9, stageId="closedwon"), status=201)


def test_ids_in_one_body_are_unique(hubspot):
    """One body cannot give two stages one id."""
    twice = [stage("One", 0, stageId="same"), stage("Two", 1, stageId="same")]
    hubspot("POST", DEALS, renewal(stages=twice), status=400)


def test_a_pipeline_create_echoes(hubspot):
    """The answer to a pipeline create shows each stage as it was sent (peers (f))."""
    answered = hubspot("POST", DEALS, renewal(stages=[stage("Due", 0, "1", stageId="due")]), status=201)

    assert answered["stages"][0]["metadata"]["probability"] == "1"
    assert hubspot("GET", f"{DEALS}/renewal")["stages"][0]["metadata"]["probability"] == "1.0"


def test_pipeline_labels_are_unique_per_object(hubspot):
    """Two pipelines of one object cannot share a label whatever its case, of two they can (peers (f))."""
    refused = hubspot("POST", DEALS, renewal(label="sales pipeline"), status=400)
    tickets = {"label": "Sales Pipeline", "displayOrder": 1, "stages": [ticket_stage("Done", 0, "CLOSED")]}
    hubspot("POST", TICKETS, tickets, status=201)

    assert refused["message"] == "An active pipeline with label sales pipeline already exists."


def test_a_renamed_pipeline_keeps_labels_unique(hubspot):
    """A PATCH and a PUT are held to it too, but not against the pipeline's own label."""
    hubspot("POST", DEALS, renewal(), status=201)

    hubspot("PATCH", f"{DEALS}/renewal", {"label": "SALES PIPELINE"}, status=400)
    hubspot("PATCH", f"{DEALS}/renewal", {"label": "RENEWAL"}, status=200)


def test_pipeline_orders_may_tie(hubspot):
    """Nothing renumbers pipelines (peers (f))."""
    hubspot("POST", DEALS, renewal(displayOrder=0), status=201)

    assert [one["displayOrder"] for one in hubspot("GET", DEALS)["results"]] == [0, 0]


def test_a_pipeline_patch_touches_every_stage(hubspot):
    """A PATCH of a pipeline moves `updatedAt` of all its stages and nothing else of them (peers (f))."""
    before = hubspot("GET", SALES)["stages"]
    hubspot("PATCH", SALES, {"label": "Sales"})
    after = hubspot("GET", SALES)

    assert after["label"] == "Sales"
    assert all(one["updatedAt"] != "1970-01-01T00:00:00Z" for one in after["stages"])
    assert [{**one, "updatedAt": ""} for one in after["stages"]] == [
        {**one, "updatedAt": ""} for one in before
    ]


def test_a_put_keeps_named_stages_and_deletes_the_others(hubspot):
    """A PUT keeps a stage it names, numbers one without an id, deletes every other (peers (f))."""
    hubspot("POST", DEALS, renewal(), status=201)
    due = hubspot("GET", f"{DEALS}/renewal/stages/due")
    stages = [stage("Due soon", 0, stageId="due"), stage("Closed", 1, "0")]
    hubspot("PUT", f"{DEALS}/renewal", {"label": "Renewals", "displayOrder": 2, "stages": stages})
    after = hubspot("GET", f"{DEALS}/renewal")

    assert (after["label"], after["displayOrder"]) == ("Renewals", 2)
    assert [one["label"] for one in after["stages"]] == ["Due soon", "Closed"]
    assert after["stages"][0]["id"] == "due"
    assert after["stages"][0]["createdAt"] == due["createdAt"]
    assert after["stages"][1]["id"].isdigit()


def test_a_pipeline_needs_a_stage(hubspot):
    """A create without stages and the delete of the last stage are refused (peers (f))."""
    none = {"label": "Empty", "displayOrder": 1}
    refused = [
        hubspot("POST", DEALS, none, status=400),
        hubspot("POST", DEALS, {**none, "stages": []}, status=400),
    ]
    hubspot("POST", DEALS, renewal(stages=[stage("Due", 0, stageId="due")]), status=201)
    refused.append(hubspot("DELETE", f"{DEALS}/renewal/stages/due", status=400))

    assert {each["message"] for each in refused} == {"Pipeline must have at least one stage"}


def test_a_pipeline_holds_100_stages(hubspot):
    """100 stages is the most (dossier D3)."""
    stages = [stage(f"Stage {number}", number) for number in range(100)]
    hubspot("POST", DEALS, renewal(stages=stages), status=201)

    hubspot("POST", f"{DEALS}/renewal/stages", stage("One more", 100), status=400)


@pytest.mark.parametrize(("tier", "most"), [("free", 1), ("starter", 2), ("professional", 15)])
def test_pipelines_by_tier(make_hubspot, tier, most):
    """A tier allows so many pipelines of an object, the shipped one included (dossier D3)."""
    hubspot = make_hubspot(tier=tier)
    for number in range(most - 1):
        body = {"label": f"Pipeline {number}", "displayOrder": number, "stages": [stage("One", 0)]}
        hubspot("POST", DEALS, body, status=201)

    hubspot("POST", DEALS, renewal(), status=400)


def test_unknown_fields_of_a_pipeline(hubspot):
    """Unknown fields of a pipeline and of its stages are refused."""
    hubspot("POST", DEALS, renewal(colour="red"), status=400)
    hubspot("POST", DEALS, renewal(stages=[stage("Due", 0, colour="red")]), status=400)
    hubspot("PATCH", SALES, {"stages": []}, status=400)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        (DEALS, "crm.schemas.deals.read"),
        (DEALS, "crm.objects.deals.read"),
        (TICKETS, "tickets"),
        ("/crm/pipelines/2026-09/leads", "crm.objects.leads.read"),
        ("/crm/pipelines/2026-09/orders", "crm.pipelines.orders.read"),
    ],
)
def test_one_scope_reads(make_hubspot, path, scope):
    """One scope of the object reads its pipelines (dossier B8, D3)."""
    make_hubspot(scopes=frozenset({scope}))("GET", path)


def test_write_scope_of_the_object(make_hubspot):
    """Writing wants the object's own write scope; a read scope or another's is a 403 (dossier D3)."""
    allowed = make_hubspot(scopes=frozenset({"crm.schemas.deals.write"}))
    allowed("POST", DEALS, renewal(), status=201)

    other = make_hubspot(scopes=frozenset({"crm.schemas.deals.read", "tickets"}))
    refused = other("POST", DEALS, renewal(), status=403)
    assert refused["category"] == "MISSING_SCOPES"


@pytest.mark.parametrize("flag", ["validateReferencesBeforeDelete", "validateDealStageUsagesBeforeDelete"])
def test_flags_of_an_update(client, flag):
    """A PATCH takes the flags too (dossier D1): true and false, nothing else."""
    client("POST", DEALS, renewal(), status=201)

    client("PATCH", f"{DEALS}/renewal?{flag}=true", {"label": "Renewed"}, status=200)
    client("PATCH", f"{DEALS}/renewal?{flag}=2", {"label": "Again"}, status=400)
