"""Generated documents are what the code says now; terminal sessions are run by `scripts/check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import ROOT

from revops.model.spec import without_sources

import generate  # isort: skip  # on the path once docs_pages is imported

CURRENT = generate.reference()
COUNTS = {"MP": 28, "KP": 3, "SP": 24, "CP": 17}
"""Rows of the model's properties: contacts, companies, deals of sales, deals of customer success."""


@pytest.mark.parametrize("path", CURRENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_generated_files_are_current(path: Path) -> None:
    """`scripts/generate.py` would change nothing."""
    assert path.read_text(encoding="utf-8") == CURRENT[path], "run scripts/generate.py"


@pytest.mark.parametrize("path", CURRENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_generated_files_cite_no_notes(path: Path) -> None:
    """Sources and rules that docstrings name are for those who code."""
    assert re.findall(r"dossier|peers \(|\(rule \d+|design\.md", CURRENT[path]) == []


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("It depends on the object (dossier D2).", "It depends on the object."),
        ("Unique in the portal (peers (f)), they say.", "Unique in the portal, they say."),
        ("One list (dossier H1; peers (f), names)\n    of all", "One list\n    of all"),
        ("Never deleted (rule 14).", "Never deleted."),
        ("Row ids of the model (e.g. MP12)", "Row ids of the model (e.g. MP12)"),
        ("What counts (ruler or not)", "What counts (ruler or not)"),
    ],
)
def test_sources_are_left_out(told: str, left: str) -> None:
    """The citation goes, the sentence stays."""
    assert without_sources(told) == left


def test_every_property_row_of_the_model_has_a_home() -> None:
    """The table of the packs holds each row once at least."""
    told = {line.split(" | ")[0].removeprefix("| ") for line in generate.rows()}
    rows = {f"{family}{number:02}" for family, count in COUNTS.items() for number in range(1, count + 1)}

    assert rows - told == set()


def test_the_table_points_at_lines_that_say_so() -> None:
    """The line that a row is linked to is the entry's own, and the entry names the row."""
    for line in list(generate.rows())[2:]:
        row, *_, address, _, link = (cell.strip() for cell in line.strip("|").split(" | "))
        path, _, place = link.partition("](")[2].rstrip(") |").partition("#L")
        lines = (ROOT / "blueprints" / path).read_text(encoding="utf-8").splitlines()[int(place) - 1 :]
        name = address.strip("`").rpartition(".")[2]
        entry = "lifecycle" if address.startswith("`lifecycle") else name

        assert entry in lines[0].replace('"', ""), line
        assert any(row in text for text in lines[:4]), line


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"type": "string"}, "text"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "null"}]}, "number"),
        ({"enum": ["a", "b"]}, "`a`, `b`"),
        ({"type": "array", "items": {"$ref": "#/$defs/StageSpec"}}, "list of Stage"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "map of true or false"),
        ({"type": "object", "patternProperties": {"^a$": {"type": "string"}}}, "map of text"),
        ({}, "any value"),
    ],
)
def test_types_in_words(schema: dict[str, object], told: str) -> None:
    """A field's JSON Schema as people read it."""
    assert generate._type(schema) == told


def test_text_between_markers_is_replaced_alone() -> None:
    """What people wrote around the table stays."""
    text = f"before\n{generate.BEGIN}\nold\n{generate.END}\nafter\n"

    assert generate.between(text, iter(["new"])) == f"before\n{generate.BEGIN}\nnew\n{generate.END}\nafter\n"
