"""New records only: `newOnly` keeps whoever meets the condition already out of a workflow, for good."""

from __future__ import annotations

import pytest

from revops.emulator.object_types import resolve
from revops.emulator.surfaces.list_members import Members, take_out
from revops.emulator.surfaces.record_table import fill

HEAD = """\
revops: 1
properties:
  contacts:
    city: {existing: string}
    createdate: {existing: datetime}
    points: {label: Points, type: number, fieldType: number, groupName: contactinformation}
    twice:
      {label: Twice, type: number, fieldType: calculation_equation, groupName: contactinformation,
       calculationFormula: points * 2}
"""
FITS = "{property: contacts.points, at_least: 50}"
NURTURE = f"""\
workflows:
  nurture:
    object: contacts
    name: {{ja: 育成, en: Nurture}}
    enrol: {FITS}
    newOnly: true
    steps:
      - {{id: city, set: {{contacts.city: Osaka}}}}
    enabled: true
"""
OFTEN = "{every: day, at: '09:00', where: {property: contacts.points, at_least: 50}}"
MARKETED = "    hs_marketable_status: {existing: enumeration}\n"
"""One more property of contacts."""
DEALS = """\
revops: 1
properties:
  deals:
    dealname: {existing: string}
    amount: {existing: number}
workflows:
  nurture:
    object: deals
    name: Large
    enrol: {property: deals.amount, at_least: 50}
    newOnly: true
    suppress: {property: deals.dealname, equals: Trial}
    steps:
      - {id: name, set: {deals.dealname: Large}}
    enabled: true
"""
ADDRESS = "workflow.nurture"
SEGMENT = "segment.nurture_already_there"
MADE = ("--create", "workflow.*")
AGREED = (*MADE, "--enable", "*")


@pytest.fixture
def make_nurture(make_project, monkeypatch):
    """A project whose properties are applied, with contacts that hold so many points, without a port."""

    def make(*points, blueprint=NURTURE, locale="en"):
        project = make_project(locale=locale, blueprint=HEAD)
        monkeypatch.setattr("revops.cli.session.embedded_emulator", lambda *_: project.emulator)
        project.environment = {}
        project.run("apply", "--yes", code=0)
        contacts(project, *points)
        says(project, blueprint)
        return project

    return make


def contacts(project, *points):
    """Put contacts into the portal; what is computed is twice as much, as its formula says."""
    records(project, "contacts", *({"points": str(held), "twice": str(2 * held)} for held in points))


def records(project, scope, *values):
    """Put records into the portal."""
    project.emulator.within(lambda portal: fill(portal, resolve(portal, scope), values))


def says(project, blueprint):
    """What the blueprint says besides the properties."""
    (project.folder / "blueprints" / "portal.yaml").write_text(HEAD + blueprint, encoding="utf-8")


def only(project, table):
    """The one row of a table."""
    (row,) = project.tables()[table].values()
    return row


def members(project):
    """How many records the one segment holds."""
    return project.emulator.within(
        lambda portal: len(Members(portal).of(next(iter(portal.table("lists").values()))))
    )


def edit(project, **fields):
    """Change the one segment behind everybody's back."""

    def change(portal):
        for key, body in portal.table("lists").items():
            portal.table("lists")[key] = {**body, **fields}

    project.emulator.within(change)


def counted(plan):
    """Records and whether they are a bound, of the change that switches on."""
    return consequence(plan)["records"], consequence(plan)["at_most"]


def consequence(plan):
    (change,) = [change for change in plan["changes"] if change["phase"] == "enable"]
    return change["consequence"]


def told(plan, code):
    return [finding["summary"] for finding in plan["findings"] if finding["code"] == code]


def test_one_run_takes_the_picture_and_switches_on(make_nurture):
    """A pattern agrees, for of 500 who fit nobody would enrol; the segment that is suppressed holds them."""
    project = make_nurture(*[50] * 500, *[49] * 10)

    plan = project.plan()
    project.run("apply", "--yes", *AGREED, code=0)

    made = only(project, "lists")
    assert counted(plan)[0] == 0
    assert (made["processingType"], made["name"], members(project)) == (
        "SNAPSHOT",
        "Nurture: already there",
        500,
    )
    flow = only(project, "flows")
    assert (flow["suppressionListIds"], flow["isEnabled"]) == ([int(made["listId"])], True)
    assert made["filterBranch"] == {
        **flow["enrollmentCriteria"]["listFilterBranch"],
        "filters": [],
    }
    assert project.run("plan", "--exit-code", code=0).code == 0


def test_the_segment_is_called_in_the_targets_language(make_nurture):
    """As the workflow is."""
    project = make_nurture(locale="ja")

    project.run("apply", "--yes", *MADE, code=4)

    assert only(project, "lists")["name"] == "育成:開始前からの対象"


