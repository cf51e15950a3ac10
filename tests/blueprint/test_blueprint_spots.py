"""Places in a large file: those inside of entries are found when somebody asks, and are the same."""

from __future__ import annotations

import pytest

from revops.blueprint import compose
from revops.blueprint.read import read_yaml
from revops.blueprint.spots import LARGE

ENTRY = "    p{0}:\n      label: {{ja: 名{0}, en: Name {0}}}\n      type: string\n"
LARGE_TEXT = "properties:\n  deals:\n" + "".join(ENTRY.format(n) for n in range(LARGE // 50))
DEEP = ("properties", "deals", "p7", "label", "en")


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A note for every time that a text is read."""
    read: list[int] = []
    loader = compose.CCoreLoader

    def noting(text: str) -> object:
        read.append(len(text))
        return loader(text)

    monkeypatch.setattr(compose, "CCoreLoader", noting)
    return read


def test_entries_have_their_places_at_once(texts_read: list[int]) -> None:
    """Property 7 is the eighth entry of three lines below two: its key stands on line 24."""
    document = read_yaml(LARGE_TEXT, "large.yaml")

    assert document.origin(DEEP[:3]).line == 2 + 7 * 3 + 1
    assert len(texts_read) == 1


def test_what_is_inside_of_an_entry_is_found_by_reading_once_more(texts_read: list[int]) -> None:
    """The key `en` stands on the line after the entry's; a second question costs nothing."""
    document = read_yaml(LARGE_TEXT, "large.yaml")
    column = LARGE_TEXT.split("\n")[24].index("en") + 1

    assert [(spot.line, spot.column) for spot in (document.origin(DEEP), document.origin(DEEP))] == [
        (25, column)
    ] * 2
    assert len(texts_read) == 2


def test_all_places_of_a_large_file_are_those_of_its_parts() -> None:
    """The first entries of a small file and of a large one stand at the same places."""
    small = read_yaml(LARGE_TEXT[: LARGE_TEXT.index("    p9:")], "small.yaml")
    large = dict(read_yaml(LARGE_TEXT, "large.yaml").spots.items())

    assert len(dict(small.spots.items())) == 2 + 9 * 5
    assert all(large[trail] == spot for trail, spot in small.spots.items())


def test_a_small_file_is_read_once(texts_read: list[int]) -> None:
    """All of its places are kept."""
    document = read_yaml("properties: {deals: {tier: {label: Tier}}}", "small.yaml")

    assert document.origin(("properties", "deals", "tier", "label")).column == 29
    assert len(texts_read) == 1


def test_what_is_wrong_inside_of_an_entry_is_told_once() -> None:
    """To find its place the text is read again, and its faults are not told again."""
    document = read_yaml(LARGE_TEXT + "      type: number\n", "large.yaml")

    assert [(one.code, one.origin.line) for one in document.findings] == [
        ("RV105", LARGE_TEXT.count("\n") + 1)
    ]
