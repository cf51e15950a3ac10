"""Pipelines: keys and ids, stages one by one, and their sequence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, sent, talk, update

from revops.kinds.pipelines.objects import why_not
from revops.kinds.pipelines.pipeline import PipelineKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol, Unknown

KIND = PipelineKind()
RENEWAL = {
    "label": {"ja": "契約更新", "en": "Renewal"},
    "ref": "SP03",
    "stages": {
        "due": {"label": {"ja": "更新予定", "en": "Due"}, "probability": 0.6},
        "renewed": {"label": "Renewed", "probability": 1},
        "churned": {"label": "Churned", "probability": 0},
    },
}
ADDRESS = Address("pipeline", "deals", "renewal")


def stage(stage_id, label, order, probability="0.5", **fields):
    """A deal stage as the API shows it; probability is a text, isClosed is derived (dossier D2)."""
    closed = "true" if float(probability) in (0, 1) else "false"
    return {
        "id": stage_id,
        "label": label,
        "displayOrder": order,
        "metadata": {"probability": probability, "isClosed": closed},
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        **fields,
    }


def pipeline(portal_id="renewal", label="Renewal", order=1, stages=None):
    default = [
        stage("churned", "Churned", 2, "0.0"),
        stage("due", "Due", 0, "0.60"),
        stage("renewed", "Renewed", 1, "1.0"),
    ]
    return {
        "id": portal_id,
        "label": label,
        "displayOrder": order,
        "stages": default if stages is None else stages,
        "archived": False,
    }


SALES = pipeline(
    "default",
    "Sales Pipeline",
    0,
    [
        stage("appointmentscheduled", "Appointment Scheduled", 0, "0.2"),
        stage("qualifiedtobuy", "Qualified To Buy", 1, "0.4"),
        stage("closedwon", "Closed Won", 5, "1.0"),
        stage("closedlost", "Lost for now", 6, "0.0"),
    ],
)


def one(spec, name="renewal", scope="deals", near=None):
    (resource,) = expand(KIND, {scope: {name: spec}}, near)
    return resource


def observe(*found_rows, wanted=(), context=None):
    asked, seen = talk(KIND.observe("deals", wanted, context or Context()), [rows(*found_rows)])
    assert [(c.method, c.path) for calls in asked for c in calls] == [("GET", "/deals")]
    return seen


def actual(raw=None, wanted=None, context=None):
    wanted = wanted or one(RENEWAL)
    return found(observe(raw or pipeline(), wanted=[wanted], context=context), str(wanted.address))


def codes(spec, name="renewal", scope="deals"):
    near = Near()
    one(spec, name, scope, near)
    return near.codes


# --- the blueprint ---


def test_stages_are_units_of_their_own():
    """Labels, probabilities and the sequence can drift one by one."""
    assert one(RENEWAL, near=Near("ja")).units == {
        "label": "契約更新",
        "stages.due.label": "更新予定",
        "stages.due.probability": 0.6,
        "stages.renewed.label": "Renewed",
        "stages.renewed.probability": 1,
        "stages.churned.label": "Churned",
        "stages.churned.probability": 0,
        "stages.order": ["due", "renewed", "churned"],
    }


def with_stage(key="due", **fields):
    return {**RENEWAL, "stages": {**RENEWAL["stages"], key: {"label": "X", "probability": 0.5, **fields}}}


@pytest.mark.parametrize(
    ("spec", "name", "scope", "code"),
    [
        (RENEWAL, "Renewal", "deals", "RV241"),
        (RENEWAL, "r" * 37, "deals", "RV241"),
        (with_stage("Due2"), "renewal", "deals", "RV241"),
        ({"stages": RENEWAL["stages"]}, "renewal", "deals", "RV242"),
        ({"label": "Empty"}, "renewal", "deals", "RV242"),
        ({"label": "R", "stages": {"due": {"label": "Due"}}}, "renewal", "deals", "RV242"),
        ({"label": "R", "stages": {"due": {"probability": 0.1}}}, "renewal", "deals", "RV242"),
        (with_stage(probability=1.1), "renewal", "deals", "RV243"),
        (with_stage(label=" renewed "), "renewal", "deals", "RV245"),
        ({"label": "S", "stages": {"a": {"label": "A"}}}, "support", "tickets", "RV244"),
        ({"label": "S", "stages": {"a": {"label": "A", "probability": 1}}}, "s", "tickets", "RV248"),
        (with_stage(ticketState="OPEN"), "renewal", "deals", "RV248"),
        (
            {"label": "R", "stages": {f"s{n}": {"label": f"S{n}", "probability": 0.1} for n in range(101)}},
            "renewal",
            "deals",
            "RV246",
        ),
    ],
)
def test_what_hubspot_would_refuse_is_found_first(spec, name, scope, code):
    """Each fault is reported with its own code before anything is sent."""
    assert code in codes(spec, name, scope)


def test_sound_pipelines_have_no_faults():
    """The shipped ones need neither labels nor all of their stages; tickets close by state."""
    onboarding = {
        "label": "O",
        "stages": {"go": {"label": "Go"}, "ok": {"label": "Ok", "ticketState": "CLOSED"}},
    }

    assert codes(RENEWAL) == []
    assert codes({"stages": {"closedwon": {"label": "Won"}}}, "default") == []
    assert codes({"stages": {"1": {"label": "New"}}}, "0", "tickets") == []
    assert codes(onboarding, "onboarding", "tickets") == []


def test_ids_that_hubspot_wants_only_once_are_found_out():
    """Stage ids are unique per object type, pipeline ids across deals and tickets (peers (f))."""
    near = Near()
    ticket = {"label": "T", "stages": {"done": {"label": "Done", "ticketState": "CLOSED"}}}
    expand(KIND, {"deals": {"a": RENEWAL, "b": {**RENEWAL, "label": "B"}}, "tickets": {"a": ticket}}, near)

    assert near.reports.count(("RV247", ("pipelines", "deals", "b", "stages", "due"))) == 1
    assert ("RV247", ("pipelines", "tickets", "a")) in near.reports


# --- the portal ---


def test_stages_are_read_in_their_sequence_and_as_numbers():
    """The list is not sorted (peers (f)), and `0.60` is 0.6."""
    units = actual().units

    assert units["stages.order"] == ["due", "renewed", "churned"]
    assert units["stages.due.probability"] == 0.6
    assert units == one(RENEWAL).units


def test_the_shipped_pipeline_brings_its_factory_values():
    """A stage that still has HubSpot's label may be changed, one that was renamed may not (dossier D4)."""
    sales = found(observe(SALES), "pipeline.deals.default")

    assert sales.shipped
    assert sales.factory["stages.closedwon.label"] == sales.units["stages.closedwon.label"]
    assert sales.factory["stages.closedlost.label"] != sales.units["stages.closedlost.label"]
    assert sales.factory["stages.appointmentscheduled.probability"] == 0.2


