"""What a hint shows where a value has the wrong shape: the right one, as somebody would write it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from revops.blueprint.load import load
from revops.blueprint.shapes import shape_hint, written
from revops.kinds import KINDS
from revops.kinds.properties.spec import PropertyType
from revops.model.finding import Finding

TIER = "label: T, type: enumeration, fieldType: select, groupName: contactinformation, options: {a: A}"


def _only(folder: Path, text: str) -> Finding:
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / "main.yaml").write_text(f"revops: 1\n{text}\n", encoding="utf-8")
    (finding,) = load(folder, ["blueprints"], KINDS).findings
    return finding


@pytest.mark.parametrize("given", ["true", "banana", "5", "{type: string}"])
def test_what_exists_already_is_named_by_its_type(tmp_path: Path, given: str) -> None:
    """Any text was taken before; now the seven types are listed, and one is shown in place."""
    told = _only(tmp_path, f"properties: {{contacts: {{tier: {{existing: {given}}}}}}}")

    assert told.code == "RV118"
    assert all(repr(one) in told.summary for one in PropertyType.__args__)
    assert len(PropertyType.__args__) == 7
    assert told.hint == "Write it like `existing: string`."


def test_a_misspelt_type_is_corrected(tmp_path: Path) -> None:
    """The nearest of the seven, rather than any."""
    told = _only(tmp_path, "properties: {contacts: {tier: {existing: sting}}}")

    assert told.hint == "Did you mean 'string'?"


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("REGEX: '^a$'", "REGEX"),
        ("EMAIL: yes", "EMAIL"),
        ("EMAIL_ALLOWED_DOMAINS: example.com", "EMAIL_ALLOWED_DOMAINS"),
        ("DAYS_OF_WEEK: {MONDAY: true}", "DAYS_OF_WEEK"),
        ("START_DATE: [1]", "START_DATE"),
    ],
)
def test_a_rule_of_the_wrong_shape_shows_the_right_one(tmp_path: Path, entry: str, shown: str) -> None:
    """The hint begins with the rule's name, and what it shows is taken when it is written so."""
    told = _only(tmp_path, f"validations: {{contacts: {{x: {{{entry}}}}}}}")
    example = told.hint.removeprefix("Write it like `").removesuffix("`.")
    (tmp_path / "blueprints" / "main.yaml").write_text(
        f"revops: 1\nvalidations: {{contacts: {{x: {{{example}}}}}}}\n", encoding="utf-8"
    )
    after = load(tmp_path, ["blueprints"], KINDS).findings

    assert example.startswith(f"{shown}: ")
    assert not [one for one in after if one.code in ("RV116", "RV118")]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            f"properties: {{contacts: {{x: {{{TIER}, retired: [b]}}}}}}",
            "Write it like `retired: {old_value: new_value, rare_value: null}`.",
        ),
        ("objects: {car: true}", "Write it like `car: {existing: true}`."),
        (
            "associations: {contacts: {deals: {boss: {label: B, limit: unlimited}}}}",
            "Write it like `limit: 5`.",
        ),
        ("associations: {contacts: {deals: {boss: {label: B, limit: '5'}}}}", "Write 5 without quotes."),
        ("validations: {contacts: {x: {EMAIL: 'true'}}}", "Write true without quotes."),
        (
            "lifecycle: {x: {create: 'true', after: lead, label: X}}",
            "Write true without quotes.",
        ),
        (
            "checklist: {x: {title: X, steps: Call them}}",
            "Write [Call them], also for one.",
        ),
    ],
)
def test_other_wrong_shapes(tmp_path: Path, text: str, hint: str) -> None:
    """By the example of the field, else by what stands there already."""
    assert _only(tmp_path, text).hint == hint


def test_a_limit_is_a_number_or_a_word(tmp_path: Path) -> None:
    """Both alternatives are named, not the last one alone."""
    told = _only(tmp_path, "associations: {contacts: {deals: {boss: {label: B, limit: unlimited}}}}")

    assert told.summary == "a whole number or 'none' is expected, not the text 'unlimited'"


@pytest.mark.parametrize(
    "value",
    [True, None, 5, 0.5, "plain words", "no", "2026-01-31", "a: b", "", "営業", {"a": [1, "x y"], "b": None}],
)
def test_examples_read_back_as_what_they_are(value: object) -> None:
    """Quotes stand where a reader would take a text for something else."""
    assert yaml.safe_load(f"[{written(value)}]") == [value]


def test_without_an_example_nothing_is_made_up() -> None:
    """No hint rather than a wrong one."""
    assert shape_hint({"properties": {"a": {"type": "object"}}}, ("a",), "x", "a map") == ""
