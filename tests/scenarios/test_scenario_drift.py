"""A person edits one unit of every kind in HubSpot: it is held with its editor, then kept or taken."""

from __future__ import annotations

import shutil

import client_project as client
import pytest
from client_project import BLUEPRINT, Person

EDITOR = "pipeline-manager@example.com"
GROUP, PROPERTY = "group.contacts.qualification", "property.contacts.found_us"
LIFECYCLE, PIPELINE = "lifecycle.contacts", "pipeline.deals.upsell"
SCORE, WORKFLOW = "score.contacts.interest", "workflow.follow_up"
RULE = "groups.mail.rules.clicked"

EDITS = [
    # edit, address, units that are held, who HubSpot says did it, what the file says after --keep
    (client.group_label, GROUP, ["label"], "", "{ja: 見極め情報, en: Qualification}"),
    (client.property_label, PROPERTY, ["label"], EDITOR, "{ja: きっかけ, en: How they found us}"),
    (client.property_group, PROPERTY, ["groupName"], EDITOR, "groupName: contactinformation"),
    (client.option_label, PROPERTY, ["options.event.label"], EDITOR, "event: {ja: セミナー, en: Event}"),
    (client.option_removed, PROPERTY, ["options.event.label"], EDITOR, ""),
    (client.option_order, PROPERTY, ["options.order"], EDITOR, ""),
    (
        client.lifecycle_label,
        LIFECYCLE,
        ["stages.marketingqualifiedlead.label"],
        EDITOR,
        "{ja: 見込み客, en: MQL}",
    ),
    (client.pipeline_label, PIPELINE, ["label"], EDITOR, "{ja: 増額, en: Upsell}"),
    (client.stage_label, PIPELINE, ["stages.offered.label"], EDITOR, "{ja: 見積, en: Offered}"),
    (client.stage_probability, PIPELINE, ["stages.offered.probability"], EDITOR, "probability: 0.7"),
    (client.stage_order, PIPELINE, ["stages.order"], "", ""),
    (client.stage_removed, PIPELINE, ["stages.offered.label", "stages.offered.probability"], "", ""),
    (client.score_rule, SCORE, [RULE], "", "clicked: {event: email_link_clicked, add: 7}"),
    (client.score_group, SCORE, ["groups.mail.label"], "", "{ja: メールの反応, en: Mail}"),
    (client.score_rule_removed, SCORE, [RULE], "", ""),
    (client.score_off, SCORE, ["published"], "", ""),
    (client.step, WORKFLOW, ["steps.pause"], "", "{id: pause, delay: {days: 5}}"),
    (client.step_removed, WORKFLOW, ["steps.pause"], "", ""),
    (client.step_order, WORKFLOW, ["steps.order"], "", ""),
    (client.step_added, WORKFLOW, ["steps.extra"], "", "delay: {days: 2}"),
    (client.workflow_off, WORKFLOW, ["enabled"], "", "enabled: false"),
]
every_edit = pytest.mark.parametrize(
    ("edit", "address", "units", "editor", "kept"), EDITS, ids=[row[0].__name__ for row in EDITS]
)


@pytest.fixture(scope="module")
def everything_applied(share_project):
    """The client's project, applied, published and switched on."""
    project = share_project(blueprint=BLUEPRINT)
    project.apply()
    return project


@pytest.fixture
def project(everything_applied, tmp_path):
    """A copy of the client's project; nothing in its portal has been touched since."""
    copy = type(everything_applied)(shutil.copytree(everything_applied.folder, tmp_path / "client"))
    yield copy
    copy.close()


@pytest.fixture
def person(project):
    """Somebody at the screen of the project's portal."""
    return Person(project.emulator)


