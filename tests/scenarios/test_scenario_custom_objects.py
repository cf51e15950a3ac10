"""A custom object and everything on it, from the first plan to the last removal, on two portals."""

from __future__ import annotations

import pytest

from revops.emulator.faults import Fault

OTHER, OTHER_TOKEN = 47110815, "pat-other"
S = "/crm-object-schemas/2026-09/schemas"
BLUEPRINT = """\
revops: 1
objects:
  contract:
    labels: {singular: {ja: 契約, en: Contract}, plural: {ja: 契約一覧, en: Contracts}}
    description: {ja: 顧客との契約, en: A contract with a customer}
    primaryDisplayProperty: contract_name
    requiredProperties: [contract_name]
    searchableProperties: [contract_name, contract_number]
    associatedObjects: [contacts, companies]
groups:
  contract:
    terms: {label: {ja: 契約条件, en: Terms}}
properties:
  contract:
    contract_name: {label: 契約名, type: string, fieldType: text, groupName: terms}
    contract_number:
      {label: 番号, type: string, fieldType: text, groupName: contract_information, hasUniqueValue: true}
    amount: {label: 金額, type: number, fieldType: number, groupName: terms}
    status:
      label: 状態
      type: enumeration
      fieldType: select
      groupName: terms
      options: {draft: 下書き, active: 有効}
pipelines:
  contract:
    contracts:
      label: 契約
      stages:
        c_open: {label: 交渉, state: OPEN}
        c_done: {label: 完了, state: CLOSED}
workflows:
  contract_check:
    object: contract
    name: 契約の確認
    enrol: {property: contract.status, any_of: [active]}
    steps:
      - {id: fill, set: {contract.amount: 5}}
"""
NUMBER = """\
    contract_number:
      {label: 番号, type: string, fieldType: text, groupName: contract_information, hasUniqueValue: true}
"""
ADDRESSES = {
    "object.contract",
    "group.contract.terms",
    "property.contract.contract_name",
    "property.contract.contract_number",
    "property.contract.amount",
    "property.contract.status",
    "pipeline.contract.contracts",
    "workflow.contract_check",
}


def enterprise(project):
    """Declare the tier that custom objects need."""
    path = project.folder / "revops.yaml"
    path.write_text(path.read_text("utf-8").replace("professional", "enterprise"), encoding="utf-8")
    return project


@pytest.fixture
def fresh(make_project):
    return enterprise(make_project(blueprint=BLUEPRINT))


@pytest.fixture
def contracts(fresh):
    """The same, applied."""
    fresh.apply()
    fresh.forget()
    return fresh


def write(project, text):
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")


def actions(plan):
    return {change["address"]: change["action"] for change in plan["changes"]}


def schema(project):
    ((type_id, found),) = project.tables()["object_types"].items()
    return type_id, found


def on_object(project, table):
    return project.tables()[f"{table}:{schema(project)[0]}"]


def test_the_plan_on_a_portal_without_the_object_asks_nothing_below_it(fresh):
    """Paths of an object that is not there answer 400, so only the list of objects is read."""
    plan = fresh.plan("--create", "workflow.*")

    assert set(actions(plan)) == ADDRESSES
    assert set(actions(plan).values()) == {"create"}
    assert [one for one in fresh.requests() if "contract" in one] == []
    assert f"GET {S}" in fresh.requests()


def test_apply_makes_the_object_first_and_the_next_plan_is_empty(fresh):
    """The object comes with the properties that have a role; every request is one that the plan counted."""
    counted = fresh.plan("--create", "workflow.*")["summary"]["writes"]

    fresh.apply()

    sent = fresh.requests(writes=True)
    name = f"p{fresh.emulator.portal_id}_contract"
    assert sent[0] == f"POST {S}"
    assert f"POST /crm/properties/2026-09/{name}/batch/create" in sent
    assert len(sent) == counted
    assert fresh.plan()["summary"]["empty"]