def test_a_lost_ledger_finds_pipeline_and_stages_by_label():
    """Where HubSpot gave its own ids, labels bind keys; what no key means goes by its id."""
    raw = pipeline(
        "229001",
        " renewal",
        stages=[stage("11", "DUE", 0, "0.6"), stage("12", "Other", 1), stage("13", "Renewed", 2, "1.0")],
    )
    renewal = actual(raw)

    assert renewal.id == "229001"
    assert renewal.keys == {"stages.due": "11", "stages.renewed": "13", "stages.12": "12"}
    assert renewal.units["stages.order"] == ["due", "12", "renewed"]


def test_the_ledger_binds_before_ids_and_labels():
    """A stage that was renamed in HubSpot is still the stage that was made."""
    entry = Entry(id="229001", keys={"stages.due": "11"})
    context = Context(ledger=Ledger(entries={ADDRESS: entry}))
    raw = pipeline("229001", "Renamed", stages=[stage("11", "Renamed too", 0), stage("14", "Due", 1)])
    renewal = actual(raw, context=context)

    assert renewal.keys == {"stages.due": "11", "stages.14": "14"}
    assert renewal.units["stages.due.label"] == "Renamed too"


def test_a_target_can_bind_a_pipeline():
    """`bind` names the portal's own pipeline for an address."""
    context = Context(bind={"pipeline.deals.renewal": "777"})

    assert actual(pipeline("777", "Anything"), context=context).id == "777"


