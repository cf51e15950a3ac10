"""Row about state that a team shares: what ledger and lock on PostgreSQL add to a plan."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Final
from uuid import uuid4

from benchmark import world
from benchmark.bench import Bench
from benchmark.plans import UNCHANGED
from benchmark.projects import generated
from benchmark.relay import Relay, relayed
from benchmark.table import Goal, Row

SERVER: Final = "REVOPS_TEST_POSTGRES"
"""The variable that names a server; `scripts/postgres COMMAND` starts one for the time of a command."""
MOST: Final = 2
"""Round trips that a plan may take."""
_APPLY: Final = ("apply", "--yes")


def rows(bench: Bench, count: int = 200) -> list[Row]:
    """Nothing where there is no server."""
    server = os.environ.get(SERVER)
    return [_row(bench, server, count)] if server else []


def _row(bench: Bench, server: str, count: int) -> Row:
    with _database(server) as url, relayed(url) as relay:
        plan, apply = measured(bench, relay, count)
    told = f"at most {MOST} round trips of a plan"
    ours = (
        f"{plan} round trips of an unchanged plan, {apply} of an apply with nothing to do; without connecting"
    )
    numbers = {"plan": plan, "apply": apply}
    work = f"lock and ledger on PostgreSQL, {count} properties"
    return Row(work, ours, (Goal(told, plan <= MOST),), numbers=numbers)


def measured(bench: Bench, relay: Relay, count: int) -> tuple[int, int]:
    """Round trips of a plan with nothing to do, and of such an apply."""
    project = generated(bench.new_folder(), world.properties(count, seed=bench.seed))
    with bench.copied(project) as (copy, portal):
        environment = {**portal.environment, "REVOPS_STATE_URL": relay.url}
        bench.revops(_APPLY, copy.folder, environment)  # makes the tables, too
        relay.forget()
        bench.revops(_APPLY, copy.folder, environment)
        applying = relay.round_trips
        relay.forget()
        bench.revops(UNCHANGED, copy.folder, environment)
        return relay.round_trips, applying


@contextmanager
def _database(server: str) -> Iterator[str]:
    """An empty database of its own."""
    psycopg = import_module("psycopg")  # an extra, needed where there is a server only
    name = f"revops_{uuid4().hex}"
    with closing(psycopg.connect(server, autocommit=True)) as admin:
        admin.execute(f"create database {name}")
        yield server.rpartition("/")[0] + f"/{name}"
        admin.execute(f"drop database {name} with (force)")
