"""The survivors of a mutation run: new, listed, gone, and those that only word a sentence otherwise."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import survivors

MODULE = """
def x_half__mutmut_orig(n):
    told = "half of it"
    return n // 2, told


def x_half__mutmut_1(n):
    told = "half of it"
    return n // 3, told


def x_half__mutmut_2(n):
    told = "XXhalf of itXX"
    return n // 2, told


class Box:
    def xǁBoxǁsize__mutmut_orig(self):
        return 1

    def xǁBoxǁsize__mutmut_1(self):
        return 2
"""
HALF, WORDS, SIZE = "shop.x_half__mutmut_1", "shop.x_half__mutmut_2", "shop.xǁBoxǁsize__mutmut_1"
ENTRY = "shop.half\n- return n // 2, told\n+ return n // 3, told\nboth are 0 for 1"


@pytest.fixture
def compared(tmp_path, monkeypatch, capsys):
    """What the script says of mutmut's exit codes by mutant, and of a list: exit code and output."""
    source = tmp_path / "mutants" / "src"
    source.mkdir(parents=True)
    (source / "shop.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(survivors, "LIST", tmp_path / "list.txt")

    def compare(codes, listed=""):
        (source / "shop.py.meta").write_text(json.dumps({"exit_code_by_key": codes}), encoding="utf-8")
        survivors.LIST.write_text(f"# why\n\n{listed}\n", encoding="utf-8")
        return survivors.main(tmp_path), capsys.readouterr().out

    return compare


def test_killed_mutants_are_quiet(compared):
    """Failed tests, and tests that hang, have noticed."""
    code, said = compared({HALF: 1, SIZE: 36})

    assert code == 0
    assert said.splitlines()[1].split() == ["shop", "2", "2", "0", "0", "0"]


@pytest.mark.parametrize("state", [0, 33])
def test_a_new_survivor_fails(compared, state):
    """Whether its tests pass or it has none; function, line before and line after are told."""
    code, said = compared({HALF: state, SIZE: 1})

    assert code == 1
    assert "NOT IN THE LIST: shop.half\n- return n // 2, told\n+ return n // 3, told" in said


def test_a_method_is_told_by_its_class(compared):
    """So that it can be found."""
    assert "shop.Box.size\n- return 1\n+ return 2" in compared({SIZE: 0})[1]


def test_a_listed_survivor_passes_until_it_is_killed(compared):
    """Then it has to be taken out of the list."""
    assert compared({HALF: 0}, ENTRY)[0] == 0

    code, said = compared({HALF: 1}, ENTRY)
    assert code == 1
    assert "NO SURVIVOR ANY MORE: shop.half" in said


def test_a_sentence_that_is_worded_otherwise_passes(compared):
    """How something is told is no behaviour."""
    code, said = compared({WORDS: 0})

    assert code == 0
    assert said.splitlines()[1].split() == ["shop", "1", "0", "1", "0", "0"]


def test_a_run_that_was_not_finished_fails(compared):
    """A mutant that was not tried proves nothing."""
    code, said = compared({HALF: None})

    assert code == 1
    assert "1 mutants were not tried" in said


def test_every_entry_of_the_list_has_a_reason():
    """A mutant is listed because nobody could notice it, and the list says why."""
    assert all(len(reason.split()) > 3 for reason in survivors.known().values())