def blueprint_of(project):
    return (project.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")


def line_of(start):
    """The number of the only line of the blueprint that begins so."""
    (number,) = [n for n, line in enumerate(BLUEPRINT.splitlines(), 1) if line.startswith(start)]
    return number


def ledger_of(project):
    return next((project.folder / ".revops" / "ledger").glob("*.json")).read_bytes()


def held(document):
    """Address -> paths of the units that are held."""
    return {
        change["address"]: [unit["path"] for unit in change["units"]]
        for change in document.get("held", document.get("changes", []))
        if change["action"] == "hold"
    }


@every_edit
def test_an_edit_by_hand_is_held(project, person, edit, address, units, editor, kept):
    """`drift` names unit and editor and exits 2; `apply` exits 4 and writes nothing."""
    edit(person)
    project.forget()
    drift = project.run("drift", "--json", code=2).json
    applied = project.run("apply", "--yes", "--json", *project.consents, code=4).json

    assert held(drift) == {address: units}
    assert [change["editor"] for change in drift["held"]] == [editor]
    assert [change["editor"] for change in applied["left"] if change["action"] == "hold"] == [editor]
    assert applied["outcomes"] == []
    assert project.requests(writes=True) == []


@every_edit
def test_a_kept_value_goes_into_the_file(project, person, edit, address, units, editor, kept):
    """The file says it, every other line stays as it was, comments and all; the next plan is empty."""
    edit(person)
    project.forget()
    told = project.run("drift", "--keep", address, code=0).out
    plan = project.plan()
    text = blueprint_of(project)

    assert [line.split()[1] for line in told.splitlines() if line.startswith("kept")] == [
        f"{address}#{path}" for path in units
    ]
    assert plan["summary"]["empty"]
    assert held(plan) == {}
    assert kept in text
    assert len(set(BLUEPRINT.splitlines()) - set(text.splitlines())) <= 1
    assert project.requests(writes=True) == []


@every_edit
def test_a_taken_unit_is_the_blueprints_again(project, person, edit, address, units, editor, kept):
    """`apply --take` writes what was held and nothing else; then blueprint and portal agree.

    A probability moves the forecast, which is agreed to by its number.
    """
    edit(person)
    run = project.apply("--take", address, "--allow", "RV996=1")
    plan = project.plan()

    assert {outcome["address"] for outcome in run["outcomes"]} == {address}
    assert run["summary"]["complete"]
    assert plan["summary"]["empty"]
    assert held(plan) == {}
    assert blueprint_of(project) == BLUEPRINT


def test_one_unit_of_several_is_kept(project, person):
    """`ADDRESS#UNIT` keeps that unit; the other one stays held."""
    client.property_label(person)
    client.option_label(person)
    project.run("drift", "--keep", f"{PROPERTY}#label", code=0)

    assert held(project.plan()) == {PROPERTY: ["options.event.label"]}
    assert "ja: きっかけ" in blueprint_of(project)
    assert "ja: イベント" in blueprint_of(project)


def test_several_kinds_are_kept_at_once(project, person):
    """A glob keeps all that it names."""
    for edit in (client.group_label, client.option_order, client.stage_label, client.score_rule, client.step):
        edit(person)
    project.run("drift", "--keep", "*", code=0)

    assert project.plan()["summary"]["empty"]
    assert project.run("drift", code=0).out.splitlines()[-1] == "No drift."


@pytest.mark.parametrize("patterns", [[GROUP, "property.contacts.nothing"], [GROUP, PIPELINE], ["*"]])
def test_keeping_is_all_or_nothing(project, person, patterns):
    """One address that cannot be kept, and neither a file nor the ledger is touched (exit 4)."""
    ledger = ledger_of(project)
    client.group_label(person)
    person("DELETE", client.PIPELINE)
    refused = project.run("drift", *(word for one in patterns for word in ("--keep", one)), code=4)

    assert "RV45" in refused.err
    assert blueprint_of(project) == BLUEPRINT
    assert ledger_of(project) == ledger


def test_a_value_that_no_blueprint_can_say_is_not_kept(project, person):
    """An action without words is refused by name, and what was kept beside it is put back."""
    client.group_label(person)

    def rotates(body):
        body["actions"][-1]["connection"] = {"edgeType": "STANDARD", "nextActionId": "4"}
        fields = {
            "user_ids": ["1006"],
            "target_property": "hubspot_owner_id",
            "overwrite_current_owner": "true",
        }
        new = {"type": "SINGLE_CONNECTION", "actionId": "4", "actionTypeId": "0-11", "actionTypeVersion": 0}
        body["actions"].append({**new, "fields": fields})

    person.flow(rotates)
    refused = project.run("drift", "--keep", "*", code=4)

    assert "no words for" in refused.err
    assert blueprint_of(project) == BLUEPRINT


REMOVALS = [
    (PROPERTY, client.PROPERTY, ("--create", PROPERTY), "    found_us:"),
    (PIPELINE, client.PIPELINE, (), "    upsell:"),
]


@pytest.mark.parametrize(("address", "path", "consent", "entry"), REMOVALS)
def test_what_was_removed_has_no_value_to_keep(project, person, address, path, consent, entry):
    """`--keep` says which entry to delete; `apply --take` makes it again."""
    person("DELETE", path)
    drift = project.run("drift", "--json", code=2).json
    refused = project.run("drift", "--keep", address, code=4)
    again = project.run("apply", "--yes", "--json", "--take", address, *consent, code=0).json

    assert held(drift).keys() == {address}
    assert f"delete its entry at blueprints/portal.yaml:{line_of(entry)};" in refused.err
    assert [(outcome["address"], outcome["action"]) for outcome in again["outcomes"]] == [(address, "create")]
    assert project.plan()["summary"]["empty"]


def test_an_entry_that_is_deleted_lets_go_of_it(project, person):
    """After the way out that the refusal names, nothing is held and nothing is deleted."""
    person("DELETE", client.PIPELINE)
    text = BLUEPRINT[: BLUEPRINT.index("pipelines:")] + BLUEPRINT[BLUEPRINT.index("scores:") :]
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")

    assert project.run("drift", "--json", code=0).json["summary"]["clean"]


def test_a_lifecycle_stage_that_was_removed(project, person):
    """The stages are one resource of several entries: the one that goes is named, with its line."""
    person("DELETE", person.lifecycle_stage("休眠"))
    refused = project.run("drift", "--keep", LIFECYCLE, code=4)
    text = BLUEPRINT.splitlines(keepends=True)

    assert f"Delete it at blueprints/portal.yaml:{line_of('  dormant:')}." in refused.err
    assert blueprint_of(project) == BLUEPRINT

    (project.folder / "blueprints" / "portal.yaml").write_text(
        "".join(told for told in text if "dormant" not in told), encoding="utf-8"
    )
    assert project.run("drift", "--json", code=0).json["summary"]["clean"]


def test_a_workflow_that_is_not_to_be_found(project, person):
    """A list that omits flows proves nothing: there is nothing to keep, and nothing is made anew (rule 5)."""
    person("DELETE", person.flow_path())
    project.forget()
    refused = project.run("drift", "--keep", WORKFLOW, code=4)
    project.run("apply", "--yes", *project.consents, code=4)

    assert "delete its entry at blueprints/portal.yaml:" in refused.err
    assert project.requests(writes=True) == []


def test_both_sides_moved(project, person):
    """Blueprint and HubSpot changed the same label: held, and said so."""
    client.property_label(person)
    text = BLUEPRINT.replace("流入経路", "知ったきっかけ")
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")
    drift = project.run("drift", "--json", code=2).json

    assert [unit["moved_by"] for unit in drift["held"][0]["units"]] == ["both"]
    assert drift["held"][0]["units"][0]["before"] == "きっかけ"
    assert drift["held"][0]["units"][0]["after"] == "知ったきっかけ"


def test_drift_speaks_in_sentences(project, person):
    """What both sides say, who did it, and the two commands with an address that can be typed."""
    client.property_label(person)
    told = project.run("drift", code=2).out

    assert 'label  HubSpot has "きっかけ", the blueprint says "流入経路"' in told
    assert f"last by {EDITOR}" in told
    assert f"revops drift --keep {PROPERTY}" in told
    assert f"revops apply --take {PROPERTY}" in told


def test_an_unchanged_portal_costs_nothing_for_editors(project, person):
    """Owners and audits are read only where something is held, and the owners once."""
    project.run("drift", code=0)
    clean = project.requests()
    project.forget()
    client.property_label(person)
    client.stage_label(person)
    project.run("drift", code=2)

    assert not [row for row in clean if "audit" in row or "owners" in row]
    more = sorted(row for row in project.requests() if "audit" in row or "owners" in row)
    assert more == [
        "GET /crm/owners/2026-09",
        "GET /crm/pipelines/2026-09/deals/upsell/stages/offered/audit",
    ]


def test_an_editor_whom_the_owners_do_not_name(project):
    """A user who left: a number names nobody, so that nobody is told."""
    project.emulator.edit("PATCH", client.PROPERTY, {"label": "きっかけ"}, user_id="1999")
    drift = project.run("drift", "--json", code=2).json

    assert (drift["held"][0]["editor"], "1999" in str(drift)) == ("", False)


STEP_MAILS = "資料DLステップメール"
PACK_EDITS = [
    ("/crm/properties/2026-09/deals/groups/bant", "label", "group.deals.bant", "ja: 見極め"),
    ("/crm/properties/2026-09/deals/bant_budget", "label", "property.deals.bant_budget", "ja: 見極め"),
    ("/crm/pipelines/2026-09/deals/renewal", "label", "pipeline.deals.renewal", "ja: 見極め"),
]


@pytest.mark.parametrize(("path", "field", "address", "said"), PACK_EDITS)
def test_what_a_pack_holds_is_kept_in_overrides(applied, path, field, address, said):
    """Only the unit goes into `overrides.yaml`, in the target's language; the pack stays as it is."""
    Person(applied.emulator)("PATCH", path, {field: "見極め"})
    before = blueprint_of(applied)
    told = applied.run("drift", "--keep", address, code=0).out
    overrides = (applied.folder / "blueprints" / "overrides.yaml").read_text(encoding="utf-8")

    assert f"kept {address}#label in blueprints/overrides.yaml" in told
    assert said in overrides
    assert "en:" not in overrides
    assert blueprint_of(applied) == before
    assert applied.plan()["summary"]["empty"]


def test_what_a_pack_holds_and_nobody_has_any_more(applied):
    """The refusal names `without:`; written there, nothing is held."""
    Person(applied.emulator)("DELETE", "/crm/pipelines/2026-09/tickets/onboarding")
    refused = applied.run("drift", "--keep", "pipeline.tickets.onboarding", code=4)
    path = applied.folder / "blueprints" / "portal.yaml"
    told = "without: [pipeline.tickets.onboarding]\n"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")

    assert "add pipeline.tickets.onboarding to `without:`" in refused.err
    assert applied.run("drift", "--json", code=0).json["summary"]["clean"]


def test_a_packs_step_is_kept_whole(applied):
    """A step of a shipped workflow: the list goes into the overrides, and the plan is empty."""
    person = Person(applied.emulator)

    def longer(body):
        delay = next(action for action in body["actions"] if action["actionTypeId"] == "0-1")
        delay["fields"]["delta"] = "4"

    person.flow(longer, STEP_MAILS)
    applied.run("drift", "--keep", "workflow.step_mails", code=0)

    assert "days: 4" in (applied.folder / "blueprints" / "overrides.yaml").read_text(encoding="utf-8")
    assert applied.plan()["summary"]["empty"]


def test_a_new_stage_that_somebody_moves(project, person):
    """A stage that this tool made is in the agreed sequence from then on; its move is held like any other."""
    client.lifecycle_order(person)
    drift = project.run("drift", "--json", code=2).json

    assert held(drift) == {LIFECYCLE: ["stages.order"]}


def test_a_new_option_that_somebody_moves(project, person):
    """The same for an option that came later than the first apply."""
    text = BLUEPRINT.replace(
        "        referral: {ja: 紹介, en: Referral}\n",
        "        referral: {ja: 紹介, en: Referral}\n        ads: 広告\n",
    )
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")
    project.apply()
    person.options(lambda options: [options[3], *options[:3]])
    drift = project.run("drift", "--json", code=2).json

    assert held(drift) == {PROPERTY: ["options.order"]}