def test_what_is_made_is_what_the_blueprint_says(contracts):
    """Labels, roles, groups and options arrive; the workflow is about the object's type id."""
    type_id, found = schema(contracts)
    made = on_object(contracts, "properties")
    (flow,) = contracts.tables()["flows"].values()

    assert found["labels"] == {"singular": "契約", "plural": "契約一覧"}
    assert found["primaryDisplayProperty"] == "contract_name"
    assert found["searchableProperties"] == ["contract_name", "contract_number"]
    assert made["contract_name"]["groupName"] == "terms"
    assert made["contract_number"]["hasUniqueValue"] is True
    assert [option["value"] for option in made["status"]["options"]] == ["draft", "active"]
    assert flow["objectTypeId"] == type_id
    assert flow["type"] == "PLATFORM_FLOW"


def test_an_unchanged_plan_reads_one_list_for_all_objects(contracts):
    """However many objects there are, their schemas are one request."""
    more = BLUEPRINT.replace(
        "groups:\n",
        "  asset:\n    labels: {singular: A, plural: As}\n    primaryDisplayProperty: asset_name\ngroups:\n",
    ).replace(
        "pipelines:\n",
        "  asset: {asset_name: {label: A, type: string, fieldType: text, groupName: asset_information}}\n"
        "pipelines:\n",
    )
    write(contracts, more)
    contracts.apply()
    contracts.forget()

    assert contracts.plan()["summary"]["empty"]
    assert contracts.requests().count(f"GET {S}") == 1


def test_a_hand_edit_is_held_kept_and_taken(contracts):
    """A label that somebody changes in HubSpot is left alone until a person takes a side."""
    type_id, _ = schema(contracts)
    edit = {"labels": {"singular": "ご契約"}, "clearDescription": False}
    contracts.emulator.edit("PATCH", f"{S}/{type_id}", edit)

    plan = contracts.plan()
    (held,) = [change for change in plan["changes"] if change["action"] == "hold"]
    contracts.run("drift", "--keep", "object.contract")

    assert (held["address"], held["units"][0]["path"]) == ("object.contract", "labels.singular")
    assert "singular: {ja: ご契約, en: Contract}" in (
        contracts.folder / "blueprints" / "portal.yaml"
    ).read_text("utf-8")
    assert contracts.plan()["summary"]["empty"]
    assert schema(contracts)[1]["labels"]["singular"] == "ご契約"


def test_taking_the_blueprints_side_sends_every_field(contracts):
    """A PATCH that omits fields can put old values back, so all are sent (peers (f))."""
    type_id, _ = schema(contracts)
    contracts.emulator.edit(
        "PATCH", f"{S}/{type_id}", {"searchableProperties": [], "clearDescription": False}
    )

    contracts.apply("--take", "object.contract")

    _, found = schema(contracts)
    assert found["searchableProperties"] == ["contract_name", "contract_number"]
    assert found["description"] == "顧客との契約"
    assert contracts.plan()["summary"]["empty"]


def test_a_new_role_waits_for_its_new_property(contracts):
    """The property is made first, then the object is told its role."""
    more = BLUEPRINT.replace(
        "    amount:",
        "    owner_note: {label: 備考, type: string, fieldType: text, groupName: terms}\n    amount:",
    )
    write(
        contracts,
        more.replace(
            "requiredProperties: [contract_name]", "requiredProperties: [contract_name, owner_note]"
        ),
    )

    contracts.apply()

    sent = contracts.requests(writes=True)
    assert [one.split()[0] for one in sent] == ["POST", "PATCH"]
    assert schema(contracts)[1]["requiredProperties"] == ["contract_name", "owner_note"]
    assert contracts.plan()["summary"]["empty"]


def test_a_property_leaves_its_role_before_it_is_archived(contracts):
    """The object is told first; the removal comes last, and asks."""
    fewer = BLUEPRINT.replace(NUMBER, "").replace("[contract_name, contract_number]", "[contract_name]")
    write(contracts, fewer + "removed: [property.contract.contract_number]\n")

    contracts.apply("--delete", "property.contract.*")

    sent = contracts.requests(writes=True)
    assert [one.split()[0] for one in sent] == ["PATCH", "DELETE"]
    assert "contract_number" not in on_object(contracts, "properties")
    assert contracts.plan()["summary"]["empty"]


def test_a_new_association_is_added(contracts):
    """One more object under `associatedObjects:` is one request of its own."""
    write(contracts, BLUEPRINT.replace("[contacts, companies]", "[contacts, companies, deals]"))

    contracts.apply()

    (sent,) = contracts.requests(writes=True)
    assert sent.endswith("/associations")
    assert contracts.plan()["summary"]["empty"]


