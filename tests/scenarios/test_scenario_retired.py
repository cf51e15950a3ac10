"""Options with data, through the command line: rename, merge, retire, with the records that hold them."""

from __future__ import annotations

import time

import pytest

from revops.cli.ask import _question
from revops.cli.session import open_session
from revops.emulator import DEFAULT_TOKEN, Traits
from revops.emulator.faults import Fault
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.record_table import every, fill
from revops.engine.execute import execute
from revops.engine.planner import make_plan
from revops.kinds.properties import moving
from revops.model.change import Consent
from revops.model.plan import Consents

HEAD = """\
revops: 1
properties:
  contacts:
    lead_source:
      label: Lead source
      type: enumeration
      fieldType: select
      groupName: contactinformation
"""
BEFORE = f"{HEAD}      options: {{web: Web, hp: Homepage, ads: Ads, fax: Fax}}\n"
AFTER = f"""{HEAD}\
      options: {{website: Website, ads: Ads}}
      retired: {{web: website, hp: website, fax: null}}
"""
RENAME = f"""{HEAD}\
      options: {{website: Website, hp: Homepage, ads: Ads, fax: Fax}}
      retired: {{web: website}}
"""
ADDRESS = "property.contacts.lead_source"
MOVE, DELETE = ("--move", ADDRESS), ("--delete", ADDRESS)
UPDATES = "*/objects/2026-09/contacts/batch/update"


@pytest.fixture
def make_applied(make_project, monkeypatch):
    """A project whose property is applied, its records in the portal, which is reached without a port."""

    def make(*values, **traits):
        project = make_project(locale="en", blueprint=BEFORE, **traits)
        monkeypatch.setattr("revops.cli.session.embedded_emulator", lambda *_: project.emulator)
        project.environment = {}
        project.run("apply", "--yes", code=0)
        imports(project, *values)
        return project

    return make


def imports(project, *values):
    """One contact for every value."""
    contacts = [{"lead_source": value} for value in values]
    project.emulator.within(lambda portal: fill(portal, resolve(portal, "contacts"), contacts))


def limit(project, *scopes):
    """Give the token these scopes only."""
    project.emulator.add_portal(project.emulator.portal_id, DEFAULT_TOKEN, Traits(scopes=frozenset(scopes)))


def says(project, blueprint):
    """Change the blueprint."""
    (project.folder / "blueprints" / "portal.yaml").write_text(blueprint, encoding="utf-8")


def held(project):
    """Value -> how many records hold it."""

    def count(portal):
        values = [
            one["properties"]["lead_source"] for one in every(portal, resolve(portal, "contacts")).values()
        ]
        return {value: values.count(value) for value in dict.fromkeys(values)}

    return project.emulator.within(count)


def options(project):
    """Value -> whether it is hidden."""
    body = project.tables()["properties:contacts"]["lead_source"]
    return {one["value"]: one["hidden"] for one in body["options"]}


def steps(plan):
    """Phase, approval and what it counts, of every change that writes."""
    return [
        (
            change["phase"],
            change["approved"],
            {u["path"]: u["before"] for u in change["units"] if "records" in u["path"]},
        )
        for change in plan["changes"]
        if change["action"] == "update"
    ]


def batches(project):
    return [row for row in project.requests(writes=True) if row.endswith("batch/update")]


def test_a_stored_value_is_renamed_with_its_250_records(make_applied):
    """Hidden, counted, moved, removed; each step is asked for, and in the end nothing is left to do."""
    project = make_applied(*["web"] * 250, *["ads"] * 20)
    says(project, RENAME)

    plan = project.plan()
    first = project.run("apply", "--yes", code=4)
    shown = (options(project), held(project))
    project.run("apply", "--yes", *MOVE, code=0)
    moved = (options(project), held(project))
    removing = project.plan()
    project.run("apply", "--yes", *DELETE, code=0)
    project.forget()
    last = project.plan()

    assert steps(plan) == [("define", True, {}), ("move", False, {"options.web.records": 250})]
    assert f"--move {ADDRESS}" in first.out
    assert shown == (
        {"website": False, "web": True, "hp": False, "ads": False, "fax": False},
        {"web": 250, "ads": 20},
    )
    assert moved == (shown[0], {"website": 250, "ads": 20})
    assert steps(removing) == [("remove", False, {"options.web.records": 0})]
    assert "web" not in options(project)
    assert last["changes"] == []
    assert not any(request.endswith("/search") for request in project.requests())