@pytest.mark.parametrize(
    "condition", [FITS, f"{{all: [{FITS}, {{property: contacts.createdate, on_or_after: 2020-01-01}}]}}"]
)
def test_who_fits_only_later_is_counted(make_nurture, condition):
    """Three came after the picture, of five; four that are new do not fit."""
    project = make_nurture(*[50] * 5, blueprint=NURTURE.replace(FITS, condition))
    project.run("apply", "--yes", *MADE, code=4)
    before = counted(project.plan())[0]

    contacts(project, 50, 60, 70, *[49] * 4)

    after = project.plan()
    assert before == 0
    assert counted(after) == (3, True)
    assert "changed after it was made" in consequence(after)["why"]
    assert "in_segment" not in consequence(after)["why"]


@pytest.mark.parametrize(
    "condition",
    [
        f"{{all: [{FITS}, {{property: contacts.createdate, within_last_days: 9}}]}}",
        f"{{any: [{FITS}, {{property: contacts.points, not_updated_in_days: 9}}]}}",
        "{property: contacts.twice, at_least: 100}",
        f"{{any: [{FITS}, {{submitted: true}}]}}",
    ],
)
def test_where_nothing_of_a_record_has_to_change_all_of_them_are_counted(make_nurture, condition):
    """A day comes by itself, and HubSpot keeps forms elsewhere and computes when it likes."""
    project = make_nurture(*[50] * 5, blueprint=NURTURE.replace(FITS, condition))
    project.run("apply", "--yes", *MADE, code=4)

    assert counted(project.plan()) == (5, True)


def test_where_somebody_took_members_out_all_of_them_are_counted(make_nurture):
    """The segment is smaller than those who fit and have not changed since."""
    project = make_nurture(*[50] * 5)
    project.run("apply", "--yes", *MADE, code=4)

    project.emulator.within(
        lambda portal: [
            take_out(portal, body, list(Members(portal).of(body))[:1])
            for body in portal.table("lists").values()
        ]
    )

    assert members(project) == 4
    assert counted(project.plan()) == (5, True)


def test_a_segment_that_is_not_filled_yet_keeps_the_workflow_off(make_nurture):
    """Nobody knows whom it keeps out: all are counted, and even an agreed switch is not sent."""
    project = make_nurture(*[50] * 5)
    project.run("apply", "--yes", *MADE, code=4)
    edit(project, processingStatus="PROCESSING")

    plan = project.plan()
    early = project.run("apply", "--yes", "--enable", ADDRESS)
    off = only(project, "flows")["isEnabled"]
    edit(project, processingStatus="COMPLETE")
    project.run("apply", "--yes", "--enable", ADDRESS, code=0)

    assert counted(plan) == (5, True)
    assert early.code == 5
    assert "RV989" in early.out + early.err
    assert (off, only(project, "flows")["isEnabled"]) == (False, True)


def test_another_condition_takes_no_other_picture(make_nurture):
    """Whoever is in the workflow by now would be in it, and leave; so all are counted, and it is told."""
    project = make_nurture(*[50] * 5, *[45] * 2)
    project.run("apply", "--yes", *AGREED, code=0)
    says(project, NURTURE.replace("at_least: 50", "less_than: 50"))

    plan = project.plan()

    assert [change["address"] for change in plan["changes"]] == [ADDRESS]
    assert counted(plan) == (2, True)
    assert "earlier condition" in "".join(told(plan, "RV988"))


def test_a_picture_for_a_workflow_that_is_on_says_who_leaves_it(make_nurture):
    """Members that are enrolled are taken out at their next step; nobody's suppression is changed unasked."""
    project = make_nurture(*[50] * 5, blueprint=NURTURE.replace("newOnly: true", "reEnrol: false"))
    project.run("apply", "--yes", *AGREED, code=0)
    says(project, NURTURE)

    held = [change["action"] for change in project.plan()["changes"] if change["address"] == ADDRESS]
    taken = project.plan("--take", f"{ADDRESS}#suppress")
    refused = project.run("apply", "--yes", "--take", f"{ADDRESS}#suppress", code=4)

    assert held == ["hold"]
    assert "leaves it at the next step" in "".join(told(taken, "RV988"))
    assert f"--enable {ADDRESS}" in refused.out


def test_a_workflow_that_is_off_gets_its_picture_later(make_nurture):
    """Its blueprint said nothing of it before, and no segment was suppressed: nothing is overwritten."""
    project = make_nurture(*[50] * 5, blueprint=NURTURE.replace("newOnly: true", "reEnrol: false"))
    project.run("apply", "--yes", *MADE, code=4)
    says(project, NURTURE)

    project.run("apply", "--yes", *AGREED, code=0)

    made = only(project, "lists")
    assert (members(project), only(project, "flows")["suppressionListIds"]) == (5, [int(made["listId"])])


def test_who_is_kept_out_does_not_enrol_again_either(make_nurture):
    """`reEnrol` beside `newOnly` reaches none of them, and that is told."""
    project = make_nurture(blueprint=NURTURE.replace("newOnly: true", "newOnly: true\n    reEnrol: true"))

    assert "by `reEnrol` neither" in "".join(told(project.plan(), "RV988"))


def test_other_segments_are_suppressed_beside_it(make_nurture):
    """What the entry says stays."""
    own = """\
segments:
  rivals: {object: contacts, name: Rivals, type: static}
"""
    said = NURTURE.replace("newOnly: true", "newOnly: true\n    suppress: [rivals]")
    project = make_nurture(blueprint=own + said)

    project.run("apply", "--yes", *MADE, code=4)

    ids = {int(body["listId"]) for body in project.tables()["lists"].values()}
    assert len(ids) == 2
    assert set(only(project, "flows")["suppressionListIds"]) == ids


