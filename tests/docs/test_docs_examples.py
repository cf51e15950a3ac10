"""The examples of the blueprint language are blueprints."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest
from docs_pages import ROOT

from revops.blueprint.read import read_yaml
from revops.blueprint.schema import blueprint_schema
from revops.kinds import KINDS

PAGE = (ROOT / "docs" / "blueprint-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
"""Those without a file's name: the others are validated in the page's own session."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.partition(":")[0])
def test_an_example_fits_the_schema(example: str) -> None:
    """What the page shows can be put into a file as it stands."""
    document = read_yaml(f"revops: 1\n{example}", "example.yaml")
    validator = jsonschema_rs.validator_for(blueprint_schema(KINDS))

    assert document.findings == []
    assert [error.message for error in validator.iter_errors(document.data)] == []


def test_every_section_has_an_example() -> None:
    """The page leaves no section of a blueprint file out."""
    text = "\n".join(re.findall(r"^```yaml.*?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    sections = {"uses", "without", "variables", "conditions", "removed", *(kind.section for kind in KINDS)}

    assert {section for section in sections if not re.search(rf"^{section}:", text, re.MULTILINE)} == set()


def test_the_page_s_own_files_are_valid() -> None:
    """Its last session validates the named files, and says so; what the lint notes is no error."""
    assert re.search(r"\n\d+ resources, valid(, \d+ \w+)*\n", PAGE)
