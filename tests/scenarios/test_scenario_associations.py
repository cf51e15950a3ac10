"""Association labels and limits through the command line: both sides, limits, either order, other portals."""

from __future__ import annotations

import re

import pytest
import yaml
from client_project import Person

from revops.emulator.faults import Fault

PAIR = "/crm/associations/2026-09/contacts/companies/labels"
BACK = "/crm/associations/2026-09/companies/contacts/labels"
LIMITS = "/crm/associations/2026-09/definitions/configurations"
ADDRESS = "association.contacts-companies.reports_to"
OTHER, OTHER_TOKEN = 47110815, "pat-other"

BLUEPRINT = """\
revops: 1
associations:
  contacts:
    companies:
      decision_maker: {label: {ja: 決裁者, en: Decision maker}, limit: 1}
      reports_to: {label: {ja: 上司, en: Manager}, inverseLabel: {ja: 部下, en: Report}, inverseLimit: 3}
      default: {limit: 5}
"""


def blueprint(project, text):
    (project.folder / "blueprints" / "portal.yaml").write_text(text, encoding="utf-8")


def subscribe(project, tier):
    """Declare another subscription of all hubs."""
    path = project.folder / "revops.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("enterprise|professional", tier, text), encoding="utf-8")


def labels(project, path=PAIR):
    """Label -> type id of what the portal has of its own, as people see it."""
    rows = Person(project.emulator)("GET", path)["results"]
    return {row["label"]: row["typeId"] for row in rows if row["category"] == "USER_DEFINED"}


def limits(project):
    """Label (none for the default) -> limit, of either direction."""
    rows = Person(project.emulator)("GET", f"{LIMITS}/all")["results"]
    return {row["label"]: row["userEnforcedMaxToObjectIds"] for row in rows}


def changes(plan):
    return {change["address"]: change["action"] for change in plan["changes"]}


@pytest.fixture
def labelled(make_project):
    """A project whose labels are applied, in Japanese."""
    project = make_project(blueprint=BLUEPRINT)
    project.apply()
    return project


def test_labels_and_limits_are_made_with_their_sides(labelled):
    """A label without an inverse one is called the same from both sides; the plan is empty afterwards."""
    assert labels(labelled).keys() == {"決裁者", "上司"}
    assert labels(labelled, BACK).keys() == {"決裁者", "部下"}
    assert limits(labelled) == {"決裁者": 1, "部下": 3, None: 5}
    labelled.forget()
    assert labelled.plan()["summary"]["empty"]
    assert sorted(r for r in labelled.requests() if "/associations/" in r) == [
        f"GET {BACK}",
        f"GET {PAIR}",
        f"GET {LIMITS}/companies/contacts",
        f"GET {LIMITS}/contacts/companies",
    ]


def test_the_ledger_holds_both_type_ids(labelled):
    """One per direction, also where the create's answer does not tell which is which."""
    ledger = (labelled.folder / ".revops" / "ledger" / f"{labelled.emulator.portal_id}.json").read_text()
    for label, inverse in (("上司", "部下"), ("決裁者", "決裁者")):
        assert f'"{labels(labelled)[label]}"' in ledger
        assert f'"{labels(labelled, BACK)[inverse]}"' in ledger


def test_a_limit_of_none_is_purged_and_an_unset_one_is_left_alone(labelled):
    """`limit: none` removes a limit; taking the line out does not."""
    blueprint(labelled, BLUEPRINT.replace("limit: 1", "limit: none").replace(", inverseLimit: 3", ""))
    labelled.forget()
    labelled.apply()
    assert labelled.requests(writes=True) == [f"POST {LIMITS}/contacts/companies/batch/purge"]
    assert limits(labelled) == {"部下": 3, None: 5}
    assert labelled.plan()["summary"]["empty"]


def test_a_new_text_is_sent_with_the_other_side(labelled):
    """One PUT: what is not in the blueprint's words stays, and a single label stays single."""
    changed = BLUEPRINT.replace("ja: 決裁者", "ja: 最終決裁者").replace("ja: 上司", "ja: 上長")
    blueprint(labelled, changed)
    labelled.forget()
    labelled.apply()
    assert labelled.requests(writes=True) == [f"PUT {PAIR}"] * 2
    assert labels(labelled).keys() == {"最終決裁者", "上長"}
    assert labels(labelled, BACK).keys() == {"最終決裁者", "部下"}
    assert limits(labelled) == {"最終決裁者": 1, "部下": 3, None: 5}


