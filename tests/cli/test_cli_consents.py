"""Consents that cannot mean anything: told all at once, before anything is sent, and never by a guess."""

from __future__ import annotations

import json

import pytest

BLUEPRINT = """\
revops: 1
properties:
  deals:
    bant_budget: {label: Budget, type: number, fieldType: number, groupName: dealinformation}
    tier:
      label: Tier
      type: enumeration
      fieldType: select
      groupName: dealinformation
      options: {a: A}
      retired: {b: a}
scores:
  engagement:
    object: contacts
    name: Engagement
    category: INTENT
    max: 10
    groups: {web: {max: 10, rules: {filled: {if: {property: contacts.city, known: true}, add: 5}}}}
checklist:
  snippets: {title: Snippets}
removed: [property.deals.old, validation.deals.old]
"""
HEAD = "revops: 1\nproperties: {contacts: {city: {existing: string}}}\n"
BUDGET = "property.deals.bant_budget"


@pytest.fixture
def asked(project):
    """A project without packs; `asked(COMMAND, CONSENTS…)` gives (code, summary, hint) of what is refused."""
    project("init", "--no-packs", "--locale", "en", code=0)
    project.write("blueprints/main.yaml", BLUEPRINT)
    project.write("blueprints/contacts.yaml", HEAD)

    def run(*arguments, code=64):
        ran = project(*arguments, "--json", code=code)
        return [(one["code"], one["summary"], one["hint"]) for one in ran.json["findings"]]

    run.project = project
    return run


def test_all_slips_are_told_at_once(asked):
    """Each with its code, in the order of the flags; that one of them is right changes nothing."""
    found = asked(
        *(
            "plan",
            "--enable",
            "checklist.snippets",
            "--delete",
            "nope",
            "--publish",
            "score.contacts.engagment",
        ),
        *("--take", BUDGET, "--publish", f"{BUDGET}#label"),
    )
    assert sorted(code for code, _, _ in found) == ["RV893", "RV893", "RV894", "RV896"]


@pytest.mark.parametrize(
    ("flag", "address", "code", "hint"),
    [
        ("publish", "score.contacts.engagment", "RV893", "Did you mean --publish score.contacts.engagement?"),
        ("publish", "scores.engagment", "RV893", "Did you mean --publish score.contacts.engagement?"),
        ("take", "property.deals.bant_bugdet", "RV893", f"Did you mean --take {BUDGET}?"),
        ("take", "property.deals.bant_bugdet#label", "RV893", f"Did you mean --take {BUDGET}#label?"),
        ("delete", "property.deals.odl", "RV893", "Did you mean --delete property.deals.old?"),
        ("publish", "property.deals.zzz", "RV893", "revops plan shows the addresses"),
        ("publish", BUDGET, "RV894", "Kinds that do: email, form, score."),
        ("enable", "score.contacts.engagement", "RV894", "Kinds that do: workflow."),
        ("create", "checklist.snippets", "RV894", None),
        ("take", "checklist.snippets", "RV894", None),
        ("delete", "checklist.snippets", "RV894", "To delete it, write checklist.snippets under `removed:` "),
        ("take", "property.deals.old", "RV894", "Write --delete property.deals.old."),
        ("publish", "score.contacts.engagement#name", "RV896", "Write --publish score.contacts.engagement."),
    ],
)
def test_what_cannot_mean_anything(asked, flag, address, code, hint):
    """The flag and the address as they were typed, and what to type instead."""
    ((found, told, way_out),) = asked("plan", f"--{flag}", address)

    assert found == code
    assert told.startswith(f"--{flag} {address}")
    assert hint is None or way_out.startswith(hint)


@pytest.mark.parametrize(
    ("flag", "address"),
    [
        ("delete", "property.deals.old"),
        ("delete", "validation.deals.old"),
        ("delete", "property.deals.tier"),
        ("move", "property.deals.tier"),
        ("publish", "score.contacts.engagement"),
        ("take", BUDGET),
        ("take", f"{BUDGET}#label"),
        ("create", BUDGET),
    ],
)
def test_what_may_be_agreed_to_beforehand(asked, flag, address):
    """Nothing asks for it today, but something could: what is retired, removed or not made yet."""
    assert [one for one in asked("plan", f"--{flag}", address, code=0) if one[0].startswith("RV89")] == []


def test_a_unit_that_nothing_has(asked):
    """What is wanted, applied or in HubSpot can be taken; anything else is a slip."""
    assert asked("plan", "--take", f"{BUDGET}#lable") == [
        ("RV895", f"--take {BUDGET}#lable: {BUDGET} has no unit 'lable'", "Did you mean 'label'?")
    ]


def test_an_unknown_unit_of_a_pattern_is_a_warning(asked):
    """As any pattern that names nothing."""
    found = asked("plan", "--take", "property.deals.*#lable", code=0)
    assert ("RV404", "--take property.deals.*#lable names nothing in the blueprint") in [f[:2] for f in found]


def test_nothing_is_sent_before(served):
    """Not even the question who is behind the token."""
    project = served()
    project("apply", "--target", "client", "--yes", "--delete", "nope", code=64)
    assert project.emulator.log.bodies() == []


def test_nothing_is_written_before_units_are_known(served):
    """The portal has to be read for them."""
    project = served()
    ran = project("apply", "--target", "client", "--yes", "--take", f"{BUDGET}#lable", code=64)

    assert "Did you mean 'label'?" in ran.err
    assert project.emulator.log.bodies() != []
    assert not any(one["write"] for one in project.emulator.log.bodies())


def test_what_stands_in_may_be_named(asked):
    """What a score's fallback makes is in no file, and yet its address is no slip."""
    entry = "    category: INTENT\n"
    asked.project.write("blueprints/main.yaml", BLUEPRINT.replace(entry, f"{entry}    fallback: computed\n"))
    found = asked("plan", "--create", "property.contacts.engagement", code=0)
    assert "RV893" not in [one[0] for one in found]


def test_a_blueprint_with_errors_is_told_first(asked):
    """Nobody knows what the rest of it would have named: 3, as without the consent."""
    asked.project.write("blueprints/broken.yaml", "revops: 1\nproperteis: {}\n")
    assert "RV893" not in [one[0] for one in asked("plan", "--delete", "nope", code=3)]


def test_no_plan_is_saved_with_a_slip(asked):
    """`plan --out` writes nothing; the consents inside a saved plan are held against the files, too."""
    project = asked.project
    asked("plan", "--out", "plan.json", "--delete", "nope")
    assert not (project.folder / "plan.json").exists()

    project("plan", "--out", "plan.json", "--take", BUDGET, code=0)
    document = json.loads((project.folder / "plan.json").read_text(encoding="utf-8"))
    project.write("plan.json", json.dumps({**document, "consents": {"take": ["property.deals.bant_bugdet"]}}))

    assert asked("apply", "plan.json")[0][:2] == (
        "RV893",
        "--take property.deals.bant_bugdet names nothing in the blueprint",
    )
