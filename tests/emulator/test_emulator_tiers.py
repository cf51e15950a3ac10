"""A subscription of one tier for all hubs, or of one for each (dossier D3, E1, F1, L1; HubSpot's guides)."""

from __future__ import annotations

import pytest
from described_world import AUTHORIZED, CAR, ENGAGEMENT, RENEWAL, WELCOME

from revops.emulator import Traits

CAMPAIGNS = "/marketing/campaigns/2026-09"
FLOWS = "/automation/2026-09-beta/flows"
LEADS = "/crm/pipelines/2026-09/leads"
SCHEMAS = "/crm-object-schemas/2026-09/schemas"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
SEQUENCES = "/automation/sequences/2026-09?userId=1003"
TEAMS = "/settings/teams/2026-09-beta"
ALLIES = {"name": "Allies", "members": []}
# What is asked, and the hubs of which each suffices at that tier; none: any hub will do.
GATES = [
    ("GET", CAMPAIGNS, None, "professional", {"marketing"}),
    ("POST", SCORES, ENGAGEMENT, "professional", {"marketing", "sales"}),
    ("GET", SEQUENCES, None, "professional", {"sales", "service"}),
    ("POST", f"{LEADS}/lead-pipeline-id/stages", None, "professional", {"sales"}),
    ("POST", FLOWS, WELCOME, "professional", set()),
    ("POST", TEAMS, ALLIES, "professional", set()),
    ("POST", SCHEMAS, CAR, "enterprise", set()),
]
HUBS = ("marketing", "sales", "service", "content", "data", "commerce")
BELOW = {"professional": "starter", "enterprise": "professional"}


def status(hubspot, method, path, body):
    return hubspot.send(method, path, body).status_code


@pytest.mark.parametrize(("method", "path", "body", "tier", "needed"), GATES)
@pytest.mark.parametrize("hub", HUBS)
def test_a_hub_brings_what_it_carries(make_hubspot, hub, method, path, body, tier, needed):
    """With the tier in one hub alone, what that hub carries is there, and what it does not is a 403."""
    hubspot = make_hubspot(tier=f"{hub}={tier}")

    assert (status(hubspot, method, path, body) != 403) is (not needed or hub in needed)


@pytest.mark.parametrize(("method", "path", "body", "tier", "needed"), GATES)
def test_a_tier_below_does_not_suffice(make_hubspot, method, path, body, tier, needed):
    """In all hubs, or in those that carry it."""
    lower = BELOW[tier]
    named = ",".join(f"{hub}={lower}" for hub in needed or HUBS)

    for subscription in (lower, named):
        assert status(make_hubspot(tier=subscription), method, path, body) == 403


def test_marketing_starter_with_sales_professional(make_hubspot):
    """Sales brings workflows, scores, sequences and leads; campaigns and their e-mails stay away."""
    hubspot = make_hubspot(tier="marketing=starter,sales=professional")

    refused = [path for method, path, body, *_ in GATES if status(hubspot, method, path, body) == 403]
    assert refused == [CAMPAIGNS, SCHEMAS]
    assert hubspot("GET", CAMPAIGNS, status=403)["message"].endswith(
        "a professional subscription of marketing."
    )


@pytest.mark.parametrize(
    ("tier", "offered"),
    [("sales=enterprise", False), ("marketing=professional", False), ("marketing=enterprise", True)],
)
def test_e_mails_are_published_by_marketing_hub(make_hubspot, tier, offered):
    """The enterprise tier of another hub does not carry it."""
    hubspot = make_hubspot(tier=tier)
    (email, *_) = hubspot("GET", "/marketing/emails/2026-09?isPublished=false")["results"]

    assert (
        status(hubspot, "POST", f"/marketing/emails/2026-09/{email['id']}/publish", None) != 403
    ) is offered


@pytest.mark.parametrize(
    ("tier", "deals", "tickets"),
    [
        ("sales=starter", 2, 1),
        ("service=professional", 1, 15),
        ("marketing=enterprise", 1, 1),
        ("sales=professional,service=starter", 15, 2),
        ("starter", 2, 2),
    ],
)
def test_pipelines_are_counted_by_the_hub_of_their_object(make_hubspot, tier, deals, tickets):
    """Sales Hub brings pipelines of deals and Service Hub those of tickets (HubSpot's guide to pipelines)."""
    hubspot = make_hubspot(tier=tier)
    rows = hubspot("GET", "/crm/limits/2026-09/pipelines")["hubspotDefinedObjectTypes"]

    assert {row["objectTypeId"]: row["limit"] for row in rows} == {"0-3": deals, "0-5": tickets}
    made = hubspot.send("POST", "/crm/pipelines/2026-09/deals", RENEWAL)
    assert made.status_code == (201 if deals > 1 else 400)


def test_the_highest_tier_counts_for_what_no_hub_carries_alone(make_hubspot):
    """The burst limit is of the account (dossier L1)."""
    limits = [
        make_hubspot(tier=tier).send("GET", "/crm/owners/2026-09").headers["X-HubSpot-RateLimit-Max"]
        for tier in ("marketing=starter,sales=professional", "marketing=starter,sales=free", "free")
    ]

    assert limits == ["190", "100", "100"]


def test_what_was_subscribed_is_remembered(make_hubspot, tmp_path):
    """The file keeps the tier of each hub, and the state shows it."""
    tier = "marketing=starter,sales=professional"
    hubspot = make_hubspot(path=tmp_path / "portal.db", tier=tier)

    assert hubspot.control("GET", "state").json[str(hubspot.portal_id)]["traits"]["tier"] == tier
    assert hubspot.send("GET", CAMPAIGNS).status_code == 403


@pytest.mark.parametrize(
    ("tier", "told"),
    [
        ("profesional", "'professional'"),
        ("marketting=starter", "'marketing'"),
        ("marketing=starters", "'starter'"),
        ("marketing=starter,marketing=free", "twice"),
        ("marketing=", "''"),
        ("", "''"),
    ],
)
def test_what_is_no_subscription(make_hubspot, tier, told):
    """A hub or a tier that there is not is refused before the portal is made."""
    with pytest.raises(ValueError, match=told):
        make_hubspot(tier=tier)


def test_another_token_has_the_portal_under_another_subscription(hubspot):
    """Traits are the token's: a second one may stand for the account after a purchase."""
    hubspot.emulator.add_portal(hubspot.portal_id, "pat-less", Traits(tier="service=enterprise"))
    less = {**AUTHORIZED, "Authorization": "Bearer pat-less"}

    assert hubspot.send("GET", CAMPAIGNS).status_code == 200
    assert hubspot.send("GET", CAMPAIGNS, headers=less).status_code == 403
