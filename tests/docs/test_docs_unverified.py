"""The page about open questions: it names what there is, and leaves no marked fact out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import CODE, ROOT

from revops.codes import TABLES
from revops.emulator.portal import VARIANTS

PAGE = (ROOT / "docs" / "unverified.md").read_text(encoding="utf-8")
FACTS = ROOT.parent / "shared" / "reference" / "hubspot-api.md"
QUESTIONS = 12
"""Open questions at the end of the collection of facts (dossier P)."""

CHOICES = ("assumed", "both", "observed", "refused", "unused")
MARKED = re.compile(r"UNVERIFIED|\bunverified\b|\bKNOW\b|\bunconfirmed\b|\b[Cc]onflicting\b")
SECTION = re.compile(r"^##+ ([A-Z][0-9]*)\.")


def rows() -> list[list[str]]:
    """The cells of every row of the page's tables."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[0] != "Facts" and not row[0].startswith("---")]


def covered() -> set[str]:
    """The sections and questions that the rows are about."""
    return {name for row in rows() for name in row[0].split(", ")}


def test_every_row_is_whole() -> None:
    """Where from, what is open, one of five choices, and where it is held."""
    odd = [
        row
        for row in rows()
        if len(row) != 4 or not row[2].startswith(tuple(f"**{one}**" for one in CHOICES))
    ]

    assert odd == []


def test_every_open_question_has_a_row() -> None:
    """P1 to P12, by number."""
    assert {f"P{number}" for number in range(1, QUESTIONS + 1)} - covered() == set()
    assert len(rows()) >= QUESTIONS


def test_every_variant_is_named() -> None:
    """Each other answer of the emulator belongs to a question, and no name is made up."""
    named = {name for text in re.findall(r"variants? (`[^|;]+)", PAGE) for name in CODE.findall(text)}

    assert sorted(set(VARIANTS) - named) == []


def test_every_code_exists() -> None:
    """A finding that is named is one that the tool reports."""
    known = {code for table in TABLES.values() for code in table}

    assert set(re.findall(r"RV[0-9]{3}", PAGE)) - known == set()


def test_whatever_holds_a_choice_exists() -> None:
    """Files are there, and tests are in the files that are said to have them."""
    wrong = [
        place for row in rows() for place in CODE.findall(row[3]) if _is_place(place) and not _is_there(place)
    ]

    assert wrong == []


def test_every_choice_is_held_somewhere() -> None:
    """A file of the source or a test; where the tool does something, a test."""
    held = [[place for place in CODE.findall(row[3]) if _is_place(place)] for row in rows()]
    untested = [
        row[1]
        for row, places in zip(rows(), held, strict=True)
        if not any("::" in place for place in places) and not row[2].startswith("**unused**")
    ]

    assert all(held)
    assert untested == []


@pytest.mark.skipif(not FACTS.exists(), reason="the collection of facts is not beside this checkout")
def test_every_section_with_an_open_fact_has_a_row() -> None:
    """Whatever the facts mark as unverified, known by hearsay, unconfirmed or conflicting."""
    assert _marked(FACTS.read_text(encoding="utf-8")) - covered() == set()


def _marked(text: str) -> set[str]:
    """Sections with a marked fact. What stands before the first one explains the marks."""
    section, found = "", set[str]()
    for line in text.splitlines():
        heading = SECTION.match(line)
        section = heading[1] if heading else section
        if MARKED.search(line) and section and section != "P":
            found.add(section)
    return found


def _is_place(text: str) -> bool:
    return text.startswith(("src/", "tests/"))


def _is_there(place: str) -> bool:
    path, _, name = place.partition("::")
    file = ROOT / Path(path)
    return file.is_file() and (not name or f"def {name}(" in file.read_text(encoding="utf-8"))
