"""Pauses that take no time: a sleep moves the clock on. Imported before anything keeps the real ones."""

from __future__ import annotations

import threading
import time
from unittest.mock import patch

_now = time.monotonic
_ahead = [0.0]
_one_at_a_time = threading.Lock()


def _sleep(seconds: float) -> None:
    with _one_at_a_time:
        _ahead[0] += seconds


def rush() -> None:
    """From here on nobody waits in this process; what has slept thinks that the time has passed."""
    patch.object(time, "sleep", _sleep).start()
    patch.object(time, "monotonic", lambda: _now() + _ahead[0]).start()
