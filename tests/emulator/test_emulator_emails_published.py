"""Publishing and unpublishing marketing e-mails (dossier, section I; HubSpot's page on the operation)."""

from __future__ import annotations

import pytest

DATED = "/marketing/emails/2026-09"
READY = {"subject": "Day 1", "from": {"fromName": "Aoi", "replyTo": "aoi@example.com"}}
RECIPIENTS = {"contactIlsLists": {"include": ["5"]}}


def make(hubspot, **more):
    """The id of an e-mail that lacks nothing."""
    subscription = hubspot("GET", "/communication-preferences/2026-09/definitions")["results"][0]["id"]
    details = {"subscriptionDetails": {"subscriptionId": subscription}}
    return hubspot("POST", DATED, {"name": "day1", **READY, **details, **more})["id"]


def publish(hubspot, email, status=204):
    return hubspot("POST", f"{DATED}/{email}/publish", status=status)


def test_automated(hubspot):
    """A published automated e-mail says so; unpublished it is a draft again."""
    email = make(hubspot, subcategory="automated")
    publish(hubspot, email)
    published = hubspot("GET", f"{DATED}/{email}")
    assert (published["state"], published["isPublished"]) == ("AUTOMATED", True)
    assert {"publishedAt", "publishedById"} <= set(published)

    hubspot("POST", f"/marketing/v3/emails/{email}/unpublish", status=204)
    off = hubspot("GET", f"{DATED}/{email}")
    assert (off["state"], off["isPublished"]) == ("AUTOMATED_DRAFT", False)
    assert "unpublishedAt" in off


def test_batch(hubspot):
    """A batch e-mail goes out at once and cannot be called back."""
    email = make(hubspot, to=RECIPIENTS)
    publish(hubspot, email)

    assert hubspot("GET", f"{DATED}/{email}")["state"] == "PUBLISHED"
    hubspot("POST", f"{DATED}/{email}/unpublish", status=400)


def test_scheduled(hubspot):
    """One with a date to come is scheduled, and can be called back."""
    email = make(hubspot, to=RECIPIENTS, publishDate="2100-01-01T09:00:00Z")
    publish(hubspot, email)
    assert hubspot("GET", f"{DATED}/{email}")["state"] == "SCHEDULED"

    hubspot("POST", f"{DATED}/{email}/unpublish", status=204)
    assert hubspot("GET", f"{DATED}/{email}")["state"] == "DRAFT"


def test_the_draft_is_published(hubspot):
    """What waits in the draft becomes the e-mail, also of one that is published already."""
    email = make(hubspot, subcategory="automated")
    publish(hubspot, email)
    publish(hubspot, email, status=400)
    hubspot("PATCH", f"{DATED}/{email}/draft", {"subject": "New"})
    publish(hubspot, email)

    assert hubspot("GET", f"{DATED}/{email}")["subject"] == "New"
    assert hubspot("GET", f"{DATED}/{email}/draft") == hubspot("GET", f"{DATED}/{email}")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"subject": ""}, "a subject"),
        ({"from": {"replyTo": "aoi@example.com"}}, "from.fromName"),
        ({"from": {"fromName": "Aoi"}}, "from.replyTo"),
        ({"subscriptionDetails": {}}, "subscriptionId"),
        ({"subcategory": "batch"}, "recipients"),
    ],
)
def test_incomplete(hubspot, lacking, said):
    """An e-mail that lacks something is not published, and its draft waits on."""
    email = make(hubspot, **{"subcategory": "automated", **lacking})

    assert said in publish(hubspot, email, status=400)["message"]
    assert hubspot("GET", f"{DATED}/{email}")["isPublished"] is False


def test_a_draft_is_not_unpublished(hubspot):
    """Only a published e-mail can be unpublished."""
    hubspot("POST", f"{DATED}/{make(hubspot)}/unpublish", status=400)
    hubspot("POST", f"{DATED}/1/unpublish", status=404)
    publish(hubspot, "1", status=404)


@pytest.mark.parametrize("scope", ["marketing-email", "transactional-email"])
def test_scope(make_hubspot, scope):
    """Publishing wants a scope that writing does not (dossier, section I)."""
    granted = frozenset({"content", "communication_preferences.read", scope})
    able = make_hubspot(scopes=granted)
    publish(able, make(able, subcategory="automated"))

    unable = make_hubspot(scopes=granted - {scope})
    refused = publish(unable, make(unable, subcategory="automated"), status=403)
    assert refused["category"] == "MISSING_SCOPES"


def test_tier(make_hubspot):
    """Marketing Hub Enterprise publishes, others with the add-on for transactional e-mail."""
    plain = make_hubspot(tier="professional")
    publish(plain, make(plain, subcategory="automated"), status=403)

    added = make_hubspot(tier="professional", variants=frozenset({"transactional-add-on"}))
    publish(added, make(added, subcategory="automated"))
