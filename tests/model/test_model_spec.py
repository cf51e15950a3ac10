"""What people who write blueprints read of a section."""

from __future__ import annotations

import pytest

from revops.model.spec import Spec, without_sources


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Its label (dossier B4).", "Its label."),
        ("One (peers (f), names) and two (rule 14); three (design.md, section 3).", "One and two; three."),
        ("All of them (by key) stay (dossiers do not).", "All of them (by key) stay (dossiers do not)."),
    ],
)
def test_sources_are_for_those_who_code(told: str, read: str) -> None:
    """Taken out with their brackets and the space before; every other bracket stays."""
    assert without_sources(told) == read


class Told(Spec):
    """A thing (dossier B4)."""


class Silent(Spec):
    pass


def test_a_schema_describes_its_section_without_sources() -> None:
    """From the docstring of the section, where it has one of its own."""
    assert Told.model_json_schema()["description"] == "A thing."
    assert "description" not in Silent.model_json_schema()