def test_ids_of_all_pipelines_and_stages_become_names():
    """Workflows know stages by name, also those of pipelines that no blueprint manages."""
    seen = observe(SALES, pipeline("229001"), wanted=[one(RENEWAL)])

    assert seen.ids[Symbol("pipeline", "deals/renewal")] == "229001"
    assert seen.ids[Symbol("stage", "deals/default/closedwon")] == "closedwon"
    assert KIND.learn(ADDRESS, {"": "9", "stages.due": "10"}) == {
        Symbol("pipeline", "deals/renewal"): "9",
        Symbol("stage", "deals/renewal/due"): "10",
    }


@pytest.mark.parametrize(
    ("permission", "locked"),
    [("READ_ONLY", ["stages.due"]), ("INTERNAL_ONLY", ["stages.due"]), ("CRM_PERMISSIONS_ENFORCEMENT", [])],
)
def test_hubspots_own_stages_are_locked(permission, locked):
    """Stages that HubSpot keeps to itself are shown and never changed (dossier D1)."""
    raw = pipeline(
        stages=[stage("due", "Due", 0, writePermissions=permission), stage("renewed", "Renewed", 1)]
    )

    assert list(actual(raw).locked) == locked


def test_a_refused_list_proves_nothing():
    """A 403 leaves the pipeline unknown."""
    _, seen = talk(KIND.observe("deals", [one(RENEWAL)], Context()), [Answer(403, {"message": "scope"})])

    assert isinstance(seen.presence(ADDRESS), Unknown)


# --- the requests ---


def test_a_pipeline_is_made_with_all_stages_at_once():
    """One POST; keys are sent as ids, probabilities as texts, and it goes behind the others."""
    asked, _ = talk(KIND.compile([create(one(RENEWAL))], Context()), [rows(SALES)], [Answer(201, {})])

    assert sent(asked) == [
        (
            "POST",
            "/deals",
            {
                "pipelineId": "renewal",
                "label": "Renewal",
                "displayOrder": 1,
                "stages": [
                    {"stageId": "due", "label": "Due", "displayOrder": 0, "metadata": {"probability": "0.6"}},
                    {
                        "stageId": "renewed",
                        "label": "Renewed",
                        "displayOrder": 1,
                        "metadata": {"probability": "1.0"},
                    },
                    {
                        "stageId": "churned",
                        "label": "Churned",
                        "displayOrder": 2,
                        "metadata": {"probability": "0.0"},
                    },
                ],
            },
        )
    ]


def test_a_changed_label_sends_the_metadata_too():
    """A PATCH of a stage needs metadata (dossier D1); isClosed is HubSpot's conclusion and stays out."""
    assert compile_(KIND, update(one(RENEWAL), actual(), stages__due__label="Soon due")) == [
        ("PATCH", "/deals/renewal/stages/due", {"metadata": {"probability": "0.60"}, "label": "Soon due"})
    ]


def test_metadata_that_changed_meanwhile_is_not_undone():
    """The list is read again first, so that a label does not bring an old probability back."""
    change = update(one(RENEWAL), actual(), stages__due__label="Soon due")
    fresh = pipeline(stages=[stage("due", "Due", 0, "0.7")])
    asked, _ = talk(KIND.compile([change], Context()), [rows(fresh)], [Answer(200, {})])

    assert sent(asked)[0][2]["metadata"] == {"probability": "0.7"}


