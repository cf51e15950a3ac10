"""Packs in a project: used by name and version, pinned, left out, overridden."""

from __future__ import annotations

from pathlib import Path

import pytest
from blueprint_toys import Project, places

from revops.blueprint.load import load
from revops.kinds import KINDS
from revops.model.address import Origin
from revops.model.condition import PropertyRef
from revops.model.condition import Test as PropertyTest
from revops.model.finding import Severity
from revops.packs import Shelf

ITEMS = (
    "revops: 1\nvariables: {n: 1}\nthings:\n  contacts:\n    a: {label: A, count: $n}\n    b: {label: B}\n"
)

USERS = {
    "segment.upsell_targets": "workflow.upsell_opportunity",
    "email.thanks": "workflow.step_mails",
    "pipeline.deals.renewal": "workflow.renewal_deal",
    "group.contacts.lead_management": "property.contacts.lead_source_detail",
}
"""What the shipped packs name without needing it, and who does."""


def loaded(project: Project, text: str) -> list[tuple[str, int, int]]:
    """What is wrong with a project of one file."""
    project.write(text)
    return places(project.load().findings)


def test_a_pack_brings_its_items(project: Project) -> None:
    """Resources tell their pack and the file within it; packs that are needed come first."""
    project.pack("base", ITEMS, version="1.2.3")
    project.pack("more", "revops: 1\nnotes: {n: {label: N}}\n", needs="[base]")
    project.write("revops: 1\nuses: [more@1]\nnotes: {own: {label: O}}\n")
    blueprint = project.load()

    assert not blueprint.findings
    assert blueprint.packs == {"base": "1.2.3", "more": "1.0.0"}
    assert [resource.pack for resource in blueprint.resources] == ["base", "base", "more", ""]
    assert blueprint.resources[0].origin == Origin("base@1.2.3/items.yaml", 5, 5)


@pytest.mark.parametrize(
    ("use", "code", "hint"),
    [
        ("bsae", "RV301", "Did you mean 'base'?"),
        ("zzz", "RV301", "Known: base."),
        ("base@2", "RV302", "Write base@1.2.3."),
        ("base@1.2.30", "RV302", "Write base@1.2.3."),
        ("{pack: base, version: 1.1.0}", "RV302", "Write base@1.2.3."),
        ("{pack: base, digest: abc}", "RV303", "pin"),
    ],
)
def test_a_pack_that_is_not_there_is_an_error(project: Project, use: str, code: str, hint: str) -> None:
    """At the entry of `uses:`, with what there is."""
    project.pack("base", ITEMS, version="1.2.3")
    project.write(f"revops: 1\nuses: [{use}]\n")
    [finding] = project.load().findings

    assert (code, 2, 8) == (finding.code, finding.origin.line, finding.origin.column)
    assert hint in finding.hint


def test_a_pinned_digest_holds_until_the_content_changes(project: Project) -> None:
    """One changed character is enough."""
    folder = project.pack("base", ITEMS)
    pack = Shelf(project.packs).pack("base")
    assert pack
    text = f"revops: 1\nuses: [{{pack: base, version: 1.0.0, digest: {pack.digest}}}]\n"

    assert loaded(project, text) == []
    (folder / "items.yaml").write_text(ITEMS.replace("label: B", "label: C"))
    assert loaded(project, text) == [("RV303", 2, 8)]


def test_packs_that_need_each_other_are_refused(project: Project) -> None:
    """The ring is printed."""
    project.pack("a", "revops: 1\n", needs="[b]")
    project.pack("b", "revops: 1\n", needs="[a]")
    project.write("revops: 1\nuses: [a]\n")
    [finding] = project.load().findings

    assert finding.code == "RV304"
    assert "a -> b -> a" in finding.summary


def test_a_pack_that_cannot_be_read_is_an_error(project: Project) -> None:
    """The manifest's fault stands in the message."""
    project.pack("a", "revops: 1\n", version="1")

    assert loaded(project, "revops: 1\nuses: [a]\n") == [("RV306", 2, 8)]


def test_without_leaves_an_item_out(project: Project) -> None:
    """The project may then describe its own under the same address."""
    project.pack("base", ITEMS)
    project.write(
        "revops: 1\nuses: [base]\nwithout: [thing.contacts.a]\nthings: {contacts: {a: {label: Mine}}}\n"
    )
    blueprint = project.load()

    assert not blueprint.findings
    assert {str(resource.address): resource.units["label"] for resource in blueprint.resources} == {
        "thing.contacts.b": "B",
        "thing.contacts.a": "Mine",
    }