def test_the_plan_tells_the_count_and_what_is_not_counted(make_applied):
    """The number, where the records go, and never 0 for what nobody has counted."""
    project = make_applied(*["web"] * 250)
    says(project, RENAME)

    told = project.run("plan", code=0).out

    assert "250 records hold `web`" in told
    assert "they get website" in told
    assert "Move records" in told
    assert "not counted" in told


def test_two_values_are_merged_into_one(make_applied):
    """Each is counted, all go into the same option; null keeps its records and its option, hidden."""
    project = make_applied(*["web"] * 120, *["hp"] * 5, *["fax"] * 3, "ads")
    says(project, AFTER)

    project.run("apply", "--yes", *MOVE, code=0)
    project.forget()
    project.run("apply", "--yes", *DELETE, code=0)
    last = project.run("plan", code=0)

    assert held(project) == {"website": 125, "fax": 3, "ads": 1}
    assert options(project) == {"website": False, "ads": False, "fax": True}
    assert "3 records hold `fax`" in last.out
    assert project.plan()["summary"]["empty"] is True


SAME_LABEL = f"""{HEAD}\
      options: {{website: Web, hp: Homepage, ads: Ads, fax: Fax}}
      retired: {{web: website}}
"""


def labels(project):
    """Value -> label."""
    body = project.tables()["properties:contacts"]["lead_source"]
    return {one["value"]: one["label"] for one in body["options"]}


def test_a_rename_that_keeps_the_label(make_applied):
    """The old option is relabelled by the request that adds the new one; then it goes as any other."""
    project = make_applied("web", "web")
    says(project, SAME_LABEL)

    (first, *_) = project.plan()["changes"]
    told = project.run("plan", code=0).out
    project.run("apply", "--yes", code=4)
    shown, sent = labels(project), project.requests(writes=True)
    project.run("apply", "--yes", *MOVE, code=0)
    project.run("apply", "--yes", *DELETE, code=0)
    last = project.run("plan", "--exit-code", "--json", code=0).json

    assert {u["path"]: (u["before"], u["after"]) for u in first["units"] if "web." in u["path"]} == {
        "options.web.label": ("Web", "Web (web)"),
        "options.web.hidden": (False, True),
    }
    assert "Web (web)" in told
    assert (shown["website"], shown["web"]) == ("Web", "Web (web)")
    assert sum(request.startswith("PATCH") for request in sent) == 1
    assert labels(project) == {"website": "Web", "hp": "Homepage", "ads": "Ads", "fax": "Fax"}
    assert held(project) == {"website": 2}
    assert last["changes"] == []


def test_a_rename_that_keeps_the_label_in_one_run(make_applied):
    """Agreed at once: relabelled and moved by the first run, removed by the second."""
    project = make_applied("web")
    says(project, SAME_LABEL)

    project.run("apply", "--yes", *MOVE, *DELETE, code=0)
    project.run("apply", "--yes", *MOVE, *DELETE, code=0)

    assert "web" not in options(project)
    assert project.plan()["changes"] == []


@pytest.mark.parametrize(
    ("fault", "code"), [({"status": 500}, 5), ({"drop": "after"}, 0), ({"drop": "before"}, 5)], ids=str
)
def test_a_rename_that_keeps_the_label_and_breaks_off(make_applied, fault, code):
    """Whether HubSpot carried the request out or not, the next run goes on and ends with an empty plan."""
    project = make_applied("web")
    says(project, SAME_LABEL)
    path = "/crm/properties/2026-09/contacts/lead_source"
    project.emulator.faults.add(Fault(method="PATCH", path=path, **fault))

    project.run("apply", "--yes", *MOVE, code=code)
    project.run("apply", "--yes", *MOVE, *DELETE, code=0)
    project.run("apply", "--yes", *MOVE, *DELETE, code=0)

    assert labels(project) == {"website": "Web", "hp": "Homepage", "ads": "Ads", "fax": "Fax"}
    assert held(project) == {"website": 1}
    assert project.plan()["changes"] == []