def test_a_new_last_stage_is_one_request():
    """It takes the next free number, so that nothing else moves."""
    resource = one(with_stage("paused"))
    change = update(resource, actual(), stages__paused__label="Paused", stages__paused__probability=0.1)

    assert compile_(KIND, change) == [
        (
            "POST",
            "/deals/renewal/stages",
            {"stageId": "paused", "label": "Paused", "displayOrder": 3, "metadata": {"probability": "0.1"}},
        )
    ]


def test_a_new_stage_in_the_middle_renumbers_what_follows():
    """Free numbers above all others move no stage on their own (peers (f)); the last makes room first."""
    stages = {"due": RENEWAL["stages"]["due"], "late": {"label": "Late", "probability": 0.3}}
    resource = one({**RENEWAL, "stages": {**stages, **RENEWAL["stages"]}})
    change = update(resource, actual(), stages__late__label="Late", stages__late__probability=0.3)

    assert [(m, p, b["displayOrder"]) for m, p, b in compile_(KIND, change)] == [
        ("PATCH", "/deals/renewal/stages/churned", 5),
        ("PATCH", "/deals/renewal/stages/renewed", 4),
        ("POST", "/deals/renewal/stages", 3),
    ]


def test_a_new_sequence_moves_only_from_the_first_difference():
    """The stages before the first difference are not written."""
    change = update(one(RENEWAL), actual(), stages__order=["due", "churned", "renewed"])

    assert [(p, b["displayOrder"]) for _, p, b in compile_(KIND, change)] == [
        ("/deals/renewal/stages/renewed", 4),
        ("/deals/renewal/stages/churned", 3),
    ]


def test_stages_that_nobody_manages_keep_their_places():
    """Managed stages change places among themselves; the one between them stays."""
    raw = pipeline(stages=[stage("due", "Due", 0), stage("x", "X", 1), stage("renewed", "Renewed", 2, "1.0")])
    change = update(one(RENEWAL), actual(raw), stages__order=["renewed", "due"])

    assert [(p, b["displayOrder"]) for _, p, b in compile_(KIND, change)] == [
        ("/deals/renewal/stages/due", 5),
        ("/deals/renewal/stages/x", 4),
        ("/deals/renewal/stages/renewed", 3),
    ]


def test_ids_of_the_portal_are_in_the_paths():
    """Keys are the blueprint's, ids the portal's."""
    raw = pipeline("229001", stages=[stage("11/2", "Due", 0, "0.6")])

    assert compile_(KIND, update(None, actual(raw), stages__due__probability=0.7, label="R")) == [
        ("PATCH", "/deals/229001", {"label": "R"}),
        ("PATCH", "/deals/229001/stages/11%2F2", {"metadata": {"probability": "0.7"}}),
    ]


def test_a_removed_stage_is_deleted_and_a_removed_pipeline_too():
    """Deletes are single requests, never a PUT that leaves something out."""
    change = update(None, actual(), stages__due__label=MISSING, stages__due__probability=MISSING)

    assert compile_(KIND, change) == [("DELETE", "/deals/renewal/stages/due", None)]
    assert compile_(KIND, delete(actual())) == [("DELETE", "/deals/renewal", None)]
    assert [finding.code for finding in KIND.hazards(change)] == ["RV563"]
    assert [finding.code for finding in KIND.hazards(delete(actual()))] == ["RV563"]


# --- the answers ---


def settle(method, path, answer, body=None):
    call = Call("pipelines", method, path, body=body, carries=(ADDRESS,))
    (settled,) = KIND.settle(call, answer, Context())
    return settled


def test_keys_are_bound_to_the_ids_that_come_back():
    """Whether HubSpot keeps the ids sent is not promised: stages are matched by label (dossier P2)."""
    _, _, body = compile_(KIND, create(one(RENEWAL)))[0]
    answer = pipeline("229001", stages=[stage("12", "Renewed", 1), stage("11", "due", 0)])
    settled = settle("POST", "/deals", Answer(201, answer), body)

    assert (settled.done, settled.id) == (True, "229001")
    assert settled.keys == {"stages.due": "11", "stages.renewed": "12"}


