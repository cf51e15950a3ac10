"""`revops emulator` in the foreground, and `revops demo`."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import requests

from revops.emulator import portal
from revops.emulator.portal import VARIANTS


@contextlib.contextmanager
def running(*arguments, cwd):
    """The command as a process of its own, and what it says once it listens."""
    command = [sys.executable, "-m", "revops", "emulator", "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process, "".join(iter(process.stdout.readline, "Ctrl-C stops it.\n"))
        finally:
            process.kill()


def details(told, token):
    """The account behind the token, asked without this project's client."""
    base_url = re.search(r"at (http://\S+),", told)[1]
    request = urllib.request.Request(f"{base_url}/account-info/2026-09/details")
    request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_cleanly(tmp_path, stop):
    """A stock client reaches it; Ctrl-C and SIGTERM end it with 0 and a word."""
    with running(cwd=tmp_path) as (process, told):
        assert details(told, "pat-emulator-90000001")["portalId"] == 90000001
        process.send_signal(stop)
        assert process.wait(timeout=10) == 0
        assert process.stdout.read() == "Stopped.\n"
    assert re.search(r"REVOPS_BASE_URL=http://\S+ revops plan", told)


def test_its_file_is_the_portal_that_was_named(tmp_path):
    """`--portal` gives the portal and its token; the file remembers both."""
    for _ in range(2):
        with running("--portal", "4711", "--state", "portal.db", cwd=tmp_path) as (_, told):
            assert details(told, "pat-emulator-4711")["portalId"] == 4711
    assert (tmp_path / "portal.db").is_file()


def test_several_portals_on_one_port(tmp_path):
    """Each has a token of its own, so that `promote` and `compare` can be practised."""
    with running("--portal", "4711", "--portal", "4712", cwd=tmp_path) as (_, told):
        for portal_id in (4711, 4712):
            assert f"portal {portal_id} at " in told
            assert details(told, f"pat-emulator-{portal_id}")["portalId"] == portal_id


def test_a_subscription_by_hub(tmp_path):
    """`--tier` gives each hub its own: what Marketing Hub lacks is refused although Sales Hub has it."""
    with running("--tier", "marketing=starter,sales=professional", cwd=tmp_path) as (_, told):
        base_url = re.search(r"at (http://\S+),", told)[1]
        headers = {"Authorization": "Bearer pat-emulator-90000001"}
        found = [
            requests.get(f"{base_url}{path}", headers=headers, timeout=10).status_code
            for path in ("/marketing/campaigns/2026-09", "/automation/2026-09-beta/flows")
        ]
    assert found == [403, 200]


def test_a_port_that_is_taken_is_a_usage_error(project, served):
    """64, with the way out."""
    port = served().environment["REVOPS_BASE_URL"].rpartition(":")[2]
    assert "0 picks a free one" in project("emulator", "--port", port, code=64).err


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_demo_ends_as_expected(project, locale):
    """Every step of the story, with the diff of the kept label; nothing is left behind."""
    project.environment = {"REVOPS_TARGET": "somebody-elses", "HUBSPOT_ACCESS_TOKEN": "pat-of-somebody"}
    told = project("demo", "--locale", locale, code=0).out
    assert told.count("\n$ revops ") == 10
    assert "No changes: the portal is as the blueprint says" in told
    assert "+      label: {" in told
    assert "Every step ended as expected." in told
    assert list(project.folder.iterdir()) == []


def test_a_demo_that_goes_wrong_says_where(project, monkeypatch):
    """A step with another exit code ends it: 1, with the command line."""
    monkeypatch.setattr("revops.cli.demo.CONSENTS", ())
    ran = project("demo", code=1)
    assert "revops apply --yes ended with 4, not 0" in ran.err


def test_the_variants_are_those_that_the_surfaces_ask_for(project):
    """An unknown name is 64 with the known ones; each known one is read somewhere in the emulator."""
    ran = project("emulator", "--variant", "foo", code=64)
    assert all(name in ran.err for name in VARIANTS)
    sources = [path.read_text("utf-8") for path in Path(portal.__file__).parent.rglob("*.py")]
    asked = {name for text in sources for name in re.findall(r"\bhas\(\"([a-z0-9-]+)\"\)", text)}
    assert asked <= set(VARIANTS)
    assert all(sum(text.count(f'"{name}"') for text in sources) > 1 for name in VARIANTS)
