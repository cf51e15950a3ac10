"""`revops pull`: a portal as files, after which the plan is empty."""

from __future__ import annotations

import pytest
import yaml
from cli_project import Project

from filter_bodies import condition
from revops.cli import trial
from revops.cli.choice import Choice
from revops.cli.harvest import beyond_words
from revops.emulator import DEFAULT_PORTAL_ID
from revops.emulator.faults import Fault
from revops.model.address import Address
from revops.model.change import Change
from revops.model.objects import HOST
from revops.model.spec import Observed

LIFECYCLE = "/crm/pipelines/2026-09/contacts/contacts-lifecycle-pipeline/stages"


@pytest.fixture
def bare(project):
    """A project without packs."""
    project("init", "--no-packs", code=0)
    return project


def pulled(project, name):
    return yaml.safe_load(project.read(f"blueprints/pulled/{name}.yaml"))


def option(label, value, place):
    return {"label": label, "value": value, "displayOrder": place, "hidden": False}


def rank(project):
    """A custom property with Japanese options in a custom group."""
    project.edit("POST", "/crm/properties/2026-09/contacts/groups", {"name": "own", "label": "自社項目"})
    options = [option("高い", "A", 0), option("低い", "B", 1)]
    made = {
        "name": "rank",
        "label": "ランク",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "own",
    }
    project.edit("POST", "/crm/properties/2026-09/contacts", {**made, "options": options})


