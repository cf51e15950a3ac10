"""What a stage is held to: metadata, label, order, and what answers to writes echo."""

from __future__ import annotations

import pytest
from pipeline_bodies import DEALS, SALES, TICKETS, renewal, stage, ticket_stage


def orders(hubspot, path=SALES):
    """Stage ids of a pipeline in displayOrder, each with its number."""
    stages = hubspot("GET", path)["stages"]
    return [
        (each["id"], each["displayOrder"]) for each in sorted(stages, key=lambda one: one["displayOrder"])
    ]


@pytest.mark.parametrize(
    ("sent", "kept", "closed"),
    [
        ("0.50", "0.5", "false"),
        ("0.2", "0.2", "false"),
        ("1", "1.0", "true"),
        ("0", "0.0", "true"),
        ("-0.0", "0.0", "true"),
        (0.7, "0.7", "false"),
        (1, "1.0", "true"),
    ],
)
def test_probability_is_kept_in_canonical_print(hubspot, sent, kept, closed):
    """Probability is a string in one print, whatever was sent, and `isClosed` follows from it (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage("New", 9, sent, stageId="new"), status=201)

    assert hubspot("GET", f"{SALES}/stages/new")["metadata"] == {"probability": kept, "isClosed": closed}


def test_probability_is_required(hubspot):
    """A deal stage without probability is refused without a category (peers (f))."""
    bare = {"label": "New", "displayOrder": 9, "metadata": {}}
    refused = hubspot("POST", f"{SALES}/stages", bare, status=400)

    assert refused["message"] == "must specify probability when writing a dealstage"
    assert "category" not in refused


@pytest.mark.parametrize("sent", ["-0.1", "1.1", "nan", "high", None])
def test_probability_out_of_range(hubspot, sent):
    """Probability is from 0 to 1, and null is no value (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage("New", 9, sent), status=400)


def test_a_sent_is_closed_is_ignored(hubspot):
    """`isClosed` is derived; sending it changes nothing (peers (f))."""
    body = stage("New", 9, stageId="new")
    body["metadata"]["isClosed"] = "true"
    hubspot("POST", f"{SALES}/stages", body, status=201)

    assert hubspot("GET", f"{SALES}/stages/new")["metadata"]["isClosed"] == "false"


def test_write_answers_echo_and_reads_tell(hubspot):
    """A write echoes the request, dropped keys and all; only a GET shows the truth (peers (f))."""
    body = stage("New", 2, "0.50", stageId="new")
    body["metadata"]["colour"] = "red"
    answered = hubspot("POST", f"{SALES}/stages", body, status=201)
    read = hubspot("GET", f"{SALES}/stages/new")

    assert answered["metadata"] == {"probability": "0.50", "colour": "red", "isClosed": "false"}
    assert answered["displayOrder"] == 2
    assert read["metadata"] == {"probability": "0.5", "isClosed": "false"}
    assert read["displayOrder"] == 3


def test_a_patch_echoes_a_stale_is_closed(hubspot):
    """The answer to a PATCH shows `isClosed` as it was before (peers (f))."""
    answered = hubspot("PATCH", f"{SALES}/stages/contractsent", {"metadata": {"probability": "1"}})
    read = hubspot("GET", f"{SALES}/stages/contractsent")

    assert answered["metadata"] == {"probability": "1", "isClosed": "false"}
    assert read["metadata"] == {"probability": "1.0", "isClosed": "true"}


def test_ticket_state_defaults_to_open(hubspot):
    """A ticket stage without `ticketState` is open (peers (f))."""
    body = {"label": "New one", "displayOrder": 9, "metadata": {}, "stageId": "new"}
    hubspot("POST", f"{TICKETS}/0/stages", body, status=201)

    assert hubspot("GET", f"{TICKETS}/0/stages/new")["metadata"] == {
        "ticketState": "OPEN",
        "isClosed": "false",
    }


