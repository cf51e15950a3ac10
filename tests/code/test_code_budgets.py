"""How large things may become, and how often a check may be silenced."""

from __future__ import annotations

import re

from code_source import modules

MAX_FUNCTION, MAX_MODULE = 40, 300
SILENCED = {"noqa": 34, "type: ignore": 4}
"""How often a check is silenced at most, by mark; the numbers may only fall."""


def test_no_function_is_too_long() -> None:
    """A function fits on a screen: at most 40 lines with its docstring."""
    long = {
        f"{module.name}.{function.name}": length
        for module in modules()
        for function in module.functions
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION
    }

    assert long == {}


def test_no_module_is_too_long() -> None:
    """A module is read in one sitting: at most 300 lines."""
    lengths = {module.name: len(module.text.splitlines()) for module in modules()}

    assert {name: length for name, length in lengths.items() if length > MAX_MODULE} == {}


def test_every_module_says_what_it_is() -> None:
    """The first thing in a module is a sentence about it."""
    silent = [
        m.name
        for m in modules()
        if m.text.strip() and not (m.tree.body and m.text.lstrip().startswith('"""'))
    ]

    assert silent == []


def test_silenced_checks_only_become_fewer() -> None:
    """A `noqa` or `type: ignore` more than there are needs one less elsewhere."""
    whole = "\n".join(module.text for module in modules())
    counted = {mark: whole.count(f"# {mark}") for mark in SILENCED}

    assert {mark: n for mark, n in counted.items() if n > SILENCED[mark]} == {}


def test_silenced_checks_say_why() -> None:
    """Each names its codes and a reason."""
    reasoned = re.compile(r"# (noqa: [A-Z0-9, ]+ - |type: ignore\[[a-z-]+\]  # )\S")
    bare = [
        f"{module.name}:{number}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), 1)
        if re.search(r"# (noqa|type: ignore)", line) and not reasoned.search(line)
    ]

    assert bare == []
