"""Projects as a consultant has them: made by `revops init`, run through the command line, served on a port.

`project` is a fresh one, `applied` one whose packs are all applied (built once per session, copied per test),
`make_project` makes more, with other locales, portals or packs.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from unittest.mock import patch

import pytest

from command_line import CONSENTS, RUNS, run
from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator, Traits
from revops.emulator.serve import serve
from revops.hub.pace import NoPace


class Project:
    """A project's folder, and the emulator behind it, which listens on a port of its own.

    `environment` is all that commands see of HUBSPOT_* and REVOPS_*; without REVOPS_BASE_URL they reach the
    emulator in-process, through its file.
    """

    consents = CONSENTS

    def __init__(self, folder, **emulator):
        self.folder = folder
        state = folder / ".revops" / "emulator.db"
        state.parent.mkdir(parents=True, exist_ok=True)
        self.emulator = Emulator(state, **emulator)
        self._server = serve(self.emulator)
        self.environment = {"REVOPS_BASE_URL": self._server.base_url}

    def run(self, *arguments, typed=None, code=None):
        """Run `revops ARGUMENTS` in the folder; see `command_line.run`.

        Nothing waits for a rate limit: this emulator names HubSpot's, which would take ten seconds, and
        refuses nothing.
        """
        with patch("revops.hub.gateway.Pace", NoPace):
            return run(self.folder, self.environment, arguments, typed=typed, code=code)

    def plan(self, *arguments):
        """The plan as JSON."""
        return self.run("plan", "--json", *arguments).json

    def apply(self, *arguments, code=0):
        """Apply with every consent; the run as JSON."""
        return self.run("apply", "--yes", "--json", *self.consents, *arguments, code=code).json

    def settle(self, *arguments):
        """Apply until a run has nothing to write: what waits for a score or a list comes in the next one."""
        for _ in range(RUNS):
            ran = self.run("apply", "--yes", "--json", *self.consents, *arguments)
            assert ran.code in (0, 4), ran
            if not ran.json["summary"]["writes"]:
                return ran.json
        raise AssertionError(ran)

    def tables(self, portal_id=None):
        """What the portal holds, table by table."""
        return self.emulator.state()[str(portal_id or self.emulator.portal_id)]["tables"]

    def requests(self, *, writes=False):
        """`METHOD path` of what the emulator was asked since the last `forget`; or only of what it wrote."""
        logged = self.emulator.log.bodies()
        if writes:
            logged = [row for row in logged if row["write"] and (row["status"] or 200) < 300]
        return [f"{row['method']} {row['path']}" for row in logged]

    def forget(self):
        """Empty the emulator's log of requests."""
        self.emulator.log.clear()

    def pin(self, name="client", *, portal=None, default=True, **entry):
        """Add a target that is the emulator's portal behind a token, with the roles of `init`."""
        path = self.folder / "revops.yaml"
        lines = path.read_text(encoding="utf-8").splitlines()
        roles = lines[next(n for n, line in enumerate(lines) if line.startswith("    roles:")) :]
        fields = {"portal": portal or self.emulator.portal_id, "locale": "ja", **entry}
        told = [f"    {field}: {json.dumps(value)}" for field, value in fields.items()]
        if default:
            lines[lines.index("default_target: emulator")] = f"default_target: {name}"
        path.write_text("\n".join([*lines, "", f"  {name}:", *told, *roles, ""]), encoding="utf-8")

    def close(self):
        """Stop the port and close the file."""
        self._server.stop()
        self.emulator.close()


@pytest.fixture
def make_project(tmp_path):
    """Makes projects: `make_project(name, locale=…, packs=(…), portal_id=…, token=…, tier=…, variants=…)`."""
    with contextlib.ExitStack() as closing:
        yield _maker(tmp_path, closing)


@pytest.fixture(scope="session")
def share_project(tmp_path_factory):
    """As `make_project`, for projects at which several tests look."""
    with contextlib.ExitStack() as closing:

        def make(**wanted):
            return _maker(tmp_path_factory.mktemp("shared"), closing)(**wanted)

        yield make


@pytest.fixture
def project(make_project):
    """A fresh project with all packs, in Japanese, on a portal with HubSpot's default content."""
    return make_project()


@pytest.fixture(scope="session")
def _applied(tmp_path_factory):
    project = _made(tmp_path_factory.mktemp("applied") / "project")
    with contextlib.closing(project):
        project.settle()
    return project.folder


@pytest.fixture
def applied(_applied, tmp_path):
    """A project whose packs are all applied, published and switched on; a copy of its own."""
    project = Project(shutil.copytree(_applied, tmp_path / "applied"))
    yield project
    project.close()


def _maker(parent, closing):
    def make(name="project", **wanted):
        project = _made(parent / name, **wanted)
        closing.callback(project.close)
        return project

    return make


def _made(
    folder,
    *,
    locale="ja",
    packs=(),
    blueprint="",
    portal_id=DEFAULT_PORTAL_ID,
    token=DEFAULT_TOKEN,
    **traits,
):
    folder.mkdir()
    if "variants" in traits:
        traits["variants"] = frozenset(traits["variants"])
    project = Project(folder, portal_id=portal_id, token=token, traits=Traits(**traits))
    chosen = [argument for pack in packs for argument in ("--pack", pack)]
    project.run("init", "--locale", locale, *chosen, code=0)
    if blueprint:
        (folder / "blueprints" / "portal.yaml").write_text(blueprint, encoding="utf-8")
    return project
