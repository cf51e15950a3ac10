"""Each pack with no more than it needs: valid in both languages, and applied to the end."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from revops.blueprint.load import load
from revops.cli import run
from revops.kinds import KINDS

ALONE = [("core",), ("core", "marketing"), ("core", "sales"), ("core", "customer-success")]
"""Customer success brings sales, which it needs."""
CONSENTS = ("--create", "workflow.*", "--publish", "*", "--enable", "*")
Run = Callable[..., str]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in a folder of its own, which must end well; what it prints."""
    for name in os.environ:
        if name.startswith(("HUBSPOT_", "REVOPS_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> str:
        ended = run(arguments)
        out = capsys.readouterr().out
        assert ended == 0, out
        return out

    return ran


def begin(command: Run, packs: tuple[str, ...], locale: str = "ja") -> None:
    """A project as `init` makes it of these packs."""
    command("init", "--locale", locale, *(word for name in packs for word in ("--pack", name)))


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("packs", ALONE, ids="+".join)
def test_a_pack_is_valid_with_what_it_needs(packs: tuple[str, ...], locale: str, command: Run) -> None:
    """Nothing refers to a pack that is not there."""
    begin(command, packs, locale)

    assert json.loads(command("validate", "--strict", "--json"))["findings"] == []


@pytest.mark.parametrize("packs", ALONE, ids="+".join)
def test_a_pack_reaches_the_end_with_what_it_needs(packs: tuple[str, ...], command: Run) -> None:
    """Two runs with every consent, the second for what waited; then only work by hand is left."""
    begin(command, packs)
    for _ in ("what can be done", "what waited"):
        command("apply", "--yes", *CONSENTS)
    plan = json.loads(command("plan", "--json"))

    assert plan["summary"]["empty"]
    assert {change["action"] for change in plan["changes"]} == {"manual"}


def test_core_tells_nobody_to_fill_what_marketing_brings(tmp_path: Path) -> None:
    """Whoever has core alone has no lead source category to make required, nor to learn about."""
    core = _data(tmp_path / "core", "core")
    told = str([core["checklist"], core["training"]])
    brought = _data(tmp_path / "both", "core, marketing")["properties"]["contacts"].values()
    labels = [one["label"]["ja"] for one in brought if "label" in one]

    assert len(labels) == 7
    assert [label for label in labels if label in told] == []


def _data(folder: Path, uses: str) -> Mapping[str, Any]:
    """The sections of these packs as they are written."""
    folder.mkdir()
    (folder / "all.yaml").write_text(f"revops: 1\nuses: [{uses}]\n", encoding="utf-8")
    data: Mapping[str, Any] = load(folder, ["all.yaml"], KINDS, locale="ja").checked().sheet.data
    return data
