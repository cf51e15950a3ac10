"""What a command says when it did not do all: what was meant, what is missing, and what to type next."""

from __future__ import annotations

import pytest

RETIRED = """\
revops: 1
properties:
  contacts:
    lead_source:
      label: Lead source
      type: enumeration
      fieldType: select
      groupName: contactinformation
      options: {web: Web, ads: Ads}
"""
OBJECTS = """\
revops: 1
objects:
  car: {existing: true}
associations:
  contacts:
    companies:
      boss: {label: Boss, inverseLabel: Employee}
"""
RULES = """\
revops: 1
properties:
  deals:
    nps: {label: NPS, type: number, fieldType: number, groupName: dealinformation}
validations:
  deals:
    nps: {MIN_NUMBER: 0, MAX_NUMBER: 10}
"""


def last(ran):
    """The line that says what to type."""
    return ran.out.rstrip().splitlines()[-1]


@pytest.fixture
def bare(project):
    """A project without packs; `bare(text)` writes its only blueprint."""
    project("init", "--no-packs", "--locale", "en", code=0)

    def make(text):
        project.write("blueprints/main.yaml", text)
        return project

    return make


@pytest.fixture
def marketing(project):
    """A project with a score and a workflow, all of it applied but what asks for consent."""
    project("init", "--pack", "core", "--pack", "marketing", code=0)
    project("apply", "--yes", "--create", "workflow.*", code=4)
    return project


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("scores.engagment", "score.contacts.engagement"),
        ("score.contacts.engagment", "score.contacts.engagement"),
    ],
)
def test_a_mistyped_consent_gets_the_nearest_address(marketing, typed, meant):
    """In text and JSON; that is wrong usage, whatever else was typed."""
    arguments = ("--publish", typed, "--enable", "workflow.step_mails")
    ran = marketing("plan", *arguments, code=64)
    (told,) = marketing("plan", "--json", *arguments, code=64).json["findings"]

    assert (told["code"], told["hint"]) == ("RV893", f"Did you mean --publish {meant}?")
    assert told["hint"] in ran.err
    assert ran.out == ""


def test_a_consent_like_nothing_gets_no_guess(marketing):
    """Better none than a wrong one."""
    (told,) = marketing("plan", "--json", "--publish", "zzz", code=64).json["findings"]
    assert (told["code"], told["hint"]) == ("RV893", "revops plan shows the addresses")


def test_a_pattern_that_names_nothing_is_a_warning(marketing):
    """A pattern may be wide on purpose; the line to type does not repeat it, but all else that was typed."""
    arguments = ("--publish", "score.deal?.*", "--enable", "workflow.step_mails")
    ran = marketing("plan", *arguments, code=0)

    assert "warning RV404" in ran.out
    assert "--publish score.deal?.* names nothing in the blueprint" in ran.out
    assert last(ran).startswith("Next: revops apply --enable workflow.step_mails")
    assert "deal?" not in last(ran)


def test_drift_with_only_a_publication_left_says_how(marketing):
    """With the target that was typed; `revops apply` alone would stop again."""
    pending = marketing("drift", "--target", "emulator", "--json", code=2).json["pending"]
    asked = [one for one in pending if one["consent"] and not one["approved"]]
    told = last(marketing("drift", "--target", "emulator", code=2))

    assert {one["consent"] for one in asked} == {"publish", "enable"}
    assert told.startswith(
        f"Next: revops apply --target emulator; it asks about each of the {len(asked)} steps, "
        "or takes --publish and --enable ADDRESS (patterns such as "
    )


def test_drift_with_one_consent_left_names_it(project):
    """A line that can be copied: the core pack has a score to publish, and nothing else that asks."""
    project("init", "--pack", "core", code=0)
    project("apply", "--yes", code=4)
    assert last(project("drift", "--target", "emulator", code=2)) == (
        "Next: revops apply --target emulator --publish score.contacts.engagement"
    )