def flow(project, name, actions):
    """A workflow of contacts whose rank is A."""
    operation = {"operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["A"]}
    test = {
        "filterType": "PROPERTY",
        "property": "rank",
        "operation": {**operation, "includeObjectsWithNoValueSet": False},
    }
    criteria = {
        "type": "LIST_BASED",
        "shouldReEnroll": False,
        "unEnrollObjectsNotMeetingCriteria": False,
        "reEnrollmentTriggersFilterBranches": [],
        "listFilterBranch": condition(test),
    }
    body = {
        "type": "CONTACT_FLOW",
        "objectTypeId": "0-1",
        "flowType": "WORKFLOW",
        "name": name,
        "description": "",
        "isEnabled": False,
        "startActionId": "1",
        "actions": actions,
        "enrollmentCriteria": criteria,
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
        "suppressionListIds": [],
        "canEnrollFromSalesforce": False,
    }
    return project.edit("POST", "/automation/2026-09-beta/flows", body)


def setting(stage):
    """An action that sets the lifecycle stage."""
    value = {"type": "STATIC_VALUE", "staticValue": stage}
    return {
        "type": "SINGLE_CONNECTION",
        "actionId": "1",
        "actionTypeId": "0-5",
        "actionTypeVersion": 0,
        "fields": {"property_name": "lifecyclestage", "value": value},
    }


def formless(bare):
    """Archive the forms that the emulator's portal has; HubSpot itself ships none."""
    with bare.portal() as portal:
        for form in portal.edit("GET", "/marketing/v3/forms").body["results"]:
            portal.edit("DELETE", f"/marketing/v3/forms/{form['id']}")


def test_a_portal_as_it_comes_has_nothing_to_pull(bare):
    """Everything there is HubSpot's own: no file, and that is said."""
    formless(bare)
    assert "Nothing to write" in bare("pull", code=0).out
    assert not (bare.folder / "blueprints/pulled").exists()


def test_custom_things_by_object(bare):
    """The group and the property of contacts stand in contacts.yaml, labels as plain strings."""
    formless(bare)
    rank(bare)
    document = bare("pull", "--json", code=0).json
    assert document["files"] == ["blueprints/pulled/contacts.yaml"]
    assert document["resources"] == ["group.contacts.own", "property.contacts.rank"]
    assert pulled(bare, "contacts") == {
        "revops": 1,
        "groups": {"contacts": {"own": {"label": "自社項目"}}},
        "properties": {
            "contacts": {
                "rank": {
                    "label": "ランク",
                    "type": "enumeration",
                    "fieldType": "select",
                    "groupName": "own",
                    "options": {"A": "高い", "B": "低い"},
                }
            }
        },
    }


def test_the_plan_after_it_is_empty_and_nothing_was_sent(bare):
    """Adopted in the ledger, so that neither a change nor a held unit is left; a second pull has nothing."""
    rank(bare)
    with bare.portal() as portal:
        before = portal.state()
    bare("pull", code=0)
    with bare.portal() as portal:
        assert portal.state() == before
    bare("plan", "--exit-code", code=0)
    bare("drift", code=0)
    assert bare("pull", "--json", code=0).json["files"] == []


def test_what_all_packs_made_is_read_back_whole(applied):
    """Every kind: properties, pipelines, lifecycle, the score, the workflow; then the plan is empty."""
    (applied.folder / "blueprints/portal.yaml").write_text("revops: 1\n", encoding="utf-8")
    for file in (applied.folder / ".revops/ledger").iterdir():
        file.unlink()
    found = applied("pull", "--json", code=0).json
    assert [one for one in found["findings"] if one["code"] == "RV470"] == []
    kinds = {address.partition(".")[0] for address in found["resources"]}
    assert kinds == {
        *("form", "group", "property", "validation", "lifecycle", "pipeline"),
        *("score", "segment", "workflow"),
    }
    plan = applied("plan", "--exit-code", "--json", code=0).json
    assert plan["changes"] == []


def test_labels_of_the_lifecycle_that_differ_from_hubspots(bare):
    """A renamed stage and a new one; the others are HubSpot's and stay out."""
    bare.edit("PATCH", f"{LIFECYCLE}/lead", {"label": "見込み客", "metadata": {}})
    made = {"label": "休眠", "displayOrder": 9, "metadata": {"state": "OPEN", "isClosed": "false"}}
    bare.edit("POST", LIFECYCLE, made)
    bare("pull", code=0)
    assert pulled(bare, "lifecycle")["lifecycle"] == {
        "lead": {"label": "見込み客"},
        "stage": {"create": True, "after": "other", "label": "休眠"},
    }
    bare("plan", "--exit-code", code=0)


def test_no_portal_id_stands_in_a_file(bare):
    """A pipeline and stages made in HubSpot have numbers there, and names here; the plan is empty."""
    stages = [
        {"label": "相談", "displayOrder": 0, "metadata": {"probability": "0.1"}},
        {"label": "Won deal", "displayOrder": 1, "metadata": {"probability": "1.0"}},
    ]
    made = {"label": "代理店", "displayOrder": 3, "stages": stages}
    pipeline = bare.edit("POST", "/crm/pipelines/2026-09/deals", made)
    bare("pull", code=0)
    found = pulled(bare, "deals")["pipelines"]["deals"]
    assert list(found["pipeline"]["stages"]) == ["pipeline_stage", "won_deal"]
    text = bare.read("blueprints/pulled/deals.yaml")
    assert not any(part["id"] in text for part in (pipeline, *pipeline["stages"]))
    bare("plan", "--exit-code", code=0)


def test_a_workflow_with_what_it_speaks_of(bare):
    """Its enrolment in words, HubSpot's property as a reference, the stage by its name in the files."""
    rank(bare)
    metadata = {"state": "OPEN", "isClosed": "false"}
    stage = bare.edit("POST", LIFECYCLE, {"label": "Dormant", "displayOrder": 9, "metadata": metadata})
    flow(bare, "Let them sleep", [setting(stage["id"])])
    bare("pull", code=0)
    found = pulled(bare, "workflows")["workflows"]["let_them_sleep"]
    assert found["enrol"] == {"property": "contacts.rank", "any_of": ["A"]}
    assert found["steps"] == [{"id": "action_1", "set": {"contacts.lifecyclestage": "dormant"}}]
    assert pulled(bare, "contacts")["properties"]["contacts"]["lifecyclestage"] == {"existing": "enumeration"}
    bare("plan", "--exit-code", code=0)


def test_what_is_pulled_refers_to_each_other_by_key(bare):
    """So a segment's name may change: that is one update, and no drift of the workflow that names it."""
    listed = {"name": "Dozing Leads", "objectTypeId": "0-1", "processingType": "MANUAL"}
    segment = bare.edit("POST", "/crm/lists/2026-09", listed)["list"]["listId"]
    rank(bare)
    adding = {
        "type": "SINGLE_CONNECTION",
        "actionId": "1",
        "actionTypeId": "0-63809083",
        "actionTypeVersion": 5,
        "fields": {"listId": segment, "targetObject": "{{ enrolled_object }}"},
    }
    flow(bare, "Let them sleep", [adding])
    bare("pull", code=0)
    found = pulled(bare, "workflows")["workflows"]["let_them_sleep"]
    assert found["steps"] == [{"id": "action_1", "add_to": "dozing_leads"}]
    path = bare.folder / "blueprints/pulled/segments.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: Dozing Leads", "name: Sleepers"), encoding="utf-8")
    bare("apply", "--yes", code=0)
    bare("drift", code=0)


