"""What the hub's tests share besides fixtures."""

from __future__ import annotations

TOKEN = "pat-eu1-00000000-1111-2222-3333-444444444444"
API = "https://api.hubapi.com"


class FakeTime:
    """A clock in seconds that sleeping moves on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def seconds(self) -> float:
        return self.now

    def milliseconds(self) -> float:
        return self.now * 1000
