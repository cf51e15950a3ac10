"""What tests of several rooms need: a database on PostgreSQL where REVOPS_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from uuid import uuid4

import pytest


def pytest_configure():
    """A job in a shell's background ignores Ctrl-C, and so would the servers that tests stop by it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def postgres_url():
    """The URL of an empty database; `scripts/postgres COMMAND` starts a server for it."""
    server = os.environ.get("REVOPS_TEST_POSTGRES")
    if not server:
        pytest.skip("REVOPS_TEST_POSTGRES names no PostgreSQL server; scripts/postgres starts one")
    import psycopg

    name = f"revops_{uuid4().hex}"
    with closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f"create database {name}")
        yield server.rpartition("/")[0] + f"/{name}"
        admin.execute(f"drop database {name} with (force)")
