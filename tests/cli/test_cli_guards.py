"""Guards at the command line: what stops a run, and how somebody agrees to its number."""

from __future__ import annotations

import json

import pytest
from cli_project import DEALS

from revops.emulator import DEFAULT_PORTAL_ID

OPTION = "/crm/properties/2026-09/contacts/topic"
FIELD = "{{label: {label}, type: string, fieldType: text, groupName: facts}}"
RENEWAL = """\
revops: 1
pipelines:
  deals:
    renewal:
      label: Renewal
      stages:
        due: {{label: Due, probability: {due}}}
        won: {{label: Won, probability: 1}}
        lost: {{label: Lost, probability: 0}}
"""
TOPIC = """\
revops: 1
properties:
  contacts:
    topic:
      label: Topic
      type: enumeration
      fieldType: {field}
      groupName: contactinformation
      others: {others}
      options: {{price: Price, product: Product}}
"""


@pytest.fixture
def fields(project):
    """`fields(labels)` writes 12 properties in a group; the first `changed` of them have another label."""
    project("init", "--no-packs", code=0)

    def write(changed=0, count=12):
        lines = [f"    f{n}: {FIELD.format(label='New' if n < changed else 'Old')}" for n in range(count)]
        properties = "properties:\n  contacts:\n" + "\n".join(lines)
        project.write(
            "blueprints/fields.yaml",
            f"revops: 1\ngroups: {{contacts: {{facts: {{label: Facts}}}}}}\n{properties}\n",
        )
        return project

    return write


