"""Lead scores with segments, associated records and limits: applied, edited by hand, kept, pulled."""

from __future__ import annotations

import shutil

import pytest

ENTRY = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
  companies:
    numberofemployees: {existing: number}
scores:
  fit:
    object: contacts
    name: {ja: 適合度, en: Fit}
    category: FIT
    max: 80
    thresholds:
      hot: {from: 60, label: {ja: 熱い, en: Hot}, color: RED}
      warm: 30
    records: {exclude: [競合]}
    groups:
      who:
        label: {ja: 属性, en: Who}
        max: 40
        rules:
          title: {if: {property: contacts.jobtitle, contains: [部長]}, add: 10, max: 10}
          customer: {if: {in_segment: 顧客}, add: 5}
          stranger: {if: {not: {any: [{in_segment: 顧客}, {in_segment: 競合}]}}, add: -5, min: -5}
          company:
            associated: companies
            rollup: MAX
            rule: {if: {property: companies.numberofemployees, at_least: 100}, add: 20}
"""
LISTS = "/crm/lists/2026-09"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"


@pytest.fixture
def client(make_project):
    """A project with one score, on a portal that has the two segments."""
    project = make_project(blueprint=ENTRY)
    for name in ("顧客", "競合"):
        body = {"objectTypeId": "0-1", "name": name, "processingType": "MANUAL"}
        assert project.emulator.edit("POST", LISTS, body).status == 200
    return project


def draft_of(project):
    (score,) = project.tables()["scores"].values()
    return score["draft"]


def rules(config):
    """Calculation of every rule by its type."""
    (group,) = config["groupConfigs"]
    return {
        rule["configuration"]["calculation"]["type"]: rule["configuration"]["calculation"]
        for rule in group["ruleConfigurations"]
    }


def edit(project, change):
    """A person changes the draft in HubSpot."""
    draft = draft_of(project)
    fields = ("name", "objectTypeId", "allowedGroupTypes", "maxScorePerCategory", "groupConfigs")
    body = {field: draft[field] for field in (*fields, "filterConfiguration")}
    change(body)
    reply = project.emulator.edit("PUT", f"{SCORES}/{draft['id']}/draft", body)
    assert reply.status == 200, reply.body


def test_every_rule_arrives_and_stays(client):
    """What the draft holds is what the entry says, the second plan is empty, and reads are few."""
    client.apply()
    draft = draft_of(client)
    lists = {row["name"]: int(row["listId"]) for row in client.tables()["lists"].values()}

    client.forget()
    plan = client.plan()

    calculations = rules(draft)
    assert set(calculations) == {"CONDITIONAL", "SEGMENT_MEMBERSHIP", "ASSOCIATIONS"}
    assert calculations["ASSOCIATIONS"]["associationSpec"]["associationTypeId"] == 279
    assert draft["filterConfiguration"] == {"listFilterType": "EXCLUDES", "segmentIds": [lists["競合"]]}
    assert plan["changes"] == []
    asked = [line for line in client.requests() if "lead-scoring" in line or "/lists" in line]
    assert sorted(asked) == [
        f"GET {SCORES}",
        f"GET {SCORES}/{draft['id']}",
        f"GET {SCORES}/{draft['id']}/draft",
        f"POST {LISTS}/search",
    ]


def test_one_rule_that_somebody_changed_is_held(client):
    """Points changed by hand are one unit; the other rules go on as they are."""
    client.apply()

    def reweigh(body):
        for rule in body["groupConfigs"][0]["ruleConfigurations"]:
            if rule["configuration"]["calculation"]["type"] == "ASSOCIATIONS":
                rule["configuration"]["calculation"]["recordCalculation"]["value"] = 25

    edit(client, reweigh)
    plan = client.plan()

    (held,) = plan["changes"]
    assert held["action"] == "hold"
    assert [unit["path"] for unit in held["units"]] == ["groups.who.rules.company"]
    assert held["units"][0]["before"]["rule"]["add"] == 25


def test_a_limit_and_a_filter_that_somebody_changed_are_kept(client):
    """`--keep` writes the limit into the rule and the segment into the entry, and nothing is left to do."""
    client.apply()
    lists = {row["name"]: int(row["listId"]) for row in client.tables()["lists"].values()}

    def loosen(body):
        body["filterConfiguration"] = {"listFilterType": "INCLUDES", "segmentIds": [lists["顧客"]]}
        for rule in body["groupConfigs"][0]["ruleConfigurations"]:
            rule.pop("maximumValue", None)

    edit(client, loosen)
    client.run("drift", "--keep", "score.contacts.fit", code=0)
    written = (client.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")

    assert "records: {include: [顧客]}" in written
    assert "contains: [部長]}, add: 10}" in written
    assert client.plan()["changes"] == []


def test_pulled_scores_need_no_change(client):
    """`pull` writes every rule in the blueprint's words, with segments by name and no id; nothing is left."""
    client.apply()
    draft = draft_of(client)
    shutil.rmtree(client.folder / ".revops" / "ledger")
    (client.folder / "blueprints" / "portal.yaml").write_text("revops: 1\n", encoding="utf-8")

    client.run("pull", "--kind", "score", code=0)

    folder = client.folder / "blueprints" / "pulled"
    pulled = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml"))
    assert "in_segment: 顧客" in pulled
    assert "associated: companies" in pulled
    assert "exclude:\n        - 競合" in pulled
    assert "jobtitle:\n            if:" in pulled
    assert draft["id"] not in pulled
    assert client.plan()["changes"] == []


TAKEN = "    fit: {label: 適合度, type: number, fieldType: number, groupName: contactinformation}\n"
"""A property by the name that the score's number has."""
SECOND = ENTRY[ENTRY.index("  fit:\n") :].replace("  fit:\n", "  second:\n    output: {property: fit}\n", 1)


@pytest.mark.parametrize(
    ("blueprint", "twin"),
    [
        (ENTRY.replace("    jobtitle:", TAKEN + "    jobtitle:"), "property.contacts.fit"),
        (
            ENTRY.replace("    jobtitle:", TAKEN.replace("fit:", "fit_threshold:") + "    jobtitle:"),
            "fit_threshold",
        ),
        (ENTRY + SECOND, "score.contacts.fit"),
    ],
)
def test_a_score_fills_properties_of_its_own(make_project, blueprint, twin):
    """HubSpot makes them itself and refuses a name that is taken: it is told before anything is sent."""
    ran = make_project(blueprint=blueprint).run("validate", "--json", code=3)

    codes = {finding["code"]: finding["summary"] for finding in ran.json["findings"]}
    assert twin in codes["RV886"]


@pytest.mark.parametrize("entry", ["existing: number", "label: Fit, type: number"])
def test_a_score_may_have_the_name_of_what_is_on_another_object(make_project, entry):
    """Names are per object; what HubSpot has already may be the score's own, made before."""
    other = f"    fit: {{{entry}}}\n"
    place = "    jobtitle:" if entry.startswith("existing") else "    numberofemployees:"
    more = (
        other.replace("}", ", fieldType: number, groupName: companyinformation}")
        if "label" in entry
        else other
    )
    ran = make_project(blueprint=ENTRY.replace(place, more + place)).run("validate", "--json", code=0)

    assert "RV886" not in ran.out