def test_a_new_stage_is_bound_to_its_id():
    """The answer to a single stage tells its id."""
    settled = settle(
        "POST", "/deals/renewal/stages", Answer(201, stage("77", "Late", 3)), {"stageId": "late"}
    )

    assert settled.keys == {"stages.late": "77"}


def test_a_stage_in_use_is_not_deleted():
    """HubSpot refuses while records are in it (peers (f))."""
    body = {
        "category": "VALIDATION_ERROR",
        "subCategory": "PipelineError.STAGE_ID_IN_USE",
        "message": "in use: 4",
    }
    settled = settle("DELETE", "/deals/renewal/stages/due", Answer(400, body))

    assert settled.finding.code == "RV553"
    assert "another stage" in settled.finding.hint
    assert settle("DELETE", "/deals/renewal", Answer(404, None)).done


# --- files ---


def test_pulled_pipelines_are_valid_blueprints():
    """What `pull` writes can be read again, and then nothing differs."""
    renewal = actual()

    assert one(KIND.describe(renewal, Context())).units == renewal.units


def test_keeping_the_portals_stages_changes_only_them():
    """`--keep` writes one language, a number, the sequence, and takes a stage out."""
    entry = {
        "label": {"ja": "契約更新", "en": "Renewal"},
        "stages": {1: {"label": {"ja": "新", "en": "New"}}, "b": {"label": "B", "probability": 0.1}, "c": {}},
    }
    context = Context(locale="ja")

    KIND.rewrite(entry, "label", "更新", context)
    KIND.rewrite(entry, "stages.1.label", "新規", context)
    KIND.rewrite(entry, "stages.b.probability", 0.2, context)
    KIND.rewrite(entry, "stages.c.label", MISSING, context)
    KIND.rewrite(entry, "stages.order", ["b", "1"], context)

    assert entry == {
        "label": {"ja": "更新", "en": "Renewal"},
        "stages": {1: {"label": {"ja": "新規", "en": "New"}}, "b": {"label": "B", "probability": 0.2}},
    }
    assert list(entry["stages"]) == ["b", 1]


def test_by_hand_there_is_a_page_to_open():
    """The link leads to the object's settings, the clicks name pipeline and value."""
    told = KIND.by_hand(update(None, actual(), stages__due__label="Soon"), Context())

    assert told.startswith("https://app.hubspot.com/sales-products-settings/0/object/0-3")
    assert "Settings > Objects > Deals" in told
    assert "Renewal" in told
    assert "'Soon'" in told


# --- other objects ---


def other(*stages, **told):
    """A pipeline of an object that is neither deals nor tickets; stages are (id, label, metadata)."""
    rows_ = [
        {"id": key, "label": label, "displayOrder": place, "metadata": metadata, "archived": False}
        for place, (key, label, metadata) in enumerate(stages)
    ]
    return {**pipeline("p", "P", 0, rows_), **told}


@pytest.mark.parametrize(
    "scope",
    ["orders", "appointments", "services", "courses", "listings", "projects", "2-123", "p7_car", "contract"],
)
def test_stages_of_other_objects_have_a_state(scope):
    """A custom object's do, too, by whatever name it goes (peers (f), "Custom stages use `state`")."""
    spec = {
        "label": "P",
        "stages": {"open": {"label": "Open"}, "done": {"label": "Done", "state": "CLOSED"}},
    }
    near = Near()
    resource = one(spec, "p", scope, near)

    assert near.reports == []
    assert resource.units["stages.done.state"] == "CLOSED"
    assert "stages.open.state" not in resource.units


@pytest.mark.parametrize(
    ("scope", "field", "value", "code"),
    [
        ("orders", "probability", 0.5, "RV248"),
        ("orders", "ticketState", "OPEN", "RV248"),
        ("2-123", "ticketState", "OPEN", "RV248"),
        ("deals", "state", "OPEN", "RV248"),
        ("tickets", "state", "CLOSED", "RV248"),
        ("leads", "probability", 0.5, "RV248"),
        ("leads", "ticketState", "OPEN", "RV248"),
        ("leads", "state", "CLOSED", "RV615"),
    ],
)
def test_metadata_of_another_object_is_an_error_at_its_line(scope, field, value, code):
    """Each object has its own key (dossier D2); the one of leads no source tells."""
    near = Near()
    one({"label": "P", "stages": {"a": {"label": "A", field: value}}}, "p", scope, near)

    assert (code, ("pipelines", scope, "p", "stages", "a", field)) in near.reports


