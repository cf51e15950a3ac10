"""Marketing e-mails that the API makes, changes, copies and archives (dossier, section I)."""

from __future__ import annotations

import pytest

DATED = "/marketing/emails/2026-09"
V3 = "/marketing/v3/emails"
SENDER = {"fromName": "Aoi", "replyTo": "aoi@example.com"}


@pytest.fixture
def made(hubspot):
    """An automated e-mail that the API made."""
    return hubspot("POST", DATED, {"name": "day1", "subject": "Day 1", "subcategory": "automated"})


def shipped(hubspot, name):
    return next(one for one in hubspot("GET", DATED)["results"] if one["name"] == name)


@pytest.mark.parametrize("path", [DATED, V3, "/marketing/emails/2026-03"])
def test_create(hubspot, path):
    """A create is a draft of a batch e-mail, whose id is a number of HubSpot's."""
    answer = hubspot("POST", path, {"name": "news", "from": SENDER}, status=201)

    assert answer["id"].isdigit()
    assert (answer["state"], answer["type"], answer["subcategory"]) == ("DRAFT", "BATCH_EMAIL", "batch")
    assert (answer["isPublished"], answer["archived"], answer["isAb"]) == (False, False, False)
    assert answer["from"] == SENDER
    assert hubspot("GET", f"{path}/{answer['id']}") == answer


@pytest.mark.parametrize("body", [{"subcategory": "automated"}, {"state": "AUTOMATED_DRAFT"}])
def test_automated(hubspot, body):
    """The type follows from the subcategory; the draft state of one tells the subcategory."""
    answer = hubspot("POST", DATED, {"name": "day1", **body})

    assert (answer["state"], answer["type"]) == ("AUTOMATED_DRAFT", "AUTOMATED_EMAIL")
    assert answer["subcategory"] == "automated"


def test_every_field(hubspot):
    """Each field of a create is kept as it was sent."""
    subscription = hubspot("GET", "/communication-preferences/2026-09/definitions")["results"][0]["id"]
    campaign = hubspot("POST", "/marketing/campaigns/2026-09", {"properties": {"hs_name": "Inbound"}})["id"]
    body = {
        "name": "news",
        "subject": "News",
        "activeDomain": "example.com",
        "campaign": campaign,
        "content": {
            "plainTextVersion": "Hello",
            "templatePath": "@hubspot/email/dnd/welcome.html",
            "widgets": {"preview_text": {"body": {"value": "Hello"}}},
            "styleSettings": {"primaryFont": "Arial", "primaryFontSize": 15, "linksFont": {"bold": True}},
        },
        "folderIdV2": 7,
        "from": {**SENDER, "customReplyTo": "reply@example.com"},
        "jitterSendTime": True,
        "language": "en-gb",
        "publishDate": "2030-01-01T09:00:00Z",
        "sendOnPublish": False,
        "subscriptionDetails": {"subscriptionId": subscription},
        "to": {"contactIlsLists": {"include": ["5"], "exclude": []}, "limitSendFrequency": True},
        "webversion": {"enabled": True, "slug": "news"},
        "testing": {
            "isAbVariation": False,
            "abSuccessMetric": "CLICKS_BY_OPENS",
            "abStatus": "master",
            "abTestPercentage": 20,
        },
        "rssData": {"url": "https://example.com/rss.xml", "maxEntries": 5, "blogLayout": "FULL_POST"},
        "feedbackSurveyId": "7",
    }
    answer = hubspot("POST", DATED, body, status=201)

    assert {name: answer[name] for name in body} == body
    assert answer["campaignName"] == "Inbound"
    assert [one["name"] for one in hubspot("GET", f"{DATED}?campaign={campaign}")["results"]] == ["news"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": None},
        {"state": "PUBLISHED"},
        {"state": "DRAFT", "subcategory": "automated"},
        {"subcategory": "landing_page"},
        {"type": "AUTOMATED_EMAIL"},
        {"isPublished": True},
        {"archived": True},
        {"campaign": "none"},
        {"subscriptionDetails": {"subscriptionId": "1"}},
        {"subscriptionDetails": {"subscription": "1"}},
        {"from": {"name": "Aoi"}},
        {"to": {"contactIds": {"include": [1]}}},
        {"language": "日本語"},
        {"publishDate": "tomorrow"},
        {"content": {"html": "<p>"}},
        {"content": {"widgets": []}},
        {"testing": {"abTestPercentage": 20}},
        {"testing": {"isAbVariation": False, "abSuccessMetric": "OPENS"}},
        {"rssData": {"maxEntries": "5"}},
        {"feedbackSurveyId": 7},
        {"colour": "red"},
    ],
    ids=str,
)
def test_refused_on_create(hubspot, wrong):
    """What is unknown, read only or of the wrong shape is a 400."""
    answer = hubspot("POST", DATED, {"name": "news", **wrong}, status=400)

    assert answer["category"] == "VALIDATION_ERROR"


def test_update(hubspot, made):
    """A PATCH changes what it names and leaves the rest."""
    answer = hubspot("PATCH", f"{V3}/{made['id']}", {"subject": "New"})

    assert (answer["subject"], answer["name"], answer["state"]) == ("New", "day1", "AUTOMATED_DRAFT")
    assert hubspot("GET", f"{DATED}/{made['id']}") == answer
    hubspot("PATCH", f"{DATED}/{made['id']}", {"id": "1"}, status=400)
    hubspot("PATCH", f"{DATED}/1", {"subject": "New"}, status=404)


