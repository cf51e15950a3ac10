"""Marketing e-mails, as far as they can be read (dossier, section I)."""

from __future__ import annotations

import pytest

from revops.emulator.surfaces.emails import add_email

DATED = "/marketing/emails/2026-09"
V3 = "/marketing/v3/emails"


def names(hubspot, query=""):
    return [email["name"] for email in hubspot("GET", f"{DATED}{query}")["results"]]


@pytest.mark.parametrize("path", [DATED, V3, "/marketing/emails/2026-03"])
def test_shipped_emails(hubspot, path):
    """`thanks` is there and `case_study` is not, so that both ways of a blueprint's `else` come up."""
    found = {email["name"]: email for email in hubspot("GET", path)["results"]}

    assert (found["thanks"]["state"], found["thanks"]["isPublished"]) == ("AUTOMATED", True)
    assert found["thanks"]["type"] == "AUTOMATED_EMAIL"
    assert "last_call" in found
    assert "case_study" not in found


def test_drafts_and_published(hubspot):
    """Published e-mails say when and by whom, drafts do not."""
    emails = hubspot("GET", DATED)["results"]

    assert {email["isPublished"] for email in emails} == {True, False}
    for email in emails:
        published = email["state"] in ("AUTOMATED", "PUBLISHED")

        assert email["isPublished"] is published
        assert ("publishedAt" in email) is published


def test_read_by_id(hubspot):
    """An e-mail reads the same alone as in the list; its id is a number."""
    email = hubspot("GET", DATED)["results"][0]

    assert email["id"].isdigit()
    assert hubspot("GET", f"{V3}/{email['id']}") == email


def test_missing_email(hubspot):
    """An unknown id is a 404."""
    assert hubspot("GET", f"{DATED}/1", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_ids_are_the_portals_own(make_hubspot):
    """Two portals have different ids for the e-mail of one name."""
    ids = [
        {email["id"] for email in make_hubspot(portal_id=number)("GET", DATED)["results"]}
        for number in (90000001, 90000002)
    ]

    assert not ids[0] & ids[1]


def test_paging_and_total(hubspot):
    """`total` counts all that match, whatever the page; `after` goes on."""
    whole = names(hubspot)
    first = hubspot("GET", f"{DATED}?limit=2")
    rest = hubspot("GET", f"{DATED}?after={first['paging']['next']['after']}")

    assert first["total"] == rest["total"] == len(whole)
    assert [email["name"] for email in first["results"] + rest["results"]] == whole
    assert "paging" not in rest


def test_more_than_one_usual_page(hubspot):
    """Without `limit` a page has ten."""
    hubspot.in_portal(lambda portal: [add_email(portal, f"mail {number}") for number in range(10)])

    assert len(names(hubspot)) == 10


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?isPublished=true", ["thanks", "last_call", "newsletter"]),
        ("?isPublished=false", ["webinar", "newsletter_next"]),
        ("?type=BATCH_EMAIL", ["newsletter", "newsletter_next"]),
        ("?type=AUTOMATED_EMAIL&isPublished=true", ["thanks", "last_call"]),
        ("?createdAfter=2100-01-01T00:00:00Z", []),
        ("?createdBefore=2100-01-01T00:00:00Z&type=BATCH_EMAIL", ["newsletter", "newsletter_next"]),
        ("?publishedAfter=2000-01-01T00:00:00Z", ["thanks", "last_call", "newsletter"]),
        ("?updatedAt=2000-01-01T00:00:00Z", []),
        ("?campaign=other", []),
        ("?archived=true", []),
    ],
)
def test_filters(hubspot, query, found):
    """Each filter of the query chooses by its own field."""
    assert names(hubspot, query) == found


def test_sorting(hubspot):
    """`sort` names a field, a minus turns it round."""
    ordered = sorted(["thanks", "last_call", "webinar", "newsletter", "newsletter_next"])

    assert names(hubspot, "?sort=name") == ordered
    assert names(hubspot, "?sort=-name") == ordered[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=x",
        "isPublished=1",
        "marketingCampaignNames=1",
        "variantStats=1",
        "type=LETTER",
        "sort=colour",
        "createdAfter=soon",
        "createdAfter=2026-01-01T00:00:00",
    ],
)
def test_bad_queries(hubspot, query):
    """A query out of bounds is refused."""
    hubspot("GET", f"{DATED}?{query}", status=400)


def test_extras_on_demand(hubspot):
    """Workflow names and statistics come when asked for; `includedProperties` cuts all but `isAb`."""
    plain = hubspot("GET", DATED)["results"][0]
    full = hubspot("GET", f"{DATED}?workflowNames=true&includeStats=true")["results"][0]
    cut = hubspot("GET", f"{DATED}/{plain['id']}?includedProperties=name&includedProperties=state")

    assert set(full) - set(plain) == {"workflowNames", "stats"}
    assert set(cut) == {"id", "isAb", "name", "state"}


def test_archived_emails(hubspot):
    """An archived e-mail shows only where `archived=true` asks for it."""
    email_id = hubspot.in_portal(lambda portal: add_email(portal, "old", archived=True))

    assert names(hubspot, "?archived=true") == ["old"]
    hubspot("GET", f"{DATED}/{email_id}", status=404)
    hubspot("GET", f"{DATED}/{email_id}?archived=true")


def test_scope(make_hubspot):
    """Reading e-mails wants the scope `content` (dossier, section I)."""
    make_hubspot(scopes=frozenset({"content"}))("GET", DATED)

    assert make_hubspot(scopes=frozenset({"forms"}))("GET", DATED, status=403)["category"] == "MISSING_SCOPES"


def test_recorded_emails_can_be_loaded(hubspot):
    """A recorded list takes the place of what is there, sparse as recordings are."""
    hubspot.load({DATED: {"results": [{"id": "7", "name": "Recorded", "isAb": False}]}})

    assert names(hubspot) == ["Recorded"]
    assert names(hubspot, "?sort=-updatedAt&isPublished=true") == []


@pytest.mark.parametrize("wrong", ["createdAfter=soon", "isPublished=2", "workflowNames=2", "variantStats=2"])
def test_a_wrong_filter_of_nothing(hubspot, wrong):
    """What is wrong in a query is a 400 also where no e-mail is left for it."""
    assert names(hubspot, "?archived=true") == []

    hubspot("GET", f"{DATED}?archived=true&{wrong}", status=400)