def test_without_must_name_something(project: Project) -> None:
    """A slip would leave the item in."""
    project.pack("base", ITEMS)
    project.write("revops: 1\nuses: [base]\nwithout: [thing.contacts.aa]\n")
    [finding] = project.load().findings

    assert (finding.code, finding.origin.line, finding.origin.column) == ("RV305", 3, 11)
    assert "thing.contacts.a" in finding.hint


def test_what_needs_a_left_out_item_is_an_error(project: Project) -> None:
    """It stands where the project leaves it out, and names who needs it."""
    project.pack("base", "revops: 1\nnotes: {a: {label: A}, b: {label: B, needs: [note.a]}}\n")
    project.write("revops: 1\nuses: [base]\nwithout: [note.a]\n")
    blueprint = project.load()

    assert places(blueprint.findings) == [("RV123", 3, 11)]
    assert "note.b (base@1.0.0/items.yaml:2)" in blueprint.findings[0].summary


def test_conditions_that_ask_for_a_left_out_property_are_told_once(project: Project) -> None:
    """One error in the project's file, with every user once, and none in the pack, which nobody can edit."""
    text = (
        "revops: 1\nproperties: {contacts: {tier: {type: number}}}\nconditions:\n"
        "  low: {property: contacts.tier, at_most: 1}\n"
        "  odd: {any: [{property: contacts.tier, equals: 1}, {property: contacts.tier, equals: 3}]}\n"
    )
    project.pack("base", text)
    project.write("revops: 1\nuses: [base]\nwithout: [property.contacts.tier]\n")
    [finding] = project.load().findings

    assert (finding.code, finding.origin.file, finding.origin.line) == ("RV123", "blueprints/main.yaml", 3)
    assert finding.summary.count("'low'") == finding.summary.count("'odd'") == 1


def test_a_left_out_property_that_the_project_describes_is_not_missed(project: Project) -> None:
    """Its own entry stands in for the pack's."""
    text = "properties: {contacts: {tier: {type: number}}}\n"
    project.pack("base", f"revops: 1\n{text}conditions: {{low: {{property: contacts.tier, at_most: 1}}}}\n")
    project.write(f"revops: 1\nuses: [base]\nwithout: [property.contacts.tier]\n{text}")

    assert project.load().findings == ()


@pytest.mark.parametrize(("address", "user"), USERS.items())
def test_what_names_a_left_out_item_is_warned_of(tmp_path: Path, address: str, user: str) -> None:
    """The portal may have it under this name; the warning says who waits for it."""
    (tmp_path / "blueprints").mkdir()
    text = f"revops: 1\nuses: [marketing, customer-success]\nwithout: [{address}]\n"
    (tmp_path / "blueprints" / "main.yaml").write_text(text)
    [finding] = load(tmp_path, ["blueprints"], KINDS).findings

    assert (finding.code, finding.severity, finding.origin.line) == ("RV124", Severity.WARNING, 3)
    assert user in finding.summary


LEFT = """\
revops: 1
pipelines:
  deals:
    old: {label: Old, stages: {mine: {label: A, probability: 0.5}, both: {label: B, probability: 1}}}
    kept: {label: Kept, stages: {both: {label: B, probability: 1}}}
properties: {deals: {dealstage: {existing: enumeration}, pipeline: {existing: enumeration}}}
conditions:
  by_key: {property: deals.dealstage, any_of: [mine]}
  by_path: {not: {property: deals.dealstage, none_of: [old/both]}}
  elsewhere: {property: deals.dealstage, any_of: [both]}
  by_pipeline: {property: deals.pipeline, any_of: [old]}
workflows:
  waits: {object: deals, name: W, enrol: {manual: true}, steps: &wait [{id: a, delay: {days: 1}}]}
  moved: {object: deals, name: M, enrol: {changed: deals.dealstage, to: mine}, steps: *wait}
  moves: {object: deals, name: N, enrol: {manual: true}, steps: [{id: a, set: {deals.dealstage: mine}}]}
  quiet: {object: deals, name: Q, enrol: {changed: deals.dealstage, to: both}, steps: *wait}
"""
"""A pipeline to leave out, and another one that has a stage of the same key."""


def test_the_stages_of_a_left_out_pipeline_are_traced(tmp_path: Path) -> None:
    """By whom they are asked for, waited for and set; a stage that another pipeline has is not missed."""
    pack = tmp_path / "packs" / "base"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("name: base\nversion: 1.0.0\ntitle: {en: Base}\n")
    (pack / "items.yaml").write_text(LEFT)
    (tmp_path / "main.yaml").write_text("revops: 1\nuses: [base]\nwithout: [pipeline.deals.old]\n")
    [finding] = load(tmp_path, ["main.yaml"], KINDS, shelf=Shelf(tmp_path / "packs")).findings
    named = {"'by_key'", "'by_path'", "'by_pipeline'", "workflow.moved", "workflow.moves"}

    assert finding.code == "RV124"
    assert {name for name in (*named, "'elsewhere'", "workflow.quiet") if name in finding.summary} == named


