"""The main job as separate processes, with an edit made by HubSpot's stock client on the emulator's port."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from hubspot import Client
from hubspot.crm.properties import PropertyUpdate

from revops.emulator import DEFAULT_TOKEN

LONGEST = 60
"""Seconds after which a process counts as hanging."""


@pytest.fixture
def revops(tmp_path):
    """Runs `python -m revops` in an empty folder, as a shell would."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("HUBSPOT_", "REVOPS_"))}

    def run(*arguments):
        command = [sys.executable, "-m", "revops", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=bare, capture_output=True, text=True, timeout=LONGEST, check=False
        )

    return run


@contextmanager
def served(folder):
    """`revops emulator` on the project's own file and a free port, in another process; its address."""
    command = [sys.executable, "-m", "revops", "emulator", "--port", "0", "--state", ".revops/emulator.db"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        finally:
            process.terminate()
            process.wait(LONGEST)


def test_the_main_job_as_separate_processes(revops, tmp_path):
    """init, plan, apply, an empty plan; a person's edit over HTTP; drift exits 2, and the plan holds it."""
    made = revops("init", "--locale", "ja", "--pack", "core", "--pack", "sales")
    first = revops("plan", "--exit-code")
    applied = revops("apply", "--yes", "--create", "workflow.*", "--publish", "*", "--enable", "*", "--json")
    second = revops("plan", "--exit-code")
    with served(tmp_path) as address:
        hubspot = Client.create(access_token=DEFAULT_TOKEN, host=address)
        edit = PropertyUpdate(label="予算(税込)")
        kept = hubspot.crm.properties.core_api.update("deals", "bant_budget", edit)
        drift = revops("drift", "--json")
    plan = revops("plan", "--json")

    assert (made.returncode, first.returncode, applied.returncode) == (0, 2, 0), (made, first, applied)
    assert second.returncode == 0, second.stdout
    assert kept.label == "予算(税込)"
    assert drift.returncode == 2
    (change,) = json.loads(drift.stdout)["held"]
    assert change["address"] == "property.deals.bant_budget"
    assert [(unit["before"], unit["after"]) for unit in change["units"]] == [("予算(税込)", "予算")]
    assert [c["action"] for c in json.loads(plan.stdout)["changes"] if c["units"]] == ["hold"]
