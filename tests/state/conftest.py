"""A database of its own for each test: a SQLite file, and one on PostgreSQL where there is a server."""

from __future__ import annotations

import pytest

from revops.state.store import open_database


@pytest.fixture(params=["files", "postgres"])
def state_url(request):
    """What REVOPS_STATE_URL says: nothing for files."""
    return "" if request.param == "files" else request.getfixturevalue("postgres_url")


@pytest.fixture
def opened(state_url, tmp_path):
    """Opens the database, as each process does for itself."""
    found = []

    def make():
        found.append(open_database(tmp_path, state_url))
        return found[-1]

    yield make
    for one in found:
        one.close()


@pytest.fixture
def database(opened):
    return opened()