@pytest.mark.parametrize("state", ["open", "DONE"])
def test_ticket_state_is_a_closed_list(hubspot, state):
    """`ticketState` is OPEN or CLOSED, case-sensitive (peers (f))."""
    refused = hubspot("POST", f"{TICKETS}/0/stages", ticket_stage("New one", 9, state), status=400)

    assert refused["subCategory"] == "PipelineError.INVALID_PIPELINE_STAGE_METADATA"


def test_ticket_pipelines_keep_a_closed_stage(hubspot):
    """No write may leave a ticket pipeline without a closed stage (peers (f))."""
    still_open = {"label": "Other", "displayOrder": 1, "stages": [ticket_stage("One", 0)]}
    refused = [
        hubspot("POST", TICKETS, still_open, status=400),
        hubspot("PUT", f"{TICKETS}/0", still_open, status=400),
        hubspot("PATCH", f"{TICKETS}/0/stages/4", {"metadata": {"ticketState": "OPEN"}}, status=400),
        hubspot("DELETE", f"{TICKETS}/0/stages/4", status=400),
    ]

    assert {each["subCategory"] for each in refused} == {"PipelineError.MISSING_CLOSED_STAGE"}
    assert refused[-1]["message"] == "tickets pipeline: 0 must have at least one closed stage"


def test_other_objects_use_state(hubspot):
    """Stages of other objects say `state`, open unless told otherwise, and need no closed one (peers (f))."""
    stages = [
        {"label": "One", "displayOrder": 0, "metadata": {}, "stageId": "one"},
        {
            "label": "Two",
            "displayOrder": 1,
            "metadata": {"state": "CLOSED", "probability": "1"},
            "stageId": "two",
        },
    ]
    body = {"label": "Orders", "displayOrder": 0, "stages": stages, "pipelineId": "orders"}
    hubspot("POST", "/crm/pipelines/2026-09/orders", body, status=201)
    read = hubspot("GET", "/crm/pipelines/2026-09/orders/orders")["stages"]

    assert [one["metadata"]["state"] for one in read] == ["OPEN", "CLOSED"]
    assert "probability" not in read[1]["metadata"]


@pytest.mark.parametrize("label", ["closed won", "  Closed Won "])
def test_stage_labels_are_unique(hubspot, label):
    """Two stages of a pipeline cannot share a label, whatever case and blanks (peers (f))."""
    made = hubspot("POST", f"{SALES}/stages", stage(label, 9), status=400)
    renamed = hubspot("PATCH", f"{SALES}/stages/contractsent", {"label": label, "metadata": {}}, status=400)

    assert made["subCategory"] == renamed["subCategory"] == "PipelineError.STAGE_LABEL_EXISTS"


def test_stage_labels_inside_a_pipeline_body(hubspot):
    """Inside a pipeline create that refusal has no subCategory (peers (f))."""
    refused = hubspot("POST", DEALS, renewal(stages=[stage("One", 0), stage("ONE ", 1)]), status=400)

    assert "subCategory" not in refused


def test_stage_labels_are_kept_untrimmed(hubspot):
    """Labels are stored as they were sent (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage(" Spaced ", 9, stageId="spaced"), status=201)

    assert hubspot("GET", f"{SALES}/stages/spaced")["label"] == " Spaced "


def test_a_taken_order_goes_after_its_holder(hubspot):
    """A stage on a taken displayOrder comes right after the holder and all are renumbered (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage("New", 1, stageId="new"), status=201)

    assert orders(hubspot) == [
        ("appointmentscheduled", 0),
        ("qualifiedtobuy", 1),
        ("new", 2),
        ("presentationscheduled", 3),
        ("decisionmakerboughtin", 4),
        ("contractsent", 5),
        ("closedwon", 6),
        ("closedlost", 7),
    ]


def test_a_moved_stage_goes_after_the_holder(hubspot):
    """A PATCH of displayOrder is placed by the same rule, the stage's old place closing up (peers (f))."""
    hubspot("PATCH", f"{SALES}/stages/closedlost", {"displayOrder": 0, "metadata": {}})

    assert [each for each, _ in orders(hubspot)][:3] == [
        "appointmentscheduled",
        "closedlost",
        "qualifiedtobuy",
    ]
    assert [number for _, number in orders(hubspot)] == list(range(7))