def test_a_hand_edit_of_the_inverse_label_is_held_then_kept_or_taken(labelled):
    """Nothing is written until somebody takes a side; both sides of the label are sent then."""
    person = Person(labelled.emulator)
    edit = {"associationTypeId": labels(labelled)["上司"], "label": "上司", "inverseLabel": "メンバー"}
    person("PUT", PAIR, edit)
    labelled.forget()
    (held,) = [c for c in labelled.plan()["changes"] if c["action"] == "hold"]
    assert (held["address"], [unit["path"] for unit in held["units"]]) == (ADDRESS, ["inverseLabel"])
    labelled.run("apply", "--yes", code=4)
    assert labelled.requests(writes=True) == []

    labelled.run("drift", "--keep", f"{ADDRESS}#inverseLabel", code=0)
    text = (labelled.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")
    assert text == BLUEPRINT.replace("ja: 部下", "ja: メンバー")
    assert labelled.plan()["summary"]["empty"]

    person("PUT", PAIR, {**edit, "inverseLabel": "担当"})
    labelled.apply("--take", ADDRESS)
    assert labels(labelled, BACK).keys() == {"決裁者", "メンバー"}


def test_a_label_renamed_by_hand_is_not_made_again(labelled):
    """It is known by its type id."""
    edit = {"associationTypeId": labels(labelled)["上司"], "label": "ボス", "inverseLabel": "部下"}
    Person(labelled.emulator)("PUT", PAIR, edit)
    assert changes(labelled.plan()) == {ADDRESS: "hold"}


def test_a_removal_needs_consent_and_takes_both_sides(labelled):
    """With the limits of the label; HubSpot's own association keeps its limit."""
    listed = "association.contacts-companies.decision_maker"
    entry = BLUEPRINT.splitlines()[5]
    told = f"revops: 1\nremoved: [{listed}]\nassociations: {{contacts: {{companies: {{{entry.strip()}}}}}}}\n"
    blueprint(labelled, told)
    plan = labelled.plan()
    assert changes(plan) == {"association.contacts-companies.decision_maker": "delete"}
    assert "RV650" in {finding["code"] for finding in plan["findings"]}
    labelled.run("apply", "--yes", code=4)
    assert "決裁者" in labels(labelled)
    labelled.apply("--delete", "association.contacts-companies.*")
    assert labels(labelled).keys() == {"上司"}
    assert labels(labelled, BACK).keys() == {"部下"}
    assert limits(labelled) == {"部下": 3, None: 5}


@pytest.mark.parametrize("turned", [False, True])
def test_a_label_made_by_hand_is_found_from_either_side(make_project, turned):
    """Equal texts are adopted; nothing is made twice, whichever side the blueprint describes it from."""
    project = make_project(blueprint="revops: 1\n")
    person = Person(project.emulator)
    person("POST", PAIR, {"label": "上司", "inverseLabel": "部下", "name": "manager"})
    (one, mine), (other, its) = [("contacts", "上司"), ("companies", "部下")][:: -1 if turned else 1]
    entry = f"{{label: {mine}, inverseLabel: {its}}}"
    blueprint(project, f"revops: 1\nassociations:\n  {one}:\n    {other}:\n      line: {entry}\n")
    assert changes(project.plan()) == {f"association.{one}-{other}.line": "adopt"}
    project.forget()
    project.apply()
    assert project.requests(writes=True) == []
    assert project.plan()["summary"]["empty"]


def test_a_hand_made_label_is_held_on_first_contact(make_project):
    """Its other text is somebody's; a limit that nobody has set may be set."""
    project = make_project(blueprint="revops: 1\n")
    Person(project.emulator)("POST", PAIR, {"label": "上司", "inverseLabel": "仲間", "name": "boss"})
    blueprint(project, BLUEPRINT)
    plan = project.plan()
    mine = {c["action"]: [u["path"] for u in c["units"]] for c in plan["changes"] if c["address"] == ADDRESS}
    assert mine == {"update": ["inverseLimit"], "adopt": ["label"], "hold": ["inverseLabel"]}


def test_both_sides_of_one_label_are_an_error_with_file_and_line(make_project):
    """The second entry is shown, and the place of the first is told."""
    project = make_project(blueprint="revops: 1\n")
    blueprint(
        project,
        BLUEPRINT + "  companies:\n    contacts:\n      staff: {label: 部下, inverseLabel: 上司}\n",
    )
    ran = project.run("validate", code=3)
    assert "RV642" in ran.out + ran.err
    assert "blueprints/portal.yaml:10" in ran.out + ran.err
    assert "blueprints/portal.yaml:6" in ran.out + ran.err


def test_a_second_portal_gets_the_same_under_other_type_ids(labelled, make_project):
    """No type id stands in any blueprint file; each ledger holds its own."""
    second = make_project("second", portal_id=OTHER, token=OTHER_TOKEN)
    labelled.pin("second", portal=OTHER, default=False)
    labelled.environment |= {
        "REVOPS_BASE_URL": second.environment["REVOPS_BASE_URL"],
        "HUBSPOT_ACCESS_TOKEN": OTHER_TOKEN,
    }
    labelled.apply("--target", "second")
    assert labelled.plan("--target", "second")["summary"]["empty"]
    assert labels(second).keys() == labels(labelled).keys()
    assert limits(second) == limits(labelled)
    assert set(labels(second).values()).isdisjoint(labels(labelled).values())


@pytest.mark.parametrize("fault", [{"drop": "after"}, {"drop": "before"}, {"status": 502}])
def test_a_lost_answer_to_a_create_makes_nothing_twice(make_project, fault):
    """The first run finds the label by its text, or proves that there is none; the second does the rest."""
    project = make_project(blueprint=BLUEPRINT)
    project.emulator.faults.add(Fault(method="POST", path=f"{PAIR}*", count=1, **fault))
    project.apply(code=5)
    made = project.requests().count(f"POST {PAIR}")
    project.apply()
    assert made == 2
    assert labels(project).keys() == {"決裁者", "上司"}
    assert labels(project, BACK).keys() == {"決裁者", "部下"}
    assert limits(project) == {"決裁者": 1, "部下": 3, None: 5}
    assert project.plan()["summary"]["empty"]


def test_a_full_pair_is_told_before_the_first_write(make_project):
    """The 51st label is blocked in the plan; what has room, or needs none, goes on."""
    project = make_project(blueprint="revops: 1\n")
    person = Person(project.emulator)
    for number in range(49):
        person("POST", PAIR, {"label": f"Label {number}", "name": f"label_{number}"})
    blueprint(project, BLUEPRINT)
    plan = project.plan()
    assert changes(plan) == {
        "association.contacts-companies.decision_maker": "create",
        "association.contacts-companies.default": "update",
        ADDRESS: "blocked",
    }
    (told,) = [f for f in plan["findings"] if f["address"] == ADDRESS]
    assert "no room for more labels" in told["summary"]
    project.apply(code=4)
    assert "決裁者" in labels(project)
    assert len(labels(project)) == 50
    assert changes(project.plan()) == {ADDRESS: "blocked"}


@pytest.mark.parametrize(("made", "status"), [(0, None), (2, "ok"), (40, "warn"), (49, "bad")])
def test_doctor_tells_the_room_for_labels(make_project, made, status):
    """Next to the two that are to come; a pair without any label has no limit that HubSpot tells."""
    project = make_project(blueprint=BLUEPRINT)
    for number in range(made):
        Person(project.emulator)("POST", BACK, {"label": f"Label {number}", "name": f"label_{number}"})
    checks = project.run("doctor", "--json").json["checks"]
    told = [(check["status"], check["told"]) for check in checks if "association labels" in check["told"]]
    line = f"contacts-companies: {made} of 50 association labels, up to 2 more to come"
    assert told == ([(status, line)] if status else [])


CAR = """\
revops: 1
objects:
  car:
    labels: {singular: 車両, plural: 車両}
    primaryDisplayProperty: plate
properties:
  car:
    plate: {label: ナンバー, type: string, fieldType: text, groupName: car_information}
associations:
  contacts:
    car:
      driver: {label: 運転者, inverseLabel: 担当車両, limit: 2}
"""


def test_a_label_of_a_custom_object_is_made_in_the_same_run(make_project):
    """After the object, whose paths are not asked before it is there."""
    project = make_project(blueprint=CAR)
    subscribe(project, "enterprise")
    assert changes(project.plan("--create", "*"))["association.contacts-car.driver"] == "create"
    project.apply("--create", "*")
    assert project.plan()["summary"]["empty"]
    (row,) = [r for r in project.tables()["association_types"].values() if r["label"] == "運転者"]
    assert (row["name"], row["fromObjectTypeId"]) == ("driver", "0-1")
    assert limits(project) == {"運転者": 2}


def test_a_token_without_record_scopes_is_told_before_anything_is_read(make_project):
    """With a scope of the pair's own objects to ask for."""
    scopes = frozenset({"crm.schemas.contacts.read", "crm.schemas.contacts.write"})
    project = make_project(blueprint=BLUEPRINT, scopes=scopes)
    plan = project.plan()
    assert set(changes(plan).values()) == {"blocked"}
    assert "crm.objects.contacts.read" in plan["findings"][0]["summary"]
    assert not [request for request in project.requests() if "/associations/" in request]


def test_a_starter_subscription_is_told_before_anything_is_read(make_project):
    """Labels and limits need Professional in any hub; the target declares what it has."""
    project = make_project(blueprint=BLUEPRINT, tier="starter")
    subscribe(project, "starter")
    plan = project.plan()
    assert set(changes(plan).values()) == {"blocked"}
    assert "Professional" in plan["findings"][0]["summary"]


def test_what_people_made_is_pulled(make_project, labelled):
    """Labels and limits go into a file whose plan is empty; what HubSpot ships without limits does not."""
    blueprint(labelled, "revops: 1\n")
    for ledger in (labelled.folder / ".revops" / "ledger").iterdir():
        ledger.unlink()
    labelled.run("pull", code=0)
    (pulled,) = (labelled.folder / "blueprints" / "pulled").glob("associations*")

    entries = yaml.safe_load(pulled.read_text(encoding="utf-8"))["associations"]["contacts"]["companies"]
    assert entries.pop("default") == {"limit": 5}
    assert sorted(entries.values(), key=lambda one: one["label"]) == [
        {"label": "上司", "inverseLabel": "部下", "inverseLimit": 3},
        {"label": "決裁者", "limit": 1},
    ]
    assert labelled.plan()["changes"] == []


PARENTS = {"label": "Parent", "inverseLabel": "Child"}
BOSSES = {"label": "Boss", "inverseLabel": "Report"}


@pytest.fixture
def two_pairs(make_project):
    """A project without a ledger, whose portal has two paired labels of people's own."""
    project = make_project(blueprint="revops: 1\n")
    for name, texts in (("parent", PARENTS), ("boss", BOSSES)):
        Person(project.emulator)("POST", PAIR, {"name": name, **texts})
    return project


def test_two_paired_labels_are_pulled(two_pairs):
    """The names of the schema tell which sides belong together."""
    two_pairs.run("pull", code=0)
    (pulled,) = (two_pairs.folder / "blueprints" / "pulled").glob("associations*")
    entries = yaml.safe_load(pulled.read_text(encoding="utf-8"))["associations"]["contacts"]["companies"]
    assert entries == {"parent": PARENTS, "boss": BOSSES}
    assert two_pairs.plan()["changes"] == []


def test_a_pull_tells_of_labels_whose_sides_are_not_known(two_pairs):
    """Without the names, nobody knows which label is the other side of which: RV470, and no file."""
    two_pairs.emulator.faults.add(Fault(method="GET", path="/crm-object-schemas/*", status=403, count=9))
    told = two_pairs.run("pull")
    for name in ("parent", "boss"):
        assert f"association.contacts-companies.{name} is left out" in told.out + told.err
    assert "RV470" in told.out + told.err
    assert not list((two_pairs.folder / "blueprints").glob("pulled/associations*"))


def test_the_default_under_removed_is_an_error_with_its_line(make_project):
    """Every two objects have it, so that no portal has to be asked."""
    text = "revops: 1\nremoved:\n  - association.contacts-companies.default\n"
    project = make_project(blueprint=text)

    (told,) = project.run("validate", "--json", code=3).json["findings"]

    assert (told["code"], told["line"]) == ("RV784", 3)
    assert "limit: none" in told["hint"]


@pytest.mark.parametrize("name", ["default", "primary"])
def test_what_hubspot_ships_is_not_removed(make_project, name):
    """The association without a label and HubSpot's own labels: refused with the reason, nothing sent."""
    address = f"association.contacts-companies.{name}"
    project = make_project(blueprint=f"revops: 1\nremoved: [{address}]\n")

    told = project.run("plan", "--delete", "*")

    assert told.code in (0, 3)
    assert "HubSpot" in told.out + told.err
    project.run("apply", "--yes", "--delete", "*")
    assert project.requests(writes=True) == []


def test_a_removed_label_that_a_person_made_anew_is_left_alone(labelled):
    """The ledger's type is gone; what has its text now is somebody's."""
    person = Person(labelled.emulator)
    person("DELETE", f"{PAIR}/{labels(labelled)['決裁者']}")
    person("POST", PAIR, {"name": "decision_maker", "label": "decision_maker"})
    line = next(one for one in BLUEPRINT.splitlines() if "decision_maker" in one)
    removed = "removed: [association.contacts-companies.decision_maker]\n"
    blueprint(labelled, BLUEPRINT.replace(f"{line}\n", "") + removed)
    assert changes(labelled.plan()) == {}
    labelled.apply("--delete", "*")
    assert "decision_maker" in labels(labelled)


def test_a_wanted_text_of_another_label_is_held(two_pairs):
    """The limit goes to the label's own other side, whose text is a person's."""
    entry = "{label: Parent, inverseLabel: Report, inverseLimit: 1}"
    blueprint(two_pairs, f"revops: 1\nassociations: {{contacts: {{companies: {{parent: {entry}}}}}}}\n")
    two_pairs.run("apply", "--yes", code=4)
    assert limits(two_pairs) == {"Child": 1}
    assert labels(two_pairs, BACK).keys() == {"Child", "Report"}