REMOVED = """\
revops: 1
removed:
  - workflow.contract_check
  - pipeline.contract.contracts
  - property.contract.contract_name
  - group.contract.terms
  - object.contract
"""


def test_what_stands_on_a_removed_object_goes_with_it(contracts):
    """The workflow is deleted, then the object with everything on it: one request each."""
    write(contracts, REMOVED)

    contracts.apply("--delete", "*")

    assert [one.split()[0] for one in contracts.requests(writes=True)] == ["DELETE", "DELETE"]
    assert contracts.tables().get("object_types", {}) == {}
    assert contracts.plan()["summary"]["empty"]


def test_an_object_that_is_named_again_is_made_again_and_asks(contracts):
    """HubSpot purges the archived one then, so a person must agree; nothing below it is held."""
    write(contracts, REMOVED)
    contracts.apply("--delete", "*")
    write(contracts, BLUEPRINT)

    plan = contracts.plan("--create", "workflow.*")
    contracts.apply("--create", "*")

    assert actions(plan)["object.contract"] == "create"
    assert "RV627" in {finding["code"] for finding in plan["findings"]}
    (reason,) = [one["reason"] for one in plan["changes"] if one["address"] == "object.contract"]
    assert "purge" in reason
    assert {action for address, action in actions(plan).items() if address != "object.contract"} == {
        "waiting"
    }
    assert contracts.plan()["summary"]["empty"]


def records(project, count):
    """Make records of the contract; the path of the first one."""
    paths = [f"/crm/objects/2026-09/{schema(project)[0]}"] * count
    made = [project.emulator.edit("POST", path, {"properties": {"contract_name": "A"}}) for path in paths]
    return f"{paths[0]}/{made[0].body['id']}"


def test_an_object_with_records_stays(contracts):
    """It is not tried, nothing below the object was touched, and the way out is told."""
    records(contracts, 1)
    write(contracts, "revops: 1\nremoved: [object.contract]\n")

    run = contracts.apply("--delete", "*", code=4)

    assert "it has 1 record," in str(run)
    assert contracts.requests(writes=True) == []
    assert "contract_name" in on_object(contracts, "properties")


def test_what_stands_on_an_object_with_records_stays_in_the_plan(contracts):
    """The object does not go, so the rest of `removed:` does not go with it and is shown by itself."""
    records(contracts, 1)
    write(contracts, REMOVED)

    plan = actions(contracts.plan("--delete", "*"))

    assert plan["object.contract"] == "blocked"
    assert {plan["pipeline.contract.contracts"], plan["group.contract.terms"]} == {"delete"}
    assert plan["property.contract.contract_name"] in ("delete", "blocked")


@pytest.mark.parametrize(("count", "told"), [(1, "it has 1 record,"), (3, "it has 3 records,")])
def test_the_plan_counts_the_records_of_an_object_that_is_to_go(contracts, count, told):
    """HubSpot archives none that has records (peers (f)): the number stands in the plan, before any write."""
    records(contracts, count)
    write(contracts, REMOVED)

    plan = contracts.plan("--delete", "*")

    (change,) = [one for one in plan["changes"] if one["address"] == "object.contract"]
    assert change["action"] == "blocked"
    assert told in change["reason"]


def test_an_object_goes_once_its_records_are_gone(contracts):
    """Deleted in HubSpot; the plan counts anew, and nothing else has to be cleared before."""
    path = records(contracts, 1)
    write(contracts, REMOVED)
    contracts.emulator.edit("DELETE", path)

    plan = contracts.plan("--delete", "*")
    contracts.apply("--delete", "*")

    assert actions(plan)["object.contract"] == "delete"
    assert contracts.tables().get("object_types", {}) == {}


def test_the_records_of_an_object_that_stays_are_not_counted(contracts):
    """Only what may be removed costs a search."""
    records(contracts, 1)
    contracts.forget()

    contracts.plan()

    asked = contracts.requests()
    assert any("/crm-object-schemas/" in one for one in asked), asked
    assert [one for one in asked if one.endswith("/search")] == []


