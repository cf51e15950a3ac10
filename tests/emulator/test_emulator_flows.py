"""Workflows of the emulator: what the dossier (F1 to F8, O8) and peers (f) say of them."""

from __future__ import annotations

import pytest
from flow_bodies import FLOWS, KNOWN, LIST_BASED, delay, flow_of, single, to

from filter_bodies import condition

BETA = "/automation/2026-09-beta"
V4 = "/automation/v4/flows"
ONCE = {**LIST_BASED, "shouldReEnroll": False}


def equal(name, value):
    operation = {
        "operationType": "STRING",
        "operator": "IS_EQUAL_TO",
        "value": value,
        "includeObjectsWithNoValueSet": False,
    }
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def notify(name="1", **fields):
    return single("0-8", {"subject": "MQL", "body": "<p>MQL</p>", **fields}, name)


def contact_flow(*actions, **more):
    return flow_of(*actions, **{"name": "資料DLステップメール", **more})


def platform_flow(object_type, *actions, **more):
    flow = contact_flow(*actions, type="PLATFORM_FLOW", objectTypeId=object_type)
    del flow["suppressionListIds"], flow["canEnrollFromSalesforce"]
    return {**flow, **more}


_FIXED = ("id", "createdAt", "updatedAt", "crmObjectCreationStatus", "nextAvailableActionId", "dataSources")


def for_put(flow, **changes):
    """What an update sends: the flow as read, without what the schema of PUT lacks (F2)."""
    kept = {key: flow[key] for key in flow if key not in (*_FIXED, "flowType", "objectTypeId")}
    return {**kept, **changes}


def faults(hubspot, body, path=FLOWS, method="POST"):
    """Codes of a 400."""
    answer = hubspot(method, path, body, status=400)
    assert answer["category"] == "VALIDATION_ERROR"
    return [entry["code"] for entry in answer["errors"]]


def email_of(hubspot, name):
    emails = hubspot("GET", "/marketing/emails/2026-09?limit=100")["results"]
    return next(email["id"] for email in emails if email["name"] == name)


# Create, read, list, delete


def test_create_answers_the_whole_flow(hubspot):
    """POST gives 201 and the flow with what the server adds (F1, F2)."""
    flow = hubspot("POST", FLOWS, contact_flow(delay()), status=201)

    assert flow["id"].isdecimal()
    assert flow["revisionId"] == "1"
    assert flow["nextAvailableActionId"] == "2"
    assert flow["crmObjectCreationStatus"] == "COMPLETE"
    assert flow["createdAt"].endswith("Z")
    assert flow["actions"] == [delay()]
    assert hubspot("GET", f"{FLOWS}/{flow['id']}") == flow


def test_v4_and_beta_are_one(hubspot):
    """A flow created on one path is there on the other (F1)."""
    flow = hubspot("POST", V4, contact_flow())

    assert hubspot("GET", f"{FLOWS}/{flow['id']}") == flow


def test_without_betas_v4_serves(make_hubspot):
    """A portal without betas has 404 on the beta path and workflows on v4 (F1)."""
    hubspot = make_hubspot(betas=False)

    hubspot("GET", FLOWS, status=404)
    assert hubspot("GET", V4) == {"results": []}


def test_list_shows_listing_fields_only(hubspot):
    """A list says who a flow is and not what it does (F1)."""
    flow = hubspot("POST", FLOWS, contact_flow(delay()))
    names = ("id", "name", "isEnabled", "flowType", "objectTypeId", "revisionId", "createdAt", "updatedAt")

    assert hubspot("GET", FLOWS)["results"] == [{name: flow[name] for name in names}]


def test_list_pages(hubspot):
    """`limit` and `after` page through the list (F1)."""
    ids = [hubspot("POST", FLOWS, contact_flow())["id"] for _ in range(3)]

    first = hubspot("GET", f"{FLOWS}?limit=2")
    second = hubspot("GET", f"{FLOWS}?limit=2&after={first['paging']['next']['after']}")

    assert [flow["id"] for flow in first["results"]] == ids[:2]
    assert [flow["id"] for flow in second["results"]] == ids[2:]
    assert "paging" not in second
    hubspot("GET", f"{FLOWS}?limit=0", status=400)


