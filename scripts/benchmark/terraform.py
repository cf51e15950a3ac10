"""Peer: a replay of the Terraform providers' calls, one per resource (peers (d), revosai and jbunting).

A refresh is a GET for every property, group, pipeline and workflow; a create is a POST each, not read back.
Terraform walks ten resources side by side, and the providers let ten requests a second out, in bursts of ten.

`python -m benchmark.terraform BASE_URL TOKEN FILE`; the file holds `[{"method", "path", "body"}, ...]`.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Final

import requests

PARALLEL: Final = 10
RATE: Final = 10.0
"""Tokens a second; the bucket holds as many."""


class Bucket:
    """A token bucket that starts full."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._next = time.monotonic() - 1.0

    def take(self) -> None:
        """Wait for a token."""
        with self._lock:
            self._next = max(self._next, time.monotonic() - 1.0) + 1 / RATE
            pause = self._next - time.monotonic()
        if pause > 0:
            time.sleep(pause)


def main(base_url: str, token: str, file: str) -> None:
    """Send every request of the file."""
    calls = json.loads(Path(file).read_text(encoding="utf-8"))
    bucket = Bucket()
    with requests.Session() as session, ThreadPoolExecutor(PARALLEL) as pool:
        session.headers["Authorization"] = f"Bearer {token}"
        session.mount(base_url, requests.adapters.HTTPAdapter(pool_maxsize=PARALLEL))

        def send(call: dict[str, Any]) -> None:
            bucket.take()
            answer = session.request(call["method"], base_url + call["path"], json=call.get("body"))
            answer.raise_for_status()

        list(pool.map(send, calls))


if __name__ == "__main__":
    main(*sys.argv[1:])
