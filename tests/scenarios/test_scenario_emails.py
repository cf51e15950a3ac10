"""Marketing e-mails through the command line: drafted, published with consent, sent by a workflow or not."""

from __future__ import annotations

import pytest
from client_project import Person

from revops.emulator.faults import Fault
from revops.emulator.scopes import ALL

EMAILS = "/marketing/emails/2026-09"
CAMPAIGNS = "/marketing/campaigns/2026-09"
NAME = "資料のお礼"
EMAIL = """\
revops: 1
emails:
  day_one:
    name: {ja: 資料のお礼, en: Thank you}
    subject: {ja: 資料をお送りします, en: Your download}
    preview: {ja: ご覧ください, en: Have a look}
    from: {fromName: {ja: 営業部, en: Sales}, replyTo: ma_operator}
    subscription: Marketing Information
    language: ja
    body: {ja: "ありがとうございます。\\n\\n営業部", en: "Thank you."}
    publish: true
"""
WORKFLOW = """\
workflows:
  step_mails:
    object: contacts
    name: {ja: ステップメール, en: Step mails}
    enrol: {manual: true}
    enabled: true
    steps:
      - id: day0
        email: day_one
        else: {task: {subject: {ja: お礼を送る, en: Thank them}, role: ma_operator}}
"""


def client(make_project, blueprint=EMAIL + WORKFLOW, **traits):
    """A project with the e-mail and what sends it."""
    return make_project(blueprint=blueprint, **traits)


def email(project, name=NAME):
    """The e-mail as HubSpot shows it; None where there is none."""
    listed = project.emulator.edit("GET", f"{EMAILS}?limit=100").body["results"]
    return next((one for one in listed if one["name"] == name), None)


def steps(project):
    """Types of the actions of the workflow."""
    (flow,) = project.tables()["flows"].values()
    return [action["actionTypeId"] for action in flow["actions"]]


def told(document, address):
    """(action, reason) of what a plan says of an address."""
    return [(one["action"], one["reason"]) for one in document["changes"] if one["address"] == address]


def change(project, old, new):
    """Edit the blueprint."""
    path = project.folder / "blueprints" / "portal.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def writes(project):
    """What was written to e-mails since the last look."""
    found = [one for one in project.requests(writes=True) if EMAILS in one]
    project.forget()
    return [one.replace(email(project)["id"], "ID") if email(project) else one for one in found]


def test_a_published_email_is_sent_by_the_workflow_of_the_next_run(make_project):
    """It is made as a draft and published for itself; then the workflow that sends it is made and put on."""
    project = client(make_project)
    plan = project.plan()

    assert [action for action, _ in told(plan, "email.day_one")] == ["create", "update"]
    assert told(plan, "workflow.step_mails") == [("waiting", "waits for email.day_one (publish)")]
    project.apply()
    shown = email(project)
    assert (shown["state"], shown["type"], shown["isPublished"]) == ("AUTOMATED", "AUTOMATED_EMAIL", True)
    assert shown["from"] == {"fromName": "営業部", "replyTo": "ma-operator@example.com"}
    modules = shown["content"]["widgets"]
    assert modules["preview_text"]["body"]["value"] == "ご覧ください"
    assert [one["body"].get("html") for one in modules.values() if "html" in one["body"]] == [
        "<p>ありがとうございます。</p><p>営業部</p>"
    ]
    project.apply()
    assert steps(project) == ["0-4"]
    assert project.plan()["summary"]["empty"]
    project.run("drift", code=0)


def test_publishing_asks_and_is_not_done_without_a_yes(make_project):
    """`--yes` makes the draft; nobody agreed to publish it, so the workflow waits on."""
    project = client(make_project)

    project.run("apply", "--yes", code=4)

    assert email(project)["state"] == "AUTOMATED_DRAFT"
    assert told(project.plan(), "workflow.step_mails")[0][0] == "waiting"


@pytest.mark.parametrize("tier", ["professional", "enterprise"])
def test_the_plan_says_that_publishing_sends_nothing(make_project, tier):
    """The consequence stands beside the change; where there is no such change nothing is said."""
    changes = client(make_project, tier=tier).plan()["changes"]

    told = [one["consequence"] for one in changes if one["address"] == "email.day_one" and one["consequence"]]
    assert [(one["records"], one["mails"]) for one in told] == ([(0, 0)] if tier == "enterprise" else [])
    assert all("workflows that are on send it" in one["why"] for one in told)


