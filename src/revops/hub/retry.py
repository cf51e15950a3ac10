"""The only retry layer: which answers are asked for again, after how long, and when it gives up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, stop_before_delay

from revops.model.call import Answer

TIMEOUT: Final = "no answer came in time"
SLOW: Final = "the answer did not end in time"
LOST: Final = "the connection was lost"
TORN: Final = "the answer is not whole"
NO_JSON: Final = "the answer is no JSON"
PASSING_FAULTS: Final = frozenset({TIMEOUT, SLOW, LOST, TORN})
"""Faults that may be gone the next time; an answer that is too large or no JSON will be so again."""

_LOCKED, _LIMITED, _MIGRATING = 423, 429, 477
_PASSING_STATUS: Final = frozenset({502, 503, 504, *range(521, 527)})
"""Transport trouble in front of HubSpot (dossier L2). A 500 is HubSpot's own and stays (peers (f))."""

_LOCK_SECONDS: Final = 2.0
_WINDOW_SECONDS: Final = 10.0
_LONGEST_PAUSE: Final = 8.0


class Retry:
    """Sends again what may be sent again. `sleep` takes seconds; limits are per request.

    Args:
        attempts: how often one request is sent at most.
        seconds: after which no further attempt starts.
        sleep: how to wait, replaced in tests.
    """

    def __init__(
        self, attempts: int = 8, seconds: float = 120.0, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._stop = stop_after_attempt(attempts) | stop_before_delay(seconds)
        self._sleep = sleep

    def __call__(self, send: Callable[[], Answer], *, read: bool) -> Answer:
        """The first answer that is not to be asked for again, or the last one.

        A write is sent again only where HubSpot said that it did not carry it out (design.md, rule 6).
        """
        retrying = Retrying(
            sleep=self._sleep,
            stop=self._stop,
            wait=_pause,
            retry=retry_if_result(_passing if read else _refused_for_now),
            retry_error_callback=_answer,
        )
        return retrying(send)


def policy(answer: Answer) -> str:
    """The limit that a 429 speaks of: TEN_SECONDLY_ROLLING, SECONDLY, DAILY, or `` (search names none)."""
    body = answer.body if isinstance(answer.body, dict) else {}
    name = body.get("policyName")
    if isinstance(name, str):
        return name
    # The words stand in the message even where the policy is not named (dossier L1).
    words = body.get("message")
    return "DAILY" if isinstance(words, str) and "daily limit" in words else ""


def _refused_for_now(answer: Answer) -> bool:
    if answer.fault:
        return False
    if answer.status == _LIMITED:
        return policy(answer) != "DAILY"
    return answer.status in (_LOCKED, _MIGRATING)


def _passing(answer: Answer) -> bool:
    return (
        _refused_for_now(answer)
        or answer.fault in PASSING_FAULTS
        or (not answer.fault and answer.status in _PASSING_STATUS)
    )


def _answer(state: RetryCallState) -> Answer:
    if state.outcome is None:
        raise RuntimeError("tenacity asks for a pause before there is an answer")
    answer: Answer = state.outcome.result()
    return answer


def _pause(state: RetryCallState) -> float:
    """Seconds until the next attempt: what HubSpot asks for, else what its own client does (dossier L1)."""
    answer = _answer(state)
    asked = retry_after(answer.headers.get("retry-after", ""))
    if asked is not None:
        return asked
    if answer.status == _LOCKED:
        return _LOCK_SECONDS
    if answer.status == _MIGRATING or policy(answer) == "TEN_SECONDLY_ROLLING":
        return _WINDOW_SECONDS
    if answer.status == _LIMITED:
        return float(state.attempt_number)
    return float(min(_LONGEST_PAUSE, 0.5 * 2 ** (state.attempt_number - 1)))


def retry_after(text: str) -> float | None:
    """Seconds that a Retry-After header asks for (seconds or a date), None where it says nothing usable."""
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (IndexError, OverflowError, TypeError, ValueError):
        return None
