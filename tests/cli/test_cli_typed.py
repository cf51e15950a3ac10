"""A command that is told runs as it is typed: with the project and the target that were given."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from cli_project import DEALS

from command_line import run
from revops.cli import group
from revops.cli.typed import as_typed

ADDRESS = "property.deals.bant_budget"
UNHELD = "property.deals.bant_timing"
"""Nobody changed it."""
PROPERTY = "/crm/properties/2026-09/deals/bant_budget"
PINS = "init"
"""Its `--target` pins a portal, which is another matter than to make a project."""


class Elsewhere:
    """`revops` typed in another folder than the project's, for a target that is not the default one."""

    def __init__(self, small, here):
        small.target(emulator=True, locale="ja")
        self.here, self.project = here, small
        self.given = ("--project", str(small.folder), "--target", "client")

    def __call__(self, *arguments, code=None):
        return run(self.here, {}, (*arguments, *self.given), code=code)

    def write(self, text):
        self.project.write("blueprints/deals.yaml", text)


@pytest.fixture
def elsewhere(small, tmp_path):
    """Applied twice; a person changed the label since that the second run wrote."""
    small.folder = small.folder.rename(tmp_path / "my project")
    found = Elsewhere(small, tmp_path)
    found("apply", "--yes", code=0)
    found.write(DEALS.replace("ja: 予算,", "ja: 予算額,"))
    found("apply", "--yes", code=0)
    small.edit("PATCH", PROPERTY, {"label": "予算の上限"})
    return found


def commands(ran):
    """What is told to be typed; a sentence may tell several."""
    return [f"revops {found}" for found in re.split(r"\brevops ", ran.out + ran.err)[1:]]


def leaves(command, context, name=""):
    """Every command with its words and its options."""
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            yield from leaves(command.get_command(context, one), context, f"{name} {one}".strip())
    else:
        yield name, {option for one in command.params for option in one.opts}


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("drift",),
        ("apply", "--yes"),
        ("rollback", "--dry-run"),
        ("rollback", "--yes"),
        ("rollback", "zzz"),
        ("rollback", "--take", "*"),
        ("state", "rebuild"),
        ("state", "unlock"),
        ("adopt",),
        ("auth",),
        ("packs",),
        ("drift", "--keep", "property.deals.zzz"),
        ("plan", "--take", "property.deals.zzz"),
    ],
    ids=" ".join,
)
def test_every_command_that_is_told_has_what_was_typed(elsewhere, arguments):
    """After a run, a look and a refusal; each option once."""
    found = commands(elsewhere(*arguments))

    assert found
    for command in found:
        assert command.count(f" --project {shlex.quote(elsewhere.given[1])}") == 1, command
        assert command.count(" --target client") == 1, command


def hints(document):
    """Ways out of a document, wherever they stand."""
    below = document.values() if isinstance(document, dict) else document
    own = document if isinstance(document, dict) else {}
    yield from (own[name] for name in ("hint", "way_out") if own.get(name))
    for part in below:
        if isinstance(part, dict | list):
            yield from hints(part)


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--take", UNHELD),
        ("plan", "--take", UNHELD, "--out", "plan.json"),
        ("drift", "--keep", "property.deals.zzz"),
        ("pull",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_ways_out_in_a_document_have_what_was_typed(elsewhere, arguments):
    """As in the text: of findings, of what is checked, and in a plan that is saved."""
    if arguments == ("doctor",):
        elsewhere.write("propertys: {}\n")
    documents = [elsewhere(*arguments, "--json").json]
    if "--out" in arguments:
        documents.append(json.loads((elsewhere.here / "plan.json").read_text(encoding="utf-8")))

    for document in documents:
        found = [part for hint in hints(document) for part in re.split(r"\brevops ", hint)[1:]]
        assert found, document
        for command in found:
            assert command.count(" --target client") == 1, command
            assert command.count(f" --project {shlex.quote(elsewhere.given[1])}") == 1, command


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--yes",)])
def test_the_next_command_of_a_rollback_runs(elsewhere, arguments):
    """What was held is taken back by the very line, word for word, but for the yes."""
    last = elsewhere("rollback", *arguments).out.rstrip().splitlines()[-1]
    words = shlex.split(last[last.index("revops") :].removesuffix(" takes back what is left"))

    run(elsewhere.here, {}, (*words[1:], "--yes"), code=0)

    with elsewhere.project.portal() as portal:
        assert portal.edit("GET", PROPERTY).body["label"] == "予算"


def test_the_next_command_of_a_dry_run_repeats_the_consents(elsewhere):
    """They are what was looked at."""
    told = elsewhere("rollback", "--dry-run", "--delete-created", "--take", ADDRESS, code=0).out
    assert told.rstrip().endswith(f" --take {ADDRESS} --delete-created")


def test_what_was_not_typed_is_not_told(small):
    """In the project's folder, for the default target."""
    assert small("plan", code=0).out.rstrip().endswith("Next: revops apply")


def test_every_command_is_told_with_the_options_that_it_takes():
    """The table holds all commands; a new one that takes a project stands in it."""
    with click.Context(group) as context:
        context.params = {"project": Path("a b"), "target": "client"}
        found = {
            name: (options, as_typed(f"`revops {name}` and")) for name, options in leaves(group, context)
        }

    for name, (options, told) in found.items():
        project = " --project 'a b'" if "--project" in options else ""
        target = " --target client" if "--target" in options and name != PINS else ""
        assert told == f"`revops {name}{project}{target}` and"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("revops apply --target other --yes", "revops apply --target other --yes"),
        ("revops plan; revops apply --target x", "revops plan --target client; revops apply --target x"),
        ("revops drift lists what is held", "revops drift --target client lists what is held"),
        ("revops planned it, see .revops/ledger", "revops planned it, see .revops/ledger"),
        ("nothing to type", "nothing to type"),
    ],
)
def test_what_a_command_says_already_stays(text, told):
    """Each command of a sentence is looked at by itself; other words are no commands."""
    with click.Context(group) as context:
        context.params = {"project": Path(), "target": "client"}
        assert as_typed(text) == told