def test_where_nothing_can_be_published_the_workflow_does_something_else(make_project):
    """Below Enterprise the draft is made, a person is told where to publish it, and the task is done."""
    project = client(make_project, tier="professional")
    plan = project.plan()

    (finding,) = [one for one in plan["findings"] if one["code"] == "RV903"]
    assert "enterprise subscription" in finding["summary"]
    assert "Marketing > Email" in finding["hint"]
    assert [action for action, _ in told(plan, "email.day_one")] == ["create"]
    project.apply()
    assert (email(project)["state"], steps(project)) == ("AUTOMATED_DRAFT", ["0-3"])
    ((action, reason),) = told(project.plan(), "email.day_one")
    assert action == "blocked"
    assert f"/edit/{email(project)['id']}/settings" in reason
    project.forget()
    project.apply(code=4)
    assert project.requests(writes=True) == []


def test_what_a_person_publishes_is_sent_from_then_on(make_project):
    """Once somebody published the draft, the task becomes the e-mail; nothing is blocked any more."""
    project = client(make_project, tier="professional")
    project.apply()
    published_by_hand(project)

    project.apply(code=4)
    assert steps(project) == ["0-3"], "the workflow is on, and nobody can count the mails of who is in it"
    project.apply("--enable", "workflow.step_mails")

    assert steps(project) == ["0-4"]
    assert project.plan()["summary"]["empty"]


def published_by_hand(project):
    """Somebody presses the button in HubSpot's editor, which asks for no add-on."""
    shown = email(project)
    project.emulator.put("emails", shown["id"], {**shown, "state": "AUTOMATED", "isPublished": True})


def test_a_token_that_may_not_publish_is_told_before_anything_is_written(make_project):
    """Without both scopes the plan knows that the e-mail stays a draft; nothing is tried and refused."""
    project = client(make_project, scopes=ALL - {"marketing-email", "transactional-email"})

    (finding,) = [one for one in project.plan()["findings"] if one["code"] == "RV903"]

    assert finding["address"] == "email.day_one"
    project.apply()
    assert steps(project) == ["0-3"]


def test_the_add_on_for_transactional_mail_publishes_too(make_project):
    """HubSpot's words: Marketing Hub Enterprise or the add-on."""
    project = client(make_project, tier="professional", variants=["transactional-add-on"])

    project.apply()

    assert email(project)["isPublished"]


@pytest.mark.parametrize("variant", [(), ("published-emails-locked",)])
def test_a_change_of_a_published_email_goes_through_its_draft(make_project, variant):
    """It asks as publishing does; the draft is written, then published, so nothing is live half-way."""
    project = client(make_project, blueprint=EMAIL, variants=variant)
    project.apply()
    change(project, "資料をお送りします", "資料です")
    (finding,) = [one for one in project.plan()["findings"] if one["code"] == "RV901"]
    assert "each mail that workflows send" in finding["summary"]
    project.run("apply", "--yes", code=4)
    project.forget()

    project.apply()

    assert writes(project) == [f"PATCH {EMAILS}/ID/draft", f"POST {EMAILS}/ID/publish"]
    assert email(project)["subject"] == "資料です"
    assert project.plan()["summary"]["empty"]


def test_a_draft_that_somebody_works_on_is_not_published_along(make_project):
    """The change is blocked and says where the draft is; once that is published it goes on."""
    project = client(make_project, blueprint=EMAIL)
    project.apply()
    person, path = Person(project.emulator), f"{EMAILS}/{email(project)['id']}"
    person("PATCH", f"{path}/draft", {"subject": "書きかけ"})
    change(project, "ご覧ください", "ご確認ください")
    project.forget()

    project.apply(code=4)

    ((action, reason),) = told(project.plan(), "email.day_one")
    assert action == "blocked"
    assert "changes wait in its draft" in reason
    assert writes(project) == []
    person("POST", f"{path}/draft/reset")
    project.apply()
    assert writes(project) == [f"PATCH {EMAILS}/ID/draft", f"POST {EMAILS}/ID/publish"]


