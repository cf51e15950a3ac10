"""Several roles that one person has: HubSpot holds the person once, and that is no difference."""

from __future__ import annotations

import pytest
from client_project import Person

BLUEPRINT = """\
revops: 1
variables:
  new_deal_roles: [deal_manager, pipeline_manager]
properties:
  deals:
    hubspot_owner_id: {existing: enumeration}
workflows:
  notices:
    object: deals
    name: Notices
    enrol: {manual: true}
    steps:
      - {id: mail, notify: {roles: $new_deal_roles, subject: New deal, body: Look at it}}
      - {id: shown, in_app: {roles: $new_deal_roles, subject: New deal, body: Look at it}}
      - {id: share, rotate: {roles: $new_deal_roles, property: deals.hubspot_owner_id}}
  calls:
    object: deals
    name: Calls
    enrol: {manual: true}
    steps:
      - {id: first, task: {subject: Check, role: pipeline_manager}}
      - {id: second, task: {subject: Close, role: deal_manager}}
"""
ADDRESS, NAME = "workflow.notices", "Notices"
STEPS = ["steps.mail", "steps.shown", "steps.share"]
ONE, OTHER = "pipeline-manager@example.com", "sales-assistant@example.com"


@pytest.fixture(scope="module")
def once(share_project):
    """Applied with the roles of `init`, where both are one user."""
    project = share_project(locale="en", blueprint=BLUEPRINT)
    settings = (project.folder / "revops.yaml").read_text(encoding="utf-8")
    assert settings.count(f"deal_manager: {ONE}") == settings.count(f"pipeline_manager: {ONE}") == 1
    project.run("apply", "--yes", "--create", "workflow.*", code=0)
    return project


@pytest.fixture
def made(once):
    """The project as it was applied; what a test changed is put back."""
    ledgers = (once.folder / ".revops/ledger").iterdir()
    files = [once.folder / "revops.yaml", once.folder / "blueprints/portal.yaml", *ledgers]
    kept = {file: file.read_bytes() for file in files}
    actions = flow(once)["actions"]
    yield once
    for file, content in kept.items():
        file.write_bytes(content)
    Person(once.emulator).flow(lambda body: body.update(actions=actions), NAME)


def flow(project):
    return next(row for row in project.tables()["flows"].values() if row["name"] == NAME)


def user(project, email):
    return next(str(row["userId"]) for row in project.tables()["owners"].values() if row["email"] == email)


def told(project):
    """Who is in the lists of the three steps that have one."""
    return [action["fields"]["user_ids"] for action in flow(project)["actions"]]


def remap(project, role, email):
    path = project.folder / "revops.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f" {role}: {ONE}", f" {role}: {email}"), encoding="utf-8")


def test_the_person_is_sent_once_and_nothing_is_left(made):
    """Each list has one user; plan and drift find nothing, and no role is taken for another one's."""
    assert told(made) == [[user(made, ONE)]] * 3
    made.run("plan", "--exit-code", code=0)
    made.run("drift", code=0)


@pytest.mark.parametrize("role", ["deal_manager", "pipeline_manager"])
def test_a_role_that_somebody_else_gets_is_an_update(made, role):
    """Whichever of the two it is: nobody touched HubSpot, so nothing is held, and both are told then."""
    remap(made, role, OTHER)
    (change,) = [one for one in made.plan()["changes"] if one["address"] == ADDRESS]
    assert change["action"] == "update"
    moved = {unit["path"]: unit["moved_by"] for unit in change["units"]}
    assert {path: moved[path] for path in STEPS} == dict.fromkeys(STEPS, "blueprint")
    made.run("apply", "--yes")
    assert [sorted(users) for users in told(made)] == [sorted([user(made, ONE), user(made, OTHER)])] * 3
    assert [one for one in made.plan()["changes"] if one["address"] == ADDRESS] == []


def test_somebody_who_is_taken_out_in_hubspot_is_drift(made):
    """Another user in the place of the one that was sent is held, step by step."""
    other = user(made, OTHER)

    def edit(body):
        for action in body["actions"]:
            action["fields"]["user_ids"] = [other]

    Person(made.emulator).flow(edit, NAME)
    (held,) = made.run("drift", "--json", code=2).json["held"]
    assert [unit["path"] for unit in held["units"]] == sorted(STEPS, key=STEPS.index)
    assert {unit["moved_by"] for unit in held["units"]} == {"portal"}


def test_somebody_who_is_added_in_hubspot_can_be_kept(made):
    """The file then names all three roles: no role of the blueprint gets lost with it."""
    other = user(made, OTHER)
    Person(made.emulator).flow(lambda body: body["actions"][0]["fields"]["user_ids"].append(other), NAME)
    (held,) = made.run("drift", "--json", code=2).json["held"]
    assert [unit["path"] for unit in held["units"]] == ["steps.mail"]
    made.run("drift", "--keep", ADDRESS, code=0)
    text = (made.folder / "blueprints/portal.yaml").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if "id: mail" in line]
    assert "roles: [deal_manager, pipeline_manager, sales_assistant]" in line
    made.run("plan", "--exit-code", code=0)


def test_another_role_of_the_same_person_is_no_write(made):
    """A task that the blueprint gives to the person's other role is the same task."""
    path = made.folder / "blueprints/portal.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("role: pipeline_manager", "role: deal_manager"), encoding="utf-8")
    (change,) = made.plan()["changes"]
    assert (change["action"], change["calls"]) == ("adopt", 0)
