"""Which files are read: all below the paths, none outside of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from revops.blueprint.files import find


def test_files_of_a_folder_are_found_in_order(tmp_path: Path) -> None:
    """Sub-folders count, hidden ones, settings and other suffixes do not."""
    names = ["b.yml", "a.yaml", "sub/c.yaml", ".hidden/d.yaml", "revops.yaml", "note.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("revops: 1\n")
    finder = find(tmp_path, ["."])

    assert list(finder.files) == ["a.yaml", "b.yml", "sub/c.yaml"]
    assert not finder.findings


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """Paths may overlap."""
    (tmp_path / "a.yaml").write_text("revops: 1\n")

    assert list(find(tmp_path, ["a.yaml", ".", "./a.yaml"]).files) == ["a.yaml"]


@pytest.mark.parametrize("given", ["../outside.yaml", "..", "/etc", "sub/../../outside.yaml"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, given: str) -> None:
    """Whether it exists or not."""
    (tmp_path / "outside.yaml").write_text("revops: 1\n")
    (tmp_path / "project").mkdir()
    finder = find(tmp_path / "project", [given])

    assert [finding.code for finding in finder.findings] == ["RV112"]
    assert not finder.files


def test_symbolic_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    """A link to a file and a link to a folder; links inside of the project are followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("revops: 1\n")
    root = tmp_path / "project"
    (root / "real").mkdir(parents=True)
    (root / "real/r.yaml").write_text("revops: 1\n")
    (root / "file.yaml").symlink_to(outside / "x.yaml")
    (root / "folder").symlink_to(outside)
    (root / "again").symlink_to(root / "real")
    (root / "loop").symlink_to(root)
    finder = find(root, ["."])

    assert sorted((finding.code, finding.origin.file) for finding in finder.findings) == [
        ("RV112", "file.yaml"),
        ("RV112", "folder"),
    ]
    assert list(finder.files) == ["again/r.yaml"]


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A missing file, an empty folder, and a link to nothing."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nothing.yaml")
    finder = find(tmp_path, ["gone.yaml", "empty", "dangling.yaml"])

    assert [finding.origin.file for finding in finder.findings] == ["gone.yaml", "empty", "dangling.yaml"]
    assert {"RV113"} == {finding.code for finding in finder.findings}
