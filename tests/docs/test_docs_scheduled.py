"""The ready files for scheduled drift: they parse, and their command lines do what the page says."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs_pages import SCHEDULED
from yamlcore import CCoreLoader

from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator
from revops.emulator.serve import serve

REVOPS = Path(sys.executable).parent / "revops"
FOLDER = "/srv/clients/example"
ADDRESS = "property.contacts.visit_count"
SETTINGS = f"targets:\n  client: {{portal: {DEFAULT_PORTAL_ID}, locale: en}}\n"
BLUEPRINT = """\
revops: 1
groups: {contacts: {visits: {label: Visits}}}
properties:
  contacts: {visit_count: {label: Visits so far, type: number, fieldType: number, groupName: visits}}
"""
IGNORED = ".env\n.venv/\ndrift.*\n"


@dataclass(frozen=True)
class Job:
    """A fresh checkout of a client's repository, and the portal that it describes."""

    folder: Path
    emulator: Emulator
    environment: Mapping[str, str]

    def run(self, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command line of a ready file, as its scheduler runs it; its folder is the checkout's."""
        return subprocess.run(
            ["bash", "-c", command.replace(FOLDER, str(self.folder))],
            cwd=self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def rename(self) -> None:
        """Somebody gives the property another label in HubSpot."""
        path = "/crm/properties/2026-09/contacts/visit_count"
        reply = self.emulator.edit("PATCH", path, {"label": "Renamed by hand"})
        assert reply.status == 200


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    """Applied once elsewhere, committed, checked out: no cache, no emulator file, only what git holds."""
    emulator = Emulator()
    server = serve(emulator)
    environment = {
        "PATH": os.pathsep.join([str(REVOPS.parent), os.environ["PATH"]]),
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "REVOPS_BASE_URL": server.base_url,
        "HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN,
    }
    try:
        yield Job(_checkout(tmp_path, environment), emulator, environment)
    finally:
        server.stop()
        emulator.close()


def _checkout(tmp_path: Path, environment: Mapping[str, str]) -> Path:
    work, checkout = tmp_path / "work", tmp_path / "example"
    (work / "blueprints").mkdir(parents=True)
    (work / "revops.yaml").write_text(SETTINGS)
    (work / "blueprints" / "portal.yaml").write_text(BLUEPRINT)
    (work / ".gitignore").write_text(IGNORED)
    steps = [
        "revops apply --target client --yes",
        "git init --quiet",
        "git add --all",
        f"git checkout-index --all --prefix={shlex.quote(str(checkout))}/",
    ]
    subprocess.run(
        ["bash", "-ec", "\n".join(steps)], cwd=work, env=environment, check=True, capture_output=True
    )
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "revops").symlink_to(REVOPS)
    return checkout


def _workflow() -> dict[str, Any]:
    text = (SCHEDULED / "github-actions.yml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=CCoreLoader)
    return document


def _steps() -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _workflow()["jobs"]["drift"]["steps"]
    return steps


def _drift_step() -> dict[str, Any]:
    (step,) = [step for step in _steps() if "revops drift" in step.get("run", "")]
    return step


def _crontab() -> tuple[dict[str, str], str]:
    """Variables, and the one job's line."""
    lines = [line for line in (SCHEDULED / "crontab").read_text().splitlines() if line and line[0] != "#"]
    variables = {line.partition("=")[0]: line.partition("=")[2] for line in lines[:-1]}
    return variables, lines[-1]


def _unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    parser.read_string((SCHEDULED / name).read_text(encoding="utf-8"))
    return parser


def test_the_workflow_is_one() -> None:
    """It has a schedule, may only read the repository, and names tokens as secrets."""
    workflow = _workflow()

    assert re.fullmatch(r"\d+ \d+ \* \* 0-4", workflow["on"]["schedule"][0]["cron"])
    assert workflow["permissions"] == {"contents": "read"}
    assert all(value.startswith("${{ secrets.") for value in _drift_step()["env"].values())
    assert all(("uses" in step) != ("run" in step) for step in _steps())


def test_the_workflow_is_green_without_drift(job: Job) -> None:
    """From a fresh checkout the ledger tells what was applied: nothing to report, exit 0."""
    done = job.run(_drift_step()["run"], GITHUB_STEP_SUMMARY=str(job.folder / "summary.md"))

    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads((job.folder / "drift.json").read_text(encoding="utf-8"))
    assert document["summary"]["clean"] is True
    assert document["two_way"] is False


def test_the_workflow_is_red_with_drift(job: Job) -> None:
    """Exit 2, the address in drift.json, the report in the job's summary."""
    job.rename()

    done = job.run(_drift_step()["run"], GITHUB_STEP_SUMMARY=str(job.folder / "summary.md"))

    assert done.returncode == 2
    document = json.loads((job.folder / "drift.json").read_text(encoding="utf-8"))
    assert [change["address"] for change in document["held"]] == [ADDRESS]
    assert "Renamed by hand" in (job.folder / "summary.md").read_text(encoding="utf-8")


def test_the_workflow_keeps_what_it_wrote() -> None:
    """The file that is uploaded is the one that the drift step writes, also after a failure."""
    (kept,) = [step for step in _steps() if "upload-artifact" in step.get("uses", "")]

    assert kept["if"] == "always()"
    assert _drift_step()["run"].endswith(f"> {kept['with']['path']}")


def test_the_empty_secret_of_a_single_token_counts_as_not_set(job: Job) -> None:
    """GitHub gives a secret that does not exist as an empty text."""
    step = _drift_step()
    assert "HUBSPOT_AUTOMATION_TOKEN" in step["env"]

    done = job.run(step["run"], GITHUB_STEP_SUMMARY=os.devnull, HUBSPOT_AUTOMATION_TOKEN="")

    assert done.returncode == 0


def test_cron_is_silent_without_drift(job: Job) -> None:
    """Nothing printed, so that cron mails nothing."""
    variables, line = _crontab()
    command = line.split(maxsplit=5)[5]

    done = job.run(command, CLIENT=variables["CLIENT"].replace(FOLDER, str(job.folder)))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cron_mails_the_report(job: Job) -> None:
    """What the job prints is the report."""
    variables, line = _crontab()
    job.rename()

    done = job.run(line.split(maxsplit=5)[5], CLIENT=variables["CLIENT"].replace(FOLDER, str(job.folder)))

    assert ADDRESS in done.stdout
    assert "Renamed by hand" in done.stdout


def test_cron_mails_what_stands_in_the_way(job: Job) -> None:
    """A token that is missing is in the mail, too."""
    variables, line = _crontab()
    folder = variables["CLIENT"].replace(FOLDER, str(job.folder))

    done = job.run(line.split(maxsplit=5)[5], CLIENT=folder, HUBSPOT_ACCESS_TOKEN="")

    assert "HUBSPOT_ACCESS_TOKEN" in done.stdout


def test_the_crontab_line_is_one() -> None:
    """Five fields of time, and no percent sign, which cron takes for a line break."""
    variables, line = _crontab()

    assert variables["SHELL"] == "/bin/bash"
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in line.split(maxsplit=5)[:5])
    assert "%" not in line


def test_the_service_runs_in_the_checkout(job: Job) -> None:
    """ExecStart is an absolute path, works from WorkingDirectory, and fails where there is drift."""
    service = _unit("revops-drift.service")["Service"]
    assert service["WorkingDirectory"] == FOLDER
    assert service["ExecStart"].startswith("/")
    assert service["Type"] == "oneshot"

    before = job.run(service["ExecStart"])
    job.rename()
    after = job.run(service["ExecStart"])

    assert (before.returncode, after.returncode) == (0, 2)
    assert ADDRESS in after.stdout


def test_the_timer_starts_the_service() -> None:
    """They share a name, which is how systemd pairs them."""
    timer = _unit("revops-drift.timer")

    assert (SCHEDULED / "revops-drift.service").exists()
    assert re.fullmatch(r"Mon\.\.Fri \d\d:\d\d Asia/Tokyo", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_no_job_sends_a_write(job: Job) -> None:
    """A look is a look."""
    job.emulator.log.clear()
    job.rename()

    job.run(_unit("revops-drift.service")["Service"]["ExecStart"])

    assert job.emulator.log.entries()
    assert [entry for entry in job.emulator.log.entries() if entry.write] == []


def test_every_job_names_its_target() -> None:
    """The default target is the emulator, which would always look fine."""
    files = {path.name: path.read_text(encoding="utf-8") for path in SCHEDULED.iterdir()}
    typed = {name: re.findall(r"revops drift (.*)", text) for name, text in files.items()}

    assert {name for name, found in typed.items() if found} == files.keys() - {"revops-drift.timer"}
    assert all(words.startswith("--target client") for found in typed.values() for words in found)
