"""Pacing, in fake time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hub_helpers import FakeTime
from pyrate_limiter import Rate

from revops.hub.pace import NoPace, Pace, daily


def rate_headers(limit: str, remaining: str = "50", interval: str = "10000") -> dict[str, str]:
    return {
        "x-hubspot-ratelimit-max": limit,
        "x-hubspot-ratelimit-remaining": remaining,
        "x-hubspot-ratelimit-interval-milliseconds": interval,
    }


@pytest.fixture
def pace(fake_time: FakeTime) -> Pace:
    return Pace(clock=fake_time.milliseconds, sleep=fake_time.sleep)


def send(pace: Pace, count: int, path: str = "/crm/properties/2026-09/contacts") -> None:
    for _ in range(count):
        pace.wait(path)


def test_starts_at_ninety_in_ten_seconds(pace: Pace, fake_time: FakeTime) -> None:
    """90 % of the lowest plan's 100 per 10 s go at once, the next one waits for the window."""
    send(pace, 90)
    assert fake_time.slept == []

    send(pace, 1)
    assert fake_time.now >= 1_010


@pytest.mark.parametrize(("granted", "used"), [("190", 180), ("250", 237), ("1", 1)])
def test_follows_the_headers(pace: Pace, fake_time: FakeTime, granted: str, used: int) -> None:
    """95 % of the rate that HubSpot names are used, and at least one request."""
    pace.follow(rate_headers(granted))

    send(pace, used)
    assert fake_time.slept == []
    send(pace, 1)
    assert sum(fake_time.slept) >= 10


def test_keeps_what_was_sent_before_the_headers_came(pace: Pace, fake_time: FakeTime) -> None:
    """A new rate counts the requests of the running window."""
    send(pace, 90)
    pace.follow(rate_headers("100"))

    send(pace, 5)
    assert fake_time.slept == []
    send(pace, 1)
    assert fake_time.slept != []


def test_nothing_remaining_closes_the_lane(pace: Pace, fake_time: FakeTime) -> None:
    """Others may use the same limit: at zero remaining the next request waits a second of the ten."""
    pace.follow(rate_headers("190", remaining="0"))

    send(pace, 1)

    assert fake_time.slept == [1.0]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hubspot-ratelimit-max": "190"},
        rate_headers("0"),
        rate_headers("-5"),
        rate_headers("many"),
        rate_headers("9" * 5000),
        rate_headers("190", interval="0"),
        rate_headers("²"),
    ],
)
def test_ignores_headers_that_make_no_sense(pace: Pace, fake_time: FakeTime, headers: dict[str, str]) -> None:
    """An answer cannot stop the tool or speed it up with nonsense."""
    pace.follow(headers)

    send(pace, 90)
    assert fake_time.slept == []
    send(pace, 1)
    assert fake_time.slept != []


def test_search_has_its_own_fixed_limit(pace: Pace, fake_time: FakeTime) -> None:
    """Search goes at 4 a second whatever the headers grant."""
    pace.follow(rate_headers("250"))

    send(pace, 4, "/crm/objects/2026-09/contacts/search")
    assert fake_time.slept == []
    send(pace, 1, "/crm/objects/2026-09/contacts/search")
    assert 1.0 <= sum(fake_time.slept) < 1.2


def test_search_does_not_hold_up_the_rest(pace: Pace, fake_time: FakeTime) -> None:
    """Other requests pass while search is exhausted."""
    send(pace, 4, "/crm/objects/2026-09/contacts/search")

    send(pace, 1)

    assert fake_time.slept == []


def test_search_counts_to_the_general_limit(pace: Pace, fake_time: FakeTime) -> None:
    """Searches are requests too (dossier L1)."""
    pace.follow(rate_headers("4"))
    send(pace, 3, "/crm/objects/2026-09/contacts/search")
    assert fake_time.slept == []

    send(pace, 1)

    assert sum(fake_time.slept) >= 10


def test_threads_share_the_limit() -> None:
    """Twelve threads together get no more than one alone."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        raise TimeoutError

    pace = Pace(start=Rate(20, 10_000), clock=lambda: 0.0, sleep=sleep)

    def ask(_: int) -> bool:
        try:
            pace.wait("/a")
        except TimeoutError:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        let_out = sum(pool.map(ask, range(60)))

    assert let_out == 20
    assert len(slept) == 40


def test_no_pace_never_waits() -> None:
    """A portal in the same process limits nobody, even if its headers speak of limits."""
    pace = NoPace(start=Rate(1, 10_000), clock=lambda: 0.0, sleep=lambda _: pytest.fail("it slept"))
    pace.follow(rate_headers("1", remaining="0"))

    send(pace, 500)


@pytest.mark.parametrize(
    ("granted", "remaining", "told"),
    [
        ("1000000", "999950", (1_000_000, 999_950)),
        ("250000", "0", (250_000, 0)),
        ("0", "0", None),
        ("1000000", "", None),
        ("", "5", None),
        ("1000000", "-1", None),
        ("1e6", "5", None),
        ("\u00b2", "5", None),
        ("9" * 5000, "5", None),
    ],
)
def test_the_day_is_told_by_two_sane_numbers(
    granted: str, remaining: str, told: tuple[int, int] | None
) -> None:
    """Calls granted and left; OAuth apps and searches tell none (dossier L1)."""
    prefix = "x-hubspot-ratelimit-daily"

    assert daily({prefix: granted, f"{prefix}-remaining": remaining}) == told
    assert daily({}) is None
