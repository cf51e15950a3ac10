"""Tokens and passwords are planted; whatever every command writes, prints and logs is searched for them."""

from __future__ import annotations

import gzip
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from base64 import b64encode
from contextlib import closing
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote
from urllib.request import urlopen
from uuid import uuid4

import click
import pytest
from client_project import BLUEPRINT, PROPERTY, Person

from command_line import bare, run
from revops.cli import group
from revops.emulator import Emulator
from revops.emulator.app import _writes
from revops.emulator.faults import fault_of
from revops.emulator.serve import serve
from revops.hub.pace import NoPace

PORTAL = 90000123
TOKEN = f"pat-na1-00000000-planted-{uuid4().hex}"
AUTOMATION = f"pat-na1-00000000-second-{uuid4().hex}"
CLIENT_SECRET = f"planted/+={uuid4().hex}"
REFRESH = f"refresh+/={uuid4().hex}"
PASSWORD = f"planted%/{uuid4().hex}"
PLANTED = (TOKEN, AUTOMATION, CLIENT_SECRET, REFRESH, PASSWORD)
LONGEST = 120
"""Seconds after which a process counts as hanging."""

CONSENTS = ("--yes", "--create", "*", "--publish", "*", "--enable", "*")
VIEWS = ("--markdown", "out/{}.md", "--html", "out/{}.html", "--junit", "out/{}.xml")


def viewed(name, *words):
    """A command with every file that it can write."""
    return (name, *words, *(one.format(name) for one in VIEWS))


LINES = {
    "init": [("init", "--no-packs", "--locale", "ja", "--target", "client", "--yes")],
    "validate": [("validate",)],
    "fmt": [("fmt", "--check", "--diff"), ("fmt",)],
    "packs": [("packs",), ("packs", "core")],
    "schema": [("schema", "plan")],
    "auth": [("auth",)],
    "doctor": [("doctor",)],
    "plan": [viewed("plan", "--full", "--create", "*", "--out", "out/plan.json"), ("plan", "--explain")],
    "apply": [viewed("apply", *CONSENTS), ("apply", "out/plan.json", "--yes")],
    "drift": [viewed("drift"), ("drift", "--keep", "property.contacts.found_us")],
    "checklist": [("checklist", "--rows"), ("checklist", "--xlsx", "out/list.xlsx")],
    "pull": [("pull", "--all", "--out", "blueprints/pulled")],
    "adopt": [("adopt", "--yes")],
    "score": [("score", "--dry-run")],
    "impact": [("impact", "property.contacts.found_us", "--html", "out/impact.html")],
    "snapshot": [
        ("snapshot", "--out", "out/s.json", "--overwrite"),
        ("snapshot", "--out", "out/s.json.gz", "--people", "--overwrite"),
    ],
    "compare": [("compare", "out/s.json", "client"), ("compare", "blueprint", "out/s.json.gz")],
    "promote": [("promote", "client", "second", "--out", "out/promoted.json")],
    "history": [("history",), ("history", "--limit", "1")],
    "rollback": [viewed("rollback", "--dry-run"), ("rollback", "--yes", "--delete-created")],
    "state show": [("state", "show")],
    "state unlock": [("state", "unlock")],
    "state rebuild": [("state", "rebuild")],
    "demo": [("demo", "--locale", "en")],
    "emulator": [("emulator", "--port", "0", "--load", "out/s.json", "--state", "out/copy.db")],
}
"""What is typed, by command; each that knows `--json` is typed with it once more."""
SERVING = "emulator"
"""Runs until it is stopped, so it is a process of its own."""


def commands(found=group, name=""):
    """Every command of the command line, by its words."""
    if not isinstance(found, click.Group):
        return {name: found}
    context = click.Context(found)
    below = {one: found.get_command(context, one) for one in found.list_commands(context)}
    return {
        key: it for one, sub in below.items() for key, it in commands(sub, f"{name} {one}".strip()).items()
    }


