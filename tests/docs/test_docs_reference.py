"""The reference is complete: every field says what it means, every rule of the lint how severe it is."""

from __future__ import annotations

import docs_pages  # noqa: F401 - puts scripts on the path
import generate
import pytest
from pydantic import TypeAdapter

from revops.blueprint.header import Header
from revops.blueprint.lint.rules import RULES
from revops.kinds import KINDS
from revops.targets import ProjectFile

SECTIONS = {
    "the top of a file": Header,
    **{kind.section: kind.section_type for kind in KINDS},
    "revops.yaml": ProjectFile,
}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_says_what_it_means(section: str) -> None:
    """In the model, so that the reference and the editor's schema say the same."""
    models = generate._models(TypeAdapter(SECTIONS[section]).json_schema())
    silent = [
        f"{name}.{field}" for name, model in models for field, _, told in generate._fields(model) if not told
    ]

    assert silent == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_model_says_what_it_is(section: str) -> None:
    """A sentence above its table."""
    models = list(generate._models(TypeAdapter(SECTIONS[section]).json_schema()))

    assert models
    assert [name for name, model in models if not model.get("description", "").strip()] == []


def test_every_rule_of_the_lint_is_in_the_reference_with_its_severity() -> None:
    """Code, severity, meaning, cause and cure in one row."""
    page = "\n".join(generate.findings())

    for rule in RULES:
        assert f"| `{rule.code}` | {rule.severity.value} | " in page
