"""Projects of their own, on an embedded or a served emulator."""

from __future__ import annotations

import contextlib
import shutil

import pytest
from cli_project import AUTOMATION, DEALS, Project

from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator, Traits
from revops.emulator.serve import serve


@pytest.fixture
def project(tmp_path):
    """An empty folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return Project(folder)


@pytest.fixture
def small(project):
    """A project without packs, whose blueprint has nothing that asks for consent."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/deals.yaml", DEALS)
    return project


@pytest.fixture
def asking(project):
    """A project without packs, with a score to publish and a workflow to make and switch on."""
    project("init", "--no-packs", code=0)
    project.write("blueprints/automation.yaml", AUTOMATION)
    return project


@pytest.fixture(scope="session")
def _applied_folder(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("cli") / "applied")
    project.folder.mkdir()
    project("init", code=0)
    project.settle()
    return project.folder


@pytest.fixture
def applied(_applied_folder, tmp_path):
    """A project with all packs, applied with every consent; a copy of its own."""
    return Project(shutil.copytree(_applied_folder, tmp_path / "copy"))


@pytest.fixture
def served(small):
    """Serves portals for a project; `served(**traits)` gives back the project, its target `client` pinned."""
    with contextlib.ExitStack() as closing:

        def make(*, portal=DEFAULT_PORTAL_ID, pinned=None, token=DEFAULT_TOKEN, **traits):
            emulator = Emulator(traits=Traits(**traits), portal_id=portal, token=DEFAULT_TOKEN)
            server = serve(emulator)
            closing.callback(emulator.close)
            closing.callback(server.stop)
            small.environment = {"REVOPS_BASE_URL": server.base_url}
            if token:
                small.environment["HUBSPOT_ACCESS_TOKEN"] = token
            small.target(portal=pinned or portal, locale="ja")
            small.emulator = emulator
            return small

        yield make