def needles():
    """What is planted, and how it looks in an address, in JSON, and anywhere inside of base64."""
    for secret in PLANTED:
        yield secret.encode()
        yield quote(secret, safe="").encode()
        yield json.dumps(secret)[1:-1].encode()
        for before in range(3):
            whole = b64encode(b"x" * before + secret.encode())
            yield whole[8 : len(whole) // 4 * 4 - 8]


class Search:
    """Everything that was produced, and where something planted stands in it."""

    def __init__(self, folder):
        self.folder = folder
        self.said = []

    def note(self, where, text):
        self.said.append((where, text if isinstance(text, bytes) else str(text).encode()))

    def found(self):
        """Where there is something that must be nowhere."""
        wanted = set(needles())
        produced = [*self.said, *self._files()]
        return sorted({where for where, text in produced for one in wanted if one in text})

    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def _files(self):
        for path in self.files():
            content = path.read_bytes()
            yield str(path), content
            yield f"the name of {path}", str(path).encode()
            if path.suffix == ".gz":
                yield str(path), gzip.decompress(content)
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    yield from ((f"{path}/{name}", packed.read(name)) for name in packed.namelist())


class House:
    """A person's computer: home, temporary folder, a project, and a portal behind the planted token."""

    def __init__(self, folder, caplog):
        self.search, self._log = Search(folder), caplog
        self.emulator = Emulator(portal_id=PORTAL, token=TOKEN)  # in memory: its file would hold the token
        self.emulator.add_portal(PORTAL, AUTOMATION)
        self.server = serve(self.emulator)
        self.work = folder / "work"
        (self.work / "out").mkdir(parents=True)
        self.environment = {
            "REVOPS_BASE_URL": self.server.base_url,
            "HUBSPOT_ACCESS_TOKEN": TOKEN,
            "HUBSPOT_AUTOMATION_TOKEN": AUTOMATION,
            "CLIENT_ID": "an-app",
            "CLIENT_SECRET": CLIENT_SECRET,
            "REFRESH_TOKEN": REFRESH,
        }

    def run(self, *words, code=None):
        """Type a command with its traceback on, and keep all that is said."""
        with patch("revops.hub.gateway.Pace", NoPace):
            ran = run(self.work, self.environment, ("--debug", *words), code=code)
        self.search.note(f"revops {' '.join(words)}: stdout", ran.out)
        self.search.note(f"revops {' '.join(words)}: stderr", ran.err)
        return ran

    def process(self, *words):
        """The same as a process, with Python's own checks on."""
        command = [sys.executable, "-X", "dev", "-m", "revops", "--debug", *words]
        environment = {**bare(), **self.environment, "PYTHONUNBUFFERED": "1"}
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen(command, cwd=self.work, env=environment, **told)

    def see(self, process):
        """What everybody on this computer sees of a process."""
        line = Path(f"/proc/{process.pid}/cmdline")
        if line.exists():
            self.search.note("the list of processes", line.read_bytes())

    def fault(self, **fault):
        self.emulator.faults.add(fault_of(fault))

    def assert_nowhere(self):
        """Of all that was planted nothing is anywhere, and there was something to search."""
        self.search.note("the log", self._log.text)
        for path in ("requests", "state", "faults"):
            if path == "faults":
                self.emulator.faults.clear()
            with urlopen(f"{self.server.base_url}/_emulator/{path}", timeout=LONGEST) as answer:
                self.search.note(f"/_emulator/{path}", answer.read())
        assert self.search.found() == []

    def close(self):
        self.server.stop()
        self.emulator.close()


@pytest.fixture
def house(tmp_path, monkeypatch, caplog):
    folder = tmp_path / "house"
    for variable in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        path = folder / variable.lower()
        path.mkdir(parents=True)
        monkeypatch.setenv(variable, str(path))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmpdir"))
    caplog.set_level(logging.DEBUG)
    with closing(House(folder, caplog)) as found:
        yield found


@pytest.fixture
def project(house):
    """A project whose target `client` is pinned and whose blueprint has one of every kind."""
    house.run(*LINES["init"][0], code=0)
    (house.work / "blueprints" / "portal.yaml").write_text(BLUEPRINT, encoding="utf-8")
    settings = house.work / "revops.yaml"
    oauth = "{client_id: CLIENT_ID, client_secret: CLIENT_SECRET, refresh_token: REFRESH_TOKEN}"
    added = f"\n  second: {{portal: {PORTAL + 1}, locale: ja}}\n"
    added += f"  app: {{portal: {PORTAL}, locale: ja, credentials: {{data: {oauth}}}}}\n"
    text = settings.read_text(encoding="utf-8").rstrip() + added
    settings.write_text(text.replace("default_target: emulator", "default_target: client"), encoding="utf-8")
    return house


def typed_once_more(words, command):
    """The command lines of a command, with and without `--json`."""
    knows = any("--json" in one.opts for one in command.params) and "--explain" not in words
    return [words, (*words, "--json")] if knows else [words]


def test_every_command_has_a_line_here():
    """A new command joins the search, or this fails."""
    assert LINES.keys() == commands().keys()


def test_the_search_finds_what_is_planted(tmp_path):
    """In a file, packed, in base64, in an address: a search that finds nothing would prove nothing."""
    (tmp_path / "a.gz").write_bytes(gzip.compress(TOKEN.encode()))
    (tmp_path / "b.txt").write_bytes(b64encode(f"user:{CLIENT_SECRET}".encode()))
    (tmp_path / "c.txt").write_text(f"?x={quote(PASSWORD, safe='')}", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", AUTOMATION)
    (tmp_path / "e.txt").write_text("nothing", encoding="utf-8")
    search = Search(tmp_path)
    search.note("said", f"Bearer {TOKEN}")

    places = [Path(one).name for one in search.found()]

    assert sorted(places) == ["a.gz", "b.txt", "c.txt", "said", "sheet.xml"]


def test_after_every_command_nothing_planted_is_anywhere(project):
    """A day's work with every command: files, outputs, log, requests, processes."""
    found = commands()
    for name, lines in LINES.items():
        if name == "drift":
            Person(project.emulator)("PATCH", PROPERTY, {"label": "きっかけ"})
        for words in lines if name not in ("init", SERVING) else []:
            for line in typed_once_more(words, found[name]):
                ran = project.run(*line)
                nothing_left = "RV946" in ran.out + ran.err  # the second rollback has no run before it
                assert ran.code in (0, 1, 2, 3, 4) or nothing_left, ran
                assert "Traceback" not in ran.err, ran.err
    with project.process(*LINES[SERVING][0]) as process:
        first = process.stdout.readline()
        project.see(process)
        process.send_signal(signal.SIGINT)
        project.search.note(SERVING, first + process.stdout.read())

    names = {path.name for path in project.search.files()}
    wanted = {"plan.json", "plan.html", "apply.xml", "drift.md", "list.xlsx", "impact.html", "s.json.gz"}
    assert names >= {*wanted, "copy.db", "state.db", f"{PORTAL}.json", "rollback.html", "portal.yaml"}
    assert project.emulator.log.entries()
    project.assert_nowhere()


ECHO = {"message": f"the header was Authorization: Bearer {TOKEN}", "category": TOKEN, "correlationId": TOKEN}
ESCAPED = TOKEN.replace("-", "\\u002d")
HOSTILE = {
    "401": {"status": 401, "body": {**ECHO, "status": "error"}},
    "400 on a write": {"method": "POST", "path": "/crm/*", "status": 400, "body": ECHO},
    "403 with a scope": {
        "status": 403,
        "body": {**ECHO, "errors": [{"context": {"requiredScopes": [TOKEN]}}]},
    },
    "a body in a message": {"status": 400, "body": {"message": json.dumps({"message": f"x {TOKEN}"})}},
    "escapes in a message": {"status": 400, "body": {"message": f'{{"message": "x {ESCAPED}"}}'}},
    "headers": {"status": 429, "headers": {"X-HubSpot-RateLimit-Policy": TOKEN, "Retry-After": "0"}},
    "a redirect": {"status": 302, "headers": {"Location": f"http://127.0.0.1:1/?token={TOKEN}"}},
    "a success that says it": {
        "method": "GET",
        "path": "/crm/p*",
        "status": 200,
        "body": {"results": [ECHO]},
    },
    "another shape": {"path": "/account-info/*", "status": 200, "body": {"portalId": TOKEN}},
    "a lost connection": {"drop": "after", "count": 2},
    "a torn answer": {"torn": True, "count": 2},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_hostile_portal_says_back_is_nowhere(project, name):
    """It tells the token in bodies, headers and addresses, to commands that read and that write."""
    for words in (
        ("plan", "--out", "out/plan.json"),
        ("apply", *CONSENTS),
        ("snapshot", "--out", "out/s.json", "--overwrite"),
    ):
        project.fault(**{"count": None, **HOSTILE[name]})
        project.run(*words)
        project.run(*words[:1], *words[1:], "--json")
        project.emulator.faults.clear()
    project.run("history", "--json")

    project.assert_nowhere()


def test_secrets_of_an_app_are_nowhere(project):
    """The token that HubSpot gives out, its secret and the refresh token, also where they are said back."""
    given = {"access_token": TOKEN, "refresh_token": REFRESH, "expires_in": 1800}
    project.fault(method="POST", path="/oauth/*token", status=200, body=given)
    assert project.run("plan", "--target", "app", "--json").code == 0
    said = {
        "message": f"client_secret={CLIENT_SECRET}&refresh_token={REFRESH}",
        "category": quote(CLIENT_SECRET),
    }
    project.fault(method="POST", path="/oauth/*token", status=400, body=said)

    refused = project.run("plan", "--target", "app")

    assert (refused.code, "RV516" in refused.err) == (4, True)
    project.assert_nowhere()


def test_a_killed_run_leaves_no_token(project):
    """SIGKILL at the first write: what is on disk then, and what the next commands tell of it."""
    answer, seen = project.emulator._answer, []

    def deadly(request, lag_ms):
        if _writes(request) and request.get_data() != b"{}" and not seen:
            seen.append(request.path)
            project.see(process)
            os.kill(process.pid, signal.SIGKILL)
            process.wait(LONGEST)
        return answer(request, lag_ms)

    project.emulator._answer = deadly
    with project.process("apply", *CONSENTS) as process:
        project.search.note("the killed run", process.stdout.read())
    assert process.returncode == -signal.SIGKILL
    for words in (("state", "show", "--json"), ("history", "--json"), ("plan",), ("apply", *CONSENTS)):
        project.run(*words)

    assert seen
    project.assert_nowhere()


def test_the_password_of_a_database_that_is_not_there(project):
    """It stands in REVOPS_STATE_URL, and no command that fails for it says it."""
    pytest.importorskip("psycopg")
    url = f"postgresql://ann:{quote(PASSWORD, safe='')}@127.0.0.1:1/revops"
    project.environment["REVOPS_STATE_URL"] = url

    codes = {project.run(*words).code for words in (("plan",), ("apply", *CONSENTS), ("state", "show"))}

    assert codes <= {1, 4}
    project.assert_nowhere()


def test_the_password_of_a_shared_database(project, postgres_url):
    """State is kept there, and the password neither there nor here."""
    import psycopg

    user = f"planted_{uuid4().hex}"
    with closing(psycopg.connect(postgres_url, autocommit=True)) as admin:
        admin.execute(f"create role {user} superuser login password '{PASSWORD}'")
        address = postgres_url.rpartition("@")[2]
        url = f"postgresql://{user}:{quote(PASSWORD, safe='')}@{address}"
        project.environment["REVOPS_STATE_URL"] = url
        for words in (("apply", *CONSENTS), ("plan",), ("history", "--json"), ("doctor",)):
            assert project.run(*words).code in (0, 4)
        tables = admin.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = admin.execute(f"select t::text from {table} t").fetchall()
            project.search.note(f"table {table}", "\n".join(text for (text,) in rows))
        admin.execute(f"reassign owned by {user} to current_user")
        admin.execute(f"drop owned by {user}")
        admin.execute(f"drop role {user}")

    assert len(tables) > 3
    project.assert_nowhere()
