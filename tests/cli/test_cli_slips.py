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


TOKEN = "pat-" + "na1-01234567-89ab-cdef-0123-456789abcdef"
"""Of the form that HubSpot gives its own (dossier K); put together here, so that nothing takes it for one."""


@pytest.mark.parametrize(
    "arguments",
    [
        (TOKEN,),
        ("plan", f"--{TOKEN}"),
        ("impact", TOKEN),
        ("plan", "--target", TOKEN),
        ("plan", "--target", TOKEN, "--json"),
    ],
)
def test_a_token_in_the_wrong_place_is_not_told_again(small, arguments):
    """The terminal's text ends up in the logs of CI."""
    ran = small(*arguments)

    assert ran.code == 64
    assert TOKEN[8:] not in ran.out + ran.err


def test_a_token_in_the_variable_of_the_target_is_not_told_again(small):
    """One variable was mixed up with another; what is wrong is told all the same."""
    small.write(".env", f"REVOPS_TARGET={TOKEN}\n")
    ran = small("plan", code=64)

    assert "there is no target 'redacted'" in ran.err
    assert TOKEN[8:] not in ran.out + ran.err
