"""Faults on order hit every write that the emulator serves, before it is carried out and after.

The requests are the examples of `descriptions/`, so that no new write is forgotten.
"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from described import operations, read
from described_world import AUTHORIZED, World
from werkzeug.test import Client

from revops.emulator import ConnectionDropped
from revops.emulator.routing import find


def writes():
    """File, method and path of every write that is described."""
    return [place for place in operations() if find(place[1].upper(), place[2])[0].write]


@pytest.fixture(scope="module")
def world():
    """A portal in which every example finds what it needs."""
    made = World()
    yield made
    made.close()


@pytest.fixture
def carry_out(world, operation):
    """Asks for an operation's example in the portal's first state; gives the status, None without answer."""
    name, method, path = operation
    asked = _example(read(name, world.seeds), method, path)
    http = Client(world.emulator)

    def ask(**fault):
        world.restore()
        if fault:
            http.post("/_emulator/faults", json={"method": method.upper(), **fault})
        try:
            return http.open(method=method.upper(), headers=AUTHORIZED, **asked).status_code
        except ConnectionDropped:
            return None

    return ask


def _example(described, method, path):
    """Path, query and body of the first example that a description gives of an operation."""
    item = described["paths"][path]
    query = {}
    for part in [*item.get("parameters", []), *item[method].get("parameters", [])]:
        name = part.get("$ref", "").rpartition("/")[2]
        one = described["components"]["parameters"][name] if name else part
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
        elif one.get("required"):
            query[one["name"]] = one["example"]
    content = item[method].get("requestBody", {}).get("content", {}).get("application/json", {})
    several = [one["value"] for one in content.get("examples", {}).values()]
    return {
        "path": path,
        "query_string": urlencode(query),
        "json": content.get("example", (*several, None)[0]),
    }


@pytest.mark.parametrize("operation", writes(), ids=" ".join)
def test_a_write_is_lost_as_it_is_ordered(world, carry_out):
    """Before, and nothing has changed; after, and all has changed that the write changes."""
    world.restore()
    untouched = world.emulator.state()
    assert carry_out() < 300
    written = world.emulator.state(ids=False)

    for fault, status in (({"drop": "before"}, None), ({"status": 503}, 503)):
        assert carry_out(**fault) == status
        assert world.emulator.state() == untouched
    for fault, status in (({"drop": "after"}, None), ({"status": 503, "commit": True}, 503)):
        assert carry_out(**fault) == status
        assert world.emulator.state(ids=False) == written
    assert world.emulator.faults.open() == []
