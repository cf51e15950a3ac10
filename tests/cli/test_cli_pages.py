"""For a Japanese target: pages speak its language and use no keys of roles, the terminal is English."""

from __future__ import annotations

import html
import re
from zoneinfo import ZoneInfo

import pytest

from revops.emulator import DEFAULT_PORTAL_ID
from revops.emulator.faults import fault_of

BLUEPRINT = """\
revops: 1
roles: {boss: {title: {ja: 責任者, en: The boss}}}
properties: {contacts: {email: {existing: string}}}
workflows:
  greet:
    object: contacts
    name: {ja: あいさつ, en: Greet}
    enrol: {all: [{property: contacts.email, known: true}]}
    reEnrol: true
    steps: [{id: call, task: {subject: {ja: 電話する, en: Call}, role: boss}}]
checklist:
  pixel:
    title: {ja: 設置する, en: Install it}
    role: boss
    link: "/settings/{portal}/tracking-code"
    steps: [{ja: 開く, en: Open it}]
"""
LINK = f"https://app.hubspot.com/settings/{DEFAULT_PORTAL_ID}/tracking-code"


@pytest.fixture
def japanese(project):
    """A project whose target is Japanese, and whose roles have titles."""
    project("init", "--no-packs", code=0)
    project.write(
        "revops.yaml",
        "targets:\n  emulator: {emulator: true, locale: ja, roles: {boss: inside-sales@example.com}}\n",
    )
    project.write("blueprints/main.yaml", BLUEPRINT)
    return project


def page(project, *arguments):
    """What a command's page shows, its markup and its text."""
    ran = project(*arguments, "--html", "page.html")
    assert ran.code != 3, ran
    text = project.read("page.html")
    return text, html.unescape(re.sub("<[^>]+>", "", text[text.index("<main") :]))


def test_the_page_calls_roles_by_their_titles(japanese):
    """In steps of workflows and in items of the checklist; nobody reads a key."""
    _, shown = page(japanese, "plan")
    assert "担当：責任者" in shown
    assert '"責任者"' in shown
    assert "boss" not in shown


def test_a_link_of_the_page_opens_in_this_portal(japanese):
    """The item's link, with the portal's id in it."""
    text, shown = page(japanese, "plan")
    assert f'<a href="{LINK}" rel="noreferrer">{LINK}</a>' in text
    assert "{portal}" not in shown


def test_the_page_tells_the_time_of_the_portal(japanese):
    """With the zone's name, as HubSpot has it."""
    with japanese.portal() as portal:
        zone = portal.state()[str(DEFAULT_PORTAL_ID)]["tables"]["account"]["details"]["timeZone"]
    text, _ = page(japanese, "plan")
    (said,) = re.findall(r"<dt>作成日時</dt><dd>([^<]*)</dd>", text)
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d {re.escape(str(ZoneInfo(zone)))}", said)


def test_a_time_zone_that_nobody_knows_is_no_error(served):
    """HubSpot's answer is somebody else's text: the page tells UTC."""
    project = served()
    body = {"portalId": DEFAULT_PORTAL_ID, "accountType": "DEVELOPER_TEST", "timeZone": "../../etc/passwd"}
    project.emulator.faults.add(fault(body))
    text, _ = page(project, "plan", "--target", "client")
    (said,) = re.findall(r"<dt>作成日時</dt><dd>([^<]*)</dd>", text)
    assert said.endswith(" UTC")


def fault(body):
    """Every look at the account is answered by this."""
    return fault_of({"path": "/account-info/*/details", "status": 200, "body": body, "count": None})


def test_the_terminal_is_english_and_has_the_keys(japanese):
    """Labels are those of the target, all words around them English; what is shown can be typed."""
    out = japanese("plan", "--full", code=0).out
    assert "steps.call  " in out
    assert "電話する" in out
    assert "boss" in out
    assert "email is known" in out
    assert re.search(r"reEnrol +yes", out)
    assert LINK in out
    assert not re.search(r"はい|いいえ|が入力済み|担当：", out)


def test_a_run_and_a_drift_are_told_in_the_same_way(japanese):
    """Their pages, too, in Japanese and without keys."""
    _, run = page(japanese, "apply", "--yes", "--create", "workflow.*")
    japanese.write("blueprints/main.yaml", BLUEPRINT.replace("電話する", "会いに行く"))
    _, drift = page(japanese, "drift")
    assert "担当：責任者" in run
    assert "担当：責任者" in drift


def test_a_plan_of_all_packs_has_no_reason_in_english(project):
    """What waits for a publication, what a subscription lacks, and how it was counted."""
    project("init", code=0)
    pages = page(project, "plan")[0]
    project.write(
        "revops.yaml", "targets: {emulator: {emulator: true, locale: ja, hubs: {sales: starter}}}\n"
    )
    pages += page(project, "plan")[0]
    assert re.findall(r'class="(?:reason|why)" lang="en">([^<]*)', pages) == []
