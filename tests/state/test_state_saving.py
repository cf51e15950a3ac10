"""A run saves after every answer: what did not move is not spelled again, and the file is the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from sys import intern
from typing import Any

import pytest

from revops.model.address import Address
from revops.model.ledger import Entry, Ledger
from revops.state import ledger as module
from revops.state.ledger import LedgerFile
from revops.state.text import dumps

A, B = Address("property", "deals", "a"), Address("property", "deals", "b")
TWO = Ledger(7, {B: Entry(id="2", units={"label": "乙\n丙"}), A: Entry(id="1", units={"label": "甲"})})


def test_the_file_is_the_canonical_text(tmp_path: Path) -> None:
    """After each save, whatever moved: an entry more, another one, one less."""
    file = LedgerFile(tmp_path / "7.json", 7)
    moved = TWO.with_entry(A, replace(TWO.entries[A], created=True))
    for ledger in (Ledger(7), TWO, moved, moved.with_entry(B, None), TWO):
        file.save(ledger)

        assert file.path.read_text(encoding="utf-8") == dumps(ledger)
        assert file.load() == ledger


def test_only_what_moved_is_spelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries at first, then the one that changed."""
    spelled: list[Address] = []
    spell = module.entry_text

    def noting(address: Address, entry: Entry) -> bytes:
        spelled.append(address)
        return spell(address, entry)

    monkeypatch.setattr(module, "entry_text", noting)
    file = LedgerFile(tmp_path / "7.json", 7)
    file.save(TWO)
    file.save(TWO.with_entry(B, Entry(id="3")))

    assert spelled == [B, A, B]


def test_texts_of_a_ledger_are_shared(tmp_path: Path) -> None:
    """Blueprint, ledger and portal mostly say the same, so a text is one object."""
    file = LedgerFile(tmp_path / "7.json", 7)
    file.save(TWO)
    one, other = (file.load().entries[A].units["label"] for _ in range(2))

    assert one is other
    assert one is intern("甲乙"[:1])


@pytest.mark.parametrize(
    "value",
    [
        "",
        'a\n"\\\t\x00é名',
        0,
        -1.5,
        True,
        False,
        None,
        [],
        {},
        [[]],
        [{}, [1, "b"]],
        {"b": [], "a": {"c": {}}},
    ],
)
def test_values_are_spelled_as_json(value: Any) -> None:
    """One value per line, sorted: what the standard library prints with an indent of one."""
    ledger = Ledger(7, {A: Entry(id="1", units={"x": value}, ticked="me")})
    entry = {"id": "1", "ticked": "me", "units": {"x": value}}
    document = {"entries": {str(A): entry}, "format_version": 1, "portal": 7}

    assert dumps(ledger) == json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