def test_the_design_of_people_stays(make_project):
    """A new text goes into the module that is there; what a person put around it is sent back as it was."""
    project = client(make_project, blueprint=EMAIL.replace("publish: true", "publish: false"))
    project.apply()
    person, shown = Person(project.emulator), email(project)
    content = shown["content"]
    content["widgets"]["logo"] = {"type": "module", "body": {"path": "@hubspot/image_email"}}
    content["flexAreas"]["main"]["sections"][0]["columns"][0]["widgets"].insert(0, "logo")
    person("PATCH", f"{EMAILS}/{shown['id']}", {"content": content})
    assert project.plan()["summary"]["empty"]
    change(project, "ありがとうございます。", "ご覧ください！")

    project.apply()

    after = email(project)["content"]
    assert after["flexAreas"] == content["flexAreas"]
    assert after["widgets"]["logo"] == content["widgets"]["logo"]
    assert after["widgets"]["module-0-0-0"]["body"]["html"] == "<p>ご覧ください！</p><p>営業部</p>"


def test_publish_false_takes_it_back(make_project):
    """A draft again, with consent."""
    project = client(make_project, blueprint=EMAIL)
    project.apply()
    change(project, "publish: true", "publish: false")
    project.forget()

    project.apply()

    assert writes(project) == [f"POST {EMAILS}/ID/unpublish"]
    assert email(project)["state"] == "AUTOMATED_DRAFT"
    assert project.plan()["summary"]["empty"]


def test_newsletters_of_the_same_name_are_none_of_the_blueprints(make_project):
    """Publishing an e-mail of another type would send it, so one of that name is left alone."""
    project = client(make_project, blueprint=EMAIL)
    letter = Person(project.emulator)("POST", EMAILS, {"name": NAME, "subcategory": "batch"})

    project.apply()

    listed = project.emulator.edit("GET", f"{EMAILS}?limit=100").body["results"]
    assert sorted(one["state"] for one in listed if one["name"] == NAME) == ["AUTOMATED", "DRAFT"]
    assert next(one for one in listed if one["id"] == letter["id"])["subject"] == ""


def test_two_of_one_name_are_held_until_somebody_says_which(make_project):
    """HubSpot takes a name twice; the target binds the one that is meant."""
    project = client(make_project, blueprint=EMAIL)
    person = Person(project.emulator)
    ids = [person("POST", EMAILS, {"name": NAME, "subcategory": "automated"})["id"] for _ in range(2)]

    ((action, reason),) = told(project.plan(), "email.day_one")
    assert action == "hold"
    assert f"2 of the portal's are called '{NAME}'" in reason
    path = project.folder / "revops.yaml"
    text = path.read_text(encoding="utf-8")
    bound = f"    emulator: true\n    bind: {{email.day_one: '{ids[1]}'}}\n"
    path.write_text(text.replace("    emulator: true\n", bound), encoding="utf-8")
    project.apply("--take", "email.day_one")
    published = [i for i in ids if project.emulator.edit("GET", f"{EMAILS}/{i}").body["isPublished"]]
    assert published == ids[1:]


def test_a_condition_may_name_an_email_of_the_blueprint(make_project):
    """Both are made in one run, the e-mail first."""
    segment = """\
segments:
  readers: {object: contacts, name: {ja: 開封者, en: Readers}, where: {email: {opened: day_one}}}
"""
    project = client(make_project, blueprint=EMAIL + segment)

    project.apply()

    (found,) = [one for one in project.tables()["lists"].values() if one["name"] == "開封者"]
    assert email(project)["id"] in str(found["filterBranch"])
    assert project.plan()["summary"]["empty"]


def test_an_email_under_removed_is_archived_with_consent(make_project):
    """Nothing goes without a yes; the finding says what a workflow loses."""
    project = client(make_project, blueprint=EMAIL)
    project.apply()
    path = project.folder / "blueprints" / "portal.yaml"
    path.write_text("revops: 1\nremoved: [email.day_one]\n", encoding="utf-8")

    project.run("apply", "--yes", code=4)
    assert email(project)
    assert [one["code"] for one in project.plan()["findings"]] == ["RV902", "RV983"]
    project.apply("--delete", "email.day_one")

    assert email(project) is None


def test_pull_writes_emails_and_campaigns_that_are_asked_for(make_project):
    """What people made by hand comes as entries that change nothing; newsletters stay where they are."""
    project = client(make_project, blueprint="revops: 1\n")
    person = Person(project.emulator)
    campaign = person("POST", CAMPAIGNS, {"properties": {"hs_name": "Launch", "hs_start_date": "2026-12-01"}})
    person("POST", EMAILS, {"name": "step 2", "subcategory": "automated", "campaign": campaign["id"]})

    project.run("pull", "--kind", "email", "--kind", "campaign", code=0)

    pulled = project.folder / "blueprints" / "pulled"
    written = (pulled / "emails.yaml").read_text(encoding="utf-8")
    assert "newsletter" not in written
    for line in ("step_2:", "campaign: Launch", "subscription: Marketing Information", "publish: true"):
        assert line in written
    assert "start: '2026-12-01'" in (pulled / "campaigns.yaml").read_text(encoding="utf-8")
    assert project.plan()["summary"]["empty"]