def test_names_are_not_unique(hubspot):
    """The same name twice makes two flows (F2)."""
    first, second = (hubspot("POST", FLOWS, contact_flow(name="MQL"))["id"] for _ in range(2))

    assert first != second


def test_delete_is_final(hubspot):
    """DELETE gives 204, then the flow and its revisions are gone (F1, peers (f))."""
    path = f"{FLOWS}/{hubspot('POST', FLOWS, contact_flow())['id']}"

    hubspot("DELETE", path, status=204)
    hubspot("GET", path, status=404)
    hubspot("GET", f"{path}/revisions/1", status=404)
    hubspot("DELETE", path, status=404)
    assert hubspot("GET", FLOWS) == {"results": []}


def test_scope_and_tier(make_hubspot):
    """Workflows need the scope `automation` and a Professional subscription (F1)."""
    scoped = make_hubspot(scopes=frozenset({"forms"}))
    starter = make_hubspot(tier="starter")

    answer = scoped("GET", FLOWS, status=403)

    assert answer["category"] == "MISSING_SCOPES"
    assert answer["context"]["requiredGranularScopes"] == ["automation"]
    starter("GET", FLOWS, status=403)


@pytest.mark.parametrize(("tier", "limit"), [("professional", 300), ("enterprise", 1000)])
def test_number_of_flows_is_limited(make_hubspot, tier, limit):
    """A portal holds 300 or 1,000 workflows by its tier (F8.8)."""
    hubspot = make_hubspot(tier=tier)
    hubspot.in_portal(
        lambda portal: portal.table("flows").update({f"x{n}": {"id": str(n)} for n in range(limit - 1)})
    )

    hubspot("POST", FLOWS, contact_flow(), status=201)
    assert str(limit) in hubspot("POST", FLOWS, contact_flow(), status=400)["message"]


def test_recorded_flows(hubspot):
    """A recorded flow is answered as it was recorded, and updated from its revision on."""
    flow = {**hubspot("POST", FLOWS, contact_flow()), "id": "77", "revisionId": "12"}
    hubspot.load({f"{V4}/77": flow})

    assert hubspot("GET", f"{FLOWS}/77") == flow
    assert hubspot("GET", f"{FLOWS}/77/revisions/12")["flow"] == flow
    assert hubspot("PUT", f"{FLOWS}/77", for_put(flow))["revisionId"] == "13"


# Body


CONTACT_REQUIRED = (
    "type",
    "objectTypeId",
    "flowType",
    "isEnabled",
    "actions",
    "timeWindows",
    "blockedDates",
    "customProperties",
    "dataSources",
    "suppressionListIds",
)


@pytest.mark.parametrize("name", CONTACT_REQUIRED)
def test_create_needs(hubspot, name):
    """Each required field of a create is missed (F2)."""
    body = contact_flow()
    del body[name]

    assert "REQUIRED_FIELD" in faults(hubspot, body)


@pytest.mark.parametrize(
    "extra",
    [
        {"revisionId": "1"},
        {"createdAt": "2026-10-01T00:00:00Z"},
        {"enabled": True},
        {"suppressionFilterBranch": condition()},
    ],
)
def test_create_refuses_unknown_fields(hubspot, extra):
    """What is in no schema of a create is refused, another flow type's field too (F2)."""
    assert faults(hubspot, contact_flow(**extra)) == ["UNKNOWN_FIELD"]


def test_create_accepts_next_available_action_id(hubspot):
    """`nextAvailableActionId` is in no schema of a create, and is accepted and computed anew (F2)."""
    flow = hubspot("POST", FLOWS, contact_flow(delay("7"), nextAvailableActionId="99"))

    assert flow["nextAvailableActionId"] == "8"


@pytest.mark.parametrize("body", [contact_flow(objectTypeId="0-3"), platform_flow("0-1")])
def test_type_goes_with_object(hubspot, body):
    """CONTACT_FLOW goes with 0-1 and PLATFORM_FLOW with every other object (F2)."""
    assert faults(hubspot, body) == ["INVALID_OBJECT_TYPE"]