def test_what_a_blueprint_cannot_say_is_left_out_by_name(bare):
    """A workflow that branches by a filter without words stays in HubSpot; everything else is pulled."""
    rank(bare)
    way = {"edgeType": "STANDARD", "nextActionId": "2"}
    fork = {
        "type": "LIST_BRANCH",
        "actionId": "1",
        "listBranches": [{"filterBranch": condition(), "branchName": "a", "connection": way}],
        "defaultBranchName": "b",
    }
    flow(bare, "Fork", [fork, {**setting("lead"), "actionId": "2"}])
    document = bare("pull", "--json", code=0).json
    left = {one["address"]: one["summary"] for one in document["findings"] if one["code"] == "RV470"}
    assert "steps.action_1" in left["workflow.fork"]
    assert "property.contacts.rank" in document["resources"]
    assert not (bare.folder / "blueprints/pulled/workflows.yaml").exists()


def test_a_formulas_property_is_referred_to(bare):
    """`amount * 2` needs `amount`, which is HubSpot's."""
    made = {"name": "double", "label": "Double", "type": "number", "fieldType": "calculation_equation"}
    made |= {"groupName": "dealinformation", "calculationFormula": "amount * 2"}
    bare.edit("POST", "/crm/properties/2026-09/deals", made)
    bare("pull", code=0)
    assert pulled(bare, "deals")["properties"]["deals"]["amount"] == {"existing": "number"}
    bare("plan", "--exit-code", code=0)


def test_all_takes_what_hubspot_ships_too(bare):
    """Its properties as references, its pipelines and stages in full; the plan is still empty."""
    bare("pull", "--all", code=0)
    contacts = pulled(bare, "contacts")["properties"]["contacts"]
    assert contacts["email"] == {"existing": "string"}
    assert list(pulled(bare, "lifecycle")["lifecycle"])[:2] == ["subscriber", "lead"]
    assert pulled(bare, "deals")["pipelines"]["deals"]["default"]["label"] == "Sales Pipeline"
    bare("plan", "--exit-code", code=0)


def test_kind_and_object_narrow_it(bare):
    """Only the property, only of contacts."""
    rank(bare)
    made = {"name": "own", "label": "Own", "type": "string", "fieldType": "text"}
    bare.edit("POST", "/crm/properties/2026-09/deals", {**made, "groupName": "dealinformation"})
    arguments = ("pull", "--kind", "property", "--object", "contacts", "--json")
    assert bare(*arguments, code=0).json["resources"] == ["property.contacts.rank"]


def test_nothing_is_overwritten(bare):
    """In a folder that is named a file stays as it is and no other is written: 4, with what works."""
    rank(bare)
    bare.edit("PATCH", f"{LIFECYCLE}/lead", {"label": "見込み客", "metadata": {}})
    bare.write("blueprints/mine/lifecycle.yaml", "revops: 1\n# mine\n")
    refused = bare("pull", "--out", "blueprints/mine", code=4).err
    assert "lifecycle.yaml is there already" in refused
    assert "--out blueprints/mine_2" in refused
    assert bare.read("blueprints/mine/lifecycle.yaml") == "revops: 1\n# mine\n"
    assert not (bare.folder / "blueprints/mine/contacts.yaml").exists()
    assert not (bare.folder / ".revops/ledger").exists()
    bare("pull", "--out", "blueprints/mine_2", code=0)
    bare("plan", "--exit-code", code=0)