@pytest.mark.parametrize("scope", ["contacts", "companies", "products", "line_items", "0-999"])
def test_objects_without_pipelines_are_an_error(scope):
    """Contacts and companies have lifecycle stages; the list of objects is closed (dossier D3)."""
    near = Near()

    assert expand(KIND, {scope: {"p": {"label": "P", "stages": {"a": {"label": "A"}}}}}, near) == []
    assert near.reports == [("RV614", ("pipelines", scope))]


def test_lifecycle_stages_are_not_read_as_pipelines():
    """The list of contacts holds them (dossier C1); they have a section of their own."""
    asked, seen = talk(KIND.observe("contacts", [], Context()))

    assert (asked, seen.found) == ([], ())


@pytest.mark.parametrize(("scope", "hint"), [("contacts", "lifecycle:"), ("products", "custom objects")])
def test_what_to_write_instead_is_told(scope, hint):
    """The hint names the section, or the objects that have pipelines."""
    assert hint in why_not(scope)[1]


@pytest.mark.parametrize(("scope", "most"), [("orders", 30), ("leads", 30), ("projects", 100), ("2-1", 100)])
def test_some_objects_have_fewer_stages(scope, most):
    """30 for HubSpot's newer objects, 100 for deals, tickets and custom ones (guide to pipelines)."""

    def stages_(count):
        return {"label": "P", "stages": {f"s{n}": {"label": f"S{n}"} for n in range(count)}}

    assert codes(stages_(most), "p", scope) == []
    assert codes(stages_(most + 1), "p", scope) == ["RV246"]


def test_a_state_is_read_and_written_as_a_text():
    """What is not named is left to HubSpot when a stage is made, and kept when one is changed."""
    spec = {"label": "P", "stages": {"a": {"label": "A"}, "b": {"label": "B", "state": "CLOSED"}}}
    wanted = one(spec, "p", "orders")
    raw = other(
        ("a", "A", {"state": "OPEN", "isClosed": "false"}),
        ("b", "B", {"state": "CLOSED", "isClosed": "true"}),
    )
    _, seen = talk(KIND.observe("orders", [wanted], Context()), [rows(raw)])
    there = found(seen, "pipeline.orders.p")

    assert there.units["stages.a.state"] == "OPEN"
    ((_, path, body),) = compile_(KIND, create(wanted))
    assert path == "/orders"
    assert [stage["metadata"] for stage in body["stages"]] == [{}, {"state": "CLOSED"}]
    assert compile_(KIND, update(wanted, there, stages__b__state="OPEN")) == [
        ("PATCH", "/orders/p/stages/b", {"metadata": {"state": "OPEN"}})
    ]


@pytest.mark.parametrize("key", ["state", "leadState"])
def test_what_leads_have_goes_back_unread(key):
    """No unit is made of metadata whose key no source tells, and a PATCH sends it as it came."""
    raw = other(("new", "New", {key: "CLOSED", "isClosed": "true"}))
    _, seen = talk(KIND.observe("leads", [], Context()), [rows(raw)])
    there = found(seen, "pipeline.leads.p")

    assert there.units == {"label": "P", "stages.new.label": "New", "stages.order": ["new"]}
    assert KIND.describe(there, Context()) == {"label": "P", "stages": {"new": {"label": "New"}}}
    assert compile_(KIND, update(None, there, stages__new__label="Fresh")) == [
        ("PATCH", "/leads/p/stages/new", {"metadata": {key: "CLOSED"}, "label": "Fresh"})
    ]


