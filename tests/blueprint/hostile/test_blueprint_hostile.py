"""Whatever a blueprint holds: it is read right or refused with its place, soon, and in little memory."""

from __future__ import annotations

import unicodedata

import hostile_characters
import hostile_content
import hostile_paths
import hostile_yaml
import pytest
from hostile_case import make

from revops.codes import TABLES

CURES = {code: meaning.cure for table in TABLES.values() for code, meaning in table.items()}
CASES = {
    case.name: case
    for case in [*hostile_characters.CASES, *hostile_yaml.CASES, *hostile_content.CASES, *hostile_paths.CASES]
}


HARMLESS = "\n\t\u200d"
"""Line ends, tabs, and the joiner of emoji."""


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_right_or_refused_with_its_place(name, worker, tmp_path):
    """And never crashes, hangs, or sends a terminal what only looks like text."""
    case = CASES[name]
    make(case, tmp_path)
    ran = worker(tmp_path, case.run, units=bool(case.reads), text=not case.is_large)

    assert "Traceback" not in ran.json["err"] + ran.text["err"]
    assert "--debug" not in ran.json["err"] + ran.text["err"], ran.json["err"]
    assert raw(ran.text["out"] + ran.text["err"] + ran.json["out"]) == set()
    if case.place is None:
        assert (ran.json["code"], ran.text["code"]) == (0, 0), ran.json["out"]
        for address, units in case.reads.items():
            assert {unit: ran.units[address].get(unit) for unit in units} == units
        return
    code, file, line, column = case.place
    assert (ran.json["code"], ran.text["code"]) == (case.code, case.code), ran.json["out"]
    told = [
        one for one in ran.findings if (one["code"], one["file"]) == (code, file) and line in (0, one["line"])
    ]
    assert told, ran.findings
    assert any(
        column in (0, one["column"]) and case.says in f"{one['summary']} {one['hint']}" for one in told
    ), told
    assert all(one["hint"] or CURES[one["code"]] for one in ran.findings), "no way out"
    assert all(one["line"] and one["column"] for one in ran.findings if one["file"]), "no place"


def raw(text):
    """Characters that steer a terminal or turn text around."""
    return {
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") and char not in HARMLESS
    }


def test_there_are_enough_of_them():
    """Inputs by hand; tables that make thousands more stand beside this file."""
    assert len(CASES) >= 450