def test_a_second_pull_writes_what_is_new_beside_the_first(bare):
    """A folder of its own: the first one's files, comments and all, are as they were; the plan is empty."""
    rank(bare)
    bare("pull", code=0)
    bare.write("blueprints/pulled/contacts.yaml", bare.read("blueprints/pulled/contacts.yaml") + "# mine\n")
    first = bare.read("blueprints/pulled/contacts.yaml")
    made = {"name": "rank_2", "label": "ランク2", "type": "string", "fieldType": "text", "groupName": "own"}
    bare.edit("POST", "/crm/properties/2026-09/contacts", made)
    told = bare("pull", code=0).out
    second = yaml.safe_load(bare.read("blueprints/pulled_2/contacts.yaml"))
    assert "wrote blueprints/pulled_2/contacts.yaml: 1 entry" in told
    assert list(second["properties"]["contacts"]) == ["rank_2"]
    assert bare.read("blueprints/pulled/contacts.yaml") == first
    bare("plan", "--exit-code", code=0)
    assert bare("pull", "--json", code=0).json["files"] == []
    assert not (bare.folder / "blueprints/pulled_3").exists()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("contact", "Did you mean 'contacts'?"),
        ("Contacts", "Did you mean 'contacts'?"),
        ("0-3", "Did you mean 'deals'?"),
        ("companys", "Did you mean 'companies'?"),
        ("取引", "Known: appointments"),
        ("zzz", "Known: appointments"),
    ],
)
def test_an_object_that_there_is_not_is_refused(bare, name, hint):
    """64 with the nearest name, and no file."""
    refused = bare("pull", "--object", name, code=64).err
    assert "RV782" in refused
    assert hint in refused
    assert not (bare.folder / "blueprints/pulled").exists()


def test_another_folder(bare):
    """`--out` inside of the blueprints is taken; outside no plan would find it: 64."""
    rank(bare)
    bare("pull", "--out", "elsewhere", code=64)
    bare("pull", "--out", "blueprints/portal", code=0)
    assert (bare.folder / "blueprints/portal/contacts.yaml").is_file()


def custom(*names):
    """Custom objects as they are found."""
    addresses = [Address(HOST, "", name) for name in names]
    return {one: Observed(one, "2-7", {}) for one in addresses}


def test_labels_are_looked_for_between_every_two_objects_that_a_blueprint_can_name():
    """Of one custom object: with HubSpot's four, with itself, and with those that the files describe."""
    described = {Address(HOST, "", "car"), Address("association", "contract-deals", "renews")}
    choice = Choice(frozenset({"association"}), ("contract",)).finding(
        custom("contract", "car", "other"), described
    )
    assert set(choice.scopes("association")) == {
        "contacts-contract",
        "companies-contract",
        "contract-deals",
        "tickets-contract",
        "contract-contract",
        "contract-car",
    }


def test_labels_of_custom_objects_are_not_looked_for_unless_they_are_asked_for():
    """Four objects make ten pairs; one of them, named, makes four."""
    every = Choice(frozenset({"association"})).finding({}, ())
    assert len(every.scopes("association")) == 10
    deals = Choice(frozenset({"association"}), ("deals",)).finding({}, ())
    assert set(deals.scopes("association")) == {
        "contacts-deals",
        "companies-deals",
        "deals-deals",
        "deals-tickets",
    }


def test_what_the_token_may_not_read_is_4(served):
    """The rest is pulled; what could not be read is named."""
    from revops.emulator.scopes import ALL

    project = served(scopes=ALL - {"mh-lead-scoring-view"})
    ran = project("pull", "--target", "client", "--json", code=4)
    assert any("lead-scoring" in one["summary"] + one["hint"] for one in ran.json["findings"])


@pytest.mark.parametrize("kind", ["segment", "workflow", "score", "form"])
def test_raw_is_left_out_however_deep_it_stands(kind):
    """A portal's ids may be in it (rule 1): the unit that holds it is told."""
    where = {"all": [{"property": "contacts.email", "known": True}, {"not": {"raw": {"listId": "4711"}}}]}
    units = {"name": "A", "part": [{"when": where}]}

    why = beyond_words(Observed(Address(kind, "", "a"), "1", units))

    assert why
    assert "no words for part" in why[0]


def many(project, count):
    """So many properties of a group of its own."""
    project.edit("POST", "/crm/properties/2026-09/deals/groups", {"name": "own", "label": "自社項目"})
    for number in range(count):
        said = {"name": f"p_{number}", "label": f"項目 {number}", "groupName": "own"}
        project.edit("POST", "/crm/properties/2026-09/deals", {**said, "type": "string", "fieldType": "text"})


