"""What holds for every command: help, usage errors, unexpected errors, a light start."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys

import click
import pytest

from revops.cli import COMMANDS, group


def test_help_names_every_command(project):
    """`revops --help` lists every command of the interface."""
    told = project("--help", code=0).out
    names = {"init", "validate", "schema", "auth", "plan", "apply", "drift", "pull", "adopt", "checklist"}
    names |= {"doctor", "emulator", "demo", "fmt", "packs", "impact", "score", "snapshot", "compare"}
    names |= {"promote", "history", "rollback", "state"}
    assert names == set(COMMANDS)
    assert all(f"  {name} " in told for name in names)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(project, name):
    """`revops NAME --help` tells usage and ends with 0."""
    assert f"Usage: revops {name}" in project(name, "--help", code=0).out


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("snapshot", ("--out", "--json", "--project")),
        ("rollback", ("--dry-run", "--wait", "--create", "--json", "--target")),
        ("apply", ("--yes", "--take", "--html", "--project")),
        ("history", ("--limit", "--json", "--target")),
        ("init", ("--locale", "--target")),
    ],
)
def test_help_begins_with_what_is_the_commands_own(project, command, options):
    """Then consents, views, and what every command takes; each on a line of its own."""
    lines = [line.split()[0] for line in project(command, "--help", code=0).out.splitlines() if "  -" in line]

    assert [one for one in lines if one in options] == list(options)


EXAMPLES = ("snapshot", "compare", "promote", "rollback", "history", "impact")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_a_command_can_be_typed(project, name):
    """Each is a line that the command takes, its options and its arguments."""
    _, _, told = project(name, "--help", code=0).out.partition("Examples:\n")
    lines = [shlex.split(line) for line in told.splitlines()]
    command = group.get_command(click.Context(group), name)

    assert len(lines) > 1
    for words in lines:
        assert words[:2] == ["revops", name]
        assert command.make_context(name, words[2:]).params


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("plan", "--nonsense"),
        ("schema", "nonsense"),
        ("pull", "--kind", "nonsense"),
        ("emulator", "--rate", "fast"),
        ("plan", "--target", "nobody"),
    ],
)
def test_wrong_usage_ends_with_64(project, arguments):
    """Commands, options and names that do not exist are usage errors."""
    ran = project(*arguments, code=64)
    assert ran.out == ""
    assert ran.err


def test_help_imports_click_and_nothing_else_of_the_project():
    """The start-up goal: the top module loads no other room."""
    code = (
        "import revops.cli, sys, json; print(json.dumps([m for m in sys.modules if m.startswith('revops')]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == ["revops", "revops.cli"]


def test_an_unexpected_error_is_one_line_and_a_way_to_see_more(small, monkeypatch):
    """No traceback without --debug, and one with it; exit code 1."""

    def broken(*_):
        raise RuntimeError("boom")

    monkeypatch.setattr("revops.cli.validate.open_blueprint", broken)
    ran = small("validate", code=1)
    assert "RuntimeError: boom" in ran.err
    assert "Traceback" not in ran.err
    assert "revops --debug" in ran.err
    assert "Traceback" in small("--debug", "validate", code=1).err


def test_a_refusal_under_json_is_one_document(small):
    """What would be drawn on stderr is the document on stdout."""
    ran = small("apply", "--json", code=4)
    assert [finding["code"] for finding in ran.json["findings"]] == ["RV460"]
    assert ran.err == ""


@pytest.mark.parametrize("arguments", [("plan",), ("plan", "--json"), ("plan", "--markdown")])
def test_a_narrow_encoding_stops_nothing(small, arguments):
    """Japanese labels on an ASCII stdout: 0, and JSON keeps every character."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "REVOPS_TARGET": "emulator"}
    command = [sys.executable, "-m", "revops", *arguments]
    ran = subprocess.run(command, cwd=small.folder, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    if "--json" in arguments:
        expected = small("plan", "--json").json["changes"]
        assert json.loads(ran.stdout)["changes"] == expected


@pytest.mark.parametrize("arguments", [("plan",), ("apply", "--yes"), ("validate",), ("drift",)])
def test_a_folder_that_is_no_project(project, arguments):
    """3, `init` is named, and nothing is made in the folder."""
    ran = project(*arguments, code=3)
    assert "there is no project here" in ran.err
    assert "revops init" in ran.err
    assert list(project.folder.iterdir()) == []


TWO = "blueprints: [blueprints]\ntargets:\n  acme: {portal: 4711}\n  zeta: {portal: 4712}\n"


@pytest.mark.parametrize("arguments", [("plan",), ("apply", "--yes"), ("drift",), ("state", "show")])
def test_two_portals_and_none_is_named(small, arguments):
    """64 with the names and what to type: nobody with two portals means the emulator, and nothing is made."""
    small.write("revops.yaml", TWO)
    before = sorted(small.folder.rglob("*"))

    ran = small(*arguments, code=64)
    told = " ".join(ran.err.split())

    assert "RV706" in told
    assert "acme, zeta, emulator" in told
    assert "--target NAME" in told
    assert "default_target: NAME" in told
    assert sorted(small.folder.rglob("*")) == before


@pytest.mark.parametrize("variable", [{"REVOPS_TARGET": "emulator"}, {}])
def test_one_of_several_targets_may_be_named_once_and_for_all(small, variable):
    """By the variable or in the file."""
    small.write("revops.yaml", TWO if variable else f"default_target: emulator\n{TWO}")
    small.environment = variable

    assert small("plan", "--json", code=0).json["portal"]["target"] == "emulator"
