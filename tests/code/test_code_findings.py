"""The codes of findings: each has one meaning, and none is invented on the way."""

from __future__ import annotations

import ast
import re
from collections import Counter

from code_source import Module, modules

from revops.codes import TABLES

CODE = re.compile(r"\bRV\d{3}\b")
KNOWN = {code for table in TABLES.values() for code in table}


def _is_table(node: ast.AST) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "CODES"


def _used(module: Module) -> set[str]:
    """Codes in the module's strings, outside of its table."""
    parts = [node for node in module.tree.body if not _is_table(node)]
    strings = (node.value for part in parts for node in ast.walk(part) if isinstance(node, ast.Constant))
    return {code for text in strings if isinstance(text, str) for code in CODE.findall(text)}


def test_every_code_in_use_has_a_meaning() -> None:
    """Whatever is reported can be looked up in docs/reference/findings.md."""
    unknown = {module.name: _used(module) - KNOWN for module in modules()}

    assert {name: codes for name, codes in unknown.items() if codes} == {}


def test_every_code_with_a_meaning_is_in_use() -> None:
    """The tables name nothing that cannot happen."""
    assert KNOWN - {code for module in modules() for code in _used(module)} == set()


def test_no_code_stands_twice() -> None:
    """One code, one meaning, across all tables."""
    count = Counter(code for table in TABLES.values() for code in table)

    assert [code for code, n in count.items() if n > 1] == []


def test_every_table_is_merged() -> None:
    """A module with a table of codes is one of those that `revops.codes` knows."""
    tables = [module.name for module in modules() if any(_is_table(node) for node in module.tree.body)]

    assert len(tables) == len(TABLES)


def test_every_code_has_meaning_cause_and_cure() -> None:
    """Three sentences that stand in the reference as they are: a capital first, a full stop last."""
    told = {code: row for table in TABLES.values() for code, row in table.items()}

    assert {code: text for code, row in told.items() for text in row if not _is_sentence(text)} == {}
    assert {code for code, row in told.items() if len(set(row)) < 3} == set()


def _is_sentence(text: str) -> bool:
    return (text[:1].isupper() or text[:1] == "`") and text.endswith(".")


STOPS = {"Refused", "refuse", "_refuse", "refusal"}
"""What is called to stop with an exit code."""


def test_refusals_name_their_exit_codes() -> None:
    """No call says 4 where `model.exits` says UNDECIDED."""
    calls = [
        (module.name, node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in STOPS
    ]
    bare = [
        f"{name}:{call.lineno}"
        for name, call in calls
        for given in (*call.args, *(one.value for one in call.keywords))
        if isinstance(given, ast.Constant) and isinstance(given.value, int)
    ]

    assert len(calls) > 50
    assert bare == []
