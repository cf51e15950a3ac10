"""`revops rollback` of a run that made a thing and switched it on: off at least, and gone with consent."""

from __future__ import annotations

import pytest
from client_project import FLOWS, SCORES, Person
from test_scenario_rollback import write

MAILS, FORMS = "/marketing/emails/2026-09", "/marketing/v3/forms"
OF_RUN = "which is taken back, made it"

BLUEPRINT = """\
revops: 1
properties: {contacts: {email: {existing: string}}}
emails:
  hello:
    name: Hello
    subject: Hello
    body: Hello
    language: en
    from: {fromName: Us, replyTo: a@b.example}
    subscription: Marketing Information
    publish: true
forms: {visit: {name: Visit, language: en, fields: [contacts.email], notify: {roles: [ma_operator]}}}
scores:
  interest:
    object: contacts
    name: Interest
    category: INTENT
    max: 100
    thresholds: {hot: 60, warm: 30}
    groups: {web: {label: Web, max: 100, rules: {form: {event: form_submitted, add: 15}}}}
    publish: true
workflows:
  call:
    object: contacts
    name: Call
    enrol: {manual: true}
    enabled: true
    steps: [{id: wait, delay: {days: 1}}]
"""
SWITCHES = {
    ("email.hello", "publish", "published"),
    ("form.visit", "publish", "notify.roles.ma_operator"),
    ("score.contacts.interest", "publish", "published"),
    ("workflow.call", "enable", "enabled"),
}
"""Address, phase and unit of what the run switched on."""


@pytest.fixture
def on(make_project):
    """A project whose only run made four things and switched them on."""
    project = make_project(blueprint=BLUEPRINT)
    project.apply()
    assert switches(project) == {"mail": True, "form": 1, "score": "published", "flow": True}
    return project


def switches(project):
    """What is on, by what HubSpot shows of each; None for what is not there."""
    person = Person(project.emulator)

    def one(path, wanted):
        return next((row for row in person("GET", path)["results"] if row["name"] == wanted), None)

    mail, form, score, flow = (
        one(path, name)
        for path, name in ((MAILS, "Hello"), (FORMS, "Visit"), (SCORES, "Interest"), (FLOWS, "Call"))
    )
    return {
        "mail": mail and mail["isPublished"],
        "form": form and len(form["configuration"].get("notifyRecipients") or ()),
        "score": score and person("GET", f"{SCORES}/{score['id']}")["scoreStatus"],
        "flow": flow and flow["isEnabled"],
    }


def test_what_is_not_deleted_is_switched_off(on):
    """Each switch is a change of its own beside the deletion that asks; both say which run made the thing."""
    (run,) = on.run("history", "--json", code=0).json["runs"]
    plan = on.run("rollback", "--dry-run", "--json", code=0).json

    off = [change for change in plan["changes"] if change["action"] == "update"]
    going = {
        change["address"]: change["reason"] for change in plan["changes"] if change["action"] == "delete"
    }
    assert {(c["address"], c["phase"], u["path"]) for c in off for u in c["units"]} == SWITCHES
    assert [u["after"] for c in off for u in c["units"]] == [False] * 4
    assert going == {address: f"run {run['id'][:8]}, {OF_RUN}" for address, _, _ in SWITCHES}

    on.run("rollback", "--yes", "--enable", "*", "--publish", "*", code=4)

    assert switches(on) == {"mail": False, "form": 0, "score": "deactivated", "flow": False}


def test_without_any_consent_nothing_is_sent(on):
    """Switching off is a step of its own, too: `--yes` alone does not agree to it (rule 9)."""
    on.forget()
    on.run("rollback", "--yes", code=4)

    assert on.requests(writes=True) == []


def test_what_is_deleted_is_not_switched_off_first(on):
    """With the consent the plan has the deletions alone, also after a run that switched off."""
    on.run("rollback", "--yes", "--enable", "*", code=4)
    ran = on.run("rollback", "--yes", "--delete-created", "--json", code=0).json

    assert {(one["address"], one["action"]) for one in ran["outcomes"]} == {
        (address, "delete") for address, _, _ in SWITCHES
    }
    assert set(switches(on).values()) == {None}


