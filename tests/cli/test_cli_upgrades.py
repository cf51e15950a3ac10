"""What a plan tells of hubs and add-ons that the target does not declare."""

from __future__ import annotations

import pytest

BLUEPRINT = """\
revops: 1
checklist:
  survey: {ref: CA12, title: Make the survey, hub: service}
  chatbot: {title: Make the chatbot, hub: service, tier: starter}
  playbook: {title: Make the playbook, hub: [sales, service]}
  visit: {title: Visit the client}
emails:
  hello:
    name: Hello
    subject: Thank you
    from: {fromName: Us, replyTo: us@example.com}
    subscription: Marketing Information
    publish: true
    body: Thank you.
"""
MAIL = "email.hello"


@pytest.fixture
def own(project):
    """A project without packs; `declare` writes what its target has."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/main.yaml", BLUEPRINT)
    return project


def declare(project, **entry):
    project.target(emulator=True, locale="en", **entry)


def told(project, code):
    ran = project("plan", "--target", "client", "--json", code=0).json
    return [finding for finding in ran["findings"] if finding["code"] == code]


def test_an_item_beyond_the_declared_hubs_is_told_by_subscription(own):
    """Each with its own tier, and with what to declare; own files have no `without:`."""
    declare(own, hubs={"sales": "professional"})
    found = told(own, "RV940")

    assert [one["summary"] for one in found] == [
        "1 entry needs Service Hub Professional, which the target does not declare: checklist.survey",
        "1 entry needs Service Hub Starter, which the target does not declare: checklist.chatbot",
    ]
    assert "`hubs: {sales: professional, service: starter}` below `client:`" in found[1]["hint"]
    assert "without" not in found[0]["hint"]


@pytest.mark.parametrize(
    ("hubs", "expected"),
    [
        ({}, set()),
        ({"service": "starter"}, {"checklist.survey", "checklist.playbook"}),
        ({"service": "professional"}, set()),
        ({"sales": "professional"}, {"checklist.survey", "checklist.chatbot"}),
    ],
)
def test_the_checklist_says_what_needs_an_upgrade(own, hubs, expected):
    """Only where the target declares hubs at all; the item stays open, as a person may still do it."""
    declare(own, hubs=hubs)
    items = own("checklist", "--target", "client", "--json", code=0).json["items"]
    shown = own("checklist", "--target", "client", code=0).out

    assert {item["address"] for item in items if item["needs"]} == expected
    assert shown.count("needs an upgrade: ") == len(expected)
    assert not any(item["done"] for item in items)


def test_a_row_needs_the_upgrade_until_it_is_ticked(own):
    """Who did it has the hub, whatever the target declares."""
    declare(own, hubs={"sales": "professional"})
    before = own("checklist", "--rows", "--target", "client", "--json", code=0).json["rows"]
    own("checklist", "--target", "client", "--tick", "checklist.survey", code=0)
    after = own("checklist", "--rows", "--target", "client", "--json", code=0).json["rows"]

    assert [(row["standing"], row["why"]) for row in before] == [
        ("needs an upgrade", "Service Hub Professional")
    ]
    assert [row["standing"] for row in after] == ["by hand (done)"]
    assert "checklist.survey" not in str(told(own, "RV940"))


@pytest.mark.parametrize(
    ("entry", "published"),
    [
        ({}, True),
        ({"hubs": {"marketing": "professional"}}, False),
        ({"hubs": {"sales": "enterprise"}}, False),
        ({"hubs": {"marketing": "enterprise"}}, True),
        ({"hubs": {"marketing": "starter"}, "add_ons": ["transactional_email"]}, True),
    ],
)
def test_emails_are_published_as_the_target_declares(own, entry, published):
    """HubSpot's description: Marketing Hub Enterprise or the add-on, else it stays a draft."""
    declare(own, **entry)
    own("apply", "--target", "client", "--yes", "--create", "*", "--publish", "*")
    left = own("plan", "--target", "client", "--json", code=None).json["changes"]

    assert (MAIL not in {change["address"] for change in left}) is published
    assert bool(told(own, "RV790")) is not published


def test_the_add_on_is_offered_before_a_larger_hub(own):
    """Both lines can be copied; what is declared already is not repeated."""
    declare(own, hubs={"marketing": "professional"})
    (found,) = told(own, "RV790")

    assert "publications of e-mails need Marketing Hub Enterprise or the add-on" in found["summary"]
    assert "write `add_ons: [transactional_email]` (or `hubs: {marketing: enterprise}`)" in found["hint"]
