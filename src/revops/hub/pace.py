"""Pacing: requests are let out no faster than HubSpot's rate limit, shared by all threads of one hub."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final, cast

from pyrate_limiter import InMemoryBucket, Rate, RateItem

START: Final = Rate(90, 10_000)
"""90 % of the lowest plan's 100 requests per 10 seconds (dossier L1), until HubSpot names the real figure."""

SEARCH: Final = Rate(4, 1_000)
"""Search is counted per account, besides the rest, and tells nothing in headers (dossier J2, L1)."""

_SHARE: Final = 0.95
"""Part of the granted rate that is used: answers overtake each other on the way."""

_SLACK_MS: Final = 50
"""A request arrives later than it was let out, so the window at HubSpot closes later than ours."""

_MOST_DAILY: Final = 100_000_000
"""More calls a day than any plan has (dossier L1)."""

_PREFIX = "x-hubspot-ratelimit-"


def _now() -> float:
    return time.monotonic() * 1000


class Lane:
    """One limit and what was let out under it. `clock` gives milliseconds."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._bucket = InMemoryBucket([rate])
        self._clock = clock
        self._lock = Lock()
        self._closed_until = 0.0

    def ask(self) -> float:
        """0 where a request may go now, else the seconds to wait before asking again."""
        with self._lock:
            now = self._clock()
            if now < self._closed_until:
                return (self._closed_until - now) / 1000
            self._bucket.leak(int(now))
            request = RateItem("request", int(now))
            if self._bucket.put(request):
                return 0.0
            return (cast("int", self._bucket.waiting(request)) + _SLACK_MS) / 1000

    def follow(self, rate: Rate, remaining: int) -> None:
        """Take over the rate that HubSpot names; with nothing remaining, close for a tenth of its window."""
        with self._lock:
            self._bucket.rates = [rate]
            if remaining <= 0:
                self._closed_until = self._clock() + rate.interval / 10


class Pace:
    """Two lanes, one for search and one for everything else; `sleep` takes seconds."""

    def __init__(
        self,
        start: Rate = START,
        search: Rate = SEARCH,
        clock: Callable[[], float] = _now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._general = Lane(start, clock)
        self._search = Lane(search, clock)
        self._sleep = sleep

    def wait(self, path: str) -> None:
        """Return when a request to the path may be sent."""
        lanes = [self._search, self._general] if path.endswith("/search") else [self._general]
        for lane in lanes:
            while seconds := lane.ask():
                self._sleep(seconds)

    def follow(self, headers: Mapping[str, str]) -> None:
        """Adapt to the limits that an answer names (dossier L1); anything but sane numbers is ignored."""
        granted = _number(headers, "max", 1, 100_000)
        interval = _number(headers, "interval-milliseconds", 100, 3_600_000)
        if granted is None or interval is None:
            return
        remaining = _number(headers, "remaining", 0, 100_000)
        self._general.follow(
            Rate(max(1, int(granted * _SHARE)), interval), 1 if remaining is None else remaining
        )


class NoPace(Pace):
    """For a portal in the same process, which limits nobody."""

    def wait(self, path: str) -> None:
        """Let every request go at once."""

    def follow(self, headers: Mapping[str, str]) -> None:
        """Ignore what the answers say of limits."""


def daily(headers: Mapping[str, str]) -> tuple[int, int] | None:
    """(granted, remaining) calls of the day; None where an answer tells none, as with OAuth (dossier L1)."""
    granted = _number(headers, "daily", 1, _MOST_DAILY)
    remaining = _number(headers, "daily-remaining", 0, _MOST_DAILY)
    return None if granted is None or remaining is None else (granted, remaining)


def _number(headers: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = headers.get(_PREFIX + name, "")
    # `isdecimal` alone would let thousands of digits through to int().
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        return None
    number = int(text)
    return number if least <= number <= most else None