def test_an_option_that_is_hidden_and_free_makes_way_before_it_goes(make_applied):
    """Nobody holds it, so it could go at once; but its label is needed before anybody agrees to that."""
    project = make_applied("ads")
    says(
        project, RENAME.replace("website: Website", "homepage: Site").replace("web: website", "web: homepage")
    )
    project.run("apply", "--yes", code=0)
    says(project, SAME_LABEL)

    project.run("apply", "--yes", code=0)
    shown = labels(project)
    project.run("apply", "--yes", *DELETE, code=0)

    assert (shown["website"], shown["web"]) == ("Web", "Web (web)")
    assert "web" not in labels(project)
    assert project.plan()["changes"] == []


def test_a_retired_value_that_nobody_holds_goes_without_a_move(make_applied):
    """Null and no records: hidden first, removed by the next run, with consent."""
    project = make_applied("ads")
    says(project, AFTER.replace("web: website, hp: website, ", ""))

    project.run("apply", "--yes", *DELETE, code=0)
    hidden = options(project)["fax"]
    project.run("apply", "--yes", code=4)
    kept = options(project)
    project.run("apply", "--yes", *DELETE, code=0)

    assert hidden is True
    assert "fax" in kept
    assert "fax" not in options(project)


@pytest.mark.parametrize("fault", [{"status": 500}, {"drop": "after"}, {"drop": "before"}], ids=str)
def test_a_move_that_breaks_off_is_gone_on_with(make_applied, fault):
    """The second batch is lost, carried out or not: nothing is sent again, and the next run does the rest."""
    project = make_applied(*["web"] * 350)
    says(project, RENAME)
    project.emulator.faults.add(Fault(method="POST", path=UPDATES, nth=2, **fault))

    broken = project.run("apply", "--yes", "--json", *MOVE, code=5).json
    left = held(project)["web"]
    sent = len([row for row in project.requests() if row.endswith("batch/update")])
    plan = project.plan()
    project.forget()
    project.run("apply", "--yes", *MOVE, code=0)

    (outcome,) = [one for one in broken["outcomes"] if one["phase"] == "move"]
    assert (outcome["status"], sent) == ("failed", 2)
    assert left == (150 if fault.get("drop") == "after" else 250)
    assert steps(plan)[-1] == ("move", False, {"options.web.records": left})
    assert len(batches(project)) == -(-left // 100)
    assert held(project) == {"website": 350}


def test_a_record_that_gets_the_old_value_keeps_the_option(make_applied, monkeypatch):
    """Between plan and removal somebody imports one: it is counted once more, and the option stays."""
    project = make_applied("web")
    says(project, RENAME)
    project.run("apply", "--yes", *MOVE, code=0)

    def late(plan, run):
        """The run as it is, a moment after the import."""
        imports(project, "web")
        return execute(plan, run)

    monkeypatch.setattr("revops.cli.apply.execute", late)
    project.forget()
    ran = project.run("apply", "--yes", "--json", *DELETE, code=4).json

    (outcome,) = ran["outcomes"]
    assert (outcome["status"], outcome["findings"][0]["code"]) == ("left", "RV672")
    assert project.requests(writes=True) == []
    assert options(project)["web"] is True
    assert steps(project.plan()) == [("move", False, {"options.web.records": 1})]


def test_a_saved_removal_is_stale_once_a_record_holds_the_value(make_applied):
    """The count is among what the plan's digest binds (rule 8)."""
    project = make_applied("web")
    says(project, RENAME)
    project.run("apply", "--yes", *MOVE, code=0)
    project.run("plan", *DELETE, "--out", "removal.json", code=0)
    project.emulator.within(
        lambda portal: fill(portal, resolve(portal, "contacts"), [{"lead_source": "web"}])
    )

    refused = project.run("apply", "removal.json", code=4)

    assert "RV451" in refused.err
    assert "web" in options(project)


def test_records_that_come_and_go_do_not_spoil_a_plan_that_moves_none(make_applied):
    """A busy portal: nobody agreed to the move, so its count is not what the plan is bound to."""
    project = make_applied("web")
    says(project, RENAME)
    project.run("plan", "--out", "hidden.json", code=0)
    project.emulator.within(
        lambda portal: fill(portal, resolve(portal, "contacts"), [{"lead_source": "web"}])
    )

    project.run("apply", "hidden.json", "--yes", code=4)

    assert options(project)["web"] is True
    assert held(project) == {"web": 2}


def test_where_the_records_go_is_part_of_a_saved_plan(make_applied):
    """Another target makes it another plan."""
    project = make_applied("web")
    says(project, RENAME)
    project.run("plan", *MOVE, "--out", "move.json", code=0)
    says(project, RENAME.replace("web: website}", "web: ads}"))

    assert project.run("apply", "move.json", code=4).err.count("RV451") == 1
    assert held(project) == {"web": 1}


def test_the_index_may_be_behind(make_applied):
    """The count after the move is asked for until it shows what was written."""
    project = make_applied("web", "web", index_lag_ms=100)
    says(project, RENAME)
    time.sleep(0.15)

    project.run("apply", "--yes", *MOVE, code=0)

    assert held(project) == {"website": 2}
    assert steps(project.plan()) == [("remove", False, {"options.web.records": 0})]


def index_catches_up(project):
    """Forget what records were before: the search shows them as they are."""
    project.emulator.within(lambda portal: portal.db.execute("delete from past"))


def test_what_a_person_has_set_meanwhile_is_not_overwritten(make_applied, monkeypatch):
    """The index still shows the old value of a record that somebody edits right after the plan (rule 4)."""
    project = make_applied("web", "web", "web", index_lag_ms=60_000)
    index_catches_up(project)
    says(project, RENAME)

    def late(plan, run):
        """The run as it is, a moment after the edit; the index catches up while the run waits for it."""
        edit = {"properties": {"lead_source": "ads"}}
        project.emulator.edit("PATCH", f"/crm/objects/2026-09/contacts/{first(project)}", edit)
        run.sleep = lambda _seconds: index_catches_up(project)
        return execute(plan, run)

    monkeypatch.setattr("revops.cli.apply.execute", late)
    project.run("apply", "--yes", *MOVE, code=0)

    assert held(project) == {"ads": 1, "website": 2}
    assert steps(project.plan()) == [("remove", False, {"options.web.records": 0})]


def first(project):
    """Id of the record that was made first."""
    return project.emulator.within(lambda portal: next(iter(every(portal, resolve(portal, "contacts")))))


def test_a_search_that_stands_still_ends_the_move(make_applied, monkeypatch):
    """Without the filter of ids, and with an index that is behind, each page is the first; the rest waits."""
    project = make_applied(*["web"] * 450, index_lag_ms=60_000)
    index_catches_up(project)
    says(project, RENAME)
    page = moving._page
    monkeypatch.setattr(moving, "_page", lambda one, last, left: page(one, "", left))

    def soon(plan, run):
        run.sleep = lambda _seconds: index_catches_up(project)
        run.clock = iter(range(0, 1_000_000, 8)).__next__
        return execute(plan, run)

    monkeypatch.setattr("revops.cli.apply.execute", soon)
    ran = project.run("apply", "--yes", "--json", *MOVE, code=5).json

    (outcome,) = [one for one in ran["outcomes"] if one["phase"] == "move"]
    assert (outcome["status"], [one["code"] for one in outcome["findings"]]) == ("failed", ["RV672"])
    assert held(project) == {"website": 200, "web": 250}
    assert steps(project.plan()) == [("move", False, {"options.web.records": 250})]


def test_records_wait_for_an_option_that_somebody_removed(make_applied):
    """It is held, so nothing is moved into it; taken, it is written, and the next run moves."""
    project = make_applied("web", "web")
    says(project, RENAME)
    project.run("apply", "--yes", code=4)
    body = project.tables()["properties:contacts"]["lead_source"]
    left = [one for one in body["options"] if one["value"] != "website"]
    project.emulator.edit("PATCH", "/crm/properties/2026-09/contacts/lead_source", {"options": left})
    project.forget()

    plan = project.plan()
    ran = project.run("apply", "--yes", *MOVE, code=4)
    untouched = (batches(project), held(project))
    project.run("apply", "--yes", "--take", f"{ADDRESS}#options.website.label", code=0)
    offered = steps(project.plan())
    project.run("apply", "--yes", *MOVE, code=0)

    assert steps(plan) == []
    assert [finding["severity"] for finding in plan["findings"] if finding["code"] == "RV660"] == ["warning"]
    assert "wait for `website`" in ran.out
    assert untouched == ([], {"web": 2})
    assert offered == [("move", False, {"options.web.records": 2})]
    assert held(project) == {"website": 2}


def test_a_key_that_may_not_write_records_only_hides(make_applied):
    """The scope is found missing before the first write, and named; so it is by `auth`."""
    project = make_applied("web")
    limit(project, "crm.schemas.contacts.read", "crm.schemas.contacts.write", "crm.objects.contacts.read")
    says(project, RENAME)

    plan = project.plan()
    ran = project.run("apply", "--yes", *MOVE, code=4)
    asked = project.run("auth", "--json", code=4).json

    (blocked,) = [change for change in plan["changes"] if change["action"] == "blocked"]
    assert (blocked["phase"], "crm.objects.contacts.write" in blocked["reason"]) == ("move", True)
    assert "crm.objects.contacts.write" in ran.out
    assert options(project)["web"] is True
    assert held(project) == {"web": 1}
    assert asked["missing"] == ["crm.objects.contacts.write"]


def test_a_key_that_may_not_read_records_counts_nothing(make_applied):
    """The plan says so, hides the option and removes nothing."""
    project = make_applied("web")
    limit(project, "crm.schemas.contacts.read", "crm.schemas.contacts.write")
    says(project, RENAME)

    project.run("apply", "--yes", code=0)
    plan = project.plan()

    assert [finding["code"] for finding in plan["findings"]] == ["RV662"]
    assert steps(plan) == []
    assert options(project)["web"] is True


def test_an_option_that_somebody_shows_again_is_held(make_applied):
    """Drift as any other: kept, the value is no longer retired (rule 4)."""
    project = make_applied("web")
    says(project, AFTER.replace("web: website, hp: website, fax", "web"))
    project.run("apply", "--yes", code=0)
    body = project.tables()["properties:contacts"]["lead_source"]
    shown = [{**one, "hidden": False} for one in body["options"]]
    project.emulator.edit("PATCH", "/crm/properties/2026-09/contacts/lead_source", {"options": shown})

    drifted = project.run("drift", "--json", code=2).json
    project.run("drift", "--keep", ADDRESS, code=0)

    assert [unit["path"] for unit in drifted["held"][0]["units"]] == ["options.web.hidden"]
    assert "retired" not in (project.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")
    assert project.plan()["changes"] == []


CONDITION = """\
conditions:
  from_web: {property: contacts.lead_source, any_of: [ads, web]}
"""
SET = """\
workflows:
  tag:
    object: contacts
    name: Tag
    enrol: {manual: true}
    steps:
      - {id: one, set: {contacts.lead_source: web}}
"""
SCORE = """\
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 10
    groups:
      a: {label: A, max: 10, rules: {b: {if: {property: contacts.lead_source, any_of: [web]}, add: 5}}}
"""


UNLISTED = """\
revops: 1
properties: {contacts: {lead_source: {existing: enumeration, retired: {web: null}}}}
"""


@pytest.mark.parametrize("section", [CONDITION, SET, SCORE], ids=["condition", "workflow", "score"])
@pytest.mark.parametrize("listed", [True, False])
def test_a_retired_value_in_use_is_an_error_at_its_line(make_project, section, listed):
    """Conditions, workflows and scores name values that are in use; also where no options are listed."""
    blueprint = RENAME
    if not listed:
        blueprint = UNLISTED
    project = make_project(locale="en", blueprint=blueprint + section)

    ran = project.run("validate", code=3)

    line = next(
        n
        for n, text in enumerate((blueprint + section).splitlines(), 1)
        if "web" in text and n > blueprint.count("\n")
    )
    told = ran.out + ran.err
    assert "RV668" in told
    assert f"portal.yaml:{line}" in told


def test_a_long_move_shows_how_far_it_is(make_applied, monkeypatch):
    """Every batch is told as it goes out, of so many as the plan has counted."""
    project = make_applied(*["web"] * 250)
    says(project, RENAME)
    told = []

    def watched(plan, run):
        run.progress = lambda change, calls: told.append((change.phase.value, calls, change.calls))
        return execute(plan, run)

    monkeypatch.setattr("revops.cli.apply.execute", watched)
    project.run("apply", "--yes", *MOVE, code=0)

    assert [one for one in told if one[0] == "move"] == [("move", 1, 3), ("move", 2, 3), ("move", 3, 3)]


def test_the_question_names_count_and_address(make_applied):
    """At a terminal a person agrees to a number of records."""
    project = make_applied(*["web"] * 250)
    says(project, RENAME)
    with open_session(project.folder, None) as session:
        situation = session.look(Consents())
    plan = make_plan(situation)

    (moving,) = [change for change in plan.changes if change.consent is Consent.MOVE]

    asked = _question(moving, Consent.MOVE, situation)
    assert asked.startswith(f"Move the records of {ADDRESS}, options.web.records: 250?")
    assert "not counted" in asked