@pytest.fixture
def renewal(project):
    """A project that has applied a pipeline with three stages."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/renewal.yaml", RENEWAL.format(due=0.5))
    project("apply", "--yes", code=0)
    return project


@pytest.fixture
def guarded(served):
    """A protected portal in which the small blueprint is applied, whose one stage was agreed to."""
    project = served(account_type="STANDARD")
    project("apply", "--target", "client", typed=f"{DEFAULT_PORTAL_ID}\n1\n", code=0)
    return project


@pytest.fixture
def capped(served):
    """A protected portal whose target caps creates at 4, and a blueprint that makes three things."""
    project = served(account_type="STANDARD")
    project.write("blueprints/deals.yaml", DEALS.partition("pipelines:")[0])
    project.write("revops.yaml", f"{project.read('revops.yaml')}    caps: {{create: 4}}\n")
    return project


def writes(emulator):
    return [row for row in emulator.log.bodies() if row["write"] and 200 <= (row["status"] or 0) < 300]


def label(project, name):
    with project.portal() as portal:
        return portal.edit("GET", f"/crm/properties/2026-09/contacts/{name}").body["label"]


def codes(findings):
    return [finding["code"] for finding in findings]


def test_a_first_apply_meets_no_guard(fields):
    """Whatever is made for the first time is not counted against what was applied."""
    assert not {"RV990", "RV991"} & set(codes(fields()("plan", "--json").json["findings"]))
    fields()("apply", "--yes", code=0)


def test_a_large_share_stops_a_program(fields):
    """12 of the 13 in the ledger: 4 with numbers, addresses and the line, and nothing is written."""
    fields()("apply", "--yes", code=0)
    project = fields(changed=12)

    ran = project("apply", "--yes", code=4)

    told = " ".join(ran.err.split())
    assert "error RV990" in told
    assert "12 of the 13 resources that were applied here would change at once, 92 %" in told
    assert "property.contacts.f0, property.contacts.f1, property.contacts.f10 and 9 more" in told
    assert "revops apply --allow RV990=12 --yes" in told
    assert label(project, "f0") == "Old"


def test_ten_changes_are_never_a_large_share(fields):
    """10 of 13 go through."""
    fields()("apply", "--yes", code=0)
    fields(changed=10)("apply", "--yes", code=0)


def test_the_number_is_agreed_to(fields):
    """Eleven are not enough for twelve; what the refusal says to type is."""
    fields()("apply", "--yes", code=0)
    project = fields(changed=12)

    project("apply", "--yes", "--allow", "RV990=11", code=4)
    assert label(project, "f0") == "Old"
    project("apply", "--allow", "RV990=12", "--yes", code=0)
    assert label(project, "f0") == "New"


def test_a_plan_tells_its_guards_and_ends_well(fields):
    """A warning where nobody agreed and where somebody did; looking is no error."""
    fields()("apply", "--yes", code=0)
    project = fields(changed=12)

    (told,) = project("plan", "--json", code=0).json["findings"]
    (agreed,) = project("plan", "--json", "--allow", "RV990=12", code=0).json["findings"]

    assert (told["code"], told["severity"], agreed["severity"]) == ("RV990", "warning", "warning")
    assert told["summary"] == agreed["summary"]
    assert "Apply stops here; to go on: revops apply --allow RV990=12" in told["hint"]
    assert agreed["hint"].endswith("Agreed: --allow RV990=12")
    assert project("plan", "--allow", "RV990=12").out.endswith("Next: revops apply --allow RV990=12\n")


@pytest.mark.parametrize(("typed", "code", "after"), [("12", 0, "New"), ("13", 4, "Old"), ("y", 4, "Old")])
def test_at_a_terminal_the_number_is_typed(fields, typed, code, after):
    """Nothing else than the number itself lets the run begin."""
    fields()("apply", "--yes", code=0)
    project = fields(changed=12)

    ran = project("apply", typed=f"y\n{typed}\n", code=code)

    assert "Type 12 to go on" in ran.out
    assert label(project, "f0") == after


@pytest.mark.parametrize(
    "given", ["RV990", "RV990=", "RV990=-1", "RV990=1e3", "RV401=3", "property.*", "RV990=²"]
)
def test_what_is_no_guard_with_a_number(small, given):
    """64, and nothing is asked of the portal."""
    assert "CODE=NUMBER" in small("apply", "--yes", "--allow", given, code=64).err
    assert not (small.folder / ".revops/ledger").exists()


def test_a_cap_stops_what_is_beyond_it(fields):
    """13 creates under a cap of 12 stop, under one of 13 they do not."""
    project = fields()
    text = project.read("revops.yaml")
    for cap, code in ((12, 4), (13, 0)):
        project.write(
            "revops.yaml", text.replace("emulator: true", f"emulator: true\n    caps: {{create: {cap}}}")
        )
        ran = project("apply", "--yes", code=code)
        assert ("13 creates, where the target's cap is 12" in ran.err) is bool(code)


def test_a_protected_target_has_half_of_the_cap(capped):
    """A group and two properties are three, where 4 are capped to 2."""
    ran = capped("apply", "--target", "client", "--yes", code=4)

    told = " ".join(ran.err.split())
    assert "3 creates, where the target's cap is 2" in told
    assert "revops apply --target client --allow RV991=3 --approve" in told
    assert writes(capped.emulator) == []


def test_the_line_that_a_protected_portal_tells_can_be_typed(capped):
    """It agrees to the guard, and approves the plan in which that is agreed to."""
    told = capped("apply", "--target", "client", "--yes", code=4).err.split()
    digest = told[told.index("--approve") + 1]

    agreed = ("--target", "client", "--allow", "RV991=3")
    assert capped("plan", *agreed, "--json").json["digest"] == digest
    capped("apply", "--target", "client", "--approve", digest, code=4)
    assert writes(capped.emulator) == []
    capped("apply", *agreed, "--approve", digest, code=0)


def test_probabilities_move_the_forecast(renewal):
    """One stage of a pipeline that is there: 4 with the number; agreed to, it is written."""
    renewal.write("blueprints/renewal.yaml", RENEWAL.format(due=0.7))

    ran = renewal("apply", "--yes", code=4)

    assert "the probability of 1 deal stage would change, which moves the forecast" in " ".join(
        ran.err.split()
    )
    assert "--allow RV996=1" in ran.err
    renewal("apply", "--yes", "--allow", "RV996=1", code=0)
    assert renewal("plan", "--json").json["summary"]["empty"]


def test_a_saved_plan_holds_what_was_agreed_to(renewal):
    """Without it the saved plan stops, and the line makes another one."""
    renewal.write("blueprints/renewal.yaml", RENEWAL.format(due=0.7))
    renewal("plan", "--out", "plan.json", code=0)
    told = renewal("apply", "plan.json", code=4).err
    assert "revops plan --allow RV996=1 --out plan.json; then revops apply plan.json" in told

    renewal("plan", "--allow", "RV996=1", "--out", "plan.json", code=0)
    assert json.loads(renewal.read("plan.json"))["consents"] == {"allow": ["RV996=1"]}
    renewal("apply", "plan.json", code=0)


@pytest.mark.parametrize("written", [["RV996=1"], ["RV996=9"], ["RV996=x"], "RV996=1", [7], {"RV996": 1}])
def test_nobody_writes_an_agreement_into_a_saved_plan(renewal, written):
    """The digest binds it: a plan that was made without it is stale with it, or stops as before."""
    renewal.write("blueprints/renewal.yaml", RENEWAL.format(due=0.7))
    renewal("plan", "--out", "plan.json", code=0)
    document = json.loads(renewal.read("plan.json"))
    renewal.write("plan.json", json.dumps({**document, "consents": {"allow": written}}))

    renewal("apply", "plan.json", code=4)

    with renewal.portal() as portal:
        stages = portal.edit("GET", "/crm/pipelines/2026-09/deals/renewal").body["stages"]
    assert {stage["metadata"]["probability"] for stage in stages} == {"0.5", "1.0", "0.0"}


def test_a_stale_plan_names_ten_addresses_and_counts_the_rest(fields):
    """Somebody renamed twelve in HubSpot after the plan was saved: none is written."""
    fields()("apply", "--yes", code=0)
    project = fields(changed=12)
    project("plan", "--allow", "RV990=12", "--out", "plan.json", code=0)
    for number in range(12):
        project.edit("PATCH", f"/crm/properties/2026-09/contacts/f{number}", {"label": f"By hand {number}"})

    ran = project("apply", "plan.json", code=4)

    told = " ".join(ran.err.split())
    assert "the saved plan is stale" in told
    named = ", ".join(f"property.contacts.f{name}" for name in (0, 1, 10, 11, 2, 3, 4, 5, 6, 7))
    assert f"{named} and 2 more" in told
    assert label(project, "f0") == "By hand 0"


@pytest.mark.parametrize(("others", "told"), [("remove", "removed"), ("hide", "hidden")])
def test_options_that_the_blueprint_does_not_name(project, others, told):
    """Somebody added two in HubSpot: neither goes before a person agrees to the number."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/topic.yaml", TOPIC.format(others="leave", field="select"))
    project("apply", "--yes", code=0)
    values = enumerate(["price", "product", "press", "jobs"])
    options = [{"value": v, "label": v.title(), "hidden": False, "displayOrder": at} for at, v in values]
    project.edit("PATCH", OPTION, {"options": options})
    project.write("blueprints/topic.yaml", TOPIC.format(others=others, field="select"))
    taking = ("--yes", "--take", "property.contacts.topic")

    ran = project("apply", *taking, code=4)

    assert f"2 options that the blueprint does not name would be {told}" in " ".join(ran.err.split())
    with project.portal() as portal:
        assert len(portal.edit("GET", OPTION).body["options"]) == 4
    project("apply", *taking, "--allow", "RV993=2", code=0)
    with project.portal() as portal:
        left = [one["value"] for one in portal.edit("GET", OPTION).body["options"] if not one.get("hidden")]
    assert left == ["price", "product"]


