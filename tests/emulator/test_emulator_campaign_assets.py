"""What belongs to a campaign: listed, put in, taken out (HubSpot's description of campaigns)."""

from __future__ import annotations

import pytest
from described_world import EVERYBODY, WELCOME

from revops.emulator.surfaces.sequences import add_sequence

DATED = "/marketing/campaigns/2026-09"
# The description of v3 names them in words: "ads, blog posts, calls, case studies, …".
NAMES = (
    "AD_CAMPAIGN", "AUTOMATION_PLATFORM_FLOW", "BLOG_POST", "CALL", "CASE_STUDY", "CTA", "EMAIL",
    "EXTERNAL_WEB_URL", "FEEDBACK_SURVEY", "FILE_MANAGER_FILE", "FORM", "KNOWLEDGE_ARTICLE", "LANDING_PAGE",
    "MARKETING_EMAIL", "MARKETING_EVENT", "MARKETING_SMS", "MEDIA", "MEETING_EVENT", "OBJECT_LIST",
    "PLAYBOOK", "PODCAST_EPISODE", "SALES_DOCUMENT", "SEQUENCE", "SITE_PAGE", "SOCIAL_BROADCAST",
    "WEB_INTERACTIVE",
)  # fmt: skip


@pytest.fixture
def campaign(hubspot):
    """The address of one campaign."""
    return f"{DATED}/{hubspot('POST', DATED, {'properties': {'hs_name': 'Spring'}})['id']}"


def segment(hubspot, name, kind):
    filters = {} if kind == "MANUAL" else {"filterBranch": EVERYBODY}
    body = {"name": name, "objectTypeId": "0-1", "processingType": kind, **filters}
    return hubspot("POST", "/crm/lists/2026-09", body)["list"]["listId"]


@pytest.fixture
def assets(hubspot):
    """Id and name of one asset of each type that the emulator holds."""
    (form, *_) = hubspot("GET", "/marketing/v3/forms")["results"]
    (email, *_) = hubspot("GET", "/marketing/emails/2026-09")["results"]
    flow = hubspot("POST", "/automation/2026-09-beta/flows", WELCOME)
    sequence = hubspot.in_portal(lambda portal: add_sequence(portal, "Follow up", "1003"))
    return {
        "FORM": (form["id"], form["name"]),
        "MARKETING_EMAIL": (email["id"], email["name"]),
        "OBJECT_LIST": (segment(hubspot, "Invited", "MANUAL"), "Invited"),
        "AUTOMATION_PLATFORM_FLOW": (flow["id"], "Welcome"),
        "SEQUENCE": (sequence, "Follow up"),
    }


def ids(hubspot, campaign, kind, query=""):
    return [one["id"] for one in hubspot("GET", f"{campaign}/assets/{kind}{query}")["results"]]


@pytest.mark.parametrize(
    "kind", ["FORM", "MARKETING_EMAIL", "OBJECT_LIST", "AUTOMATION_PLATFORM_FLOW", "SEQUENCE"]
)
def test_an_asset_is_put_in_and_taken_out(hubspot, campaign, assets, kind):
    """204 each time; the campaign and its list of the type show it by id and name, once."""
    asset_id, name = assets[kind]
    for _ in range(2):
        hubspot("PUT", f"{campaign}/assets/{kind}/{asset_id}", status=204)

    shown = {"results": [{"id": asset_id, "name": name}]}
    assert hubspot("GET", f"{campaign}/assets/{kind}") == shown
    assert hubspot("GET", campaign)["assets"] == {kind: shown}

    hubspot("DELETE", f"{campaign}/assets/{kind}/{asset_id}", status=204)
    assert hubspot("GET", f"{campaign}/assets/{kind}") == {"results": []}
    assert hubspot("GET", campaign)["assets"] == {}
    hubspot("DELETE", f"{campaign}/assets/{kind}/{asset_id}", status=404)


def test_the_types_are_those_of_the_description(hubspot, campaign):
    """All of them are listed, most in vain; any other word is a 400."""
    assert [ids(hubspot, campaign, kind) for kind in NAMES] == [[]] * 26
    for kind in ("form", "WORKFLOW", "PROPERTY"):
        for method, path in (("GET", kind), ("PUT", f"{kind}/1"), ("DELETE", f"{kind}/1")):
            hubspot(method, f"{campaign}/assets/{path}", status=400)


def test_what_does_not_exist_belongs_to_nothing(hubspot, campaign, assets):
    """An unknown asset or campaign is a 404, and so is an asset of another type or an archived one."""
    form, _ = assets["FORM"]
    hubspot("PUT", f"{campaign}/assets/FORM/nobody", status=404)
    hubspot("PUT", f"{campaign}/assets/BLOG_POST/1", status=404)
    hubspot("PUT", f"{campaign}/assets/SEQUENCE/{form}", status=404)
    hubspot("DELETE", f"/marketing/v3/forms/{form}")
    hubspot("PUT", f"{campaign}/assets/FORM/{form}", status=404)
    for method, path in (("GET", "FORM"), ("PUT", f"FORM/{form}"), ("DELETE", f"FORM/{form}")):
        hubspot(method, f"{DATED}/nobody/assets/{path}", status=404)