def test_an_object_that_a_person_made_anew_is_not_deleted(contracts):
    """The one of the ledger is gone; the hand-made one has its name, and another id (rule 3)."""
    type_id, _ = schema(contracts)
    for query in ("", "?archived=true"):
        contracts.emulator.edit("DELETE", f"{S}/{type_id}{query}")
    contracts.emulator.edit("POST", S, made_by_hand())
    write(contracts, "revops: 1\nremoved: [object.contract]\n")

    plan = contracts.plan("--delete", "*")

    assert schema(contracts)[0] != type_id
    assert actions(plan)["object.contract"] == "blocked"


def test_what_stands_on_an_object_that_stays_is_planned_alone(contracts):
    """Agreed is the property and not its object: it is not left out without a word."""
    write(contracts, REMOVED)

    plan = contracts.plan("--delete", "property.*")

    assert actions(plan)["property.contract.contract_name"] in ("delete", "blocked")


def test_an_object_that_nobody_proved_to_be_ours_is_not_deleted(make_project):
    """Without an entry in the ledger a removal is blocked (rule 3)."""
    project = enterprise(make_project(blueprint=REMOVED))
    project.emulator.edit("POST", S, made_by_hand())

    plan = project.plan("--delete", "*")

    assert actions(plan)["object.contract"] == "blocked"


def made_by_hand(**more):
    return {
        "name": "contract",
        "labels": {"singular": "契約", "plural": "契約一覧"},
        "primaryDisplayProperty": "contract_name",
        "requiredProperties": ["contract_name"],
        "searchableProperties": ["contract_name"],
        "secondaryDisplayProperties": [],
        "associatedObjects": ["contacts"],
        "allowsSensitiveProperties": False,
        "properties": [{"name": "contract_name", "label": "契約名", "type": "string", "fieldType": "text"}],
        **more,
    }


def test_an_object_made_by_hand_is_found_by_its_name(make_project):
    """Equal units are adopted, missing ones are added, a differing list is held (first contact)."""
    project = enterprise(make_project(blueprint=BLUEPRINT))
    project.emulator.edit("POST", S, made_by_hand())

    plan = project.plan("--create", "workflow.*")
    units = {
        unit["path"]: change["action"]
        for change in plan["changes"]
        if change["address"] == "object.contract"
        for unit in change["units"]
    }

    assert units["labels.singular"] == "adopt"
    assert units["associatedObjects.companies"] == "update"
    assert units["description"] == "update"
    assert units["searchableProperties"] == "hold"


def test_an_object_that_is_only_referred_to_is_never_written(make_project):
    """`existing: true` lets properties stand on an object; where the portal lacks it they wait."""
    text = """\
revops: 1
objects:
  contract: {existing: true}
properties:
  contract:
    amount: {label: 金額, type: number, fieldType: number, groupName: contract_information}
"""
    project = enterprise(make_project(blueprint=text))
    before = actions(project.plan())
    project.emulator.edit("POST", S, made_by_hand())
    project.forget()

    project.apply()

    assert before == {"object.contract": "blocked", "property.contract.amount": "waiting"}
    (sent,) = project.requests(writes=True)
    assert sent.endswith("/batch/create")
    assert project.plan()["summary"]["empty"]


def test_below_the_tier_everything_on_the_object_is_blocked_by_name(make_project):
    """The target declares Professional; nothing is asked, and the tier is named (rule 13)."""
    project = make_project(blueprint=BLUEPRINT)
    path = project.folder / "revops.yaml"
    path.write_text(path.read_text("utf-8").replace("enterprise", "professional"), encoding="utf-8")

    plan = project.plan()

    assert actions(plan)["object.contract"] == "blocked"
    assert actions(plan)["property.contract.amount"] == "blocked"
    assert "enterprise" in str(plan["findings"])
    assert [one for one in project.requests() if "schemas" in one] == []


def test_an_object_whose_property_has_no_group_is_not_made(make_project):
    """HubSpot would make it with half a property, for good: the plan names the property and the way out."""
    project = enterprise(make_project(blueprint=BLUEPRINT.replace("    terms:", "    conditions:")))

    plan = project.plan("--create", "workflow.*")
    project.apply(code=4)

    told = {finding["code"]: finding for finding in plan["findings"]}["RV780"]
    (change,) = [one for one in plan["changes"] if one["address"] == "object.contract"]
    assert change["action"] == "blocked"
    assert "group.contract.terms does not exist" in change["reason"]
    assert "property.contract.contract_name" in told["summary"]
    assert "groups: {contract: {terms: {label: …}}}" in told["hint"]
    assert told["line"] == 3
    assert project.requests(writes=True) == []


