"""Adding a kind: the script writes it, one wire table is filled in, and it goes round."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("src", "tests", "scripts", "blueprints", "pyproject.toml")
EMPTY = "        # Member("
MEMBER = '        Member("label", "label", Text, "What people read", required=True),\n'
TESTS = (
    "tests/scenarios/test_scenario_round_trips.py",
    "tests/kinds/test_kind_deal_split.py",
    "tests/emulator/test_emulator_deal_splits.py",
)


@pytest.fixture
def copy(tmp_path):
    """The checkout without what others made in it."""
    for part in PARTS:
        source = ROOT / part
        made = tmp_path / part
        if source.is_dir():
            shutil.copytree(source, made, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        else:
            shutil.copy(source, made)
    return tmp_path


def run(folder, *arguments):
    """A Python command line in the copy, which sees the copy's source."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def trial(folder):
    """Its own tests, and its round trip."""
    told = ("-q", "-p", "no:cacheprovider", "-k", "deal_split")
    return run(folder, "-m", "pytest", *told, *TESTS)


def fill(folder):
    """Put one member into the wire table."""
    path = folder / "src" / "revops" / "kinds" / "deal_split.py"
    text = path.read_text(encoding="utf-8")
    assert EMPTY in text
    path.write_text(text.replace(EMPTY, MEMBER + EMPTY), encoding="utf-8")


def test_a_new_kind_goes_round_after_one_table(copy):
    """Unfinished it fails, with the one table filled in everything that was written passes."""
    written = run(copy, "scripts/new_kind.py", "deal_split")
    unfinished = trial(copy)
    fill(copy)
    finished = trial(copy)

    assert written.returncode == 0, written.stderr
    assert unfinished.returncode == 1
    assert finished.returncode == 0, finished.stdout
    assert "FAILED tests/scenarios/test_scenario_round_trips.py" in unfinished.stdout
    assert " passed" in finished.stdout


def test_what_was_written_passes_the_checks(copy):
    """Style of the new files, and of those that name them."""
    run(copy, "scripts/new_kind.py", "deal_split")
    fill(copy)
    new = [str(path) for path in copy.rglob("*deal_split*.py")]
    named = ["src/revops/kinds/__init__.py", "src/revops/hub/surfaces.py"]
    checked = run(copy, "-m", "ruff", "check", *new, *named, "src/revops/emulator/surfaces/__init__.py")

    assert len(new) == 5
    assert checked.returncode == 0, checked.stdout


def test_nothing_is_written_over_what_is_there(copy):
    """A name that is taken, or that is no word of an address, is refused before anything is written."""
    before = sorted(path.name for path in (copy / "src" / "revops" / "kinds").iterdir())
    taken = run(copy, "scripts/new_kind.py", "group")
    odd = run(copy, "scripts/new_kind.py", "Deal-Split")

    assert (taken.returncode, odd.returncode) == (1, 1)
    assert "src/revops/kinds/group.py" in taken.stderr
    assert "no name of a kind" in odd.stderr
    assert sorted(path.name for path in (copy / "src" / "revops" / "kinds").iterdir()) == before