@pytest.mark.parametrize(
    ("pipeline", "users"),
    [
        ("pipeline.deals.renewal", {"'running_contract'", "workflow.renewed_contract_term"}),
        ("pipeline.tickets.onboarding", {"'onboarded'", "workflow.onboarding_ticket"}),
    ],
)
def test_the_packs_name_stages_of_their_pipelines(tmp_path: Path, pipeline: str, users: set[str]) -> None:
    """Of deals and of tickets, whose properties have other names."""
    text = f"revops: 1\nuses: [marketing, customer-success]\nwithout: [{pipeline}]\n"
    (tmp_path / "main.yaml").write_text(text)
    [finding] = load(tmp_path, ["main.yaml"], KINDS).findings

    assert {user for user in users if user in finding.summary} == users


def test_an_override_replaces_a_condition_whole(project: Project) -> None:
    """Half of the pack's and half of the project's would be no condition."""
    text = "properties: {contacts: {tier: {type: number}}}\nconditions:\n"
    project.pack("base", f"revops: 1\n{text}  it: {{all: [{{property: contacts.tier, at_least: 1}}]}}\n")
    project.write("revops: 1\nuses: [base]\n")
    override = "revops: 1\nconditions: {it: {property: contacts.tier, equals: 5}}\n"
    project.write(override, "blueprints/overrides.yaml")
    blueprint = project.load()

    assert blueprint.findings == ()
    assert blueprint.conditions["it"] == PropertyTest(PropertyRef("contacts", "tier"), "number", "equals", 5)


def test_a_packs_address_twice_points_to_overrides(project: Project) -> None:
    """An address stands once; overrides.yaml is the way to change a unit."""
    project.pack("base", ITEMS)
    project.write("revops: 1\nuses: [base]\nthings: {contacts: {a: {label: Mine}}}\n")
    [finding] = project.load().findings

    assert (finding.code, finding.origin.line, finding.origin.column) == ("RV201", 3, 21)
    assert "base@1.0.0/items.yaml:5" in finding.summary
    assert "in blueprints/overrides.yaml, unit by unit" in finding.hint


def test_overrides_change_units_and_variables(project: Project) -> None:
    """A changed unit stands in overrides.yaml, the others stay where they were."""
    project.pack("base", ITEMS)
    project.write("revops: 1\nuses: [base]\n")
    text = "revops: 1\nvariables: {n: 5}\nthings:\n  contacts:\n    a: {label: Mine}\n"
    project.write(text, "blueprints/overrides.yaml")
    blueprint = project.load()
    a = blueprint.resources[0]

    assert not blueprint.findings
    assert a.units == {"label": "Mine", "count": 5}
    assert a.pack == "base"
    assert a.origins["label"] == Origin("blueprints/overrides.yaml", 5, 9)
    assert a.origins["count"] == Origin("base@1.0.0/items.yaml", 5, 19)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("things: {contacts: {aa: {label: X}}}", [("RV202", 2, 21)]),
        ("notes: {own: {label: X}}", [("RV202", 2, 9)]),
        ("things: {contacts: {a: null}}", [("RV202", 2, 21)]),
        ("things: {contacts: {a: {count: x}}}", [("RV116", 2, 32)]),
        ("uses: [base]", [("RV120", 2, 1)]),
        ("removed: [note.x]", [("RV120", 2, 1)]),
    ],
)
def test_overrides_that_cannot_be(project: Project, text: str, expected: list[tuple[str, int, int]]) -> None:
    """Errors stand in overrides.yaml."""
    project.pack("base", ITEMS)
    project.write("revops: 1\nuses: [base]\nnotes: {own: {label: O}}\n")
    project.write(f"revops: 1\n{text}\n", "blueprints/overrides.yaml")
    findings = project.load().findings

    assert expected == places(findings)
    assert {"blueprints/overrides.yaml"} == {finding.origin.file for finding in findings}


def test_a_pack_may_not_use_packs_by_itself(project: Project) -> None:
    """`pack.yaml` says what it needs."""
    project.pack("base", "revops: 1\nuses: [x]\n")

    assert loaded(project, "revops: 1\nuses: [base]\n") == [("RV120", 2, 1)]


def test_a_far_name_under_without_gets_no_suggestion(project: Project) -> None:
    """Addresses of one kind begin alike; only a name that is alike was meant."""
    project.pack("base", ITEMS)
    project.write("revops: 1\nuses: [base]\nwithout: [thing.contacts.zebra]\n")
    [finding] = project.load().findings

    assert (finding.code, finding.hint) == ("RV305", "")
