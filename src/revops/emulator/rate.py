"""HubSpot's rate limits: a rolling window per token and a daily count per account."""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from revops.emulator.http import Reply

# Dossier L1: burst per ten seconds and calls per day, by tier.
_BY_TIER = {
    "free": (100, 250_000),
    "starter": (100, 250_000),
    "professional": (190, 625_000),
    "enterprise": (190, 1_000_000),
}
_SEARCHES = 5
"""Searches per second and account (dossier J2)."""


@dataclass(frozen=True)
class Rate:
    """Limits: `limit` calls per rolling `seconds` and token, `daily` per account."""

    limit: int
    seconds: float = 10.0
    daily: int = 1_000_000

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read `190/10s`; raises ValueError for anything else."""
        found = re.fullmatch(r"(\d+)/(\d+(?:\.\d+)?)s", text)
        if found is None or not int(found[1]):
            raise ValueError(f"a rate reads like 190/10s, not {text!r}")
        return cls(int(found[1]), float(found[2]))

    @classmethod
    def of_tier(cls, tier: str) -> Rate:
        limit, daily = _BY_TIER[tier]
        return cls(limit, daily=daily)


class Meter:
    """Counts calls. Not shared between processes: each emulator counts what it answered itself."""

    def __init__(self, rate: Rate | None) -> None:
        self.rate = rate
        """None: no call is refused, and the headers tell the tier's limits with the window always fresh."""
        self._lock = threading.Lock()
        self._calls: dict[str, deque[float]] = {}
        self._days: dict[tuple[int, str], int] = {}

    def take(self, token: str, portal_id: int, *, offset_ms: int, search: bool = False) -> str | None:
        """Count one call; the policy that refuses it, or None. `offset_ms` is the portal's time zone."""
        if self.rate is None:
            return None
        with self._lock:
            policy = self._refusing(self.rate, token, portal_id, offset_ms)
            return policy or (self._searching(portal_id) if search else None)

    def _searching(self, portal_id: int) -> str | None:
        calls = self._recent(f"search of {portal_id}", 1.0)
        if len(calls) >= _SEARCHES:
            return "SECONDLY"
        calls.append(time.monotonic())
        return None

    def _refusing(self, rate: Rate, token: str, portal_id: int, offset_ms: int) -> str | None:
        day = (portal_id, _day(offset_ms))
        if self._days.get(day, 0) >= rate.daily:
            return "DAILY"
        calls = self._recent(token, rate.seconds)
        if len(calls) >= rate.limit:
            return "TEN_SECONDLY_ROLLING"
        calls.append(time.monotonic())
        self._days[day] = self._days.get(day, 0) + 1
        return None

    def _recent(self, key: str, seconds: float) -> deque[float]:
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= time.monotonic() - seconds:
            calls.popleft()
        return calls

    def headers(
        self, token: str, portal_id: int, tier: str, offset_ms: int, *, search: bool = False
    ) -> dict[str, str]:
        """What every answer tells of the limits, but that of a search (dossier L1)."""
        if search:
            return {}
        rate = self.rate or Rate.of_tier(tier)
        with self._lock:
            used = len(self._recent(token, rate.seconds)) if self.rate else 1
            today = self._days.get((portal_id, _day(offset_ms)), 0) if self.rate else 1
        prefix = "X-HubSpot-RateLimit-"
        return {
            f"{prefix}Max": str(rate.limit),
            f"{prefix}Remaining": str(max(0, rate.limit - used)),
            f"{prefix}Interval-Milliseconds": str(int(rate.seconds * 1000)),
            f"{prefix}Daily": str(rate.daily),
            f"{prefix}Daily-Remaining": str(max(0, rate.daily - today)),
        }


def _day(offset_ms: int) -> str:
    return (datetime.now(UTC) + timedelta(milliseconds=offset_ms)).date().isoformat()


def refused(policy: str, *, search: bool = False) -> Reply:
    """The 429 (dossier L1); that of a search names no policy (peers (f))."""
    word = policy.lower()
    body = {
        "status": "error",
        "message": f"You have reached your {word} limit.",
        "errorType": "RATE_LIMIT",
        "correlationId": str(uuid.uuid4()),
        "category": "RATE_LIMITS",
        "policyName": policy,
        "requestId": str(uuid.uuid4()),
    }
    if search:
        del body["policyName"]
    return Reply(429, body)
