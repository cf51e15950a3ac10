"""The emulator against API descriptions that were written apart from it, by examples that schemathesis makes.

Of each operation: boundaries of its description, sound and unsound, and random requests. No crash, no status,
header or body that the description does not have, nothing unsound accepted, nothing without a token.
A longer run is one of `scripts/nightly`; `TEST_SEED` and `TEST_EXAMPLES` are its knobs.
"""

from __future__ import annotations

import os
import re

import pytest
from described import operations

from revops.emulator.surfaces import SURFACES

SEED = int(os.environ.get("TEST_SEED", "20261122"))
EXAMPLES = int(os.environ.get("TEST_EXAMPLES", "24"))

NEWEST = ("2026-09", "2026-09-beta", "2026-03", "v2")
"""Of the versions in which a path is served the first of these is described, v3 and v4 being its twins."""
UNDESCRIBED = {"/crm/pipelines/2026-09-beta/": "the same surface as 2026-09"}
"""Paths without a description, by how they begin, and why."""


@pytest.fixture(scope="module")
def descriptions():
    """Every description; schemathesis takes time to load, and nothing else needs it."""
    from described_cases import Descriptions
    from described_world import World

    world = World()
    yield Descriptions(world)
    world.close()


@pytest.mark.parametrize("operation", operations(), ids=" ".join)
def test_an_operation_answers_as_described(descriptions, operation):
    """Whatever is asked, the answer is one of the description's; and there is one that succeeds."""
    print(f"TEST_SEED={SEED} TEST_EXAMPLES={EXAMPLES}")  # noqa: T201 - to repeat a failure

    statuses = descriptions.statuses(operation, SEED, EXAMPLES)

    assert any(status < 300 for status in statuses), sorted(statuses)


def test_every_route_is_described():
    """What the emulator serves is described, and what is described is served."""
    described = {(method.upper(), _named(path)) for _, method, path in operations()}

    assert _served() == described


def _served():
    """Method and path of every route in its newest dated version."""
    every = [
        (route.method, route.path.replace("{version}", next(one for one in NEWEST if one in route.versions)))
        for surface in SURFACES
        for route in surface.ROUTES
        if set(NEWEST).intersection(route.versions)
    ]
    return {(method, _named(path)) for method, path in every if not path.startswith(tuple(UNDESCRIBED))}


def _named(path):
    """A path whose variable parts have no names: routes and descriptions give them different ones."""
    return re.sub(r"<[\w:]+>|{\w+}", "{}", path)