def test_a_free_order_changes_nothing_else(hubspot):
    """A stage on a free displayOrder leaves the others and their gaps alone (peers (f))."""
    hubspot("POST", f"{SALES}/stages", stage("New", 40, stageId="new"), status=201)
    hubspot("POST", f"{SALES}/stages", stage("Newer", 30, stageId="newer"), status=201)

    assert orders(hubspot)[6:] == [("closedlost", 6), ("newer", 30), ("new", 40)]


def test_gaps_of_a_create_survive(hubspot):
    """Orders of one create that do not tie are kept as sent (peers (f))."""
    stages = [stage("One", 5, stageId="one"), stage("Two", 2, stageId="two")]
    hubspot("POST", DEALS, renewal(stages=stages), status=201)

    assert orders(hubspot, f"{DEALS}/renewal") == [("two", 2), ("one", 5)]


def test_no_two_stages_share_an_order(hubspot):
    """Ties inside one create are resolved: no two stages are stored at one displayOrder (peers (f))."""
    stages = [
        stage("One", 0, stageId="one"),
        stage("Two", 0, stageId="two"),
        stage("Three", 1, stageId="three"),
    ]
    hubspot("POST", DEALS, renewal(stages=stages), status=201)

    assert orders(hubspot, f"{DEALS}/renewal") == [("one", 0), ("two", 1), ("three", 2)]


def test_negative_order(hubspot):
    """A displayOrder of -1 is refused (peers (f))."""
    refused = hubspot("POST", f"{SALES}/stages", stage("New", -1), status=400)

    assert refused["message"] == "Pipeline display order cannot be negative"


def test_a_stage_patch_changes_what_it_sends(hubspot):
    """A PATCH keeps label, order and the metadata keys that it leaves out (peers (f))."""
    before = hubspot("GET", f"{SALES}/stages/contractsent")
    hubspot("PATCH", f"{SALES}/stages/contractsent", {"label": "Signed", "metadata": {}})
    after = hubspot("GET", f"{SALES}/stages/contractsent")

    assert after.pop("updatedAt") != before.pop("updatedAt")
    assert after == {**before, "label": "Signed"}


def test_a_stage_patch_needs_metadata(hubspot):
    """`metadata` is required in a PATCH of a stage (dossier D1)."""
    hubspot("PATCH", f"{SALES}/stages/contractsent", {"label": "Signed"}, status=400)


def test_a_stage_put_merges_metadata(hubspot):
    """A PUT of a stage merges metadata as a PATCH does, and needs every field (peers (f))."""
    body = {"label": "Signed", "displayOrder": 4, "metadata": {}}
    hubspot("PUT", f"{SALES}/stages/contractsent", body)
    hubspot("PUT", f"{SALES}/stages/contractsent", {"label": "Signed", "metadata": {}}, status=400)

    assert hubspot("GET", f"{SALES}/stages/contractsent")["metadata"]["probability"] == "0.9"


@pytest.mark.parametrize("path", [SALES, f"{SALES}/stages/closedwon"])
def test_archived_cannot_be_sent(hubspot, path):
    """`archived` restores what is archived; as nothing ever is, it is a 400 (dossier D1, peers (f))."""
    hubspot("PATCH", path, {"archived": False, **({"metadata": {}} if "stages" in path else {})}, status=400)


@pytest.mark.parametrize(
    "body",
    [
        {"label": "New", "displayOrder": 9, "metadata": {"probability": "0.5"}, "colour": "red"},
        {"label": "New", "displayOrder": "9", "metadata": {"probability": "0.5"}},
        {"label": " ", "displayOrder": 9, "metadata": {"probability": "0.5"}},
        {"label": "New", "metadata": {"probability": "0.5"}},
        {"label": "New", "displayOrder": 9},
        {"label": "New", "displayOrder": 9, "metadata": {"probability": ["0.5"]}},
        None,
    ],
)
def test_bodies_are_held_to_their_fields(hubspot, body):
    """Unknown, missing and mistyped fields of a stage are refused."""
    assert hubspot("POST", f"{SALES}/stages", body, status=400)["category"] == "VALIDATION_ERROR"