def test_the_blueprint_may_be_taken_back_before(on):
    """What the files do not describe any more is switched off all the same."""
    write(on, "revops: 1\nproperties: {contacts: {email: {existing: string}}}\n")
    on.run("rollback", "--yes", "--enable", "*", "--publish", "*", code=4)

    assert switches(on) == {"mail": False, "form": 0, "score": "deactivated", "flow": False}


def test_what_a_later_run_switched_on_goes_off_too(make_project):
    """It would not be on if it had not been made; the later run is named."""
    project = make_project(blueprint=BLUEPRINT.replace("    enabled: true\n", ""))
    project.apply()
    write(project, BLUEPRINT)
    project.apply()
    first = project.run("history", "--json", code=0).json["runs"][-1]["id"]

    project.run("rollback", first, "--yes", "--enable", "*", code=4)

    assert switches(project) == {"mail": True, "form": 1, "score": "published", "flow": False}


def test_a_score_goes_off_beside_one_whose_points_go_back(make_project):
    """Both of one object: what is to go is read as a whole, and not only what is described."""
    project = make_project(blueprint=TWO)
    project.apply()
    write(project, TWO.replace("add: 15", "add: 20") + SECOND)
    project.apply()
    assert {one["scoreStatus"] for one in scores(project)} == {"published"}

    project.run("rollback", "--yes", "--publish", "*", code=4)

    assert {one["name"]: one["scoreStatus"] for one in scores(project)} == {
        "Interest": "published",
        "Fit": "deactivated",
    }


TWO = "revops: 1\nscores:\n" + BLUEPRINT.partition("scores:\n")[2].partition("workflows:")[0]
SECOND = TWO.partition("scores:\n")[2].replace("interest:", "fit:").replace("Interest", "Fit")


def scores(project):
    """What is published of each score."""
    person = Person(project.emulator)
    return [person("GET", f"{SCORES}/{row['id']}") for row in person("GET", SCORES)["results"]]


def test_what_a_person_switched_off_is_left_alone(on):
    """There is nothing to switch off; the deletion still asks."""
    person = Person(on.emulator)
    person.flow(lambda body: body.update(isEnabled=False))

    plan = on.run("rollback", "--dry-run", "--json", code=0).json

    about = [change["action"] for change in plan["changes"] if change["address"] == "workflow.call"]
    assert about == ["delete"]


def test_what_somebody_made_anew_by_hand_is_left_alone(on):
    """Another one under the same address is not this tool's: it is not deleted, nor offered to go off."""
    person = Person(on.emulator)
    (form,) = (row for row in person("GET", FORMS)["results"] if row["name"] == "Visit")
    person("DELETE", f"{FORMS}/{form['id']}")
    person("POST", FORMS, {name: value for name, value in form.items() if name != "id"})
    assert switches(on)["form"] == 1

    plan = on.run("rollback", "--dry-run", "--json", code=0).json
    on.run("rollback", "--yes", "--delete-created", "--publish", "*", code=4)

    about = [change for change in plan["changes"] if change["address"] == "form.visit"]
    assert [change["action"] for change in about] == ["blocked"]
    assert "somebody made this one by hand" in about[0]["reason"]
    assert switches(on)["form"] == 1


@pytest.mark.parametrize(("typed", "flow"), [("nnnnnnny", False), ("ynnnnnn", None)])
def test_at_a_terminal_it_is_asked_after_the_deletion(on, typed, flow):
    """Who does not want it deleted is asked whether it goes off; who does is not asked again."""
    write(on, "revops: 1\n")
    ran = on.run("rollback", "--yes", typed="\n".join(typed) + "\n", code=4)

    assert switches(on)["flow"] is flow
    assert ("Switch workflow.call off?" in ran.out) is (flow is False)
