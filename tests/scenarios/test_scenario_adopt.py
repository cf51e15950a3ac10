"""A portal that has the blueprint's things already, under names of its own: `adopt` covers all kinds."""

from __future__ import annotations

import pytest
import yaml
from client_project import FLOWS, SCORES, Person

BLUEPRINT = """\
revops: 1
groups:
  contacts:
    qualification: {label: {ja: 見極めのための情報, en: Qualification}}
properties:
  contacts:
    found_us:
      label: {ja: 最初に知ったきっかけ, en: How they found us}
      type: string
      fieldType: text
      groupName: qualification
lifecycle:
  dormant: {create: true, after: customer, label: {ja: 休眠中のお客様, en: Dormant}}
pipelines:
  deals:
    upsell:
      label: {ja: アップセル商談パイプライン, en: Upsell}
      stages:
        offered: {label: {ja: 見積書を提出した, en: Offered}, probability: 0.6}
        won: {label: {ja: 成立, en: Won}, probability: 1}
        lost: {label: {ja: 不成立, en: Lost}, probability: 0}
scores:
  interest:
    object: contacts
    name: {ja: サービスへの関心度, en: Interest}
    category: INTENT
    max: 100
    groups:
      mail:
        label: {ja: メール, en: Mail}
        max: 50
        rules: {opened: {event: email_opened, add: 2}}
workflows:
  follow_up:
    object: contacts
    name: {ja: お問い合わせ後のフォロー, en: Follow up}
    enrol: {manual: true}
    steps:
      - {id: call, task: {subject: {ja: 電話する, en: Call}, type: CALL}}
"""
ALIKE = {
    "最初に知ったきっかけ": "最初に知った、きっかけ",
    "見極めのための情報": "見極めのための、情報",
    "休眠中のお客様": "休眠中のお客様方",
    "アップセル商談パイプライン": "アップセル商談のパイプライン",
    "見積書を提出した": "見積書を提出した。",
    "サービスへの関心度": "サービスへの、関心度",
    "お問い合わせ後のフォロー": "お問い合わせ後、のフォロー",
}
ADDRESSES = [
    "group.contacts.qualification",
    "lifecycle.contacts#stages.dormant",
    "pipeline.deals.upsell",
    "property.contacts.found_us",
    "score.contacts.interest",
    "workflow.follow_up",
]


def text_of(label):
    """The blueprint with other labels."""
    text = BLUEPRINT
    for mine, theirs in label.items():
        text = text.replace(mine, theirs)
    return text


@pytest.fixture
def project(make_project):
    """A portal in which another tool's names hold everything, with labels that read nearly the same."""
    made = make_project(blueprint=text_of(ALIKE), variants=("server-stage-ids",))
    blueprint = made.folder / "blueprints" / "portal.yaml"
    theirs = {
        "qualification": "n_01",
        "found_us": "n_02",
        "upsell": "n_03",
        "interest": "n_04",
        "follow_up": "n_05",
        "dormant": "n_06",
        "offered": "n_07",
    }
    text = blueprint.read_text(encoding="utf-8")
    for name, other in theirs.items():
        text = text.replace(name, other)
    blueprint.write_text(text, encoding="utf-8")
    made.apply()
    for ledger in (made.folder / ".revops" / "ledger").iterdir():
        ledger.unlink()
    unmark(Person(made.emulator))
    blueprint.write_text(BLUEPRINT, encoding="utf-8")
    return made


def unmark(person):
    """As if a person had made the flow: without the mark by which this tool finds its own again."""
    person.flow(lambda body: body.update(description=""))


def proposals(project):
    return {one["address"]: one for one in project.run("adopt", "--json").json["proposals"]}


def bind(project, pairs):
    """What `adopt` writes after a yes."""
    path = project.folder / "revops.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["targets"]["emulator"].setdefault("bind", {}).update(pairs)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_every_kind_is_proposed(project):
    """One pair for each; none is exact, so none is bound without asking (exit 4)."""
    found = proposals(project)
    project.run("adopt", "--yes", code=4)

    assert sorted(found) == ADDRESSES
    assert not any(one["exact"] for one in found.values())
    assert found["property.contacts.found_us"]["portal_name"] == "n_02"


def test_what_is_bound_is_found(project):
    """Bound in two steps, stages after their pipeline; nothing is made, only labels differ and are held.

    A score's output property keeps the internal name that it got when the score was made.
    """
    for _ in range(2):
        bind(project, {name: one["portal_name"] for name, one in proposals(project).items()})
    plan = project.plan()

    assert proposals(project) == {}
    assert [c["address"] for c in plan["changes"] if c["action"] == "create"] == []
    held = [unit["before"] for c in plan["changes"] if c["action"] == "hold" for unit in c["units"]]
    assert sorted(held) == sorted([*ALIKE.values(), "n_04"])


def test_a_wide_label_is_the_same_label(make_project):
    """Full-width letters and a trailing blank are a warning; the portal's spelling stays until a take."""
    project = make_project(blueprint="revops: 1\nlifecycle:\n  marketingqualifiedlead: {label: MQL}\n")
    person = Person(project.emulator)
    person.stage(person.lifecycle_stage("Marketing Qualified Lead"), label="ＭＱＬ　")
    plan = project.plan()
    project.run("apply", "--yes", code=0)

    assert plan["summary"]["empty"]
    assert [(one["code"], one["severity"]) for one in plan["findings"]] == [("RV405", "warning")]
    assert "RV405" in project.run("drift", code=0).out
    assert project.requests(writes=True) == []

    project.apply("--take", "lifecycle.contacts")
    person.lifecycle_stage("MQL")


def test_a_plan_names_the_twin_of_what_it_would_make(make_project):
    """HubSpot's screen made the internal name of a Japanese label: the plan points to `adopt`."""
    made = {"name": "n_______", "label": "きっかけ ", "type": "string", "fieldType": "text"}
    project = make_project(
        blueprint="revops: 1\nproperties: {contacts: {found_us: {label: きっかけ, type: string, "
        "fieldType: text, groupName: contactinformation}}}\n"
    )
    person = Person(project.emulator)
    person("POST", "/crm/properties/2026-09/contacts", {**made, "groupName": "contactinformation"})
    (finding,) = project.plan()["findings"]

    assert (finding["code"], finding["address"]) == ("RV406", "property.contacts.found_us")
    assert "'n_______'" in finding["summary"]
    assert "revops adopt" in finding["hint"]

    project.run("adopt", "--yes", code=0)
    assert [one["code"] for one in project.plan()["findings"]] == ["RV405"]


def test_names_of_scores_and_workflows_are_folded(project):
    """A full-width name is the same name: found without binding."""
    person = Person(project.emulator)
    person.flow(lambda body: body.update(name="お問い合わせ後のﾌｫﾛｰ"))
    person.score(lambda body: body.update(name="ｻｰﾋﾞｽへの関心度 "))

    assert person("GET", FLOWS)["results"][0]["name"] == "お問い合わせ後のﾌｫﾛｰ"
    assert len(person("GET", SCORES)["results"]) == 1
    assert not {"score.contacts.interest", "workflow.follow_up"} & proposals(project).keys()
