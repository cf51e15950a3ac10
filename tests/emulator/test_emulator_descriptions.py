"""The emulator against API descriptions that were written apart from it, by examples that schemathesis makes.

Of each operation: boundaries of its description, sound and unsound, and random requests. No crash, no status,
header or body that the description does not have, nothing unsound accepted, nothing without a token.
A longer run is one of `scripts/nightly`; `TEST_SEED` and `TEST_EXAMPLES` are its knobs.
"""

from __future__ import annotations

import os

import pytest
from described import operations

SEED = int(os.environ.get("TEST_SEED", "20261122"))
EXAMPLES = int(os.environ.get("TEST_EXAMPLES", "24"))


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