@pytest.mark.parametrize(
    "trigger",
    ["{manual: true}", "{changed: contacts.points}", f"{{changed: contacts.points, where: {FITS}}}"],
)
def test_what_enrols_from_now_on_needs_no_picture(make_nurture, trigger):
    """Nobody is there before it happens."""
    project = make_nurture(blueprint=NURTURE.replace(FITS, trigger, 1))

    assert {change["address"] for change in project.plan()["changes"]} == {ADDRESS}


def test_a_schedule_leaves_out_who_fits_when_the_picture_is_taken(make_nurture):
    """It looks every day, and would take in all who fit on the first one."""
    project = make_nurture(*[50] * 5, blueprint=NURTURE.replace(FITS, OFTEN, 1))

    project.run("apply", "--yes", *MADE, code=4)

    assert members(project) == 5
    assert counted(project.plan())[0] == 0


def test_a_date_has_nobody_to_leave_out(make_nurture):
    """It enrols on a day; those with a date are there already, all of them."""
    project = make_nurture(
        blueprint=NURTURE.replace(FITS, "{date: contacts.createdate, at: '09:00', yearly: true}", 1)
    )

    assert "RV987" in project.run("plan", code=3).err


def test_a_segment_of_ones_own_under_its_key_is_an_error(make_nurture):
    """Nobody could tell which of the two is meant."""
    own = f"""\
segments:
  nurture_already_there: {{object: contacts, name: Mine, where: {FITS}}}
"""
    project = make_nurture(blueprint=own + NURTURE)

    assert "RV987" in project.run("plan", code=3).err


def test_a_workflow_of_deals_is_kept_from_the_segment_by_a_condition(make_nurture):
    """HubSpot has no list of segments there; what the entry says besides holds as well (dossier F2)."""
    project = make_nurture(blueprint="")
    records(project, "deals", *[{"amount": "60"}] * 4)
    (project.folder / "blueprints" / "portal.yaml").write_text(DEALS, encoding="utf-8")

    project.run("apply", "--yes", *MADE, code=4)
    before = counted(project.plan())[0]
    records(project, "deals", {"amount": "60"}, {"amount": "40"}, {"amount": "60", "dealname": "Trial"})
    after = counted(project.plan())
    project.run("apply", "--yes", *AGREED, code=0)

    kept = only(project, "flows")["suppressionFilterBranch"]
    asked = [entry for branch in kept["filterBranches"] for entry in branch["filters"]]
    named = [entry["listId"] for entry in asked if entry["filterType"] == "IN_LIST"]
    assert (before, after) == (0, (1, True))
    assert sorted(entry["filterType"] for entry in asked) == ["IN_LIST", "PROPERTY"]
    assert named == [only(project, "lists")["listId"]]
    project.run("plan", "--exit-code", code=0)


def test_what_follows_is_counted_of_those_who_are_left(make_nurture):
    """Of 5 who fit none is a marketing contact; only the 2 that came later would become one."""
    billed = NURTURE.replace("set: {contacts.city: Osaka}", "marketing: true")
    project = make_nurture(*[50] * 5, blueprint=MARKETED + billed)
    project.run("apply", "--yes", *MADE, code=4)
    contacts(project, 50, 50)

    assert consequence(project.plan())["billing"] == 2


def test_a_name_that_somebody_gave_it_is_held_and_cannot_be_kept(make_nurture):
    """The name follows the workflow's; no file has a place for another one, and none is changed."""
    project = make_nurture()
    project.run("apply", "--yes", *AGREED, code=0)
    edit(project, name="Theirs")
    before = (project.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")

    project.run("drift", code=2)
    refused = project.run("drift", "--keep", SEGMENT)

    assert refused.code == 4
    assert (project.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8") == before


def test_a_workflow_with_a_new_key_keeps_its_picture(make_nurture):
    """Both are moved; nothing is made anew, so that nobody who is in the workflow would leave it."""
    project = make_nurture(*[50] * 5)
    project.run("apply", "--yes", *AGREED, code=0)
    moved = f"""\
moved:
  {ADDRESS}: workflow.care
  {SEGMENT}: segment.care_already_there
"""
    says(project, NURTURE.replace("  nurture:", "  care:", 1) + moved)

    plan = project.plan()

    assert not {"create", "delete", "replace"} & {change["action"] for change in plan["changes"]}


def test_it_is_taken_back_by_an_empty_suppression(make_nurture):
    """The segment goes when nothing names it any more."""
    project = make_nurture(*[50] * 5)
    project.run("apply", "--yes", *MADE, code=4)
    says(project, NURTURE.replace("newOnly: true", "suppress: []") + f"removed: [{SEGMENT}]\n")

    project.run("apply", "--yes", "--delete", SEGMENT, code=4)

    assert project.plan()["summary"]["delete"] == 0
    assert only(project, "flows")["suppressionListIds"] == []