def test_a_field_for_one_value_stops_where_records_may_hold_several(project):
    """From checkbox to select; the other way round nothing is lost."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/topic.yaml", TOPIC.format(others="leave", field="checkbox"))
    project("apply", "--yes", code=0)
    project.write("blueprints/topic.yaml", TOPIC.format(others="leave", field="select"))

    ran = project("apply", "--yes", code=4)

    assert "records that hold several values would not fit any more" in " ".join(ran.err.split())
    project("apply", "--yes", "--allow", "RV994=1", code=0)
    project.write("blueprints/topic.yaml", TOPIC.format(others="leave", field="checkbox"))
    project("apply", "--yes", code=0)


def test_a_type_that_differs_is_counted_and_left_alone(fields):
    """There is nothing to agree to: the change is blocked, and the run ends with 4 for it."""
    project = fields(count=1)
    project("apply", "--yes", code=0)
    text = project.read("blueprints/fields.yaml")
    project.write(
        "blueprints/fields.yaml", text.replace("string, fieldType: text", "number, fieldType: number")
    )

    document = project("plan", "--json", code=0).json
    (told,) = [one for one in document["findings"] if one["code"] == "RV994"]

    assert told["severity"] == "info"
    assert told["summary"] == "1 type would change, which is left alone: property.contacts.f0"
    project("apply", "--yes", code=4)


def removal(project, *addresses):
    """The blueprint gives up what it made."""
    project.write("blueprints/renewal.yaml", f"revops: 1\nremoved: [{', '.join(addresses)}]\n")


def test_stages_go_with_a_pipeline_that_a_pattern_names(renewal):
    """Three stages: a pattern stops with their number, the address itself does not."""
    removal(renewal, "pipeline.deals.renewal")

    ran = renewal("apply", "--yes", "--delete", "pipeline.*", code=4)

    assert "3 stages of 1 pipeline would be deleted for good" in " ".join(ran.err.split())
    assert "--delete 'pipeline.*' --allow RV995=3" in ran.err
    renewal("apply", "--yes", "--delete", "pipeline.deals.renewal", code=0)


def test_an_approved_digest_covers_no_delete(renewal):
    """Neither with the flag beside it nor with a saved plan that has it inside."""
    removal(renewal, "pipeline.deals.renewal")
    delete = ("--delete", "pipeline.deals.renewal")
    digest = renewal("plan", *delete, "--out", "plan.json", "--json", code=0).json["digest"]

    flagged = renewal("apply", *delete, "--approve", digest, code=4)
    saved = renewal("apply", "plan.json", "--approve", digest, code=4)

    for ran in (flagged, saved):
        assert "RV992" in ran.err
        assert "this plan has 1: pipeline.deals.renewal" in " ".join(ran.err.split())
    assert "revops apply --delete pipeline.deals.renewal --yes" in " ".join(flagged.err.split())
    with renewal.portal() as portal:
        assert portal.edit("GET", "/crm/pipelines/2026-09/deals/renewal").status == 200
    renewal("apply", *delete, "--yes", code=0)


def test_what_is_left_of_a_plan_without_its_delete_can_be_approved(renewal):
    """The delete waits for a person; 4 says that something is left."""
    removal(renewal, "pipeline.deals.renewal")
    digest = renewal("plan", "--json").json["digest"]

    document = renewal("apply", "--approve", digest, "--json", code=4).json

    assert [change["address"] for change in document["left"]] == ["pipeline.deals.renewal"]
    assert document["outcomes"] == []


BUDGET, TIMING = "property.deals.bant_budget", "property.deals.bant_timing"


def without_properties(project):
    project.write("blueprints/deals.yaml", f"revops: 1\nremoved: [{BUDGET}, {TIMING}]\n")


def test_in_a_protected_portal_a_delete_is_named(guarded):
    """The pattern reaches neither, and the plan says so of each."""
    without_properties(guarded)

    document = guarded("plan", "--target", "client", "--delete", "property.*", "--json").json

    assert [change["approved"] for change in document["changes"]] == [False, False]
    told = {one["address"]: one["hint"] for one in document["findings"] if one["code"] == "RV992"}
    assert told == {one: f"revops apply --target client --delete {one}" for one in (BUDGET, TIMING)}


def test_in_a_protected_portal_a_person_deletes(guarded):
    """No flag is enough for a program; at a terminal the address and the portal's id are."""
    without_properties(guarded)
    before = len(writes(guarded.emulator))
    line = ("apply", "--target", "client", "--delete", BUDGET)

    ran = guarded(*line, "--yes", code=4)

    assert f"A person at a terminal types: revops apply --target client --delete {BUDGET}" in " ".join(
        ran.err.split()
    )
    assert len(writes(guarded.emulator)) == before
    guarded(*line, typed=f"{DEFAULT_PORTAL_ID}\nn\n", code=4)
    deleted = [row["path"] for row in writes(guarded.emulator) if row["method"] == "DELETE"]
    assert deleted == ["/crm/properties/2026-09/deals/bant_budget"]