def test_segments_are_static_ones(hubspot, campaign):
    """The description names static lists: a dynamic one cannot be put in."""
    hubspot("PUT", f"{campaign}/assets/OBJECT_LIST/{segment(hubspot, 'All', 'DYNAMIC')}", status=404)
    hubspot("PUT", f"{campaign}/assets/OBJECT_LIST/{segment(hubspot, 'Once', 'SNAPSHOT')}", status=204)


def test_an_e_mail_says_its_campaign_itself(hubspot, campaign, assets):
    """Whoever ties them, the other sees it; an e-mail belongs to one campaign."""
    email, _ = assets["MARKETING_EMAIL"]
    path, guid = f"/marketing/emails/2026-09/{email}", campaign.rpartition("/")[2]
    other = hubspot("POST", DATED, {"properties": {"hs_name": "Autumn"}})["id"]

    hubspot("PUT", f"{campaign}/assets/MARKETING_EMAIL/{email}")
    read = hubspot("GET", path)
    assert (read["campaign"], read["campaignName"]) == (guid, "Spring")

    hubspot("PATCH", path, {"campaign": other})
    assert ids(hubspot, campaign, "MARKETING_EMAIL") == []
    assert ids(hubspot, f"{DATED}/{other}", "MARKETING_EMAIL") == [email]

    hubspot("DELETE", f"{DATED}/{other}/assets/MARKETING_EMAIL/{email}")
    assert "campaign" not in hubspot("GET", path)


def test_a_deleted_asset_is_in_no_campaign(hubspot, campaign, assets):
    """Its place is empty as soon as it is gone."""
    flow, _ = assets["AUTOMATION_PLATFORM_FLOW"]
    hubspot("PUT", f"{campaign}/assets/AUTOMATION_PLATFORM_FLOW/{flow}")
    hubspot("DELETE", f"/automation/2026-09-beta/flows/{flow}")

    assert ids(hubspot, campaign, "AUTOMATION_PLATFORM_FLOW") == []


def test_assets_outlive_their_campaign(hubspot, campaign, assets):
    """A form and an e-mail stay, and the e-mail names no campaign any more."""
    for kind in ("FORM", "MARKETING_EMAIL"):
        hubspot("PUT", f"{campaign}/assets/{kind}/{assets[kind][0]}")
    hubspot("DELETE", campaign)

    assert hubspot("GET", f"/marketing/v3/forms/{assets['FORM'][0]}")["id"] == assets["FORM"][0]
    assert "campaign" not in hubspot("GET", f"/marketing/emails/2026-09/{assets['MARKETING_EMAIL'][0]}")


def test_assets_come_in_pages(hubspot, campaign):
    """`limit` cuts, `after` goes on; without a limit there are ten (the description's default)."""
    made = [segment(hubspot, f"List {place}", "MANUAL") for place in range(11)]
    for list_id in made:
        hubspot("PUT", f"{campaign}/assets/OBJECT_LIST/{list_id}")
    first = hubspot("GET", f"{campaign}/assets/OBJECT_LIST")
    after = first["paging"]["next"]["after"]

    assert [one["id"] for one in first["results"]] == made[:10]
    assert ids(hubspot, campaign, "OBJECT_LIST", f"?after={after}") == made[10:]
    for query in ("limit=0", "limit=101", "limit=x", "after=x"):
        hubspot("GET", f"{campaign}/assets/OBJECT_LIST?{query}", status=400)


def test_metrics_come_with_both_dates(hubspot, campaign, assets):
    """They are there only if a start and an end are given; nothing here has been measured."""
    form, name = assets["FORM"]
    hubspot("PUT", f"{campaign}/assets/FORM/{form}")
    dates = "startDate=2026-10-01&endDate=2026-10-31"

    assert hubspot("GET", f"{campaign}/assets/FORM?{dates}")["results"] == [
        {"id": form, "name": name, "metrics": {}}
    ]
    assert hubspot("GET", f"{campaign}/assets/FORM?startDate=2026-10-01")["results"] == [
        {"id": form, "name": name}
    ]
    hubspot("GET", f"{campaign}/assets/FORM?startDate=October", status=400)


def test_the_twins_and_their_scopes(make_hubspot):
    """v3 and 2026-03 are the same; reading and writing have a scope each."""
    hubspot = make_hubspot()
    guid = hubspot("POST", DATED, {"properties": {"hs_name": "Spring"}})["id"]
    (form, *_) = hubspot("GET", "/marketing/v3/forms")["results"]
    for base in ("/marketing/v3/campaigns", "/marketing/campaigns/2026-03"):
        hubspot("PUT", f"{base}/{guid}/assets/FORM/{form['id']}", status=204)
        assert ids(hubspot, f"{base}/{guid}", "FORM") == [form["id"]]

    reader = make_hubspot(scopes=frozenset({"marketing.campaigns.read"}))
    assert reader("PUT", f"{DATED}/x/assets/FORM/1", status=403)["category"] == "MISSING_SCOPES"
    reader("GET", f"{DATED}/x/assets/FORM", status=404)
    make_hubspot(tier="starter")("GET", f"{DATED}/x/assets/FORM", status=403)
