"""`revops validate` for editors and CI: one line per finding, warnings that count, watching."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EDITORS = Path(__file__).parents[2] / "docs" / "editors"
TASKS = json.loads((EDITORS / "tasks.json").read_text(encoding="utf-8"))
GITHUB = json.loads((EDITORS / "github-problem-matcher.json").read_text(encoding="utf-8"))
NEAT = """\
revops: 1
groups:
  deals:
    visits: {label: Visits}
properties:
  deals:
    visit_count:
      label: Number of visits
      description: How often sales was there.
      type: number
      fieldType: number
      groupName: visits
      filledBy: [sales]
"""
MORE = NEAT.replace("visit", "call").replace("Visit", "Call").replace("      filledBy: [sales]\n", "")
"""The same about calls, with a note: nobody fills the property."""
FAULTY = """\
revops: 1
properties:
  deals:
    meetings: {label: 訪問回数, type: nummer, fieldType: number, groupName: dealinformation}
"""


@pytest.fixture
def neat(project):
    """A project in which there is nothing to find."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/main.yaml", NEAT)
    return project


def _problems(project, *arguments, code):
    return project("validate", "--problems", *arguments, code=code).out.splitlines()


def test_a_finding_is_one_line(neat):
    """FILE:LINE:COLUMN, severity, code, and what to do, in the project's paths; nothing else is printed."""
    assert _problems(neat, code=0) == []
    neat.write("blueprints/部門/訪問 一覧.yaml", FAULTY)
    [line] = [one for one in _problems(neat, code=3) if "RV118" in one]
    assert line.startswith(
        "blueprints/部門/訪問 一覧.yaml:4:35: error RV118: the text 'nummer' is not one of "
    )
    assert line.endswith(". Did you mean 'number'?")


def test_warnings_count_only_when_asked(neat):
    """0 with a warning, 3 under --strict; notes never count."""
    neat.write("blueprints/more.yaml", "revops: 1\nvariables: {unused: 1}\n")
    assert neat("validate", code=0).out.splitlines()[-1] == "2 resources, valid, 1 warning"
    assert "warning RV734" in neat("validate", "--strict", code=3).out
    neat.write("blueprints/more.yaml", MORE)
    assert "1 note" in neat("validate", "--strict", code=0).out
    [finding] = neat("validate", "--strict", "--json", code=0).json["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("RV717", "info", 7)


def test_an_allowed_warning_does_not_count(neat):
    """The comment says why."""
    neat.write("blueprints/more.yaml", "revops: 1\nvariables: {a: 1} # revops: allow RV734 because of it\n")
    assert neat("validate", "--strict", code=0).out == "2 resources, valid\n"


def test_settings_that_cannot_be_read_are_problems_too(neat):
    """revops.yaml is told in the same form."""
    neat.write("revops.yaml", "targets: [\n")
    ran = neat("validate", "--problems", code=3)
    assert re.match(r"revops\.yaml:2:1: error RV104: ", ran.out)


@pytest.mark.parametrize("other", ["--problems", "--watch"])
def test_json_is_one_document(neat, other):
    """It goes with no other form."""
    assert "--json prints one document" in neat("validate", "--json", other, code=64).err


def _vscode():
    return [task["problemMatcher"]["pattern"] for task in TASKS["tasks"] if task["problemMatcher"]]


def _github():
    return [pattern for matcher in GITHUB["problemMatcher"] for pattern in matcher["pattern"]]


def _matched(pattern, line):
    """What an editor takes from a line: the parts that the pattern names, by number."""
    found = re.match(pattern["regexp"], line, re.ASCII)
    parts = ("file", "line", "column", "severity", "code", "message")
    return {part: found[pattern[part]] for part in parts if part in pattern} if found else None


def test_the_matchers_read_what_is_printed(neat):
    """Errors, warnings and notes of files with Japanese names; each line by exactly one of GitHub's two."""
    neat.write("blueprints/部門/訪問.yaml", FAULTY)
    lines = _problems(neat, code=3)
    neat.write("blueprints/部門/訪問.yaml", MORE)
    neat.write("blueprints/more.yaml", "revops: 1\nvariables: {a: 1}\nlifecycle: {lead: {label: Lead}}\n")
    lines += _problems(neat, code=0)
    severities = {_matched(pattern, line)["severity"] for pattern in _vscode() for line in lines}
    assert severities == {"error", "warning", "info"}
    for line in lines:
        whole = _matched(_vscode()[0], line)
        assert line == "{file}:{line}:{column}: {severity} {code}: {message}".format(**whole)
        [github] = [found for pattern in _github() if (found := _matched(pattern, line))]
        assert github.items() <= whole.items()
        assert (neat.folder / whole["file"]).is_file()


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("C:\\案件\\blueprints\\a.yaml:12:5: error RV118: no", "C:\\案件\\blueprints\\a.yaml"),
        ("a:b:1.yaml:3:4: warning RV734: x: y:1:2: error RV100: z", "a:b:1.yaml"),
        ("2 resources, valid, 1 warning", None),
        ("waiting for changes (Ctrl-C ends)", None),
    ],
)
def test_the_matchers_read_any_path(line, file):
    """Drive letters and colons in names; other lines are none of theirs."""
    for pattern in [*_vscode(), _github()[0]]:
        found = _matched(pattern, line)
        assert (found["file"] if found else None) == file


