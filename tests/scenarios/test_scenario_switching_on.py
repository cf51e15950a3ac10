"""Before anything is switched on the plan counts whom it concerns; above the cap only an address agrees."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from revops.emulator import DEFAULT_TOKEN, Traits
from revops.emulator.faults import Fault
from revops.emulator.object_types import resolve
from revops.emulator.surfaces.list_members import Members
from revops.emulator.surfaces.record_table import fill
from revops.model import condition
from revops.model.condition import PropertyRef
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Record
from sections import NURTURE

HEAD = """\
revops: 1
properties:
  contacts:
    city: {existing: string}
    hs_marketable_status: {existing: enumeration}
    points: {label: Points, type: number, fieldType: number, groupName: contactinformation}
"""
HOT = """\
segments:
  hot: {object: contacts, name: Hot, where: {property: contacts.points, at_least: 50}}
"""
JOINED = NURTURE.replace("{property: contacts.points, at_least: 50}", "{in_segment: hot}")
BILLED = NURTURE.replace("set: {contacts.city: Osaka}", "marketing: true")
ADDRESS = "workflow.nurture"
MADE = ("--create", "workflow.*")
MANY = ("--enable", "*")


@pytest.fixture
def make_nurture(make_project, monkeypatch):
    """A project whose property is applied, with contacts that hold so many points, reached without a port."""

    def make(*points, blueprint=NURTURE, **traits):
        project = make_project(locale="en", blueprint=HEAD, **traits)
        monkeypatch.setattr("revops.cli.session.embedded_emulator", lambda *_: project.emulator)
        project.environment = {}
        project.run("apply", "--yes", code=0)
        contacts(project, [{"points": str(held)} for held in points])
        says(project, HEAD + blueprint)
        return project

    return make


def contacts(project, values):
    """Put contacts into the portal."""
    project.emulator.within(lambda portal: fill(portal, resolve(portal, "contacts"), values))


def says(project, blueprint):
    """Change the blueprint."""
    (project.folder / "blueprints" / "portal.yaml").write_text(blueprint, encoding="utf-8")


def target(project, line):
    """Add a line to the emulator's target."""
    path = project.folder / "revops.yaml"
    text = path.read_text(encoding="utf-8")
    mark = "    emulator: true\n"
    path.write_text(text.replace(mark, f"{mark}    {line}\n"), encoding="utf-8")


def switching(plan):
    """What a plan as JSON says of the change that switches on."""
    (change,) = [change for change in plan["changes"] if change["phase"] in ("enable", "publish")]
    return change


def is_on(project):
    return [flow["isEnabled"] for flow in project.tables()["flows"].values()]


def searches(project):
    return [request for request in project.requests() if request.endswith("contacts/search")]


def test_5000_matching_contacts_are_not_enrolled_without_consent(make_nurture):
    """The plan prints 5,000; neither --yes nor a pattern switches on, the address does."""
    project = make_nurture(*[50] * 5000, *[49] * 100)

    told = project.run("plan", code=0).out
    refused = project.run("apply", "--yes", *MADE, *MANY, code=4)
    before = is_on(project)
    project.run("apply", "--yes", code=4)
    still = is_on(project)
    agreed = project.run("apply", "--yes", "--enable", ADDRESS, code=0)

    assert "5,000 contacts would enrol at once" in told
    assert "RV890" in refused.out
    assert f"revops apply --enable {ADDRESS}" in refused.out
    assert (before, still, is_on(project)) == ([False], [False], [True])
    assert "5,000" in agreed.out


@pytest.mark.parametrize(("matching", "agreed"), [(2, True), (3, True), (4, False)])
def test_a_pattern_agrees_to_no_more_than_the_targets_cap(make_nurture, matching, agreed):
    """A cap of 3: three records are within it, four are not."""
    project = make_nurture(*[50] * matching)
    target(project, "caps: {enrol: 3}")

    ran = project.run("apply", "--yes", *MADE, *MANY, code=0 if agreed else 4)

    assert is_on(project) == [agreed]
    assert ("RV890" in ran.out) is not agreed


@pytest.mark.parametrize(("matching", "agreed"), [(2, True), (3, False)])
def test_a_protected_target_has_half_the_cap(make_nurture, matching, agreed):
    """A cap of 5 is one of 2 there (rule 7)."""
    project = make_nurture(*[50] * matching)
    target(project, "caps: {enrol: 5}")
    target(project, "protected: true")

    plan = project.plan(*MADE, *MANY)

    assert switching(plan)["approved"] is agreed


