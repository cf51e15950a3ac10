"""Fixtures of the hub's tests: time that only moves when asked to, and HubSpot as `responses` plays it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import responses
from hub_helpers import TOKEN, FakeTime

from revops.hub.credentials import StaticToken
from revops.hub.gateway import Hub
from revops.hub.pace import NoPace
from revops.hub.retry import Retry


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def hubspot() -> Iterator[responses.RequestsMock]:
    """HubSpot's answers in the order of their registration; every registered one must be asked for."""
    with responses.RequestsMock(registry=responses.registries.OrderedRegistry) as mock:
        yield mock


@pytest.fixture
def hub(fake_time: FakeTime) -> Hub:
    """A hub with one static token that paces nothing and whose retry waits in fake time."""
    return Hub({"data": StaticToken(TOKEN)}, pace=NoPace(), retry=Retry(sleep=fake_time.sleep))


@pytest.fixture
def limited() -> Callable[[str], dict[str, str]]:
    """The body of a 429 by policy name, worded as HubSpot words it (dossier L1)."""
    words = {"TEN_SECONDLY_ROLLING": "ten_secondly_rolling", "SECONDLY": "secondly", "DAILY": "daily"}

    def body(policy: str) -> dict[str, str]:
        return {
            "status": "error",
            "message": f"You have reached your {words[policy]} limit.",
            "errorType": "RATE_LIMIT",
            "category": "RATE_LIMITS",
            "policyName": policy,
        }

    return body
