"""What stands between a sandbox and production, and what a sandbox does not show of a blueprint."""

from __future__ import annotations

import pytest

from revops.engine.promotion import Proof, unproven
from revops.model.address import Address
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.item import Item
from revops.model.plan import Plan, PortalFacts
from revops.model.spec import Phase, Resource

LEFT = {Action.HOLD: "held", Action.WAITING: "waiting", Action.BLOCKED: "blocked"}
LOGO = Address("checklist", "", "logo")
RECORDS = "how many records are concerned"


def address(name, kind="property"):
    return Address(kind, "contacts", name)


def proof(*actions, findings=(), items=(), account="SANDBOX"):
    """A sandbox whose plan has a property with each of the actions, called by it."""
    changes = [Change(address(action.value), Phase.DEFINE, action) for action in actions]
    return Proof("box", account, Plan(PortalFacts(7), tuple(changes), tuple(findings)), items)


def told(proven, *kinds, hubs=({}, {})):
    return list(unproven(proven, [Resource(address("a", kind), {}) for kind in kinds], hubs))


@pytest.mark.parametrize("action", Action)
def test_a_sandbox_is_done_where_its_plan_is_empty(action):
    """What is to be sent or adopted stops it, by name; what is held there, or done by hand, does not."""
    stops = action in (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DELETE, Action.ADOPT)

    found = proof(Action.NONE, action).missing

    assert [one.code for one in found] == ["RV975"] * stops
    assert all(
        one.summary == f"the plan of box is not empty: property.contacts.{action.value}" for one in found
    )


@pytest.mark.parametrize(("severity", "stops"), [(Severity.ERROR, True), (Severity.WARNING, False)])
def test_a_sandbox_whose_plan_has_errors_proves_nothing(severity, stops):
    """Nobody knows what would be in it without them."""
    found = proof(findings=[Finding("RV410", severity, "the portal's answer is odd")]).missing

    assert [one.summary for one in found] == ["the plan of box is not empty: it has errors"] * stops


@pytest.mark.parametrize(
    ("item", "stops"),
    [
        (Item(LOGO, "Logo", why_open="nobody ticked it"), True),
        (Item(LOGO, "Logo", why_open="nobody ticked it", needs="Service Hub"), False),
        (Item(LOGO, "Logo"), False),
    ],
    ids=["open", "open, and the sandbox has no subscription for it", "done"],
)
def test_an_open_item_stops_it_unless_the_sandbox_cannot_do_it(item, stops):
    """Then it is among what the sandbox does not show; what is done there is not."""
    found = proof(items=[item])

    assert [one.code for one in found.missing] == ["RV976"] * stops
    assert all("checklist.logo" in one.summary and "--tick" in one.hint for one in found.missing)
    beyond = ["what box has no subscription for: checklist.logo"]
    assert told(found) == (beyond if item.needs else [])


def test_an_item_without_a_subscription_that_was_done_all_the_same_is_no_gap():
    """Somebody ticked it: the target only does not declare what it has."""
    assert told(proof(items=[Item(LOGO, "Logo", needs="Service Hub")])) == []


@pytest.mark.parametrize(
    ("account", "alike"),
    [("SANDBOX", True), ("DEVELOPER_TEST", True), ("STANDARD", False), ("APP_DEVELOPER", False)],
)
def test_what_is_no_sandbox_is_said(account, alike):
    """HubSpot's own sandboxes and test accounts are the ones to practise in."""
    said = told(proof(account=account))

    assert said == ([] if alike else [f"box is an account of type {account}, no sandbox"])


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("group", []),
        ("property", []),
        ("pipeline", []),
        ("form", []),
        ("segment", [RECORDS]),
        ("lifecycle", [RECORDS]),
        ("email", ["e-mails"]),
        ("team", ["people"]),
        ("pipeline_rules", ["people", "betas"]),
        ("score", [RECORDS, "scoring", "betas"]),
        ("workflow", [RECORDS, "e-mails", "integrations", "people", "betas"]),
    ],
)
def test_what_is_said_is_of_the_kinds_of_the_blueprint(kind, parts):
    """A sandbox has other records, people, mails and apps; what has nothing to do with them is the same."""
    assert [sentence.partition(":")[0] for sentence in told(proof(), kind)] == parts


@pytest.mark.parametrize("action", Action)
def test_what_does_not_run_in_the_sandbox_is_not_shown_by_it(action):
    """Held, waiting and blocked are named as such."""
    wanted = [f"what is {LEFT[action]} in box: property.contacts.{action.value}"] if action in LEFT else []

    assert told(proof(action)) == wanted


def test_another_subscription_is_said_hub_by_hub():
    """Also where only one of the two targets declares any."""
    hubs = ({"sales": "professional", "service": "starter"}, {"sales": "enterprise", "service": "starter"})

    assert told(proof(), hubs=hubs) == [
        "the subscription: sales is professional in the sandbox, enterprise in production"
    ]
    assert told(proof(), hubs=({}, {"cms": "free"})) == [
        "the subscription: cms is not declared in the sandbox, free in production"
    ]