def test_update_of_a_published_one(hubspot, make_hubspot):
    """A published e-mail takes changes but keeps its kind; with the variant it takes none."""
    path = f"{DATED}/{shipped(hubspot, 'thanks')['id']}"
    assert hubspot("PATCH", path, {"subject": "New"})["state"] == "AUTOMATED"
    hubspot("PATCH", path, {"subcategory": "batch"}, status=400)

    strict = make_hubspot(variants=frozenset({"published-emails-locked"}))
    hubspot_path = f"{DATED}/{shipped(strict, 'thanks')['id']}"
    strict("PATCH", hubspot_path, {"subject": "New"}, status=400)
    strict("PATCH", f"{hubspot_path}/draft", {"subject": "New"}, status=200)


def test_draft(hubspot):
    """A change of the draft waits; the e-mail stays as it is until the draft is reset or published."""
    email = shipped(hubspot, "thanks")
    path = f"{DATED}/{email['id']}"
    assert hubspot("GET", f"{path}/draft") == email

    hubspot("PATCH", f"{path}/draft", {"subject": "New"})
    hubspot("PATCH", f"{path}/draft", {"name": "thanks2"})
    draft = hubspot("GET", f"{path}/draft")

    assert (draft["subject"], draft["name"]) == ("New", "thanks2")
    assert hubspot("GET", path) == email
    hubspot("POST", f"{path}/draft/reset", status=204)
    assert hubspot("GET", f"{path}/draft") == email


def test_refused_drafts(hubspot, made):
    """A draft is held to what an e-mail is, and has none where there is no e-mail."""
    hubspot("PATCH", f"{DATED}/{made['id']}/draft", {"colour": "red"}, status=400)
    hubspot("PATCH", f"{DATED}/{made['id']}/draft", {"archived": True}, status=400)
    for method, word in (("GET", "draft"), ("PATCH", "draft"), ("POST", "draft/reset")):
        hubspot(method, f"{DATED}/1/{word}", {} if method == "PATCH" else None, status=404)


def test_clone(hubspot):
    """A copy is a draft with the content of the other, which it names."""
    email = shipped(hubspot, "thanks")
    copy = hubspot("POST", f"{DATED}/clone", {"id": email["id"], "cloneName": "thanks2"}, status=200)

    assert (copy["name"], copy["clonedFrom"], copy["state"]) == ("thanks2", email["id"], "AUTOMATED_DRAFT")
    assert (copy["subject"], copy["from"]) == (email["subject"], email["from"])
    assert copy["id"] != email["id"]
    assert not copy["isPublished"]
    assert "publishedAt" not in copy
    assert hubspot("GET", f"{DATED}/{copy['id']}") == copy


def test_clone_with_its_own_language(hubspot, made):
    """A copy may have another language, and has a name also where none is given."""
    copy = hubspot("POST", f"{V3}/clone", {"id": made["id"], "language": "en"})

    assert copy["language"] == "en"
    assert copy["name"] != made["name"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"id": 1}, 400),
        ({"id": "1"}, 404),
        ({"id": "1", "name": "x"}, 400),
        ({"id": "1", "cloneName": ""}, 400),
    ],
)
def test_refused_clones(hubspot, body, status):
    """A copy is of an e-mail that is there."""
    hubspot("POST", f"{DATED}/clone", body, status=status)


def test_archive_restore_and_purge(hubspot, made):
    """A delete archives; an update restores; a delete of an archived one is final."""
    path = f"{DATED}/{made['id']}"
    hubspot("DELETE", path, status=204)
    hubspot("GET", path, status=404)
    assert "deletedAt" in hubspot("GET", f"{path}?archived=true")
    hubspot("DELETE", path, status=404)

    assert "deletedAt" not in hubspot("PATCH", f"{path}?archived=true", {"archived": False})
    hubspot("DELETE", path, status=204)
    hubspot("DELETE", f"{path}?archived=true", status=204)
    hubspot("GET", f"{path}?archived=true", status=404)


def test_archive_by_an_update(hubspot, made):
    """The flag archives as a delete does."""
    hubspot("PATCH", f"{DATED}/{made['id']}", {"archived": True})

    assert "deletedAt" in hubspot("GET", f"{DATED}/{made['id']}?archived=true")


def test_an_email_in_use(hubspot):
    """An e-mail that an enabled workflow sends stays; one that a switched-off workflow names does not."""
    email = shipped(hubspot, "thanks")["id"]
    send = {"actionTypeId": "0-4", "fields": {"content_id": email}}
    flow = {"id": "1", "name": "W", "isEnabled": True, "actions": [send]}
    hubspot.portal_table("flows", {"1": flow})
    hubspot("DELETE", f"{DATED}/{email}", status=400)
    hubspot("PATCH", f"{DATED}/{email}", {"archived": True}, status=400)
    hubspot("POST", f"{DATED}/{email}/unpublish", status=400)

    hubspot.portal_table("flows", {"1": {**flow, "isEnabled": False}})
    hubspot("DELETE", f"{DATED}/{email}", status=204)


def test_scope(make_hubspot):
    """Writing wants the scope `content` (dossier, section I)."""
    make_hubspot(scopes=frozenset({"content"}))("POST", DATED, {"name": "x"}, status=201)

    refused = make_hubspot(scopes=frozenset({"marketing-email"}))("POST", DATED, {"name": "x"}, status=403)
    assert refused["category"] == "MISSING_SCOPES"