def test_stages_that_are_written_ask_in_a_protected_portal(guarded):
    """No API tells what they require: the number is typed after the portal's id."""
    text = guarded.read("blueprints/deals.yaml").replace("受注, en: Won", "成約, en: Signed")
    guarded.write("blueprints/deals.yaml", text)
    before = len(writes(guarded.emulator))

    ran = guarded("apply", "--target", "client", "--yes", code=4)
    assert "1 stage that is there would be written" in " ".join(ran.err.split())
    guarded("apply", "--target", "client", typed=f"{DEFAULT_PORTAL_ID}\n2\n", code=4)
    assert len(writes(guarded.emulator)) == before
    guarded("apply", "--target", "client", typed=f"{DEFAULT_PORTAL_ID}\n1\n", code=0)
    assert len(writes(guarded.emulator)) == before + 1


def test_elsewhere_edited_stages_are_told(small):
    """The modified dates of deals and the required properties, and nothing stops."""
    told = {one["code"]: one["severity"] for one in small("plan", "--json").json["findings"]}
    assert told == {"RV997": "info", "RV998": "info"}
    small("apply", "--yes", code=0)


def test_what_a_person_set_at_a_stage_is_sent_back_with_it(renewal):
    """A stage is written with all of its metadata as HubSpot has it, never as a whole pipeline."""
    with renewal.portal() as portal:
        before = portal.edit("GET", "/crm/pipelines/2026-09/deals/renewal").body["stages"]
    renewal.write("blueprints/renewal.yaml", RENEWAL.format(due=0.5).replace("Due,", "Soon due,"))

    renewal("apply", "--yes", code=0)

    with renewal.portal() as portal:
        after = portal.edit("GET", "/crm/pipelines/2026-09/deals/renewal").body["stages"]
    assert [stage["metadata"] for stage in after] == [stage["metadata"] for stage in before]
    assert [stage["id"] for stage in after] == [stage["id"] for stage in before]