def test_the_tasks_are_commands_that_exist(neat):
    """Each runs `revops` with options that it has; GitHub's owners differ and are valid."""
    for task in TASKS["tasks"]:
        arguments = [one for one in task["args"] if one != "--watch"]
        neat(*arguments, code=0)
    owners = [(matcher["owner"], matcher.get("severity", "")) for matcher in GITHUB["problemMatcher"]]
    assert owners == [("revops", ""), ("revops-notes", "notice")]
    [watch] = [task for task in TASKS["tasks"] if "--watch" in task["args"]]
    assert watch["isBackground"]


def test_the_schema_of_the_settings_is_the_one_that_init_writes(neat):
    """Editors find it where it is."""
    settings = json.loads((EDITORS / "settings.json").read_text(encoding="utf-8"))
    [(path, globs)] = settings["yaml.schemas"].items()
    assert (neat.folder / path).is_file()
    assert all(glob.startswith("blueprints/") for glob in globs)


class _Watch:
    """A running `revops validate --watch`, read line by line."""

    def __init__(self, folder, *arguments):
        command = [sys.executable, "-m", "revops", "validate", "--watch", *arguments]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}
        self.process = subprocess.Popen(
            command, cwd=folder, env={**kept, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE
        )
        self.rest = b""

    def round(self, change=lambda: None):
        """The lines of the next check; the change is made again where the watch began too late to see it."""
        lines = []
        for _ in range(200):
            while b"\n" in self.rest:
                line, _, self.rest = self.rest.partition(b"\n")
                lines.append(line.decode())
                if lines[-1].startswith("waiting"):
                    return lines
            if not lines:
                change()
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                self.rest += os.read(self.process.stdout.fileno(), 65536)
        raise AssertionError(lines)


@pytest.mark.parametrize("form", [(), ("--problems",)])
def test_watching_checks_again_until_it_is_stopped(neat, form):
    """A change is checked, an invalid one as well; lines mark begin and end; Ctrl-C ends with 0."""
    watch = _Watch(neat.folder, *form)
    try:
        first = watch.round()
        second = watch.round(lambda: neat.write("blueprints/faulty.yaml", FAULTY))
        third = watch.round(lambda: neat.write("revops.yaml", "targets: [\n"))
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(10) == 0
    finally:
        watch.process.kill()
        watch.process.stdout.close()
        watch.process.wait(10)
    summary = [] if form else ["2 resources, valid"]
    assert first == ["checking the blueprints", *summary, "waiting for changes (Ctrl-C ends)"]
    assert any("blueprints/faulty.yaml:4" in line for line in second)
    assert any("RV104" in line and "revops.yaml:2" in line for line in third)


CALLED = """\
revops: 1
segments: {warm: {object: contacts, name: Warm, type: static}}
workflows:
  greet:
    object: contacts
    name: Greet
    enrol: {in_segment: wram}
    suppress: [warn]
    steps: [{id: call, task: {subject: Call, role: sals}}]
"""
TARGETS = """\
targets:
  one: {portal: 1, roles: {sales: s@example.com}}
  two: {portal: 2, bind: {BOUND: "7"}}
"""


def test_a_misspelt_name_is_a_warning_unless_a_target_binds_it(neat):
    """Segments by the blueprint, roles by any target where there is no `roles:`; what is bound is meant."""
    neat.write("blueprints/main.yaml", CALLED)
    neat.write("revops.yaml", TARGETS.replace("BOUND", "segment.other"))
    lines = _problems(neat, "--target", "one", code=0)
    assert [(line.split(":")[1], line.split()[2]) for line in lines] == [
        ("7", "RV220:"),
        ("8", "RV220:"),
        ("9", "RV220:"),
    ]
    assert "Did you mean 'warm'?" in lines[0]
    assert "Did you mean 'sales'?" in lines[2]

    neat.write("revops.yaml", TARGETS.replace("BOUND", "segment.wram"))
    assert all("no segment 'wram'" not in line for line in _problems(neat, "--target", "one", code=0))


def test_names_that_are_bound_keep_formulas_readable_under_every_target(neat):
    """The target that is used and the others; a plan is refused for its own target only."""
    formula = "type: number, fieldType: calculation_equation, groupName: dealinformation"
    own = f"properties: {{deals: {{net: {{existing: number}}, gross: {{label: G, {formula}"
    neat.write("blueprints/main.yaml", f"revops: 1\n{own}, calculationFormula: net + 1}}}}}}\n")
    neat.write(
        "revops.yaml", "targets:\n  one: {portal: 1}\n  two: {portal: 2, bind: {property.deals.net: a-b}}\n"
    )

    for target in ("one", "two"):
        [line] = [one for one in _problems(neat, "--target", target, code=3) if "RV236" in one]
        assert line.startswith("revops.yaml:3:47: error RV236: with 'a-b' for property.deals.net the formula")


ENROLS = """\
revops: 1
workflows:
  nurture: {object: contacts, name: Nurture, enrol: {manual: true}, steps: [{id: wait, delay: {days: 1}}]}
  care: {object: contacts, name: Care, enrol: {manual: true}, PLACE}
"""
ENROLLING = (
    "steps: [{id: a, enrol_in: NAME}]",
    "unEnrol: {others: [NAME]}, steps: [{id: wait, delay: {days: 1}}]",
)


@pytest.mark.parametrize("place", ENROLLING)
@pytest.mark.parametrize(
    ("name", "told"),
    [("nurtrue", "Did you mean 'nurture'?"), ("zzz", "name a workflow by its key under `workflows:`")],
)
def test_a_workflow_that_nobody_describes_may_be_a_slip(small, place, name, told):
    """The nearest key is named; where none is near, what names are."""
    small.write("blueprints/enrols.yaml", ENROLS.replace("PLACE", place.replace("NAME", name)))

    found = small("validate", "--json", code=3).json["findings"]

    assert [one["hint"] for one in found if one["code"] == "RV839"] == [told]


def test_a_clone_gets_the_schema_that_blueprints_name(small):
    """Git ignores it; what people run at their files writes it, and no scheduled plan takes time for it."""
    path = small.folder / ".revops" / "blueprint.schema.json"
    path.unlink()
    small("plan", code=0)
    assert not path.exists()
    small("validate", code=0)
    assert json.loads(path.read_text("utf-8")) == small("schema", "blueprint", code=0).json


def test_a_schema_that_is_there_stays(small):
    """It may be of another version of the tool; nothing is written behind anybody's back."""
    small.write(".revops/blueprint.schema.json", "{}")
    small("validate", code=0)
    assert small.read(".revops/blueprint.schema.json") == "{}"


def test_a_folder_that_cannot_be_written_gets_no_schema(small):
    """Quietly: the blueprint is checked all the same."""
    shutil.rmtree(small.folder / ".revops")
    small.write(".revops", "a file where the folder would be")
    ran = small("validate", code=0)
    assert (ran.err, small.read(".revops")) == ("", "a file where the folder would be")


FAULTY_FLOW = """\
revops: 1
properties:
  contacts: {email: {existing: string}}
  companies: {domain: {existing: string}}
workflows:
  care:
    object: contacts
    name: Care
    enrol: {manual: true}
    suppress: SUPPRESSED
    steps:
      - {id: mark, set: {WRITTEN: x}}
"""


@pytest.mark.parametrize(
    ("suppressed", "written", "code", "there", "not_there"),
    [
        ("rivals", "contacts.email", "RV836", "`suppress: [SEGMENT]`", "`suppress: {"),
        ("[]", "emial", "RV293", "did you mean contacts.email?", "`of:"),
        ("[]", "companies.domain", "RV293", "`of: companies`", "did you mean"),
    ],
)
def test_faults_of_workflows_say_what_to_write(project, suppressed, written, code, there, not_there):
    """The form of the key, and the way to associated records where another object is named."""
    project("init", "--no-packs", code=0)
    text = FAULTY_FLOW.replace("SUPPRESSED", suppressed).replace("WRITTEN", written)
    (project.folder / "blueprints/portal.yaml").write_text(text, encoding="utf-8")
    findings = project("validate", "--json", code=3).json["findings"]
    (hint,) = [one["hint"] for one in findings if one["code"] == code]
    assert there in hint
    assert not_there not in hint