def test_platform_flow_on_deals(hubspot):
    """A deal flow is a PLATFORM_FLOW without the contact flow's fields (F2)."""
    flow = hubspot("POST", FLOWS, platform_flow("0-3", suppressionFilterBranch=condition()))

    assert "canEnrollFromSalesforce" not in flow
    assert faults(hubspot, platform_flow("0-3", suppressionListIds=[])) == ["UNKNOWN_FIELD"]
    assert faults(hubspot, platform_flow("deals")) == ["UNKNOWN_REFERENCE"]


def test_server_fills_in_defaults(hubspot):
    """The server adds what a body leaves out: three fields were observed (peers (f), Workflows)."""
    bare = {**KNOWN, "operation": {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"}}
    criteria = {**ONCE, "listFilterBranch": condition(bare)}
    body = contact_flow(delay(), enrollmentCriteria=criteria)
    del body["canEnrollFromSalesforce"], body["actions"][0]["actionTypeVersion"]

    flow = hubspot("POST", FLOWS, body)

    assert flow["canEnrollFromSalesforce"] is False
    assert flow["actions"] == [delay()]
    assert flow["enrollmentCriteria"] == ONCE


def test_action_ids_are_kept_as_sent(hubspot):
    """Ids of actions are not renumbered (F8.5)."""
    flow = hubspot("POST", FLOWS, contact_flow(delay("40", connection=to("12")), delay("12")))

    assert [action["actionId"] for action in flow["actions"]] == ["40", "12"]
    assert flow["nextAvailableActionId"] == "41"


def test_body_must_be_an_object(hubspot):
    """A body that is no object is a 400, not a crash."""
    for body in ([], "flow", {"type": 5}, {"type": "FLOW"}, {"objectTypeId": 1}):
        hubspot("POST", FLOWS, body, status=400)


# Update


def test_put_replaces_the_whole(hubspot):
    """PUT is a full replace: what is left out is gone, and the revision goes up (peers (f), F2)."""
    flow = hubspot("POST", FLOWS, contact_flow(delay(), description="first", enrollmentCriteria=ONCE))
    body = for_put(flow, name="renamed")
    del body["description"], body["enrollmentCriteria"]

    after = hubspot("PUT", f"{FLOWS}/{flow['id']}", body)

    assert after["name"] == "renamed"
    assert "description" not in after
    assert "enrollmentCriteria" not in after
    assert (after["id"], after["createdAt"], after["objectTypeId"]) == (flow["id"], flow["createdAt"], "0-1")
    assert after["revisionId"] == "2"
    assert hubspot("GET", f"{FLOWS}/{flow['id']}") == after


def test_put_keeps_data_sources(hubspot):
    """`dataSources` is not in the schema of PUT, so an update leaves it (F2)."""
    source = {
        "type": "ASSOCIATION",
        "name": "company",
        "objectTypeId": "0-2",
        "associationCategory": "HUBSPOT_DEFINED",
        "associationTypeId": 279,
    }
    flow = hubspot("POST", FLOWS, contact_flow(dataSources=[source]))

    assert hubspot("PUT", f"{FLOWS}/{flow['id']}", for_put(flow))["dataSources"] == [source]


@pytest.mark.parametrize(
    "name",
    [
        "dataSources",
        "objectTypeId",
        "flowType",
        "id",
        "createdAt",
        "updatedAt",
        "crmObjectCreationStatus",
        "nextAvailableActionId",
    ],
)
def test_put_refuses_what_its_schema_lacks(hubspot, name):
    """A flow as read cannot be sent back as it is (F2)."""
    flow = hubspot("POST", FLOWS, contact_flow())
    body = for_put(flow, **{name: flow[name]})

    assert faults(hubspot, body, f"{FLOWS}/{flow['id']}", "PUT") == ["UNKNOWN_FIELD"]


@pytest.mark.parametrize("name", ["revisionId", "type", "actions", "suppressionListIds"])
def test_put_needs(hubspot, name):
    """`revisionId` and `type` are required in a PUT, like the rest of its schema (F2)."""
    flow = hubspot("POST", FLOWS, contact_flow())
    body = for_put(flow)
    del body[name]

    assert faults(hubspot, body, f"{FLOWS}/{flow['id']}", "PUT") == ["REQUIRED_FIELD"]


def test_put_cannot_change_the_type(hubspot):
    """The type of a flow is fixed."""
    flow = hubspot("POST", FLOWS, contact_flow())
    body = for_put(flow, type="PLATFORM_FLOW")

    assert faults(hubspot, body, f"{FLOWS}/{flow['id']}", "PUT") == ["INVALID_OPTION"]


def test_stale_revision_is_a_conflict(hubspot):
    """A PUT on an older revision is a 409 and changes nothing (O8, P5)."""
    flow = hubspot("POST", FLOWS, contact_flow())
    path = f"{FLOWS}/{flow['id']}"
    hubspot("PUT", path, for_put(flow, name="first"))

    answer = hubspot("PUT", path, for_put(flow, name="second"), status=409)

    assert answer["category"] == "CONFLICT"
    assert hubspot("GET", path)["name"] == "first"


def test_stale_revision_variant(make_hubspot):
    """In the variant a stale revision is a 400 (P5)."""
    hubspot = make_hubspot(variants=frozenset({"stale-revision-400"}))
    flow = hubspot("POST", FLOWS, contact_flow())

    answer = hubspot("PUT", f"{FLOWS}/{flow['id']}", for_put(flow, revisionId="7"), status=400)

    assert answer["category"] == "VALIDATION_ERROR"


def test_hand_edit_is_a_revision(hubspot):
    """An edit in HubSpot's UI is a new revision; revisions hold each flow whole (F1)."""
    flow = hubspot("POST", FLOWS, contact_flow(name="before"))
    path = f"{FLOWS}/{flow['id']}"
    edited = hubspot.emulator.edit("PUT", path, for_put(flow, name="after"))

    assert edited.status == 200
    first, second = (hubspot("GET", f"{path}/revisions/{number}") for number in (1, 2))
    assert first == {
        "id": flow["id"],
        "revisionId": "1",
        "revisionCreatedAt": flow["updatedAt"],
        "flow": flow,
    }
    assert second["flow"]["name"] == "after"
    hubspot("GET", f"{path}/revisions/3", status=404)


def test_revisions_are_in_the_beta_only(hubspot):
    """v4 has neither revisions nor action types (F1)."""
    flow = hubspot("POST", FLOWS, contact_flow())

    hubspot("GET", f"{V4}/{flow['id']}/revisions/1", status=404)
    hubspot("GET", "/automation/v4/action-types", status=404)


# What a token may see


def test_service_key_sees_no_flow(make_hubspot):
    """A Service Key lists nothing and reads nothing, not even what it created (F1)."""
    hubspot = make_hubspot(service_key=True)
    flow = hubspot("POST", FLOWS, contact_flow(), status=201)

    assert hubspot("GET", FLOWS) == {"results": []}
    assert hubspot("GET", f"{FLOWS}/{flow['id']}", status=403)["category"] == "FLOW_ACCESS_DENIED"


def test_unlisted_flows_are_readable_by_id(make_hubspot):
    """In the variant the list omits flows that a read finds (F1, O8)."""
    hubspot = make_hubspot(variants=frozenset({"flows-unlisted"}))
    flow = hubspot("POST", FLOWS, contact_flow())

    assert hubspot("GET", FLOWS) == {"results": []}
    assert hubspot("GET", f"{FLOWS}/{flow['id']}") == flow


def test_unreadable_flows_are_listed(make_hubspot):
    """In the variant a read is 403 FLOW_ACCESS_DENIED and a batch read does not find the flow (F1, O8)."""
    hubspot = make_hubspot(variants=frozenset({"flows-unreadable"}))
    flow = hubspot("POST", FLOWS, contact_flow())
    wanted = {"inputs": [{"type": "FLOW_ID", "flowId": flow["id"]}]}

    assert [entry["id"] for entry in hubspot("GET", FLOWS)["results"]] == [flow["id"]]
    assert hubspot("GET", f"{FLOWS}/{flow['id']}", status=403)["category"] == "FLOW_ACCESS_DENIED"
    batch = hubspot("POST", f"{FLOWS}/batch/read", wanted, status=207)
    assert batch["errors"][0]["subCategory"] == "FLOW_NOT_FOUND_BY_FLOW_ID"


def test_canonical_variant_respells_text_operations(make_hubspot):
    """In the variant STRING comes back as MULTISTRING, and both spellings are accepted (P7)."""
    hubspot = make_hubspot(variants=frozenset({"flows-canonical"}))
    sent = {**ONCE, "listFilterBranch": condition(equal("city", "Tokyo"))}
    flow = hubspot("POST", FLOWS, contact_flow(enrollmentCriteria=sent))
    (inner,) = flow["enrollmentCriteria"]["listFilterBranch"]["filterBranches"]

    assert inner["filters"][0]["operation"] == {
        "operationType": "MULTISTRING",
        "operator": "IS_EQUAL_TO",
        "values": ["Tokyo"],
        "includeObjectsWithNoValueSet": False,
    }
    hubspot("PUT", f"{FLOWS}/{flow['id']}", for_put(flow), status=200)


# Batches and lists of other things


def test_batch_read(hubspot):
    """Found flows come whole with 200; one that is missing makes it a 207 with an error (F1, F8.9)."""
    flow = hubspot("POST", FLOWS, contact_flow())
    found = {"type": "FLOW_ID", "flowId": flow["id"]}
    lost = {"type": "FLOW_ID", "flowId": "7"}

    whole = hubspot("POST", f"{FLOWS}/batch/read", {"inputs": [found]}, status=200)
    partial = hubspot("POST", f"{V4}/batch/read", {"inputs": [found, lost]}, status=207)

    assert (whole["status"], whole["results"]) == ("COMPLETE", [flow])
    assert (partial["results"], partial["numErrors"]) == ([flow], 1)
    assert partial["errors"][0]["context"] == {"ids": ["7"]}


@pytest.mark.parametrize(
    "inputs",
    [
        [],
        [{"flowId": "7"}],
        [{"type": "FLOW_ID"}],
        [{"type": "NAME", "flowId": "7"}],
        [{"type": "FLOW_ID", "flowId": "7"}] * 101,
    ],
)
def test_batch_read_refuses(hubspot, inputs):
    """An input needs its `type` and `flowId`, and there are 1 to 100 of them."""
    hubspot("POST", f"{FLOWS}/batch/read", {"inputs": inputs}, status=400)


def test_workflow_id_mappings(hubspot):
    """A flow id leads to the old workflow id and back (F1)."""
    flow = hubspot("POST", FLOWS, contact_flow())
    path = f"{BETA}/workflow-id-mappings/batch/read"

    (there,) = hubspot("POST", path, {"inputs": [{"type": "FLOW_ID", "flowId": flow["id"]}]})["results"]
    asked = {"inputs": [{"type": "WORKFLOW_ID", "workflowId": str(there["workflowId"])}]}

    assert there["flowId"] == int(flow["id"])
    assert hubspot("POST", path, asked)["results"] == [there]
    hubspot("POST", path, {"inputs": [{"type": "WORKFLOW_ID", "workflowId": "7"}]}, status=207)


def test_email_campaigns(hubspot):
    """No workflow has sent a mail yet (F1)."""
    assert hubspot("GET", f"{FLOWS}/email-campaigns") == {"results": []}


def test_action_types_describe_inputs(hubspot):
    """Action types name their input fields, options and which are required (F5)."""
    types = {entry["actionTypeId"]: entry for entry in hubspot("GET", f"{BETA}/action-types")["results"]}
    fields = {entry["name"]: entry for entry in types["0-1"]["inputFieldDefinitions"]}

    assert set(fields) == {"delta", "time_unit", "time_of_day", "days_of_week"}
    assert fields["delta"]["fieldDefinitionType"] == "SIMPLE"
    assert fields["delta"]["isRequired"] is True
    assert fields["time_of_day"]["isRequired"] is False
    assert fields["time_unit"]["fieldDefinitionType"] == "ENUM"
    assert [option["value"] for option in fields["time_unit"]["options"]] == [
        "MINUTES",
        "HOURS",
        "DAYS",
        "WEEKS",
    ]


def test_action_types_by_object(hubspot):
    """Marketing mails go to contacts, so deals have no such action (F5)."""
    deals = hubspot("GET", f"{BETA}/action-types?objectTypeId=0-3")["results"]
    contacts = hubspot("GET", f"{BETA}/action-types?objectTypeId=0-1")["results"]

    assert "0-4" not in {entry["actionTypeId"] for entry in deals}
    assert "0-4" in {entry["actionTypeId"] for entry in contacts}
    hubspot("GET", f"{BETA}/action-types?objectTypeId=0-0", status=400)


def test_slack_needs_its_app(hubspot, make_hubspot):
    """Slack's action is offered and accepted only where the app is connected (F5)."""
    connected = make_hubspot(portal_id=7, variants=frozenset({"slack-connected"}))
    slack = single("1-179507819", {"channel": "C1", "message": "MQL"})

    assert faults(hubspot, contact_flow(slack)) == ["INVALID_OPTION"]
    connected("POST", FLOWS, contact_flow(slack), status=201)
    offered = {entry["actionTypeId"] for entry in connected("GET", f"{BETA}/action-types")["results"]}
    assert "1-179507819" in offered


# A property that a flow uses


def test_property_in_use_by_a_disabled_flow(hubspot):
    """A property that a flow names, even a disabled one, cannot be archived (peers (f), Properties)."""
    path = "/crm/properties/2026-09/contacts"
    label = {"name": "lead_source_category", "label": "x", "groupName": "contactinformation"}
    hubspot("POST", path, {**label, "type": "string", "fieldType": "text"})
    fields = {
        "property_name": "lead_source_category",
        "value": {"type": "STATIC_VALUE", "staticValue": "ads"},
    }
    hubspot("POST", FLOWS, contact_flow(single("0-5", fields)))

    hubspot("DELETE", f"{path}/lead_source_category", status=400)


# Enabling


def test_enabling_is_a_put(hubspot):
    """A complete flow is created off and switched on by an update (F8.7)."""
    flow = hubspot(
        "POST",
        FLOWS,
        contact_flow(notify(owner_properties=["hubspot_owner_id"]), enrollmentCriteria=ONCE),
    )

    after = hubspot("PUT", f"{FLOWS}/{flow['id']}", for_put(flow, isEnabled=True))

    assert after["isEnabled"] is True


@pytest.mark.parametrize(
    ("actions", "more", "found"),
    [
        ([], {"enrollmentCriteria": ONCE}, ["INCOMPLETE_FLOW"]),
        ([delay()], {}, ["INCOMPLETE_FLOW"]),
        ([notify()], {"enrollmentCriteria": ONCE}, ["INCOMPLETE_ACTION"]),
        (
            [{"type": "LIST_BRANCH", "actionId": "1", "listBranches": [{"branchName": "a"}]}],
            {"enrollmentCriteria": ONCE},
            ["INCOMPLETE_ACTION"],
        ),
    ],
)
def test_enabling_refuses_incomplete_flows(hubspot, actions, more, found):
    """What a draft may lack is missed when it is switched on (F2)."""
    flow = hubspot("POST", FLOWS, contact_flow(*actions, **more))
    body = for_put(flow, isEnabled=True)

    assert faults(hubspot, body, f"{FLOWS}/{flow['id']}", "PUT") == found
    assert faults(hubspot, contact_flow(*actions, isEnabled=True, **more)) == found


def test_email_must_be_published_before_enabling(hubspot):
    """A draft may send an unpublished mail, an enabled flow may not (F5, 0-4)."""
    action = single("0-4", {"content_id": email_of(hubspot, "webinar")})
    flow = hubspot("POST", FLOWS, contact_flow(action, enrollmentCriteria=ONCE))
    body = for_put(flow, isEnabled=True)

    assert faults(hubspot, body, f"{FLOWS}/{flow['id']}", "PUT") == ["EMAIL_NOT_PUBLISHED"]
    body["actions"][0]["fields"]["content_id"] = email_of(hubspot, "thanks")
    assert hubspot("PUT", f"{FLOWS}/{flow['id']}", body)["isEnabled"] is True
