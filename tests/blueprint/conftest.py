"""A project on disk for every test that asks for one."""

from __future__ import annotations

from pathlib import Path

import pytest
from blueprint_toys import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project with a `blueprints` folder and an empty shelf."""
    return Project(tmp_path)