def test_100_is_the_cap_where_nothing_is_said(make_nurture):
    """The 101st record asks for the address."""
    project = make_nurture(*[50] * 100)
    hundred = switching(project.plan(*MADE, *MANY))
    contacts(project, [{"points": "50"}])

    assert hundred["approved"]
    assert not switching(project.plan(*MADE, *MANY))["approved"]


def test_the_threshold_is_where_segment_and_simulation_have_it(make_nurture):
    """At 49, 50 and 51 points of 50: the count, HubSpot's segment and the simulation say the same."""
    project = make_nurture(49, 50, 51, blueprint=HOT)
    project.run("apply", "--yes", code=0)
    (members,) = project.emulator.within(
        lambda portal: [len(Members(portal).of(body)) for body in portal.table("lists").values()]
    )
    says(project, HEAD + HOT + NURTURE)
    clock = Clock(datetime(2026, 11, 22, tzinfo=UTC), ZoneInfo("Asia/Tokyo"))
    test = condition.Test(PropertyRef("contacts", "points"), "number", "at_least", 50)

    counted = switching(project.plan())["consequence"]["records"]

    simulated = [holds(test, Record("contacts", {"points": str(held)}), clock) for held in (49, 50, 51)]
    assert simulated == [False, True, True]
    assert counted == members == sum(simulated) == 2


def test_members_of_a_segment_are_counted_by_its_size(make_nurture):
    """No search at all: HubSpot tells the size."""
    project = make_nurture(49, 50, 51, blueprint=HOT)
    project.run("apply", "--yes", code=0)
    says(project, HEAD + HOT + JOINED)
    project.forget()

    counted = switching(project.plan())["consequence"]

    assert (counted["records"], counted["at_most"]) == (2, False)
    assert searches(project) == []


def test_a_segment_that_is_yet_to_be_made_is_counted_by_its_condition(make_nurture):
    """The plan that makes it says how many would enrol."""
    project = make_nurture(49, 50, 51, blueprint=HOT + JOINED)

    counted = switching(project.plan())["consequence"]

    assert (counted["records"], counted["at_most"]) == (2, False)


def test_what_no_search_tells_makes_the_count_a_bound(make_nurture):
    """Text that contains something: the search for the rest is more than those who enrol, never less."""
    both = "{all: [{property: contacts.points, at_least: 50}, {property: contacts.city, contains: [sak]}]}"
    project = make_nurture(50, blueprint=NURTURE.replace("{property: contacts.points, at_least: 50}", both))
    contacts(project, [{"points": "60", "city": "Osaka"}, {"points": "40", "city": "Osaka"}])

    counted = switching(project.plan())["consequence"]

    assert (counted["records"], counted["at_most"]) == (2, True)
    assert "contacts.city" in counted["why"]


def test_nobody_has_a_value_of_a_property_that_the_plan_makes(make_nurture):
    """HubSpot answers 400 to a search for it, so it is not asked; a pattern agrees to 0."""
    new = HEAD + "    level: {label: Level, type: number, fieldType: number, groupName: contactinformation}\n"
    project = make_nurture(50, 60)
    says(project, new + NURTURE.replace("contacts.points", "contacts.level"))
    project.forget()

    change = switching(project.plan(*MADE, *MANY))

    assert (change["consequence"]["records"], change["approved"]) == (0, True)
    assert searches(project) == []


def test_marketing_contacts_are_counted_because_hubspot_bills_them(make_nurture):
    """Of three who would enrol one is a marketing contact already."""
    project = make_nurture(50, blueprint=BILLED)
    contacts(
        project,
        [
            {"points": "50", "hs_marketable_status": "true"},
            {"points": "50", "hs_marketable_status": "false"},
            {"points": "10", "hs_marketable_status": "false"},
        ],
    )

    told = project.run("plan", code=0).out
    counted = switching(project.plan())["consequence"]

    assert (counted["records"], counted["billing"]) == (3, 2)
    assert "2 contacts would become marketing contacts" in told
    assert "RV892" in told


