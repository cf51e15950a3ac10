"""The shelf: which packs there are, and whether their content is what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from revops.packs import Shelf, Unreadable, shipped

MANIFEST = "name: {name}\nversion: 1.2.3\ntitle: {{ja: 基盤, en: Base}}\n"


def put(root: Path, name: str, manifest: str = MANIFEST) -> Path:
    """A pack on disk."""
    (root / name / "sub").mkdir(parents=True)
    (root / name / "pack.yaml").write_text(manifest.format(name=name))
    (root / name / "a.yaml").write_text("revops: 1\n")
    (root / name / "sub/b.yaml").write_text("revops: 1\n")
    return root / name


def test_packs_are_found_by_their_folders(tmp_path: Path) -> None:
    """A folder without a manifest and a file are no packs."""
    put(tmp_path, "sales")
    put(tmp_path, "core")
    (tmp_path / "notes").mkdir()
    (tmp_path / "README.md").write_text("")
    shelf = Shelf(tmp_path)
    pack = shelf.pack("core")

    assert shelf.names() == ["core", "sales"]
    assert pack
    assert pack.label == "core@1.2.3"
    assert list(pack.files) == ["a.yaml", "sub/b.yaml"]
    assert shelf.pack("notes") is None


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [("", True), ("1", True), ("1.2", True), ("1.2.3", True), ("2", False), ("1.2.30", False), ("1.", False)],
)
def test_versions_may_be_named_by_their_beginning(tmp_path: Path, wanted: str, fits: bool) -> None:
    """Whole numbers only."""
    put(tmp_path, "core")
    pack = Shelf(tmp_path).pack("core")

    assert pack
    assert pack.is_version(wanted) is fits


def test_the_digest_is_of_the_content_alone(tmp_path: Path) -> None:
    """Line ends of a checkout do not count; a character, a name and a new file do."""
    folder = put(tmp_path, "core")

    def digest() -> str:
        pack = Shelf(tmp_path).pack("core")
        assert pack
        return pack.digest

    before = digest()
    (folder / "a.yaml").write_bytes(b"revops: 1\r\n")
    assert before == digest()
    (folder / "a.yaml").rename(folder / "c.yaml")
    renamed = digest()
    (folder / "d.yaml").write_text("")
    assert len({before, renamed, digest()}) == 3


@pytest.mark.parametrize(
    "manifest",
    [
        "name: other\nversion: 1.2.3\ntitle: {{en: x}}\n",
        "name: {name}\nversion: 1\ntitle: {{en: x}}\n",
        "[",
        "name: {name}\n",
    ],
)
def test_a_wrong_manifest_is_told(tmp_path: Path, manifest: str) -> None:
    """The message names the pack's folder."""
    put(tmp_path, "core", manifest)
    with pytest.raises(Unreadable, match="core"):
        Shelf(tmp_path).pack("core")


def test_the_shipped_packs_are_there() -> None:
    """In a checkout they stand beside `src`; every manifest can be read."""
    shelf = shipped()

    assert "core" in shelf.names()
    assert all(shelf.pack(name) for name in shelf.names())
