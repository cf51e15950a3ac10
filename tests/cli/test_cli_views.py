"""The views of plan, apply and drift: which go where, and what does not fit together."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

COMMANDS = [("plan", 0), ("apply", 0), ("drift", 2)]


def arguments(command):
    """What the command needs to run without a person."""
    return (command, "--yes") if command == "apply" else (command,)


@pytest.mark.parametrize(("command", "code"), COMMANDS)
def test_every_view_at_once(small, command, code):
    """Files beside the terminal's view: a page, test cases and a comment, all of the same changes."""
    files = ("--html", "a.html", "--junit", "a.xml", "--markdown", "a.md")
    told = small(*arguments(command), *files, code=code).out
    assert "property.deals.bant_budget" in told
    assert '<html lang="ja">' in small.read("a.html")
    assert "property.deals.bant_budget" in small.read("a.html")
    names = [case.get("name") for case in ET.fromstring(small.read("a.xml")).iter("testcase")]
    assert any(name.startswith("property.deals.bant_budget (") for name in names)
    assert "property.deals.bant\\_budget" in small.read("a.md")


@pytest.mark.parametrize("view", ["--markdown", "--html", "--junit"])
@pytest.mark.parametrize(("command", "code"), COMMANDS)
def test_a_view_on_stdout_stands_alone(small, command, code, view):
    """`-` is stdout; nothing else is printed there."""
    told = small(*arguments(command), view, "-", code=code).out
    starts = {"--markdown": "## Portal", "--html": "<!doctype html>", "--junit": "<?xml"}
    assert told.startswith(starts[view])
    assert told.rstrip().endswith({"--markdown": "", "--html": "</html>", "--junit": "</testsuites>"}[view])


def test_markdown_alone_is_printed(small):
    """As `-`."""
    assert small("plan", "--markdown").out == small("plan", "--markdown", "-").out


@pytest.mark.parametrize(
    "views", [("--json", "--markdown", "-"), ("--html", "-", "--junit", "-"), ("--json", "--html", "-")]
)
def test_stdout_has_room_for_one(small, views):
    """64 before anything is asked."""
    ran = small("plan", *views, code=64)
    assert ran.out == ""
    assert "stdout has room for one" in ran.err


def test_json_goes_with_files(small):
    """A document for programs on stdout, a page for people in a file."""
    assert small("plan", "--json", "--html", "plan.html", code=0).json["changes"]
    assert small.read("plan.html").startswith("<!doctype html>")


def test_a_page_has_every_unit(small):
    """Where the terminal counts, a page shows."""
    assert "more units (--full)" in small("plan", "--html", "plan.html").out
    assert "options.later.label" in small.read("plan.html")


def test_markdown_is_added_and_the_others_are_replaced(small):
    """A job summary has more than one writer; a page and a report have one."""
    for _ in range(2):
        small("plan", "--markdown", "a.md", "--html", "a.html", "--junit", "a.xml", code=0)
    assert small.read("a.md").count("## Portal") == 2
    assert small.read("a.html").count("<!doctype html>") == 1
    ET.fromstring(small.read("a.xml"))


@pytest.mark.parametrize("view", ["--markdown", "--html", "--junit"])
def test_a_file_that_cannot_be_written_stops_before_the_run(small, view):
    """64, and nothing was applied."""
    ran = small("apply", "--yes", view, "nowhere/file", code=64)
    assert "nowhere/file cannot be written: there is no such folder" in ran.err
    assert small("plan", "--json").json["summary"]["create"]


def test_a_folder_is_no_file(small):
    """64 with the system's reason."""
    assert (
        "blueprints cannot be written: Is a directory" in small("plan", "--html", "blueprints", code=64).err
    )


def test_a_saved_plan_is_not_taken_for_the_file_of_a_view(small):
    """`apply --markdown FILE` writes FILE; it needs one, so the plan is never overwritten by mistake."""
    small("plan", "--out", "plan.json", code=0)
    before = small.read("plan.json")
    small("apply", "plan.json", "--markdown", code=64)
    small("apply", "--markdown", "run.md", "plan.json", code=0)
    assert small.read("plan.json") == before
    assert "1\\." not in small.read("run.md")


def test_a_view_on_stdout_asks_nothing(small):
    """Somebody is at the terminal, but stdout belongs to the document: 4 as with --json."""
    assert small("apply", "--html", "-", typed="y\n", code=4).out == ""


def test_keeping_shows_no_drift(small):
    """--keep with a view is a mistake that is said."""
    assert "--keep shows no drift" in small("drift", "--keep", "x.y", "--html", "a.html", code=64).err


def test_templates_are_loaded_for_a_page_alone(small):
    """A plan in the terminal imports no templating library."""
    program = "import sys; from revops.cli import run; run(sys.argv[1:]); print('jinja2' in sys.modules)"
    for more, loaded in (((), "False"), (("--html", "a.html"), "True")):
        command = [sys.executable, "-c", program, "plan", *more]
        done = subprocess.run(command, cwd=small.folder, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == loaded
