"""Comments that allow a finding: on the line or above it, by code, with a reason; anything else is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from blueprint_toys import places

from revops.blueprint.lint.allow import allowances
from revops.blueprint.lint.run import linted
from revops.blueprint.load import load
from revops.blueprint.read import read_yaml
from revops.kinds import KINDS
from revops.packs import shipped

HEAD = "revops: 1\n"
UNUSED = "variables:\n  a: 5"


def _found(folder: Path, text: str, name: str = "main.yaml") -> list[tuple[str, int, int]]:
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / name).write_text(text, encoding="utf-8", newline="")
    return places(linted(load(folder, ["blueprints"], KINDS)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + UNUSED, [("RV734", 3, 3)]),
        (HEAD + UNUSED + "  # revops: allow RV734 because the client sets it", []),
        (HEAD + "variables:\n  # revops: allow RV734 because the client sets it\n  a: 5", []),
        (HEAD + "variables:\n  # revops: allow RV734 because of it\n  # and a note\n  a: 5", []),
        (HEAD + "variables:\n  # revops:allow RV734 , RV712 because both\n  A: 5", []),
        ((HEAD + UNUSED + " # revops: allow RV734 because it is").replace("\n", "\r\n"), []),
        (
            HEAD + "variables:\n  # revops: allow RV734 because of it\n\n  a: 5",
            [("RV711", 3, 3), ("RV734", 5, 3)],
        ),
        (HEAD + UNUSED + " # revops: allow RV734", [("RV734", 3, 3), ("RV710", 3, 8)]),
        (HEAD + UNUSED + " # revops: allow RV734 because", [("RV734", 3, 3), ("RV710", 3, 8)]),
        (HEAD + UNUSED + " # revops: alow RV734 because x", [("RV734", 3, 3), ("RV710", 3, 8)]),
        (HEAD + UNUSED + " # revops: allow RV712 because x", [("RV734", 3, 3), ("RV711", 3, 8)]),
        (HEAD + UNUSED + " # revops: allow RV734, RV712 because x", [("RV711", 3, 8)]),
        (HEAD + "# revops: allow RV711 because x", [("RV711", 2, 1)]),
        (HEAD + UNUSED + "#revops:allow RV734 because it is text", [("RV734", 3, 3)]),
        (HEAD + 'variables:\n  a: "x # revops: allow RV734 because x"', [("RV734", 3, 3)]),
        (HEAD + "variables:\n  a: |\n    # revops: allow RV734 because x", [("RV734", 3, 3)]),
    ],
)
def test_what_a_comment_allows(tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    """Its own line, or the next one that is no comment; never without a reason."""
    assert _found(tmp_path, text + "\n") == expected


def test_an_allowing_comment_in_text_is_text() -> None:
    """A comment is what YAML takes for one."""
    text = 'revops: 1\na: "x # revops: allow RV734 because x" # revops: allow RV712 because y\n'

    assert [(one.code, one.line, one.place) for one in allowances(read_yaml(text, ""))] == [
        ("RV712", 2, (2, 40))
    ]


def test_a_warning_of_the_loader_is_allowed_for_a_plan_too(tmp_path: Path) -> None:
    """The group's name nearly is that of a shipped one, and meant: what `load` reports is allowed there."""
    entry = "{label: T, type: string, fieldType: text, groupName: contactinformatio"
    (tmp_path / "blueprints").mkdir()
    file = tmp_path / "blueprints" / "main.yaml"
    text = f"{HEAD}properties:\n  contacts:\n    tier: {entry}, description: D, filledBy: [s]}}"
    file.write_text(f"{text}\n", encoding="utf-8")
    before = load(tmp_path, ["blueprints"], KINDS)
    file.write_text(f"{text}  # revops: allow RV216 because the portal has it\n", encoding="utf-8")
    after = load(tmp_path, ["blueprints"], KINDS)

    assert [finding.code for finding in before.findings] == ["RV216"]
    assert (after.findings, linted(after)) == ((), ())


def test_a_file_that_is_not_yaml_allows_nothing(tmp_path: Path) -> None:
    """Its comments cannot be told from its texts."""
    text = f"{HEAD}variables: [  # revops: allow RV734 because of it\n"

    assert [code for code, _, _ in _found(tmp_path, text)] == ["RV104"]


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    """It stays, and nothing else is judged."""
    text = f"{HEAD}variables: [] # revops: allow RV116 because I want it\n"

    assert [code for code, _, _ in _found(tmp_path, text)] == ["RV116"]


def test_a_pack_is_not_judged_where_it_is_used(tmp_path: Path) -> None:
    """The project's own entry is, also where it is like one of a pack."""
    label = "{ja: 予算 , en: Spare}, description: {ja: 予備, en: Spare one}"
    entry = f"{{label: {label}, type: number, fieldType: number, groupName: bant, filledBy: [sales]}}"
    text = f"{HEAD}uses: [sales]\nproperties:\n  deals:\n    bant_spare: {entry}\n"

    assert _found(tmp_path, text) == [("RV718", 5, 18)]


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_shipped_packs_are_clean(tmp_path: Path, locale: str) -> None:
    """As if they were a project's own files; what is allowed in them has a reason."""
    for name in shipped().names():
        pack = shipped().pack(name)
        assert pack is not None
        for file, path in pack.files.items():
            copy = tmp_path / "blueprints" / name / file
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    blueprint = load(tmp_path, ["blueprints"], KINDS, locale=locale)

    assert blueprint.resources
    assert [str(finding.origin) for finding in linted(blueprint)] == []
