"""Slips on the command line: the error names what was probably meant."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("plann",), "plan"),
        (("--debug", "aplly"), "apply"),
        (("pull", "--kind", "from"), "form"),
        (("pull", "--kind", "propertys"), "property"),
        (("emulator", "--tier", "profesional"), "professional"),
        (("emulator", "--tier", "markting=starter"), "marketing"),
        (("emulator", "--variant", "flow-unlisted"), "flows-unlisted"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(project, arguments, meant):
    """A command, and a value of a closed list; the exit code of wrong usage stays."""
    ran = project(*arguments, code=64)

    assert f"Did you mean {meant!r}?" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("arguments", [("nonsense",), ("pull", "--kind", "zzz")])
def test_nothing_is_guessed_from_afar(project, arguments):
    """What is like no name gets no suggestion."""
    assert "Did you mean" not in project(*arguments, code=64).err