def test_a_group_that_somebody_made_by_hand_is_enough_for_an_object_that_is_there(make_project):
    """The portal has both; nothing is to be made of the object, so nothing stops it."""
    text = BLUEPRINT.replace("    terms:", "    conditions:")
    project = enterprise(make_project(blueprint=text))
    project.emulator.edit("POST", S, made_by_hand(searchableProperties=["contract_name"]))
    ((type_id, _),) = project.tables()["object_types"].items()
    groups = f"/crm/properties/2026-09/{type_id}/groups"
    project.emulator.edit("POST", groups, {"name": "terms", "label": "契約条件"})

    plan = project.plan()

    assert "blocked" not in actions(plan).values()
    assert "RV780" not in {finding["code"] for finding in plan["findings"]}


def test_a_misspelt_object_is_named_with_the_nearest(make_project):
    """A name that is neither HubSpot's nor declared has file, line and what was meant."""
    text = BLUEPRINT.replace("pipelines:\n  contract:", "pipelines:\n  contrat:").replace(
        "groups:\n", "groups:\n  contact: {x: {label: X}}\n"
    )
    project = enterprise(make_project(blueprint=text))

    told = project.run("validate", "--json", code=3).json["findings"]

    assert {finding["line"] for finding in told if "is no object" in finding["summary"]} == {11, 27}
    assert {"'contacts'" in finding["hint"] for finding in told if "'contact'" in finding["summary"]} == {
        True
    }
    assert any("'contract'" in finding["hint"] for finding in told)


def test_a_second_portal_has_ids_of_its_own(share_project):
    """The same files make the same object there; each portal's type id is in its own ledger alone."""
    project = enterprise(share_project(blueprint=BLUEPRINT))
    project.apply()
    second = share_project(portal_id=OTHER, token=OTHER_TOKEN, variants=["server-stage-ids"])
    project.pin("second", portal=OTHER, default=False, hubs={"sales": "enterprise"})
    project.environment |= {
        "REVOPS_BASE_URL": second.environment["REVOPS_BASE_URL"],
        "HUBSPOT_ACCESS_TOKEN": OTHER_TOKEN,
    }

    project.apply("--target", "second")

    (one, _), (other, _) = schema(project), schema(second)
    ledgers = {path.stem: path.read_text("utf-8") for path in (project.folder / ".revops/ledger").iterdir()}
    (flow,) = second.tables()["flows"].values()
    assert one != other
    assert flow["objectTypeId"] == other
    assert other in ledgers[str(OTHER)]
    assert other not in ledgers[str(project.emulator.portal_id)]
    assert project.plan("--target", "second")["summary"]["empty"]


def test_the_object_is_found_behind_a_lagging_cache(make_project):
    """Single reads do not see a new object for a minute; the list does, and so the run ends well."""
    project = enterprise(make_project(blueprint=BLUEPRINT, variants=["schema-cache"]))

    project.apply()

    assert project.plan()["summary"]["empty"]


def test_an_object_under_another_name_is_bound_by_its_label(make_project):
    """`adopt` binds it by its id, and everything on it is then read and written there."""
    project = enterprise(make_project(blueprint=BLUEPRINT.replace("contract_information", "terms")))
    theirs = made_by_hand(name="keiyaku", associatedObjects=["contacts", "companies"])
    project.emulator.edit("POST", S, theirs)

    project.run("adopt", "--yes", code=0)
    plan = project.plan("--create", "workflow.*")
    project.apply("--take", "*")

    assert f"object.contract: {schema(project)[0]}" in (project.folder / "revops.yaml").read_text("utf-8")
    told = actions(plan)
    assert "create" not in {told["object.contract"], told["property.contract.contract_name"]}
    assert len(project.tables()["object_types"]) == 1
    assert "amount" in on_object(project, "properties")
    assert project.plan()["summary"]["empty"]