def test_without_the_right_to_search_nothing_is_counted_and_a_pattern_does_not_agree(make_nurture):
    """Never 0: HubSpot's words are told, and the address still agrees."""
    project = make_nurture(*[50] * 3)
    scopes = frozenset({"automation", "crm.schemas.contacts.read", "crm.schemas.contacts.write"})
    project.emulator.add_portal(project.emulator.portal_id, DEFAULT_TOKEN, Traits(scopes=scopes))

    ran = project.run("apply", "--yes", *MADE, *MANY, code=4)
    plan = project.plan(*MANY)
    project.run("apply", "--yes", "--enable", ADDRESS, code=0)

    assert "not counted" in ran.out
    assert "RV891" in ran.out
    assert switching(plan)["consequence"]["records"] is None
    assert is_on(project) == [True]


def test_a_search_that_fails_on_the_way_counts_nothing(make_nurture):
    """A broken answer is no count, and the rest of the plan stands."""
    project = make_nurture(*[50] * 3)
    project.emulator.faults.add(Fault(method="POST", path="*/contacts/search", status=200, body=[], count=9))

    change = switching(project.plan(*MADE, *MANY))

    assert (change["consequence"]["records"], change["approved"]) == (None, False)


def test_a_plan_that_switches_nothing_on_sends_no_search(make_nurture):
    """An unchanged plan costs what it cost before, and so does drift."""
    project = make_nurture(50)
    project.run("apply", "--yes", *MADE, "--enable", ADDRESS, code=0)
    project.forget()

    project.run("plan", "--exit-code", code=0)
    project.run("drift", code=0)

    assert searches(project) == []


def test_a_saved_plan_is_stale_once_the_cap_is_passed(make_nurture):
    """What was agreed to by a pattern at 100 is not agreed to at 101."""
    project = make_nurture(*[50] * 100)
    project.run("plan", *MADE, *MANY, "--out", "plan.json", code=0)
    contacts(project, [{"points": "50"}])

    ran = project.run("apply", "plan.json", code=4)

    assert "RV451" in ran.err + ran.out
    assert project.tables().get("flows", {}) == {}


def test_a_saved_plan_holds_while_numbers_move_below_the_cap(make_nurture):
    """The digest binds whether it is agreed to, not how many there are."""
    project = make_nurture(*[50] * 10)
    project.run("plan", *MADE, *MANY, "--out", "plan.json", code=0)
    contacts(project, [{"points": "50"}])

    project.run("apply", "plan.json", code=0)

    assert is_on(project) == [True]


def test_a_score_counts_whom_it_scores(make_nurture):
    """All contacts where nothing else is said."""
    score = """\
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 50
    groups: {web: {max: 40, rules: {hot: {if: {property: contacts.points, at_least: 50}, add: 5}}}}
    publish: true
"""
    project = make_nurture(49, 50, 51, blueprint=score)

    told = project.run("plan", code=0).out
    counted = switching(project.plan())["consequence"]

    assert (counted["records"], counted["at_most"]) == (3, False)
    assert "3 contacts would be scored" in told


def test_todays_records_are_kept_out_by_a_snapshot_as_the_docs_say(make_nurture):
    """The picture holds whoever fits today; nobody is left to enrol, so that a pattern agrees."""
    page = (Path(__file__).parents[2] / "docs" / "safety.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    project = make_nurture()
    contacts(project, [{"email": f"{number}@example.com"} for number in range(7)])
    says(project, example)

    project.run("apply", "--yes", *MADE, code=4)
    suppressed = [flow["suppressionListIds"] for flow in project.tables()["flows"].values()]
    counted = switching(project.plan())["consequence"]
    project.run("apply", "--yes", *MANY, code=0)

    ((picture, members),) = project.emulator.within(
        lambda portal: [(key, len(Members(portal).of(body))) for key, body in portal.table("lists").items()]
    )
    assert (suppressed, members) == ([[int(picture)]], 7)
    assert counted["records"] == 0
    assert is_on(project) == [True]


def test_a_switch_that_the_blueprint_names_later_asks_and_is_not_held(make_project):
    """Everything is made switched off, so that being off is nobody's change."""
    head = "revops: 1\nworkflows:\n  call:\n    object: contacts\n    name: Call\n    enrol: {manual: true}\n"
    steps = "    steps: [{id: call, task: {subject: Call, type: CALL}}]\n"
    project = make_project(blueprint=head + steps)
    project.apply()
    path = project.folder / "blueprints" / "portal.yaml"
    path.write_text(f"{head}    enabled: true\n{steps}", encoding="utf-8")

    (change,) = project.plan()["changes"]

    assert (change["action"], change["phase"], change["consent"]) == ("update", "enable", "enable")