CAMPAIGN = """\
campaigns:
  launch: {name: {ja: 発表, en: Launch}, start: 2026-12-01, end: 2026-12-31, status: planned}
"""
UNDER_CAMPAIGN = EMAIL.replace("    publish: true\n", "    publish: true\n    campaign: launch\n")


def test_an_email_is_counted_under_a_campaign_of_the_blueprint(make_project):
    """The campaign is made first, in the same run; its id is in the e-mail."""
    project = client(make_project, blueprint=UNDER_CAMPAIGN + CAMPAIGN)

    project.apply()

    (campaign,) = project.tables()["campaigns"].values()
    assert campaign["properties"] == {
        "hs_name": "発表",
        "hs_start_date": "2026-12-01",
        "hs_end_date": "2026-12-31",
        "hs_campaign_status": "planned",
    }
    assert email(project)["campaign"] == campaign["id"]
    assert project.plan()["summary"]["empty"]


def test_a_campaign_of_the_portal_is_named_by_its_name(make_project):
    """It is there already, made by people; no blueprint describes it."""
    project = client(make_project, blueprint=EMAIL + "    campaign: 秋の施策\n")
    made = Person(project.emulator)("POST", CAMPAIGNS, {"properties": {"hs_name": "秋の施策"}})

    project.apply()

    assert email(project)["campaign"] == made["id"]
    assert project.plan()["summary"]["empty"]


def test_without_the_scopes_of_campaigns_everything_else_goes_on(make_project):
    """The campaign is blocked and its e-mail waits; one without a campaign is made."""
    other = "  other: {name: {ja: 別のメール, en: Other}}\n"
    scopes = ALL - {"marketing.campaigns.read", "marketing.campaigns.write"}
    project = client(make_project, blueprint=UNDER_CAMPAIGN + other + CAMPAIGN, scopes=scopes)
    plan = project.plan()

    ((action, reason),) = told(plan, "campaign.launch")
    assert action == "blocked"
    assert "marketing.campaigns.read" in reason
    ((action, reason),) = told(plan, "email.day_one")
    assert (action, "campaign" in reason) == ("waiting", True)
    project.apply(code=4)
    assert email(project, "別のメール")
    assert email(project) is None


def test_an_unchanged_plan_reads_no_drafts(make_project):
    """One request tells all of every e-mail, however many are published."""
    project = client(make_project, blueprint=EMAIL)
    project.apply()
    project.forget()

    assert project.plan()["summary"]["empty"]

    assert [one for one in project.requests() if "emails" in one] == [f"GET {EMAILS}"]


@pytest.mark.parametrize("path", [EMAILS, f"{EMAILS}/*/publish"])
def test_a_lost_answer_makes_no_second_email(make_project, path):
    """What is uncertain is read back and never sent again (rule 6)."""
    project = client(make_project, blueprint=EMAIL)
    project.emulator.faults.add(Fault(method="POST", path_regex=_regex(path), drop="after"))

    project.apply()

    listed = project.emulator.edit("GET", f"{EMAILS}?limit=100").body["results"]
    assert [one["state"] for one in listed if one["name"] == NAME] == ["AUTOMATED"]
    assert project.plan()["summary"]["empty"]


def _regex(path):
    """Exactly this path; the e-mail that there is not is none of it."""
    return "^" + path.replace("*", "[1-9][0-9]*") + "$"


def test_what_hubspot_lets_nobody_publish_becomes_a_step_by_hand(make_project):
    """A refusal that nothing foretold: the draft stays, the clicks are told, and nothing is tried again."""
    project = client(make_project, blueprint=EMAIL)
    refusal = {"status": "error", "category": "FORBIDDEN", "message": "not yours", "correlationId": "x"}
    project.emulator.faults.add(
        Fault(method="POST", path_regex=_regex(f"{EMAILS}/*/publish"), status=403, body=refusal, count=None)
    )

    project.run("apply", "--yes", "--publish", "*")

    assert email(project)["state"] == "AUTOMATED_DRAFT"
    ((action, reason),) = told(project.plan(), "email.day_one")
    assert action == "manual"
    assert "Review and publish" in reason