def test_pull_writes_objects_only_when_they_are_asked_for(make_project):
    """Asked for, an object comes with the properties that it cannot do without, and the plan is empty."""
    project = enterprise(make_project(blueprint="revops: 1\n"))
    project.emulator.edit("POST", S, made_by_hand())

    before = project.run("pull", "--json", code=0).json["resources"]
    asked = project.run("pull", "--json", "--kind", "object", code=0).json["resources"]

    assert [one for one in before if "contract" in one] == []
    assert asked == ["object.contract", "property.contract.contract_name"]
    assert project.plan()["summary"]["empty"]


def test_pull_of_one_object_writes_what_stands_on_it(contracts):
    """Named, everything on it is looked for; what the project's files hold already is left out."""
    write(contracts, "revops: 1\n")
    (contracts.folder / ".revops" / "ledger" / f"{contracts.emulator.portal_id}.json").unlink()

    found = contracts.run("pull", "--json", "--object", "contract", code=0).json["resources"]

    assert set(found) == ADDRESSES
    assert contracts.plan()["summary"]["empty"]


def test_a_pull_tells_the_custom_objects_that_it_leaves_out(contracts):
    """Nobody asked for them; a portal whose token may not read them has none to tell of."""
    write(contracts, "revops: 1\n")

    told = contracts.run("pull", "--json", code=0).json["findings"]
    asked = contracts.run("pull", "--json", "--object", "deals", code=0).json["findings"]
    contracts.emulator.faults.add(Fault(method="GET", path=f"{S}*", status=403, count=9))
    refused = contracts.run("pull", "--json", code=0).json["findings"]

    (left,) = [finding for finding in told if finding["code"] == "RV783"]
    assert (left["address"], left["severity"]) == ("object.contract", "info")
    assert "revops pull --object contract" in left["hint"]
    assert asked == []
    assert [finding["code"] for finding in refused if finding["code"] in ("RV783", "RV410")] == []


def test_an_object_that_the_files_describe_is_not_told_as_left_out(contracts):
    """Its entry is there already."""
    told = contracts.run("pull", "--json", code=0).json

    assert [one for one in told["findings"] if "object" in str(one["address"])] == []


@pytest.mark.parametrize("name", ["contrat", "Contract", "contracts"])
def test_pull_of_an_object_that_there_is_not_is_refused(contracts, name):
    """The portal's custom objects are among the names that may have been meant."""
    refused = contracts.run("pull", "--object", name, code=64).err

    assert "RV782" in refused


def test_pull_writes_labels_between_custom_objects_and_others(contracts):
    """Of every two of them; the plan afterwards is empty, and a second pull has nothing to add."""
    write(contracts, "revops: 1\n")
    (contracts.folder / ".revops" / "ledger" / f"{contracts.emulator.portal_id}.json").unlink()
    type_id, _ = schema(contracts)
    for other, name in (("deals", "renews"), (type_id, "replaces")):
        labels = f"/crm/associations/2026-09/{type_id}/{other}/labels"
        texts = {"label": name.title(), "inverseLabel": f"{name.title()} back"}
        contracts.emulator.edit("POST", labels, {"name": name, **texts})

    found = contracts.run("pull", "--json", "--object", "contract", code=0).json["resources"]
    again = contracts.run("pull", "--json", "--object", "contract", code=0).json

    assert {one for one in found if one.startswith("association.")} == {
        "association.deals-contract.renews_back",
        "association.contract-contract.replaces",
    }
    assert contracts.plan()["summary"]["empty"]
    assert (again["files"], again["findings"]) == ([], [])


def test_doctor_tells_the_room_for_custom_objects(fresh):
    """A developer test account holds 20 (dossier H1)."""
    checks = fresh.run("doctor", "--json").json["checks"]

    assert "0 of 20 custom objects, up to 1 more to come" in {check["told"] for check in checks}


def test_auth_asks_for_the_scopes_of_custom_objects(fresh):
    """What stands on one takes the scopes of custom objects, whatever its name."""
    needs = fresh.run("auth", "--json").json["needs"]

    assert {scope for need in needs if need["object"] == "contract" for scope in need["any_of"]} == {
        "crm.schemas.custom.read",
        "crm.schemas.custom.write",
        "crm.objects.custom.read",
        "crm.objects.custom.write",
    }