def test_a_subscription_that_is_not_declared_is_told_once(bare):
    """Each row says what it needs; the line to write, with the hubs that are declared, stands below them."""
    project = bare(OBJECTS)
    project.target(emulator=True, locale="en", hubs={"sales": "free", "marketing": "starter"})
    ran = project("plan", "--target", "client", code=0)
    (told,) = [
        one
        for one in project("plan", "--target", "client", "--json").json["findings"]
        if one["code"] == "RV790"
    ]

    assert (
        ran.out.count("custom objects need an Enterprise subscription, which the target does not declare")
        == 1
    )
    assert ran.out.count("hubs:") == 1
    assert "`hubs: {sales: enterprise, marketing: starter}` below `client:` in revops.yaml" in told["hint"]
    assert "association labels and limits of associations need a Professional subscription" in told["summary"]
    assert last(ran) == (
        "Next: revops auth --target client where a scope is missing;"
        " revops plan --target client, once what blocks is mended"
    )


def test_a_subscription_that_suffices_is_not_told(bare):
    """The very line that was asked for."""
    project = bare(OBJECTS)
    project.target(emulator=True, locale="en", hubs={"sales": "enterprise", "marketing": "starter"})
    told = project("plan", "--target", "client", "--json", code=0).json
    assert "RV790" not in {one["code"] for one in told["findings"]}


def test_removing_before_moving_says_what_comes_first(bare):
    """The records still hold the option, so agreeing to its removal does nothing yet."""
    project = bare(RETIRED)
    project("apply", "--yes", code=0)
    project.edit("POST", "/crm/objects/2026-09/contacts", {"properties": {"lead_source": "web"}})
    project.write(
        "blueprints/main.yaml",
        RETIRED.replace("{web: Web, ads: Ads}", "{ads: Ads}\n      retired: {web: ads}"),
    )
    address = "property.contacts.lead_source"
    ran = project("apply", "--yes", "--delete", address, code=4)
    moved = project("apply", "--yes", "--move", address, code=0)
    after = project("plan", "--delete", address, "--json", code=0).json

    assert f"--delete {address} removes nothing yet: the records are moved first" in ran.out
    assert last(ran) == f"Next: revops apply --move {address}"
    assert last(moved) == "Next: revops plan; it shows what can be removed now"
    assert "RV792" not in {one["code"] for one in after["findings"]}


def test_what_no_api_removes_is_on_the_checklist(bare):
    """With the clicks, until HubSpot shows it gone; there is nothing to tick, and it counts as open."""
    project = bare(RULES)
    project("apply", "--yes", code=0)
    project.write("blueprints/main.yaml", "revops: 1\nremoved: [validation.deals.nps]\n")
    plan = project("plan", code=0)
    ran = project("checklist", code=0)
    listed = project("checklist", "--json", code=0).json

    assert last(plan) == "Next: revops checklist (1 by hand)"
    assert "☐ validation.deals.nps" in ran.out
    assert "clear MIN_NUMBER" in ran.out
    assert "1 of 1 open" in ran.out
    assert [one["address"] for one in listed["by_hand"]] == ["validation.deals.nps"]
    assert listed["items"] == []


def test_a_checklist_without_anything_by_hand(bare):
    """Nothing is open, so there is nothing to type."""
    ran = bare(RULES)("checklist", code=0)
    assert last(ran) == "0 of 0 open"


def test_adopt_always_says_what_to_type_next(bare):
    """Nothing to bind, something left, everything bound."""
    project = bare(RULES)
    nothing = project("adopt", code=0)
    made = {
        "name": "own_nps",
        "label": "NPS",
        "type": "number",
        "fieldType": "number",
        "groupName": "dealinformation",
    }
    project.edit("POST", "/crm/properties/2026-09/deals", made)
    left = project("adopt", "--target", "emulator", code=4)
    bound = project("adopt", "--yes", code=0)

    assert last(nothing) == "Next: revops plan"
    assert last(left) == (
        "Next: revops adopt --target emulator --yes binds the exact matches; revops plan --target emulator"
    )
    assert last(bound) == "Next: revops plan"


def test_the_settings_are_no_blueprint(bare):
    """Named by hand they are no blueprint that lacks its first line; in a folder they are skipped."""
    project = bare(RULES)
    ran = project("fmt", "revops.yaml", code=3)

    assert "these are the settings of the project, no blueprint" in ran.out
    assert "RV114" not in ran.out
    assert "revops.yaml" not in project("fmt", ".", code=0).out
