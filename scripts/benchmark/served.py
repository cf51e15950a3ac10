"""An emulator in a process of its own, as far away and as strict as HubSpot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

LATENCY_MS: Final = 120
RATE: Final = "190/10s"
PER_SECOND: Final = 19.0


@dataclass(frozen=True)
class Portal:
    """A served portal, seen through its control surface."""

    base_url: str

    def requests(self) -> list[dict[str, Any]]:
        """Everything that was asked since the last `forget`, in the order of the answers."""
        with urlopen(f"{self.base_url}/_emulator/requests") as answer:
            found: list[dict[str, Any]] = json.load(answer)["results"]
        return found

    def forget(self) -> None:
        """Empty the log of requests."""
        with urlopen(Request(f"{self.base_url}/_emulator/requests", method="DELETE")):
            pass

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs to find it."""
        return {**bare(), "REVOPS_BASE_URL": self.base_url}


def bare() -> dict[str, str]:
    """The environment without what the tool reads of it, so that commands use the embedded emulator."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("HUBSPOT_", "REVOPS_"))}


@contextmanager
def served(state: Path) -> Iterator[Portal]:
    """Serve the portals of a state file; its window of the rate limit is fresh."""
    command = [sys.executable, "-m", "revops", "emulator", "--port", "0", "--state", str(state)]
    command += ["--latency", str(LATENCY_MS), "--rate", RATE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            first = process.stdout.readline()
            yield Portal(first.split(" at ")[1].split(",")[0])
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