def test_each_file_is_put_into_words_once(bare, monkeypatch):
    """What was tried out is what is written, to the letter."""
    told = []

    def counted(sections, new_file=trial.new_file):
        told.append(new_file(sections))
        return told[-1]

    monkeypatch.setattr(trial, "new_file", counted)
    many(bare, 2)
    files = bare("pull", "--json", code=0).json["files"]
    assert sorted(told) == sorted(bare.read(file) for file in files)


def test_changes_are_not_compared_with_each_other(tmp_path, monkeypatch):
    """Twice as many properties are at most twice the work."""
    compared = []
    monkeypatch.setattr(
        Change, "__eq__", lambda one, other, equal=Change.__eq__: compared.append(1) or equal(one, other)
    )

    def comparisons(count):
        project = Project(tmp_path / str(count))
        project.folder.mkdir()
        project("init", "--no-packs", code=0)
        many(project, count)
        compared.clear()
        assert len(project("pull", "--json", code=0).json["resources"]) > count
        return len(compared)

    few = comparisons(5)
    assert comparisons(10) <= 2 * few


def test_every_phase_says_what_it_is_doing(bare, monkeypatch):
    """At a terminal, where a large portal takes many seconds."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    many(bare, 1)
    shown = bare("pull", code=0).err
    for phase in (
        "reading the blueprint files",
        "reading the portal",
        "saying it in the blueprint's words",
        "trying the files out",
        "comparing the files with the portal",
        "noting what both agree on",
        "writing files and ledger",
    ):
        assert phase in shown


EMAILS = "/marketing/emails/2026-09"
TEAMS = "/settings/teams/2026-09-beta"
ONLY_BY_NAME = ("email", "team", "campaign", "pipeline_rules", "stage_permissions")


def unasked(project, *arguments):
    """What a pull tells of kinds that nobody asked for."""
    found = project("pull", "--target", "client", "--json", *arguments).json["findings"]
    return [one for one in found if one["code"] == "RV785"]


def waiting(project):
    """How many e-mails of workflows and how many teams the portal has."""
    emails = project.emulator.edit("GET", EMAILS).body["results"]
    automated = [one for one in emails if one["state"].startswith("AUTOMATED")]
    return len(automated), len(project.emulator.edit("GET", TEAMS).body["results"])


def test_a_pull_tells_of_the_kinds_that_nobody_asked_for(served):
    """Once: how many e-mails and teams stay, that the others were not looked for, and what to type."""
    project = served()
    emails, teams = waiting(project)

    (told,) = unasked(project)

    assert f"{emails} automated e-mails, {teams} teams left in HubSpot" in told["summary"]
    assert "nobody looked for campaigns, rules of pipelines, permissions of stages" in told["summary"]
    assert told["severity"] == "info"
    kinds = " ".join(f"--kind {kind}" for kind in ONLY_BY_NAME)
    assert told["hint"] == f"revops pull --target client {kinds}"
    assert min(emails, teams) > 1


def test_telling_what_was_not_pulled_costs_no_request(served):
    """The two lists are read once for the names in them, and nothing is asked of the other three."""
    project = served()
    project.emulator.log.clear()

    project("pull", "--target", "client", code=0)
    asked = [row["path"] for row in project.emulator.log.bodies()]

    assert (asked.count(EMAILS), asked.count(TEAMS)) == (1, 1)
    assert [path for path in asked if "campaigns" in path or "pipelines-rules" in path] == []


def test_what_was_pulled_or_chosen_is_not_told_as_left(served):
    """What was asked for, what the ledger knows, and what HubSpot does not show."""
    project = served()
    chosen = [unasked(project, "--kind", kind) for kind in ("email", "team")]
    (after,) = unasked(project)
    project.emulator.faults.add(Fault(method="GET", path=f"{EMAILS}*", status=403, count=99))
    (project.folder / "blueprints/pulled/emails.yaml").unlink()
    project.folder.joinpath(".revops/ledger", f"{DEFAULT_PORTAL_ID}.json").unlink()
    (refused,) = unasked(project)

    assert chosen == [[], []]
    assert after["summary"].startswith("nobody looked for campaigns")
    assert refused["summary"].startswith("nobody looked for campaigns")
    assert unasked(project, "--object", "deals") == []