def test_a_new_stage_of_leads_has_no_metadata():
    """Whether it is open is left to HubSpot."""
    wanted = one({"label": "P", "stages": {"new": {"label": "New"}}}, "p", "leads")

    ((_, _, body),) = compile_(KIND, create(wanted))

    assert body["stages"] == [{"stageId": "new", "label": "New", "displayOrder": 0, "metadata": {}}]


@pytest.mark.parametrize(
    ("scope", "name", "stage_id"),
    [
        ("leads", "lead-pipeline-id", "attempting-stage-id"),
        ("orders", "14a2e10e-5471-408a-906e-c51f3b04369e", "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03"),
    ],
)
def test_pipelines_that_hubspot_ships_elsewhere(scope, name, stage_id):
    """They need neither a label nor all of their stages, and are never deleted (dossier D4)."""
    assert codes({"stages": {stage_id: {"label": "X"}}}, name, scope) == []
    raw = other((stage_id, "X", {}), id=name)
    _, seen = talk(KIND.observe(scope, [], Context()), [rows(raw)])

    assert found(seen, f"pipeline.{scope}.{name}").shipped


def test_a_custom_object_is_named_in_full_on_the_wire():
    """Its bare name is a 400 (peers (f), "Names in paths")."""
    context = Context(portal=PortalFacts(7))
    asked, _ = talk(KIND.observe("contract", [], context), [rows()])

    assert asked[0][0].path == "/p7_contract"


def roomy(**counted):
    """HubSpot's limits of pipelines, as its description shows them (dossier D3)."""
    row = {"objectTypeId": "0-3", "singularLabel": "Deal", "pluralLabel": "Deals", **counted}
    shared = {"overallLimit": 100, "overallUsage": 0, "overallPercentage": 0, "byObjectType": []}
    return Answer(200, {"hubspotDefinedObjectTypes": [row], "customObjectTypes": shared})


@pytest.mark.parametrize(
    ("told", "blocked"),
    [
        (roomy(limit=1, usage=1), True),
        (roomy(limit=2, usage=1), False),
        (roomy(limit=None, usage=1), False),
        (Answer(403, {"message": "scope"}), False),
    ],
)
def test_a_pipeline_that_does_not_fit_is_locked_before_anything_is_sent(told, blocked):
    """The subscription has room for so many; where HubSpot does not tell, the create is tried."""
    asked, seen = talk(KIND.observe("deals", [one(RENEWAL)], Context()), [rows(SALES)], [told])
    assert [call.path for batch in asked for call in batch] == ["/deals", "/pipelines"]
    locked = [observed.locked[""] for observed in seen.found if observed.address == ADDRESS]
    assert len(locked) == blocked
    assert all("1 pipeline of deals, and 1 is there" in why for why in locked)
    assert seen.broken == ""


def test_room_is_asked_only_for_what_is_to_be_made():
    """A pipeline that is there costs no second request."""
    asked, _ = talk(KIND.observe("deals", [one(RENEWAL)], Context()), [rows(SALES, pipeline())])
    assert len(asked) == 1


@pytest.mark.parametrize("room", [-1, 0, 1, 2, 3])
def test_of_several_pipelines_those_that_fit_are_made(room):
    """The first of the blueprint; one that the ledger knows needs no room, and beyond a limit is none."""
    fit = max(room, 0)
    wanted = [replace(one(RENEWAL), address=Address("pipeline", "deals", name)) for name in ("a", "b", "c")]
    known = Context(ledger=Ledger(7, {wanted[0].address: Entry(id="9")}))
    told = roomy(limit=room + 1, usage=1)

    _, seen = talk(KIND.observe("deals", wanted, Context()), [rows(SALES)], [told])
    _, again = talk(KIND.observe("deals", wanted, known), [rows(SALES)], [told])

    assert [one.address.name for one in seen.found if "" in one.locked] == ["a", "b", "c"][fit:]
    assert [one.address.name for one in again.found if "" in one.locked] == ["b", "c"][fit:]
    assert not any(one.id for one in seen.found if "" in one.locked)
